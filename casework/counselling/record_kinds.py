"""What of talks is shown as it was before; a version that was confidential is its author's alone."""

import uuid
from collections.abc import Sequence

from flask import url_for
from sqlalchemy import select

from casework.access.guard import current_viewer
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling.models import Consultation
from casework.counselling.queries import get_latest_version, get_talk
from casework.database.base import db
from casework.history.kinds import Fact, record_kind
from casework.people.cards import by_record
from casework.people.scope import visible_cards
from casework.vault.keys import keys
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS
from casework.vocabulary.languages import language_name


def declare() -> None:
    """Enter the talks; once, at the start."""
    record_kind(
        key="talk",
        place="consultation_id",
        model=Consultation,
        permission=Permission.COUNSELLING_CONSULTATION_READ,
        find=_find,
        title=lambda talk: f"Gespräch vom {talk.held_on:%d.%m.%Y}",
        back=lambda talk: url_for("counselling.edit", consultation_id=talk.id),
        subjects=lambda talk: talk.person_ids,
        versions=_versions,
        may_read=lambda viewer, talk: talk.is_open_to(viewer.user_id),
        facts=(
            Fact("present", "Wer war dabei?", read=_names),
            Fact("held_on", "Datum"),
            Fact("minutes", "Minuten"),
            Fact("contact_kind", "Kontakt", CONTACT_KINDS.label),
            Fact("topics", "Themen", lambda codes: ", ".join(FIELDS_OF_ACTION.label(code) for code in codes)),
            Fact("content", "Inhalt"),
            Fact("result", "Ergebnis", RESULTS.label),
            Fact("next_step", "Nächster Schritt"),
            Fact("next_step_on", "Wiedervorlage am"),
            Fact("language", "Sprache", lambda code: language_name(code or "")),
            Fact("interpreter", "Sprachmittlung", INTERPRETERS.label),
            Fact("is_confidential", "vertraulich"),
        ),
    )


def _find(viewer: Viewer, talk_id: uuid.UUID) -> Consultation:
    return get_latest_version(viewer, get_talk(viewer, talk_id))


def _versions(talk: Consultation) -> Sequence[Consultation]:
    rows = db.session.scalars(select(Consultation).where(Consultation.talk_id == talk.talk_id)).all()
    keys().prefetch(row.subject_id for row in rows)
    return rows


def _names(talk: Consultation) -> list[str]:
    """Who was there, as far as the reader may know of them."""
    known = by_record(visible_cards(current_viewer()))
    return sorted({known[record_id].name for record_id in talk.person_ids if record_id in known})
