"""The blueprint of the slice, whose pages stand in `views` (reports), `quota_views` and `forecast_views`."""

from flask import Blueprint

blueprint = Blueprint("planning", __name__)
