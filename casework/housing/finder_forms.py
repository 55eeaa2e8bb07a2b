"""The question put to the place finder; it stands in the address, so that it can be shared and asked again."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, IntegerField
from wtforms.validators import DataRequired, NumberRange, Optional

from casework.housing.finder import Heads, Sought
from casework.people.cards import Card
from casework.vocabulary.housing import STAGES
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm

A_NUMBER = [Optional(), NumberRange(0, 500, _("Bitte eine Zahl von 0 bis 500 eingeben."))]
NUMBERS = ("women", "men", "children")


class FinderForm(BaseForm):
    """Who needs a place, when, and what the place must offer."""

    people = ChecksField(_("Für wen?"), [Optional()])
    women = IntegerField(_("Frauen"), A_NUMBER)
    men = IntegerField(_("Männer"), A_NUMBER)
    children = IntegerField(_("Kinder"), A_NUMBER)
    apart = BooleanField(_("Sie reisen allein und gehören nicht zusammen."))
    on = DayField(_("Am"), [DataRequired(_("Bitte geben Sie den Tag an."))])
    stage = ChoiceField(_("Stufe"), [Optional()], choices=[("", _("wie an diesem Tag")), *STAGES.choices()])
    barrier_free = BooleanField(_("barrierefrei"))
    protection = BooleanField(_("braucht Schutz"))

    def __init__(self, asked: MultiDict[str, str], household: Sequence[Card], day: date) -> None:
        self.is_asked = "on" in asked or bool(household)
        everybody = [str(card.person_id) for card in household]
        fresh = {"on": day, "people": everybody}
        super().__init__(asked if "on" in asked else None, data=fresh, meta={"csrf": False})
        self.people.choices = as_choices([(str(c.person_id), c.name_with_age(day)) for c in household])
        if not household:
            self.stage.choices = as_choices([("", _("nicht bekannt")), *STAGES.choices()])

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Somebody must be sought."""
        fine = bool(super().validate(extra_validators))
        if fine and self.people.choices and not self.people.data:
            self.people.errors = [_("Bitte wählen Sie mindestens eine Person.")]
            return False
        if fine and not self.people.choices and not self.sought_number().heads.total:
            self.women.errors = [_("Bitte geben Sie an, wie viele Personen einen Platz brauchen.")]
            return False
        return fine

    def chosen_people(self) -> set[uuid.UUID]:
        """The ids of those who are checked."""
        return {uuid.UUID(person_id) for person_id in self.people.data or ()}

    def needs(self) -> dict[str, Any]:
        """What the place must offer, as `finder_queries.sought_people` takes it."""
        return {
            "stage": self.stage.data or None,
            "barrier_free": self.barrier_free.data,
            "protection": self.protection.data,
        }

    def sought_number(self) -> Sought:
        """A number of people without names."""
        heads = Heads(*(self[name].data or 0 for name in NUMBERS))
        return Sought(heads, is_one_household=not self.apart.data, **self.needs())

    def way_to_move(self) -> dict[str, Any]:
        """What the address of the move says of who moves when."""
        return {
            "people": self.people.data,
            "on": f"{self.on.data:%d.%m.%Y}" if self.on.data else None,
        }
