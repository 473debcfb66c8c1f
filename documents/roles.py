"""Roles: who may do what to the evidence, stated once.

A reader is everybody and needs no account. The others are groups of accounts; a right is a
permission that stands at the model it is about. One account may have several roles.
"""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser, Group, Permission
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from documents.refused import Refused

EDITOR, REVIEWER, ADMIN = "editor", "reviewer", "admin"
# What a role is called on pages.
NAMES = {EDITOR: _("编辑"), REVIEWER: _("复核人"), ADMIN: _("管理员")}

UPLOAD = "documents.upload"
PUBLISH = "documents.publish"
WITHDRAW = "documents.withdraw"
DECIDE = "documents.decide"
CLOSE_REPORT = "documents.close_report"

RIGHTS: dict[str, tuple[str, ...]] = {
    # Hand in files, publish papers and mend their heads, try failed jobs again, withdraw papers.
    EDITOR: (UPLOAD, PUBLISH, WITHDRAW),
    # Decide on citations, close readers' reports.
    REVIEWER: (DECIDE, CLOSE_REPORT),
    # All of these, and accounts. Nobody deletes one: what it decided keeps its name.
    ADMIN: (
        *(UPLOAD, PUBLISH, WITHDRAW, DECIDE, CLOSE_REPORT),
        *("auth.view_user", "auth.add_user", "auth.change_user"),
    ),
}
# Whose rows an admin may look at under /admin/, where nobody changes any.
SHOWN_TO_ADMINS = ("commitments", "documents")


def establish() -> None:
    """Make the groups and their rights as stated here; running it again changes nothing."""
    with transaction.atomic():
        for name, rights in RIGHTS.items():
            group, _new = Group.objects.get_or_create(name=name)
            group.permissions.set(_permissions(name, rights))


def roles_of(account: AbstractBaseUser) -> list[str]:
    """The roles of an account, in the order of `RIGHTS`; one query. None without an account."""
    if not account.is_authenticated:
        return []
    has = {group.name for group in account.groups.all()}
    if account.is_superuser:
        has.add(ADMIN)
    return [name for name in RIGHTS if name in has]


def acting_as(account: AbstractBaseUser) -> list[str]:
    """The roles whose rights an account has; asks for nothing but the rights. An admin has all."""
    has = account.get_all_permissions()
    found = [name for name, rights in RIGHTS.items() if has.issuperset(rights)]
    return [ADMIN] if ADMIN in found else found


def check(names: Iterable[str]) -> None:
    """Refuse what is no role."""
    for name in names:
        if name not in RIGHTS:
            raise Refused(f"there is no role {name!r}: choose from {', '.join(RIGHTS)}")


def _permissions(name: str, rights: Iterable[str]) -> QuerySet[Permission]:
    named = Q()
    for right in rights:
        app, codename = right.split(".")
        named |= Q(content_type__app_label=app, codename=codename)
    found = Permission.objects.filter(named)
    if len(found) != len(tuple(rights)):
        raise Refused("the rights are not in the database yet: run manage.py migrate first")
    if name == ADMIN:
        named |= Q(content_type__app_label__in=SHOWN_TO_ADMINS, codename__startswith="view_")
    return Permission.objects.filter(named)
