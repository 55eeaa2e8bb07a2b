"""One-time links: giving one out, answering by it without an account, and looking at what came back."""

import uuid

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, public, requires
from casework.access.permissions import Permission
from casework.audit.requests import only_looks
from casework.audit.trail import Actor, act_as, witness
from casework.referrals import links
from casework.referrals.blueprint import blueprint
from casework.referrals.link_declarations import REFERRAL_PAGE
from casework.referrals.link_forms import AnswerForm, LinkForm
from casework.referrals.link_mail import mail_address, text_of
from casework.referrals.link_models import ReferralLink
from casework.referrals.link_queries import (
    LinkEnded,
    NoLink,
    check_answerable,
    find_open_link,
    get_link,
    get_reply,
    office_of,
    shown_parts,
)
from casework.referrals.models import Referral
from casework.referrals.queries import get_referral
from casework.referrals.reference import reference_of
from casework.vocabulary.link_answers import LINK_ANSWERS
from casework.web.notices import say
from casework.web.secret_addresses import secret_address
from casework.web.throttle import throttle
from casework.web.way_back import way_back

Page = Response | tuple[str, int]
LINKS = "referral links"
NOT_FOUND, GONE = 404, 410


@blueprint.route("/referrals/<uuid:referral_id>/link", methods=["GET", "POST"])
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def link(referral_id: uuid.UUID) -> Page:
    """Give out a link, or another one instead; its code is shown this once."""
    referral, form = get_referral(current_viewer(), referral_id), LinkForm()
    token = None
    if form.validate_on_submit():
        token = form.attempt(lambda: links.make_link(referral, form.asked_days))
    known = {"form": form, "referral": referral, "reference": reference_of(referral.id)}
    known["has_letter"] = not referral.sends_data or bool(shown_parts(referral))
    found = find_open_link(referral)
    given_out = _given_out(found, token) if found and token else {"token": None}
    return render_template("referrals/link.html", link=found, **known, **given_out), form.status


def _given_out(found: ReferralLink, token: str) -> dict[str, str]:
    """The code in all the ways in which it is passed on."""
    viewer = current_viewer()
    address = url_for("referrals.answer", token=token, _external=True)
    return {
        "token": token,
        "address": address,
        "mail": text_of(found, address, viewer),
        "mail_address": mail_address(found, address, viewer),
    }


@blueprint.post("/referrals/<uuid:referral_id>/link/revoke")
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def revoke_link(referral_id: uuid.UUID) -> Response:
    """Nothing can be answered by it from now on."""
    referral = get_referral(current_viewer(), referral_id)
    links.revoke_link(referral)
    say(_("Der Link ist zurückgezogen. Wer ihn hat, kann damit nichts mehr sehen oder mitteilen."))
    return redirect(url_for("referrals.link", referral_id=referral.id))


@blueprint.post("/referral-replies/<uuid:reply_id>/seen")
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def see_reply(reply_id: uuid.UUID) -> Response:
    """It has been looked at."""
    reply = get_reply(current_viewer(), reply_id)
    links.see(reply)
    say(_("Die Rückmeldung ist als gesehen vermerkt."))
    return redirect(way_back(url_for(REFERRAL_PAGE, referral_id=reply.referral_id)))


@blueprint.post("/referral-replies/<uuid:reply_id>/appointment")
@requires(Permission.REFERRALS_REFERRAL_WRITE)
def enter_appointment(reply_id: uuid.UUID) -> Response:
    """The proposed appointment stands in the own calendar."""
    viewer = current_viewer()
    reply = get_reply(viewer, reply_id)
    links.enter_appointment(reply, viewer.user_id)
    say(_("Der Termin steht in Ihrem Kalender."))
    return redirect(way_back(url_for(REFERRAL_PAGE, referral_id=reply.referral_id)))


@blueprint.route("/answer", methods=["GET", "POST"])
@public
@secret_address
@only_looks
def answer() -> Page:
    """Which referral it is about, and how it stands; before anything is sent, what was said is shown once more."""
    typed = request.form.get("token") or request.args.get("token")
    if not typed:
        return render_template("referrals/answer.html", referral=None), 200
    found = _found(typed)
    form = AnswerForm(data={"token": typed})
    is_read = form.is_submitted() and "change" not in request.form and form.validate()
    return _answer_page(found.referral, form, is_last_look=bool(is_read))


@blueprint.post("/answer/send")
@public
@secret_address
def send_answer() -> Page:
    """What was said is kept, and the link is used up."""
    form = AnswerForm()
    found = _found(form.token.data or "")
    if form.validate() and form.accepts(lambda: links.answer(form.token.data or "", **form.details())):
        return redirect(url_for("referrals.answered"), 303)
    return _answer_page(found.referral, form)


@blueprint.get("/answer/received")
@public
@secret_address
def answered() -> str:
    """It has arrived."""
    return render_template("referrals/answered.html")


@blueprint.errorhandler(NoLink)
def no_link(refusal: NoLink) -> Page:
    """A code that is none: nothing more is said."""
    return render_template("referrals/_not_answerable.html", sentence=str(refusal)), NOT_FOUND


@blueprint.errorhandler(LinkEnded)
def link_ended(refusal: LinkEnded) -> Page:
    """The code was right once, so whoever has it may hear why it is not any more."""
    return render_template("referrals/_not_answerable.html", sentence=str(refusal)), GONE


def _found(typed: str) -> ReferralLink:
    """The link behind a code, if something can be answered by it; every look is noted, every guess counted."""
    try:
        found = get_link(typed)
    except NoLink:
        throttle(LINKS).missed()
        raise
    throttle(LINKS).found(found.id)
    referral = found.referral
    act_as(Actor(links.BY_LINK, referral.municipality_id))
    try:
        check_answerable(found)
    except LinkEnded:
        witness("referrals:link:refused", subject=referral.person_id, link=str(found.id))
        raise
    links.note_opened(found)
    witness("referrals:link:opened", subject=referral.person_id, link=str(found.id))
    return found


def _answer_page(referral: Referral, form: AnswerForm, *, is_last_look: bool = False) -> Page:
    page = render_template(
        "referrals/answer.html",
        form=form,
        referral=referral,
        office=office_of(referral),
        reference=reference_of(referral.id),
        parts=shown_parts(referral),
        is_last_look=is_last_look,
        answers=LINK_ANSWERS,
    )
    return page, form.status
