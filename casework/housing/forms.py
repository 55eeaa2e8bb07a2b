"""Forms for moves, corrections, houses, rooms and blocked places."""

import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, IntegerField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.housing.houses import HOUSE_DATA
from casework.housing.models import Accommodation
from casework.housing.operations import Destination
from casework.housing.places import HouseOccupancy, RoomOccupancy
from casework.vocabulary.housing import (
    ACCOMMODATION_KINDS,
    BLOCKING_REASONS,
    DWELLING_FORMS,
    IN_ACCOMMODATION,
    NO_CONSTRAINT,
    ROOM_CONSTRAINTS,
    STAGES,
    TENURES,
)
from casework.web.fields import AmountField, ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

TEXT = [Optional(), Length(max=200)]
HOUSE, ROOM = "house", "room"


class PeopleForm(BaseForm):
    """Whom an act is about: the household, everybody checked unless unchecked."""

    people = ChecksField(_("Wer?"), [DataRequired(_("Bitte wählen Sie mindestens eine Person."))])
    on = DayField(_("Am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    reason = StringField(_("Grund"), TEXT)

    def offer_people(self, people: list[tuple[str, str]]) -> None:
        """Put the household into the list."""
        self.people.choices = as_choices(people)

    def chosen_people(self) -> list[uuid.UUID]:
        """The ids of those who are checked."""
        return [uuid.UUID(person_id) for person_id in self.people.data or []]


class MoveForm(PeopleForm):
    """A new stage, a new dwelling, or both, from a day on."""

    stage = ChoiceField(_("Stufe"), [Optional()], choices=[("", _("bleibt, wie sie ist")), *STAGES.choices()])
    form = ChoiceField(
        _("Wohnform"), [Optional()], choices=[("", _("bleibt, wie sie ist")), *DWELLING_FORMS.choices()]
    )
    place = ChoiceField(
        _("Unterkunft und Zimmer"),
        [Optional()],
        description=_("Häuser und Zimmer, die an diesem Tag in Betrieb sind, mit ihren freien Plätzen."),
    )
    district = StringField(_("Ortsteil der Wohnung"), TEXT)

    def offer_places(self, places: dict[str, list[tuple[str, str]]]) -> None:
        """Put houses and rooms into the list, grouped by house."""
        self.place.choices = as_choices({"": [("", _("keine Unterkunft"))], **places})

    def validate_form(self, field: Any) -> None:
        if field.data == IN_ACCOMMODATION and not self.place.data:
            raise ValidationError(_("Bitte wählen Sie, in welche Unterkunft."))
        if field.data != IN_ACCOMMODATION and self.place.data:
            raise ValidationError(
                _(
                    "Oben ist eine Unterkunft gewählt. Bitte entscheiden Sie sich für die Unterkunft oder diese Form."
                )
            )

    def validate_district(self, _field: Any) -> None:
        if self.place.data:
            raise ValidationError(
                _("Der Ortsteil steht bei der Unterkunft selbst. Bitte lassen Sie dieses Feld leer.")
            )
        if not self.form.data:
            raise ValidationError(_("Bitte wählen Sie auch die Wohnform."))

    def details(self) -> dict[str, Any]:
        """The act as `housing.operations.move_together` takes it."""
        return {
            "on": self.on.data,
            "stage": self.stage.data or None,
            "dwelling": self.destination(),
            "reason": self.reason.data,
        }

    def destination(self) -> Destination | None:
        """Where they are to live, or None where the dwelling stays."""
        kind, _sep, place_id = (self.place.data or "").partition(":")
        if place_id:
            house, _sep, room = place_id.partition("/")
            return Destination(IN_ACCOMMODATION, uuid.UUID(house), uuid.UUID(room) if kind == ROOM else None)
        if self.form.data:
            return Destination(self.form.data, district=self.district.data or None)
        return None


class LeaveForm(PeopleForm):
    """The day somebody leaves the town's care; the day itself is no longer counted."""

    def details(self) -> dict[str, Any]:
        """The act as `housing.operations.leave_together` takes it."""
        return {"on": self.on.data, "reason": self.reason.data}


class EndForm(BaseForm):
    """The real end of an entry, or none."""

    ends_on = DayField(
        _("Bis"), [Optional()], description=_("Der Tag des Auszugs; leer lassen, wenn es weitergeht.")
    )


class AccommodationForm(BaseForm):
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
    version = HiddenField()

    def details(self) -> dict[str, Any]:
        """The data as `housing.houses` takes them."""
        return {field.name: field.data for field in self if field.name not in ("version", "csrf_token")}

    @staticmethod
    def as_typed(house: Accommodation) -> dict[str, Any]:
        return {name: getattr(house, name) for name in (*HOUSE_DATA, "version")}


class RoomForm(BaseForm):
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


def place_choices(houses: Iterable[HouseOccupancy]) -> dict[str, list[tuple[str, str]]]:
    """Houses and their rooms in operation as grouped options, with what is free; a house goes without a room too."""
    return {
        house.name: [
            (
                f"{HOUSE}:{house.accommodation_id}",
                _("%(house)s, ohne Zimmer · %(free)s frei", house=house.name, free=house.free_gross),
            ),
            *(
                (f"{ROOM}:{house.accommodation_id}/{room.room_id}", _room_words(house.name, room))
                for room in house.rooms
                if room.operates and room.name
            ),
        ]
        for house in houses
    }


def _room_words(house: str, room: RoomOccupancy) -> str:
    words = [f"{house}, {room.name}", str(_("%(free)s frei", free=room.free_gross))]
    if room.constraint != NO_CONSTRAINT:
        words.append(ROOM_CONSTRAINTS.label(room.constraint))
    return " · ".join(words)
