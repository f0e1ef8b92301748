"""Scores first, then the decision, which needs nothing but the scores."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from pipeline.check.filters import Pair, all_checks
from pipeline.config import CheckConfig
from pipeline.document import Flag, Scalar, Segment, Status
from pipeline.errors import ConfigError

#: Scores of this prefix are what the translation step noted; each of them is a flag.
NOTE = "translation:"
#: The note on a pair that a person translated. It is no failure, and what else is flagged keeps no such pair back:
#: checks look for what machines do wrong.
HUMAN = NOTE + "human"
#: The flags of a pair that the corpus already has, or nearly; see `pipeline.corpus`. From the similarity on that is the
#: threshold of the second, the later pair is flagged; docs/checks.md has the measurements.
DUPLICATE, NEAR_DUPLICATE = "duplicate", "near-duplicate"
NEAR_THRESHOLD = 0.8
#: Longer sides are measured up to here: no sentence is as long, and the time for a pair stays bounded.
MEASURED = 10_000


def check_pair(
    segment: Segment,
    config: CheckConfig,
    notes: Collection[str] = (),
    model_score: float | None = None,
    back: tuple[float, float] | None = None,
) -> Segment:
    """The segment with every measured value, and judged by `config`.

    A note "French=English" names an English rendering of a French name that
    the names check accepts. Any other note, such as "loop" or
    "name-lost: OpenAI", is something that went wrong in translation: it
    becomes the score and the flag `translation:loop`, `translation:name-lost`;
    "human" only a score. `model_score`: the mean log-probability of a piece, where a model wrote the English; `back`:
    that of the French by a model that translates back, and of the worst fifth of its pieces.
    Raises ConfigError for names that no filter has.
    """
    exonyms = dict(note.split("=", 1) for note in notes if "=" in note)
    machine = HUMAN.removeprefix(NOTE) not in notes
    pair = Pair(
        segment.fr[:MEASURED],
        segment.en[:MEASURED],
        segment.language,
        exonyms,
        machine,
        model_score if machine else None,
        back if machine else None,
    )
    scores: dict[str, Scalar] = {}
    for each in all_checks().values():
        value = each.measure(pair)
        if value is not None:
            scores[each.name] = round(value, 4) if isinstance(value, float) else value
    for note in sorted(note for note in notes if "=" not in note):
        name, _, detail = (part.strip() for part in note.partition(":"))
        before = scores.get(NOTE + name)
        scores[NOTE + name] = f"{before}, {detail}" if isinstance(before, str) else detail or True
    return decide(replace(segment, scores=scores), config)


def decide(segment: Segment, config: CheckConfig) -> Segment:
    """The segment with the flags and the status that its stored scores earn it under `config`.

    Raises ConfigError for names that no filter has.
    """
    thresholds = _thresholds(config)
    flags = []
    for name, each in all_checks().items():
        value, threshold = segment.scores.get(name), thresholds[name]
        if each.missed(value, threshold):
            flags.append(Flag(name, value, threshold))
    flags += [
        Flag(name, value, None) for name, value in segment.scores.items() if name.startswith(NOTE) and name != HUMAN
    ]
    return replace(segment, flags=tuple(flags), status=_status(flags, config, human=HUMAN in segment.scores))


def _status(flags: Collection[Flag], config: CheckConfig, *, human: bool) -> Status:
    if any(flag.name in config.reject for flag in flags):
        return "rejected"
    return "flagged" if flags and not human else "kept"


def _thresholds(config: CheckConfig) -> dict[str, float | None]:
    checks = all_checks()
    for option, names in (("thresholds", config.thresholds), ("reject", config.reject)):
        for name in names:
            known = name in checks or name == NEAR_DUPLICATE
            if not known and not (option == "reject" and name.startswith((NOTE, DUPLICATE))):
                raise ConfigError(f"[check] {option}: there is no check {name!r}; there are {', '.join(checks)}")
    return {name: config.thresholds.get(name, each.threshold) for name, each in checks.items()}
