"""The matrix over the API: who cites what, how often."""

from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from commitments.api.files import CSVRenderer, FileRenderer, JSONLinesRenderer, NDJSONRenderer
from commitments.api.parameters import BadParameter, one_of
from commitments.api.resource import KnownParameters
from commitments.api.rows import Shape, ShapedRow
from commitments.api.schema import AnswerSchema
from documents.api.filters import CountedFilter, EvidenceFilterBackend
from documents.models import Citation
from documents.tables import matrix
from documents.tables.matrix import COLUMNS, EVERY, ROWS, Layout, Matrix

OPEN = "open"


class TargetSerializer(ShapedRow):
    """A column: what is cited."""

    code = serializers.CharField(help_text="Key of a commitment, slug of a theme, or pillar.")
    name_zh = serializers.CharField()
    name_en = serializers.CharField()
    paragraphs = serializers.IntegerField(help_text="Distinct paragraphs of the whole column.")


class MatrixRowSerializer(ShapedRow):
    """A party or group with its numbers."""

    party = serializers.CharField(help_text="Code of the State, slug of the group or body.")
    party_zh = serializers.CharField()
    party_en = serializers.CharField()
    paragraphs = serializers.IntegerField(help_text="Distinct paragraphs of the whole row.")
    cells = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Distinct paragraphs by the code of the column; what is not there is 0.",
    )


class MatrixSerializer(ShapedRow):
    """Numbers by who speaks and by what is cited."""

    rows = serializers.ChoiceField(choices=ROWS)
    columns = serializers.ChoiceField(choices=COLUMNS)
    paragraphs = serializers.IntegerField(help_text="All of them, each once.")
    papers = serializers.IntegerField(help_text="The papers they stand in.")
    targets = TargetSerializer(many=True)
    results = MatrixRowSerializer(many=True)


_PARAMETERS = [
    OpenApiParameter(
        "rows",
        str,
        enum=ROWS,
        default=ROWS[0],
        description="Who the rows are: every submitter, groups that submit, or groups through "
        "their members at the date of each paper.",
    ),
    OpenApiParameter(
        "columns", str, enum=COLUMNS, default=COLUMNS[0], description="What the columns are."
    ),
    OpenApiParameter(
        OPEN,
        str,
        many=True,
        description="Keys of items whose sub-items have columns of their own, or `all`.",
    ),
]


class MatrixView(KnownParameters, GenericAPIView):
    """Distinct paragraphs by who speaks and by what is cited, whole: most paragraphs first.

    Columns are in reading order. An item includes its sub-items, each paragraph once. As CSV or
    JSON Lines a column for each target stands between `party_en` and `paragraphs`.
    """

    schema = AnswerSchema()
    queryset = Citation.objects.none()
    serializer_class = MatrixSerializer
    pagination_class = None
    filter_backends = (EvidenceFilterBackend,)
    filterset_class = CountedFilter
    file_renderers = (CSVRenderer, JSONLinesRenderer, NDJSONRenderer)

    def known_parameters(self) -> set[str]:
        """Add the layout and the filters."""
        layout = {each.name for each in _PARAMETERS}
        return super().known_parameters() | layout | set(CountedFilter.base_filters)

    def repeatable_parameters(self) -> set[str]:
        """Add the filters but for words, and the items that are opened."""
        return {OPEN, *CountedFilter.base_filters} - {"q"}

    def get_renderers(self) -> list[Any]:
        """Add the forms of files."""
        return [*super().get_renderers(), *(each() for each in self.file_renderers)]

    @extend_schema(parameters=_PARAMETERS)
    def get(self, request: Request) -> Any:
        """Give the whole matrix."""
        filters = EvidenceFilterBackend().filters(request, Citation.objects.public(), self)
        layout = Layout(
            one_of(request, "rows", ROWS) or ROWS[0],
            one_of(request, "columns", COLUMNS) or COLUMNS[0],
            self._opened(filters.vocabulary.terms("commitment")),
        )
        found = Matrix.under(filters, layout)
        rows, columns = found.rows, found.columns
        cells = found.cells(rows, columns)
        if isinstance(request.accepted_renderer, FileRenderer):
            names = tuple(each.key for each in matrix.file_columns(columns))
            records = (matrix.record(row, columns) for row in cells)
            return _file(request.accepted_renderer, names, records)
        return Response(MatrixSerializer(_answer(found, layout, columns, cells)).data)

    def _opened(self, keys: Any) -> frozenset[str]:
        opened = self.request.query_params.getlist(OPEN)
        for key in opened:
            if key != EVERY and key not in keys:
                raise BadParameter(OPEN, f"There is no commitment {key!r}.", [EVERY, *keys])
        return frozenset(opened)


def _answer(found: Matrix, layout: Layout, columns: Any, cells: Any) -> dict[str, Any]:
    codes = [column.term.code for column in columns]
    return {
        "rows": layout.rows,
        "columns": layout.columns,
        "paragraphs": found.paragraphs,
        "papers": found.papers,
        "targets": [
            {
                "code": column.term.code,
                "name_zh": column.term.zh,
                "name_en": column.term.en,
                "paragraphs": column.count,
            }
            for column in columns
        ],
        "results": [
            {
                "party": row.term.code,
                "party_zh": row.term.zh,
                "party_en": row.term.en,
                "paragraphs": row.count,
                "cells": {
                    code: number for code, number in zip(codes, row.cells, strict=True) if number
                },
            }
            for row in cells
        ],
    }


def _file(renderer: FileRenderer, names: Any, records: Any) -> StreamingHttpResponse:
    lines = renderer.lines(ShapedRow(), Shape(names), records)
    kind = f"{renderer.media_type}; charset=utf-8"
    answer = StreamingHttpResponse(lines, content_type=kind)
    name = f"npt-matrix-{timezone.now().date().isoformat()}.{renderer.format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
