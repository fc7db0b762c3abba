"""A small country with two open communes, a province's frame and addresses."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import pytest

from accounts.roles import Role
from agencies.portal import services
from agencies.portal.content import FrameContent, Link
from bootstrap.runtime import Runtime
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, PROVINCE, officials, units

__all__ = ["officials", "units"]

HOST, ALIAS, PART = "yenthe.bacninh.example.vn", "cu.bacninh.example.vn", "bacninh.example.vn/xa/yen-the"
FRAME = FrameContent(
    lines=("Cổng thông tin điện tử", "Tỉnh Bắc Ninh"), home_url="https://bacninh.example.vn", ground="#0b5d4e",
    ink="#ffffff", links=(Link("Dịch vụ công", "https://dvc.example.vn"),), foot_lines=("Ủy ban nhân dân tỉnh",),
    foot_links=(Link("Sơ đồ cổng", "https://bacninh.example.vn/so-do"),), origins=("https://bacninh.example.vn",),
)  # fmt: skip


@pytest.fixture
def framed(runtime: Runtime, officials: Officials, units: Mapping[str, UUID]) -> None:
    """The province's frame is in use."""
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        services.save_draft(ctx, units[PROVINCE], FRAME)
        services.publish_draft(ctx, units[PROVINCE])


@pytest.fixture
def sited(runtime: Runtime, officials: Officials, units: Mapping[str, UUID]) -> None:
    """The commune has its own name, an older one that leads there, and a path of the province's site."""
    with runtime.transaction(officials.actor(Role.PROVINCE_ADMIN), public=True) as ctx:
        for address in (HOST, ALIAS):
            services.add_address(ctx, units[COMMUNE], address)
