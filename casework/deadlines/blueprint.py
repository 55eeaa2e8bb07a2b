"""The blueprint of the slice, whose pages stand in `day_views` (Mein Tag) and `row_views` (what is done there)."""

from flask import Blueprint
from werkzeug.wrappers import Response

blueprint = Blueprint("deadlines", __name__)
Page = Response | tuple[str, int]
