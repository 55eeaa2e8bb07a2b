"""The rules a municipality goes by: those that come with the software, and what it says itself."""

import uuid
from datetime import date, datetime

from sqlalchemy import Select, select

from casework.access.viewer import Viewer
from casework.database.base import db
from casework.database.recorded import find_latest, known
from casework.deadlines.rule_models import OwnRule
from casework.deadlines.shipped import SHIPPED
from casework.deadlines.versions import Continuation, Rules, RuleVersion
from casework.errors import NotThere
from casework.vocabulary.deadlines import CLOCKS
from casework.vocabulary.lengths import read_lengths
from casework.vocabulary.periods import Length

SAME = ("municipality_id", "clock", "applies_from")
"""What two versions of one own rule share, as long as its day is not corrected."""
SAME_CLOCK = ("municipality_id", "clock")


def rules_of(municipality_id: uuid.UUID, known_at: datetime | None = None) -> Rules:
    """All versions of all rules, as known at a moment; of two from the same day the municipality's own holds."""
    own = db.session.scalars(_own_rules(municipality_id, known_at))
    return Rules([*SHIPPED, *(version_of(row) for row in own)])


def _own_rules(municipality_id: uuid.UUID, known_at: datetime | None = None) -> Select[OwnRule]:
    return (
        select(OwnRule)
        .where(OwnRule.municipality_id == municipality_id, known(OwnRule, known_at))
        .order_by(OwnRule.applies_from)
    )


def version_of(row: OwnRule) -> RuleVersion:
    """An own rule as clocks take it; its key is its id."""
    continues = None
    if row.continues_title and row.continues_valid_on and row.continues_until:
        continues = Continuation(
            row.continues_title, row.continues_valid_on, row.continues_until, row.paragraph
        )
    return RuleVersion(
        str(row.id),
        row.clock,
        row.applies_from,
        Length(row.amount, row.unit),
        read_lengths(row.warn_before),
        row.paragraph,
        row.note or "",
        options_of(row),
        row.holds_for_running,
        continues,
    )


def options_of(row: OwnRule) -> dict[str, str]:
    """What was chosen, by the name of the option."""
    return dict(said.split("=", 1) for said in row.options.split())


def find_own_rule(municipality_id: uuid.UUID, clock: str, applies_from: date) -> OwnRule | None:
    """What a municipality says of a clock from this very day on."""
    found: OwnRule | None = db.session.scalar(
        _own_rules(municipality_id).where(OwnRule.clock == clock, OwnRule.applies_from == applies_from)
    )
    return found


def get_clock(clock: str) -> str:
    """The code of a clock. Raises NotThere."""
    if clock not in CLOCKS:
        raise NotThere("Diese Frist gibt es nicht.")
    return clock


def get_own_rule(viewer: Viewer, rule_id: uuid.UUID) -> OwnRule:
    """An own rule of the viewer's municipality, as it stands now even if it was corrected meanwhile.

    Raises NotThere, also when it was taken back.
    """
    row = db.session.get(OwnRule, rule_id)
    found = row and find_latest(row, SAME, SAME_CLOCK)
    if found is None or found.municipality_id != viewer.municipality_id:
        raise NotThere("Diese Regel gibt es nicht mehr.")
    return found
