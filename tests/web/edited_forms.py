"""What two people type into each form of a stored record, and which forms show none."""

from dataclasses import dataclass, field
from datetime import timedelta

from casework.access.roles import Role
from casework.database.moments import today

SHOW_NO_STORED_RECORD = {
    "consents.revoke": "asks for a day that nobody has stated yet; a second time it is refused",
    "consents.revoke_release": "asks for a day that nobody has stated yet; a second time it is refused",
    "counselling.line": "begins a talk from one line of text",
    "intake.new": "takes in a new family",
    "accounts.own": "asks for passwords, which are never shown",
    "accounts.reset_password": "asks for a password, which is never shown",
    "accounts.sign_in": "the door",
    "accounts.teams": "begins empty: another team",
    "accounts.substitutions": "begins empty: the next absence",
    "appointments.feed": "makes a new address each time; what was there before ends",
    "appointments.hand_over_cases": "begins empty: the next act, of what is in hand at that moment",
    "deadlines.confirm": "begins empty: that a deadline was seen to; a second time it is refused",
    "deadlines.later": "begins empty: the next rest",
    "desk.block": "begins empty: new blocked places",
    "desk.mobility": "begins empty: the next statement",
    "documents.retract": "asks why, which nobody has said yet; a second time it is refused",
    "exchange.imports": "takes a file",
    "housing.absences": "begins empty: the next absence",
    "housing.arrived": "asks for a day that nobody has stated yet",
    "housing.clear": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.district_counts": "begins empty: the next number",
    "housing.leave": "begins empty: the next act, and the ledger refuses what contradicts",
    "housing.move": "begins empty: the next act, and the ledger refuses what contradicts",
    "people.compare": "a question with one answer, which is refused once it was given",
    "people.part": "a question with one answer, which is refused once it was given",
    "referrals.answer": "for people without an account; what was said before is not shown to them",
    "referrals.link": "makes a new link each time; the one before ends",
    "reports.appointment_slip": "prints what was typed and stores nothing",
    "reports.consent_form": "prints what was typed and stores nothing",
    "reports.release_form": "prints what was typed and stores nothing",
    "reports.referral_letter": "prints what is stored, with the code that was just made",
    "reports.referral_slip": "prints what was typed and stores nothing",
    "phrasebook.sheet": "confirms what it shows; a sentence that changed meanwhile is asked about anew",
    "plans.agree": "begins empty: the next version",
    "plans.phase": "begins empty: the next phase",
    "plans.reopen": "asks for a reason that nobody has stated yet; a second time it is refused",
    "plans.situation": "begins empty: the next ratings",
    "plans.close": "asks for an end that nobody has stated yet; a second one is refused",
    "plans.steps_of_goal": "begins empty: the next step",
    "plans.review": "begins empty: the next review",
    "privacy.retract_protection": "asks why, which nobody has said yet; a second time there is nothing to take back",
    "referrals.ask": "begins empty: the next time somebody asks",
    "referrals.send": "shows what would go out now; what was shown before and is different now is shown again",
}
BEGINS_SOMETHING = "/new"
EARLIER = f"{today() - timedelta(days=3):%d.%m.%Y}"
LATER, LATEST, LAST = (f"{today() + timedelta(days=days):%d.%m.%Y}" for days in (20, 30, 40))


@dataclass(frozen=True)
class Changes:
    """What is typed into a form: by one, by the other elsewhere, and twice into the same field."""

    one: dict[str, str]
    other: dict[str, str]
    same: tuple[str, str, str]
    role: Role = Role.TEAM_LEAD
    query: str = ""
    never_shown_again: set[str] = field(default_factory=set)
    is_own: bool = False
    """Only one account opens it, so it does so in two browsers."""


