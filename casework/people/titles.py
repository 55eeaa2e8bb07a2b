"""Stating residence titles: dated, recorded, corrected by a new row (domain brief §2.1)."""

from datetime import date

from casework.audit.trail import note
from casework.database.base import db
from casework.errors import Refused
from casework.people.models import Person, ResidenceTitle
from casework.people.queries import titles_of


def state_title(
    person: Person,
    title: str,
    *,
    starts_on: date,
    ends_on: date | None = None,
    served_on: date | None = None,
    final_on: date | None = None,
    remark: str | None = None,
) -> bool:
    """State a title that begins on a day; a different statement of the same title and day corrects it.

    Of several records the leading one is corrected, or the one that alone has the title. Returns whether anything
    changed. Raises Refused when it ends before it begins.
    """
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende des Titels liegt vor seinem Beginn.")
    facts = (ends_on, served_on, final_on, remark or None)
    same = [row for row in titles_of(person) if (row.title, row.starts_on) == (title, starts_on)]
    current = min(same, key=lambda row: row.person_id != person.id, default=None)
    if current is not None:
        if (current.ends_on, current.served_on, current.final_on, current.remark) == facts:
            return False
        current.supersede()
    issue_title(
        current.person if current else person,
        title,
        starts_on=starts_on,
        ends_on=ends_on,
        served_on=served_on,
        final_on=final_on,
        remark=remark,
    )
    return True


def issue_title(
    person: Person,
    title: str,
    *,
    starts_on: date,
    ends_on: date | None = None,
    served_on: date | None = None,
    final_on: date | None = None,
    remark: str | None = None,
) -> None:
    """State a title of which none is on record that begins on this day; asks the database nothing."""
    stated = ResidenceTitle(
        person_id=person.id,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        served_on=served_on,
        final_on=final_on,
    )
    stated.remark = remark
    db.session.add(stated)
    note("people:title:stated", subject=person.id, starts_on=starts_on.isoformat())


def take_back_title(person: Person, title: ResidenceTitle) -> None:
    """Take back a title that should never have been entered; it stays on record as it was believed."""
    title.supersede()
    note("people:title:retracted", subject=person.id, starts_on=title.starts_on.isoformat())
