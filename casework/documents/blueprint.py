"""The blueprint of the slice, whose pages stand in `views` (documents) and `file_views` (what they are made of)."""

from flask import Blueprint

blueprint = Blueprint("documents", __name__)
