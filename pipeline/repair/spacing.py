"""The family spacing."""
