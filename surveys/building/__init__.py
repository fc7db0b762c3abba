"""Writing questionnaires: drafts, ready sets, opening a version for some places, ending it."""