CHANGES = {
    "accounts.correct_post": Changes(
        {"share_percent": "60"}, {"ends_on": LATER}, ("share_percent", "70", "80"), Role.ADMINISTRATOR
    ),
    "accounts.edit_team": Changes(
        {"name": "Team Ost"}, {"carrier": "Caritas"}, ("carrier", "Diakonie", "AWO")
    ),
    "accounts.edit_user": Changes(
        {"name": "Lou Neu"}, {"share_percent": "50"}, ("name", "Lou Eins", "Lou Zwei"), Role.ADMINISTRATOR
    ),
    "appointments.edit": Changes(
        {"place": "Rathaus, Zimmer 3"}, {"title": "Kita"}, ("note", "Erste Notiz", "Zweite Notiz")
    ),
    "consents.edit": Changes(
        {"valid_until": LATER}, {"interpreter_name": "Herr Muster"}, ("remark", "Kopie", "Urschrift")
    ),
    "consents.edit_release": Changes(
        {"valid_until": LATER}, {"released": "Praxis Beispiel"}, ("about", "die Impfung", "die Therapie")
    ),
    "counselling.edit": Changes(
        {"next_step": "Anrufen"},
        {"content": "Etwas anderes.\n\nUnd mehr."},
        ("content", "Erster Text.", "Zweiter Text."),
    ),
    "deadlines.correct_rule": Changes(
        {"amount": "20"}, {"note": "Erlass"}, ("warn_before", "60 Tage", "50 Tage")
    ),
    "deadlines.talk_gap": Changes({}, {}, ("months", "4", "5"), Role.ADMINISTRATOR),
    "desk.assign": Changes({}, {}, ("houses", "", ""), Role.ADMINISTRATOR),
    "desk.correct": Changes(
        {"key_number": "18"}, {"returned_on": f"{today():%d.%m.%Y}"}, ("key_number", "19", "20")
    ),
    "documents.document": Changes(
        {"valid_until": LATER}, {"kind": "COURT_LETTER"}, ("remark", "Kopie", "Urschrift")
    ),
    "housing.correct": Changes(
        {"ends_on": LATER},
        {"place": "house"},
        ("ends_on", LATEST, LAST),
    ),
    "housing.correct_arrival": Changes({"persons": "7"}, {"remark": "zwei Kinder"}, ("persons", "8", "9")),
    "housing.edit_accommodation": Changes(
        {"operator": "Verein"}, {"street": "Gasse 1"}, ("operator", "Stadt", "Kreis")
    ),
    "housing.state_room": Changes(
        {"places": "5"}, {"area_m2": "21,5"}, ("places", "6", "7"), query="?room=N1"
    ),
    "organisation.fields": Changes({}, {}, ("asked", "", "")),
    "organisation.letterhead": Changes(
        {"phone": "0711 1"}, {"email": "amt@stadt.example"}, ("street", "Gasse 1", "Gasse 2")
    ),
    "organisation.worker_figures": Changes({}, {}, ("names_workers", "", ""), Role.ADMINISTRATOR),
    "partners.edit": Changes(
        {"phone": "0711 1"},
        {"opening_hours": "Mo 8:00–12:00"},
        ("remark", "Kurse am Morgen", "Kurse am Mittag"),
    ),
    "partners.edit_contact": Changes(
        {"phone": "0711 1"}, {"function": "Leitung"}, ("email", "a@sonne.example", "b@sonne.example")
    ),
    "partners.edit_offer": Changes(
        {"cost": "kostenlos"}, {"languages": "Arabisch"}, ("title", "Abendkurs", "Morgenkurs")
    ),
    "referrals.referral_state": Changes(
        {"state": "ACCEPTED"},
        {"remark": "war da"},
        ("feedback_due_on", LATER, LATEST),
        never_shown_again={"remark"},
    ),
    "referrals.correct_state": Changes(
        {"feedback_due_on": LATER}, {"remark": "war da"}, ("feedback_due_on", LATEST, LAST)
    ),
    "people.case": Changes({"ends_on": LATER}, {"case_manager_id": "bystander"}, ("ends_on", LATEST, LAST)),
    "people.edit_title": Changes(
        {"final_on": EARLIER}, {"served_on": EARLIER}, ("remark", "Kopie", "Urschrift")
    ),
    "people.extension": Changes(
        {"extended_on": EARLIER}, {"reason": "Ausbildung beginnt"}, ("reason", "Krankheit", "Pflege")
    ),
    "privacy.edit_protection": Changes(
        {"authority": "Polizei"}, {"kind": "ZEUGENSCHUTZ"}, ("remark", "neu", "ganz neu")
    ),
    "people.edit": Changes(
        {"phone": "0711 1"}, {"email": "neu@haddad.example"}, ("phone", "0711 2", "0711 3")
    ),
    "phrasebook.wording": Changes({}, {}, ("wording", "Mon plan d’intégration", "Mon plan à moi")),
    "planning.correct_quota": Changes({"credit": "5"}, {"source": "Schreiben"}, ("credit", "6", "7")),
    "planning.correct_report": Changes({"persons": "5"}, {"source": "Kreis"}, ("persons", "6", "7")),
    "plans.edit_agreement": Changes(
        {"present": "die Schwester"}, {"interpreter": "FAMILY"}, ("reason", "will nicht", "später vielleicht")
    ),
    "plans.edit_rating": Changes({"level": "4"}, {"rated_on": EARLIER}, ("remark", "geht so", "geht gut")),
    "plans.edit_strength": Changes(
        {"text": "Spricht vier Sprachen"}, {"noted_on": EARLIER}, ("text", "Geduld", "Humor")
    ),
    "plans.edit_goal": Changes(
        {"due_on": LATER}, {"wording": "Deutsch sprechen"}, ("wording", "B1 schaffen", "B2 schaffen")
    ),
    "plans.correct_state": Changes(
        {"state_on": EARLIER}, {"why": "WISH_CHANGED"}, ("reason", "doch nicht", "doch noch")
    ),
    "plans.edit_review": Changes(
        {"next_on": LATER}, {"reviewed_on": EARLIER}, ("remark", "alles ruhig", "viel geschafft")
    ),
    "plans.edit_step": Changes(
        {"due_on": LATER}, {"what": "Kurs suchen"}, ("what", "Kurs am Morgen", "Kurs am Mittag")
    ),
    "plans.interval": Changes({}, {}, ("months", "3", "4")),
    "plans.goal_state": Changes(
        {"state": "ACHIEVED"},
        {"reason": "Prüfung bestanden"},
        ("state", "PARTIAL", "IN_PROGRESS"),
        never_shown_again={"reason"},
    ),
    "situation.correct": Changes(
        {"hours": "30"}, {"employer": "Café"}, ("occupation", "Koch im Café", "Bäcker")
    ),
    "releases.edit_view": Changes(
        {"name": "Anders"}, {"is_shared": "y"}, ("name", "Eins", "Zwei"), is_own=True
    ),
}
