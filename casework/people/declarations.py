"""What this slice shows of a person: titles, household and the course of the case."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.accounts.queries import users_of
from casework.database.moments import today
from casework.people.models import Person
from casework.people.panels import HISTORIES, column, home_card, panel
from casework.people.queries import case_manager_names, history_of_cases, history_of_titles, titles_of


def declare() -> None:
    """Enter the panels, the column and the histories of this slice; once, at the start."""
    panel(
        name="titles",
        label="Aufenthalt",
        template="people/_titles.html",
        load=_titles,
        permission=Permission.PEOPLE_PERSON_READ,
        place="head",
        order=20,
    )
    column(label="Zuständig", load=_case_managers, order=90)
    home_card(
        template="people/_accounts.html", load=_accounts, permission=Permission.ACCOUNTS_USER_MANAGE, order=30
    )
    home_card(
        template="people/_double_entries.html",
        load=lambda _viewer: {},
        permission=Permission.PEOPLE_DUPLICATE_REVIEW,
        order=40,
    )
    HISTORIES.append((Permission.PEOPLE_PERSON_READ, history_of_titles))
    HISTORIES.append((Permission.PEOPLE_PERSON_READ, history_of_cases))


def _accounts(viewer: Viewer) -> dict[str, Any]:
    users = users_of(viewer.municipality_id)
    return {"active": sum(user.is_active for user in users), "all": len(users)}


def _titles(person: Person) -> dict[str, Any]:
    return {"titles": titles_of(person), "today": today()}


def _case_managers(person_ids: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    return case_manager_names(person_ids, today())
