"""The declared matrix: which role may do what. The page, docs/roles.md and the gates come from here.

A role says *what*; grants say *where*: case work only at the very agency, supervision and administration also below it.
"""

from __future__ import annotations

from enum import StrEnum

from accounts.roles import ADMINS, READS_SEALED, SEES_PETITIONS, Role


class Capability(StrEnum):
    """việc được làm: `area:verb`. Each one is a gate of some page; policies then say at which agency and case."""

    OWN_ACCOUNT = "own_account:manage"
    PETITION_SEE = "petition:see"
    PETITION_READ_SEALED = "petition:read_sealed"
    PETITION_RECEIVE = "petition:receive"
    PETITION_TRIAGE = "petition:triage"
    PETITION_ASSIGN = "petition:assign"
    PETITION_HANDLE = "petition:handle"
    PETITION_APPROVE = "petition:approve"
    PETITION_SEE_STATUS = "petition:see_status"
    COMMITMENT_VERIFY = "commitment:verify"
    DISCLOSURE_SEE_DRAFTS = "disclosure:see_drafts"
    DISCLOSURE_PUBLISH = "disclosure:publish"
    DISCLOSURE_CATALOGUE = "disclosure:catalogue"
    CONSULTATION_PREPARE = "consultation:prepare"
    CONSULTATION_APPROVE = "consultation:approve"
    DIALOGUE_MANAGE = "dialogue:manage"
    HAMLET_TELL = "hamlet:tell"
    REGISTER_SEE = "register:see"
    WEEK_SEE = "week:see"
    HOTSPOT_LIMITS = "hotspot:limits"
    SURVEY_MANAGE = "survey:manage"
    SURVEY_SEE_RESULTS = "survey:see_results"
    SURVEY_PRINT = "survey:print"
    SURVEY_DESK = "survey:desk"
    SURVEY_NAME = "survey:name_persons"
    SURVEY_PROVE = "survey:prove"
    ACCOUNT_MANAGE = "account:manage"
    AGENCY_MANAGE = "agency:manage"
    REMINDER_SEE = "reminder:see"
    REPORT_SEE = "report:see"
    REPORT_PERIODS = "report:periods"
    REPORT_EXPORT = "report:export"
    REPORT_TOKENS = "report:tokens"
    DEADLINES_SEE = "deadlines:see"
    DEADLINES_EDIT = "deadlines:edit"
    PAPER_TEMPLATES = "paper:templates"
    PAPER_DELIVER = "paper:deliver"
    POSTING_KEEP = "posting:keep"
    PAPER_READ = "paper:read"
    PAPER_NUMBER = "paper:number"
    SIGNING_DELEGATE = "signing:delegate"
    SIGNING_POSTS = "signing:posts"
    PORTAL_MANAGE = "portal:manage"
    NOTICE_SEE_STATES = "notice:see_states"
    AUDIT_READ = "audit:read"
    ERASURE_DECIDE = "erasure:decide"
    SEALED_TOGETHER = "sealed:together"
    PROCESSING_SEE = "processing:see"
    RETENTION_SEE = "retention:see"
    RETENTION_SET = "retention:set"
    HOLD_PLACE = "hold:place"
    DATA_REQUEST_ANSWER = "data_request:answer"
    BREACH_REPORT = "breach:report"
    BREACH_WORK = "breach:work"
    KEY_HOLD = "key:hold"
    KEY_KEEP_HALF = "key:keep_half"
    POST_CARRY = "post:carry"


_C, _R = Capability, Role
_ADMINS = frozenset(ADMINS)

