"""What is written down in talks, goals and referrals: short, plain and invented, by field of action."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TalkText:
    """What a talk was about, what came of it (a code of RESULTS), and what is to be done next."""

    content: str
    result: str
    next_step: str | None = None


def _talk(content: str, result: str, next_step: str | None = None) -> TalkText:
    return TalkText(content, result, next_step)


TALKS: Mapping[str, tuple[TalkText, ...]] = {
    "AUF": (
        _talk(
            "Termin bei der Ausländerbehörde vorbereitet, Unterlagen sortiert.",
            "APPOINTMENT",
            "Passfotos mitbringen",
        ),
        _talk("Bescheid des BAMF besprochen, Rechtsmittelfrist erklärt.", "INFORMATION", "Anwalt anrufen"),
        _talk("Verlängerung des Titels beantragt.", "APPLICATION", "Nach dem Stand fragen"),
        _talk("Fragen zur Wohnsitzregelung beantwortet.", "CLARIFIED"),
    ),
    "EXI": (
        _talk("Weiterbewilligung beim Jobcenter ausgefüllt.", "APPLICATION", "Kontoauszüge nachreichen"),
        _talk("Bescheid über Leistungen geprüft, Rückforderung erklärt.", "CLARIFIED"),
        _talk(
            "Befreiung vom Rundfunkbeitrag beantragt, Bescheid fehlt noch.",
            "APPLICATION",
            "Bescheid vorlegen",
        ),
        _talk("Konto eröffnet, Dauerauftrag für die Nutzungsgebühr eingerichtet.", "CLARIFIED"),
    ),
    "WOH": (
        _talk("Wohnungssuche besprochen, Bewerbungsmappe angelegt.", "INFORMATION", "Drei Anzeigen ansehen"),
        _talk(
            "Wohnberechtigungsschein beantragt.", "APPLICATION", "Bei der Wohnbau auf die Liste setzen lassen"
        ),
        _talk(
            "Streit um die Küche im Stockwerk, gemeinsames Gespräch vereinbart.",
            "APPOINTMENT",
            "Hausrunde am Abend",
        ),
        _talk("Mietangebot geprüft, Kosten der Unterkunft mit dem Jobcenter geklärt.", "CLARIFIED"),
    ),
    "SPR": (
        _talk("Integrationskurs gesucht, Einstufungstest vereinbart.", "APPOINTMENT", "Einstufungstest"),
        _talk("Kurs B1 bestanden, nächster Schritt Berufssprachkurs.", "INFORMATION", "Anmeldung prüfen"),
        _talk("Kursabbruch wegen der Arbeitszeiten besprochen.", "NONE", "Abendkurs suchen"),
    ),
    "BIL": (
        _talk("Anmeldung in der Vorbereitungsklasse begleitet.", "CLARIFIED"),
        _talk("Elterngespräch in der Schule vorbereitet.", "APPOINTMENT", "Dolmetscher bestellen"),
        _talk("Übergang von VABO in die Berufsschule geplant.", "INFORMATION"),
    ),
    "KIT": (
        _talk("Kita-Platz über das zentrale Verfahren angemeldet.", "APPLICATION", "Rückmeldung der Kita"),
        _talk("Eingewöhnung in der Kita besprochen.", "INFORMATION"),
    ),
    "AUS": (
        _talk("Zeugnisse zur Anerkennung übersetzt.", "APPLICATION", "Anerkennungsberatung"),
        _talk("Praktikum in der Pflege angefragt.", "REFERRAL", "Lebenslauf schicken"),
        _talk("Ausbildungsvertrag mit der Handwerkskammer geprüft.", "CLARIFIED"),
    ),
    "ARB": (
        _talk("Bewerbung für eine Stelle im Lager geschrieben.", "APPLICATION", "Bei der Firma anrufen"),
        _talk("Arbeitserlaubnis beantragt.", "APPLICATION", "Antwort der Ausländerbehörde"),
        _talk("Arbeitsvertrag erklärt, Probezeit und Schichten besprochen.", "INFORMATION"),
    ),
    "GES": (
        _talk("Facharzt gesucht, Überweisung liegt vor.", "APPOINTMENT", "Termin bestätigen"),
        _talk("Krankenkasse gewechselt, Karte kommt per Post.", "CLARIFIED"),
        _talk("Impfpass durchgesehen.", "REFERRAL", "Gesundheitsamt"),
    ),
    "PSY": (
        _talk("Schlafprobleme und Sorge um Angehörige, Entlastungsgespräch.", "REFERRAL", "Wieder einladen"),
        _talk("Platz im Psychosozialen Zentrum angefragt.", "REFERRAL", "Warteliste erfragen"),
    ),
    "FAM": (
        _talk("Antrag auf Familiennachzug vorbereitet.", "INFORMATION", "Urkunden besorgen"),
        _talk("Heiratsurkunde beim Standesamt vorgelegt.", "APPLICATION", "Urkunde abholen"),
    ),
    "REC": (
        _talk("Mahnung eines Mobilfunkanbieters geprüft, Ratenzahlung vereinbart.", "CLARIFIED"),
        _talk("An die Schuldnerberatung verwiesen.", "REFERRAL", "Termin dort"),
    ),
    "ALL": (
        _talk("Post gelesen und sortiert, Fristen eingetragen.", "CLARIFIED"),
        _talk("Fahrkarte und Wege zu den Ämtern erklärt.", "INFORMATION"),
        _talk("Führerschein: Umschreibung erklärt.", "INFORMATION"),
    ),
    "TEI": (
        _talk("Kontakt zum Sportverein hergestellt.", "REFERRAL"),
        _talk("Ehrenamtliche Lernhilfe vermittelt.", "REFERRAL", "Erstes Treffen"),
    ),
    "SCH": (_talk("Vertrauliches Gespräch, Schutzplan besprochen.", "CRISIS", "Nachfragen"),),
    "RUE": (_talk("Fragen zur freiwilligen Rückkehr beantwortet.", "REFERRAL", "Rückkehrberatung"),),
    "SON": (_talk("Spende eines Fahrrads vermittelt.", "CLARIFIED"),),
}
HOW_OFTEN = {
    "WOH": 16,
    "EXI": 15,
    "AUF": 14,
    "SPR": 12,
    "ARB": 10,
    "ALL": 8,
    "GES": 6,
    "KIT": 5,
    "BIL": 5,
    "AUS": 4,
    "FAM": 4,
    "PSY": 3,
    "REC": 3,
    "TEI": 3,
    "RUE": 1,
    "SCH": 1,
    "SON": 1,
}
"""Main topics of a hundred talks, roughly as in published reports (housing, language, work, residence first)."""

GOALS: Mapping[str, tuple[str, ...]] = {
    "SPR": (
        "Ich will die Prüfung B1 schaffen.",
        "Ich möchte beim Arzt ohne Dolmetscher sprechen.",
        "Ich will lesen und schreiben lernen.",
    ),
    "WOH": (
        "Ich möchte ein Zimmer für mich allein.",
        "Ich will die Wohnung behalten und die Miete pünktlich zahlen.",
    ),
    "ARB": (
        "Ich will eine feste Arbeit finden.",
        "Ich möchte wieder als Fahrer arbeiten.",
        "Ich suche eine Stelle am Vormittag.",
    ),
    "AUS": (
        "Ich will eine Ausbildung zur Pflegekraft machen.",
        "Mein Diplom soll anerkannt werden.",
        "Ich möchte meinen Schulabschluss nachholen.",
    ),
    "EXI": ("Ich will meine Anträge selbst ausfüllen können.", "Ich will meine Schulden abbezahlen."),
    "AUF": ("Ich will meinen Pass besorgen.", "Ich möchte die Niederlassungserlaubnis beantragen."),
    "GES": ("Ich will einen Hausarzt in der Nähe finden.",),
    "TEI": ("Ich möchte im Sportverein mitmachen.", "Ich möchte Leute aus dem Stadtteil kennenlernen."),
}
GOALS_OF_FAMILIES: Mapping[str, tuple[str, ...]] = {
    **GOALS,
    "KIT": ("Die Kleine soll im Herbst in die Kita gehen.",),
    "BIL": ("Die Kinder sollen in der Schule mitkommen.",),
    "WOH": ("Wir suchen eine eigene Wohnung für die Familie.", "Wir brauchen ein Zimmer für die Kinder."),
    "TEI": ("Die Jungen wollen in den Fußballverein.", "Ich möchte andere Mütter kennenlernen."),
}
OF_FAMILIES = frozenset({"KIT", "BIL"})
"""Fields of action that nobody without children talks about."""
WHY_STATE: Mapping[str, tuple[str | None, ...]] = {
    "IN_PROGRESS": (None, "angemeldet", "erste Schritte gemacht"),
    "ACHIEVED": (None, "geschafft", "wie vereinbart"),
    "PARTIAL": ("zum Teil erreicht, Rest im nächsten Plan", "Prüfung teilweise bestanden"),
    "NOT_ACHIEVED": ("keinen Platz gefunden", "Prüfung nicht bestanden"),
    "ABANDONED": ("andere Pläne", "möchte das zurzeit nicht"),
    "OBSOLETE": ("durch Umzug erledigt", "nicht mehr nötig"),
}
WHY_NOT: Mapping[str | None, str] = {
    "keinen Platz gefunden": "NO_OFFER",
    "Prüfung nicht bestanden": "OTHER",
    "andere Pläne": "WISH_CHANGED",
    "möchte das zurzeit nicht": "NO_TIME",
    "durch Umzug erledigt": "MOVED",
    "nicht mehr nötig": "SOLVED_OTHERWISE",
}
"""The code that goes with the words, where a goal was not reached."""
REVIEWS = (
    "Gemeinsam durchgesehen, Schritte angepasst.",
    "Ziele gelten weiter.",
    "Viel erreicht; zwei Schritte neu vereinbart.",
    "Wenig Zeit wegen Schichtarbeit, Fristen verlängert.",
)
REFERRALS: Mapping[str, tuple[str, ...]] = {
    "COUNSELLING": ("Schuldnerberatung: Schreiben durchsehen", "Migrationsberatung nach Auszug"),
    "CARRIER": ("Beratung für Familien", "Kleiderkammer und Möbel"),
    "JOBCENTER": ("Erstgespräch und Eingliederungsplan", "Förderung der Ausbildung klären"),
    "EMPLOYMENT_AGENCY": ("Berufsberatung", "Vermittlung in Arbeit"),
    "IMMIGRATION_OFFICE": ("Verlängerung des Titels",),
    "DAYCARE": ("Platz ab Herbst",),
    "SCHOOL": ("Aufnahme in die Vorbereitungsklasse",),
    "ADULT_EDUCATION": ("Einstufung und Integrationskurs", "Alphabetisierungskurs"),
    "CHAMBER_HWK": ("Anerkennung des Berufs",),
    "CLUB": ("Probetraining",),
    "VOLUNTEERS": ("Lernpatenschaft", "Begleitung zu Ämtern"),
    "HEALTH_OFFICE": ("Impfberatung",),
    "PSYCHOSOCIAL": ("Erstgespräch",),
    "LAWYER": ("Beratung zum Asylverfahren",),
    "LANDLORD": ("Wohnungsbesichtigung",),
    "UNIVERSITY": ("Studienberatung für Geflüchtete",),
    "COMPANY": ("Praktikum", "Vorstellungsgespräch"),
    "LIBRARY": ("Ausweis und Lernraum",),
    "CHURCH": ("Begegnungscafé",),
}
