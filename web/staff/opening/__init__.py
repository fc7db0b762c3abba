"""What one person alone may not do with a sealed petition."""
