"""The form of an intake: a list of people, and what is said once for all of them. Only one name is mandatory."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from flask import request
from flask_babel import gettext as _now
from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, FieldList, FormField, HiddenField, StringField, ValidationError
from wtforms.validators import Length, Optional

from casework.accounts.models import User
from casework.errors import Refused
from casework.housing.arrival_models import PlannedArrival
from casework.intake.line_forms import LineForm
from casework.intake.newcomers import EVERYBODY, FIRST_LINE, NOBODY, Intake, LineRefused, Newcomer, Title
from casework.intake.places import Places, destination
from casework.people.duplicates import Draft
from casework.people.names import meaningful
from casework.vocabulary.housing import STAGES
from casework.vocabulary.residence import NOTICES, RESIDENCE_TITLES
from casework.web.fields import ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

MOST_LINES = 30
LINES_AT_FIRST = 3
OF_PLACE = ("arrival", "on", "where", "narrowed", "place", "stage")
Lines = list[tuple[int, LineForm]]


class IntakeForm(BaseForm):
    """A family as it is typed; `newcomers()` and `intake()` give it as `intake.operations` takes it."""

    lines = FieldList(FormField(LineForm), _("Personen"), min_entries=LINES_AT_FIRST, max_entries=MOST_LINES)
    arrival = ChoiceField(
        _("Angekündigte Ankunft"),
        [Optional()],
        description=_("Stufe und Unterkunft der Ankündigung gelten, wo unten nichts gewählt ist."),
    )
    on = DayField(_("Angekommen am"), [Optional()])
    where = StringField(
        _("Unterkünfte eingrenzen"), [Optional(), Length(max=200)], description=_("Ein Wort genügt.")
    )
    narrowed = HiddenField()
    place = ChoiceField(_("Unterkunft und Zimmer"), [Optional()])
    stage = ChoiceField(_("Stufe"), [Optional()], choices=[("", _("wie die Unterkunft")), *STAGES.choices()])
    is_new_household = BooleanField(
        _("Neuer Haushalt, auch wenn jemand schon erfasst ist"),
        description=_("Sonst kommen alle in den Haushalt der Person, die schon erfasst ist."),
    )
    title = ChoiceField(
        _("Aufenthaltstitel"), [Optional()], choices=[("", _("keiner")), *RESIDENCE_TITLES.choices()]
    )
    title_from = DayField(_("gültig von"), [Optional()])
    title_until = DayField(_("gültig bis"), [Optional()])
    notice = ChoiceField(_("Bescheid"), [Optional()], choices=[("", _("keiner")), *NOTICES.choices()])
    served_on = DayField(_("zugestellt am"), [Optional()])
    final_on = DayField(_("unanfechtbar seit"), [Optional()])
    cases = ChoiceField(
        _("Fall führen für"),
        default=EVERYBODY,
        choices=[
            (EVERYBODY, _("jede Person")),
            (FIRST_LINE, _("nur die Person in der ersten Zeile")),
            (NOBODY, _("noch niemanden")),
        ],
    )
    cases_from = DayField(_("Fall ab"), [Optional()])
    case_manager_id = ChoiceField(_("Zuständig"), [Optional()])

    def offer(self, managers: Iterable[User]) -> None:
        """Put those who may lead a case into the list."""
        named = [(str(user.id), user.name) for user in managers]
        self.case_manager_id.choices = as_choices([("", _("noch niemand")), *named])

    def offer_places(self, places: Places | None) -> None:
        """Put announced arrivals, houses and rooms into their lists; without any the form does not ask where."""
        self.places = places
        if places is None:
            for name in OF_PLACE:
                del self[name]
            for line in self.lines:
                del line.form["room"]
            return
        self.arrival.choices = as_choices(
            [("", _("keine"))] + [(str(a.id), _announced(a)) for a in places.arrivals]
        )
        self.place.choices = as_choices(places.choices)

    def is_looking(self) -> bool:
        """Whether a further line or other places are asked for; nothing is recorded by that, nothing typed is lost."""
        if not self.is_submitted():
            return False
        narrowed = "where" in self and (self.where.data or "") != (self.narrowed.data or "")
        return bool({"more", "look"} & request.form.keys()) or narrowed

    def looked(self) -> None:
        """The further line that was asked for; the same words sent again do not look once more."""
        if "more" in request.form and len(self.lines) < MOST_LINES:
            self.lines.append_entry()
            if "room" not in self.lines[0].form:
                del self.lines[-1].form["room"]
        if "where" in self:
            self.narrowed.data = self.where.data or ""

    def filled(self) -> Lines:
        """The lines in which somebody stands, by their place in the list."""
        return [(number, line.form) for number, line in enumerate(self.lines) if not line.form.is_blank]

    def spare_line(self) -> LineForm:
        """A line as it is added in the browser."""
        line = LineForm(formdata=None, prefix=f"{self.lines.name}-__n__-")
        if self.places is None:
            del line["room"]
        return line

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Somebody must stand in the list, everybody with a name, and born by the day they came."""
        fine = bool(super().validate(extra_validators))
        for name, sentence in self._missing():
            if not self[name].errors:
                self.blame(name, Refused(sentence))
        for number, name, sentence in self._wrong_lines():
            self.blame_line(number, name, sentence)
        return fine and not self.errors

    def _says_where(self) -> bool:
        """Whether anything is said of stage or dwelling, which needs the day of arrival."""
        return "on" in self and bool(self.place.data or self.stage.data or self.arrival.data)

    def validate_title_until(self, field: Field) -> None:
        if field.data and self.title_from.data and field.data < self.title_from.data:
            raise ValidationError(_now("Das Ende des Titels liegt vor seinem Beginn."))

    def _missing(self) -> Iterator[tuple[str, str]]:
        """What is needed because of something else that was said: the field with the sentence."""
        has_notice = self.notice.data or self.served_on.data or self.final_on.data
        if has_notice and not self.title.data:
            yield (
                "title",
                _now("Bitte wählen Sie den Titel, zu dem der Bescheid gehört; „ungeklärt“ ist möglich."),
            )
        if self.title.data and not self.title_from.data:
            yield "title_from", _now("Bitte geben Sie den ersten Tag des Titels an.")
        if self._says_where() and not self.on.data:
            yield "on", _now("Bitte geben Sie den Tag der Ankunft an.")

    def _wrong_lines(self) -> Iterator[tuple[int, str, str]]:
        """What is wrong in the list as a whole: the line, the field and the sentence."""
        if not self.filled():
            yield 0, "family_name", _now("Bitte geben Sie wenigstens einen Namen an.")
        came_on = self.on.data if self._says_where() else None
        for newcomer in self.newcomers():
            said = newcomer.details
            if not meaningful(said["family_name"]) and not meaningful(said["given_names"]):
                yield newcomer.line, "family_name", _now("Bitte geben Sie wenigstens einen Namen an.")
            if came_on and said["birth_date"] and said["birth_date"].earliest() > came_on:
                yield newcomer.line, "birth_date", _now("Das ist erst nach dem Tag der Ankunft.")

    def blame_line(self, number: int, field_name: str | None, sentence: object) -> None:
        """Say at a line, or at a field in it, what is wrong there."""
        line = self.lines[number].form
        field = line[field_name or "family_name"]
        field.errors = [*field.errors, str(sentence)]
        self.lines.errors = [entry.errors for entry in self.lines]

    def blame_for(self, refusal: LineRefused) -> None:
        """Say at its line what an operation refused."""
        self.blame_line(refusal.line, refusal.field, refusal)

    def drafts(self) -> dict[int, Draft]:
        """Everybody in the list as far as they are described; what cannot be read yet says nothing."""
        return {newcomer.line: newcomer.draft for newcomer in self.newcomers()}

    def answered(self) -> dict[int, set[str]]:
        """By line, of whom it was said whether they are the same person."""
        return {number: line.answered() for number, line in self.filled()}

    def newcomers(self) -> list[Newcomer]:
        """Everybody in the list, with what they take from the lines above."""
        found: list[Newcomer] = []
        first: dict[str, Any] = {}
        for number, line in self.filled():
            above = found[-1].details["family_name"] if found else None
            details = line.details(first | {"family_name": above})
            first = first or details
            found.append(
                Newcomer(
                    number,
                    details,
                    case_number=line.case_number.data or None,
                    same_as=line.answer(),
                    room=line.room.data or None if "room" in line else None,
                    title=line.own_title(self.shared_title()),
                )
            )
        return found

    def shared_title(self) -> Title | None:
        """The title of everybody, if one was chosen."""
        if not self.title.data or self.title_from.data is None:
            return None
        notice = self.notice.data
        remark = f"Bescheid: {NOTICES.label(notice)}" if notice else None
        days = (self.title_from.data, self.title_until.data, self.served_on.data, self.final_on.data)
        return Title(self.title.data, *days, remark)

    def intake(self, today: date) -> Intake:
        """What holds for everybody; a case is led from today unless told."""
        manager = self.case_manager_id.data
        of_place: dict[str, Any] = {}
        if "place" in self:
            arrival = self.arrival.data
            of_place = {
                "on": self.on.data,
                "stage": self.stage.data or None,
                "dwelling": destination(self.place.data or ""),
                "arrival_id": uuid.UUID(arrival) if arrival else None,
            }
        return Intake(
            is_new_household=self.is_new_household.data,
            cases=self.cases.data,
            cases_from=self.cases_from.data or today,
            case_manager_id=uuid.UUID(manager) if manager else None,
            **of_place,
        )


def _announced(arrival: PlannedArrival) -> str:
    house = arrival.accommodation.name if arrival.accommodation else ""
    room = arrival.room.name if arrival.room else ""
    place = ", ".join(part for part in (house, room) if part)
    words = f"{arrival.expected_on:%d.%m.%Y} · {arrival.persons} · {arrival.stage} · {arrival.source}"
    return f"{words} · {place}" if place else words
