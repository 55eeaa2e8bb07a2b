"""The teams of a town with whoever works in them today; one in which somebody still works cannot end."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from casework.accounts.posts import Held, holding, posts_held
from casework.accounts.queries import names_of
from casework.errors import Refused
from casework.organisation import operations as organisation
from casework.organisation.models import Team
from casework.organisation.queries import teams_of


@dataclass(frozen=True, slots=True)
class Staffed:
    """A team with the posts in it on a day, by the names of those who hold them."""

    team: Team
    members: list[tuple[str, Held]]

    @property
    def full_time(self) -> Decimal:
        """How many full-time posts of it lead cases."""
        return sum((post.share for _, post in self.members if post.counts), Decimal(0))


def staffed_teams(municipality_id: uuid.UUID, day: date) -> list[Staffed]:
    """The teams by name, those that have ended last, each with whoever works in it on a day."""
    posts = holding(municipality_id, day)
    names = names_of(posts)
    by_name = sorted(
        ((names[user_id], post) for user_id, post in posts.items() if user_id in names),
        key=lambda member: member[0].casefold(),
    )
    teams = sorted(teams_of(municipality_id), key=lambda team: not team.is_there_on(day))
    return [Staffed(team, [member for member in by_name if member[1].team_id == team.id]) for team in teams]


def change_team(team: Team, details: Mapping[str, Any]) -> None:
    """Correct a team, or say from which day on it is no more.

    Raises Refused for an end after which somebody would still work in it, and as `organisation.change_team`.
    """
    ends_on = details.get("ends_on")
    if ends_on is not None:
        _refuse_while_staffed(team, ends_on)
    organisation.change_team(team, details)


def _refuse_while_staffed(team: Team, ends_on: date) -> None:
    still_there = {
        post.user_id
        for post in posts_held(team.municipality_id)
        if post.team_id == team.id and (post.ends_on is None or post.ends_on > ends_on)
    }
    if still_there:
        names = sorted(names_of(still_there).values(), key=str.casefold)
        raise Refused(
            "Am %(day)s und später gehören noch zum Team: %(names)s. "
            "Bitte lassen Sie ihnen in „Konten“ zuerst ab diesem Tag ein anderes Team geben.",
            day=f"{ends_on:%d.%m.%Y}",
            names=", ".join(names),
        )
