"""Every column that may hold something of a person, by purpose. A column that is not here fails a test.

`-`: codes, numbers and names of things and authorities: nobody is known by them. Columns that say which official did
something (a foreign key to an account, or `…_by`) are the purpose "acts" and need not be listed.
"""

from __future__ import annotations

from collections.abc import Mapping

NOBODY = "-"

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "account": {"official": "user_name name", "keys": "password_hash totp_sealed"},
    "agency": {NOBODY: "code subtype name short_name folded path hotline desk_address"},
    "agency_former": {NOBODY: "province district name code"},
    "answer_way": {NOBODY: "document_number"},
    "audit_detail": {"acts": "detail", "keys": "salt"},
    "audit_entry": {NOBODY: "actor_kind action subject_type subject_id", "keys": "commitment hash"},
    "audit_head": {"keys": "hash seal"},
    "board_request": {"content": "sealed_asked sealed_found"},
    "canned_answer": {"officials_words": "title body"},
    "case_attachment": {"files": "original_key display_key thumb_key sealed_facts"},
    "case_event": {NOBODY: "kind", "acts": "params"},
    "case_handle": {"tracking": "number access_tag", NOBODY: "case_type"},
    "case_hold": {NOBODY: "case_type document_number lift_document", "tracking": "number"},
    "case_identity": {"contact": "sealed"},
    "case_key": {"keys": "wrapped"},
    "case_share": {"keys": "box"},
    "case_throttle": {"keys": "bucket"},
    "claim_finding": {"content": "sealed"},
    "closed_identity": {"contact": "sealed", "keys": "sealed_boxes"},
    "commitment": {"officials_words": "text owner"},
    "commitment_step": {"officials_words": "note"},
    "confided_entry": {"protection": "sealed"},
    "consultation": {
        "officials_words": "title summary source body conclusion return_reason",
        NOBODY: "forms other_law result",
    },
    "consultation_file": {NOBODY: "key name sha256"},
    "consultation_group": {"officials_words": "title summary reason"},
    "consultation_opinion": {"opinion": "sealed_text", NOBODY: "section notice_version", "keys": "ticket_tag"},
    "data_breach": {NOBODY: "report_number"},
    "data_breach_step": {"breach": "sealed"},
    "data_request": {
        "request": "sealed sealed_answer",
        "tracking": "number",
        NOBODY: "case_type decision_number notice_version",
    },
    "deadline_calendar_day": {NOBODY: "name source"},
    "deadline_catalogue": {NOBODY: "shipped"},
    "deadline_clock": {NOBODY: "subject_type rule_id", "officials_words": "pause_reason"},
    "deadline_clock_event": {"officials_words": "reason", NOBODY: "document_number rule_id criteria"},
    "deadline_reminder": {NOBODY: "subject_type"},
    "deadline_reminder_address": {"official": "sealed_email"},
    "deadline_rule": {NOBODY: "id variant kind step start_event extension_note legal_basis"},
    "delegation": {NOBODY: "matters document_number"},
    "desk_draft": {"intake": "sealed file_keys"},
    "desk_key": {"keys": "public_key boxed_for_successor"},
    "desk_key_holder": {"keys": "boxed_private"},
    "desk_record": {"intake": "sealed_details", "keys": "book_tag"},
    "dialogue": {
        "officials_words": "title topics place how_to_join host co_host postponed_reason conclusions",
    },
    "dialogue_question": {"question": "sealed_text text", "officials_words": "answer", NOBODY: "notice_version"},
    "disclosure": {
        "officials_words": "title summary source body withdrawn_reason",
        NOBODY: "legal_item issuer number other_law",
    },
    "disclosure_file": {NOBODY: "key name sha256"},
    "disclosure_legal_item": {NOBODY: "code name description channels basis"},
    "disclosure_telling": {"officials_words": "note"},
    "dispute": {"content": "sealed"},
    "document_template": {NOBODY: "data sha256 fields"},
    "erasure_entry": {NOBODY: "subject_type rule"},
    "erasure_request": {"tracking": "number", NOBODY: "case_type document_number decision_number"},
    "escrow_half": {"keys": "boxed_half"},
    "escrow_return": {"keys": "boxed_half"},
    "formal_wish": {"content": "sealed"},
    "ground_change": {NOBODY: "code", "official": "confirmed_by"},
    "ground_claim": {"content": "sealed"},
    "handover": {"acts": "petition_ids batch_ids"},
    "hotspot_limit": {"officials_words": "reason", NOBODY: "document_number"},
    "identity_opening": {NOBODY: "case_type", "content": "sealed_words", "keys": "sealed_boxes"},
    "identity_safe": {"keys": "working_public agreeing_public"},
    "inbound_text": {"notices": "sealed", "keys": "tag"},
    "intake_batch": {"intake": "sealed_report file_key", "keys": "wrapped_key file_tag", NOBODY: "notice_version"},
    "intake_draft": {"draft": "sealed file_keys"},
    "intake_line": {"intake": "sealed sealed_code", "tracking": "number", "keys": "line_tag", NOBODY: "refusal"},
    "letter_run": {"papers": "sealed_command petition_ids parts", "keys": "wrapped_key"},
    "login_session": {"official": "device", "keys": "token_hash challenge"},
    "material_deletion": {"content": "sealed_words", "papers": "sealed_number"},
    "notice": {"notices": "sealed_to sealed_text", NOBODY: "subject_type"},
    "official_key": {"keys": "public_key sealed_private salt"},
    "official_notice": {NOBODY: "kind", "acts": "params"},
    "official_paper": {"papers": "sealed_content sealed_number", NOBODY: "checked"},
    "outbox_handled": {NOBODY: "handler"},
    "outbox_message": {NOBODY: "topic", "acts": "payload"},
    "paper_delivery": {"papers": "sealed_to"},
    "paper_delivery_record": {"papers": "sealed shown_key"},
    "paper_file": {"papers": "shown_key original_keys sealed_facts"},
    "paper_step": {"papers": "sealed_text"},
    "passkey": {"official": "name", "keys": "credential_id public_key"},
    "petition": {
        "content": "sealed_content title body",
        "place": "place",
        "tracking": "number",
        "keys": "draft_tag",
        NOBODY: "point_code notice_version",
    },
    "petition_accused": {"content": "sealed"},
    "petition_answer": {"content": "sealed_text sealed_public_text sealed_comment", "published": "public_text"},
    "petition_note": {"content": "sealed_text"},
    "petition_remark": {"content": "sealed_text"},
    "petition_search": {"keys": "digest phone_tag"},
    "petition_shut_out": {"keys": "tag"},
    "petition_transfer": {"papers": "sealed_document"},
    "portal_address": {NOBODY: "address"},
    "portal_frame": {NOBODY: "content logo logo_mark"},
    "portal_link": {"keys": "subject_tag"},
    "portal_session": {NOBODY: "acr"},
    "post_bag": {"keys": "boot sealed_used"},
    "post_slot": {"content": "sealed"},
    "proceeding": {"content": "sealed_details"},
    "proceeding_step": {"content": "sealed"},
    "province_key": {"keys": "box_public sign_public", NOBODY: "address"},
    "public_posting": {"published": "title place public_key", "papers": "sealed"},
    "publication": {"acts": "hands", "published": "sealed_work sealed_comment"},
    "published_answer": {"published": "corrected pieces photos"},
    "question_link": {"keys": "tag"},
    "queue_batch": {"acts": "items"},
    "queue_filter": {"official": "name choices"},
    "received_bag": {"keys": "digest box_public"},
    "recovery_code": {"keys": "code_hash"},
    "redacted_copy": {"content": "sealed_text"},
    "register_book": {NOBODY: "series"},
    "register_entry": {"papers": "about signer recipients note", NOBODY: "symbol"},
    "report_cut_off": {NOBODY: "document_number due_note"},
    "report_export_token": {NOBODY: "name", "keys": "tag"},
    "retention_run": {NOBODY: "rule"},
    "retention_setting": {NOBODY: "rule document_number"},
    "safe_holder": {"keys": "boxed_private"},
    "scan_refusal": {"intake": "sealed_name"},
    "scan_sighting": {"keys": "name_tag"},
    "scanned_paper": {"intake": "sealed_facts file_keys", "keys": "digest_tag wrapped_key"},
    "scene_photo": {"files": "original_key display_key thumb_key sealed_facts"},
    "sender_key": {"keys": "public_key sealed_private"},
    "service_point": {NOBODY: "number name code"},
    "session_key": {"keys": "sealed_private"},
    "sign_in_throttle": {"keys": "key"},
    "signing_post": {"official": "title"},
    "survey_answer": {
        "survey": "details comment_sealed comment_text validity_reason",
        "keys": "comment_digest leaf",
        NOBODY: "language",
    },
    "survey_batch": {"keys": "root"},
    "survey_day": {NOBODY: "question"},
    "survey_draft": {NOBODY: "code content"},
    "survey_fault": {NOBODY: "question kept counted"},
    "survey_form": {NOBODY: "code title content"},
    "survey_kiosk": {"keys": "pin_tag pair_tag key_tag"},
    "survey_month": {"keys": "mark"},
    "survey_naming": {"official": "person"},
    "survey_poster_run": {NOBODY: "sheets points parts"},
    "survey_slip_run": {NOBODY: "serial parts"},
    "survey_wall": {NOBODY: "key"},
}


def purposes_of(table: str) -> dict[str, str]:
    """Column by column, the purpose's code."""
    return {column: purpose for purpose, columns in COLUMNS.get(table, {}).items() for column in columns.split()}


def tables_of(purpose: str) -> tuple[str, ...]:
    """The columns in which data of a purpose lie, as `table.column`."""
    return tuple(
        f"{table}.{column}"
        for table, purposes in COLUMNS.items()
        for code, columns in purposes.items()
        if code == purpose
        for column in columns.split()
    )
