"""The roof: puts the floors together. `create_app` is the table of contents."""

import secrets
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from service_center import cli, logs
from service_center.admin import console
from service_center.blueprints.core import health, home, password, views
from service_center.blueprints.misc import scenarios as misc_scenarios
from service_center.blueprints.resident import communities, deals, pages, scenarios, unit_data
from service_center.blueprints.staff import availability as staff_availability
from service_center.blueprints.staff import communities as staff_communities
from service_center.blueprints.staff import deals as staff_deals
from service_center.blueprints.staff import downtimes as staff_downtimes
from service_center.blueprints.staff import monitoring as staff_monitoring
from service_center.blueprints.staff import pages as staff_pages
from service_center.blueprints.staff import unit_data as staff_unit_data
from service_center.config import ROOT, Config, ConfigError
from service_center.domain.errors import Refusal
from service_center.extensions import WAIT_MS, attempts, db, login_manager, mail, migrate, mongo
from service_center.services import startup
from service_center.tasks import queue
from service_center.web import errors, headers

HIDDEN = {'hide_parameters': True}  # what is stored is nothing for the log: hashes, scenarios, addresses
HOPELESS = 3  # the exit code that tells gunicorn not to try again

VIEWS = (
    views, health, home, password,
    staff_communities, staff_unit_data, staff_deals, staff_downtimes, staff_availability, staff_monitoring, staff_pages,
    communities, unit_data, deals, scenarios, pages,
    misc_scenarios,
)


def create_app(overrides: Mapping[str, Any] | None = None, *, serves: bool = True) -> Flask:
    """Build the application from its settings; raises ConfigError that names every mistake. What serves nothing needs no key."""
    config = _read(overrides or {}, serves=serves)
    app = Flask('service_center', static_folder=str(ROOT / 'static'), static_url_path='/static')
    app.config.from_mapping(_flask_settings(config))
    _bind_extensions(app, config)
    headers.register(app)
    errors.register(app)
    for bp in dict.fromkeys(module.bp for module in VIEWS):
        app.register_blueprint(bp)
    console.register(app)
    queue.register(app, config)
    if config.PROXY_HOPS:
        hops = config.PROXY_HOPS
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops)  # type: ignore[method-assign]
    return app


def create_serving_app() -> Flask:
    """Build the application for servers and workers that were started on their own; what it can't serve safely it logs and refuses."""
    try:
        app = create_app()
        with app.app_context():
            startup.refuse_unsafe(production=app.config['PRODUCTION'])
            db.session.remove()  # or its connection would be spared
            db.engine.dispose()  # a worker forks: two children on one connection would read one another's answers
    except (ConfigError, Refusal) as error:
        logs.record_failed_start(str(error))
        sys.stderr.write(f'service-center: {error}\n')
        raise SystemExit(HOPELESS) from error
    startup.ensure_indexes_in_background(app)
    return app


def main() -> None:
    """Run a command of `service-center`."""
    sys.exit(cli.main(create_app))


def _read(overrides: Mapping[str, Any], *, serves: bool) -> Config:
    """Read the settings and let the log go where they say; raises ConfigError that names every mistake."""
    problems: list[str] = []
    try:
        config = Config.read(overrides=overrides, serves=serves)
    except ConfigError as error:
        config, problems = Config.read_what_is_right(overrides), error.problems
    try:
        logs.configure(config)
    except OSError as error:
        problems = [*problems, f'SERVICE_CENTER_WARNING_LOG: {config.WARNING_LOG} can\'t be written: {error.strerror}']
    if problems:
        raise ConfigError(problems)
    return config


def _flask_settings(config: Config) -> dict[str, Any]:
    return asdict(config) | {
        'CONFIG': config,
        'SECRET_KEY': config.SECRET_KEY or secrets.token_urlsafe(48),
        'SQLALCHEMY_DATABASE_URI': config.DATABASE_URL,
        'SQLALCHEMY_ENGINE_OPTIONS': _engine_options(config.DATABASE_URL),
        'TRUSTED_HOSTS': None,  # Flask's own check can't read [::1]; `web.headers` does it
        'TRUSTED_HOSTS_OURS': config.TRUSTED_HOSTS,
        'MAX_CONTENT_LENGTH': config.MAX_BODY_BYTES,
        'MAX_FORM_MEMORY_SIZE': config.MAX_BODY_BYTES,
        'SESSION_COOKIE_NAME': 'flask',
        'SEND_FILE_MAX_AGE_DEFAULT': None,
        'DEBUG': False,  # Flask's debugger is a shell for everyone; ours only means where the log goes
    }


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith('sqlite'):
        # a transaction that writes takes the lock when it begins to write, and waits for it, rather than fail half way
        return HIDDEN | {'connect_args': {'isolation_level': 'IMMEDIATE', 'timeout': WAIT_MS / 1000}}
    return HIDDEN | {'pool_pre_ping': True, 'connect_args': {'connect_timeout': 5, 'tcp_user_timeout': 10_000}}  # s, ms


def _bind_extensions(app: Flask, config: Config) -> None:
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / 'migrations'))
    mongo.init(config.MONGODB_URI, config.MONGODB_DATABASES, config.MONGODB_TIMEOUT_SEC)
    attempts.use(config.REDIS_URL)
    mail.init_app(app)
    login_manager.session_protection = None
    login_manager.init_app(app)
