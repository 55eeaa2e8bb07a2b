"""The blueprint of the slice, whose pages stand in `views` (an evening) and in a file each for the others."""

from flask import Blueprint

blueprint = Blueprint("statistics", __name__)
