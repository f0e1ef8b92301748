"""The decisions of a reviewer: about one place of a document, or about every document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any, Literal

from pipeline.review.anchors import Anchor

Kind = Literal["edit", "line", "french", "english"]
_VERDICTS = {"edit": ("accept", "reject"), "line": ("keep", "drop"), "french": ("write",), "english": ("write",)}
_ALWAYS = ("rule", "name", "line")


@dataclass(frozen=True)
class Decision:
    """What was decided about one place.

    "edit": a change `before` → `after` of the family `category` is to be made ("accept") or not ("reject").
    "line": the raw line `before` stays ("keep") or goes ("drop").
    "french": the raw stretch `before` becomes `after`. "english": the clean sentence `before` is `after` in English.
    `rules` are those that had asked for the change, `line` is where it was: both only tell people what was decided.
    `replaced`: the human translation of the sentence, with its origin, that the memory had before.
    """

    kind: Kind
    verdict: str
    before: str
    after: str
    anchor: Anchor
    category: str = ""
    rules: tuple[str, ...] = ()
    line: int = 0
    replaced: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        if self.verdict not in _VERDICTS.get(self.kind, ()):
            raise ValueError(f"no decision is {self.kind!r} and {self.verdict!r}")

    @cached_property
    def id(self) -> str:
        """Equal for decisions about the same place."""
        after = self.after if self.kind == "edit" else ""
        return _digest([self.kind, self.category, self.before, after, self.anchor.to_json()])[:16]

    def to_json(self) -> dict[str, Any]:
        """A line of `review/<id>.jsonl`."""
        data = {each.name: getattr(self, each.name) for each in fields(self)}
        return {"id": self.id, **data, "anchor": self.anchor.to_json(), "rules": list(self.rules)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Decision:
        """The decision that `to_json` wrote. Raises TypeError, KeyError or ValueError where it is none."""
        rest = {name: value for name, value in data.items() if name != "id"}
        if not all(isinstance(rest[name], str) for name in ("before", "after")):
            raise TypeError("before and after must be texts")
        rest["anchor"] = Anchor.from_json(rest["anchor"])
        rest["rules"] = tuple(rest.get("rules", ()))
        rest["replaced"] = tuple(rest["replaced"]) if rest.get("replaced") else None
        return cls(**rest)


@dataclass(frozen=True)
class Always:
    """What was decided for every document.

    "rule": what the rule `before` proposes is always made, or the rule never runs. "name": `before` is always, or
    never, written `after`. "line": lines like `before` always go, or never.
    """

    kind: Literal["rule", "name", "line"]
    verdict: Literal["always", "never"]
    before: str
    after: str = ""

    def __post_init__(self) -> None:
        if self.kind not in _ALWAYS or self.verdict not in ("always", "never"):
            raise ValueError(f"no decision is {self.kind!r} and {self.verdict!r}")
        if not isinstance(self.before, str) or not isinstance(self.after, str) or not self.before.strip():
            raise ValueError("before must be a text")

    @cached_property
    def id(self) -> str:
        """Equal for decisions about the same thing."""
        after = self.after if self.verdict == "never" else ""
        return "always-" + _digest([self.kind, self.before, after])[:16]

    def to_json(self) -> dict[str, Any]:
        """A line of `review/always/decisions.jsonl`."""
        return {"id": self.id, **asdict(self)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Always:
        """The decision that `to_json` wrote. Raises TypeError or ValueError where it is none."""
        return cls(**{name: value for name, value in data.items() if name != "id"})

    def concerns(self, lines: Sequence[str]) -> bool:
        """Whether it can matter to a document of these raw lines."""
        if self.kind == "rule":
            return True
        if self.kind == "line":
            return plain(self.before) in map(plain, lines)
        wanted = plain(self.before).lower()
        return any(wanted in plain(line).lower() for line in lines)


@dataclass(frozen=True)
class Review:
    """All that was decided about one document, in the order of the decisions."""

    decisions: tuple[Decision, ...] = ()
    always: tuple[Always, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.decisions or self.always)

    @property
    def digest(self) -> str:
        """A sha256, equal for equal decisions; "" where there is none."""
        return _digest([each.to_json() for each in (*self.decisions, *self.always)]) if self else ""


def plain(text: str) -> str:
    """`text` with single spaces and straight apostrophes: what is compared where only the words matter."""
    return " ".join(text.split()).replace("’", "'")


def _digest(facts: Any) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
