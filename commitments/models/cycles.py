"""Review cycles and the sessions they consist of."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commitments.models.row import RegisterRow
from commitments.tracking import tracked


class SessionKind(models.TextChoices):
    """What sat: a Review Conference or its Preparatory Committee."""

    REVIEW_CONFERENCE = "review-conference", _("审议大会")
    REVIEW_AND_EXTENSION_CONFERENCE = "review-and-extension-conference", _("审议和延期大会")
    PREPARATORY_COMMITTEE = "preparatory-committee", _("筹备委员会")


@tracked()
class ReviewCycle(RegisterRow):
    """The Preparatory Committee sessions and the Review Conference they lead to.

    `cycle_year` is the year in the name and the symbols of the Conference, not the year it was
    held: the 2020 cycle ended in August 2022.
    """

    cycle_year = models.PositiveSmallIntegerField(_("审议周期"), unique=True)

    class Meta:
        ordering = ["cycle_year"]
        verbose_name = verbose_name_plural = _("审议周期")

    def __str__(self) -> str:
        return str(self.cycle_year)


@tracked()
class Session(RegisterRow):
    """One sitting of the Conference or of its Preparatory Committee."""

    key = models.CharField(max_length=20, unique=True)
    cycle = models.ForeignKey(ReviewCycle, models.PROTECT, related_name="sessions")
    kind = models.CharField(_("类型"), max_length=40, choices=SessionKind)
    ordinal = models.PositiveSmallIntegerField(_("届次"))
    name_zh = models.CharField(_("中文名称"), max_length=100)
    name_en = models.CharField(_("英文名称"), max_length=100)
    aliases_zh = ArrayField(models.TextField(), verbose_name=_("中文别名"), default=list)
    starts = models.DateField(_("开始"))
    ends = models.DateField(_("结束"))
    place = models.CharField(_("地点"), max_length=40)
    symbol_prefix = models.CharField(_("文号前缀"), max_length=40)
    outcome = models.TextField(_("成果"), blank=True)
    note = models.TextField(_("说明"), blank=True)
    confidence = models.CharField(max_length=10)

    class Meta:
        ordering = ["starts"]
        verbose_name = verbose_name_plural = _("届会")
        constraints = [
            models.CheckConstraint(
                condition=Q(key__regex=r"^(rc-\d{4}|pc-\d{4}-(i{1,3}|iv))$"),
                name="session_key_format",
            ),
            models.CheckConstraint(
                condition=Q(starts__lte=F("ends")), name="session_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh
