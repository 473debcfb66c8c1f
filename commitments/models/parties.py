"""Whoever speaks: States, groups and bodies, and who belonged to which group when."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commitments.models.row import RegisterRow
from commitments.tracking import tracked


class NptStatus(models.TextChoices):
    """Where a State stands towards the Treaty."""

    NWS = "NWS", _("核武器国家")
    NNWS = "NNWS", _("无核武器国家")
    WITHDRAWAL_CONTESTED = "withdrawal-contested", _("退约存在争议")
    NON_PARTY = "non-party", _("非缔约国")


class NptParty(models.TextChoices):
    """Whether a member of a group is a party to the Treaty."""

    YES = "yes", _("缔约国")
    NO = "no", _("非缔约国")
    CONTESTED = "contested", _("存在争议")


class PartyBase(RegisterRow):
    """What States, groups and bodies share.

    Public ids share one namespace: capital letters for States, small letters for the others; that
    a group and a body never share a slug is checked when the files are read.
    """

    name_zh = models.CharField(_("中文名称"), max_length=200)
    name_en = models.CharField(_("英文名称"), max_length=200)
    aliases_zh = ArrayField(models.TextField(), verbose_name=_("中文别名"), default=list)
    weak_aliases_zh = ArrayField(models.TextField(), verbose_name=_("弱别名"), default=list)
    aliases_en = ArrayField(models.TextField(), verbose_name=_("英文别名"), default=list)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        abstract = True

    @property
    def party_code(self) -> str:
        """The public id: an ISO 3166-1 alpha-3 code or a slug."""
        raise NotImplementedError

    def get_absolute_url(self) -> str:
        """Address of the party's page, with the prefix of the active language."""
        return reverse("party", kwargs={"code": self.party_code})


@tracked()
class State(PartyBase):
    """A State, party to the Treaty or not."""

    code = models.CharField(_("ISO代码"), max_length=3, unique=True)
    iso2 = models.CharField(max_length=2)
    npt_status = models.CharField(_("条约地位"), max_length=20, choices=NptStatus)
    region = models.CharField(_("区域组"), max_length=20, blank=True)
    accession_year = models.PositiveSmallIntegerField(_("加入年份"), null=True)
    year_confidence = models.CharField(max_length=10, blank=True)

    class Meta:
        ordering = ["name_en"]
        verbose_name = verbose_name_plural = _("国家")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[A-Z]{3}$"), name="state_code_is_alpha3"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def party_code(self) -> str:
        """The ISO 3166-1 alpha-3 code."""
        return self.code


@tracked()
class Group(PartyBase):
    """A group of States that speaks, or is spoken of, as one."""

    slug = models.CharField(max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=20)
    confidence = models.CharField(max_length=10)
    states = models.ManyToManyField(State, through="Membership", related_name="groups")

    class Meta:
        ordering = ["slug"]
        verbose_name = verbose_name_plural = _("国家集团")
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="group_slug_format"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def party_code(self) -> str:
        """The slug."""
        return self.slug


@tracked()
class Body(PartyBase):
    """A submitter that is neither a State nor a group: a secretariat, an officer, an agency."""

    slug = models.CharField(max_length=60, unique=True)
    kind = models.CharField(_("类型"), max_length=20)

    class Meta:
        ordering = ["slug"]
        verbose_name = verbose_name_plural = _("机构")
        constraints = [
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="body_slug_format"
            ),
        ]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def party_code(self) -> str:
        """The slug."""
        return self.slug


@tracked()
class Membership(RegisterRow):
    """One State in one group, by years; blank start: since an unknown date; blank end: still."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="memberships")
    state = models.ForeignKey(State, models.PROTECT, related_name="memberships")
    from_year = models.PositiveSmallIntegerField(_("起始年份"), null=True)
    to_year = models.PositiveSmallIntegerField(_("终止年份"), null=True)
    npt_party = models.CharField(_("是否缔约国"), max_length=10, choices=NptParty)
    note = models.TextField(_("说明"), blank=True)
    confidence = models.CharField(max_length=10)

    class Meta:
        ordering = ["group", "state", "from_year"]
        verbose_name = verbose_name_plural = _("成员资格")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "state", "from_year"],
                nulls_distinct=False,
                name="membership_once_per_start",
            ),
            models.CheckConstraint(
                condition=Q(to_year__isnull=True)
                | Q(from_year__lte=F("to_year"))
                | Q(from_year__isnull=True),
                name="membership_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}:{self.state_id} {self.from_year or ''}-{self.to_year or ''}"
