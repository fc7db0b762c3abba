"""Answered petitions in public: covered by one person, approved by another, taken down at once when need be."""
