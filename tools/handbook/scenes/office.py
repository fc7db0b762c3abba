"""What leaders and the registry see: the week, papers to approve, delegations, reports, numbers."""

from __future__ import annotations

from tests.e2e.story.people import LEADER
from tools.handbook.scene import Scene
from tools.handbook.scenes.steps import page

REGISTRY = "vanthu"

SCENES = (
    Scene("tuan-nay", page("/can-bo/tuan"), LEADER,
          marks=(".facts", "main h2 >> text=Điểm nóng", "main a >> text=Bản in một trang")),
    Scene("van-ban-cho-duyet", page("/can-bo/van-ban"), LEADER, marks=("main .list >> nth=0",), frame=("h1",)),
    Scene("uy-quyen-ky", page("/can-bo/uy-quyen"), LEADER, marks=("main details >> nth=0",), frame=("h1",)),
    Scene("bao-cao", page("/can-bo/bao-cao"), LEADER,
          marks=("main form >> nth=0", "main table tbody a >> nth=0", "main >> text=Tải Excel"),
          frame=("h1", "main table")),
    Scene("van-thu-viec", page("/can-bo/van-thu"), REGISTRY, marks=("#cho-so", "#cho-ban-ky"), frame=("h1",)),
    Scene("so-van-ban-di", page("/can-bo/van-thu/so"), REGISTRY, marks=("main details >> nth=0",),
          frame=("h1", "main table")),
)  # fmt: skip
