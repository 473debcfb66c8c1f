"""Texts that create commitments, and the commitments, as a tree."""

from functools import lru_cache

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from commitments.models.cycles import Session
from commitments.models.row import RegisterRow
from commitments.querysets import CommitmentQuerySet
from commitments.tracking import tracked


def _address(name: str, *parts: str) -> str:
    """An address under the prefix of the active language; pages name hundreds of them."""
    return _known_address(settings.ROOT_URLCONF, get_language(), name, *parts)


@lru_cache(maxsize=8192)
def _known_address(_routes: str, _language: str, name: str, *parts: str) -> str:
    return reverse(name, args=parts)


class Pillar(models.TextChoices):
    """The parts of the Treaty's work; the Middle East and the process stand beside the three."""

    DISARMAMENT = "disarmament", _("核裁军")
    NON_PROLIFERATION = "non-proliferation", _("核不扩散")
    PEACEFUL_USES = "peaceful-uses", _("和平利用核能")
    MIDDLE_EAST = "middle-east", _("中东")
    PROCESS = "process", _("审议进程")


@tracked()
class Theme(RegisterRow):
    """A subject, with the Chinese terms that point to it."""

    slug = models.CharField(max_length=60, unique=True)
    name_zh = models.CharField(_("中文名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=100)
    pillar = models.CharField(_("支柱"), max_length=20, choices=Pillar)
    key_terms_zh = ArrayField(models.TextField(), verbose_name=_("关键词"), default=list)

    class Meta:
        ordering = ["slug"]
        verbose_name = verbose_name_plural = _("主题")

    def __str__(self) -> str:
        return self.name_zh


@tracked()
class Instrument(RegisterRow):
    """A text that creates commitments, or that papers name beside them.

    `symbol` is the document that holds the agreed text and `symbol_note_*` the place in it, or the
    reason why there is none. Resolutions outside the files appear when a paper first cites them
    (`origin` cited); `load_catalogue` leaves those alone.
    """

    class Origin(models.TextChoices):
        REGISTER = "register", _("登记册")
        CITED = "cited", _("因被援引而收录")

    slug = models.CharField(max_length=60, unique=True)
    origin = models.CharField(
        _("来源"), max_length=10, choices=Origin, default=Origin.REGISTER, editable=False
    )
    # The year of adoption; a review cycle is named by the conference, never by this.
    year = models.PositiveSmallIntegerField(_("通过年份"), null=True)
    name_zh = models.CharField(_("中文名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=200)
    aliases_zh = ArrayField(models.TextField(), verbose_name=_("中文别名"), default=list)
    weak_aliases_zh = ArrayField(models.TextField(), verbose_name=_("弱别名"), default=list)
    symbols = ArrayField(models.TextField(), verbose_name=_("可援引文号"), default=list)
    conference = models.ForeignKey(
        Session, models.PROTECT, related_name="instruments", null=True, verbose_name=_("通过会议")
    )
    parent = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True)
    kind = models.CharField(_("类型"), max_length=30)
    symbol = models.CharField(_("文号"), max_length=60, blank=True)
    source_url = models.CharField(_("原文"), max_length=200, blank=True)
    symbol_note_zh = models.TextField(_("原文位置"), blank=True)
    symbol_note_en = models.TextField(_("原文位置（英文）"), blank=True)
    note = models.TextField(_("说明"), blank=True)
    confidence = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["year", "slug"]
        verbose_name = verbose_name_plural = _("文书")
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
                name="instrument_slug_format",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="instrument_is_not_its_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    def get_absolute_url(self) -> str:
        """Address of the instrument's page, with the prefix of the active language."""
        return _address("instrument", self.slug)


@tracked()
class Commitment(RegisterRow):
    """One numbered undertaking; its summaries are the project's words, never official text."""

    key = models.CharField(max_length=80, unique=True)
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="commitments")
    number = models.CharField(_("编号"), max_length=10)
    letter = models.CharField(_("分项"), max_length=2, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="sub_items", null=True)
    row_type = models.CharField(_("类型"), max_length=20)
    position = models.PositiveSmallIntegerField(_("顺序"))
    pillar = models.CharField(_("支柱"), max_length=20, choices=Pillar)
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="commitments")
    second_theme = models.ForeignKey(
        Theme, models.PROTECT, related_name="secondary_commitments", null=True
    )
    addressee = models.CharField(_("对象"), max_length=30)
    cite_zh = models.CharField(_("中文称谓"), max_length=100)
    cite_en = models.CharField(_("英文称谓"), max_length=100)
    summary_zh = models.TextField(_("中文摘要"))
    summary_en = models.TextField(_("英文摘要"))
    see_also = models.ManyToManyField("self", through="SeeAlso", symmetrical=True)
    confidence = models.CharField(max_length=10)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        ordering = ["instrument", "position"]
        verbose_name = verbose_name_plural = _("承诺")
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    key__regex=r"^[a-z0-9]+(-[a-z0-9]+)*:"
                    r"([IVX]+(\.[1-9])?|[1-9][0-9]?[a-z]?|I\.[A-F]\.[ivx]+)$"
                ),
                name="commitment_key_format",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="commitment_is_not_its_parent"
            ),
            # A sub-item has a letter and a parent, an item neither.
            models.CheckConstraint(
                condition=Q(parent__isnull=True, letter="")
                | (Q(parent__isnull=False) & ~Q(letter="")),
                name="commitment_letter_means_parent",
            ),
        ]
        indexes = [models.Index(fields=["instrument", "position"], name="commitment_reading_order")]

    def __str__(self) -> str:
        return self.key

    @property
    def number_part(self) -> str:
        """The key after its colon: `VI`, `X.1`, `5c`, `I.A.iii`."""
        return self.key.partition(":")[2]

    def get_absolute_url(self) -> str:
        """Address of the commitment's page, with the prefix of the active language."""
        slug, _colon, number = self.key.partition(":")
        return _address("commitment", slug, number)


# The names are those that a relation without a model of its own has: its table was there before.
@tracked()
class SeeAlso(models.Model):
    """A commitment, and one that is to be read beside it. Each pair is two rows, one each way."""

    from_commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")
    to_commitment = models.ForeignKey(Commitment, models.CASCADE, related_name="+")

    class Meta:
        db_table = "commitments_commitment_see_also"
        unique_together = [("from_commitment", "to_commitment")]

    def __str__(self) -> str:
        return f"{self.from_commitment_id} - {self.to_commitment_id}"
