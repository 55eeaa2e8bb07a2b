"""What happens in a town, as plain facts in the order in which the office learns of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casework.demo.houses import Block, House, Room
from casework.demo.persons import Home, Soul


@dataclass(frozen=True, slots=True)
class Lodging:
    """Where somebody lives: a room, or a form of dwelling with its district."""

    form: str
    room: Room | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Event:
    """Something that happens on a day and is recorded on the same or a later one."""

    on: date
    recorded_on: date | None = None

    @property
    def known_on(self) -> date:
        return self.recorded_on or self.on


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class HouseOpened(Event):
    """A house is taken into the list with its rooms and what they offer."""

    house: House


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoomBlocked(Event):
    """The places of a room cannot be used for a while."""

    house: House
    block: Block
    places: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arrival(Event):
    """People come into the town's care; who was there before returns."""

    home: Home
    souls: Sequence[Soul]
    stage: str
    lodgings: Sequence[Lodging | None]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Move(Event):
    """A household changes its stage, its dwelling, or both."""

    souls: Sequence[Soul]
    stage: str | None
    lodgings: Sequence[Lodging | None]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Departure(Event):
    """A household leaves the town's care."""

    souls: Sequence[Soul]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Correction(Event):
    """The office learns something better about a person."""

    soul: Soul
    details: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TitleIssued(Event):
    """A person is given a residence title that is valid until a day."""

    soul: Soul
    title: str
    ends_on: date | None
    served_on: date | None = None
    final_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseOpened(Event):
    """Somebody of the office begins to lead the cases of a household."""

    souls: Sequence[Soul]
    mailbox: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CaseClosed(Event):
    """The cases of a household end, and with them their plans."""

    souls: Sequence[Soul]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CounsellingExtended(Event):
    """The counselling of a household goes on into the fourth year."""

    souls: Sequence[Soul]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Protected(Event):
    """Somebody is protected from this day on."""

    soul: Soul
    kind: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Talk(Event):
    """A consultation, perhaps with nobody named; `facts` as `counselling.operations.document` takes them."""

    souls: Sequence[Soul]
    mailbox: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoalAgreed(Event):
    """A goal a person wants to reach."""

    soul: Soul
    mailbox: str
    field_of_action: str
    wording: str
    due_on: date
    responsible: str
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepAgreed(Event):
    """A step towards a goal."""

    goal: GoalAgreed
    what: str
    responsible: str
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class StepEnded(Event):
    """A step was done, or dropped for a reason."""

    step: StepAgreed
    outcome: str
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GoalReached(Event):
    """A state the goal came to; `goal` is the agreement."""

    goal: GoalAgreed
    state: str
    why: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanReviewed(Event):
    """A plan was gone through together."""

    soul: Soul
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PlanAdded(Event):
    """A phase, a strength, ratings or an agreement of the plan of a person, as the operations of plans take them."""

    soul: Soul
    part: str
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Referred(Event):
    """A person is sent on to a partner."""

    soul: Soul
    mailbox: str
    partner: str
    purpose: str
    feedback_due_on: date | None
    state: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Consented(Event):
    """A person lets data go to a partner, until a day."""

    soul: Soul
    partner: str
    purpose: str
    language: str
    valid_until: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConsentRevoked(Event):
    """The same person takes it back."""

    consent: Consented


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReferralCame(Event):
    """How far a referral has come; `referral` is its beginning."""

    referral: Referred
    state: str
    remark: str | None = None
    feedback_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LifeTold(Event):
    """Something about how a person lives here holds from a day on; the states of one course have its number."""

    soul: Soul
    codes: dict[str, Any]
    texts: dict[str, str]
    course: int | None = None


@dataclass(slots=True)
class Story:
    """Everything that happened in a town."""

    events: list[Event] = field(default_factory=list)

    def tell(self, event: Event) -> None:
        self.events.append(event)

    def in_order(self) -> list[Event]:
        """By the day the office learnt of them; of one day in the order of their telling."""
        return sorted(self.events, key=lambda event: event.known_on)
