"""Referring people to a partner, one referral from need to result, and what came of it."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.access.viewer import Viewer
from casework.audit.trail import witness
from casework.consents.queries import NoConsent
from casework.database.moments import today
from casework.partners.models import Partner
from casework.partners.operations import enter_partner
from casework.partners.picking import picker
from casework.partners.queries import get_partner
from casework.people.models import Person
from casework.people.queries import get_people, household_members
from casework.people.scope import get_person
from casework.referrals import (
    declarations,
    link_declarations,
    link_views,
    operations,
    queries,
    record_kinds,
    response_views,
    sending_views,
    sharing,
)
from casework.referrals.blueprint import blueprint
from casework.referrals.course import course_of
from casework.referrals.forms import InquiryForm, ReferralForm, ReferralStateForm
from casework.referrals.models import Referral
from casework.vocabulary.counselling import REFERRAL_STATES
from casework.vocabulary.referrals import CHANNELS, WAYS
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "link_views", "response_views", "sending_views"]

declarations.declare()
link_declarations.declare()
record_kinds.declare()

Page = Response | tuple[str, int]


@blueprint.route("/people/<uuid:person_id>/referrals/new", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def refer(person_id: uuid.UUID) -> Page:
    """Send a person, perhaps with others of the household, on to a partner, known or new."""
    viewer = current_viewer()
    person = get_person(viewer, person_id)
    form = ReferralForm(data=ReferralForm.as_usual(today(), request.args.get("partner", "")))
    found = picker(viewer.municipality_id, request.form or request.args, form.partner_id.data)
    form.offer(found.choices(), _others(viewer, person))
    is_sent = "search" not in request.form and form.validate_on_submit()
    made = form.attempt(lambda: _referred(viewer, person, form)) if is_sent else None
    if made:
        return _referred_back(person, made)
    return render_template("referrals/refer.html", form=form, person=person, picker=found), form.status


def _others(viewer: Viewer, person: Person) -> list[tuple[str, str]]:
    members = household_members(viewer, person)
    return [
        (str(card.person_id), card.name_with_age(today())) for card in members if card.person_id != person.id
    ]


def _referred(viewer: Viewer, person: Person, form: ReferralForm) -> list[Referral]:
    people = [person, *get_people(viewer, form.chosen_ids)]
    return operations.refer_all(people, _partner(form), case_manager_id=viewer.user_id, **form.details())


def _partner(form: ReferralForm) -> Partner:
    """The chosen partner, or the new one after it was entered."""
    municipality_id = current_viewer().municipality_id
    if form.partner_id.data:
        return get_partner(municipality_id, uuid.UUID(form.partner_id.data))
    return enter_partner(municipality_id, {"name": form.new_partner.data, "kind": form.new_partner_kind.data})


def _referred_back(person: Person, made: list[Referral]) -> Response:
    """Whoever goes alone is done; where data is to go out, the referral itself says what comes next."""
    if made[0].sends_data:
        prepared = ngettext(
            "Die Vermittlung ist vorbereitet; es ist noch nichts hinausgegangen.",
            "%(num)s Vermittlungen sind vorbereitet; es ist noch nichts hinausgegangen.",
            len(made),
        )
        say(prepared)
        return redirect(url_for("referrals.referral", referral_id=made[0].id))
    say(ngettext("Die Vermittlung ist festgehalten.", "%(num)s Vermittlungen sind festgehalten.", len(made)))
    return redirect(way_back(url_for("people.person", person_id=person.id)))


@blueprint.get("/referrals/<uuid:referral_id>")
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def referral(referral_id: uuid.UUID) -> str:
    """A referral: what, to whom, how far it has come, what went out, and what comes next."""
    found = _opened(referral_id)
    obstacle = sharing.find_obstacle(found, today()) if found.sends_data else None
    return render_template(
        "referrals/referral.html",
        referral=found,
        today=today(),
        course=course_of(found),
        obstacle=obstacle,
        lacks_consent=isinstance(obstacle, NoConsent),
        transmissions=queries.transmissions_of(found),
        states=REFERRAL_STATES,
        ways=WAYS,
        channels=CHANNELS,
    )


@blueprint.route("/referrals/<uuid:referral_id>/state", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def referral_state(referral_id: uuid.UUID) -> Page:
    """Note how far a referral has come."""
    found = _opened(referral_id)
    form = ReferralStateForm.as_known(found, today()).of(
        found.state_then() or found, "state", "feedback_due_on"
    )
    if form.validate_on_submit() and form.accepts(lambda: operations.record_state(found, **form.details())):
        say(_("Der Stand der Vermittlung ist notiert."))
        return redirect(way_back(_page_of(found)))
    page = render_template(
        "referrals/referral_state.html", form=form, referral=found, course=course_of(found)
    )
    return page, form.status


@blueprint.route("/referrals/states/<uuid:state_id>", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def correct_state(state_id: uuid.UUID) -> Page:
    """Correct a state that was noted wrongly."""
    wrong = queries.get_state(current_viewer(), state_id)
    witness("partners:referral:opened", subject=wrong.person_id, referral=str(wrong.referral_id))
    form = ReferralStateForm.as_noted(wrong).of(wrong)
    if form.validate_on_submit() and form.accepts(lambda: operations.correct_state(wrong, **form.details())):
        say(_("Der Stand ist berichtigt."))
        return redirect(_page_of(wrong.referral))
    return render_template("referrals/correct_state.html", form=form, referral=wrong.referral), form.status


@blueprint.route("/referrals/<uuid:referral_id>/ask", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def ask(referral_id: uuid.UUID) -> Page:
    """Note that one has asked the partner, which puts the day of the answer off."""
    found, form = _opened(referral_id), InquiryForm()
    asked = (
        form.attempt(lambda: operations.ask(found, **form.details(today())))
        if form.validate_on_submit()
        else None
    )
    if asked:
        due = f"{asked.feedback_due_on:%d.%m.%Y}"
        say(_("Die Nachfrage ist notiert; die Rückmeldung steht bis %(day)s aus.", day=due))
        return redirect(way_back(_page_of(found)))
    return render_template("referrals/ask.html", form=form, referral=found), form.status


def _opened(referral_id: uuid.UUID) -> Referral:
    found = queries.get_referral(current_viewer(), referral_id)
    witness("partners:referral:opened", subject=found.person_id, referral=str(found.id))
    return found


def _page_of(referral: Referral) -> str:
    return url_for("referrals.referral", referral_id=referral.id)
