"""What people ask about their own data (Decree 356/2025 art. 5)."""
