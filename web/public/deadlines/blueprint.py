"""The blueprint of these pages."""

from flask import Blueprint

bp = Blueprint("public_deadlines", __name__)
