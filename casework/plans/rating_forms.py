"""The forms about how somebody's situation is: several fields of action at once, and one to be corrected."""

from collections.abc import Collection, Iterator
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length, Optional

from casework.plans.models import IntegrationPlan
from casework.plans.ratings import courses_of, level_words
from casework.vocabulary.counselling import FIELDS_OF_ACTION
from casework.vocabulary.plans import LEVELS
from casework.web.components import day
from casework.web.editions import EditForm
from casework.web.fields import ChoiceField, DayField
from casework.web.forms import BaseForm

LONGEST_TEXT = 2000
CHOICES = [("", "–"), *((code, level_words(code)) for code in LEVELS.codes())]
_WHICH_DAY = _("Bitte geben Sie den Tag an.")


class FieldsRated(BaseForm):
    """A form in which fields of action are rated: `level_WOH` beside `remark_WOH`."""

    def pairs(self, codes: Collection[str] | None = None) -> Iterator[tuple[str, Field, Field]]:
        """Level and words of each field of action that is asked, or of these alone, in the usual order."""
        for code in FIELDS_OF_ACTION.codes():
            if f"level_{code}" in self and (codes is None or code in codes):
                yield code, self[f"level_{code}"], self[f"remark_{code}"]

    def remember(self, plan: IntegrationPlan) -> None:
        """Say beside each field how it was rated last."""
        for course in courses_of(plan):
            name = f"level_{course.field_of_action}"
            if name in self:
                words, on = level_words(course.last.level), day(course.last.rated_on)
                self[name].description = _("zuletzt %(words)s am %(day)s", words=words, day=on)

    def rated(self) -> dict[str, tuple[str, str | None]]:
        """The ratings as `ratings.rate` takes them."""
        return {code: (level.data, remark.data) for code, level, remark in self.pairs() if level.data}

    def validate(self, extra_validators: Any = None) -> bool:
        """Also asks for a level where something was written."""
        extra = dict(extra_validators or {})
        for _code, level, remark in self.pairs():
            if remark.data and not level.data:
                extra[level.name] = [*extra.get(level.name, ()), _asks_for_level]
        return bool(super().validate(extra))


def _asks_for_level(_form: Any, _field: Any) -> None:
    raise ValidationError(str(_("Bitte wählen Sie auch einen Wert von 1 bis 5.")))


def rating_fields(codes: Collection[str]) -> dict[str, Any]:
    """The fields of a form in which these fields of action are rated."""
    found: dict[str, Any] = {}
    for code in codes:
        found[f"level_{code}"] = ChoiceField(FIELDS_OF_ACTION.label(code), choices=CHOICES, default="")
        found[f"remark_{code}"] = TextAreaField(_("Lage in Worten"), [Optional(), Length(max=LONGEST_TEXT)])
    return found


class _Dated(FieldsRated):
    rated_on = DayField(_("Eingeschätzt am"), [DataRequired(_WHICH_DAY)])


SituationForm: type[Any] = type("SituationForm", (_Dated,), rating_fields(FIELDS_OF_ACTION.codes()))
"""How the situation is in several fields of action on a day."""


class RatingForm(EditForm):
    """One rating, to be corrected."""

    level = ChoiceField(
        _("Einschätzung"), [DataRequired(_("Bitte wählen Sie einen Wert von 1 bis 5."))], choices=CHOICES[1:]
    )
    remark = TextAreaField(_("Lage in Worten"), [Optional(), Length(max=LONGEST_TEXT)])
    rated_on = DayField(_("Eingeschätzt am"), [DataRequired(_WHICH_DAY)])

    def details(self) -> dict[str, Any]:
        """The rating as `ratings.correct_rating` takes it; what does not open stays as it is."""
        return {
            name: getattr(self.shown, name) if self.leaves_unread(name) else self[name].data
            for name in ("level", "remark", "rated_on")
        }
