"""The line as it is shown: the form that it fills, its chips, and what is still open."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling.line import pieces as kinds
from casework.counselling.line.chips import Chip, chips_of, signature_of
from casework.counselling.line.facts import day_behind_follow_up
from casework.counselling.line.forms import LineForm
from casework.counselling.line.grammar import without
from casework.counselling.line.reading import Asked, Reader, Reading
from casework.counselling.line.where_to import SHOWN
from casework.counselling.line.who import Candidate
from casework.counselling.statements import needs_somebody
from casework.database.moments import today
from casework.partners.models import Partner
from casework.people.cards import Card
from casework.people.models import Person
from casework.people.queries import get_people
from casework.people.search import find_people
from casework.vault.keys import keys
from casework.vault.unreadable import is_unreadable

CHOOSE, CUT = "choose", "cut"
WHO, PARTNER, AS_SHORT = "who", "partner", "short"
SHORT_CONTACT_IN_LINE = "Kurzkontakt"
LOOKED_UP_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Sheet:
    """A line that was read: the form it fills, and what follows for the screen."""

    form: LineForm
    reading: Reading
    chips: Sequence[Chip]
    partners: Sequence[Partner]
    is_blank: bool = False
    """Whether nothing was typed, neither in the line nor in the form."""

    @property
    def people(self) -> Sequence[Candidate]:
        """Whom one may choose from, unless somebody is ticked."""
        return [] if self.form.present.data else self.reading.who.candidates

    @property
    def number_shown(self) -> int:
        """How many people stand in the form to be ticked."""
        return len(list(self.form.present.choices or ()))

    def name_of(self, card: Card) -> str:
        """How somebody is told apart from namesakes."""
        return card.name_with_age(today())

    @property
    def has_nobody(self) -> bool:
        """Whether nobody is ticked who should be, and nobody is offered either."""
        return self._lacks_somebody and not self.reading.who.candidates

    @property
    def _lacks_somebody(self) -> bool:
        return not self.form.present.data and needs_somebody(
            self.form.talk_form.data, self.form.contact_kind.data
        )

    @property
    def names_unknown(self) -> Sequence[str]:
        """Names of whom nobody was found, unless they stand in the form in words."""
        return [] if self.form.described_as.data else self.reading.who.not_found

    @property
    def partner_choices(self) -> Sequence[Partner]:
        """Partners to choose from, unless one is chosen."""
        return [] if self.form.partner_id.data else self.reading.partners[:SHOWN]

    @property
    def partner_unknown(self) -> str:
        """The name of a partner that is not in the directory."""
        said = self.reading.find(kinds.PARTNER)
        is_found = self.form.partner_id.data or self.reading.partners
        return str(said.value) if said and not is_found else ""

    @property
    def follow_up_unread(self) -> str:
        """A day behind „WV“ that there is not, or that is over."""
        is_read = self.reading.find(kinds.STEP_ON) or self.form.next_step_on.data
        return "" if is_read else day_behind_follow_up(self.form.line.data or "")

    @property
    def lacks_topic(self) -> bool:
        """Whether no topic was named."""
        return not self.form.main_topic.data

    @property
    def is_complete(self) -> bool:
        """Whether the line leaves nothing open."""
        is_clear = not (
            self.names_unknown or self.partner_choices or self.partner_unknown or self.follow_up_unread
        )
        return is_clear and not self.people and not self.lacks_topic and not self._lacks_somebody

    @property
    def signature(self) -> str:
        """What was understood besides the free text."""
        return signature_of(self.chips)


class Board:
    """Reads what stands in the line and in the form below it, for one viewer and one page."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, posted: Any) -> Sheet:
        """The sheet of what was sent: the line fills the form, except where somebody has changed the form by hand."""
        asked = asked_in(posted)
        sheet = self._filled(self.reader.read(asked), posted)
        by_hand = self._changed_by_hand(posted) if "before" in posted else []
        for name in by_hand:
            sheet.form[name].process(posted)
        is_blank = not (asked.line.strip() or by_hand or sheet.form.looked_for)
        return replace(self._sheet(sheet.form, sheet.reading), is_blank=is_blank)

    def _changed_by_hand(self, posted: Any) -> list[str]:
        before = Asked(posted["before"], _id(posted.get(WHO)), _id(posted.get(PARTNER)))
        derived = self._filled(self.reader.read(before), posted)
        return [field.name for field in LineForm(formdata=posted).changed_by_hand(derived.form)]

    def sent(self, posted: Any) -> Sheet:
        """The sheet of a form that is to be kept: what stands in its fields counts, and nothing else."""
        form = LineForm(formdata=posted)
        reading = self.reader.read(asked_in(posted))
        self._offer(form, reading, posted)
        return self._sheet(form, reading)

    def _filled(self, reading: Reading, posted: Any) -> Sheet:
        form = LineForm(formdata=None, data=reading.known | {"line": reading.asked.line})
        self._offer(form, reading, posted)
        return self._sheet(form, reading)

    def _sheet(self, form: LineForm, reading: Reading) -> Sheet:
        partners = self.reader.directory.all() if self._may_refer else []
        return Sheet(form, reading, chips_of(form, reading), partners)

    @property
    def _may_refer(self) -> bool:
        return self.reader.viewer.may(Permission.REFERRALS_REFERRAL_WRITE)

    def _offer(self, form: LineForm, reading: Reading, posted: Any) -> None:
        """Put into the lists who may have been there, their languages, and the partners."""
        viewer, who = self.reader.viewer, reading.who
        ticked = [found for found in map(_id, posted.getlist("present")) if found]
        cards = [*who.household, *who.present, *(one.card for one in who.candidates)]
        names = {str(card.person_id): card.name_with_age(today()) for card in cards}
        people = get_people(viewer, [*(card.person_id for card in cards), *ticked])
        names |= {str(person.id): person.full_name for person in people if str(person.id) not in names}
        form.looked_for = posted.get("person_words", "").strip()
        looked_up = find_people(viewer, form.looked_for)[:LOOKED_UP_SHOWN] if form.looked_for else []
        form.found_nobody = not looked_up
        names |= {
            str(card.person_id): f"{card.name_with_age(today())} · {card.case_number}" for card in looked_up
        }
        form.offer(names.items(), _spoken(people))
        picked = [partner_id for partner_id in [_id(posted.get("partner_id"))] if partner_id]
        named = [*picked, *(partner.id for partner in reading.partners)]
        form.offer_partners(self.reader.directory.few(named) if self._may_refer else [])


