"""Downtimes of the units of a cluster."""

from service_center.domain.periods import Period
from service_center.services import downtimes
from tests.factories import CLUSTER, E001, E002, HOUR, NOW, Maker


def test_downtimes_are_listed_as_they_are_stored(make: Maker) -> None:
    make.downtime(E001, downDateTime=NOW - HOUR, recoveryDateTime=NOW)
    make.downtime(E002, downDateTime=NOW)
    of_e001 = {'communityId': 'green', 'clusterId': 'first', 'unitId': 'E001', 'downDateTime': NOW - HOUR, 'recoveryDateTime': NOW}
    assert downtimes.list_downtimes(CLUSTER, 'E001', Period()) == [of_e001]
    assert len(downtimes.list_downtimes(CLUSTER, None, Period())) == 2


def test_units_are_listed_whose_downtimes_are_aggregated(make: Maker) -> None:
    make.downtime(E002)
    make.downtime_status('E001')
    assert downtimes.list_unit_ids(CLUSTER) == ['E001']
