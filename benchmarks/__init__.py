"""Measurements: each program prints what it measures and how it can be repeated."""
