"""niêm yết: decisions and conclusions made public by law, in a version redacted and approved by two people."""

from feedback.delivery.postings.services import (
    approve_posting,
    drop_posting,
    end_posting,
    end_postings,
    propose_posting,
    remove_posting,
    return_posting,
    start_posting,
)

__all__ = [
    "approve_posting",
    "drop_posting",
    "end_posting",
    "end_postings",
    "propose_posting",
    "remove_posting",
    "return_posting",
    "start_posting",
]
