"""A commune's pages as part of the provincial portal: the portal's head and foot, and the addresses pages are read at.

Decree 224/2026/NĐ-CP art. 11.1: the site of a commune is a component of the provincial portal.
"""
