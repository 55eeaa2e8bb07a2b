"""How people are referred: alone or with data, by which channel, and which state follows which (domain brief §3.3)."""

from collections.abc import Mapping, Sequence

from casework.vocabulary.counselling import REFERRAL_STATES
from casework.vocabulary.terms import CodeList, Term

ALONE, WITH_DATA = "ALONE", "WITH_DATA"

WAYS = CodeList(
    "den Weg der Vermittlung",
    Term(ALONE, "Die Person geht selbst"),
    Term(WITH_DATA, "Mit Daten an die Stelle"),
)

BY_LINK = "LINK"
CHANNELS = CodeList(
    "den Weg der Übermittlung",
    Term("POST", "Post"),
    Term("EMAIL", "E-Mail"),
    Term("PHONE", "Telefon"),
    Term("IN_PERSON", "persönlich"),
    Term(BY_LINK, "Einmal-Link"),
)

PREPARED, SENT, CLOSED = "PREPARED", "SENT", "CLOSED"
ANSWERS = ("ACCEPTED", "WAITING_LIST", "ATTENDED", "NO_SHOW", "DECLINED")
"""What a partner says of a referral; whichever comes first ends the wait for them."""

_FOLLOWING = {
    PREPARED: (SENT,),
    SENT: ANSWERS,
    "ACCEPTED": ("ATTENDED", "NO_SHOW", "WAITING_LIST", "DECLINED", CLOSED),
    "WAITING_LIST": ("ACCEPTED", "ATTENDED", "DECLINED", CLOSED),
    "ATTENDED": (CLOSED, "NO_SHOW"),
    "NO_SHOW": ("ATTENDED", CLOSED),
    "DECLINED": (CLOSED,),
    CLOSED: (),
}

FIRST_FEEDBACK = 10
ASKED_AGAIN = 5
"""Working days after which one wants to hear of a referral, and after which again when one has asked."""


def is_on_its_way_by_sending(state: str) -> bool:
    """Whether a referral in a state is sent once data goes out; what the partner has answered, stays answered."""
    return state in (PREPARED, SENT, "NO_SHOW")


def following(state: str) -> Sequence[str]:
    """The states that usually come after one; any other may be noted, too."""
    return _FOLLOWING[state]


def state_choices(state: str | None) -> Mapping[str, list[tuple[str, str]]]:
    """What a form offers after a state: what usually follows first, then whatever else there is."""
    usual = following(state) if state else ()
    others = [code for code in REFERRAL_STATES.codes() if code not in usual]
    groups = {"Meist als Nächstes": usual, "Sonst": others}
    return {
        title: [(code, REFERRAL_STATES.label(code)) for code in codes]
        for title, codes in groups.items()
        if codes
    }
