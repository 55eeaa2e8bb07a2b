"""How many people live in each district of a town: all inhabitants, as its register counted them on a day."""

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, Date, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from casework.database.base import Keyed, Model, refers_to
from casework.database.recorded import Recorded, one_current
from casework.database.retention import Kept, Retention
from casework.organisation.models import Municipality
from casework.vault.columns import clear

COUNTED = "Bezug der Statistik nach Ortsteilen; kein Personenbezug"


class DistrictPopulation(Keyed, Recorded, Model):
    """The inhabitants of a district on a day; they count until the district is counted anew."""

    __tablename__ = "district_population"
    kept = Kept("Einwohner der Ortsteile", Retention.PUBLIC)
    __table_args__ = (
        CheckConstraint("inhabitants >= 0", "inhabitants"),
        one_current("uq_district_population_current", "municipality_id", "district", "counted_on"),
    )

    municipality_id: Mapped[uuid.UUID] = mapped_column(refers_to(Municipality.id), index=True)
    district: Mapped[str] = clear("Ortsteil", String(200), purpose=COUNTED)
    counted_on: Mapped[date] = clear("Stand", Date, purpose=COUNTED)
    inhabitants: Mapped[int] = clear("Einwohner", Integer, purpose=COUNTED)
