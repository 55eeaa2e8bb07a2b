"""Forms for the acts of housing: who, when, where to; and how an entry should have been."""

import uuid
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, StringField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from casework.errors import Refused
from casework.housing.hearings import HearingAnswer
from casework.housing.operations import Destination
from casework.housing.place_options import Choices, Wanted, place_value, read_place
from casework.housing.stays import DwellingEpisode
from casework.vocabulary.housing import DWELLING_FORMS, IN_ACCOMMODATION, STAGES
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

TEXT = [Optional(), Length(max=200)]
NO_PLACE = ("", _("keine Unterkunft"))
NOT_CHOSEN = ("", _("bitte wählen"))
STAYS = ("", _("bleibt, wie sie ist"))


class LookingForm(BaseForm):
    """A form in which one may look for something first; nothing is recorded by that, and nothing typed is lost."""

    def is_looking(self) -> bool:
        """Whether something is to be looked for."""
        return self.is_submitted() and "look" in request.form

    def looked(self) -> None:
        """What is remembered of what was looked for."""


class PlaceFields(LookingForm):
    """Where somebody lives: a house and perhaps a room, or another form with its district."""

    where = StringField(
        _("Unterkünfte eingrenzen"), TEXT, description=_("Ein Wort aus dem Namen von Haus oder Zimmer.")
    )
    narrowed = HiddenField()
    place = ChoiceField(_("Unterkunft und Zimmer"), [Optional()])
    form = ChoiceField(_("Wohnform"), [Optional()], choices=[STAYS, *DWELLING_FORMS.choices()])
    district = StringField(_("Ortsteil der Wohnung"), TEXT)

    more_places = 0
    without_place = NO_PLACE

    def offer_places(self, choices: Choices, more: int) -> None:
        """Put houses and rooms into the list, grouped by house; `more` were left out."""
        self.place.choices = as_choices({"": [self.without_place], **choices})
        self.more_places = more

    def is_looking(self) -> bool:
        """Also when other words stand there than the list was narrowed by."""
        return super().is_looking() or (
            self.is_submitted() and (self.where.data or "") != (self.narrowed.data or "")
        )

    def looked(self) -> None:
        """The same words sent again do not look once more."""
        super().looked()
        self.narrowed.data = self.where.data or ""

    def validate_form(self, field: Any) -> None:
        if field.data == IN_ACCOMMODATION and not self.place.data:
            raise ValidationError(_("Bitte wählen Sie, in welche Unterkunft."))
        if field.data not in ("", None, IN_ACCOMMODATION) and self.place.data:
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

    def destination(self) -> Destination | None:
        """Where they are to live, or None where the dwelling stays."""
        ids = read_place(self.place.data or "")
        if ids:
            return Destination(IN_ACCOMMODATION, *ids)
        if self.form.data:
            return Destination(self.form.data, district=self.district.data or None)
        return None


