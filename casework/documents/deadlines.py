"""The deadlines of a paper: those that nobody has decided about, those in a calendar, and those left aside."""

import uuid
from dataclasses import dataclass

from casework.access.viewer import Viewer
from casework.appointments.models import Appointment
from casework.appointments.queries import appointments_among
from casework.documents.clocks import Proposal, proposals
from casework.documents.models import Document
from casework.errors import Conflict
from casework.vault.unreadable import is_unreadable

ENTERED_AS = " @"
"""Between the key of a proposal and the appointment it became, in what a document keeps of decisions."""


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What a paper sets running, as its page shows it."""

    undecided: list[Proposal]
    left_aside: list[Proposal]
    entered: list[Appointment]


def deadlines_of(viewer: Viewer, document: Document) -> Deadlines:
    """All of a document; entered ones as far as the viewer may open the appointment and nobody cancelled it."""
    became = _became(document)
    found = [one for one in appointments_among(viewer, became.values()) if one.cancelled_at is None]
    standing = {one.id for one in found}
    left_aside = [
        proposal
        for proposal in _all_proposals(document)
        if _is_decided(document, proposal) and became.get(proposal.key) not in standing
    ]
    return Deadlines(open_proposals(document), left_aside, found)


def open_proposals(document: Document) -> list[Proposal]:
    """The deadlines that may run from a document and about which nobody has decided yet."""
    return [proposal for proposal in _all_proposals(document) if not _is_decided(document, proposal)]


def get_proposal(among: list[Proposal], key: str) -> Proposal:
    """The one of this key; raises Conflict when somebody has decided about it."""
    for proposal in among:
        if proposal.key == key:
            return proposal
    raise Conflict(
        "Über diese Frist ist schon entschieden, oder die Angaben sind geändert. "
        "Bitte öffnen Sie das Dokument noch einmal."
    )


def _all_proposals(document: Document) -> list[Proposal]:
    facts = document.facts
    if is_unreadable(facts.kind) or is_unreadable(document.settled or []):
        return []
    return proposals(facts.kind, facts.served_on)


def _is_decided(document: Document, proposal: Proposal) -> bool:
    """Whether somebody said that it does not run, or entered it or its alternative."""
    return any(
        said == proposal.basis or (ENTERED_AS in said and said.startswith(f"{proposal.basis} "))
        for said in document.settled or []
    )


def _became(document: Document) -> dict[str, uuid.UUID]:
    """The appointment that each entered proposal became, the latest one of each."""
    settled = document.settled or []
    if is_unreadable(settled):
        return {}
    parts = (said.partition(ENTERED_AS) for said in settled)
    return {key: uuid.UUID(appointment_id) for key, _mark, appointment_id in parts if appointment_id}
