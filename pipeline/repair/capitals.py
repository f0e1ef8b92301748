"""The family capitals."""
