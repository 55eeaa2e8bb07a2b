"""The pages of this slice, on which its files of views write."""

from flask import Blueprint

blueprint = Blueprint("desk", __name__)
