"""Whose posts there are to be told of, by name or as „Stelle 3“, and which teams stand alone."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.posts import Held, posts_held
from casework.accounts.queries import names_of
from casework.errors import Refused
from casework.organisation.queries import shows_single_workers, teams_of
from casework.statistics.facts import Facts, facts_of
from casework.statistics.question import WITHOUT_TEAM, Question
from casework.statistics.work_columns import NO_TEAM, TOWN, members_of_teams, withheld
from reports.funding.asked import Asked

WORKER, TEAM = "Stelle", "Team"


@dataclass(frozen=True, slots=True)
class Share:
    """A post or a team with its part of the work; what is withheld has no numbers."""

    label: str
    question: Question
    is_withheld: bool = False


@dataclass(frozen=True)
class Workers:
    """The posts and teams of a municipality over the period that is asked for."""

    asked: Asked

    @cached_property
    def town(self) -> Facts:
        return facts_of(self.asked.question.of_town)

    @cached_property
    def tells_workers(self) -> bool:
        """Whether the municipality lets figures be told for single workers."""
        return shows_single_workers(self.asked.question.municipality_id)

    @property
    def kind(self) -> str:
        """What a line of the table is."""
        return WORKER if self.tells_workers else TEAM

    @cached_property
    def shares(self) -> list[Share]:
        """A line for each post of the question, or for each team where single workers are not told of."""
        question = self.asked.question
        if self.tells_workers:
            on_posts = {post.user_id for post in self._counted(question)}
            labels = worker_labels(self._posts, names=self.asked.names_workers)
            return [
                Share(label, replace(question, worker_id=user_id, worker_ids=frozenset()))
                for user_id, label in labels.items()
                if user_id in on_posts
            ]
        if question.is_narrowed:
            return []
        names = self._team_names()
        return [
            Share(name, replace(question, team_id=team_id), team_id in self._withheld)
            for team_id, name in names.items()
        ]

    def check(self) -> None:
        """Refuse a question that would tell of a single worker where that is not switched on."""
        question = self.asked.question
        if self.tells_workers:
            return
        if question.workers:
            raise Refused("Zahlen je Mitarbeiter/in sind in dieser Kommune nicht eingeschaltet.")
        if question.team_id in self._withheld:
            raise Refused(
                "Die Zahlen dieses Teams verrieten, was eine einzelne Person getan hat. Bitte die ganze Kommune nehmen."
            )

    @property
    def in_words(self) -> str:
        """Whose work it is: the whole town, a team, or the chosen posts."""
        question = self.asked.question
        parts = [self._team_names(everywhere=True).get(question.team_id, "")] if question.team_id else []
        if question.workers:
            labels = worker_labels(self._posts, names=self.asked.names_workers)
            parts += [label for user_id, label in labels.items() if user_id in question.workers]
        return ", ".join(parts) or TOWN

    @cached_property
    def _withheld(self) -> set[uuid.UUID]:
        reader = self.asked.reader_id
        return withheld(members_of_teams(self.town), reader.hex if reader else "")

    @cached_property
    def _posts(self) -> Collection[Held]:
        return self.town.work.posts.held

    def _counted(self, question: Question) -> list[Held]:
        posts = self.town.work.posts.counted(question)
        return [post for post in posts if post.days_within(self.asked.first, question.on)]

    def _team_names(self, *, everywhere: bool = False) -> dict[uuid.UUID, str]:
        """The teams in which anybody had a post in the period, or all, and what counts for none."""
        members = members_of_teams(self.town)
        teams = teams_of(self.asked.question.municipality_id)
        found = {team.id: team.name for team in teams if everywhere or team.id in members}
        return found | {WITHOUT_TEAM: NO_TEAM} if found else {}


def worker_labels(posts: Collection[Held], *, names: bool) -> dict[uuid.UUID, str]:
    """How everybody who ever had a post that counts is called, in the order in which they began."""
    counted = [post for post in posts if post.counts]
    order = dict.fromkeys(post.user_id for post in sorted(counted, key=_begun))
    called = names_of(order) if names else {}
    return {
        user_id: called.get(user_id, f"{WORKER} {number}") for number, user_id in enumerate(order, start=1)
    }


def _begun(post: Held) -> tuple[str, str]:
    return post.starts_on.isoformat(), post.user_id.hex


def may_name_workers(viewer: Viewer) -> bool:
    """Whether somebody may know which post is whose: who leads the work, as on the page of the work."""
    return viewer.role == Role.TEAM_LEAD


def posts_to_choose(municipality_id: uuid.UUID, *, names: bool) -> list[tuple[str, str]]:
    """Id and name of everybody who ever had a post; nobody where single workers are not told of."""
    if not shows_single_workers(municipality_id):
        return []
    labels = worker_labels(posts_held(municipality_id), names=names)
    return [(str(user_id), label) for user_id, label in labels.items()]


def team_called(municipality_id: uuid.UUID, name: str) -> uuid.UUID:
    """The team of a name; raises Refused with the names there are."""
    teams = {team.name: team.id for team in teams_of(municipality_id)}
    if name not in teams:
        raise Refused(
            "Ein Team „%(name)s“ gibt es nicht. Vorhanden: %(teams)s.",
            name=name,
            teams=", ".join(teams) or "keines",
        )
    return teams[name]


def teams_to_choose(municipality_id: uuid.UUID) -> list[tuple[str, str]]:
    """Id and name of each team; "" is the whole town."""
    return [("", TOWN), *((str(team.id), team.name) for team in teams_of(municipality_id))]
