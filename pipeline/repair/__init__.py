"""Repair of machine-translation damage in French, with a full account of every change."""

from pipeline.repair.edits import EditError, apply, apply_text, revert, revert_text
from pipeline.repair.plan import Repair, repair
from pipeline.repair.rule import Rule, all_rules

__all__ = ["EditError", "Repair", "Rule", "all_rules", "apply", "apply_text", "repair", "revert", "revert_text"]
