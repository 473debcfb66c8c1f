"""The register in the admin, read-only: its files are the place to change it."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from commitments.models import (
    Body,
    Commitment,
    Group,
    Instrument,
    Membership,
    ReviewCycle,
    Session,
    State,
    Theme,
)


class ReadOnlyAdmin(admin.ModelAdmin):
    """Shows rows and lets nobody change them."""

    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody changes."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Nobody deletes."""
        return False


@admin.register(State)
class StateAdmin(ReadOnlyAdmin):
    """States."""

    list_display = ["code", "name_zh", "name_en", "npt_status", "region", "retired"]
    list_filter = ["npt_status", "region", "retired"]
    search_fields = ["code", "name_zh", "name_en"]


@admin.register(Group, Body)
class GroupAdmin(ReadOnlyAdmin):
    """Groups and bodies."""

    list_display = ["slug", "name_zh", "name_en", "kind", "retired"]
    list_filter = ["kind", "retired"]
    search_fields = ["slug", "name_zh", "name_en"]


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Memberships."""

    list_display = ["group", "state", "from_year", "to_year", "npt_party", "retired"]
    list_filter = ["group", "npt_party", "retired"]
    list_select_related = ["group", "state"]
    search_fields = ["group__slug", "state__code", "state__name_zh", "state__name_en"]


@admin.register(ReviewCycle)
class ReviewCycleAdmin(ReadOnlyAdmin):
    """Review cycles."""

    list_display = ["cycle_year", "retired"]


@admin.register(Session)
class SessionAdmin(ReadOnlyAdmin):
    """Sessions."""

    list_display = ["key", "name_zh", "cycle", "starts", "ends", "place", "retired"]
    list_filter = ["kind", "retired"]
    list_select_related = ["cycle"]
    search_fields = ["key", "name_zh", "name_en"]


@admin.register(Instrument)
class InstrumentAdmin(ReadOnlyAdmin):
    """Instruments, of the files and those that papers brought in."""

    list_display = ["slug", "name_zh", "year", "kind", "symbol", "origin", "retired"]
    list_filter = ["origin", "kind", "retired"]
    search_fields = ["slug", "name_zh", "name_en", "symbol"]


@admin.register(Commitment)
class CommitmentAdmin(ReadOnlyAdmin):
    """Commitments."""

    list_display = ["key", "cite_zh", "pillar", "theme", "addressee", "retired"]
    list_filter = ["instrument", "pillar", "theme", "retired"]
    list_select_related = ["theme"]
    search_fields = ["key", "cite_zh", "cite_en", "summary_zh", "summary_en"]


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    """Themes."""

    list_display = ["slug", "name_zh", "name_en", "pillar", "retired"]
    list_filter = ["pillar", "retired"]
    search_fields = ["slug", "name_zh", "name_en"]
