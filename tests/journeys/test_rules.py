"""A municipality goes by another rule from a day on."""

from tests.journeys.conftest import Town, Walk


def test_a_rule_is_entered_corrected_and_taken_back(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    walk.open("/deadlines/rules")
    walk.sees("Anspruch auf den Integrationskurs erlischt", "§ 44 (2) AufenthG", "1 Jahr")
    walk.follow("UMA: Meldung zur Verteilung")
    walk.sees("gilt heute", "Montag bis Samstag")
    walk.follow("Neue Fassung eintragen")
    walk.press("Eintragen")
    walk.sees("ab welchem Tag die Regel gilt")
    walk.page.get_by_label("Gilt ab", exact=True).fill("01.07.2027")
    walk.page.get_by_label("Montag bis Freitag").check()
    walk.page.get_by_label("Vermerk").fill("Rundschreiben der Landesverteilstelle")
    walk.press("Eintragen")
    walk.sees("01.07.2027", "kommt", "Montag bis Freitag", "Rundschreiben der Landesverteilstelle")
    walk.follow("eigene Regel")
    walk.page.get_by_label("Dauer", exact=True).fill("5")
    walk.press("Speichern")
    walk.sees("5 Werktage")
    walk.follow("eigene Regel")
    walk.press("Regel zurücknehmen")
    walk.sees("7 Werktage")
    assert "5 Werktage" not in walk.page.get_by_role("main").inner_text()
