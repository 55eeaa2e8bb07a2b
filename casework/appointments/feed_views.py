"""The subscribed calendar, and the page on which its secret address is made, renewed and revoked."""

from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from casework.access.guard import current_viewer, public, requires
from casework.access.permissions import Permission
from casework.appointments.blueprint import blueprint
from casework.appointments.feed_forms import FeedForm
from casework.appointments.feed_queries import feed_of
from casework.appointments.feeds import NoFeed, find_feed, get_feed, is_worth_noting, open_feed, revoke_feed
from casework.audit.trail import Actor, act_as, witness
from casework.web.notices import say
from casework.web.throttle import throttle

CALENDARS = "calendars"


@blueprint.route("/calendar/feed", methods=["GET", "POST"])
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def feed() -> str:
    """Whether the own calendar has a secret address; a new one is shown this once."""
    viewer, form = current_viewer(), FeedForm()
    address = None
    if form.validate_on_submit():
        token = open_feed(viewer, shows_names=form.shows_names.data)
        address = url_for("appointments.subscribed", token=token, _external=True)
    return render_template(
        "appointments/feed.html", form=form, address=address, feed=find_feed(viewer.user_id)
    )


@blueprint.post("/calendar/feed/revoke")
@requires(Permission.APPOINTMENTS_APPOINTMENT_WRITE)
def revoke() -> Answer:
    """The address leads nowhere from now on."""
    revoke_feed(current_viewer())
    say(_("Die Adresse ist widerrufen. Wer sie abonniert hat, erhält nichts mehr."))
    return redirect(url_for("appointments.feed"))


@blueprint.get("/calendar/feed.ics")
@public
def subscribed() -> Response:
    """The calendar behind a secret address, for programs that cannot sign in."""
    try:
        found, viewer = get_feed(request.args.get("token", ""))
    except NoFeed:
        throttle(CALENDARS).missed()
        raise
    throttle(CALENDARS).found(found.id)
    act_as(Actor(viewer.user_id, viewer.municipality_id))
    if is_worth_noting(found):
        witness("appointments:feed:fetched", about=found.id)
    return Response(feed_of(viewer, shows_names=found.shows_names), mimetype="text/calendar")
