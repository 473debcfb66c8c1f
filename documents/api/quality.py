"""How exact the engine is, as measured."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from commitments.api.resource import KnownParameters
from commitments.api.rows import ShapedRow
from commitments.api.schema import ApiSchema
from documents.quality import read_quality

SHARE = "From 0 to 1; null where there is no whole."


class ShareSerializer(ShapedRow):
    """A part of a whole with its 95% Wilson interval."""

    name = serializers.CharField()
    part = serializers.IntegerField()
    whole = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True, help_text=SHARE)
    low = serializers.FloatField(allow_null=True, help_text=SHARE)
    high = serializers.FloatField(allow_null=True, help_text=SHARE)


class LinksSerializer(ShapedRow):
    """Links that are right, wrong and missing."""

    name = serializers.CharField()
    right = serializers.IntegerField()
    wrong = serializers.IntegerField()
    missing = serializers.IntegerField()
    precision = ShareSerializer(help_text="Right among those made.")
    recall = ShareSerializer(help_text="Right among those that should be.")


class SectionSerializer(ShapedRow):
    """The figures of one set, or of one part of it."""

    path = serializers.ListField(child=serializers.CharField(), help_text="Its names, outer first.")
    links = LinksSerializer(many=True)
    shares = ShareSerializer(many=True)


class MeasuredSetSerializer(ShapedRow):
    """A set of labelled sentences or papers."""

    name = serializers.CharField()
    what = serializers.CharField()
    labels = serializers.IntegerField(help_text="Links that its labels name.")
    rules_tuned_on = serializers.BooleanField(help_text="Whether rules were changed by it.")


class QualitySerializer(ShapedRow):
    """The stored figures of the last measurement."""

    date = serializers.CharField(help_text="Of the measurement.")
    engine = serializers.CharField(help_text="Version that was measured.")
    note = serializers.CharField()
    sets = MeasuredSetSerializer(many=True)
    first_run = LinksSerializer(
        source="then",
        allow_null=True,
        help_text="The blind set, when it was run for the first time: never tuned on.",
    )
    today = LinksSerializer(allow_null=True, help_text="The same set today, since tuned on.")
    sections = SectionSerializer(many=True)


class QualityView(KnownParameters, APIView):
    """How exact the engine is: precision and recall by set and kind, with their intervals."""

    schema = ApiSchema()

    @extend_schema(responses=QualitySerializer)
    def get(self, request: Request) -> Response:
        """Give the stored figures."""
        quality: Any = read_quality()
        if quality is None:
            raise NotFound("No measurement is stored.")
        return Response(QualitySerializer(quality).data)
