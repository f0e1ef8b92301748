"""The family words."""
