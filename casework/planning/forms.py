"""Forms for reported stocks, for what a year's quota is worked out from, and for looking ahead."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import Field, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError

from casework.database.moments import today
from casework.database.turns import last_recorded_at
from casework.housing.models import Accommodation
from casework.planning.models import QuotaYear, ReportedStock
from casework.planning.quota import DETAILS as QUOTA_DETAILS
from casework.planning.reported_stocks import DETAILS as REPORT_DETAILS
from casework.vocabulary.housing import STAGES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, CountField, DayField, MomentField, as_choices
from casework.web.forms import BaseForm

MANY = 100_000_000


class ReportForm(EditForm):
    """A number another office reported for a day."""

    stage = ChoiceField(
        _("Stufe"),
        [DataRequired(_("Bitte wählen Sie die Stufe."))],
        choices=[("", _("bitte wählen")), *STAGES.choices()],
    )
    persons = CountField(
        _("Personen"), [InputRequired(_("Bitte geben Sie die gemeldete Zahl an.")), NumberRange(0, MANY)]
    )
    reported_on = DayField(
        _("Stichtag"), [DataRequired(_("Bitte geben Sie an, für welchen Tag die Zahl gilt."))]
    )
    source = StringField(
        _("Gemeldet von"),
        [DataRequired(_("Bitte geben Sie die Stelle an.")), Length(max=200)],
        description=_("Zum Beispiel Landratsamt, Jugendamt."),
    )
    received_on = DayField(_("Eingegangen am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    accommodation_id = ChoiceField(_("Unterkunft aus unserer Liste"), [Optional()])
    place = StringField(
        _("oder anderer Ort"),
        [Optional(), Length(max=200)],
        description=_("Zum Beispiel „Wohngruppen im Kreis“; leer, wenn die Zahl für die ganze Kommune gilt."),
    )
    ends_on = DayField(
        _("Gilt nicht mehr ab"),
        [Optional()],
        description=_("Leer lassen: Sie gilt bis zur nächsten Meldung für Stufe und Ort."),
    )

    def offer_houses(self, houses: Iterable[Accommodation]) -> None:
        """Put our houses into the list."""
        self.accommodation_id.choices = as_choices(
            [("", _("keine")), *((str(house.id), house.name) for house in houses)]
        )

    def validate_place(self, field: Field) -> None:
        if field.data and self.accommodation_id.data:
            raise ValidationError(_("Bitte entweder eine Unterkunft wählen oder einen Ort eintragen."))

    def details(self) -> dict[str, Any]:
        """The report as `planning.reported_stocks` takes it."""
        house = self.accommodation_id.data
        said = {name: self[name].data for name in REPORT_DETAILS}
        return said | {"accommodation_id": uuid.UUID(house) if house else None}

    @staticmethod
    def as_typed(report: ReportedStock) -> dict[str, Any]:
        house = report.accommodation_id
        said = {name: getattr(report, name) for name in REPORT_DETAILS}
        return said | {"accommodation_id": str(house) if house else ""}


class QuotaForm(EditForm):
    """What the quota of a year is worked out from."""

    year = CountField(_("Jahr"), [InputRequired(_("Bitte geben Sie das Jahr an.")), NumberRange(1990, 2100)])
    town_population = CountField(
        _("Einwohner der Gemeinde"),
        [InputRequired(_("Bitte geben Sie die Einwohnerzahl an.")), NumberRange(1, MANY)],
        description=_("Am 30. Juni des Vorjahres."),
    )
    district_population = CountField(
        _("Einwohner des Kreises"),
        [InputRequired(_("Bitte geben Sie die Einwohnerzahl an.")), NumberRange(1, MANY)],
        description=_("Am 30. Juni des Vorjahres."),
    )
    district_allocations = CountField(
        _("Zuteilungen im Kreis"),
        [
            InputRequired(_("Bitte geben Sie an, wie viele Personen zu verteilen waren.")),
            NumberRange(0, MANY),
        ],
        description=_("Personen, die im Jahr auf die Gemeinden des Kreises zu verteilen sind."),
    )
    credit = CountField(
        _("Anrechnung"),
        [Optional(), NumberRange(0, MANY)],
        description=_(
            "Plätze der vorläufigen Unterbringung in der Gemeinde, soweit der Kreis sie anrechnet."
        ),
    )
    allocated = CountField(
        _("Ist laut Landratsamt"),
        [Optional(), NumberRange(0, MANY)],
        description=_("Leer lassen: Dann zählen die Eintritte in die Stufe AU."),
    )
    source = StringField(
        _("Grundlage"), [Optional(), Length(max=200)], description=_("Zum Beispiel Schreiben vom 12.01.")
    )

    def details(self) -> dict[str, Any]:
        """The year as `planning.quota` takes it."""
        return {name: self[name].data for name in QUOTA_DETAILS}

    @staticmethod
    def as_typed(row: QuotaYear) -> dict[str, Any]:
        return {name: getattr(row, name) for name in QUOTA_DETAILS}


class OutlookForm(BaseForm):
    """Ahead of which evening one looks, and with which knowledge; it only asks, so it needs no token."""

    class Meta(BaseForm.Meta):
        """A form that changes nothing."""

        csrf = False

    on = DayField(_("Am Abend des"), id="filter-on")
    known_at = MomentField(_("Wissensstand"), name="as_known_at", id="filter-as_known_at")

    def __init__(self) -> None:
        super().__init__(formdata=request.args)

    def asked(self) -> tuple[date, datetime] | None:
        """The evening and the moment; None once something in it was refused."""
        if not self.validate():
            return None
        return self.on.data or today(), self.known_at.data or last_recorded_at()
