"""Petitions (đơn thư, phản ánh, kiến nghị): intake, triage, handling, answer."""
