"""All scenes in the order they are played: each goes on from where the same person stood before."""

from tools.handbook.scene import Scene
from tools.handbook.scenes import bulk, clerk, data, handler, intake, office, routes, sealed, shared, surveys

SCENES: tuple[Scene, ...] = (
    *shared.SCENES, *clerk.SCENES, *handler.SCENES, *intake.SCENES, *bulk.SCENES, *routes.SCENES,
    *office.SCENES, *sealed.SCENES, *data.SCENES, *surveys.SCENES,
)  # fmt: skip
