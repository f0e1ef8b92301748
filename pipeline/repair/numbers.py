"""The family numbers."""
