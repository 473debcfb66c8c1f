"""Papers for the tests of ingest, and the short way through all three verbs."""

from documents import pipeline
from documents.models import Document, Job, Version
from documents.progress import Outcome, outcomes

HEAD = """不扩散核武器条约缔约国2026年审议大会

1 April 2025

核裁军

中国提交的工作文件

"""

BODY = (
    "我们重申2010年审议大会行动计划的行动5(c)和所有承诺。",
    "我们回顾《条约》第六条，并强调透明度、不可逆和可核查三项原则的重要性。",
    "我们欢迎大会第77/47号决议，并期待各方按时提交国家报告。",
    "我们呼吁各方在下一届会议之前就这一问题继续交换意见。",
)


def paper(*body: str, head: str = HEAD) -> bytes:
    """A working paper with these numbered paragraphs, `BODY` without any."""
    lines = [f"{number}. {text}\n\n" for number, text in enumerate(body or BODY, start=1)]
    return (head + "".join(lines)).encode()


def take_in(data: bytes, name: str = "paper.txt", **options: object) -> Version:
    """Take a file in, here and now; gives its latest version."""
    outcome = try_in(data, name, **options)
    assert outcome == Outcome(finished=True), outcome
    return Version.objects.select_related("document").latest("pk")


def try_in(data: bytes, name: str = "paper.txt", **options: object) -> Outcome:
    """Take a file in, here and now; tells how it went."""
    submitted = pipeline.submit(data=data, name=name, **options)
    pipeline.perform_all(job_id=submitted.job.pk)
    return outcomes([submitted.source.pk])[submitted.source.pk]


def rows() -> dict[str, list[object]]:
    """Everything that ingest writes, to be compared before and after."""
    fields = {
        Document: ("pk", "slug", "current_version", "published_at"),
        Version: ("pk", "number", "source"),
        Job: ("pk", "verb", "state", "attempts"),
    }
    found = {
        model.__name__: list(model.objects.order_by("pk").values_list(*names))
        for model, names in fields.items()
    }
    paragraphs = Version.objects.order_by("paragraphs__pk").values_list(
        "paragraphs__pk", "paragraphs__path", "paragraphs__citations__pk"
    )
    runs = Version.objects.order_by("runs__pk").values_list("runs__pk", flat=True)
    return found | {"paragraphs": sorted(map(str, paragraphs)), "runs": list(runs)}
