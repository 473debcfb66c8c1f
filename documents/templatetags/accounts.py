"""Tells on every page who is signed in, and leads to what that account may do."""

from typing import Any

from django import template

from documents import roles

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
