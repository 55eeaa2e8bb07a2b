"""The accounts of the demo; their password is known to everybody who reads the start's message."""

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from casework.access.roles import ROLE_LABELS
from casework.accounts.employing import hold_post
from casework.accounts.operations import create_user
from casework.accounts.queries import find_user_by_email
from casework.database.base import db
from casework.database.moments import end_of
from casework.database.recorded import recorded_as_of
from casework.demo.towns import TOWNS, Member, Town
from casework.organisation.operations import enter_team

DEMO_PASSWORD = "apfelbaum-im-garten"  # noqa: S105 – meant to be known
SHOWN = ("integration", "leitung", "verwaltung", "pforte", "statistik")


def address_of(town: Town, mailbox: str) -> str:
    """What somebody of the office signs in with."""
    return f"{mailbox}@{town.domain}"


def employ(town: Town, municipality_id: uuid.UUID, until: date) -> Mapping[str, uuid.UUID]:
    """Give everybody of the office an account and a post, as it was by a day; returns the ids by mailbox."""
    users = {
        member.mailbox: create_user(
            municipality_id,
            name=member.name,
            email=address_of(town, member.mailbox),
            role=member.role,
            password=DEMO_PASSWORD,
        )
        for member in town.staff
    }
    teams = {
        name: enter_team(municipality_id, {"name": name, "carrier": carrier}) for name, carrier in town.teams
    }
    db.session.flush()
    for member in town.staff:
        team_id = teams[member.team].id if member.team else None
        for starts_on, share in _shares(town, member):
            if starts_on <= until:
                recorded_as_of(end_of(starts_on))
                hold_post(users[member.mailbox], share=share, starts_on=starts_on, team_id=team_id)
    return {mailbox: user.id for mailbox, user in users.items()}


def _shares(town: Town, member: Member) -> Iterator[tuple[date, Decimal]]:
    """What share somebody holds from which day on."""
    if member.share is None:
        return
    if member.earlier is None:
        yield town.begins_on, member.share
    else:
        yield town.begins_on, member.earlier.share
        yield member.earlier.until, member.share


def is_demo() -> bool:
    """Whether the accounts of the demo are there."""
    return all(find_user_by_email(address_of(town, "leitung")) is not None for town in TOWNS)


def sign_ins() -> Iterator[tuple[str, str, str]]:
    """Town, role and address of the accounts one tries first."""
    for town in TOWNS:
        by_mailbox = {member.mailbox: member for member in town.staff}
        for mailbox in (shown for shown in SHOWN if shown in by_mailbox):
            yield town.name, ROLE_LABELS[by_mailbox[mailbox].role], address_of(town, mailbox)
