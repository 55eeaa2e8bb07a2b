"""Moving by hand-picked people, undoing it, correcting an entry and clearing a house, on a desk and on a phone."""

import os
from pathlib import Path

from tests.journeys.conftest import Town, Walk


def seen(walk: Walk, name: str) -> None:
    folder = os.environ.get("SHOTS")
    if folder:
        width = walk.page.viewport_size["width"]
        walk.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_an_act_is_done_and_undone(walk: Walk, town: Town) -> None:
    walk.sign_in(town.lead)
    walk.open(f"/people/{town.layla.id}/move?all=1&where=West")
    walk.page.get_by_label("Weitere Person dazunehmen").fill("Tesfalem")
    walk.press("Person suchen")
    walk.sees("Noch ist nichts festgehalten")
    walk.page.get_by_label("Tesfalem").check()
    walk.page.get_by_label("Unterkunft und Zimmer").select_option(label="AU West, W1 · 0 frei")
    seen(walk, "move")
    walk.press_enter("Am")
    walk.sees("3 Personen", "ist überbelegt", "Anhörung (§ 60 Abs. 2 AsylG)")
    seen(walk, "moved")
    walk.press("Rückgängig")
    walk.sees("Was davor galt, gilt wieder", "GU Nord, Zimmer N1")
    walk.open(f"/people/{town.layla.id}?tab=stays")
    walk.sees("rückgängig gemacht", town.lead.name)
    seen(walk, "stays")
    walk.follow("Berichtigen")
    seen(walk, "correct")
    walk.open(f"/accommodations/{town.north.id}")
    walk.follow("Haus räumen")
    seen(walk, "clear")
    walk.page.get_by_label("Auszug ohne neue Wohnung").check()
    walk.press("Auszug aus dem Haus festhalten")
    walk.sees("2 Personen ziehen am", "wohnt niemand mehr in diesem Haus")
    seen(walk, "cleared")