def reader_for(viewer: Viewer, card: Card | None) -> Board:
    """The board of a viewer, on somebody's page or on none."""
    return Board(Reader(viewer, card))


def opened(viewer: Viewer, card: Card | None) -> tuple[LineForm, Sheet | None]:
    """The line as a page opens it: empty, or as somebody left it, with what they had changed in the form by hand."""
    form = LineForm()
    if form.restored is None:
        return form, None
    sheet = reader_for(viewer, card).read(form.restored.as_sent)
    sheet.form.restored = form.restored
    return sheet.form, sheet


def asked_in(posted: Mapping[str, str]) -> Asked:
    """What was sent: the line, without a piece that is to go, and what was chosen by now."""
    line, chosen = posted.get("line", "").replace("\r\n", "\n"), posted.get(CHOOSE, "")
    kind, _colon, value = chosen.partition(":")
    ids = {WHO: _id(posted.get(WHO)), PARTNER: _id(posted.get(PARTNER))}
    if kind in ids and _id(value):
        ids[kind] = _id(value)
    start, _dash, end = posted.get(CUT, "").partition("-")
    if start.isdecimal() and end.isdecimal():
        line = without(line, int(start), int(end))
    if kind == AS_SHORT:
        line = f"{SHORT_CONTACT_IN_LINE} {line}"
    return Asked(line, ids[WHO], ids[PARTNER])


def _spoken(people: Sequence[Person]) -> list[str]:
    keys().prefetch(person.id for person in people)
    return [code for person in people for code in person.languages or [] if not is_unreadable(code)]


def _id(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
