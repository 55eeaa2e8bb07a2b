"""What people consent to, which data it covers, and how that was said (domain brief §5.2)."""

from datetime import timedelta

from casework.vocabulary.terms import CodeList, Term

REFERRAL_PURPOSE = "REFERRAL"

VALID, EXPIRED, REVOKED, NOT_YET = "VALID", "EXPIRED", "REVOKED", "NOT_YET"
"""What may be said of a consent on a day."""

PURPOSES = CodeList(
    "den Zweck der Einwilligung",
    Term(REFERRAL_PURPOSE, "Vermittlung an die Stelle"),
    Term("APPOINTMENT", "Termine bei der Stelle vereinbaren"),
    Term("EXCHANGE", "gemeinsam beraten (Helferrunde, Fallgespräch)"),
    Term("VOLUNTEERS", "Begleitung durch Ehrenamtliche"),
)

DATA_CATEGORIES = CodeList(
    "die Art der Daten",
    Term("NAME", "Name und Anrede"),
    Term("BIRTH_DATE", "Geburtsdatum"),
    Term("CONTACT", "Telefon und E-Mail"),
    Term("ADDRESS", "Anschrift oder Unterkunft"),
    Term("LANGUAGE", "Sprachen und Bedarf an Sprachmittlung"),
    Term("NATIONALITY", "Staatsangehörigkeit"),
    Term("RESIDENCE", "Aufenthaltsstatus"),
    Term("FAMILY", "Angehörige im Haushalt"),
    Term("REQUEST", "Anliegen"),
    Term("HEALTH", "Angaben zur Gesundheit (Art. 9 DSGVO)"),
)
COVERED_FIELDS = {
    "NAME": ("given_names", "family_name", "sex"),
    "BIRTH_DATE": ("birth_date",),
    "CONTACT": ("phone", "email"),
    "ADDRESS": ("address",),
    "LANGUAGE": ("languages",),
    "NATIONALITY": ("nationalities",),
    "RESIDENCE": ("residence_title",),
    "FAMILY": ("household",),
    "REQUEST": ("request",),
    "HEALTH": ("health",),
}
"""What of a person each category lets go out: fields of the register, and what other slices know."""
USUAL_CATEGORIES = ("NAME", "CONTACT", "LANGUAGE", "REQUEST")
"""What most partners need to answer, for a form to begin with."""
USUAL_SPAN = timedelta(days=365)
"""So long a consent holds unless somebody says otherwise."""

WRITTEN, ORAL = "WRITTEN", "ORAL"

CONSENT_FORMS = CodeList(
    "die Form der Einwilligung",
    Term(WRITTEN, "schriftlich, unterschrieben"),
    Term("ELECTRONIC", "elektronisch"),
    Term(ORAL, "mündlich, mit Vermerk"),
)

REVOCATION_WAYS = CodeList(
    "den Weg des Widerrufs",
    Term(ORAL, "mündlich"),
    Term(WRITTEN, "schriftlich"),
    Term("ELECTRONIC", "per Mail oder Nachricht"),
)
