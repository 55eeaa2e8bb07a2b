"""What the trail's entries are called on the screen; every action noted anywhere in the product has its words here."""

ACTIONS = {
    "access:page:refused": "Seite abgewiesen",
    "accounts:password:set": "Passwort gesetzt",
    "accounts:session:began": "angemeldet",
    "accounts:session:ended": "abgemeldet",
    "accounts:session:refused": "Anmeldung abgewiesen",
    "accounts:user:accepted": "Konto nach Prüfung wieder zugelassen",
    "accounts:user:changed": "Konto geändert",
    "accounts:user:created": "Konto angelegt",
    "accounts:user:deactivated": "Konto gesperrt",
    "accounts:user:reactivated": "Konto wieder geöffnet",
    "audit:trail:read": "Protokoll gelesen",
    "counselling:consultation:documented": "Beratung festgehalten",
    "counselling:consultation:opened": "Beratung geöffnet",
    "counselling:consultation:retracted": "Beratung zurückgenommen",
    "counselling:consultation:revised": "Beratung berichtigt",
    "demo:person:invented": "für die Vorführung erfunden",
    "demo:town:built": "Vorführdaten angelegt",
    "exchange:list:discarded": "Liste verworfen",
    "exchange:list:imported": "Liste eingelesen",
    "exchange:list:previewed": "Liste geprüft",
    "exchange:list:rejected-downloaded": "abgelehnte Zeilen heruntergeladen",
    "exchange:list:uploaded": "Liste hochgeladen",
    "exchange:person:imported": "aus einer Liste übernommen",
    "housing:accommodation:changed": "Unterkunft geändert",
    "housing:accommodation:opened": "Unterkunft angelegt",
    "housing:places:blocked": "Plätze gesperrt",
    "housing:places:released": "Sperrung beendet",
    "housing:residents:listed": "Bewohner einer Unterkunft angesehen",
    "housing:room:retracted": "Angabe zum Zimmer zurückgenommen",
    "housing:room:stated": "Zimmer beschrieben",
    "housing:stay:corrected": "Aufenthalt berichtigt",
    "housing:stay:left": "Auszug festgehalten",
    "housing:stay:moved": "Umzug festgehalten",
    "housing:stay:retracted": "Aufenthalt zurückgenommen",
    "housing:stay:stated": "Aufenthalt festgehalten",
    "installation:rows:sealed": "vorhandene Zeilen versiegelt",
    "organisation:municipality:created": "Kommune angelegt",
    "partners:partner:changed": "Partner geändert",
    "partners:partner:entered": "Partner aufgenommen",
    "partners:referral:made": "vermittelt",
    "partners:referral:opened": "Vermittlung geöffnet",
    "partners:referral:state": "Stand der Vermittlung festgehalten",
    "people:case:led": "Fallführung festgehalten",
    "people:case:retracted": "Fallführung zurückgenommen",
    "people:duplicate:denied": "als andere Person aufgenommen",
    "people:duplicate:hinted": "Hinweis auf eine fremde Person gezeigt",
    "people:duplicate:listed": "mögliche Doppelerfassungen angesehen",
    "people:duplicate:shown": "ähnliche Personen gezeigt",
    "people:person:accepted": "Person nach Prüfung bestätigt",
    "people:person:changed": "Person geändert",
    "people:person:merged": "Akten zusammengeführt",
    "people:person:not-told-apart": "nicht mehr als verschieden gekennzeichnet",
    "people:person:opened": "Person geöffnet",
    "people:person:refused": "Person nicht gezeigt",
    "people:person:registered": "Person aufgenommen",
    "people:person:told-apart": "als verschiedene Personen gekennzeichnet",
    "people:person:unmerged": "Zusammenführung rückgängig gemacht",
    "people:register:listed": "Personenliste angesehen",
    "people:register:searched": "Personen gesucht",
    "people:register:suggested": "Personen gesucht, beim Tippen",
    "people:title:retracted": "Aufenthaltstitel zurückgenommen",
    "people:title:stated": "Aufenthaltstitel festgehalten",
    "plans:goal:agreed": "Ziel vereinbart",
    "plans:goal:changed": "Ziel geändert",
    "plans:goal:opened": "Ziel geöffnet",
    "plans:goal:state": "Stand des Ziels festgehalten",
    "plans:plan:closed": "Integrationsplan abgeschlossen",
    "plans:plan:opened": "Integrationsplan begonnen",
    "plans:plan:reviewed": "Integrationsplan überprüft",
    "releases:answer:released": "Antwort herausgegeben",
    "releases:view:forgotten": "Ansicht gelöscht",
    "releases:view:kept": "Ansicht gemerkt",
    "reports:jour-fixe:exported": "Jour-Fixe-Bericht erzeugt",
    "statistics:people:listed": "Personen hinter einer Zahl angesehen",
    "vault:account:changed-outside": "Konto außerhalb von Casework verändert",
    "vault:application:unlocked": "Anwendung aufgeschlossen",
    "vault:field:unreadable": "Angabe nicht lesbar",
    "vault:keys:rotated": "Hauptschlüssel gewechselt",
    "vault:person:changed-outside": "Person außerhalb von Casework verändert",
}


ALARMS = frozenset(
    {"vault:account:changed-outside", "vault:field:unreadable", "vault:person:changed-outside"}
)
"""What should never be: whoever sees one must look."""


def is_alarm(action: str) -> bool:
    """Whether an entry is no act of anybody's but something that should never be."""
    return action in ALARMS


def in_words(action: str) -> str:
    """The words of an action; one noted by an older version is shown as it stands."""
    return ACTIONS.get(action, action)
