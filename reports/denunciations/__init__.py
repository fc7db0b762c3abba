"""What the public is told of denunciations (tố cáo): by province and ended year, frozen."""
