"""The blueprint of the slice, whose goals and reviews have files of their own, and where its pages lead back to."""

import uuid

from flask import Blueprint, url_for
from werkzeug.wrappers import Response

from casework.web.way_back import way_back

blueprint = Blueprint("plans", __name__)

Page = Response | tuple[str, int]


def back_to_plan(person_id: uuid.UUID) -> str:
    """Where somebody came from, or the plan on the page of the person."""
    return way_back(url_for("people.person", person_id=person_id, tab="plan", _anchor="file"))
