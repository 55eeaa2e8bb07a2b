"""The search for a partner as other forms embed it."""

import re

from flask import Flask, render_template_string, request

from casework.database.transaction import transaction
from casework.partners.offers import add_offer
from casework.partners.operations import enter_partner
from casework.partners.picking import SHOWN_TO_PICK, picker
from casework.web.fields import OneOfField
from casework.web.forms import BaseForm
from tests import factories

PAGE = """{% from "partners/_picker.html" import partner_search, partner_choice with context %}
{{ partner_search(picker, kept=("goal",)) }}<form method="post">{{ partner_choice(picker, form.partner_id) }}</form>"""


class PickForm(BaseForm):
    """A form in which a partner is picked."""

    partner_id = OneOfField("Stelle")


def drawn(app: Flask, municipality_id: object, address: str) -> str:
    with app.test_request_context(address):
        shown = picker(municipality_id, request.args, request.args.get("partner"))  # type: ignore[arg-type]
        form = PickForm(data={"partner_id": request.args.get("partner")})
        form.partner_id.choices = shown.choices()
        return render_template_string(PAGE, picker=shown, form=form)


def test_a_form_shows_the_first_found_and_the_one_picked(app: Flask) -> None:
    with app.app_context():
        town = factories.municipality()
        with transaction():
            for number in range(SHOWN_TO_PICK + 3):
                club = enter_partner(town.id, {"name": f"Verein {number:02d}", "kind": "CLUB"})
                add_offer(club, {"title": "Turnen", "needs": ["TEI"]})
            picked = str(enter_partner(town.id, {"name": "Jobcenter", "kind": "JOBCENTER"}).id)
        page = drawn(app, town.id, f"/?need=TEI&goal=17&partner={picked}")
    names = re.findall(r'<label class="kern-label" for="partner_id-[^"]+">([^<]+)</label>', page)
    assert names == ["Jobcenter", *(f"Verein {number:02d}" for number in range(SHOWN_TO_PICK))]
    assert re.findall(r'value="([^"]+)" checked', page) == [picked]
    assert '<input type="hidden" name="goal" value="17">' in page
    assert "15 Stellen gefunden. Hier stehen die ersten 12" in page
    assert "Verein · Turnen · ganze Stadt" in page
