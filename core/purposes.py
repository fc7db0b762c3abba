"""What keyed hashes and lasting secrets are for: each name stands for a key of its own, derived from the first master.

When that master is put away (`flask keys retire`), the keys of exactly these names stay behind, so that blind indexes,
codes and the audit chain go on. A test compares the list with the code: a name that is missing would change its key.
"""

from __future__ import annotations

TAGS = frozenset(
    {
        "audit-head", "audit-link", "case-access", "case-subject", "desk-book", "erasure-ledger", "inbound-text",
        "intake-draft", "intake-entry", "intake-file", "intake-line", "known-device", "match-case", "match-official",
        "network", "opinion-ticket", "petition-accused", "petition-phone", "petition-shut-out", "portal-link",
        "question-link", "recovery-code", "report-export-token", "scan-digest", "scan-name", "send-proof", "session",
        "survey:answer", "survey:entered", "survey:kiosk-key", "survey:kiosk-pair", "survey:kiosk-pin", "survey:month",
        "survey:receipt", "survey:screen", "survey:screen-key", "survey:slip", "survey:slip-number", "survey:text",
        "survey:text:answer", "survey:ticket", "throttle-account", "throttle-factor", "throttle-network",
    }
)  # fmt: skip
# Counted for an hour, or for two weeks, and then forgotten: a new key begins a new count, and nothing else.
PASSING = ("budget-", "survey:pace")
SECRETS = frozenset({"flask"})
# Sealed words that the audit chain has counted byte for byte: they are not written anew, so what opens them stays.
COUNTED = frozenset({"survey:comment"})


def staying_names(index: int) -> frozenset[str]:
    """What stays behind of a master that is put away, as the keyring names it (`Keyring.tag`, `.secret`, `.open`)."""
    hashes = {f"tag:{name}" for name in TAGS} | {f"secret:{name}" for name in SECRETS} if index == 0 else set()
    return frozenset(COUNTED | hashes)
