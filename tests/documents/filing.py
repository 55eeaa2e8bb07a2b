"""A document as it is brought."""

import io
from collections.abc import Sequence

from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from casework.database.base import db
from casework.documents.models import Document
from tests import factories

Brought = tuple[bytes, str]


def address(person: factories.Person) -> str:
    return f"/people/{person.id}/documents/new"


def bring(
    client: FlaskClient,
    person: factories.Person,
    *files: Brought,
    people: Sequence[factories.Person] | None = None,
    **said: object,
) -> TestResponse:
    """File these through the form; the body is made in memory, as the test client would not."""
    typed: dict[str, object] = {
        "kind": "IDENTITY",
        "people": [str(one.id) for one in ([person] if people is None else people)],
    }
    body = MultiDict(typed | said)
    for content, name in files:
        body.add("files", FileStorage(io.BytesIO(content), name))
    boundary, sent = encode_multipart(body)
    return client.post(address(person), data=sent, content_type=f"multipart/form-data; boundary={boundary}")


def filed() -> list[Document]:
    return list(db.session.scalars(db.select(Document).order_by(Document.created_at)))


def only_document() -> Document:
    return db.session.scalars(db.select(Document)).one()
