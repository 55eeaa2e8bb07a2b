"""The accounts of the demo; their password is known to everybody who reads the start's message."""

import uuid
from collections.abc import Iterator, Mapping

from casework.access.roles import ROLE_LABELS
from casework.accounts.employing import PostSaid
from casework.accounts.operations import create_user
from casework.accounts.queries import find_user_by_email
from casework.demo.towns import TOWNS, Town

DEMO_PASSWORD = "apfelbaum-im-garten"  # noqa: S105 – meant to be known
SHOWN = ("integration", "leitung", "verwaltung", "pforte", "statistik")


def address_of(town: Town, mailbox: str) -> str:
    """What somebody of the office signs in with."""
    return f"{mailbox}@{town.domain}"


def employ(town: Town, municipality_id: uuid.UUID) -> Mapping[str, uuid.UUID]:
    """Give everybody of the office an account, from the town's first day a post; returns the ids by mailbox."""
    return {
        member.mailbox: create_user(
            municipality_id,
            name=member.name,
            email=address_of(town, member.mailbox),
            role=member.role,
            password=DEMO_PASSWORD,
            post=None if member.share is None else PostSaid(member.share, None, town.begins_on),
        ).id
        for member in town.staff
    }


def is_demo() -> bool:
    """Whether the accounts of the demo are there."""
    return all(find_user_by_email(address_of(town, "leitung")) is not None for town in TOWNS)


def sign_ins() -> Iterator[tuple[str, str, str]]:
    """Town, role and address of the accounts one tries first."""
    for town in TOWNS:
        by_mailbox = {member.mailbox: member for member in town.staff}
        for mailbox in (shown for shown in SHOWN if shown in by_mailbox):
            yield town.name, ROLE_LABELS[by_mailbox[mailbox].role], address_of(town, mailbox)
