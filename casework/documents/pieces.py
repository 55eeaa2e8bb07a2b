"""Files in pieces: written and read one after the other, whole only for who asks for the whole."""

import hashlib
import uuid
from collections.abc import Iterator

from sqlalchemy import delete, select

from casework.database.base import db
from casework.documents.models import DocumentFile, DocumentPiece
from casework.vault.errors import Unreadable

PIECE_BYTES = 1024 * 1024


def write_pieces(file: DocumentFile, content: bytes) -> None:
    """Keep the content of a file that stands in the database already; each piece is out of memory once written."""
    file.fingerprint = hashlib.sha256(content).hexdigest()
    whole = memoryview(content)
    for position, start in enumerate(range(0, len(content), PIECE_BYTES)):
        piece = DocumentPiece(
            file_id=file.id,
            subject_id=file.subject_id,
            position=position,
            content=bytes(whole[start : start + PIECE_BYTES]),
        )
        db.session.add(piece)
        db.session.flush()
        db.session.expunge(piece)


def read_pieces(file: DocumentFile) -> list[bytes]:
    """The content, piece by piece; raises Unreadable unless it is all there, in order, as it was written."""
    pieces, found = [], hashlib.sha256()
    for piece in _pieces_of(file):
        found.update(piece)
        pieces.append(piece)
    if found.hexdigest() != DocumentFile.fingerprint.strictly(file):
        raise Unreadable
    return pieces


def delete_pieces(file_ids: list[uuid.UUID]) -> None:
    """Forget what these files hold."""
    db.session.execute(delete(DocumentPiece).where(DocumentPiece.file_id.in_(file_ids)))


def _pieces_of(file: DocumentFile) -> Iterator[bytes]:
    ids = select(DocumentPiece.id).where(DocumentPiece.file_id == file.id).order_by(DocumentPiece.position)
    for piece_id in db.session.scalars(ids).all():
        piece = db.session.get_one(DocumentPiece, piece_id)
        yield DocumentPiece.content.strictly(piece)
        db.session.expunge(piece)
