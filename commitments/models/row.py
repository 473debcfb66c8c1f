"""What every table of the register has in common."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commitments.querysets import RegisterQuerySet


class RegisterRow(models.Model):
    """A row loaded from the register's files; read-only but for `load_catalogue`.

    A row that vanishes from the files is retired, not deleted: evidence may point to it.
    """

    retired = models.BooleanField(_("已撤下"), default=False, editable=False)

    objects = RegisterQuerySet.as_manager()

    class Meta:
        abstract = True
