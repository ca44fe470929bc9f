"""The command `service-center`: one command = one service call and a line that says what came of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from smtplib import SMTPException
from zoneinfo import ZoneInfo

import click
from flask import Flask
from pymongo.errors import PyMongoError
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from service_center import logs
from service_center.config import EMBEDDED_STORE, ROOT, ConfigError
from service_center.domain.errors import Refusal
from service_center.lib import clock
from service_center.services import accounts, delivery, example, health, importing, indexes, jobs, recordings, schema, startup
from service_center.services.monitors import RoundFailed
from service_center.village import faults, process, replay
from service_center.village.village_loop import VillageLoop

CreateApp = Callable[..., Flask]  # `serves` False: without a key, which only who serves needs
NO_MONGODB = '; no MongoDB is set: `run` makes a village up'
FAILURES = (Refusal, RoundFailed, SQLAlchemyError, PyMongoError, OSError, SMTPException)


def main(create_app: CreateApp) -> int:
    """Run a command; what goes wrong is said in a line and gives exit code 1 (2: the words of the call are off)."""
    try:
        result = commands.main(standalone_mode=False, obj=create_app)
        return int(result or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 130
    except ConfigError as error:
        return _failed('settings that can\'t be used:\n  ' + '\n  '.join(error.problems))
    except FAILURES as error:
        return _failed(health.in_words(error), is_typing=isinstance(error, Refusal) and 'run' not in sys.argv[1:2])


def _failed(words: str, *, is_typing: bool = False) -> int:
    if not is_typing:  # what the one who types can mend at once is nothing for the log
        logs.record_failed_start(words)
    click.echo(f'service-center: {words}', err=True)
    return 1


@click.group(context_settings={'help_option_names': ['-h', '--help'], 'max_content_width': 140})
@click.version_option(package_name='service-center')
def commands() -> None:
    """The Service Center: for houses that share energy."""


@commands.command()
@click.option('--host', default='127.0.0.1', show_default=True, help='Address to listen on.')
@click.option('--port', default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option('--units', default=4, show_default=True, type=click.IntRange(2, example.MOST_UNITS), help='Houses of a village.')
@click.pass_obj
def run(create_app: CreateApp, host: str, port: int, units: int) -> None:
    """Serve everything in one process: web, worker, beat; without a MongoDB set, on a simulated village in memory."""
    process.end_on_signals()
    app = create_app()
    if app.config['CONFIG'].telemetry_is_set:
        with app.app_context():
            process.serve(app, host, port, None)
        return
    app = create_app({'MONGODB_URI': EMBEDDED_STORE})
    with app.app_context():
        startup.require_schema()
        example.register_units_of_village(units, clock.now())
        zone = ZoneInfo(app.config['TIME_ZONE'])
        process.serve(app, host, port, VillageLoop(app, units, faults_path=_mailbox(app), zone=zone))


@commands.command()
@click.argument('fault', type=click.Choice(list(faults.FAULTS)))
@click.argument('unit', required=False)
@click.pass_obj
def village(create_app: CreateApp, fault: str, unit: str | None) -> None:
    """Give the running village a fault, or let all be well again."""
    faults.request(_mailbox(create_app(serves=False)), fault, unit)
    click.echo(f'{fault}{f" of {unit}" if unit else ""}: {faults.FAULTS[fault]}')


@commands.command()
@click.pass_obj
def upgrade(create_app: CreateApp) -> None:
    """Bring the SQL schema up to date, from nothing if need be."""
    with create_app(serves=False).app_context():
        schema.upgrade()
    click.echo('the SQL schema is up to date')


@commands.command('load-example')
@click.pass_obj
def load_example(create_app: CreateApp) -> None:
    """Load the example community, its demo accounts and scenarios; what is there stays as it is."""
    with _on_our_schema(create_app):
        click.echo(example.load(clock.now()))


@commands.command('import-original')
@click.argument('path', type=click.Path(path_type=Path))
@click.option('--dry-run', is_flag=True, help='Only report: what was written is taken back.')
@click.pass_obj
def import_original(create_app: CreateApp, path: Path, dry_run: bool) -> None:
    """Move in: bring over what the original's database holds, and report; a second import adds only what is new."""
    with create_app(serves=False).app_context():
        for line in importing.import_original(path, clock.now(), dry_run=dry_run):
            click.echo(line)


