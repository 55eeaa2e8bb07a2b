"""The blueprint of the slice, whose pages stand in `views` (people) and `case_views` (who leads a case, titles)."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
