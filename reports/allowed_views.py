"""The forms on which somebody consents, or releases others from secrecy."""

import uuid
from dataclasses import replace
from typing import Any

from flask import Response, render_template, request

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.audit.trail import witness
from casework.database.moments import today
from casework.organisation.queries import letterhead_of
from casework.partners.models import Partner
from casework.partners.queries import get_partner, partners_of
from casework.people.models import Person
from casework.people.scope import get_person
from casework.vocabulary.consents import USUAL_CATEGORIES, USUAL_SPAN
from casework.vocabulary.phrases.languages import sheet_for
from casework.web.downloads import download
from reports import render
from reports.allowed_forms import AllowedPaperForm, ConsentPaperForm, ReleasePaperForm
from reports.bilingual import Sheet, sheet_of
from reports.blueprint import blueprint
from reports.consent_form import ConsentPaper, Signing
from reports.release_form import ReleasePaper

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/consent-form", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
@only_looks
def consent_form(person_id: uuid.UUID) -> Page:
    """A consent to be explained and signed."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = ConsentPaperForm(
        partners_of(viewer.municipality_id),
        data=_begun(person)
        | {
            "categories": USUAL_CATEGORIES,
            "purpose": request.args.get("purpose", ""),
            "partner_id": request.args.get("partner", ""),
        },
    )
    if form.validate_on_submit():
        witness("reports:consent:printed", subject=person.id, language=form.language.data)
        return _printed(_consent(form, person).html(), "einwilligung")
    return render_template("reports/consent_form.html", form=form, person=person), form.status


@blueprint.route("/people/<uuid:person_id>/release-form", methods=["GET", "POST"])
@requires(Permission.CONSENTS_CONSENT_WRITE)
@only_looks
def release_form(person_id: uuid.UUID) -> Page:
    """A release from secrecy to be explained and signed."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    known = _begun(person) | {"released": letterhead_of(viewer.municipality_id).office, "direction": ""}
    form = ReleasePaperForm(partners_of(viewer.municipality_id), data=known)
    if form.validate_on_submit():
        witness("reports:consent:printed", subject=person.id, language=form.language.data)
        return _printed(_release(form, person).html(), "schweigepflichtentbindung")
    return render_template("reports/release_form.html", form=form, person=person), form.status


def _begun(person: Person) -> dict[str, Any]:
    return {"language": sheet_for(*(person.languages or ())), "valid_until": today() + USUAL_SPAN}


def _consent(form: ConsentPaperForm, person: Person) -> ConsentPaper:
    partner = _partner(form)
    return ConsentPaper(
        sheet=_sheet("consent", form),
        signing=_signing(form, person),
        partner=partner.name if partner else "",
        address=(partner.address or "") if partner else "",
        purpose=form.purpose.data or "",
        categories=form.categories.data or (),
    )


def _release(form: ReleasePaperForm, person: Person) -> ReleasePaper:
    partner = _partner(form)
    return ReleasePaper(
        sheet=_sheet("release", form),
        signing=_signing(form, person),
        released=form.released.data or "",
        towards=partner.name if partner else form.towards.data or "",
        about=form.about.data or "",
        is_mutual=form.is_mutual,
    )


def _sheet(paper: str, form: AllowedPaperForm) -> Sheet:
    """Both papers say the sentences on rights and signatures that stand in the catalogue of consents."""
    sheets = [
        sheet_of(current_viewer().municipality_id, name, form.language.data) for name in {paper, "consent"}
    ]
    return replace(sheets[0], is_confirmed=all(sheet.is_confirmed for sheet in sheets))


def _partner(form: AllowedPaperForm) -> Partner | None:
    chosen = form.partner_id.data
    return get_partner(current_viewer().municipality_id, uuid.UUID(chosen)) if chosen else None


def _signing(form: AllowedPaperForm, person: Person) -> Signing:
    viewer = current_viewer()
    return Signing(
        letterhead_of(viewer.municipality_id), person.full_name, viewer.user_name, form.valid_until.data
    )


def _printed(html: str, name: str) -> Response:
    return download(render.pdf(html), render.KIND, f"{name}.pdf")
