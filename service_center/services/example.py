"""The example of the specification: one community, its cluster of four units, demo accounts, scenarios, a few closed failures."""

from datetime import datetime, timedelta

from sqlalchemy import select

from service_center.config import ROOT
from service_center.domain.keys import ClusterKey
from service_center.extensions import db
from service_center.models.communities import Cluster, Community, Unit
from service_center.models.monitoring import Failure
from service_center.models.scenarios import Choice, Scenario
from service_center.models.users import User
from service_center.security import passwords
from service_center.services import monitoring
from service_center.services.transaction import transaction

COMMUNITY, CLUSTER = 'oss_community', 'oss_cluster'
UNITS = ('E001', 'E002', 'E003', 'E004')
MOST_UNITS = 100  # of a village
RESIDENTS = tuple(unit.lower() for unit in UNITS)
DEMO_ACCOUNTS = ('admin', 'nonresident', *RESIDENTS)
SCENARIOS = {
    'HIGH_PRIORITY': 'Low rsoc, High priority',
    'LOW_PRIORITY': 'High rsoc, Low priority',
    'NO_DEAL': 'No Deal',
    'NORMAL': 'Normal',
    'JUST_FOR_E001': 'OSS Community > OSS Cluster > E001',
}
TEXTS = ROOT / 'service_center' / 'example' / 'scenarios'
ALIVE = 'The program may not be running.'
FAILURES = (
    ('apis_ccc_alive', 'apis-ccc', None, timedelta(days=6), timedelta(minutes=12), ALIVE),
    ('apis_main_alive', 'apis-main', 'E003', timedelta(days=4), timedelta(hours=1), ALIVE),
    ('grid_master_alive', None, None, timedelta(days=2), timedelta(minutes=3), 'The GridMaster service may not be running.'),
)


def load(now: datetime) -> str:
    """Load the example into an empty database and say so; one that holds a community or a user already is left alone."""
    with transaction():
        if db.session.scalar(select(Community.id).limit(1)) or db.session.scalar(select(User.id).limit(1)):
            return 'the example stays out: there are communities or users already'
        users = _add_accounts(now)
        _add_cluster(users)
        _add_scenarios(now)
        _add_failures(now)
    return f'the example is loaded: {COMMUNITY} > {CLUSTER} > {", ".join(UNITS)}; accounts {", ".join(DEMO_ACCOUNTS)}'


def register_units_of_village(count: int, now: datetime) -> None:
    """Register E005 and further up to a count in the example's cluster, where that is there: a larger village has so many houses.

    Those that only a larger village before had are in use no more, until there is one again.
    """
    with transaction():
        of_example = select(Cluster).join(Community).where(Community.code == COMMUNITY, Cluster.code == CLUSTER)
        cluster = db.session.scalar(of_example)
        if cluster is None:
            return
        known = {unit.code: unit for unit in cluster.units}
        more = [f'E{number:03d}' for number in range(len(UNITS) + 1, MOST_UNITS + 1)]
        for number, code in enumerate(more, len(UNITS) + 1):
            unit = known.get(code)
            if number <= count and unit is None:
                db.session.add(Unit(code=code, name=code, cluster=cluster))
            elif unit and unit.name == code and unit.available_from is None:  # as it was registered here
                unit.available_to = None if number <= count else unit.available_to or now


def _add_accounts(now: datetime) -> dict[str, User]:
    users = {
        name: User(
            username=name, password=passwords.hash_password(name), is_staff=name == 'admin', is_superuser=name == 'admin', date_joined=now,
        )
        for name in DEMO_ACCOUNTS
    }
    for user in users.values():  # one by one: their ids follow the order of the list
        db.session.add(user)
        db.session.flush()
    return users


def _add_cluster(users: dict[str, User]) -> None:
    community = Community(code=COMMUNITY, name='OSS Community')
    cluster = Cluster(code=CLUSTER, name='OSS Cluster', community=community)
    db.session.add(cluster)
    for unit, resident in zip(UNITS, RESIDENTS, strict=True):
        db.session.add(Unit(code=unit, name=unit, cluster=cluster, residents=[users['admin'], users[resident]]))
        db.session.flush()
    monitoring.offer_jobs(ClusterKey(COMMUNITY, CLUSTER))


def _add_scenarios(now: datetime) -> None:
    for name, description in SCENARIOS.items():
        own = name == 'JUST_FOR_E001'
        scope = {'community_id': COMMUNITY, 'cluster_id': CLUSTER, 'unit_id': 'E001'} if own else {}
        text = (TEXTS / f'{name}.json').read_text('utf-8')
        db.session.add(Scenario(name=name, description=description, data=text, created=now, **scope))
        db.session.flush()
    normal = db.session.scalars(select(Scenario).where(Scenario.name == 'NORMAL')).one()
    db.session.add_all(
        Choice(community_id=COMMUNITY, cluster_id=CLUSTER, unit_id=unit, created=now, scenario=normal) for unit in UNITS
    )


def _add_failures(now: datetime) -> None:
    for monitor, program, unit, ago, lasted, description in FAILURES:
        db.session.add(Failure(
            type=monitor, community_id=COMMUNITY, cluster_id=CLUSTER, program_id=program, unit_id=unit,
            detected=now - ago, closed=now - ago + lasted, description=description,
        ))
        db.session.flush()
