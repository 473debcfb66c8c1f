"""`/metrics`: times of pages, and what the rows say of the queue, for Prometheus.

Off, 404, unless a token or networks are named. Times are counted in the processes of the web
server, which share a folder (`metrics_folder`), so that each of them tells of all.
"""

import hmac
import ipaddress
import os
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_prometheus.middleware import (
    PrometheusAfterMiddleware,
    PrometheusBeforeMiddleware,
)
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from documents.limits import client_address
from documents.models import Document, Job
from npt_tracker.metrics_folder import FOLDER

# Waiting since: by when the job was made, or queued again. The sweep touches the other time.
_JOBS = f"""
    SELECT verb, state, count(*), extract(epoch FROM now() - min(created_at))
    FROM {Job._meta.db_table} GROUP BY verb, state ORDER BY verb, state
"""
_MADE = "SELECT (SELECT count(*) FROM documents_version), (SELECT count(*) FROM documents_run)"


class Before(PrometheusBeforeMiddleware):
    """Times whole requests."""


class After(PrometheusAfterMiddleware):
    """Times views, by their names, so that there are as many labels as views."""

    def label_metric(self, metric: Any, request: HttpRequest, *words: Any, **labels: Any) -> Any:
        """Label a metric; a method that nobody offers is no label of its own."""
        if "method" in labels:
            labels["method"] = self._method(request)
        return super().label_metric(metric, request, *words, **labels)


class Evidence:
    """What the rows say when they are asked: the queue, papers, whether the database answers."""

    def collect(self) -> Iterator[Metric]:
        """Give the metrics; without the database only that it does not answer."""
        up = GaugeMetricFamily("npt_database_up", "1 when the database answers.")
        try:
            found = [*self._jobs(), *self._papers()]
        except DatabaseError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        yield from found

    def _jobs(self) -> Iterator[Metric]:
        with connection.cursor() as cursor:
            cursor.execute(_JOBS)
            rows = cursor.fetchall()
        jobs = GaugeMetricFamily("npt_jobs", "Jobs, by verb and state.", labels=["verb", "state"])
        for verb, state, count, _age in rows:
            jobs.add_metric([verb, state], count)
        yield jobs
        ages = [float(age) for _verb, state, _count, age in rows if state == Job.State.QUEUED]
        oldest = "Seconds since the oldest job that waits was queued; 0 when none waits."
        yield GaugeMetricFamily("npt_queue_age_seconds", oldest, value=max(ages, default=0.0))
        failed = sum(count for _verb, state, count, _age in rows if state == Job.State.FAILED)
        yield GaugeMetricFamily("npt_jobs_failed", "Jobs that need a person.", value=failed)

    def _papers(self) -> Iterator[Metric]:
        public = Document.objects.public().count()
        yield GaugeMetricFamily("npt_papers_public", "Papers that readers see.", value=public)
        with connection.cursor() as cursor:
            cursor.execute(_MADE)
            versions, runs = cursor.fetchone()
        told = "Texts taken in since the beginning; its rate is that of ingest."
        yield CounterMetricFamily("npt_texts_ingested", told, value=versions)
        yield CounterMetricFamily("npt_runs", "Passes of the engine over a text.", value=runs)


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Give all metrics in Prometheus' text form; 404 for who may not read them."""
    if not _is_allowed(request):
        raise Http404
    web: CollectorRegistry = REGISTRY
    if os.environ.get(FOLDER):
        web = CollectorRegistry()
        MultiProcessCollector(web)
    evidence = CollectorRegistry(auto_describe=False)
    evidence.register(Evidence())
    content = generate_latest(web) + generate_latest(evidence)
    return HttpResponse(content, content_type=CONTENT_TYPE_LATEST)


def _is_allowed(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(
        given.encode(), settings.METRICS_TOKEN.encode()
    ):
        return True
    try:
        address = ipaddress.ip_address(client_address(request).partition("%")[0])
    except ValueError:
        return False
    return any(address in network for network in settings.METRICS_ALLOWED)
