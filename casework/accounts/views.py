"""The door, the own account, and the accounts of the own municipality."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, find_viewer, public, requires
from casework.access.permissions import Permission
from casework.access.roles import ROLE_LABELS
from casework.accounts import operations, post_views, queries, record_kinds, substitution_views, team_views
from casework.accounts import sign_in as door
from casework.accounts.blueprint import blueprint
from casework.accounts.forms import NewUserForm, OwnPasswordForm, PasswordForm, SignInForm, UserForm
from casework.accounts.models import User
from casework.accounts.posts import find_post, history_of, holding
from casework.audit.queries import actors_named_by
from casework.database.moments import today
from casework.errors import CaseworkError
from casework.organisation.queries import teams_of
from casework.web.navigation import home_address, menu_entry
from casework.web.notices import say
from casework.web.way_back import way_back

__all__ = ["blueprint", "post_views", "substitution_views", "team_views"]
actors_named_by(queries.names_in)
record_kinds.declare()
menu_entry(lazy_gettext("Konten"), "accounts.users", Permission.ACCOUNTS_USER_MANAGE, 10, group="admin")
menu_entry(
    lazy_gettext("Teams"),
    "accounts.teams",
    Permission.ORGANISATION_TEAM_WRITE,
    12,
    group="admin",
    argument="team_id",
    alone=True,
)
menu_entry(lazy_gettext("Mein Konto"), "accounts.own", Permission.ACCOUNTS_OWN, 10, group="account")
menu_entry(
    lazy_gettext("Abmelden"), "accounts.sign_out", Permission.ACCOUNTS_OWN, 20, group="account", post=True
)

Page = str | Response | tuple[str, int]


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Page:
    """The door; whoever is in already is led to the first page."""
    if find_viewer() is not None:
        return redirect(way_back(home_address()))
    form = SignInForm()
    if form.validate_on_submit():
        try:
            door.let_in(form.email.data or "", form.password.data or "")
            return redirect(way_back(home_address()))
        except CaseworkError as error:
            form.blame(None, error)
    out = {"has_ended": door.has_ended(), "why_out": door.why_out()}
    return render_template("accounts/sign_in.html", form=form, **out), form.status


@blueprint.post("/sign-out")
@requires(Permission.ACCOUNTS_OWN)
def sign_out() -> Page:
    """Leave; works for this browser only."""
    door.let_out(current_user.session_id)
    return redirect(url_for("accounts.sign_in"))


@blueprint.route("/account", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_OWN)
def own() -> Page:
    """What is kept about oneself, and a new password, which signs out every other browser."""
    viewer = current_viewer()
    user = queries.get_user(viewer.municipality_id, viewer.user_id)
    form = OwnPasswordForm()
    if form.validate_on_submit():
        try:
            door.prove_again(user, form.current.data or "")
            operations.set_password(user, form.password.data or "", keep_session=current_user.session_id)
        except CaseworkError as error:
            form.blame_for(error)
        else:
            say(_("Das neue Passwort gilt. Andere Browser sind abgemeldet."))
            return redirect(url_for("accounts.own"))
    shown = {"user": user, "post": find_post(user.id, today()), "roles": ROLE_LABELS}
    return render_template("accounts/own.html", form=form, **shown), form.status


@blueprint.get("/accounts")
@requires(Permission.ACCOUNTS_USER_MANAGE)
def users() -> Page:
    """Everybody who works with Casework in this municipality."""
    town_id = current_viewer().municipality_id
    accounts = queries.users_of(town_id)
    return render_template(
        "accounts/users.html",
        accounts=accounts,
        changed=queries.changed_outside(accounts),
        posts=holding(town_id, today()),
        teams={team.id: team.name for team in teams_of(town_id)},
        roles=ROLE_LABELS,
    )


@blueprint.route("/accounts/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_USER_MANAGE)
def new_user() -> Page:
    """A new account in the own municipality."""
    town_id = current_viewer().municipality_id
    form = NewUserForm().offering(teams_of(town_id))
    if form.validate_on_submit() and form.accepts(
        lambda: operations.create_user(town_id, **form.described())
    ):
        say(_("Das Konto ist angelegt."))
        return redirect(url_for("accounts.users"))
    return render_template("accounts/new_user.html", form=form), form.status


@blueprint.route("/accounts/<uuid:user_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_USER_MANAGE)
def edit_user(user_id: uuid.UUID) -> Page:
    """Name, address, role and share of an account; its password and whether it is open are acts of their own."""
    user = _account(user_id)
    user.changed_outside = bool(queries.changed_outside([user]))
    posts = history_of(user.id)
    form = UserForm.of_user(user, find_post(user.id, today()), teams_of(user.municipality_id))
    if form.validate_on_submit() and form.accepts(lambda: operations.change_user(user, **form.described())):
        say(_("Das Konto ist geändert."))
        return redirect(url_for("accounts.users"))
    shown = {"form": form, "user": user, "posts": posts, "roles": ROLE_LABELS}
    return render_template("accounts/edit_user.html", **shown), form.status


@blueprint.post("/accounts/<uuid:user_id>/accept")
@requires(Permission.ACCOUNTS_USER_MANAGE)
def accept(user_id: uuid.UUID) -> Page:
    """Let an account in again as it stands, after somebody has looked at what was changed past Casework."""
    user = _account(user_id)
    operations.accept(user)
    say(_("Das Konto gilt jetzt so, wie es hier steht."))
    return redirect(url_for("accounts.edit_user", user_id=user.id))


@blueprint.post("/accounts/<uuid:user_id>/deactivate")
@requires(Permission.ACCOUNTS_USER_MANAGE)
def deactivate(user_id: uuid.UUID) -> Page:
    """Close an account: whoever uses it is out with the next click."""
    user = _account(user_id)
    operations.deactivate(user)
    say(
        _("Das Konto ist gesperrt und überall abgemeldet."),
        undo_url=url_for("accounts.reactivate", user_id=user.id),
    )
    return redirect(url_for("accounts.users"))


@blueprint.post("/accounts/<uuid:user_id>/reactivate")
@requires(Permission.ACCOUNTS_USER_MANAGE)
def reactivate(user_id: uuid.UUID) -> Page:
    """Open a closed account again."""
    user = _account(user_id)
    operations.reactivate(user)
    say(_("Das Konto ist wieder offen."))
    return redirect(url_for("accounts.users"))


@blueprint.route("/accounts/<uuid:user_id>/password", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_USER_MANAGE)
def reset_password(user_id: uuid.UUID) -> Page:
    """A new password for somebody who has forgotten theirs."""
    user = _account(user_id)
    form = PasswordForm()
    if form.validate_on_submit() and form.accepts(
        lambda: operations.set_password(user, form.password.data or "")
    ):
        say(_("Das neue Passwort gilt; das Konto ist überall abgemeldet."))
        return redirect(url_for("accounts.users"))
    return render_template("accounts/reset_password.html", form=form, user=user), form.status


def _account(user_id: uuid.UUID) -> User:
    return queries.get_user(current_viewer().municipality_id, user_id)
