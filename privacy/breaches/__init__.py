"""When personal data were lost or seen (91/2025/QH15 art. 23)."""
