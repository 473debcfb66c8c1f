"""What people send: reports, drafts to be checked, steps of the review, names and passwords."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from documents.deciding import Step
from documents.drafts import LONGEST
from documents.models.report import NOTE_LENGTH


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
