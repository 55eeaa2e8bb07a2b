"""Stating residence titles: dated, recorded, corrected by a new row (domain brief §2.1)."""

from dataclasses import dataclass
from datetime import date

from casework.audit.trail import actor, note
from casework.database.base import db
from casework.database.turns import take_turn
from casework.errors import Conflict, Refused
from casework.people.models import Person, ResidenceTitle
from casework.people.queries import titles_of


@dataclass(frozen=True, slots=True)
class LegalEnd:
    """Until when a title holds in law where that is another day than the one printed, and why; nothing unless given."""

    until: date | None = None
    reason: str | None = None


AS_PRINTED = LegalEnd()


class TitleChanged(Conflict):
    """Somebody else corrected it or took it back in between."""

    def __init__(self) -> None:
        super().__init__(
            "Dieser Aufenthaltstitel wurde inzwischen geändert. Bitte vergleichen Sie beide Fassungen."
        )


def state_title(
    person: Person,
    title: str,
    *,
    starts_on: date,
    ends_on: date | None = None,
    served_on: date | None = None,
    final_on: date | None = None,
    remark: str | None = None,
    legal_end: LegalEnd = AS_PRINTED,
) -> bool:
    """State a title that begins on a day; a different statement of the same title and day corrects it.

    Of several records the leading one is corrected, or the one that alone has the title. What was said of its legal end
    stays unless another is given. Returns whether anything changed. Raises Refused when it ends before it begins.
    """
    same = [row for row in titles_of(person) if (row.title, row.starts_on) == (title, starts_on)]
    current = min(same, key=lambda row: row.person_id != person.id, default=None)
    if current is None:
        issue_title(
            person,
            title,
            starts_on=starts_on,
            ends_on=ends_on,
            served_on=served_on,
            final_on=final_on,
            remark=remark,
            legal_end=legal_end,
        )
        return True
    return correct_title(
        current,
        ends_on=ends_on,
        served_on=served_on,
        final_on=final_on,
        remark=remark,
        legal_end=_legal_end_of(current) if legal_end == AS_PRINTED else legal_end,
    )


def correct_title(
    current: ResidenceTitle,
    *,
    ends_on: date | None,
    served_on: date | None,
    final_on: date | None,
    remark: str | None,
    legal_end: LegalEnd,
) -> bool:
    """State anew all that is said of a title but which one it is and when it begins; whether anything changed.

    Raises Refused when it ends before it begins or a legal end has no reason, Conflict when somebody was faster.
    """
    take_turn()
    before = (current.ends_on, current.served_on, current.final_on, current.remark, _legal_end_of(current))
    if before == (ends_on, served_on, final_on, remark or None, legal_end):
        return False
    _check(current.starts_on, ends_on, legal_end)
    current.give_up(TitleChanged())
    issue_title(
        current.person,
        current.title,
        starts_on=current.starts_on,
        ends_on=ends_on,
        served_on=served_on,
        final_on=final_on,
        remark=remark,
        legal_end=legal_end,
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
    legal_end: LegalEnd = AS_PRINTED,
) -> None:
    """State a title of which none is on record that begins on this day; asks the database nothing."""
    _check(starts_on, ends_on, legal_end)
    stated = ResidenceTitle(
        person_id=person.id,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        served_on=served_on,
        final_on=final_on,
        remark=remark,
        legally_until=legal_end.until,
        legally_until_reason=legal_end.reason,
        recorded_by_id=actor().user_id,
    )
    db.session.add(stated)
    note("people:title:stated", subject=person.id, starts_on=starts_on.isoformat())


def take_back_title(person: Person, title: ResidenceTitle) -> None:
    """Take back a title that should never have been entered; it stays on record as it was believed."""
    title.supersede()
    note("people:title:retracted", subject=person.id, starts_on=title.starts_on.isoformat())


def _legal_end_of(title: ResidenceTitle) -> LegalEnd:
    return LegalEnd(title.legally_until, title.legally_until_reason)


def _check(starts_on: date, ends_on: date | None, legal_end: LegalEnd) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise Refused("Das Ende des Titels liegt vor seinem Beginn.")
    if legal_end.until is not None and legal_end.until < starts_on:
        raise Refused("„Gilt rechtlich bis“ liegt vor dem Beginn des Titels.")
    if (legal_end.until is None) != (legal_end.reason is None):
        raise Refused(
            "Bitte geben Sie an, bis wann der Titel rechtlich gilt und warum; beides gehört zusammen."
        )
