"""Forms for announced arrivals."""

import uuid
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.housing.arrival_models import PlannedArrival
from casework.housing.models import Accommodation, Room
from casework.vocabulary.housing import STAGES
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, CountField, DayField, as_choices
from casework.web.forms import BaseForm


class PlannedArrivalForm(EditForm):
    """Who is announced for when, by whom, and for which house places are kept."""

    expected_on = DayField(
        _("Erwartet am"), [DataRequired(_("Bitte geben Sie an, für welchen Tag sie angekündigt sind."))]
    )
    persons = CountField(
        _("Personen"), [InputRequired(_("Bitte geben Sie an, wie viele kommen.")), NumberRange(1, 10000)]
    )
    stage = ChoiceField(
        _("Stufe"),
        [DataRequired(_("Bitte wählen Sie die Stufe."))],
        choices=[("", _("bitte wählen")), *STAGES.choices()],
    )
    source = StringField(
        _("Angekündigt von"),
        [DataRequired(_("Bitte geben Sie die Stelle an.")), Length(max=200)],
        description=_("Zum Beispiel Regierungspräsidium, Landratsamt."),
    )
    announced_on = DayField(_("Angekündigt am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    place = ChoiceField(
        _("Plätze freihalten in"),
        [Optional()],
        description=_("Ohne Unterkunft wird nirgends ein Platz reserviert."),
    )
    remark = StringField(
        _("Hinweis"),
        [Optional(), Length(max=300)],
        description=_("Zum Beispiel „2 Familien, 1 Rollstuhl“; keine Namen."),
    )

    def offer_places(self, houses: list[tuple[Accommodation, Room | None]]) -> None:
        """Put houses and their rooms into the list, grouped by house."""
        groups: dict[str, list[tuple[str, str]]] = {"": [("", str(_("keine Unterkunft")))]}
        for house, room in houses:
            group = groups.setdefault(
                house.name, [(str(house.id), str(_("%(house)s, ohne Zimmer", house=house.name)))]
            )
            if room is not None and room.name:
                group.append((f"{house.id}/{room.id}", f"{house.name}, {room.name}"))
        self.place.choices = as_choices(groups)

    def details(self) -> dict[str, Any]:
        """The announcement as `housing.planned_arrivals` takes it."""
        house, _sep, room = (self.place.data or "").partition("/")
        names = ("announced_on", "expected_on", "persons", "stage", "source", "remark")
        return {name: self[name].data for name in names} | {
            "accommodation_id": uuid.UUID(house) if house else None,
            "room_id": uuid.UUID(room) if room else None,
        }

    @staticmethod
    def as_typed(arrival: PlannedArrival) -> dict[str, Any]:
        names = ("announced_on", "expected_on", "persons", "stage", "source", "remark")
        place = "/".join(str(one) for one in (arrival.accommodation_id, arrival.room_id) if one)
        return {name: getattr(arrival, name) for name in names} | {"place": place}


class ArrivedForm(BaseForm):
    """The day they came."""

    arrived_on = DayField(_("Angekommen am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
