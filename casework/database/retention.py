"""How long rows are kept; each table says what it is called and to which class of the deletion concept it belongs."""

from dataclasses import dataclass
from enum import StrEnum


class Retention(StrEnum):
    """The classes of the deletion concept (domain brief §5.5), counted from the end named."""

    CASE = "3 Jahre nach Fallende"
    HOUSING = "6 Jahre nach Auszug"
    ACCOUNT = "bis zur Löschung des Kontos"
    TRAIL = "12 Monate"
    UPLOAD = "30 Tage"
    ATTEMPT = "1 Tag"
    DRAFT = "7 Tage"
    CONTACT = "bis die Ansprechperson entfernt wird"
    PUBLIC = "dauerhaft; kein Personenbezug"
    INSTALLATION = "solange die Installation besteht"
    ROW = "wie die Zeile, zu der es gehört"


@dataclass(frozen=True, slots=True)
class Kept:
    """What the rows of a table are called on the screen, and how long they are kept."""

    title: str
    retention: Retention
