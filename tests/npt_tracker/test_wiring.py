"""Settings, command lines and migrations fit together."""

import pytest
from django.core.management import call_command

import manage
from npt_tracker.celery import app


@pytest.mark.parametrize(
    ("line", "needed"),
    [
        ("analyse --json a.txt", False),
        ("analyse", False),
        ("help", False),
        ("--version", False),
        ("", False),
        ("ingest --help", False),
        ("serve --stop", False),
        ("check --deploy", False),
        ("check --database default", True),
        ("licences --check", False),
        ("backup a.tar", True),
        ("restore a.tar", True),
        ("serve", True),
        ("ingest --sync a.txt", True),
        ("migrate", True),
        ("shell", True),
    ],
)
def test_which_commands_start_the_servers(line: str, needed: bool) -> None:
    assert manage.needs_servers(line.split()) is needed


def test_celery_keeps_work_that_is_not_done() -> None:
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.task_retry_on_worker_lost
    assert app.conf.task_ignore_result
    assert app.conf.worker_prefetch_multiplier == 1
    visible = app.conf.broker_transport_options["visibility_timeout"]
    assert visible > 2 * app.conf.task_time_limit > 2 * app.conf.task_soft_time_limit
    assert app.conf.get("CELERY_DB_REUSE_MAX") == 100_000


def test_the_sweep_of_the_beat_exists() -> None:
    app.loader.import_default_modules()
    names = {entry["task"] for entry in app.conf.beat_schedule.values()}
    assert "documents.tasks.sweep" in names
    assert names <= set(app.tasks)


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_system_checks_are_silent() -> None:
    call_command("check", fail_level="WARNING")
