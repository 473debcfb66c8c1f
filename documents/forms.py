"""What readers send: reports of wrong links, drafts to be checked; what editors mend of heads."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commitments.models import Session
from documents import parties
from documents.drafts import LONGEST
from documents.models import Document
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


NPT = {"yes": True, "no": False, "unknown": None}


def _longest(name: str) -> int:
    return Document._meta.get_field(name).max_length


class HeadForm(forms.Form):
    """The head of a held paper, to be confirmed or mended; empty: the paper states none."""

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
        names = {
            name: "\n".join(local(each, "name") for each in parties.with_ids(header[name]))
            for name in ("submitters", "supporters")
        }
        npt = next(word for word, value in NPT.items() if value is header["npt"])
        same = ("symbol", "title", "document_date", "session_key")
        return {name: header[name] or "" for name in same} | names | {"npt": npt}

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
            raise forms.ValidationError(str(error)) from error

    def facts(self, read: dict[str, Any]) -> dict[str, Any]:
        """What is said, as the stored head has it; the cycle follows a session that was mended."""
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
        if key and key != read.get("session_key"):
            session = Session.objects.select_related("cycle").get(key=key)
            facts["review_cycle"] = session.cycle.cycle_year
        return facts
