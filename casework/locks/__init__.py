"""Cases that the server alone cannot open: their keys lie in boxes for those who may read them (docs/adr/0420)."""
