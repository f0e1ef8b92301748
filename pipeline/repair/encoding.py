"""The family encoding."""
