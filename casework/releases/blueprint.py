"""The blueprint of the slice, whose pages stand in `views` (answers) and `saved_views` (views of pages)."""

from flask import Blueprint

blueprint = Blueprint("releases", __name__)
