"""Who looks at the Service Center."""

from service_center.domain.errors import BadRequest, NotAllowed, Refusal, TooManyAttempts
from service_center.domain.keys import UnitKey
from service_center.domain.roles import Viewer


def test_a_viewer_is_logged_in_and_known_by_an_id_in_text() -> None:
    viewer = Viewer(7, 'rosa', is_staff=False, is_superuser=False, is_resident=True)
    assert (viewer.is_authenticated, viewer.is_active, viewer.is_anonymous, viewer.get_id()) == (True, True, False, '7')


def test_a_refusal_tells_the_asker_why() -> None:
    assert [str(refusal) for refusal in (BadRequest('no param : x'), NotAllowed('staff required'))] == ['no param : x', 'staff required']


def test_too_many_attempts_say_when_to_come_back() -> None:
    refusal = TooManyAttempts(17)
    assert isinstance(refusal, Refusal)
    assert (str(refusal), refusal.retry_after) == ('too many attempts', 17)


def test_a_unit_knows_its_cluster() -> None:
    key = UnitKey('green', 'first', 'E001')
    assert (key.cluster.community_id, key.cluster.cluster_id) == ('green', 'first')
