"""What the Land's pattern may ask and no source at hand confirms: printed on the evidence, so that nobody is misled.

Source: domain brief §3 and §10 (what is marked there as unverified), state of knowledge 22.11.2026.
"""

from collections.abc import Mapping
from datetime import date

SINCE = date(2026, 11, 22)
PATTERN = (
    "Belegt ist: Der Verwendungsnachweis wird je Integrationsmanager/in nach dem landeseinheitlichen Muster geführt "
    "(Nr. 6.2 VwV Integrationsmanagement, Blatt „Auswertung Zeitraum“), dazu ein Sachbericht je Antragsteller von "
    "höchstens drei Seiten, binnen drei Monaten nach Ende des Zeitraums (Stand der Förderung 2017). Veröffentlicht "
    "wurden daraus Beratungsgespräche, neue, fortgeführte und aktive Integrationspläne sowie Hauptthemen. Die "
    "Formularfelder von 2023 und 2025 lagen nicht vor; dieser Nachweis ersetzt das Muster nicht."
)
UNVERIFIED: Mapping[str, str] = {
    "Felder und Reihenfolge des Musters von 2023 und 2025": (
        "Nicht geprüft. Die Zahlen sind von Hand in das Muster zu übertragen; Bezeichnungen können abweichen."
    ),
    "Was als Beratungsgespräch zählt": (
        "Nicht geprüft, ob das Muster Mindestdauer, Kurzkontakte, Gruppen oder Gespräche ohne Klient/in anders zählt. "
        "Hier zählt jedes dokumentierte Gespräch einmal."
    ),
    "Zielgruppe (Anschlussunterbringung und Ukraine)": (
        "Nicht geprüft, ob das Muster Gespräche mit Personen außerhalb der Zielgruppe abzieht. Hier zählen alle "
        "dokumentierten Gespräche, gleich welcher Stufe die Beratenen am Tag des Gesprächs angehörten."
    ),
    "Beginn der drei Jahre Beratung": (
        "Nicht geprüft, ob er mit der Zuteilung in die Anschlussunterbringung oder mit dem ersten Gespräch beginnt. "
        "Höchstdauer und Verlängerung sind hier nicht ausgewertet."
    ),
    "Abstand, in dem Integrationspläne fortzuschreiben sind": (
        "Nicht geprüft. „Fortgeführt“ heißt hier, was in den Definitionen steht, gleich in welchem Abstand."
    ),
    "Einteilung der Themen": (
        "Nicht geprüft, welche Themen das Muster vorgibt. Hier stehen die Handlungsfelder dieses Programms."
    ),
    "Stellenanteile und Abwesenheiten": (
        "Nicht geprüft, ob lange Abwesenheiten und unbesetzte Stellen abzuziehen sind. Hier zählen die eingetragenen "
        "Stellenanteile."
    ),
    "Betreuungsschlüssel": (
        "Eine verbindliche Zahl ist nicht belegt. Fälle je Vollzeitstelle sind ein Richtwert, kein Ziel."
    ),
    "Zielerreichung, rechtzeitig erreichte Ziele, Wartezeit": (
        "Nicht belegt, dass das Muster danach fragt. Sie stehen hier, weil der Rechnungshof 2022 fehlende Aussagen zur "
        "Wirkung beanstandet hat (Denkschrift Nr. 15)."
    ),
    "Träger, Bewilligung, Ausgaben, Qualifikation der Beschäftigten": (
        "Nicht geprüft, was davon das Muster verlangt; dieses Programm führt diese Angaben nicht."
    ),
}
"""What is asked, perhaps, and what this report can say to it."""
