"""Errors below /api/: one JSON shape, whatever went wrong and whoever noticed."""

import json
import logging

import jsonschema
import psycopg
import pytest
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import OperationalError
from django.test import Client
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from commitments.api import problems
from commitments.api.parameters import BadParameter
from commitments.models import State
from tests.factories import make_state

API = "/api/v1/"
MEMBERS = {"type", "title", "status", "detail", "request_id"}


def told(answer, status):
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Cache-Control"] == "no-store"
    body = json.loads(answer.content)
    assert set(body) >= MEMBERS
    jsonschema.validate(body, problems.SCHEMA | {"additionalProperties": False})
    assert body["status"] == status
    kind = body["type"].removeprefix(problems.TYPES)
    assert body["title"] == problems.KINDS[kind][0]
    return body


def raised(error, **request):
    """The answer of a view in which this error occurs."""

    class View(APIView):
        throttle_classes = ()
        authentication_classes = ()

        def get(self, request):
            raise error

        def post(self, request):
            request.data  # noqa: B018
            return Response({})

    method = request.pop("method", "get")
    return View.as_view()(getattr(APIRequestFactory(), method)("/api/x/", **request))


@pytest.mark.django_db
@pytest.mark.parametrize("accept", ["*/*", "text/html,*/*;q=0.8"])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("states/?x=1", 400),
        ("states/ZZZ/", 404),
        ("nothing/", 404),
        ("../v2/states/", 404),
        ("../", 404),
    ],
)
def test_every_address_below_api_answers_with_a_problem(client, path, status, accept):
    body = told(client.get(API + path, headers={"accept": accept}), status)
    assert body["request_id"]


@pytest.mark.django_db
def test_the_id_of_the_request_is_in_body_and_header(client):
    answers = [client.get(f"{API}states/?x=1") for _ in range(2)]
    ids = [answer.json()["request_id"] for answer in answers]
    assert ids == [answer["X-Request-ID"] for answer in answers]
    assert len(set(ids)) == 2


def test_the_caller_does_not_choose_the_id(client):
    answer = client.get("/api/nothing/", headers={"X-Request-ID": "evil\tlog line"})
    assert answer["X-Request-ID"] == answer.json()["request_id"] != "evil\tlog line"


