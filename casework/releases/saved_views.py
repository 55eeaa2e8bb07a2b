"""Keeping views of lists and figures under a name, sharing and forgetting them."""

import uuid

from flask import redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.releases import operations, queries
from casework.releases.blueprint import blueprint
from casework.releases.declarations import address_of, pages
from casework.releases.forms import KeepViewForm, ViewForm
from casework.web.notices import say


@blueprint.get("/saved-views")
@requires(Permission.ACCOUNTS_OWN)
def views() -> str:
    """The views somebody kept."""
    own = [(view, address_of(view)) for view in queries.views_for(current_viewer())]
    return render_template("releases/views.html", views=own, pages=pages())


@blueprint.route("/saved-views/new", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_OWN)
def keep() -> Response | tuple[str, int]:
    """Keep the view of a page; the form stands below that page, and here again where something is missing."""
    viewer, form = current_viewer(), KeepViewForm()
    if form.validate_on_submit():
        view = form.attempt(lambda: operations.keep_view(viewer, pages=pages(), **form.details()))
        if view:
            say(_("Die Ansicht ist gemerkt."))
            return redirect(address_of(view))
    return render_template("releases/keep.html", form=form), form.status


@blueprint.route("/saved-views/<uuid:view_id>", methods=["GET", "POST"])
@requires(Permission.ACCOUNTS_OWN)
def edit_view(view_id: uuid.UUID) -> Response | tuple[str, int]:
    """Name a view anew, and share it with the team or not."""
    view = queries.get_view(current_viewer(), view_id)
    form = ViewForm(obj=view).of(view)
    if form.validate_on_submit() and form.accepts(lambda: operations.describe_view(view, **form.details())):
        say(_("Die Ansicht ist geändert."))
        return redirect(url_for("releases.views"))
    return render_template("releases/edit_view.html", form=form, view=view), form.status


@blueprint.post("/saved-views/<uuid:view_id>/forget")
@requires(Permission.ACCOUNTS_OWN)
def forget_view(view_id: uuid.UUID) -> Response:
    """Forget a view."""
    operations.forget_view(queries.get_view(current_viewer(), view_id))
    say(_("Die Ansicht ist gelöscht."))
    return redirect(url_for("releases.views"))
