"""How somebody's situation in each field of action was rated, from day to day."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.audit.trail import note
from casework.database.states import believed
from casework.errors import Refused
from casework.plans.days import check_not_ahead
from casework.plans.models import IntegrationPlan
from casework.plans.rating_models import PlanRating
from casework.plans.statements import give_up, standing, stated_of
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.vocabulary.plans import LEVELS


@dataclass(frozen=True, slots=True)
class Course:
    """All ratings of one field of action, the earliest first; there is at least one."""

    field_of_action: str
    ratings: Sequence[PlanRating]

    @property
    def last(self) -> PlanRating:
        return self.ratings[-1]

    @property
    def points(self) -> list[tuple[date, int]]:
        """The ratings that open, as numbers."""
        return [(told.rated_on, int(told.level)) for told in self.ratings if not is_unreadable(told.level)]

    @property
    def change(self) -> int | None:
        """How much higher the last rating is than the first; None where there is only one."""
        points = self.points
        return points[-1][1] - points[0][1] if len(points) > 1 else None


def level_words(level: str) -> str:
    """„2 – schwierig, braucht viel Hilfe“."""
    return f"{level} – {LEVELS.label(level)}" if level in LEVELS else level


def courses_of(plan: IntegrationPlan, moment: datetime | None = None) -> list[Course]:
    """The fields of action somebody was asked about as known at a moment (now), in the usual order."""
    by_field: dict[str, list[PlanRating]] = {}
    for told in sorted(believed(plan.ratings, moment), key=lambda told: told.rated_on):
        by_field.setdefault(told.field_of_action, []).append(told)
    usual = [*FIELDS_OF_ACTION.codes(), *by_field]
    return [Course(code, by_field[code]) for code in dict.fromkeys(usual) if code in by_field]


def rate(
    plan: IntegrationPlan, *, rated_on: date, said: Mapping[str, tuple[str, str | None]]
) -> list[PlanRating]:
    """Rate one or several fields of action on a day: (level, words) by field. One of the same day is corrected.

    Raises Refused for nothing said, an unknown field or level, and for a day in the future.
    """
    check_not_ahead(rated_on)
    if not said:
        raise Refused("Bitte schätzen Sie mindestens ein Handlungsfeld ein.")
    same_day = {told.field_of_action: told for told in believed(plan.ratings) if told.rated_on == rated_on}
    told = []
    for field, (level, remark) in said.items():
        code, before = FIELDS_OF_ACTION.read(field), same_day.get(field)
        told.append(
            correct_rating(plan, before, rated_on=rated_on, level=level, remark=remark)
            if before is not None
            else _tell(
                plan,
                PlanRating(
                    field_of_action=code,
                    level=LEVELS.read(level),
                    remark=remark or None,
                    rated_on=rated_on,
                    **stated_of(plan),
                ),
            )
        )
    note("plans:ratings:stated", subject=plan.person_id, plan=str(plan.id), number=len(told))
    return told


def correct_rating(
    plan: IntegrationPlan, before: PlanRating, *, rated_on: date, level: str, remark: str | None
) -> PlanRating:
    """Correct a rating; the former one stays on record. Raises as above, and StatementChanged."""
    check_not_ahead(rated_on)
    said = (rated_on, level if is_unreadable(level) else LEVELS.read(level), remark or None)
    if said == (before.rated_on, before.level, before.remark):
        return before
    give_up(before)
    told = PlanRating(
        rating_id=before.rating_id,
        field_of_action=before.field_of_action,
        rated_on=rated_on,
        level=said[1],
        remark=said[2],
        **stated_of(plan),
    )
    note("plans:rating:corrected", subject=plan.person_id, plan=str(plan.id))
    return _tell(plan, told)


def _tell(plan: IntegrationPlan, told: PlanRating) -> PlanRating:
    plan.ratings.append(told)
    return told


def get_standing(plan: IntegrationPlan, rating_id: uuid.UUID) -> PlanRating:
    """The version of a rating that stands; raises as `standing` does."""
    return standing([told for told in plan.ratings if told.rating_id == rating_id])


def touched_fields(plan: IntegrationPlan) -> set[str]:
    """The fields of action that were rated or in which there is a goal."""
    rated = {course.field_of_action for course in courses_of(plan)}
    return rated | {goal.field_of_action for goal in plan.believed_goals()}
