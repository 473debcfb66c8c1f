"""How a decision is kept: by whom, of what, why, and what it changed. Called in its transaction."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser

from documents.models import Decision, Document


def keep(
    *,
    action: str,
    document: Document,
    by: AbstractBaseUser,
    note: str = "",
    citation_id: uuid.UUID | None = None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Decision:
    """Keep a decision under the name that its maker has now: an account may go, it stays."""
    return Decision.objects.create(
        action=action,
        document=document,
        citation_id=citation_id,
        by=by,
        by_name=by.get_username(),
        note=note.strip(),
        before=before or {},
        after=after or {},
    )
