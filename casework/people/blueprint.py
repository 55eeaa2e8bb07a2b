"""The blueprint of the slice, on which its files of views write."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)
