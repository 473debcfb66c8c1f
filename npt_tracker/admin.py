"""Accounts of people in the admin: made there, given roles, put out of use; never deleted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import AbstractBaseUser, Group, User
from django.db.models import QuerySet
from django.http import HttpRequest

from documents import accounts, roles
from npt_tracker.keys import ACCOUNT

admin.site.unregister(User)
# The roles are stated in the code.
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Who may do what. Whether an account may see the admin follows from its roles."""

    list_display = ["username", "called", "is_active", "last_login", "date_joined"]
    list_filter = ["groups", "is_active"]
    search_fields = ["username"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Roles", {"fields": ["groups", "is_active"]}),
        ("Dates", {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "password1", "password2"]})
    ]
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Leave out the accounts of keys."""
        people = super().get_queryset(request).exclude(username__startswith=ACCOUNT)
        return people.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """A name stays; nobody takes the own roles away, or puts the own account out of use."""
        if obj is None:
            return []
        own = ["groups", "is_active"] if obj == request.user or obj.is_superuser else []
        return ["username", "last_login", "date_joined", *own]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever was made by `createsuperuser` is changed by such an account only."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes: what the account decided keeps its name."""
        return False

    def formfield_for_manytomany(
        self, field: Any, request: HttpRequest, **named: Any
    ) -> forms.Field | None:
        """Show the roles as boxes to tick."""
        if field.name == "groups":
            named |= {"widget": forms.CheckboxSelectMultiple, "help_text": ""}
            named["queryset"] = Group.objects.filter(name__in=roles.RIGHTS)
            return field.formfield(**named)
        return super().formfield_for_manytomany(field, request, **named)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Give the account what follows from its roles."""
        super().save_related(request, form, formsets, change)
        account: AbstractBaseUser = form.instance
        if not account.is_superuser:
            accounts.set_roles(account=account, having=roles.roles_of(account))

    @admin.display(description="roles")
    def called(self, account: User) -> str:
        """Name the roles."""
        return ", ".join(roles.roles_of(account)) or "none"
