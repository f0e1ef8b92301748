"""The family boilerplate."""
