"""Collection `apisLog`: the lines that apis-log receives from all programs of a cluster. Kept for a year."""

from pymongo import ASCENDING, IndexModel

LABEL = 'apis_log'
YEAR_SEC = 31_536_000
INDEXES = [IndexModel([(name, ASCENDING) for name in ('communityId', 'clusterId', 'programId', 'unitId', 'datetime')])]
RETENTION = IndexModel([('datetime', ASCENDING)], expireAfterSeconds=YEAR_SEC)
