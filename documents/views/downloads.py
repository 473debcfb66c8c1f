"""Tables as files to keep."""

from collections.abc import Iterable

from django.http import HttpRequest, StreamingHttpResponse
from django.utils import timezone

from documents.models import Citation
from documents.tables import files
from documents.tables.table import Column, Record, Table
from documents.views.selection import Selection

WRITERS = {
    "csv": (files.write_csv, "text/csv; charset=utf-8; header=present"),
    "xlsx": (
        files.write_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    "jsonl": (files.write_jsonl, "application/jsonl; charset=utf-8"),
}
# `page` is what a reader of pages asks for.
FORMATS = ("page", *WRITERS)
COUNTING = (
    "paragraphs: distinct paragraphs of the papers held here, current versions only; "
    "linked, neither rejected nor suggested unless the filters say so"
)


def download(
    selection: Selection,
    form: str,
    name: str,
    columns: list[Column],
    records: Iterable[Record],
) -> StreamingHttpResponse:
    """Give a table as a file, row by row."""
    write, content_type = WRITERS[form]
    day = timezone.now().date().isoformat()
    table = Table(name, columns, records, about(selection.request, selection.asked(), day))
    answer = StreamingHttpResponse(write(table), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="npt-{name}-{day}.{form}"'
    return answer


def about(request: HttpRequest, asked: dict[str, list[str]], day: str) -> dict[str, object]:
    """What a file says of itself."""
    engines = Citation.objects.public().order_by("engine").values_list("engine", flat=True)
    return {
        "source": request.build_absolute_uri(),
        "filters": asked,
        "made": day,
        "engines": list(engines.distinct()),
        "counting": COUNTING,
    }
