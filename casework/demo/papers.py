"""The papers of the demo: a few fictitious ones for the first cases of everybody who leads some, drawn here."""

import io
import uuid
from datetime import date, timedelta
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import select

from casework.database.base import db
from casework.database.recorded import known
from casework.documents.examination import Examined, examine
from casework.documents.operations import file_document
from casework.people.models import IntegrationCase, Person
from casework.vault.keys import keys
from casework.vocabulary.documents import DOCUMENT_KINDS

SHEET = (620, 877)
MARGIN, LINE, LINES = 60, 34, 18
TITLE_SIZE, TEXT_SIZE = 34, 18


class _Paper(NamedTuple):
    """A kind of paper, and how many days before or after the last day its days lie."""

    kind: str
    issued: int
    served: int | None = None
    valid: int | None = None
    remark: str | None = None
    for_all: bool = False


PAPERS = (
    _Paper("DECISION_NOTICE", -9, served=-4, remark="gelber Umschlag liegt bei"),
    _Paper("IDENTITY", -1805, valid=20),
    _Paper("LEASE", -120, for_all=True),
    _Paper("LANGUAGE_CERTIFICATE", -60, remark="A2, alle Teile"),
)


def file_papers(municipality_id: uuid.UUID, until: date) -> None:
    """File one paper of each kind for a person of each caseload, and a lease for a whole household."""
    db.session.flush()
    drawn = {paper.kind: _drawn(paper.kind) for paper in PAPERS}
    for people in _first_of_each_caseload(municipality_id, until):
        for person, paper in zip(people, PAPERS, strict=False):
            family = db.session.scalars(select(Person).where(Person.household_id == person.household_id))
            file_document(
                municipality_id=municipality_id,
                people=list(family) if paper.for_all else [person],
                files=[drawn[paper.kind]],
                kind=paper.kind,
                issued_on=_day(until, paper.issued),
                served_on=_day(until, paper.served),
                valid_until=_day(until, paper.valid),
                remark=paper.remark,
            )


def _first_of_each_caseload(municipality_id: uuid.UUID, until: date) -> list[list[Person]]:
    rows = db.session.execute(
        select(IntegrationCase.case_manager_id, Person)
        .join(Person, Person.id == IntegrationCase.person_id)
        .where(
            known(IntegrationCase),
            Person.municipality_id == municipality_id,
            IntegrationCase.case_manager_id.is_not(None),
            IntegrationCase.starts_on <= until,
            IntegrationCase.ends_on.is_(None),
        )
    ).all()
    keys().prefetch(person.id for _manager, person in rows)
    led: dict[uuid.UUID | None, list[Person]] = {}
    for manager_id, person in sorted(rows, key=lambda row: row[1].case_number):
        led.setdefault(manager_id, []).append(person)
    return [people[: len(PAPERS)] for people in led.values()]


def _drawn(kind: str) -> Examined:
    """A sheet that says what it is, with grey lines for its words."""
    sheet = Image.new("L", SHEET, "white")
    pen, title = ImageDraw.Draw(sheet), DOCUMENT_KINDS.label(kind)
    pen.text((MARGIN, MARGIN), title, "black", ImageFont.load_default(TITLE_SIZE))
    pen.text((MARGIN, MARGIN + 60), "Muster, frei erfunden", "black", ImageFont.load_default(TEXT_SIZE))
    for number in range(LINES):
        top = 200 + number * LINE
        pen.rectangle((MARGIN, top, SHEET[0] - MARGIN - (number * 97) % 200, top + 10), "lightgrey")
    content = io.BytesIO()
    sheet.save(content, "PNG")
    return examine(content.getvalue(), f"{title}.png")


def _day(until: date, days: int | None) -> date | None:
    return None if days is None else until + timedelta(days=days)
