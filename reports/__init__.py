"""báo cáo: the legal tables of petitions, and what goes to the national database. It reads the domains, never writes
in them.
"""
