"""What a municipality says of a clock, in place of the rule that comes with the software or after it."""

import uuid
from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

RULE = "Berechnung der Fristen; kein Personenbezug"


class OwnRule(Keyed, Recorded, Model):
    """A version of a rule that a municipality goes by from a day on; a correction is another row.

    `warn_before` is written as people write it, `options` as „name=choice name=choice“. Codes of CLOCKS, PERIOD_UNITS
    and RESIDENCE_TITLES.
    """

    __tablename__ = "rule_version"
    kept = Kept("Fristenregeln", Retention.INSTALLATION)
    __table_args__ = (
        CheckConstraint("amount >= 0", "amount"),
        CheckConstraint(
            "(continues_title IS NULL) = (continues_until IS NULL) "
            "AND (continues_title IS NULL) = (continues_valid_on IS NULL)",
            "continues",
        ),
        CheckConstraint("continues_until IS NULL OR continues_until >= continues_valid_on", "order"),
        one_current("uq_rule_version_current", "municipality_id", "clock", "applies_from"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    clock: Mapped[str] = clear("Frist", String(30), purpose=RULE)
    applies_from: Mapped[date] = clear("Regel gilt ab", Date, purpose=RULE)
    amount: Mapped[int] = clear("Dauer der Frist", Integer, purpose=RULE)
    unit: Mapped[str] = clear("Einheit der Dauer", String(20), purpose=RULE)
    warn_before: Mapped[str] = clear("Hinweise vor dem Ende", String(200), purpose=RULE)
    paragraph: Mapped[str] = clear("Vorschrift der Frist", String(200), purpose=RULE)
    note: Mapped[str | None] = clear("Vermerk zur Regel", Text, purpose=RULE)
    options: Mapped[str] = clear("gewählte Auslegung der Regel", String(200), purpose=RULE)
    holds_for_running: Mapped[bool] = clear("gilt auch für laufende Fristen", Boolean, purpose=RULE)
    continues_title: Mapped[str | None] = clear(
        "Titel, der von Rechts wegen fortgilt", String(20), purpose=RULE
    )
    continues_valid_on: Mapped[date | None] = clear("Titel gilt fort, wenn gültig am", Date, purpose=RULE)
    continues_until: Mapped[date | None] = clear("Titel gilt fort bis", Date, purpose=RULE)
