"""The form by which data goes out to a partner: what of that which a consent covers, in which words, on which way."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import Length, Optional

from casework.referrals.transmission_models import Part
from casework.vocabulary.consents import DATA_CATEGORIES
from casework.vocabulary.referrals import CHANNELS
from casework.web.fields import ChoiceField, DayField
from casework.web.forms import BaseForm

LONGEST_PART = 5000


class SendForm(BaseForm):
    """Nothing goes out that was not shown word for word before: `seen` is the mark of what was shown."""

    categories: Sequence[str] = ()

    channel = ChoiceField(_("Auf welchem Weg?"), choices=CHANNELS.choices())
    feedback_due_on = DayField(_("Rückmeldung bis"), [Optional()])
    seen = HiddenField()

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """The box and the words of each category."""
        return [(self[f"take_{code}"], self[f"text_{code}"]) for code in self.categories]

    def parts(self) -> list[Part]:
        """What is ticked, in the words that stand beside it."""
        ticked = [code for code in self.categories if self[f"take_{code}"].data]
        return [Part(code, DATA_CATEGORIES.label(code), self[f"text_{code}"].data or "") for code in ticked]

    def validate(self, extra_validators: Any = None) -> bool:
        """What is ticked must say something, and something must be ticked."""
        is_valid = bool(super().validate(extra_validators))
        empty = [part.category for part in self.parts() if not part.value]
        for code in empty:
            field = self[f"text_{code}"]
            field.errors = [*field.errors, _("Bitte schreiben Sie, was die Stelle erfahren soll.")]
        left_out = [
            take for take, text in self.rows if not take.data and text.data != text.default and text.data
        ]
        for take in left_out:
            take.errors = [
                *take.errors,
                _("Sie haben dazu etwas geschrieben. Bitte kreuzen Sie es an, oder löschen Sie es."),
            ]
        if not self.parts():
            self.form_errors.append(str(_("Bitte kreuzen Sie an, welche Daten an die Stelle gehen sollen.")))
        return is_valid and not empty and not left_out and bool(self.parts())

    @property
    def was_seen(self) -> bool:
        """Whether exactly what the form now says was shown before."""
        return self.seen.data == self._mark()

    def show(self) -> None:
        """From here on it was shown."""
        self.seen.data = self._mark()

    def _mark(self) -> str:
        said = [[part.category, part.value] for part in self.parts()]
        told = json.dumps([said, self.channel.data], ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def send_form(categories: Sequence[str], known: Mapping[str, str]) -> type[SendForm]:
    """The form for the categories of a consent, ticked and filled in where something is known."""
    fields: dict[str, Any] = {"categories": tuple(categories)}
    for code in categories:
        label = DATA_CATEGORIES.label(code)
        fields[f"take_{code}"] = BooleanField(label, default=code in known)
        fields[f"text_{code}"] = TextAreaField(
            _("%(what)s: was die Stelle erfährt", what=label),
            [Optional(), Length(max=LONGEST_PART)],
            default=known.get(code, ""),
        )
    return type("SendFormOfConsent", (SendForm,), fields)
