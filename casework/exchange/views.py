"""Bringing lists in: upload, look at what would happen, take over."""

import uuid

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response as AnyResponse

from casework.access.guard import current_viewer, requires
from casework.access.permissions import Permission
from casework.accounts.queries import users_of
from casework.audit.trail import witness
from casework.errors import Refused
from casework.exchange import declarations, uploads
from casework.exchange.forms import UploadForm
from casework.exchange.importing import LISTS, get_list
from casework.exchange.models import UploadedList
from casework.web.delimited import write_delimited
from casework.web.navigation import menu_entry
from casework.web.notices import say

blueprint = Blueprint("exchange", __name__)
declarations.declare()
menu_entry(lazy_gettext("Listen"), "exchange.imports", Permission.EXCHANGE_LIST_IMPORT, 35, group="admin")

SHOWN_ROWS = 10
SHOWN_REMARKS = 500
UNPROCESSABLE = 422


@blueprint.route("/imports", methods=["GET", "POST"])
@requires(Permission.EXCHANGE_LIST_IMPORT)
def imports() -> tuple[str, int] | AnyResponse:
    """Upload a list; see which wait, and what each list is made of."""
    viewer, form = current_viewer(), UploadForm()
    if form.validate_on_submit():
        file = form.file.data
        try:
            upload = uploads.keep(viewer, form.list_name.data, file.filename or "", file.read())
        except Refused as refusal:
            form.blame("file", refusal)
        else:
            return redirect(url_for("exchange.preview", upload_id=upload.id))
    if request.method == "GET":
        uploads.throw_away_expired(viewer.municipality_id)
    waiting = uploads.waiting(viewer)
    names = {user.id: user.name for user in users_of(viewer.municipality_id)}
    page = render_template("exchange/imports.html", form=form, waiting=waiting, names=names, lists=LISTS)
    return page, form.status


@blueprint.get("/imports/template/<name>.csv")
@requires(Permission.EXCHANGE_LIST_IMPORT)
def template(name: str) -> Response:
    """An empty list with its headings and one example row."""
    columns = [column for column in get_list(name).columns if column.name != "Storno"]
    content = write_delimited([[column.name for column in columns], [column.example for column in columns]])
    return _download(content, f"{name}.csv")


@blueprint.get("/imports/<uuid:upload_id>")
@requires(Permission.EXCHANGE_LIST_IMPORT)
def preview(upload_id: uuid.UUID) -> str:
    """What taking this list over would do, row by row where something is wrong."""
    upload = uploads.get_upload(current_viewer(), upload_id)
    witness("exchange:list:previewed", about=upload.id, file=upload.file_name)
    return _page(upload)


@blueprint.post("/imports/<uuid:upload_id>/take-over")
@requires(Permission.EXCHANGE_LIST_IMPORT)
def take_over(upload_id: uuid.UUID) -> tuple[str, int] | AnyResponse:
    """Store the list, or its good rows; the bad ones go on waiting with their reasons."""
    upload = uploads.get_upload(current_viewer(), upload_id)
    result = uploads.take_over(upload, skip_bad="skip_bad" in request.form)
    if not result.is_accepted:
        return _page(upload), UNPROCESSABLE
    counts = result.numbers()
    say(
        _(
            "Übernommen: %(new)s neu, %(corrected)s berichtigt, %(unchanged)s unverändert, "
            "%(retracted)s zurückgenommen.",
            **counts,
        )
    )
    if result.rejected:
        say(
            _("%(rejected)s Zeilen wurden nicht übernommen und warten auf Berichtigung.", **counts), "warning"
        )
        return redirect(url_for("exchange.preview", upload_id=upload.id))
    return redirect(url_for("exchange.imports"))


@blueprint.get("/imports/<uuid:upload_id>/rejected.csv")
@requires(Permission.EXCHANGE_LIST_IMPORT)
def rejected(upload_id: uuid.UUID) -> Response:
    """The bad rows with the reasons, to be corrected in Excel."""
    upload = uploads.get_upload(current_viewer(), upload_id)
    witness("exchange:list:rejected-downloaded", about=upload.id, file=upload.file_name)
    return _download(uploads.preview(upload).rejected_file or b"", f"{upload.list_name}.rejected.csv")


@blueprint.post("/imports/<uuid:upload_id>/discard")
@requires(Permission.EXCHANGE_LIST_IMPORT)
def discard(upload_id: uuid.UUID) -> AnyResponse:
    """Throw the list away."""
    upload = uploads.get_upload(current_viewer(), upload_id)
    uploads.discard(upload)
    say(_("Die Liste ist verworfen."))
    return redirect(url_for("exchange.imports"))


def _page(upload: UploadedList) -> str:
    return render_template(
        "exchange/preview.html",
        upload=upload,
        town_list=get_list(upload.list_name),
        result=uploads.preview(upload),
        shown_rows=SHOWN_ROWS,
        shown_remarks=SHOWN_REMARKS,
    )


def _download(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, mimetype="text/csv", headers=headers)
