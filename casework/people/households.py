"""Choosing the household of a person by the mark somebody typed, within what they may know."""

import uuid

from sqlalchemy import func, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.errors import Refused
from casework.people.models import Household, Person
from casework.people.operations import household_with_mark, name_household, new_household, number_index
from casework.people.scope import of_visible, sharing


def household_for(viewer: Viewer, mark: str | None, current: Household | None = None) -> Household:
    """The household of a mark; a new mark names the current household if it has none, and else begins a new one.

    Without a mark it is one that has none, the current if it has none.
    Raises Refused when the mark belongs to people this viewer may not know of: sharing a household opens its files.
    """
    if not mark:
        if current is not None and current.mark_index is None:
            return current
        return new_household(viewer.municipality_id)
    is_used = _is_used(viewer.municipality_id, mark)
    if is_used and viewer.sees_own_cases_only and _is_of_strangers(viewer, mark):
        raise Refused(
            "Dieses Haushaltszeichen können Sie nicht verwenden. Bitte wenden Sie sich an Ihre Teamleitung."
        )
    if current is None or current.mark_index is not None or is_used:
        return household_with_mark(viewer.municipality_id, mark)
    name_household(current, mark)
    return current


def find_household_id(municipality_id: uuid.UUID, mark: str | None) -> uuid.UUID | None:
    """The household that has this mark, if any."""
    if not mark:
        return None
    index = number_index(municipality_id, "household", mark)
    return db.session.scalar(select(Household.id).where(Household.mark_index == index))


def count_members(household: Household) -> int:
    """How many people belong to a household, whoever may see them."""
    within = sharing(household.municipality_id, [household.id]).subquery()
    return db.session.scalar(select(func.count()).select_from(within)) or 0


def _is_used(municipality_id: uuid.UUID, mark: str) -> bool:
    """Whether anybody belongs to the household of this mark: all may have left it."""
    household_id = find_household_id(municipality_id, mark)
    anybody = select(Person.id).where(Person.household_id == household_id).limit(1)
    return household_id is not None and db.session.scalar(anybody) is not None


def _is_of_strangers(viewer: Viewer, mark: str) -> bool:
    household_id = find_household_id(viewer.municipality_id, mark)
    known = select(Person.id).where(Person.household_id == household_id, of_visible(viewer)).limit(1)
    return db.session.scalar(known) is None
