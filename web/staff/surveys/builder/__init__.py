"""The questionnaire builder."""
