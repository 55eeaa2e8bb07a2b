"""Forms for houses, rooms and blocked places."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.housing.houses import HOUSE_DATA
from casework.housing.models import Accommodation, RoomOperation
from casework.vocabulary.housing import (
    ACCOMMODATION_KINDS,
    BLOCKING_REASONS,
    ROOM_CONSTRAINTS,
    TENURES,
)
from casework.web.editions import EditForm
from casework.web.fields import AmountField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

TEXT = [Optional(), Length(max=200)]


class AccommodationForm(EditForm):
    """What is known of a house."""

    name = StringField(
        _("Name"), [DataRequired(_("Bitte geben Sie der Unterkunft einen Namen.")), Length(max=200)]
    )
    kind = ChoiceField(_("Art"), [DataRequired()], choices=ACCOMMODATION_KINDS.choices())
    operator = StringField(_("Träger"), TEXT)
    street = StringField(_("Straße"), TEXT)
    postcode = StringField(_("PLZ"), [Optional(), Length(max=10)])
    town = StringField(_("Ort"), TEXT)
    district = StringField(_("Ortsteil"), TEXT)
    tenure = ChoiceField(_("Besitz"), [Optional()], choices=[("", _("nicht angegeben")), *TENURES.choices()])
    lease_ends_on = DayField(_("Mietende"), [Optional()])
    area_m2 = AmountField(
        _("Wohn- und Schlaffläche in m²"),
        [Optional(), NumberRange(0, 10_000_000)],
        description=_("Des ganzen Hauses; nur nötig, wenn sie nicht bei den Zimmern steht."),
    )

    def details(self) -> dict[str, Any]:
        """The data as `housing.houses` takes them."""
        return {name: self[name].data for name in HOUSE_DATA}

    @staticmethod
    def as_typed(house: Accommodation) -> dict[str, Any]:
        return {name: getattr(house, name) for name in HOUSE_DATA}


class RoomForm(EditForm):
    """What a room offers from a day on."""

    name = StringField(
        _("Zimmer"),
        [Length(max=100)],
        description=_("Leer lassen, wenn die Plätze für das ganze Haus gelten."),
    )
    places = IntegerField(
        _("Plätze"), [InputRequired(_("Bitte geben Sie die Plätze an.")), NumberRange(0, 10000)]
    )
    area_m2 = AmountField(_("Fläche in m²"), [Optional(), NumberRange(0, 100000)])
    constraint = ChoiceField(_("Bestimmung"), [DataRequired()], choices=ROOM_CONSTRAINTS.choices())
    starts_on = DayField(_("Betrieb ab"), [DataRequired(_("Bitte geben Sie an, ab wann das gilt."))])
    ends_on = DayField(_("Betrieb bis"), [Optional()], description=_("Der erste Tag außer Betrieb."))

    @classmethod
    def as_offered(cls, name: str, offer: RoomOperation | None, day: date) -> "RoomForm":
        """Opened on a day with what the room of this name offers, if it offers anything."""
        offered = ("places", "area_m2", "constraint", "ends_on")
        known = {column: getattr(offer, column) for column in offered} if offer else {}
        form = cls(data={"name": name, "starts_on": day, **known})
        return form.of(offer, *offered) if offer else form

    def details(self) -> dict[str, Any]:
        """What the room offers as `housing.houses.state_operation` takes it."""
        names = ("starts_on", "ends_on", "places", "area_m2", "constraint")
        return {name: self[name].data for name in names}


class BlockForm(BaseForm):
    """Places that cannot be used, from when until when, and why."""

    room_id = ChoiceField(_("Zimmer"), [DataRequired()])
    places = IntegerField(_("gesperrte Plätze"), [InputRequired(), NumberRange(1, 10000)])
    starts_on = DayField(_("ab"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(
        _("bis"), [Optional()], description=_("Der erste Tag, an dem die Plätze wieder frei sind.")
    )
    reason = ChoiceField(_("Sperrgrund"), [DataRequired()], choices=BLOCKING_REASONS.choices())

    def details(self) -> dict[str, Any]:
        """The block as `housing.houses.block_places` takes it."""
        return {name: self[name].data for name in ("places", "starts_on", "ends_on", "reason")}

    def offer_rooms(self, rooms: list[tuple[str, str]]) -> None:
        """Put the rooms of the house into the list."""
        self.room_id.choices = as_choices(rooms)


class EmergencyForm(BaseForm):
    """Extra beds beyond what a room offers, from when until when."""

    room_id = ChoiceField(_("Zimmer"), [DataRequired()])
    places = IntegerField(_("Notplätze"), [InputRequired(), NumberRange(1, 10000)])
    starts_on = DayField(_("ab"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(_("bis"), [Optional()], description=_("Der erste Tag ohne Notbelegung."))

    def details(self) -> dict[str, Any]:
        """The emergency places as `housing.emergencies.activate` takes them."""
        return {name: self[name].data for name in ("places", "starts_on", "ends_on")}

    def offer_rooms(self, rooms: list[tuple[str, str]]) -> None:
        """Put the rooms of the house into the list."""
        self.room_id.choices = as_choices(rooms)
