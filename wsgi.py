"""The application for a WSGI server, and its Celery application for worker and beat."""

from service_center.app import create_app

app = create_app()
celery = app.extensions['celery']
