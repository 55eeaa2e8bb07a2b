"""Uploaded lists that wait, sealed, to be looked at and taken over or thrown away."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import defer, make_transient

from casework.access.viewer import Viewer
from casework.audit.trail import note
from casework.database.base import db
from casework.database.moments import now
from casework.database.transaction import transaction
from casework.errors import Conflict, NotThere, Refused
from casework.exchange.files import read_table
from casework.exchange.importing import Result, get_list, import_list
from casework.exchange.lists import read_rows
from casework.exchange.models import UploadedList
from casework.vault.unreadable import is_unreadable

LONGEST_FILE_NAME = 200
WAITS_AT_MOST = timedelta(days=30)


def waiting(viewer: Viewer) -> Sequence[UploadedList]:
    """The municipality's lists that wait, the latest first; their content stays closed."""
    return db.session.scalars(
        select(UploadedList)
        .where(_waits_in(viewer.municipality_id))
        .options(defer(UploadedList.content.column()))
        .order_by(UploadedList.uploaded_at.desc())
    ).all()


def get_upload(viewer: Viewer, upload_id: uuid.UUID) -> UploadedList:
    """A list that waits in the viewer's municipality; raises NotThere."""
    upload = db.session.scalar(
        select(UploadedList).where(UploadedList.id == upload_id, _waits_in(viewer.municipality_id))
    )
    if upload is None:
        raise NotThere("Diese Liste wartet nicht mehr. Sie wurde übernommen oder verworfen.")
    return upload


def _waits_in(municipality_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(
        UploadedList.municipality_id == municipality_id, UploadedList.uploaded_at > now() - WAITS_AT_MOST
    )


def throw_away_expired(municipality_id: uuid.UUID) -> None:
    """Throw away for good what nobody decided about in time; a transaction of its own, if there is any."""
    expired = (
        select(UploadedList)
        .where(UploadedList.municipality_id == municipality_id, ~_waits_in(municipality_id))
        .options(defer(UploadedList.content.column()))
    )
    if db.session.scalars(expired).first() is None:
        return
    with transaction():
        for upload in db.session.scalars(expired):
            note(
                "exchange:list:discarded",
                about=upload.id,
                list=upload.list_name,
                file=upload.file_name,
                after_days=WAITS_AT_MOST.days,
            )
            db.session.delete(upload)


def keep(viewer: Viewer, list_name: str, file_name: str, content: bytes) -> UploadedList:
    """Keep a file until somebody decides. Raises Refused where it is not this list at all."""
    read_rows(read_table(content), get_list(list_name).columns)
    upload = UploadedList(
        municipality_id=viewer.municipality_id, uploaded_by_id=viewer.user_id, list_name=list_name
    )
    _fill(upload, file_name, content)
    db.session.add(upload)
    note("exchange:list:uploaded", about=upload.id, list=list_name, file=upload.file_name)
    return upload


def preview(upload: UploadedList) -> Result:
    """What taking over the good rows would do, and all that is wrong with the others; changes nothing."""
    return _bring_in(upload, dry_run=True, skip_bad=True)


def take_over(upload: UploadedList, *, skip_bad: bool) -> Result:
    """Bring the list in. With `skip_bad` only its bad rows go on waiting, with the reasons.

    A list with bad rows and without `skip_bad` changes nothing and waits on. Raises Conflict when somebody else
    was quicker.
    """
    _take_away(upload)
    result = _bring_in(upload, dry_run=False, skip_bad=skip_bad)
    if result.is_accepted and result.rejected_file:
        _fill(upload, f"{upload.file_name.removesuffix('.rejected.csv')}.rejected.csv", result.rejected_file)
    if not result.is_accepted or result.rejected_file:
        db.session.add(upload)
    return result


def discard(upload: UploadedList) -> None:
    """Throw a list away. Raises Conflict when somebody else was quicker."""
    _take_away(upload)
    note("exchange:list:discarded", about=upload.id, list=upload.list_name, file=upload.file_name)


def content_of(upload: UploadedList) -> bytes:
    """The file as it was uploaded. Raises Refused when it does not open any more."""
    if is_unreadable(upload.content):
        raise Refused("Die Datei dieser Liste ist nicht lesbar. Bitte laden Sie die Liste noch einmal hoch.")
    return upload.content


def _take_away(upload: UploadedList) -> None:
    """Delete the row first, whole as it is in memory: of two who want the same list one waits here, and finds none."""
    taken = db.session.scalar(
        delete(UploadedList).where(UploadedList.id == upload.id).returning(UploadedList.id)
    )
    if taken is None:
        raise Conflict("Jemand anderes hat diese Liste gerade übernommen oder verworfen.")
    make_transient(upload)


def _bring_in(upload: UploadedList, *, dry_run: bool, skip_bad: bool) -> Result:
    return import_list(
        get_list(upload.list_name),
        upload.municipality_id,
        content_of(upload),
        file_name=upload.file_name,
        dry_run=dry_run,
        skip_bad=skip_bad,
    )


def _fill(upload: UploadedList, file_name: str, content: bytes) -> None:
    upload.file_name = file_name[-LONGEST_FILE_NAME:]
    upload.content = content
