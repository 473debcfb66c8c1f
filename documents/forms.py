"""What readers send: reports of wrong links, drafts to be checked, names and passwords."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

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
