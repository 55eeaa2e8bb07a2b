"""What a partner may say by a one-time link, in their own words, and the state of the referral it becomes."""

from collections.abc import Mapping

from casework.vocabulary.terms import CodeList, Term

APPOINTMENT = "APPOINTMENT"

LINK_ANSWERS = CodeList(
    "die Rückmeldung",
    Term("ACCEPTED", "Wir nehmen die Vermittlung an"),
    Term(APPOINTMENT, "Wir schlagen einen Termin vor"),
    Term("WAITING_LIST", "Die Person steht auf der Warteliste"),
    Term("ATTENDED", "Die Person war bei uns"),
    Term("NO_SHOW", "Die Person ist nicht gekommen"),
    Term("DECLINED", "Wir können die Vermittlung nicht annehmen"),
)
STATE_AFTER: Mapping[str, str] = {code: code for code in LINK_ANSWERS.codes()} | {APPOINTMENT: "ACCEPTED"}
STILL_AWAITED = frozenset({"ACCEPTED", APPOINTMENT, "WAITING_LIST"})
"""Answers after which one wants to hear more."""
