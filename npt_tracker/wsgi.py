"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from npt_tracker import metrics_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")
metrics_folder.share_folder()

application = get_wsgi_application()
