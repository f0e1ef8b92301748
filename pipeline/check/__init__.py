"""Filters of the bitext: every pair measured, then kept, flagged or rejected."""

from pipeline.check.decision import check_pair, decide
from pipeline.check.filters import Check, all_checks

__all__ = ["Check", "all_checks", "check_pair", "decide"]
