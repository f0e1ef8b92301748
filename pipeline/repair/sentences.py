"""The family sentences."""
