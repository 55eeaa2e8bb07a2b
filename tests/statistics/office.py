"""A town with teams, workers, cases, talks and goals, as tests of the work tell it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from casework.access.roles import Role
from casework.accounts.employing import hold_post
from casework.accounts.models import User
from casework.counselling.operations import document
from casework.database.base import db
from casework.database.moments import read_moment
from casework.database.transaction import transaction
from casework.database.turns import last_recorded_at
from casework.housing.ledger import STAGE, Ledger
from casework.organisation.models import Team
from casework.people.cases import lead_case
from casework.people.models import Person
from casework.plans.goal_states import record_goal_state
from casework.plans.goals import agree_goal
from casework.statistics.facts import Facts, facts_of
from casework.statistics.question import Question
from casework.vocabulary.housing import FOLLOWUP
from tests import factories
from tests.statistics.conftest import World

SINCE, ON = date(2025, 1, 1), date(2025, 3, 31)


@dataclass
class Office:
    """A town with two teams, and who works in it."""

    world: World

    def team(self, name: str) -> UUID:
        with transaction():
            team = Team(municipality_id=self.world.town.id, name=name)
            db.session.add(team)
            db.session.flush()
            return team.id

    def worker(self, name: str) -> factories.User:
        return factories.user(self.world.town, Role.CASE_MANAGER, name=name)

    def post(self, who: factories.User, share: str, starts_on: date, team: UUID | None = None) -> None:
        with transaction():
            row = db.session.get_one(User, who.id)
            hold_post(row, share=Decimal(share), starts_on=starts_on, team_id=team)

    def led(self, who: factories.User | None, starts_on: date = SINCE, ends_on: date | None = None) -> Person:
        """A person whose case somebody leads."""
        person = db.session.get_one(Person, self.world.person().id)
        if who is not None:
            with transaction():
                lead_case(person, starts_on=starts_on, ends_on=ends_on, case_manager_id=who.id)
        return person

    def followed_up(self, person: Person, starts_on: date) -> None:
        """Let somebody's Anschlussunterbringung begin."""
        with transaction():
            ledger = Ledger(STAGE, self.world.town.id, [person.id])
            ledger.state(person.id, starts_on=starts_on, stage=FOLLOWUP)
            ledger.close()

    def talk(self, who: factories.User | None, on: date, *people: Person, **said: Any) -> None:
        with transaction():
            document(
                **{
                    "municipality_id": self.world.town.id,
                    "people": people,
                    "held_on": on,
                    "minutes": 30,
                    "contact_kind": "OFFICE",
                    "topics": ["WOH"],
                    "case_manager_id": who.id if who else None,
                }
                | said
            )

    def goal(self, person: Person, state: str | None, on: date, due_on: date | None = None) -> None:
        with transaction():
            goal = agree_goal(
                person, field_of_action="SPR", wording="B1", agreed_on=date(2024, 11, 4), due_on=due_on
            )
            if state:
                record_goal_state(goal, state=state, state_on=on, why="OTHER")

    def facts(
        self,
        team: UUID | None = None,
        worker: factories.User | None = None,
        known: str | None = None,
        since: date | None = SINCE,
        on: date = ON,
    ) -> Facts:
        town = self.world.town
        known_at = read_moment(known) if known else last_recorded_at()
        return facts_of(
            Question(town.id, town.name, on, known_at, since, team, worker.id if worker else None)
        )
