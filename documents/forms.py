"""What people send: reports, drafts to be checked, steps of the review, names, heads of papers."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from commitments.models import Session
from documents import parties, refusals
from documents.deciding import Step
from documents.drafts import LONGEST
from documents.models import Document, Sample
from documents.models.report import NOTE_LENGTH
from documents.references import local
from documents.refused import Refused
from documents.text.symbols import is_symbol, parse_symbol


class ReportForm(forms.Form):
    """A note on a citation, plain text, may be empty."""

    note = forms.CharField(
        label=_("说明（可不填）"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class DraftForm(forms.Form):
    """A text to be checked. Its length is counted in characters."""

    no_text = _("没有可读的文字。请粘贴中文段落。")
    text = forms.CharField(
        label=_("草稿文字"),
        max_length=LONGEST,
        strip=False,
        # No `maxlength`: a browser would cut what is too long without a word.
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={
            "required": no_text,
            "max_length": _("文字太长：最多%(limit_value)d字，现有%(show_value)d字。"),
        },
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["text"].widget.attrs.pop("maxlength", None)


class StepForm(forms.Form):
    """What a reviewer does with one citation, suggestion or paragraph.

    `pick` is a target that was tapped: it corrects, or adds, with it.
    """

    ACTIONS = ("accept", "reject", "correct", "add", "undo", "note", "close")

    action = forms.ChoiceField(choices=[(name, name) for name in ACTIONS], required=False)
    seen = forms.CharField(required=False, max_length=40)
    pick = forms.CharField(required=False, max_length=100)
    target = forms.CharField(label=_("援引对象"), required=False, max_length=200)
    start = forms.IntegerField(label=_("从第几字之后"), required=False, min_value=0)
    end = forms.IntegerField(label=_("到第几字"), required=False, min_value=1)
    words = forms.CharField(label=_("或写出原文"), required=False, max_length=2000, strip=False)
    note = forms.CharField(
        label=_("附上说明（可不填）"),
        required=False,
        max_length=NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    close = forms.BooleanField(required=False)

    def step(self, target: str) -> Step:
        """The step that is asked for, with the target as it was read."""
        data = self.cleaned_data
        span = {name: data[name] for name in ("start", "end", "words", "note", "close")}
        return Step(data["action"], target, **span)


class SampleForm(forms.Form):
    """How a sample is drawn."""

    way = forms.ChoiceField(
        label=_("抽样方式"),
        choices=[
            (Sample.Way.HALF, _("两类各半")),
            (Sample.Way.CITING, _("有援引或像有援引的段落")),
            (Sample.Way.ALL, _("全部段落")),
        ],
        initial=Sample.Way.HALF,
    )
    size = forms.IntegerField(label=_("段数"), min_value=1, max_value=200, initial=30)
    seed = forms.IntegerField(label=_("随机种子"), min_value=0, max_value=2**31 - 1, initial=1)
    document = forms.CharField(
        label=_("只抽一份文件（文号或地址名，可不填）"), required=False, max_length=100
    )


def _password(label: Any, autocomplete: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=1000, strip=False, widget=widget)


class SignInForm(forms.Form):
    """A name and a password. Whether they belong together is not known here."""

    name = UsernameField(label=_("账户名"), max_length=150)
    password = _password(_("密码"), "current-password")


class PasswordForm(forms.Form):
    """The password of now, and a new one, twice. Whether the first is right is not known here."""

    old = _password(_("现在的密码"), "current-password")
    new = _password(_("新密码"), "new-password")
    again = _password(_("再输入一次新密码"), "new-password")

    def __init__(self, account: AbstractBaseUser, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.account = account

    def clean_new(self) -> str:
        """Refuse what is too easy to guess."""
        new = self.cleaned_data["new"]
        validate_password(new, self.account)
        return new

    def clean(self) -> dict[str, Any]:
        """Refuse what was not written twice."""
        given = super().clean()
        if "new" in given and "again" in given and given["new"] != given["again"]:
            self.add_error("again", _("两次输入的新密码不一样。"))
        return given


NPT = {"yes": True, "no": False, "unknown": None}


def _longest(name: str) -> int:
    return Document._meta.get_field(name).max_length


class HeadForm(forms.Form):
    """The head of a paper, to be confirmed or mended; empty: the paper states none."""

    symbol = forms.CharField(label=_("文号"), required=False, max_length=_longest("symbol"))
    title = forms.CharField(
        label=_("标题"),
        required=False,
        max_length=_longest("title"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    document_date = forms.DateField(
        label=_("文件日期"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("日期请写成2026-05-01的样子。")},
    )
    session_key = forms.ChoiceField(label=_("届会"), required=False)
    submitters = forms.CharField(
        label=_("提交方"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    supporters = forms.CharField(
        label=_("支持方"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    npt = forms.ChoiceField(
        label=_("是否《不扩散条约》的文件"),
        choices=[("yes", _("是")), ("no", _("不是")), ("unknown", _("不清楚"))],
    )

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        sessions = Session.objects.order_by("-starts", "key")
        choices = [(row.key, local(row, "name")) for row in sessions]
        for name, field in self.fields.items():
            # What the machine read stands below each field.
            field.widget.attrs["aria-describedby"] = f"read-{name}"
        self.fields["session_key"].choices = [("", _("未注明")), *choices]

    @staticmethod
    def values_of(header: dict[str, Any]) -> dict[str, Any]:
        """What the fields show of a stored head."""
        named = {
            name: parties.with_ids(header.get(name) or ()) for name in ("submitters", "supporters")
        }
        names = {name: "\n".join(map(parties.written, found)) for name, found in named.items()}
        npt = next(word for word, value in NPT.items() if value is header.get("npt"))
        same = ("symbol", "title", "document_date", "session_key")
        return {name: header.get(name) or "" for name in same} | names | {"npt": npt}

    def clean_symbol(self) -> str:
        """Check that it is a symbol."""
        symbol = self.cleaned_data["symbol"]
        if symbol and parse_symbol(symbol) is None and not is_symbol(symbol):
            raise forms.ValidationError(_("这不是联合国文号，例如NPT/CONF.2026/WP.1。"))
        return symbol

    def clean_submitters(self) -> list[str]:
        """Turn names into codes."""
        return self._codes("submitters")

    def clean_supporters(self) -> list[str]:
        """Turn names into codes."""
        return self._codes("supporters")

    def _codes(self, name: str) -> list[str]:
        try:
            return parties.named(self.cleaned_data[name])
        except Refused as error:
            raise forms.ValidationError(refusals.told(str(error))) from error

    def facts(self, header: dict[str, Any]) -> dict[str, Any]:
        """What is said, as the stored head has it; what nobody touched stays as it stands there.

        `header` is the stored head that `initial` was made of. The cycle follows a session that
        was mended.
        """
        said = self.cleaned_data
        day, key = said["document_date"], said["session_key"] or None
        facts = {
            "symbol": said["symbol"] or None,
            "title": said["title"] or None,
            "document_date": day.isoformat() if day else None,
            "session_key": key,
            "submitters": said["submitters"],
            "supporters": said["supporters"],
            "npt": NPT[said["npt"]],
        }
        shown = {name: self.get_initial_for_field(self.fields[name], name) for name in facts}
        untouched = [name for name in facts if not self.says_otherwise(name, shown[name])]
        facts |= {name: header.get(name) for name in untouched}
        read = header.get("read", header)
        facts["review_cycle"] = read.get("review_cycle")
        if key and key != read.get("session_key"):
            session = Session.objects.select_related("cycle").get(key=key)
            facts["review_cycle"] = session.cycle.cycle_year
        return facts

    def says_otherwise(self, name: str, value: Any) -> bool:
        """Whether a field was sent with other words than these; line ends are none."""
        return self.is_bound and str(value or "").split() != self.data.get(name, "").split()
