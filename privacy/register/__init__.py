"""The processing register: every field that holds personal data, with purpose, basis, term and readers."""
