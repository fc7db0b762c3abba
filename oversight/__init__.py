"""Dân kiểm tra, giám sát: the People's Inspection Board's view of petitions and commitments."""