@pytest.mark.django_db
def test_a_method_that_is_not_offered(client):
    answer = client.delete(f"{API}states/")
    told(answer, 405)
    assert answer["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.django_db
def test_a_format_that_is_not_served(client):
    make_state("MYS")
    body = told(client.get(f"{API}states/MYS/", headers={"accept": "application/xml"}), 406)
    assert body["type"].endswith("#not-acceptable")


def test_a_kind_of_body_that_is_not_read():
    answer = raised(None, method="post", data="<a/>", content_type="application/xml")
    told(answer, 415)


def test_a_body_that_is_no_json():
    answer = raised(None, method="post", data="{", content_type="application/json")
    assert "JSON" in told(answer, 400)["detail"]


def test_a_body_that_is_too_large():
    told(raised(RequestDataTooBig("x")), 413)


@pytest.mark.django_db
def test_an_unforeseen_error_is_logged_and_told_without_its_words(client, monkeypatch, caplog):
    def fail(self):
        raise RuntimeError("the inside")

    monkeypatch.setattr("commitments.api.views.StateViewSet.get_queryset", fail)
    client.raise_request_exception = False
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = client.get(f"{API}states/", headers={"accept": "text/html,*/*"})
    assert "inside" not in answer.content.decode()
    assert told(answer, 500)["type"].endswith("#server-error")
    # Django's loggers do not propagate; the handler of pytest stands at the root.
    assert answer.exception


@pytest.mark.django_db
def test_an_error_stays_a_problem_while_debugging(client, monkeypatch, settings):
    settings.DEBUG = True
    monkeypatch.setattr("commitments.api.views.StateViewSet.get_queryset", lambda self: 1 / 0)
    client.raise_request_exception = False
    told(client.get(f"{API}states/"), 500)


def test_an_error_before_any_view_is_a_problem(monkeypatch):
    client = Client(raise_request_exception=False)
    told(client.get(f"{API}states/", HTTP_HOST="elsewhere.example"), 400)
    monkeypatch.setattr(
        "django.middleware.common.CommonMiddleware.process_request", lambda self, request: 1 / 0
    )
    told(client.get(f"{API}states/"), 500)


@pytest.mark.django_db
def test_without_the_database_it_is_not_our_mistake(client, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setattr("commitments.api.views.StateViewSet.get_queryset", refuse)
    answer = client.get(f"{API}states/")
    body = told(answer, 503)
    assert body["type"].endswith("#unavailable")
    assert "10.0.0.1" not in answer.content.decode()
    assert answer["Retry-After"] == "30"
    assert "10.0.0.1" in caplog.text


def test_without_the_database_a_middleware_is_excused_too(monkeypatch):
    def refuse(self, request):
        raise OperationalError("connection to 10.0.0.1 refused")

    monkeypatch.setattr("django.middleware.common.CommonMiddleware.process_request", refuse)
    client = Client(raise_request_exception=False)
    assert told(client.get(f"{API}states/"), 503)["type"].endswith("#unavailable")
    assert client.get("/en/").status_code == 503


def test_a_query_that_was_cut_off_is_told_with_advice():
    error = OperationalError("canceling statement")
    error.__cause__ = psycopg.errors.QueryCanceled()
    body = told(raised(error), 503)
    assert body["type"].endswith("#query-timeout")
    assert "/dumps/" in body["detail"]


def test_a_wait_is_rounded_up():
    assert raised(exceptions.Throttled(wait=1.2))["Retry-After"] == "2"
    assert raised(exceptions.Throttled(wait=0.01))["Retry-After"] == "1"


def test_a_parameter_is_named_with_what_is_allowed():
    body = told(raised(BadParameter("kind", "No such kind.", ["b", "a"])), 400)
    assert (body["parameter"], body["allowed"]) == ("kind", ["a", "b"])
    assert body["detail"] == "No such kind."


def test_a_refusal_of_the_pages_filters_is_told_in_the_same_way():
    class Refusal(BadRequest):
        parameter, value, detail, allowed = "kind", "x", "", ["a"]

    body = told(raised(Refusal()), 400)
    assert (body["parameter"], body["allowed"]) == ("kind", ["a"])


class Draft(serializers.Serializer):
    text = serializers.CharField(max_length=3)
    parts = serializers.ListField(child=serializers.IntegerField(), required=False)


@pytest.mark.parametrize(
    ("data", "pointers"),
    [
        ({}, ["#/text"]),
        ({"text": "abcd"}, ["#/text"]),
        ({"text": "a", "parts": [1, "x"]}, ["#/parts/1"]),
        ({"parts": ["x"]}, ["#/parts/0", "#/text"]),
        ([], ["#"]),
    ],
)
def test_errors_of_a_body_point_to_their_place(data, pointers):
    draft = Draft(data=data)
    assert not draft.is_valid()
    body = told(raised(exceptions.ValidationError(draft.errors)), 400)
    found = [error["pointer"] for error in body.get("errors", [body])]
    assert sorted(found) == pointers


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["instrument=%FF", "instrument=%00", "%C3=1", "x=%ED%A0%80", "instrument=a%00b"]
)
def test_what_is_not_utf_8_is_refused_and_not_guessed(client, query):
    body = told(client.get(f"{API}commitments/?{query}"), 400)
    assert "UTF-8" in body["detail"] or "NUL" in body["detail"]


@pytest.mark.django_db
def test_what_is_utf_8_is_read(client):
    make_state("MYS")
    assert State.objects.count() == 1
    body = told(client.get(f"{API}states/?%E8%A1%8C=1"), 400)
    assert body["parameter"] == "行"
    assert "行" in client.get(f"{API}states/?行=1").content.decode()


def test_half_a_surrogate_pair_does_not_stop_the_answer():
    assert b"?" in problems.problem(None, 400, detail="\ud800").content
