"""Residence status (domain brief §2.1); the right follows the procedure, the card only proves it."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from casework.vocabulary.terms import CodeList, Term

RESIDENCE_TITLES = CodeList(
    "den Aufenthaltstitel",
    Term("AKN", "Ankunftsnachweis (§ 63a AsylG)"),
    Term("GESTATTUNG", "Aufenthaltsgestattung (§ 55 AsylG)"),
    Term("AE_25_1", "Aufenthaltserlaubnis § 25 (1) – Asyl"),
    Term("AE_25_2_FLU", "Aufenthaltserlaubnis § 25 (2) – Flüchtling"),
    Term("AE_25_2_SUB", "Aufenthaltserlaubnis § 25 (2) – subsidiärer Schutz"),
    Term("AE_25_3", "Aufenthaltserlaubnis § 25 (3) – Abschiebungsverbot"),
    Term("AE_25_4", "Aufenthaltserlaubnis § 25 (4)"),
    Term("AE_25_5", "Aufenthaltserlaubnis § 25 (5)"),
    Term("AE_24", "Aufenthaltserlaubnis § 24 – vorübergehender Schutz"),
    Term("AE_22", "Aufenthaltserlaubnis § 22 – Aufnahme aus dem Ausland"),
    Term("AE_23", "Aufenthaltserlaubnis § 23 – Anordnung, Resettlement"),
    Term("AE_25A", "Aufenthaltserlaubnis § 25a – integrierte Jugendliche"),
    Term("AE_25B", "Aufenthaltserlaubnis § 25b – nachhaltige Integration"),
    Term("AE_104C", "Chancen-Aufenthaltsrecht (§ 104c)"),
    Term("AE_FAM", "Aufenthaltserlaubnis – Familiennachzug"),
    Term("NE", "Niederlassungserlaubnis"),
    Term("FIKTION_3", "Fiktionsbescheinigung § 81 (3)"),
    Term("FIKTION_4", "Fiktionsbescheinigung § 81 (4), (5)"),
    Term("DULDUNG", "Duldung (§ 60a)"),
    Term("DULDUNG_60B", "Duldung bei ungeklärter Identität (§ 60b)"),
    Term("DULDUNG_60C", "Ausbildungsduldung (§ 60c)"),
    Term("DULDUNG_60D", "Beschäftigungsduldung (§ 60d)"),
    Term("AUSREISEPFL", "vollziehbar ausreisepflichtig"),
    Term("DE", "eingebürgert"),
    Term("UNKLAR", "ungeklärt"),
)

NOTICES = CodeList(
    "den Bescheid",
    Term("ASYLUM", "Anerkennung als asylberechtigt"),
    Term("REFUGEE", "Zuerkennung der Flüchtlingseigenschaft"),
    Term("SUBSIDIARY", "Zuerkennung subsidiären Schutzes"),
    Term("REMOVAL_BAN", "Feststellung eines Abschiebungsverbots"),
    Term("REJECTION", "Ablehnung"),
    Term("UNFOUNDED", "Ablehnung als offensichtlich unbegründet"),
    Term("INADMISSIBLE", "Ablehnung als unzulässig"),
    Term("OTHER", "anderer Bescheid"),
)
"""Which notice stands behind a title; said in its remark."""

UNSETTLED = "UNKLAR"

_NO_PERMIT = {"AKN", "GESTATTUNG", "FIKTION_3", "FIKTION_4", "AUSREISEPFL", "UNKLAR"}


class Held(Protocol):
    """What of a title counts for which one follows which."""

    @property
    def title(self) -> str: ...
    @property
    def starts_on(self) -> date: ...


def last_begins(titles: Iterable[Held]) -> date | None:
    """When the title began after which no other begins, and which takes the place of all before it.

    None without one; a title that is unsettled takes no other's place.
    """
    return max((held.starts_on for held in titles if held.title != UNSETTLED), default=None)


def is_residence_permit(code: str) -> bool:
    """Whether the code is an Aufenthaltstitel, whose issue ends the vorläufige Unterbringung (§ 9 (1) FlüAG)."""
    return code not in _NO_PERMIT and not code.startswith("DULDUNG")


def is_admitted_group(code: str) -> bool:
    """Whether the person belongs to the groups of §§ 22–24 AufenthG, whose VU ends after six months (§ 9 (4) FlüAG)."""
    return code in {"AE_22", "AE_23", "AE_24"}


def is_asylum_seekers(code: str) -> bool:
    """Whether the paper leaves its holder an asylum seeker, whom § 60 AsylG is about."""
    return code in {"AKN", "GESTATTUNG", "UNKLAR"}
