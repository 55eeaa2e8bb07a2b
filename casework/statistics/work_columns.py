"""For whom the work is told side by side: the town, its teams, oneself, and single workers where that is switched on.

A team of one other person would tell what that person did, and so does one of two to either of them. So it is not shown
alone; nor, when it is the only one, the smallest team beside it that has people, for the difference would tell it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from casework.access.permissions import Permission
from casework.access.roles import Role
from casework.access.viewer import Viewer
from casework.accounts.queries import names_of
from casework.database.bulk import Key
from casework.errors import NotThere
from casework.organisation.queries import shows_single_workers, teams_of
from casework.statistics.facts import Facts
from casework.statistics.question import WITHOUT_TEAM

MOST_WORKERS = 12
TOWN, MYSELF, NO_TEAM = "Ganze Kommune", "Ich selbst", "Ohne Team"


@dataclass(frozen=True, slots=True)
class Column:
    """Whose work stands below a heading; what is withheld has no numbers."""

    label: str
    facts: Facts
    is_withheld: bool = False

    @property
    def address(self) -> dict[str, uuid.UUID]:
        """How an address says whose work it is."""
        asked = self.facts.question
        return {
            name: value for name, value in (("team", asked.team_id), ("worker", asked.worker_id)) if value
        }


@dataclass(frozen=True)
class Columns:
    """Which columns a viewer may see of a town's facts over a period."""

    facts: Facts
    viewer: Viewer

    @property
    def sees_workers(self) -> bool:
        """Whether this viewer may see the figures of single workers: whoever leads a team, once it is switched on."""
        return self.viewer.role == Role.TEAM_LEAD and shows_single_workers(self.viewer.municipality_id)

    @property
    def has_own_work(self) -> bool:
        """Whether the viewer does such work at all, by role or by what was done in the period."""
        viewer, done = self.viewer, self._members.values()
        return viewer.role == Role.CASE_MANAGER or any(viewer.user_id.hex in people for people in done)

    def shown(self, workers: Collection[uuid.UUID] = ()) -> list[Column]:
        """The town, its teams, the viewer, and these workers; raises NotThere for whom the viewer may not ask for."""
        columns = [Column(TOWN, self.facts), *self._teams()]
        if self.has_own_work:
            columns.append(Column(MYSELF, self._of(worker_id=self.viewer.user_id)))
        for user_id, name in self._named(workers).items():
            columns.append(Column(name, self._of(worker_id=user_id)))
        return _told_apart(columns)

    def choices(self) -> list[tuple[uuid.UUID, str]]:
        """The workers whose column can be added: whoever had such a post in the period, or did such work."""
        if not self.sees_workers:
            return []
        workers = {uuid.UUID(key) for people in self._members.values() for key in people}
        names = names_of(workers - {self.viewer.user_id})
        return sorted(names.items(), key=lambda one: one[1].casefold())

    def one(self, team_id: uuid.UUID | None, worker_id: uuid.UUID | None) -> Column:
        """A single column, for who follows a number; raises NotThere for what is not shown to this viewer."""
        if worker_id is not None:
            own = worker_id == self.viewer.user_id
            label = MYSELF if own else self._named([worker_id])[worker_id]
            return Column(label, self._of(worker_id=worker_id))
        if team_id is None:
            return Column(TOWN, self.facts)
        for column in self._teams():
            if column.facts.question.team_id == team_id and not column.is_withheld:
                return column
        raise NotThere("Dieses Team gibt es nicht, oder seine Zahlen stehen hier nicht allein.")

    def _of(self, *, team_id: uuid.UUID | None = None, worker_id: uuid.UUID | None = None) -> Facts:
        return self.facts.narrowed(replace(self.facts.question, team_id=team_id, worker_id=worker_id))

    def _teams(self) -> list[Column]:
        """A column per team that has people, and one for what counts for none; for who may know the people.

        Others see no numbers as small as those of a team (decision 0018).
        """
        if not self.viewer.may(Permission.HOUSING_RESIDENTS_READ):
            return []
        members = self._members
        names = {team.id: team.name for team in teams_of(self.viewer.municipality_id) if team.id in members}
        if not names:
            return []
        hidden = set() if self.sees_workers else withheld(members, self.viewer.user_id.hex)
        return [
            Column(name, self._of(team_id=team_id), team_id in hidden)
            for team_id, name in [*names.items(), (WITHOUT_TEAM, NO_TEAM)]
        ]

    @cached_property
    def _members(self) -> dict[uuid.UUID, set[Key]]:
        """Whose work counts for each team, or none."""
        return members_of_teams(self.facts)

    def _named(self, workers: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
        open_ones = dict(self.choices())
        if len(workers) > MOST_WORKERS or not set(workers) <= set(open_ones):
            raise NotThere("Die Zahlen dieser Person stehen hier nicht.")
        return {user_id: name for user_id, name in open_ones.items() if user_id in workers}


def members_of_teams(facts: Facts) -> dict[uuid.UUID, set[Key]]:
    """Who had a post on which cases are led in each team, or none, on a day of the period, or did work counted there.

    Whoever has another post and does no such work is nobody behind whom a number could hide.
    """
    asked, work = facts.question, facts.work
    found: defaultdict[uuid.UUID, set[Key]] = defaultdict(set)
    for post in work.posts.held:
        if post.counts and post.days_within(asked.first_day, asked.on):
            found[post.team_id or WITHOUT_TEAM].add(post.user_id.hex)
    done = {(row.worker, row.held_on) for row in (work.held.rows if work.held else ())}
    done |= {(led.worker, led.on) for led in work.leaders.values()}
    for worker, day in done:
        if worker:
            found[work.posts.team_of(worker, day) or WITHOUT_TEAM].add(worker)
    return found


def withheld(members: Mapping[uuid.UUID, set[Key]], viewer: Key = "") -> set[uuid.UUID]:
    """The teams whose figures would tell what one person besides the viewer did."""
    others = {team: len(people - {viewer}) for team, people in members.items()}
    hidden = {team for team, people in others.items() if people == 1}
    if len(hidden) == 1:
        beside = [(people, team.hex, team) for team, people in others.items() if people > 1]
        hidden |= {team for _people, _hex, team in sorted(beside)[:1]}
    return hidden


def _told_apart(columns: Sequence[Column]) -> list[Column]:
    """No two headings alike, as lists in files need it."""
    seen: dict[str, int] = {}
    found = []
    for column in columns:
        seen[column.label] = seen.get(column.label, 0) + 1
        times = seen[column.label]
        found.append(column if times == 1 else replace(column, label=f"{column.label} ({times})"))
    return found
