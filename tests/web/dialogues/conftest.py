"""Fixtures of the dialogue pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

import pytest

from accounts.roles import Role
from bootstrap.runtime import Runtime
from deadlines.reference import ensure_reference
from dialogues import services
from dialogues.commands import PlanDialogue
from dialogues.states import DialogueForm, DialogueKind
from tests.support.people import Officials
from tests.support.staffed import COMMUNE, officials, units

__all__ = ["officials", "units"]


@pytest.fixture
def announced(runtime: Runtime, units: Mapping[str, UUID], officials: Officials) -> UUID:
    """A dialogue announced for ten days from now."""
    with runtime.transaction() as ctx:
        ensure_reference(ctx)
    with runtime.transaction(officials.actor(Role.DIALOGUE_SECRETARY)) as ctx:
        starts = ctx.now + timedelta(days=10)
        plan = PlanDialogue(
            agency_id=units[COMMUNE],
            kind=DialogueKind.YEARLY,
            form=DialogueForm.IN_PERSON,
            title="Đối thoại cuối năm",
            topics="Đường và rác",
            place="Hội trường xã",
            how_to_join="Ai cũng dự được",
            host="Chủ tịch xã",
            co_host="",
            starts_at=starts,
            ends_at=starts + timedelta(hours=2),
        )
        dialogue_id = services.plan_dialogue(ctx, plan)
        services.announce_dialogue(ctx, dialogue_id, version=1)
    return dialogue_id
