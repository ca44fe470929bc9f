"""The application for a WSGI server, and its Celery application for worker and beat."""

from service_center.app import create_serving_app

app = create_serving_app()
celery = app.extensions['celery']
