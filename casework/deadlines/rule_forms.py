"""The form of a version of a rule: from when, how long, when it is shown, by which paragraph."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from casework.deadlines.rule_models import OwnRule
from casework.deadlines.rule_operations import CONTINUES, DETAILS
from casework.deadlines.rules import options_of
from casework.deadlines.versions import RuleVersion
from casework.errors import Refused
from casework.vocabulary.deadlines import (
    COUNTED_FROM,
    COUNTED_FROM_CHOICES,
    ENDS_BY_THE_FACTS,
    EXTENSION,
    EXTENSION_CHOICES,
    OPTION_LABELS,
    OPTIONS,
    PERIOD_UNITS,
    TITLE_EXPIRY,
    WERKTAGE,
    WERKTAGE_CHOICES,
)
from casework.vocabulary.lengths import LONGEST, read_lengths, words_of
from casework.vocabulary.residence import RESIDENCE_TITLES, is_residence_permit
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField, OneOfField
from casework.web.typed import TypedField

LONGEST_LINE, LONGEST_TEXT = 200, 1_000
_PERMITS = [choice for choice in RESIDENCE_TITLES.choices() if is_residence_permit(choice[0])]


class LengthsField(TypedField):
    """Lengths of time in a row, as people write them; kept as they are written."""

    def read(self, text: str) -> str:
        try:
            return words_of(read_lengths(text))
        except Refused as refused:
            raise ValueError(str(refused)) from None


class RuleForm(EditForm):
    """A version of the rule of one clock; what a clock has no use for is not asked."""

    applies_from = DayField(
        _("Gilt ab"),
        [DataRequired(_("Bitte geben Sie an, ab welchem Tag die Regel gilt."))],
        description=_("Für Fristen, die an diesem Tag oder später beginnen; frühere bleiben, wie sie sind."),
    )
    holds_for_running = BooleanField(
        _("gilt ausdrücklich auch für Fristen, die an diesem Tag schon laufen"),
        description=_("Diese werden neu gerechnet. Was vor diesem Tag abgelaufen ist, bleibt, wie es war."),
    )
    amount = IntegerField(
        _("Dauer"),
        [
            InputRequired(_("Bitte geben Sie an, wie lange die Frist dauert.")),
            NumberRange(1, LONGEST, _("Bitte eine Zahl von 1 bis 1.000 eingeben.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    unit = ChoiceField(_("Einheit"), choices=PERIOD_UNITS.choices())
    warn_before = LengthsField(
        _("Hinweise vor dem Ende"),
        [Optional()],
        description=_("Zum Beispiel „90, 60, 30 und 7 Tage“ oder „12, 6 und 3 Monate“. Leer: von Anfang an."),
    )
    working_days = OneOfField(OPTION_LABELS[WERKTAGE], choices=WERKTAGE_CHOICES.choices())
    counted_from = OneOfField(OPTION_LABELS[COUNTED_FROM], choices=COUNTED_FROM_CHOICES.choices())
    extension = OneOfField(OPTION_LABELS[EXTENSION], choices=EXTENSION_CHOICES.choices())
    continues_title = ChoiceField(
        _("Titel, der von Rechts wegen fortgilt"), choices=[("", _("keiner")), *_PERMITS]
    )
    continues_valid_on = DayField(_("wenn er gültig war am"), [Optional()])
    continues_until = DayField(_("gilt fort bis"), [Optional()])
    paragraph = StringField(
        _("Vorschrift"),
        [DataRequired(_("Bitte nennen Sie die Vorschrift.")), Length(max=LONGEST_LINE)],
        description=_("Zum Beispiel „§ 44 (2) AufenthG“. Sie steht bei jeder Frist."),
    )
    note = TextAreaField(
        _("Vermerk"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("Fundstelle, Erlass, Abstimmung."),
    )

    def about(self, clock: str) -> Self:
        """Ask only what a rule of this clock can say."""
        not_asked = {*OPTION_LABELS} - OPTIONS.get(clock, {}).keys()
        if clock in ENDS_BY_THE_FACTS:
            not_asked |= {"amount", "unit"}
        if clock != TITLE_EXPIRY:
            not_asked |= set(CONTINUES)
        for name in not_asked:
            del self[name]
        return self

    def details(self) -> dict[str, Any]:
        """The version as the operations take it."""
        said = {name: self[name].data for name in DETAILS if name in self}
        return said | {"options": {name: self[name].data for name in OPTION_LABELS if name in self}}

    @staticmethod
    def as_stated(row: OwnRule) -> dict[str, Any]:
        """An own rule as the form shows it."""
        return {name: getattr(row, name) for name in DETAILS} | options_of(row)

    @staticmethod
    def as_next(version: RuleVersion) -> dict[str, Any]:
        """What a new version begins with: all but the day, and titles that continue only by the version before."""
        return {
            "amount": version.length.amount,
            "unit": version.length.unit,
            "warn_before": words_of(version.warn_before),
            "paragraph": version.paragraph,
            **version.options,
        }
