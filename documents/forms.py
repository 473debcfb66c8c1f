"""What readers send: reports of wrong links, drafts to be checked."""

from typing import Any

from django import forms
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
