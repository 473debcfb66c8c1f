"""What a password must be, beside Django's own rules, in the site's languages."""

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """The rule of the least length; Django says it in English only to whom it refuses."""

    def get_error_message(self) -> str:
        """Say how long it has to be."""
        return ngettext(
            "密码太短：至少要有%(n)s个字符。", "密码太短：至少要有%(n)s个字符。", self.min_length
        ) % {"n": self.min_length}
