"""Tells on every page who is signed in, and leads to what that account may do."""

from typing import Any

from django import template

from documents import roles
from documents.views.unsent import written

register = template.Library()


@register.inclusion_tag("accounts/standing.html", takes_context=True)
def standing(context: dict[str, Any]) -> dict[str, Any]:
    """Who is signed in, with the roles of the account; nothing for readers without one."""
    account = context.get("user")
    if account is None or not account.is_authenticated:
        return {}
    return {
        "account": account,
        "roles": [roles.NAMES[name] for name in roles.acting_as(account)],
        "may_decide": account.has_perm(roles.DECIDE),
        "may_upload": account.has_perm(roles.UPLOAD),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("accounts/unsent.html", takes_context=True)
def unsent(context: dict[str, Any]) -> dict[str, Any]:
    """Tell that the form on this page holds what was written before the session ran out."""
    request = context.get("request")
    has_place = request is not None and request.resolver_match is not None
    return {"shown": has_place and hasattr(request, "user") and written(request) is not None}
