"""What the trail says of a document."""

from typing import Any

from casework.audit import trail
from casework.documents.models import Document


def note(action: str, document: Document, **detail: Any) -> None:
    """Note a change once for each person the document is about."""
    for person_id in document.person_ids:
        trail.note(action, subject=person_id, document=str(document.id), **detail)
