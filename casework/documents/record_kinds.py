"""What was said of a document before."""

from flask import url_for

from casework.access.permissions import Permission
from casework.documents.models import Document
from casework.documents.queries import get_document
from casework.history.kinds import Fact, record_kind
from casework.vocabulary.documents import DOCUMENT_KINDS


def declare() -> None:
    """Enter the documents; once, at the start."""
    record_kind(
        key="document",
        place="document_id",
        model=Document,
        permission=Permission.DOCUMENTS_DOCUMENT_READ,
        find=get_document,
        title=lambda document: DOCUMENT_KINDS.label(document.facts.kind),
        back=lambda document: url_for("documents.document", document_id=document.id),
        subjects=lambda document: document.person_ids,
        versions=lambda document: document.statements,
        facts=(
            Fact("kind", "Art", DOCUMENT_KINDS.label),
            Fact("issued_on", "Ausgestellt am"),
            Fact("served_on", "Zugestellt am"),
            Fact("valid_until", "Gültig bis"),
            Fact("remark", "Bemerkung"),
        ),
    )
