"""Photos of the place: sealed like a case's own, with what the camera recorded kept beside the untouched original."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select

from casework.attachments import ImageSize, StoredImage, discard_stored, read_stored, store_image
from casework.images import prepare_image
from casework.sealing import CaseKey, open_case_key
from core.context import Context
from core.errors import NotFound
from core.ports import FileStore
from feedback.claims.models import ScenePhoto
from feedback.claims.shots import Shot, read_shot
from feedback.claims.states import Side
from feedback.commands import Spot

# Of each side: a close look and one from further away, and one to spare.
MOST = 3


@dataclass(frozen=True, slots=True)
class StoredScene:
    """A photo sealed and in the file store, not yet in the database."""

    side: Side
    image: StoredImage
    shot: Shot


@dataclass(frozen=True, slots=True)
class Scene:
    """A photo of the place as pages show it."""

    id: UUID
    of_id: UUID
    side: Side
    width: int
    height: int
    shot: Shot


def store_scene(files: FileStore, key: CaseKey, data: bytes, side: Side) -> StoredScene:
    """Make it safe, seal it and put it away. Outside the write transaction. Raises what `prepare_image` raises."""
    return StoredScene(side, store_image(files, key, prepare_image(data)), read_shot(data))


def discard_scenes(files: FileStore, scenes: Iterable[StoredScene]) -> None:
    """Remove the files of photos that became no part of anything."""
    discard_stored(files, [scene.image for scene in scenes])


def keep_scenes(ctx: Context, key: CaseKey, of_id: UUID, scenes: Sequence[StoredScene]) -> None:
    """Make stored photos part of a claim, a finding or a dispute, in their order. Raises KeyRenewed."""
    for one in scenes:
        key.fit(one.image.under)
    rows = [
        {
            "id": UUID(hex=one.image.id), "case_id": key.case_id, "of_id": of_id, "side": one.side,
            "position": position, "original_key": one.image.original_key, "display_key": one.image.display_key,
            "thumb_key": one.image.thumb_key,
            "sealed_facts": key.seal_json(_facts(one), part=_part(UUID(hex=one.image.id))),
        }
        for position, one in enumerate(scenes, start=1)
    ]  # fmt: skip
    if rows:
        ctx.session.execute(insert(ScenePhoto), rows)


def scenes_of(ctx: Context, case_id: UUID, *, key: CaseKey | None = None) -> Mapping[UUID, Sequence[Scene]]:
    """All photos of the place in a case, by what they belong to. The caller has decided that the reader may."""
    s = ScenePhoto
    columns = (s.id, s.of_id, s.side, s.sealed_facts)
    rows = ctx.session.execute(select(*columns).where(s.case_id == case_id).order_by(s.of_id, s.position)).all()
    found: dict[UUID, list[Scene]] = {}
    if not rows:
        return found
    opened = key or open_case_key(ctx, case_id)
    for row in rows:
        facts = opened.open_json(row.sealed_facts, part=_part(row.id))
        scene = Scene(row.id, row.of_id, row.side, facts["width"], facts["height"], _shot(facts))
        found.setdefault(row.of_id, []).append(scene)
    return found


def read_scene(ctx: Context, case_id: UUID, scene_id: UUID, size: ImageSize) -> bytes:
    """A copy of a photo. The caller has decided that the viewer may. Raises NotFound."""
    s = ScenePhoto
    row = ctx.session.execute(
        select(s.original_key, s.display_key, s.thumb_key, s.sealed_facts).where(s.id == scene_id, s.case_id == case_id)
    ).one_or_none()
    if row is None:
        raise NotFound
    key = open_case_key(ctx, case_id)
    facts = key.open_json(row.sealed_facts, part=_part(scene_id))
    image = StoredImage(
        scene_id.hex, row.original_key, row.display_key, row.thumb_key, facts["media_type"], facts["sha256"],
        facts["width"], facts["height"], facts["size"],
    )  # fmt: skip
    return read_stored(ctx.files, key, image, size)


def _facts(one: StoredScene) -> dict[str, Any]:
    facts = asdict(one.image)
    kept = {name: facts[name] for name in ("media_type", "sha256", "width", "height", "size")}
    taken = one.shot.taken_at.isoformat() if one.shot.taken_at else ""
    return {**kept, "taken_at": taken, "spot": str(one.shot.spot) if one.shot.spot else ""}


def _shot(facts: Mapping[str, Any]) -> Shot:
    taken = datetime.fromisoformat(facts["taken_at"]) if facts["taken_at"] else None
    return Shot(taken, Spot.parse(facts["spot"]))


def _part(scene_id: UUID) -> str:
    return f"scene:{scene_id.hex}:facts"
