"""The blueprint of the slice, whose pages stand in `day_views` (Mein Tag)."""

from flask import Blueprint

blueprint = Blueprint("deadlines", __name__)
