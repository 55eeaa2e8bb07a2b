"""A file of a document as a browser shows it: only what was looked at, by its own form, and never able to act."""

import uuid

from flask import Response, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.trail import witness
from casework.documents import pieces, queries
from casework.documents.blueprint import blueprint
from casework.documents.models import DocumentFile
from casework.errors import NotThere
from casework.vault.errors import Unreadable
from casework.vault.unreadable import is_unreadable

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "PDF": "application/pdf"}
ENDINGS = {"JPEG": "jpg", "PNG": "png", "PDF": "pdf"}
NOTHING_ACTS = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; sandbox"
)


@blueprint.get("/documents/<uuid:document_id>/files/<int:position>")
@requires(Permission.DOCUMENTS_DOCUMENT_READ)
def file(document_id: uuid.UUID, position: int) -> Response:
    """One file, shown in the browser, or with ?download=1 to be taken along; whole, or not at all."""
    document = queries.get_document(current_viewer(), document_id)
    found = queries.get_file(document, position)
    for person_id in document.person_ids:
        witness("documents:file:opened", subject=person_id, document=str(document.id), file=position)
    try:
        content = pieces.read_pieces(found)
    except Unreadable:
        raise NotThere("Diese Datei ist nicht lesbar. Bitte sagen Sie der Administration Bescheid.") from None
    answer = _harmless(Response(content, mimetype=MEDIA_TYPES[found.form]))
    answer.content_length = found.size_bytes
    how = "attachment" if "download" in request.args else "inline"
    answer.headers.set("Content-Disposition", how, filename=_name(found))
    return answer


@blueprint.get("/documents/<uuid:document_id>/files/<int:position>/thumbnail")
@requires(Permission.DOCUMENTS_DOCUMENT_READ)
def thumbnail(document_id: uuid.UUID, position: int) -> Response:
    """A small picture of the first page."""
    found = queries.get_file(queries.get_document(current_viewer(), document_id), position)
    return _harmless(Response(bytes(found.thumbnail), mimetype=MEDIA_TYPES["JPEG"]))


def _harmless(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = NOTHING_ACTS
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _name(found: DocumentFile) -> str:
    """The name it was brought with, with the ending of what it is."""
    name = "" if found.file_name is None or is_unreadable(found.file_name) else found.file_name
    return f"{name.rpartition('.')[0] or name or f'Dokument-{found.position}'}.{ENDINGS[found.form]}"
