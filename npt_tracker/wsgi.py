"""The WSGI entry point."""

import os
import sys

from django.core.wsgi import get_wsgi_application

from npt_tracker import metrics_folder, warming

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "npt_tracker.settings")
metrics_folder.share_folder()
# Who comes back from the database waits for the interpreter behind whoever computes: with the 5 ms
# that are the default, ten queries of a page wait 50 ms beside one that draws a large table.
sys.setswitchinterval(0.0005)

application = get_wsgi_application()
warming.warm_up()
