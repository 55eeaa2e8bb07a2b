"""Where the way to an intake stands: at the head of the pages from which somebody new is taken in."""

from flask_babel import lazy_gettext as _

from casework.access.permissions import Permission
from casework.web.offers import offer_act

FROM = ("people.register", "people.new", "housing.planned_arrivals")


def declare() -> None:
    """Enter the button; once, at the start."""
    offer_act(_("Familie aufnehmen"), "intake.new", FROM, Permission.PEOPLE_PERSON_EDIT)
