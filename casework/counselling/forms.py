"""The form of a talk: what is asked every time is in sight, the rest folds away with its usual answers."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, SubmitField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.counselling.effort_forms import SpentField, spent_on
from casework.counselling.models import Consultation
from casework.counselling.presets import NO_INTERPRETER
from casework.counselling.statements import STATEMENTS, needs_somebody
from casework.vault.unreadable import NOT_READABLE, is_unreadable
from casework.vocabulary.counselling import (
    CASE_TALK,
    CONTACT_KINDS,
    FIELDS_OF_ACTION,
    INTERPRETERS,
    RESULTS,
    TALK_FORMS,
)
from casework.vocabulary.languages import USUAL, language_name, read_language
from casework.web.clock import ClockField
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, CountField, DayField, MinutesField, as_choices

LONGEST_TEXT = 50_000
LONGEST_LINE = 500
LONGEST_NAME = 100
FACTS = tuple(
    name for name in STATEMENTS if name not in {"topics", "topic_minutes", "case_manager_id", "language"}
)
"""What stands in the form as it is kept; people, topics and the language are put into words first."""
FOLDED_AWAY = (
    "further_topics",
    "result",
    "language",
    "interpreter",
    "starts_at",
    "place",
    "also_present",
    "is_confidential",
)
SPENT = {spent_on(topic): topic for topic in FIELDS_OF_ACTION.codes()}
"""The fields with the minutes of each topic, beside the topic in the folded part."""
WITHOUT_CASE = ("talk_form", "described_as", "headcount")
"""Folded away as well, unless the talk is a short contact, a group, or without a client."""


class ConsultationForm(EditForm):
    """A talk with people of a household and whoever is looked for, with a group, or with nobody named."""

    offered_languages: list[str]
    found_nobody = False

    talk_form = ChoiceField(_("Art"), choices=TALK_FORMS.choices(), default=CASE_TALK)
    described_as = StringField(
        _("Wer, in Worten"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Solange niemand mit Akte dabei ist; wird verschlossen aufbewahrt."),
    )
    headcount = CountField(_("Teilnehmende (bei einer Gruppe)"), [Optional()])
    present = ChecksField(_("Wer war dabei?"))
    person_words = StringField(
        _("Weitere Person suchen"),
        [Optional(), Length(max=LONGEST_LINE)],
        render_kw={"autocomplete": "off", "type": "search"},
    )
    look_up = SubmitField(_("Person suchen"))
    held_on = DayField(_("Datum"), [DataRequired(_("Bitte geben Sie an, wann das Gespräch war."))])
    minutes = MinutesField(_("Minuten"), [Optional()])
    contact_kind = ChoiceField(_("Kontakt"), [DataRequired()], choices=CONTACT_KINDS.choices())
    main_topic = ChoiceField(
        _("Hauptthema"),
        [DataRequired(_("Bitte wählen Sie das Hauptthema."))],
        choices=[("", _("bitte wählen")), *FIELDS_OF_ACTION.choices()],
    )
    content = TextAreaField(_("Inhalt"), [Optional(), Length(max=LONGEST_TEXT)])
    next_step = StringField(_("Nächster Schritt"), [Optional(), Length(max=LONGEST_LINE)])
    next_step_on = DayField(_("Wiedervorlage am"), [Optional()])
    further_topics = ChecksField(
        _("Weitere Themen"),
        choices=FIELDS_OF_ACTION.choices(),
        description=_("Auf Wunsch mit Minuten; was übrig bleibt, gehört zum Hauptthema."),
    )
    result = ChoiceField(_("Ergebnis"))
    language = StringField(_("Sprache"), [Optional(), Length(max=LONGEST_NAME)])
    interpreter = ChoiceField(_("Sprachmittlung"), choices=INTERPRETERS.choices(), default=NO_INTERPRETER)
    starts_at = ClockField(_("Beginn"), [Optional()])
    place = StringField(_("Ort"), [Optional(), Length(max=LONGEST_LINE)])
    also_present = StringField(
        _("Außerdem dabei"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Angehörige ohne Akte, Ehrenamtliche, Fachkräfte"),
    )
    is_confidential = BooleanField(
        _("vertraulich"), description=_("Inhalt, Themen, Ergebnis und nächsten Schritt sehen dann nur Sie.")
    )

    def __init__(self, data: dict[str, Any] | None = None, **options: Any) -> None:
        self._known_minutes: dict[str, int] | None = (data or {}).get("topic_minutes")
        spent = {spent_on(topic): minutes for topic, minutes in (self._known_minutes or {}).items()}
        super().__init__(data=(data or {}) | spent, **options)
        self.looked_for: str = self.person_words.data or ""
        self.is_looking_up = bool(self.looked_for or self.look_up.data)
        self.person_words.data = ""

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the talk is to be saved and nothing is wrong: looking for somebody saves nothing yet."""
        return not self.is_looking_up and bool(super().validate_on_submit(extra_validators))

    def offer(self, people: Iterable[tuple[str, str]], spoken: Sequence[str]) -> None:
        """Put the people who may have been there, and first their languages, into the lists."""
        self.present.choices = as_choices(people)
        stated = self.result.object_data
        as_stated = [(stated, stated)] if stated and stated not in RESULTS else []
        self.result.choices = as_choices([("", _("nicht angegeben")), *RESULTS.choices(), *as_stated])
        self.offered_languages = [language_name(code) for code in dict.fromkeys([*spoken, *USUAL])]

    def validate_present(self, field: Field) -> None:
        if not field.data and needs_somebody(self.talk_form.data, self.contact_kind.data):
            raise ValidationError(_("Bitte kreuzen Sie an, wer dabei war."))

    @property
    def present_ids(self) -> list[uuid.UUID]:
        """Who was there; what is no id is left for the check of the choices to refuse."""
        return [found for found in map(_read_id, self.present.data or []) if found is not None]

    @property
    def is_without_case(self) -> bool:
        """Whether it is a talk that need not name anybody, so that what belongs to it stands in sight."""
        told = self.described_as.data or self.headcount.data
        return bool(told) or not needs_somebody(self.talk_form.data, self.contact_kind.data)

    @property
    def something_folded_is_wrong(self) -> bool:
        """Whether the folded part must be open, so that its error is seen."""
        return any(self[name].errors for name in (*FOLDED_AWAY, *SPENT, *WITHOUT_CASE))

    def folded_words(self) -> str:
        """What the folded part says, so that nobody opens it only to look."""
        chosen = [FIELDS_OF_ACTION.label(code) for code in self.further_topics.data or []]
        if self.result.data:
            chosen.append(RESULTS.label(self.result.data))
        if self.language.data:
            chosen.append(self.language.data)
        if self.interpreter.data not in (None, NO_INTERPRETER):
            chosen.append(f"{self.interpreter.label.text}: {INTERPRETERS.label(self.interpreter.data)}")
        if self.starts_at.data and not self.starts_at.errors:
            chosen.append(f"{self.starts_at.data:%H:%M}")
        chosen += [self[name].data for name in ("place", "also_present") if self[name].data]
        if is_unreadable(self._known_minutes):
            chosen.append(str(_("Minuten der weiteren Themen: %(unreadable)s", unreadable=NOT_READABLE)))
        if self.is_confidential.data:
            chosen.append(str(self.is_confidential.label.text))
        return " · ".join(chosen)

    def details(self) -> dict[str, Any]:
        """The talk as the operations take it, without the people."""
        spent: Any = {topic: self[name].data for name, topic in SPENT.items() if self[name].data}
        if not spent:
            spent = self._known_minutes if is_unreadable(self._known_minutes) else None
        return {name: self[name].data or None for name in FACTS} | {
            "minutes": self.minutes.data,
            "topics": [self.main_topic.data, *(self.further_topics.data or [])],
            "topic_minutes": spent,
            "starts_at": self.starts_at.data,
            "language": read_language(self.language.data or ""),
            "is_confidential": self.is_confidential.data,
        }


for _name, _topic in SPENT.items():
    setattr(ConsultationForm, _name, SpentField(FIELDS_OF_ACTION.label(_topic)))


def as_known(talk: Consultation) -> dict[str, Any]:
    """What stands in the form when a documented talk is opened."""
    return {name: getattr(talk, name) for name in FACTS} | {
        "present": [str(person.leading.id) for person in talk.people()],
        "main_topic": talk.topics[0],
        "further_topics": talk.topics[1:],
        "topic_minutes": talk.topic_minutes,
        "language": language_name(talk.language or ""),
    }


def _read_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
