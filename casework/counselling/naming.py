"""Who took part in a talk, in words, as far as a reader may know of them."""

import uuid
from collections.abc import Mapping

from casework.access.viewer import Viewer
from casework.counselling.models import Consultation
from casework.people.cards import Card, by_record
from casework.people.scope import visible_cards
from casework.vocabulary.counselling import TALK_FORMS


def known_to(viewer: Viewer) -> Mapping[uuid.UUID, Card]:
    """The cards a reader may see, by the id of every record."""
    return by_record(visible_cards(viewer))


def names_of(talk: Consultation, known: Mapping[uuid.UUID, Card]) -> list[str]:
    """The people named, as far as the reader may know of them; where nobody is named, who it was in words."""
    if not talk.person_ids:
        return [talk.described_as or TALK_FORMS.label(talk.talk_form)]
    seen = (known[record_id] for record_id in talk.person_ids if record_id in known)
    return list({card.person_id: card.name for card in seen}.values())
