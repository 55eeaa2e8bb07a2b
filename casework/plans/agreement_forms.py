"""The form about an agreement."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the types are one release behind
from wtforms.validators import DataRequired, Length, Optional

from casework.people.models import Person
from casework.plans.agreements import NO_INTERPRETER, SAID
from casework.vault.unreadable import is_unreadable
from casework.vocabulary.counselling import INTERPRETERS
from casework.vocabulary.languages import USUAL, language_choices, language_name
from casework.vocabulary.phrases.languages import sheet_choices
from casework.vocabulary.plans import AGREEMENT_OUTCOMES, DECLINED, SIGNED
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, OneOfField, as_choices

LONGEST_TEXT, LONGEST_LINE = 5000, 300


def _languages() -> list[SelectChoice]:
    usual = [(code, language_name(code)) for code in USUAL]
    others = [choice for choice in language_choices() if choice[0] not in USUAL]
    return [*as_choices([("", "–")]), *as_choices({"häufig": usual, "alle anderen": others})]


class AgreementForm(EditForm):
    """How a plan was agreed, or why it was declined."""

    agreed_on = DayField(_("Besprochen am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    outcome = OneOfField(_("Die Person hat den Plan"), [DataRequired()], choices=AGREEMENT_OUTCOMES.choices())
    reason = TextAreaField(
        _("Grund der Ablehnung"), [Length(max=LONGEST_TEXT)], description=_("Nur wenn abgelehnt wurde.")
    )
    present = StringField(
        _("Wer war dabei?"),
        [Optional(), Length(max=LONGEST_LINE)],
        description=_("Außer der Person und Ihnen, zum Beispiel Angehörige oder Ehrenamtliche."),
    )
    language = ChoiceField(_("Gesprochen in"), choices=_languages, default="")
    interpreter = ChoiceField(_("Sprachmittlung"), choices=INTERPRETERS.choices(), default=NO_INTERPRETER)
    copy_language = ChoiceField(
        _("Ausfertigung mitgegeben"),
        choices=[("", _("keine")), *sheet_choices()],
        default="",
    )

    @classmethod
    def as_usual(cls, person: Person, day: date) -> "AgreementForm":
        """Signed today, in the first language of the person."""
        spoken = None if is_unreadable(person.languages) else next(iter(person.languages or ()), None)
        return cls(data={"agreed_on": day, "outcome": SIGNED, "language": spoken or ""})

    def validate_reason(self, field: TextAreaField) -> None:
        """Whoever declines has a reason."""
        if self.outcome.data == DECLINED and not field.data:
            raise ValidationError(str(_("Bitte schreiben Sie auf, warum die Person den Plan ablehnt.")))

    def details(self) -> dict[str, Any]:
        """The agreement as `agreements.agree_plan` takes it; what does not open stays as it is."""
        return {
            name: getattr(self.shown, name) if self.leaves_unread(name) else self[name].data for name in SAID
        }
