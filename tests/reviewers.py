"""People with rights for tests: accounts that may decide about the evidence."""

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from documents.models import Citation, Report

RIGHTS: dict[str, type[Model]] = {"decide": Citation, "close_report": Report}


def make_reviewer(name: str = "wang", *rights: str) -> Any:
    """Make an account that may decide, and close reports, unless fewer `rights` are named."""
    user = get_user_model().objects.create_user(name)
    for codename in rights or RIGHTS:
        kind = ContentType.objects.get_for_model(RIGHTS[codename])
        permission, _made = Permission.objects.get_or_create(
            codename=codename, content_type=kind, defaults={"name": codename}
        )
        user.user_permissions.add(permission)
    return user
