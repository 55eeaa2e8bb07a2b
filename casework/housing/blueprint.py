"""The blueprint of the slice, whose pages stand in `views` (houses) and `stay_views` (people's stays)."""

from flask import Blueprint

blueprint = Blueprint("housing", __name__)
