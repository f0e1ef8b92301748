"""The family names."""
