"""What is wrong in a village: the faults it was given, what they do to the cluster, and what its programs say of them (observed 4.5)."""

from collections.abc import Callable

from service_center.domain.errors import BadRequest
from service_center.village import faults
from service_center.village.cluster import AUTONOMOUS, HETERONOMOUS, Cluster
from service_center.village.grid import WRONG_CURRENT
from service_center.village.journal import CCC, LOG, SEVERE, WARNING, WEB

BURST_LINES, BURST_LINES_PER_LOOP = 20, 4
BLOCKED_SEC = 60
TIME_LIMIT_MS, STACK_AFTER_MS = 2000, 5000
NO_SCENARIO_SEC = 60
NO_SCENARIO = (
    '(USER:LOCAL:WARN:{}) Communication failed on EventBus ; (NO_HANDLERS,-1) No handlers for address apis.ControlCenterClient.scenario '
    '[jp.co.sony.csl.dcoes.apis.main.app.user.ScenarioKeeping.lambda$controlCenterAccessingTimerHandler_$3(ScenarioKeeping.java:331)]'
)
NO_DRIVER = (
    '(HARDWARE:LOCAL:WARN:{}) Communication failed with Device Driver ; '
    'io.netty.channel.AbstractChannel$AnnotatedConnectException: Connection refused: localhost/127.0.0.1:4390'
)
NO_MONGODB = 'Communication failed with MongoDB ; com.mongodb.MongoTimeoutException: Timed out after 30000 ms while waiting for a server'
BLOCKED = 'Thread Thread[vert.x-eventloop-thread-2,5,main] has been blocked for {} ms, time limit is {} ms'
STACK = (
    '\nio.vertx.core.VertxException: Thread blocked'
    '\n\tat java.base@17.0.13/java.util.zip.Inflater.inflateBytesBytes(Native Method)'
    '\n\tat java.base@17.0.13/java.util.zip.Inflater.inflate(Inflater.java:382)'
)
LOGGER_OF_TOOL = {CCC: 'UnitDataReporting', LOG: 'MongoDbWriter'}


