"""The blueprint of the slice, whose pages stand in `views` (occupancy) and `cross_views` (the cross table)."""

from flask import Blueprint

blueprint = Blueprint("statistics", __name__)
