"""What a client may need to know before going to a partner's house."""

from casework.vocabulary.terms import CodeList, Term

ACCESSIBILITY = CodeList(
    "die Barrierefreiheit",
    Term("STEP_FREE", "stufenlos"),
    Term("LIFT", "Aufzug"),
    Term("TOILET", "barrierefreies WC"),
    Term("PARKING", "Behindertenparkplatz"),
    Term("HEARING_LOOP", "Induktionsschleife"),
    Term("GUIDANCE", "Leitsystem für Blinde"),
    Term("SIGN_LANGUAGE", "Gebärdensprache"),
    Term("PLAIN_LANGUAGE", "Leichte Sprache"),
    Term("CHILDCARE", "Kinderbetreuung"),
    Term("PRAM", "Platz für Kinderwagen"),
    by_label=True,
)
