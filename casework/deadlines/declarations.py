"""Where the pages of this slice stand in the menu, and what others offer on them."""

from flask_babel import lazy_gettext as _

from casework.access.permissions import Permission
from casework.web.navigation import menu_entry
from casework.web.offers import offer_act

DAY = "deadlines.day"


def declare() -> None:
    """Enter them; once, at the start."""
    menu_entry(_("Mein Tag"), DAY, Permission.ACCOUNTS_OWN, 10)
    offer_act(_("Familie aufnehmen"), "intake.new", (DAY,), Permission.PEOPLE_PERSON_EDIT)
