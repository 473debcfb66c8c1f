"""The least that Django can do with the SQL of the API's list of citations: what `bench.api` beats.

One view: it runs the statement given in the environment and writes its rows as JSON.
"""

import json
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path

STATEMENT = "BENCH_STATEMENT"


def rows(request: HttpRequest) -> HttpResponse:
    """The rows of the statement, as an array of objects."""
    sql, parameters = json.loads(os.environ[STATEMENT])
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        names = [column.name for column in cursor.description]
        found = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    text = json.dumps(found, ensure_ascii=False, default=str)
    return HttpResponse(text, content_type="application/json")


urlpatterns = [path("", rows)]

if STATEMENT in os.environ:
    application = get_wsgi_application()
