"""The pages of this slice, on which its files of views write."""

from flask import Blueprint

blueprint = Blueprint("privacy", __name__)
