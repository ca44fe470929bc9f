"""A village that lives: its cluster, and what apis-ccc and apis-log write of it, step by step. It stores nothing and reads no clock."""

from collections.abc import Iterator
from datetime import tzinfo
from random import Random

from service_center.domain.recordings import Step
from service_center.lib.zones import named_zone
from service_center.village.cluster import Cluster, ScenarioOf
from service_center.village.documents import Document, Papers
from service_center.village.journal import CCC, SEVERE
from service_center.village.troubles import Troubles

UNIT_DATA, DEAL, APIS_LOG = 'unit_data', 'deal', 'apis_log'  # the labels of the collections
COMMUNITY, CLUSTER = 'oss_community', 'oss_cluster'
JAPAN = named_zone('Asia/Tokyo')
LOOP_SEC, REPORT_SEC, REFRESH_SEC = 5.0, 30.0, 30.0
LATE_SEC = 0.03  # each period begins when the one before is over, so that it creeps
COARSE_LOOP_SEC = 60.0
NO_GRID_MASTER = 'Communication failed on EventBus ; (NO_HANDLERS,-1) No handlers for address apis.GridMaster.data.all'
NO_DATE = 'Communication failed with MongoDB ; java.lang.NullPointerException: text'


def no_scenario(_unit_id: str) -> None:
    """Choose nothing for a unit: the built-in scenario applies."""


class Village:
    """A village from an instant on (s since the epoch): `step` lets it live in full, `skip` quickly and with hardly a word."""

    def __init__(
        self, *, seed: int, at: float, units: int = 4, zone: tzinfo = JAPAN, scenario_of: ScenarioOf = no_scenario,
        community_id: str = COMMUNITY, cluster_id: str = CLUSTER,
    ) -> None:
        self._rng = Random(seed ^ 0x5EED)  # noqa: S311  a village is no secret
        self.cluster = Cluster(seed, at, units, zone, scenario_of)
        self.papers = Papers(community_id, cluster_id, self._rng)
        self.troubles = Troubles(self.cluster)
        self._last_set: list[Document] = []
        self._plan(at)

    @property
    def at(self) -> float:
        """Say until when it has lived (s since the epoch)."""
        return self.cluster.at

    def fault(self, name: str, unit_id: str | None = None) -> None:
        """Let something go wrong, or right again (faults.FAULTS); raises BadRequest for a fault or a unit that there is not."""
        self.troubles.switch_on(name, unit_id)

    def step(self, now: float) -> list[Step]:
        """Live until now and give what was written meanwhile, in its order; nothing if a clock was set back."""
        steps: list[Step] = []
        while (at := min(self._loop_at, self._deals_at, self._units_at)) <= now:
            if at == self._loop_at:
                steps += self._loop(at)
            elif at == self._deals_at:
                steps += self._report_deals(at)
            else:
                steps += self._report_units(at)
            steps += self._lines()
        return steps

    def skip(self, now: float, *, with_unit_data: bool = False) -> Iterator[Step]:
        """Live until now in long loops without a word, and give the deals that ended, and unit data if wanted."""
        self._plan(self.at)
        journal = self.cluster.journal
        journal.is_open = False
        while self.at < now:
            at = min(now, self._units_at if with_unit_data else self.at + COARSE_LOOP_SEC * self._rng.uniform(0.8, 1.2))
            self.cluster.loop(at)
            yield from self._ended(at)
            if with_unit_data and at >= self._units_at:
                yield from self._report_units(at)
        journal.is_open = True
        self._plan(now)

    def report(self) -> list[Step]:
        """Give a set of unit data of right now, without a word."""
        return [Step(self.at, UNIT_DATA, document) for document in self._set(self.at)]

    def be_at(self, now: float) -> None:
        """Go on from an instant before, where a clock was set back; the energy of the time between is as it is."""
        self.cluster.go_back(now)
        self._plan(now)

    def _plan(self, at: float) -> None:
        self._loop_at = at + LOOP_SEC
        self._deals_at = at + self._rng.uniform(1, 8)
        self._units_at = self._deals_at + 0.4
        self._refresh_at = at + REFRESH_SEC

    def _loop(self, at: float) -> list[Step]:
        if at >= self._refresh_at:
            if not self.troubles.is_ccc_stopped:  # through which they ask
                self.cluster.ask_for_scenarios()
            self._refresh_at = at + REFRESH_SEC
        self.cluster.loop(at)
        for unit_id in self.cluster.unit_ids:
            if not self.troubles.is_blocked(unit_id):
                self.cluster.journal.main(unit_id, 'DataAcquisition', f'uri : /get/unit/{unit_id}', at=self.cluster.polled_at(unit_id))
        self.troubles.speak()
        self._loop_at = at + LOOP_SEC + self._rng.uniform(0, LATE_SEC)
        return list(self._ended(at))

    def _ended(self, at: float) -> Iterator[Step]:
        for deal in self.cluster.grid.take_ended():
            if self.troubles.is_ccc_stopped:
                continue
            if deal.is_saveworthy:
                yield Step(at, DEAL, self.papers.deal(deal, at))
            elif 'activateDateTime' in deal.record or 'reset' in deal.record:
                self.cluster.journal.tool(CCC, 'MongoDBDealReportingImpl', NO_DATE, SEVERE)

    def _report_deals(self, at: float) -> list[Step]:
        self._deals_at = at + REPORT_SEC + self._rng.uniform(0, LATE_SEC)
        if self.troubles.is_ccc_stopped:
            return []
        deals = self.cluster.grid.deals
        saved = [deal for deal in deals if deal.is_saveworthy]
        filtered = [f'size of filtered result : {len(saved)}'] if deals else []
        for message in ('reporting deals ...', f'size of result : {len(deals)}', *filtered):
            self._ccc('DealReporting', message, at)
        return [Step(at, DEAL, self.papers.deal(deal, at)) for deal in saved]

    def _report_units(self, at: float) -> list[Step]:
        self._units_at = at + REPORT_SEC + self._rng.uniform(0, LATE_SEC)
        if self.troubles.is_ccc_stopped:
            return []
        self._ccc('UnitDataReporting', 'reporting unit data ...', at)
        trouble = self.troubles.reports_after_restart.pop(0) if self.troubles.reports_after_restart else None
        if self.cluster.grid_master is None or trouble == 'missing':
            self.cluster.journal.tool(CCC, 'UnitDataReporting', NO_GRID_MASTER, SEVERE)
            return []
        self._last_set = self._stale_set(at) if trouble == 'stale' else self._set(at)
        for message in (f'size of unit data : {len(self._last_set)}', f'size of filtered unit data : {len(self._last_set)}'):
            self._ccc('UnitDataReporting', message, at)
        return [Step(at, UNIT_DATA, document) for document in self._last_set]

    def _set(self, at: float) -> list[Document]:
        unit_ids = self.cluster.unit_ids
        self._rng.shuffle(unit_ids)  # the order of the GridMaster's map
        return [self.papers.unit_data(self.cluster, self.cluster.houses[unit_id], at, int(at * 1000)) for unit_id in unit_ids]

    def _stale_set(self, at: float) -> list[Document]:
        return [self.papers.again(document, at, int(at * 1000)) for document in self._last_set]

    def _ccc(self, logger: str, message: str, at: float) -> None:
        self.cluster.journal.at = max(self.cluster.journal.at, at)
        self.cluster.journal.tool(CCC, logger, message)

    def _lines(self) -> list[Step]:
        lines = self.cluster.journal.take()
        return [] if self.troubles.is_log_stopped else [Step(line.at, APIS_LOG, self.papers.line(line)) for line in lines]

