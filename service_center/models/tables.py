"""Every table in one place, for Alembic and for whoever needs the whole schema."""

from service_center.extensions import Base
from service_center.models.audit import Audit
from service_center.models.communities import Cluster, Community, Unit, unit_user
from service_center.models.monitoring import CommunitySetting, Failure, JobRun, JobSetting, MonitorMark, Notice
from service_center.models.scenarios import Choice, Delivery, Fetch, Scenario
from service_center.models.users import Session, User

ENTITIES = (
    Community, Cluster, Unit, User, Session, Scenario, Choice, Fetch, Delivery,
    Failure, Notice, CommunitySetting, JobSetting, MonitorMark, JobRun, Audit,
)
ASSOCIATIONS = (unit_user,)
metadata = Base.metadata