@commands.command()
@click.argument('folder', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
def load(create_app: CreateApp, folder: Path) -> None:
    """Put the documents of a folder of recordings into the store, as they are; a second load changes nothing."""
    with create_app(serves=False).app_context():
        for line in recordings.load(folder, clock.now()):
            click.echo(line)


@commands.command('replay')
@click.argument('folder', type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option('--speed', default=1.0, show_default=True, type=click.FloatRange(0.01, 100000), help='How many times faster than recorded.')
@click.pass_obj
def replay_folder(create_app: CreateApp, folder: Path, speed: float) -> None:
    """Play recorded documents into the store in the order and pace in which they were written."""
    with create_app(serves=False).app_context():
        written = replay.play_once(folder, speed)
        click.echo(f'{written} documents written')


@commands.command('ensure-indexes')
@click.pass_obj
def ensure_indexes(create_app: CreateApp) -> None:
    """Make the indexes of the MongoDB collections that are missing."""
    with create_app(serves=False).app_context():
        for name in indexes.ensure():
            click.echo(name)


@commands.command()
@click.pass_obj
def check(create_app: CreateApp) -> int:
    """Say what is wrong – settings, databases, indexes, Redis, mail server, clock, jobs; exit code 1 if anything is."""
    app = create_app()
    with app.app_context():
        config = app.config['CONFIG']
        findings = health.findings(config, app.config['JOB_INTERVALS_SEC'], clock.now())
    well = 'all is well: settings, database, telemetry, servers, clock, jobs'
    click.echo('\n'.join(findings) or (well if config.telemetry_is_set else well.replace(' telemetry,', '') + NO_MONGODB))
    return 1 if findings else 0


@commands.command()
@click.argument('name', type=click.Choice(list(jobs.JOBS)))
@click.pass_obj
def job(create_app: CreateApp, name: str) -> None:
    """Run a periodic job once, now."""
    with _on_our_schema(create_app) as app:
        click.echo(f'{name}: {jobs.run(name, app.config["CONFIG"], clock.now())}')


@commands.command('send-test-mail')
@click.argument('address')
@click.pass_obj
def send_test_mail(create_app: CreateApp, address: str) -> None:
    """Send a mail to an address, from where notices come from, and say whether the mail server took it."""
    app = create_app(serves=False)
    with app.app_context():
        delivery.send_test(address, app.config['MONITORING']['notify_from'])
    click.echo(f'the mail server took a mail to {address}')


@commands.command('create-user')
@click.argument('username')
@click.option('--password', help='Asked for if not given; from a pipe the first line is read.')
@click.option('--staff', is_flag=True)
@click.option('--superuser', is_flag=True)
@click.pass_obj
def create_user(create_app: CreateApp, username: str, password: str | None, staff: bool, superuser: bool) -> None:
    """Register a user."""
    with _on_our_schema(create_app):
        accounts.create_user(username, password or _ask_password(), clock.now(), is_staff=staff or superuser, is_superuser=superuser)
    click.echo(f'user {username} is registered')


@commands.command('set-password')
@click.argument('username')
@click.option('--password', help='Asked for if not given; from a pipe the first line is read.')
@click.pass_obj
def set_password(create_app: CreateApp, username: str, password: str | None) -> None:
    """Give a user another password; the user's sessions end."""
    with _on_our_schema(create_app):
        accounts.set_password(username, password or _ask_password())
    click.echo(f'user {username} has another password')


@contextmanager
def _on_our_schema(create_app: CreateApp) -> Iterator[Flask]:
    """Write nothing into a database that another version made; raises BadRequest."""
    app = create_app(serves=False)
    with app.app_context():
        startup.require_schema()
        yield app


def _mailbox(app: Flask) -> Path:
    """Where the village of a database listens: beside the database, so that two villages don't hear one another."""
    url = make_url(app.config['DATABASE_URL'])
    is_file = url.get_backend_name() == 'sqlite' and url.database not in (None, '', ':memory:')
    return Path(f'{url.database}.village') if is_file else ROOT / 'var' / 'village'


def _ask_password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip('\n')
    asked: str = click.prompt('password', hide_input=True, confirmation_prompt=True)
    return asked
