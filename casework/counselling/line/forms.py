"""The line with the form of a talk below it: one form, sent as one."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, TextAreaField
from wtforms.validators import Length, Optional

from casework.counselling.forms import LONGEST_TEXT, ConsultationForm
from casework.partners.models import Partner
from casework.partners.queries import by_kind
from casework.web.fields import ChoiceField, as_choices, field_kind

NOT_OF_THE_TALK = frozenset({"line", "person_words", "look_up"})


class LineForm(ConsultationForm):
    """A talk by line: the same fields as in any talk, and to whom somebody is referred at once."""

    line = TextAreaField(
        _("Gespräch in einer Zeile"),
        [Optional(), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 1, "autocomplete": "off"},
    )
    partner_id = ChoiceField(
        _("Vermitteln an"),
        default="",
        description=_(
            "Vorbereitet wird die Vermittlung aller angekreuzten Personen, mit Rückmeldung bis zur Wiedervorlage. "
            "Steht die Stelle nicht in der Liste, nennen Sie sie in der Zeile, zum Beispiel „>Jobcenter“."
        ),
    )

    def offer_partners(self, partners: Iterable[Partner]) -> None:
        """Put the partners into the list, by kind."""
        groups: dict[str, list[tuple[str, str]]] = {"": [("", str(_("niemanden")))]}
        self.partner_id.choices = as_choices(groups | by_kind(partners))

    def changed_by_hand(self, derived: "LineForm") -> list[Field]:
        """The fields of this form, as it was sent, that say something else than the form they were filled in from."""
        return [
            sent
            for sent in self
            if sent.name not in NOT_OF_THE_TALK
            and field_kind(sent) != "hidden"
            and (getattr(sent, "process_errors", None) or _said(sent) != _said(derived[sent.name]))
        ]


def _said(field: Field) -> Any:
    """What a field says; nothing is nothing, however it is written, and a list has no order."""
    data = field.data
    if isinstance(data, list):
        return sorted(map(str, data))
    if isinstance(data, dict):
        return {name: value for name, value in data.items() if value}
    return data or None
