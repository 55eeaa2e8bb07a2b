"""What a line says of a talk, for whoever typed it: who was there, where to, and what stands in the form."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.counselling import presets
from casework.counselling.line import pieces as kinds
from casework.counselling.line import words
from casework.counselling.line.grammar import parse
from casework.counselling.line.pieces import Piece
from casework.counselling.line.where_to import Directory
from casework.counselling.line.who import Register, Who, resolve, resolve_on_page
from casework.database.moments import today
from casework.partners.models import Partner
from casework.people.cards import Card
from casework.people.queries import get_people
from casework.vocabulary.counselling import CASE_TALK, GROUP_SESSION, SHORT_CONTACT
from casework.vocabulary.languages import language_name

REFERRAL = "REFERRAL"
AS_SAID = (
    kinds.MINUTES,
    kinds.STARTS_AT,
    words.CONTACT,
    kinds.HELD_ON,
    words.INTERPRETER,
    words.RESULT,
    kinds.STEP,
    kinds.STEP_ON,
)
"""Pieces that stand in the form as they are."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line, and what was chosen where it leaves a choice."""

    line: str
    who: uuid.UUID | None = None
    partner: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a line says: its pieces, who and where to, and the form by field name; `stated` are the fields it fills."""

    asked: Asked
    pieces: Sequence[Piece]
    who: Who
    partners: Sequence[Partner]
    known: dict[str, Any]

    def said(self, kind: str) -> list[Piece]:
        """The pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind == kind]

    @property
    def names(self) -> str:
        """Whom the line names, as it is typed."""
        return " + ".join(str(piece.value) for piece in self.pieces if piece.kind in (kinds.WHO, kinds.ALSO))

    def find(self, kind: str) -> Piece | None:
        """The piece of a kind, if there is one."""
        return next(iter(self.said(kind)), None)


class Reader:
    """Reads lines for one viewer, on the home page or on somebody's page."""

    def __init__(self, viewer: Viewer, on_page: Card | None = None) -> None:
        self.viewer, self.on_page = viewer, on_page
        self.register = Register(viewer)
        self.directory = Directory(viewer.municipality_id)
        self._may_refer = viewer.may(Permission.REFERRALS_REFERRAL_WRITE)

    def is_person(self, said: str, *, is_whole: bool) -> bool:
        """For the grammar: whether somebody is called so."""
        return self.register.bear(said, is_whole=is_whole)

    def is_partner(self, said: str) -> bool:
        """For the grammar: whether a partner is called so."""
        return self._may_refer and bool(self.directory.meant(said))

    def read(self, asked: Asked) -> Reading:
        """What a line says."""
        pieces = parse(asked.line, today=today(), names=self, knows_who=self.on_page is not None)
        who = self._who(pieces, asked.who)
        partners = self._partners(pieces, asked.partner)
        return Reading(asked, pieces, who, partners, self._known(pieces, who, partners))

    def _who(self, pieces: Sequence[Piece], chosen: uuid.UUID | None) -> Who:
        also = [str(piece.value) for piece in pieces if piece.kind == kinds.ALSO]
        with_family = any(piece.kind == kinds.FAMILY for piece in pieces)
        if self.on_page is not None:
            return resolve_on_page(self.register, self.on_page, also, with_family=with_family)
        said = next((str(piece.value) for piece in pieces if piece.kind == kinds.WHO), None)
        return resolve(self.register, said, also, with_family=with_family, chosen=chosen)

    def _partners(self, pieces: Sequence[Piece], chosen: uuid.UUID | None) -> list[Partner]:
        said = next((str(piece.value) for piece in pieces if piece.kind == kinds.PARTNER), None)
        meant = self.directory.meant(said) if said and self._may_refer else []
        return [partner for partner in meant if partner.id == chosen] or meant

    def _known(self, pieces: Sequence[Piece], who: Who, partners: Sequence[Partner]) -> dict[str, Any]:
        """The form: what was usual last time, and above it what the line says."""
        known = self._usual(who)
        known |= {piece.kind: piece.value for piece in pieces if piece.kind in AS_SAID}
        topics = list(dict.fromkeys(piece.value for piece in pieces if piece.kind == words.TOPIC))
        texts = [str(piece.value) for piece in pieces if piece.kind == kinds.TEXT]
        language = next((str(piece.value) for piece in pieces if piece.kind == words.LANGUAGE), None)
        known |= {
            "main_topic": topics[0] if topics else "",
            "further_topics": topics[1:],
            "content": "\n".join(texts),
            "is_confidential": any(piece.kind == words.CONFIDENTIAL for piece in pieces),
            "partner_id": str(partners[0].id) if len(partners) == 1 else "",
        }
        known |= self._without_case(pieces, who)
        if language:
            known["language"] = language_name(language)
        if any(piece.kind == kinds.PARTNER for piece in pieces):
            known.setdefault("result", REFERRAL)
        return known

    def _without_case(self, pieces: Sequence[Piece], who: Who) -> dict[str, Any]:
        """A short contact is with whom the line names, in words if there is no file; a group has a headcount."""
        if any(piece.kind == kinds.SHORT for piece in pieces):
            return {"talk_form": SHORT_CONTACT, "described_as": ", ".join(who.not_found)}
        counted = next((piece.value for piece in pieces if piece.kind == kinds.GROUP), None)
        return {} if counted is None else {"talk_form": GROUP_SESSION, "headcount": counted or None}

    def _usual(self, who: Who) -> dict[str, Any]:
        present = [card.person_id for card in who.present]
        people = get_people(self.viewer, present[:1])
        if people:
            return presets.new_talk(self.viewer, people[0], present)
        return presets.talk_without_case(self.viewer, CASE_TALK) | {"present": []}
