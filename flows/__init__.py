"""Prefect flows around the pipeline: they run its steps and know nothing of how these work."""
