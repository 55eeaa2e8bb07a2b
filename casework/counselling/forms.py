"""The form of a talk: what is asked every time is in sight, the rest folds away with its usual answers."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from casework.counselling.models import Consultation
from casework.vocabulary.counselling import CONTACT_KINDS, FIELDS_OF_ACTION, INTERPRETERS, RESULTS
from casework.vocabulary.languages import USUAL, language_name, read_language
from casework.web.editions import EditForm
from casework.web.fields import ChecksField, ChoiceField, DayField, MinutesField, as_choices

LONGEST_TEXT = 50_000
LONGEST_LINE = 500
LONGEST_NAME = 100
NO_INTERPRETER = "NONE"
FOLDED_AWAY = ("further_topics", "result", "language", "interpreter", "is_confidential")


class ConsultationForm(EditForm):
    """A talk with one or several people of a household."""

    offered_languages: list[str]

    present = ChecksField(_("Wer war dabei?"))
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
    further_topics = ChecksField(_("Weitere Themen"), choices=FIELDS_OF_ACTION.choices())
    result = ChoiceField(_("Ergebnis"))
    language = StringField(_("Sprache"), [Optional(), Length(max=LONGEST_NAME)])
    interpreter = ChoiceField(_("Sprachmittlung"), choices=INTERPRETERS.choices(), default=NO_INTERPRETER)
    is_confidential = BooleanField(
        _("vertraulich"), description=_("Inhalt, Themen, Ergebnis und nächsten Schritt sehen dann nur Sie.")
    )

    def offer(self, people: Iterable[tuple[str, str]], spoken: Sequence[str]) -> None:
        """Put the people who may have been there, and first their languages, into the lists."""
        self.present.choices = as_choices(people)
        stated = self.result.object_data
        as_stated = [(stated, stated)] if stated and stated not in RESULTS else []
        self.result.choices = as_choices([("", _("nicht angegeben")), *RESULTS.choices(), *as_stated])
        self.offered_languages = [language_name(code) for code in dict.fromkeys([*spoken, *USUAL])]

    def validate_present(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie an, wer dabei war."))

    @property
    def present_ids(self) -> list[uuid.UUID]:
        """Who was there."""
        return [uuid.UUID(person_id) for person_id in self.present.data or []]

    @property
    def something_folded_is_wrong(self) -> bool:
        """Whether the folded part must be open, so that its error is seen."""
        return any(self[name].errors for name in FOLDED_AWAY)

    def folded_words(self) -> str:
        """What the folded part says, so that nobody opens it only to look."""
        chosen = [FIELDS_OF_ACTION.label(code) for code in self.further_topics.data or []]
        if self.result.data:
            chosen.append(RESULTS.label(self.result.data))
        if self.language.data:
            chosen.append(self.language.data)
        if self.interpreter.data not in (None, NO_INTERPRETER):
            chosen.append(f"{self.interpreter.label.text}: {INTERPRETERS.label(self.interpreter.data)}")
        if self.is_confidential.data:
            chosen.append(str(self.is_confidential.label.text))
        return " · ".join(chosen)

    def details(self) -> dict[str, Any]:
        """The talk as the operations take it, without the people."""
        names = (
            "held_on",
            "minutes",
            "contact_kind",
            "language",
            "interpreter",
            "content",
            "result",
            "next_step",
            "next_step_on",
            "is_confidential",
        )
        topics = [self.main_topic.data, *(self.further_topics.data or [])]
        return {name: self[name].data or None for name in names} | {
            "minutes": self.minutes.data,
            "topics": topics,
            "language": read_language(self.language.data or ""),
            "is_confidential": self.is_confidential.data,
        }


def as_known(talk: Consultation) -> dict[str, Any]:
    """What stands in the form when a documented talk is opened."""
    names = (
        "held_on",
        "minutes",
        "contact_kind",
        "interpreter",
        "content",
        "result",
        "next_step",
        "next_step_on",
        "is_confidential",
        "language",
    )
    return {name: getattr(talk, name) for name in names} | {
        "present": [str(person.leading.id) for person in talk.people()],
        "main_topic": talk.topics[0],
        "further_topics": talk.topics[1:],
        "language": language_name(talk.language or ""),
    }
