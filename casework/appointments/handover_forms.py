"""Which cases go to whom from when; looked at once more before it is done."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from flask_babel import lazy_gettext as _
from wtforms import Field, HiddenField, SubmitField
from wtforms.validators import DataRequired, ValidationError

from casework.accounts.models import User
from casework.people.cards import Card
from casework.web.fields import ChecksField, ChoiceField, DayField, as_choices
from casework.web.forms import BaseForm


class HandoverForm(BaseForm):
    """The people of one step, who takes them over, and from when."""

    people = ChecksField(_("Wessen Fälle?"))
    taker_id = ChoiceField(_("Wer übernimmt?"), [DataRequired(_("Bitte wählen Sie, wer übernimmt."))])
    on = DayField(_("Ab"), [DataRequired(_("Bitte geben Sie an, ab wann."))])
    previewed = HiddenField()
    everybody = SubmitField(_("Alle auf dieser Seite zur Vorschau"))
    choose_anew = SubmitField(_("Auswahl ändern"))

    def offer(self, cards: Sequence[Card], takers: Iterable[User]) -> None:
        """Put the people of this step, nobody checked unless all are asked for, and the colleagues into the lists."""
        self._cards = cards
        self.people.choices = as_choices(
            [(str(card.person_id), f"{card.list_name} · {card.case_number}") for card in cards]
        )
        self.taker_id.choices = as_choices(
            [("", _("bitte wählen")), *((str(user.id), user.name) for user in takers)]
        )
        if self.everybody.data:
            self.people.data = [str(card.person_id) for card in cards]

    def households(self, *, chosen_only: bool) -> Iterator[tuple[str, list[Field]]]:
        """The people of this step by household: its names, and the check box of each, of the chosen ones or of all."""
        boxes = {box.data: box for box in self.people}
        chosen = set(self.people.data or []) if chosen_only else boxes.keys()
        shown = (card for card in self._cards if str(card.person_id) in chosen)
        for _household, cards in groupby(shown, key=lambda card: card.household_id):
            members = list(cards)
            names = ", ".join(dict.fromkeys(card.family_name for card in members))
            yield names, [boxes[str(card.person_id)] for card in members]

    def validate_people(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Bitte kreuzen Sie wenigstens eine Person an."))

    @property
    def person_ids(self) -> list[uuid.UUID]:
        """Whose cases pass over."""
        return [uuid.UUID(person_id) for person_id in self.people.data or []]

    @property
    def asked_taker_id(self) -> uuid.UUID:
        """Who takes them over."""
        return uuid.UUID(self.taker_id.data)

    def was_previewed(self) -> bool:
        """Whether exactly this was looked at; from now on it was."""
        said = " ".join([*sorted(self.people.data or []), self.taker_id.data or "", str(self.on.data)])
        mark = hashlib.sha256(said.encode()).hexdigest()
        before, self.previewed.data = self.previewed.data, mark
        return before == mark
