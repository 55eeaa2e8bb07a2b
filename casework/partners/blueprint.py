"""The blueprint of the slice, whose pages stand in `views` and `detail_views`."""

from flask import Blueprint

blueprint = Blueprint("partners", __name__)
