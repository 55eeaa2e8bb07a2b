"""Where the pages of this slice stand in the menu, and what others offer on them."""

from flask_babel import lazy_gettext as _

from casework.access.permissions import Permission
from casework.deadlines.day.clocks import clocks_due
from casework.people.panels import DUE
from casework.web.navigation import menu_entry
from casework.web.offers import offer_act

DAY = "deadlines.day"


def declare() -> None:
    """Enter them; once, at the start."""
    menu_entry(_("Mein Tag"), DAY, Permission.ACCOUNTS_OWN, 10, argument="row", alone=True)
    menu_entry(
        _("Fristen"),
        "deadlines.overview",
        Permission.DEADLINES_DEADLINE_READ,
        12,
        alone=True,
        below=DAY,
    )
    menu_entry(
        _("Personen ohne Gespräch"),
        "deadlines.talk_gap",
        Permission.ORGANISATION_FIELDS_SWITCH,
        43,
        group="admin",
        alone=True,
    )
    DUE.append((Permission.DEADLINES_DEADLINE_READ, clocks_due))
    menu_entry(_("Fristenregeln"), "deadlines.rules", Permission.DEADLINES_RULE_WRITE, 46, group="admin")
    offer_act(_("Familie aufnehmen"), "intake.new", (DAY,), Permission.PEOPLE_PERSON_EDIT)
