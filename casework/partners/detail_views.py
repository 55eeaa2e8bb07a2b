"""What a partner offers, and whom to ask for there."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.partners.blueprint import blueprint
from casework.partners.contacts import add_contact, change_contact, remove_contact
from casework.partners.forms import ContactForm, OfferForm
from casework.partners.models import Partner
from casework.partners.offers import add_offer, change_offer
from casework.partners.queries import get_contact, get_offer, get_partner
from casework.web.notices import say
from casework.web.way_back import way_back

Page = Response | tuple[str, int]


@blueprint.route("/partners/<uuid:partner_id>/offers/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def new_offer(partner_id: uuid.UUID) -> Page:
    """Say what else a partner offers."""
    partner = get_partner(current_viewer().municipality_id, partner_id)
    form = OfferForm()
    del form.is_active
    if form.validate_on_submit() and form.accepts(lambda: add_offer(partner, form.details())):
        say(_("Das Angebot ist eingetragen."))
        return _to(partner)
    return render_template("partners/new_offer.html", form=form, partner=partner), form.status


@blueprint.route("/partners/offers/<uuid:offer_id>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def edit_offer(offer_id: uuid.UUID) -> Page:
    """Correct an offer, or say that it is none any more."""
    offer = get_offer(current_viewer().municipality_id, offer_id)
    form = OfferForm.showing(offer)
    if form.validate_on_submit() and form.accepts(lambda: change_offer(offer, form.details())):
        say(_("Das Angebot ist gespeichert."))
        return _to(offer.partner)
    return render_template("partners/edit_offer.html", form=form, offer=offer), form.status


@blueprint.route("/partners/<uuid:partner_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def new_contact(partner_id: uuid.UUID) -> Page:
    """Name somebody to ask for."""
    partner = get_partner(current_viewer().municipality_id, partner_id)
    form = ContactForm()
    if form.validate_on_submit() and form.accepts(lambda: add_contact(partner, form.details())):
        say(_("Die Ansprechperson ist eingetragen."))
        return _to(partner)
    return render_template("partners/new_contact.html", form=form, partner=partner), form.status


@blueprint.route("/partners/contacts/<uuid:contact_id>", methods=["GET", "POST"])
@requires(Permission.PARTNERS_PARTNER_EDIT)
def edit_contact(contact_id: uuid.UUID) -> Page:
    """Correct what is known of somebody to ask for."""
    contact = get_contact(current_viewer().municipality_id, contact_id)
    form = ContactForm(obj=contact).of(contact)
    if form.validate_on_submit() and form.accepts(lambda: change_contact(contact, form.details())):
        say(_("Die Ansprechperson ist gespeichert."))
        return _to(contact.partner)
    return render_template("partners/edit_contact.html", form=form, contact=contact), form.status


@blueprint.post("/partners/contacts/<uuid:contact_id>/remove")
@requires(Permission.PARTNERS_PARTNER_EDIT)
def remove(contact_id: uuid.UUID) -> Response:
    """Forget somebody who is not to be asked for any more."""
    contact = get_contact(current_viewer().municipality_id, contact_id)
    partner = contact.partner
    remove_contact(contact)
    say(_("Die Ansprechperson ist entfernt."))
    return _to(partner)


def _to(partner: Partner) -> Response:
    return redirect(way_back(url_for("partners.partner", partner_id=partner.id)))
