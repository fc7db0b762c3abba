"""Dân bàn: draft texts, opinions, tiếp thu – giải trình."""
