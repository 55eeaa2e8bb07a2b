"""Correcting and taking back what was stated of somebody's post."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.blueprint import blueprint
from casework.accounts.employing import correct_post as correct
from casework.accounts.employing import get_latest_post, get_post
from casework.accounts.employing import take_back_post as take_back
from casework.accounts.post_forms import PostForm
from casework.organisation.queries import teams_of
from casework.web.notices import say


@blueprint.route("/accounts/posts/<uuid:post_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_USER_MANAGE)
def correct_post(post_id: uuid.UUID) -> Response | tuple[str, int]:
    """Correct what was stated of a post; figures as they were known before stay as they were."""
    town_id = current_viewer().municipality_id
    post = get_latest_post(town_id, post_id)
    form = PostForm.of_stated(post, teams_of(town_id))
    if form.validate_on_submit() and form.accepts(lambda: correct(post, **form.stated())):
        say(_("Die Angabe zur Stelle ist berichtigt."))
        return redirect(url_for("accounts.edit_user", user_id=post.user_id))
    return render_template("accounts/correct_post.html", form=form, post=post), form.status


@blueprint.post("/accounts/posts/<uuid:post_id>/take-back")
@requires(Permission.ACCOUNTS_USER_MANAGE)
def take_back_post(post_id: uuid.UUID) -> Response:
    """It was stated by mistake."""
    post = get_post(current_viewer().municipality_id, post_id)
    take_back(post)
    say(_("Die Angabe zur Stelle ist zurückgenommen."))
    return redirect(url_for("accounts.edit_user", user_id=post.user_id))