HOLDERS: dict[Capability, frozenset[Role]] = {
    _C.OWN_ACCOUNT: frozenset(Role),
    _C.PETITION_SEE: frozenset({_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER}),
    # Until triage: the receiving desk only. What concerns the commune's own leaders goes to the province's desk.
    _C.PETITION_READ_SEALED: READS_SEALED,
    # The unit assigned to receive, and the chairman on the days they receive in person (NĐ 154/2026 art. 28, 29).
    _C.PETITION_RECEIVE: frozenset({_R.INTAKE_CLERK, _R.LEADER}),
    _C.PETITION_TRIAGE: frozenset({_R.INTAKE_CLERK}),
    _C.PETITION_ASSIGN: frozenset({_R.INTAKE_CLERK, _R.LEADER}),
    _C.PETITION_HANDLE: frozenset({_R.HANDLER, _R.VERIFIER, _R.INTAKE_CLERK}),
    _C.PETITION_APPROVE: frozenset({_R.LEADER}),
    _C.PETITION_SEE_STATUS: frozenset({_R.BOARD_MEMBER, _R.FRONT_OFFICER, _R.COUNCIL_MEMBER, _R.PROVINCIAL_INSPECTOR}),
    _C.COMMITMENT_VERIFY: frozenset({_R.BOARD_MEMBER}),
    _C.DISCLOSURE_SEE_DRAFTS: frozenset({_R.PUBLISHER, _R.LEADER}),
    _C.DISCLOSURE_PUBLISH: frozenset({_R.PUBLISHER}),
    _C.DISCLOSURE_CATALOGUE: frozenset({_R.PROVINCE_ADMIN}),
    _C.CONSULTATION_PREPARE: frozenset({_R.PUBLISHER, _R.RECORDS_CLERK}),
    _C.CONSULTATION_APPROVE: frozenset({_R.LEADER}),
    _C.DIALOGUE_MANAGE: frozenset({_R.DIALOGUE_SECRETARY, _R.LEADER}),
    _C.HAMLET_TELL: frozenset({_R.HAMLET_HEAD}),
    _C.REGISTER_SEE: frozenset({_R.RECORDS_CLERK}),
    _C.WEEK_SEE: frozenset({_R.LEADER, _R.PROVINCIAL_INSPECTOR}),
    _C.HOTSPOT_LIMITS: frozenset({_R.PROVINCE_ADMIN}),
    _C.SURVEY_MANAGE: frozenset({_R.SURVEY_MANAGER}),
    _C.SURVEY_SEE_RESULTS: frozenset({_R.SURVEY_MANAGER, _R.LEADER, _R.BOARD_MEMBER, _R.PROVINCIAL_INSPECTOR}),
    # A province's administrator keeps the units and their service points, and prints for all of them in one go.
    _C.SURVEY_PRINT: frozenset({_R.SURVEY_MANAGER, _R.LEADER, _R.COMMUNE_ADMIN, _R.PROVINCE_ADMIN}),
    # One-time codes on slips, paper forms and telephone answers: whoever sits where they are handed out.
    _C.SURVEY_DESK: frozenset({_R.SURVEY_MANAGER, _R.INTAKE_CLERK}),
    _C.SURVEY_NAME: frozenset({_R.LEADER}),
    # Whether the counts are those of the answers: counts only, nobody's words.
    _C.SURVEY_PROVE: _ADMINS | {_R.SURVEY_MANAGER, _R.LOG_AUDITOR},
    _C.ACCOUNT_MANAGE: _ADMINS,
    _C.AGENCY_MANAGE: _ADMINS,
    # Whom a term concerns: who works the case, who leads, who watches from the province.
    _C.REMINDER_SEE: frozenset(
        {_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER, _R.PROVINCIAL_INSPECTOR, _R.DATA_PROTECTION_OFFICER}
    ),
    # Figures; what is sealed is in those of whoever may know of it (reports.policies).
    _C.REPORT_SEE: frozenset({_R.INTAKE_CLERK, _R.LEADER, _R.RECORDS_CLERK, _R.PROVINCIAL_INSPECTOR}),
    _C.REPORT_PERIODS: frozenset({_R.PROVINCE_ADMIN}),
    _C.REPORT_EXPORT: frozenset({_R.PROVINCIAL_INSPECTOR}),
    _C.REPORT_TOKENS: frozenset({_R.PROVINCE_ADMIN}),
    _C.DEADLINES_SEE: _ADMINS,
    _C.DEADLINES_EDIT: frozenset({_R.PROVINCE_ADMIN}),
    _C.PAPER_TEMPLATES: frozenset({_R.PROVINCE_ADMIN}),
    # Of a sealed case only its holder learns to whom a paper goes (feedback.delivery.policies).
    _C.PAPER_DELIVER: frozenset({_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER, _R.RECORDS_CLERK}),
    _C.POSTING_KEEP: frozenset({_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER}),
    # Whoever works cases, and the registry: of a sealed case it reads no paper (feedback.issuing.policies).
    _C.PAPER_READ: frozenset({_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER, _R.RECORDS_CLERK}),
    _C.PAPER_NUMBER: frozenset({_R.RECORDS_CLERK}),
    _C.SIGNING_DELEGATE: frozenset({_R.LEADER}),
    _C.SIGNING_POSTS: _ADMINS,
    # A commune's site is a component of the provincial portal (Decree 224/2026 art. 11): the province keeps it.
    _C.PORTAL_MANAGE: frozenset({_R.PROVINCE_ADMIN}),
    _C.NOTICE_SEE_STATES: _ADMINS | {_R.DATA_PROTECTION_OFFICER},
    _C.AUDIT_READ: frozenset({_R.LOG_AUDITOR, _R.DATA_PROTECTION_OFFICER}),
    _C.ERASURE_DECIDE: frozenset({_R.DATA_PROTECTION_OFFICER}),
    # What one person alone may not do with a sealed case: ask, agree, read a covered copy (feedback.opening).
    _C.SEALED_TOGETHER: frozenset(
        {_R.INTAKE_CLERK, _R.HANDLER, _R.VERIFIER, _R.LEADER, _R.PROVINCIAL_INSPECTOR, _R.BOARD_MEMBER}
    ),
    # What is processed and why is no secret inside: whoever answers for it, watches it or runs it reads the register.
    _C.PROCESSING_SEE: frozenset(
        {_R.DATA_PROTECTION_OFFICER, _R.LOG_AUDITOR, _R.PROVINCIAL_INSPECTOR, _R.LEADER} | _ADMINS
    ),
    _C.RETENTION_SEE: frozenset({_R.DATA_PROTECTION_OFFICER, _R.LOG_AUDITOR}),
    _C.RETENTION_SET: frozenset({_R.DATA_PROTECTION_OFFICER}),
    _C.HOLD_PLACE: frozenset({_R.DATA_PROTECTION_OFFICER}),
    _C.DATA_REQUEST_ANSWER: frozenset({_R.DATA_PROTECTION_OFFICER}),
    # Whoever finds that data were lost or seen says so at once; 72 hours run from then.
    _C.BREACH_REPORT: frozenset(Role),
    _C.BREACH_WORK: frozenset({_R.DATA_PROTECTION_OFFICER, _R.LEADER}),
    _C.KEY_HOLD: READS_SEALED,
    # A bag opens nothing and is there every day: whoever deals with papers carries it.
    _C.POST_CARRY: frozenset({_R.RECORDS_CLERK, _R.COMMUNE_ADMIN}),
    # Half of a desk's key opens nothing: they see no sealed petition, and answer for data, papers or the watch.
    _C.KEY_KEEP_HALF: frozenset(
        {
            _R.DATA_PROTECTION_OFFICER, _R.PROVINCIAL_INSPECTOR, _R.LOG_AUDITOR, _R.RECORDS_CLERK, _R.FRONT_OFFICER,
            _R.COUNCIL_MEMBER,
        }
    ),
}  # fmt: skip


def roles_for(capability: Capability) -> tuple[Role, ...]:
    """Who holds it, in the order of the roles: `@requires(*roles_for(Capability.AUDIT_READ))`."""
    holders = HOLDERS[capability]
    return tuple(role for role in Role if role in holders)


def capabilities_of(role: Role) -> tuple[Capability, ...]:
    """What a role may do."""
    return tuple(capability for capability in Capability if role in HOLDERS[capability])


def _check() -> None:
    """Refuse a matrix with a hole, an idle role, or a reader of petitions who signs in by password alone."""
    problems = [f"nobody may {c}" for c in Capability if not HOLDERS.get(c)]
    problems += [f"{role} may do nothing" for role in Role if not capabilities_of(role)]
    for capability in Capability:
        if capability.startswith("petition:"):
            problems += [f"{role} sees petitions" for role in HOLDERS[capability] - SEES_PETITIONS]
    if problems:
        raise ValueError(f"matrix of roles: {'; '.join(problems)}")


_check()
