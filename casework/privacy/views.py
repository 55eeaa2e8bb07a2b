"""Pages for whoever watches over data protection."""

from flask import Response, render_template, request
from flask_babel import lazy_gettext

from casework.access.guard import requires
from casework.access.permissions import Permission
from casework.privacy import declarations, protection_views, queries, record_kinds
from casework.privacy.blueprint import blueprint
from casework.web.delimited import write_delimited
from casework.web.navigation import menu_entry

__all__ = ["blueprint", "protection_views"]

declarations.declare()
record_kinds.declare()
menu_entry(
    lazy_gettext("Datenschutz"), "privacy.inventory", Permission.PRIVACY_INVENTORY_READ, 30, group="admin"
)


@blueprint.get("/privacy/inventory")
@requires(Permission.PRIVACY_INVENTORY_READ)
def inventory() -> str:
    """Everything that is stored: sealed or clear, for what, how long; drawn from the code itself."""
    everything = queries.inventory()
    protection = queries.read_protection(request.args.get("protection", ""))
    return render_template(
        "privacy/inventory.html",
        tables=queries.inventory(protection) if protection else everything,
        of=len(everything),
        counts=queries.counts(everything),
        protections=[(one.value, one.label) for one in queries.Protection],
        protection=protection or "",
    )


@blueprint.get("/privacy/inventory.csv")
@requires(Permission.PRIVACY_INVENTORY_READ)
def inventory_file() -> Response:
    """The whole inventory to take along, for the record of processing activities."""
    answer = Response(write_delimited(queries.as_rows(queries.inventory())), mimetype="text/csv")
    answer.headers.set("Content-Disposition", "attachment", filename="verzeichnis-der-angaben.csv")
    return answer
