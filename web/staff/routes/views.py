"""All views of the blueprint."""

from web.staff.routes import link_views, passed_on_views, split_views, transfer_views, whole_views
from web.staff.routes.blueprint import bp

__all__ = ["acting_modules", "bp"]
# They add their views to the blueprint.
acting_modules = (transfer_views, passed_on_views, split_views, link_views, whole_views)