class Troubles:
    """The faults that are on; those with an end of their own go off by themselves."""

    def __init__(self, cluster: Cluster) -> None:
        self.is_ccc_stopped = False
        self.is_log_stopped = False
        self.reports_after_restart: list[str] = []
        self._cluster = cluster
        self._bursts: dict[str, int] = {}
        self._blocked: dict[str, float] = {}
        self._said_no_scenario = float('-inf')
        self._switches: dict[str, Callable[[str | None], None]] = {
            faults.UNIT_STOPPED: self._stop_unit,
            faults.CCC_STOPPED: self._stop_ccc,
            faults.LOG_STOPPED: self._stop_log,
            faults.SEVERE_BURST: self._burst,
            faults.BLOCKED_THREAD: self._block,
            faults.SOFT_STOP: self._soft_stop,
            faults.EMULATOR_RESTARTED: self._restart_emulator,
            faults.WELL: self._be_well,
        }

    def switch_on(self, fault: str, unit_id: str | None) -> None:
        """Let something go wrong, or right again; raises BadRequest for a fault or a unit that there is not."""
        tools = LOGGER_OF_TOOL if fault == faults.SEVERE_BURST else {}
        if fault not in self._switches:
            raise BadRequest(f'there is no fault {fault!r}')
        if unit_id is not None and unit_id not in self._cluster.houses and unit_id not in tools:
            raise BadRequest(f'there is no unit {unit_id!r} in the village')
        self._switches[fault](unit_id)

    def is_blocked(self, unit_id: str) -> bool:
        """Say whether a thread of a unit is blocked, so that it does nothing."""
        return unit_id in self._blocked

    def speak(self) -> None:
        """Let the programs say once a loop what is wrong."""
        for name in list(self._bursts):
            self._speak_severe(name)
        for unit_id, since in list(self._blocked.items()):
            self._speak_blocked(unit_id, since)
        if self.is_ccc_stopped and self._cluster.at - self._said_no_scenario >= NO_SCENARIO_SEC:
            self._said_no_scenario = self._cluster.at
            for unit_id in self._cluster.unit_ids:
                self._cluster.journal.main(unit_id, 'user.ErrorCollection', NO_SCENARIO.format(unit_id), WARNING)

    def _speak_severe(self, name: str) -> None:
        count = min(self._bursts[name], BURST_LINES_PER_LOOP)
        for _ in range(count):
            if name in LOGGER_OF_TOOL:
                self._cluster.journal.tool(name, LOGGER_OF_TOOL[name], NO_MONGODB, SEVERE)
            else:
                self._cluster.journal.main(name, 'user.ErrorCollection', WRONG_CURRENT.format(name, 'CHARGE'), SEVERE)
        self._bursts[name] -= count
        if not self._bursts[name]:
            del self._bursts[name]

    def _speak_blocked(self, unit_id: str, since: float) -> None:
        milliseconds = int((self._cluster.at - since) * 1000)
        if milliseconds > BLOCKED_SEC * 1000:
            del self._blocked[unit_id]
        elif milliseconds > TIME_LIMIT_MS:
            text = BLOCKED.format(milliseconds, TIME_LIMIT_MS) + (STACK if milliseconds > STACK_AFTER_MS else '')
            self._cluster.journal.main(unit_id, 'BlockedThreadChecker', text, WARNING)

    def _first(self, unit_id: str | None) -> str:
        return unit_id or next(iter(self._cluster.houses))

    def _stop_unit(self, unit_id: str | None) -> None:
        self._cluster.silence(self._first(unit_id))

    def _stop_ccc(self, _unit_id: str | None) -> None:
        self.is_ccc_stopped = True

    def _stop_log(self, _unit_id: str | None) -> None:
        self.is_log_stopped = True

    def _burst(self, name: str | None) -> None:
        named = self._first(name)
        self._bursts[named] = BURST_LINES
        if named in self._cluster.houses:  # a local error of the hardware stops the deals of the unit
            self._cluster.grid.abort_of(named, WRONG_CURRENT.format(named, 'CHARGE'), self._cluster.grid_master)

    def _block(self, unit_id: str | None) -> None:
        self._blocked[self._first(unit_id)] = self._cluster.at

    def _soft_stop(self, unit_id: str | None) -> None:
        if unit_id:
            self._cluster.local_modes[unit_id] = HETERONOMOUS
        else:
            self._set_global_mode(HETERONOMOUS)

    def _set_global_mode(self, mode: str) -> None:
        self._cluster.journal.tool(WEB, 'BudoEmulator', f'setting global operationMode : {mode} ...')
        self._cluster.global_mode = mode
        if self._cluster.grid_master:
            self._cluster.journal.main(self._cluster.grid_master, 'StateHandling', 'global operationMode set to : {}')

    def _restart_emulator(self, _unit_id: str | None) -> None:
        for unit_id in self._cluster.unit_ids:
            self._cluster.journal.main(unit_id, 'user.ErrorCollection', NO_DRIVER.format(unit_id), WARNING)
        self._cluster.restart_emulator()
        self.reports_after_restart = ['stale', 'missing']

    def _be_well(self, unit_id: str | None) -> None:
        for one in [unit_id] if unit_id else list(self._cluster.houses):
            self._cluster.wake(one)
            self._cluster.local_modes.pop(one, None)
            self._bursts.pop(one, None)
            self._blocked.pop(one, None)
        if unit_id is None:
            self._all_well()

    def _all_well(self) -> None:
        self.is_ccc_stopped = self.is_log_stopped = False
        self._bursts.clear()
        self.reports_after_restart = []
        self._cluster.set_clock()
        if self._cluster.global_mode != AUTONOMOUS:
            self._set_global_mode(AUTONOMOUS)
