"""The family typography."""
