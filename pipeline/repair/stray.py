"""The family stray."""
