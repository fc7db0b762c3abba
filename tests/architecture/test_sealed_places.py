"""Every sealed column is either written anew when a petition's key is renewed, or known not to be under that key."""

from __future__ import annotations

from sqlalchemy import LargeBinary

from bootstrap import models as _models
from core.db import Model
from feedback.sealed_places import PLACES

assert _models.MODULES

# Under the keyring, a key of a batch, of a browser, of a person or of another kind of case.
NOT_OF_A_PETITION = {
    "account.totp_sealed", "consultation_opinion.sealed_text", "data_breach_step.sealed", "data_request.sealed",
    "data_request.sealed_answer", "deadline_reminder_address.sealed_email",
    "desk_draft.sealed", "dialogue_question.sealed_text", "identity_opening.sealed_words", "inbound_text.sealed",
    "identity_opening.sealed_boxes", "closed_identity.sealed",
    "intake_batch.sealed_report", "intake_draft.sealed", "intake_line.sealed", "intake_line.sealed_code",
    "material_deletion.sealed_words", "material_deletion.sealed_number",
    "letter_run.sealed_command", "notice.sealed_text", "notice.sealed_to", "official_key.sealed_private",
    "post_bag.sealed_used", "post_slot.sealed", "redacted_copy.sealed_text",
    "scan_refusal.sealed_name", "scanned_paper.sealed_facts", "sender_key.sealed_private", "session_key.sealed_private",
    "survey_answer.comment_sealed",
}  # fmt: skip


def test_all_sealed_columns_are_known() -> None:
    covered = {name for place in PLACES for name in place.columns()}
    there = {
        f"{table.name}.{column.name}"
        for table in Model.metadata.tables.values()
        for column in table.columns
        if isinstance(column.type, LargeBinary) and column.type.length is None and "sealed" in column.name
    }
    assert sorted(there - covered - NOT_OF_A_PETITION) == []
    assert covered <= there
