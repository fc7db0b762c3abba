"""A petition as it travels: everything of it as bytes, to be closed for the province in the same breath."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any
from uuid import UUID

from accounts.states import Assurance
from casework.attachments import ImageSize, StoredImage, read_stored
from casework.behalf import Behalf
from casework.enclosures import StoredFile, read_draft_file
from core.ports import FileStore
from feedback.commands import Content, Spot
from feedback.drafts import Draft
from feedback.states import Concerns, Field


@dataclass(frozen=True, slots=True)
class Parcel:
    """What the province needs to receive it as if it had been sent there. `made`: of the access code, which stays
    with the sender.
    """

    case_id: UUID
    number: str
    about_code: str
    notice_version: str
    content: Content
    consent: bool
    name: str
    phone: str
    email: str
    behalf: Behalf
    made: bytes = field(repr=False)
    level: Assurance = Assurance.UNVERIFIED
    photos: tuple[dict[str, Any], ...] = ()
    files: tuple[dict[str, Any], ...] = ()
    blobs: tuple[bytes, ...] = field(default=(), repr=False)

    def pack(self) -> bytes:
        """As bytes: what is said, then the files one after the other."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in ("blobs", "made", "behalf")}
        values |= {
            "made": self.made.hex(), "behalf": asdict(self.behalf), "sizes": [len(one) for one in self.blobs],
            "content": {**asdict(self.content), "spot": str(self.content.spot) if self.content.spot else ""},
        }  # fmt: skip
        said = json.dumps(values, default=str, ensure_ascii=False).encode()
        return len(said).to_bytes(4, "big") + said + b"".join(self.blobs)

    @classmethod
    def unpack(cls, data: bytes) -> Parcel:
        """Back from bytes. Raises ValueError, KeyError."""
        end = 4 + int.from_bytes(data[:4], "big")
        values: dict[str, Any] = json.loads(data[4:end])
        blobs = []
        for size in values.pop("sizes"):
            blobs.append(data[end : end + size])
            end += size
        return cls(
            **{
                **values, "case_id": UUID(values["case_id"]), "content": _content(values["content"]),
                "made": bytes.fromhex(values["made"]), "behalf": Behalf.read(values["behalf"]),
                "level": Assurance(values["level"]), "photos": tuple(values["photos"]),
                "files": tuple(values["files"]), "blobs": tuple(blobs),
            }
        )  # fmt: skip


def parcel_of(
    files: FileStore, draft: Draft, *, number: str, made: bytes, place: str, notice_version: str, originals: bool
) -> Parcel:  # fmt: skip
    """Everything of a finished draft. Without `originals` a photo travels as it is shown, which is much smaller."""
    blobs: list[bytes] = []
    photos = [_photo(files, draft, one, blobs, originals=originals) for one in draft.photos]
    others = [_file(files, draft, one, blobs) for one in draft.files]
    contact = (draft.name, draft.phone, draft.email) if draft.consent else ("", "", "")
    assert draft.concerns is not None  # asked first, as a choice
    content = Content(
        draft.what, draft.concerns, draft.field, None, place, wanted=draft.wanted, point=draft.at_point, spot=draft.spot
    )  # fmt: skip
    return Parcel(
        draft.case_id, number, draft.agency_code, notice_version, content, draft.consent, *contact,
        draft.behalf if draft.consent else draft.behalf.without_people(), made,
        draft.level if draft.consent else Assurance.UNVERIFIED, tuple(photos), tuple(others), tuple(blobs),
    )  # fmt: skip


def _photo(files: FileStore, draft: Draft, one: StoredImage, blobs: list[bytes], *, originals: bool) -> dict[str, Any]:
    sizes = (ImageSize.ORIGINAL if originals else ImageSize.DISPLAY, ImageSize.DISPLAY, ImageSize.THUMB)
    blobs += [read_stored(files, draft.key(), one, size) for size in dict.fromkeys(sizes)]
    return {
        "original": originals, "media_type": one.media_type if originals else "image/jpeg", "width": one.width,
        "height": one.height, "sha256": one.sha256,
    }  # fmt: skip


def _file(files: FileStore, draft: Draft, one: StoredFile, blobs: list[bytes]) -> dict[str, Any]:
    blobs.append(read_draft_file(files, draft.key(), one))
    facts = ("media_type", "sha256", "size", "pages", "seconds")
    return {"kind": one.kind.value, **{name: getattr(one, name) for name in facts}}


def _content(values: dict[str, Any]) -> Content:
    return Content(
        **{
            **values, "concerns": Concerns(values["concerns"]), "spot": Spot.parse(values["spot"]),
            "field": Field(values["field"]) if values["field"] else None,
            "hamlet_id": None,  # a hamlet of the commune's own list: the place is said in words
        }
    )  # fmt: skip
