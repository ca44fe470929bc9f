"""The console's list of who changed what: to read only."""

from service_center.admin.filters import DateFilter, ValueFilter
from service_center.admin.view import ConsoleView, local
from service_center.models.audit import Audit


class AuditView(ConsoleView):
    """The audit."""

    word, section = 'change', 'Audit'
    words = 'changes'
    tells_times = True
    can_create = can_edit = can_delete = False
    cells = {
        'at': ('When', lambda row: local(row.at)),
        'who': ('Who', lambda row: row.who),
        'what': ('What', lambda row: row.what),
        'before': ('From', lambda row: row.before),
        'after': ('To', lambda row: row.after),
    }
    column_sortable_list = ('at', 'who', 'what')
    column_searchable_list = ('who', 'what', 'before', 'after')
    column_default_sort = [('at', True), ('id', True)]
    column_filters = (ValueFilter(Audit.who, 'Who'), DateFilter(Audit.at, 'When'))
