"""The family brackets."""