class WhoFields(LookingForm):
    """Whom an act is about, and on which day."""

    people = ChecksField(_("Wer?"), [DataRequired(_("Bitte wählen Sie mindestens eine Person."))])
    on = DayField(_("Am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    reason = StringField(_("Grund"), TEXT)

    def offer_people(self, people: list[tuple[str, str]]) -> None:
        """Put people into the list."""
        self.people.choices = as_choices(people)
        self.offered_people = [uuid.UUID(person_id) for person_id, _name in people]

    def asked_people(self) -> list[uuid.UUID]:
        """The ids that are checked; what is none is left out."""
        return [uuid.UUID(value) for value in self.people.data or [] if _is_id(value)]


class FindFields(WhoFields):
    """Further people, to be found and checked."""

    find = StringField(
        _("Weitere Person dazunehmen"), TEXT, description=_("Name, Aktenzeichen oder Geburtsdatum.")
    )

    found_for = ""

    def is_looking(self) -> bool:
        """Also when a name stands there that nobody looked for yet."""
        return super().is_looking() or (self.is_submitted() and bool(self.find.data))

    def looked(self) -> None:
        """Who was found stands in the list; the words are done with."""
        super().looked()
        self.found_for, self.find.data = self.find.data or "", ""


class LeaveForm(FindFields):
    """The day somebody leaves the town's care; the day itself is no longer counted."""

    def details(self) -> dict[str, Any]:
        """The act as `housing.operations.leave_together` takes it."""
        return {"on": self.on.data, "reason": self.reason.data}


class HearingFields(LookingForm):
    """Whether somebody was heard before a transfer; asked only where that is due, and never in the way."""

    heard_on = DayField(_("Anhörung erfolgt am"), [Optional()])
    waived_because = StringField(_("Anhörung nicht nötig, weil"), TEXT)

    hearing_due = 0

    def ask_hearing(self, due: int) -> None:
        """How many of those in the list must be heard before they are moved away."""
        self.hearing_due = due

    def hearing(self) -> HearingAnswer | None:
        """The answer, or None where nothing was said."""
        if not self.heard_on.data and not self.waived_because.data:
            return None
        return HearingAnswer(self.heard_on.data, self.waived_because.data or None)


class MoveFields(PlaceFields, WhoFields, HearingFields):
    """A new stage, a new dwelling, or both, from a day on."""

    stage = ChoiceField(_("Stufe"), [Optional()], choices=[STAYS, *STAGES.choices()])
    without_place = NOT_CHOSEN

    def wanted(self, homes: set[uuid.UUID]) -> Wanted:
        """What the list of places is to hold for those who are checked."""
        return Wanted(self.where.data or "", max(1, len(self.asked_people())), homes)

    def details(self) -> dict[str, Any]:
        """The act as `housing.operations.move_together` takes it."""
        return {
            "on": self.on.data,
            "stage": self.stage.data or None,
            "dwelling": self.destination(),
            "reason": self.reason.data,
            "hearing": self.hearing(),
        }


class MoveForm(FindFields, MoveFields):
    """A move of a household, or of people picked by hand."""


class ClearForm(MoveFields):
    """A move of those who live in a closing house, or their leaving."""

    leaves = BooleanField(
        _("Auszug ohne neue Wohnung"),
        description=_("Stufe und Wohnung enden; der Tag selbst zählt nicht mehr."),
    )

    def validate_leaves(self, field: Any) -> None:
        if field.data and (self.place.data or self.form.data or self.stage.data):
            raise ValidationError(
                _(
                    "Bitte entscheiden Sie sich: ein neuer Ort oder eine neue Stufe, oder der Auszug ohne beides."
                )
            )


class EntryFields(LookingForm, EditForm):
    """From when until when an entry holds."""

    starts_on = DayField(_("Von"), [DataRequired(_("Bitte geben Sie den ersten Tag an."))])
    ends_on = DayField(
        _("Bis"), [Optional()], description=_("Der Tag des Auszugs; leer lassen, wenn es weitergeht.")
    )

    def span(self) -> dict[str, Any]:
        """Both days."""
        return {"starts_on": self.starts_on.data, "ends_on": self.ends_on.data}


class StageEntryForm(EntryFields):
    """A stage as it should have been stated."""

    stage = ChoiceField(_("Stufe"), [DataRequired()], choices=STAGES.choices())

    def details(self) -> dict[str, Any]:
        """The entry as `housing.operations.correct` takes it."""
        return self.span() | {"facts": {"stage": self.stage.data}}


class DwellingEntryForm(EntryFields, PlaceFields):
    """A dwelling as it should have been stated."""

    form = ChoiceField(
        _("Wohnform"), [Optional()], choices=[("", _("Unterkunft wie oben")), *DWELLING_FORMS.choices()]
    )

    def details(self) -> dict[str, Any]:
        """The entry as `housing.operations.correct` takes it. Raises Refused when no place is chosen."""
        destination = self.destination()
        if destination is None:
            raise Refused("Bitte wählen Sie eine Unterkunft oder eine andere Wohnform.")
        return self.span() | {"facts": destination.facts}

    @staticmethod
    def as_stated(episode: DwellingEpisode) -> dict[str, Any]:
        """The entry as the form shows it."""
        house_id = episode.accommodation_id
        return {
            "place": place_value(house_id, episode.room_id) if house_id else "",
            "form": "" if house_id else episode.form,
            "district": "" if house_id else episode.district,
        }


def _is_id(value: str) -> bool:
    try:
        uuid.UUID(value)
    except ValueError:
        return False
    return True
