"""Formal complaints (khiếu nại) and denunciations (tố cáo): signed, with clocks of their own (law sheet §2.3, §2.4)."""
