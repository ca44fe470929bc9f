"""What the programs of a village say while it lives: lines on their way to apis-log, and deals on their way to apis-ccc."""

from dataclasses import dataclass

MAIN, CCC, LOG, WEB = 'apis-main', 'apis-ccc', 'apis-log', 'apis-web'
INFO, WARNING, SEVERE = 'INFO', 'WARNING', 'SEVERE'
APIS = 'jp.co.sony.csl.dcoes.apis.'
LOGGERS = {
    'DataAcquisition': APIS + 'main.app.controller.DataAcquisition',
    'GridMasterManagement': APIS + 'main.app.mediator.GridMasterManagement',
    'DealUtil': APIS + 'main.app.mediator.util.DealUtil',
    'HouseKeeping': APIS + 'main.app.user.HouseKeeping',
    'user.ErrorCollection': APIS + 'main.app.user.ErrorCollection',
    'gridmaster.ErrorCollection': APIS + 'main.app.gridmaster.ErrorCollection',
    'LocalExclusiveLock': APIS + 'common.util.vertx.LocalExclusiveLock',
    'StateHandling': APIS + 'main.app.StateHandling',
    'DealReporting': APIS + 'tools.ccc.DealReporting',
    'UnitDataReporting': APIS + 'tools.ccc.UnitDataReporting',
    'MongoDBDealReportingImpl': APIS + 'tools.ccc.impl.mongo_db.MongoDBDealReportingImpl',
    'MongoDbWriter': APIS + 'tools.log.MongoDbWriter',
    'BudoEmulator': APIS + 'tools.web.BudoEmulator',
    'BlockedThreadChecker': 'io.vertx.core.impl.BlockedThreadChecker',
}
THREADS = {
    'BlockedThreadChecker': 'vertx-blocked-thread-checker',
    'UnitDataReporting': 'vert.x-eventloop-thread-3',
    'HouseKeeping': 'vert.x-eventloop-thread-3',
    'GridMasterManagement': 'vert.x-eventloop-thread-0',
    'StateHandling': 'vert.x-eventloop-thread-0',
    'BudoEmulator': 'vert.x-eventloop-thread-3',
    'DealReporting': 'vert.x-eventloop-thread-0',
}


@dataclass(frozen=True)
class Line:
    """A line of a log: when (s since the epoch, real), which program of which unit (None: a tool), and what it says."""

    at: float
    program: str
    unit_id: str | None
    level: str
    logger: str
    message: str

    @property
    def logger_name(self) -> str:
        """Name the logger in full."""
        return LOGGERS[self.logger]

    @property
    def thread(self) -> str:
        """Name the thread that usually writes the lines of this logger."""
        return THREADS.get(self.logger, 'vert.x-eventloop-thread-1')


class Journal:
    """Collects lines until they are taken; while it is closed, nothing is written, for times that only deals are wanted of."""

    def __init__(self) -> None:
        self.at = 0.0
        self.is_open = True
        self._lines: list[Line] = []

    def main(self, unit_id: str, logger: str, message: str, level: str = INFO, at: float | None = None) -> None:
        """Note a line of apis-main."""
        self._note(MAIN, unit_id, logger, message, level, at)

    def tool(self, program: str, logger: str, message: str, level: str = INFO) -> None:
        """Note a line of apis-ccc, apis-log or apis-web."""
        self._note(program, None, logger, message, level, None)

    def take(self) -> list[Line]:
        """Hand out what was noted, in order of time, and forget it."""
        lines, self._lines = sorted(self._lines, key=lambda line: line.at), []
        return lines

    def _note(self, program: str, unit_id: str | None, logger: str, message: str, level: str, at: float | None) -> None:
        if self.is_open:
            self.at += 0.001  # one after the other
            self._lines.append(Line(self.at if at is None else at, program, unit_id, level, logger, message))
