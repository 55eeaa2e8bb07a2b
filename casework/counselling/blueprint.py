"""The blueprint of the slice, whose pages stand in `views` (a talk) and `own_views` (one's own talks)."""

from flask import Blueprint

blueprint = Blueprint("counselling", __name__)
