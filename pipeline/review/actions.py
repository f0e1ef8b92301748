"""What a reviewer does, as decisions in the files: accept, reject, write, drop, always, never, undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

from pipeline.config import Config, RepairConfig
from pipeline.document import Edit, Segment
from pipeline.errors import BitexteError, InputError
from pipeline.repair import all_rules, apply
from pipeline.review.anchors import Spot, anchor, places
from pipeline.review.apply import alike, sentence_lines, sentence_spot, spot_of, whole_lines
from pipeline.review.decisions import Always, Decision
from pipeline.review.hand import clean_range, raw_spot
from pipeline.review.store import read_always, read_decisions, review_folder, update, update_always
from pipeline.review.view import Key, Shown
from pipeline.segment import split
from pipeline.translate.memory import Memory, memory_path

#: What no line may hold: it would end there, or a terminal would obey it.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
#: Longer than any sentence a person writes.
MAX_TEXT = 20_000


class Conflict(BitexteError):
    """What was decided about is no longer there: another tab or another run has changed it."""


Action = Callable[[Config, Shown, Mapping[str, Any]], list[str]]


def act(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    """Carry out a request on a document as it is shown; gives the ids of the decisions that were made.

    Raises InputError for a request that makes no sense, Conflict where its place has changed.
    """
    action = _ACTIONS.get(str(request.get("do")))
    if action is None:
        raise InputError(f"there is no action {request.get('do')!r}")
    try:
        return action(config, shown, request)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(f"not a request that can be carried out: {type(error).__name__}: {error}") from error


def undo_always(config: Config, ids: Iterable[str]) -> None:
    """Take decisions about all documents away."""
    update_always(review_folder(config), remove=set(ids))


def _accept(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    return _verdict(config, shown, request, accepts=True)


def _reject(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    return _verdict(config, shown, request, accepts=False)


def _verdict(config: Config, shown: Shown, request: Mapping[str, Any], *, accepts: bool) -> list[str]:
    asked = shown.asked
    made, gone = [], set()
    for wanted in request["edits"]:
        edit = asked.get(_key(wanted))
        if edit is None:
            raise Conflict("this change is no longer there; the page is loaded again")
        if edit.drops_line:
            made.append(_line_decision(shown, edit.line, "drop" if accepts else "keep", edit.rules))
            gone |= _ids([shown.reviewed.lines.get(edit.line)])
            continue
        if _hand_at(shown, edit):
            raise Conflict("a person wrote this sentence; edit it again, or undo that first")
        gone |= _ids([shown.reviewed.verdicts.get(edit)])
        made.append(_edit_decision(shown, edit, "accept" if accepts else "reject"))
    update(review_folder(config), shown.document.id, remove=gone, add=made)
    return [each.id for each in made]


def _edit_decision(shown: Shown, edit: Edit, verdict: str) -> Decision:
    equals = [spot_of(each) for each in alike(edit, shown.reviewed.asked)]
    made = anchor(shown.document.lines, spot_of(edit), equals)
    return Decision("edit", verdict, edit.before, edit.after, made, edit.category, edit.rules, edit.line)


def _line(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    number = request["line"]
    if not isinstance(number, int) or not 1 <= number <= len(shown.document.lines):
        raise InputError("there is no such line")
    made = _line_decision(shown, number, request["verdict"])
    gone = _ids([shown.reviewed.lines.get(number)])
    update(review_folder(config), shown.document.id, remove=gone, add=[made])
    return [made.id]


def _line_decision(shown: Shown, number: int, verdict: str, rules: tuple[str, ...] = ()) -> Decision:
    lines = shown.document.lines
    raw = lines[number - 1]
    if not raw.strip():
        raise InputError("a blank line stays")
    made = anchor(lines, Spot(number, 0, len(raw)), whole_lines(lines, raw))
    return Decision("line", verdict, raw, "", made, "boilerplate", rules, number)


def _write(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    """A person's French, English or both for one sentence; `was` is the French that the person saw."""
    segment = shown.segment(request["line"], request["index"])
    if segment.fr != request["was"]:
        raise Conflict("this sentence has changed meanwhile; the page is loaded again")
    made: list[Decision] = []
    gone: set[str] = set()
    french = _text(request["fr"]) if request.get("fr") is not None else segment.fr
    if french != segment.fr:
        decision, replaced = _french_decision(shown, segment, french)
        made.append(decision)
        gone |= replaced
    english = _text(request["en"]) if request.get("en") is not None else segment.en
    old = shown.by_hand.get((segment.line, segment.index))
    if english != segment.en:
        if not english:
            raise InputError("the English is empty; undo the correction instead")
        if len(split(french)) != 1:
            raise InputError("the French is not one sentence any more: save it first, then its English")
        if old:
            _forget(config, shown.document.id, old)
            gone.add(old.id)
        made.append(_english_decision(config, shown, segment, french, english))
    update(review_folder(config), shown.document.id, remove=gone, add=made)
    return [each.id for each in made]


def _french_decision(shown: Shown, segment: Segment, text: str) -> tuple[Decision, set[str]]:
    """The decision that the sentence becomes `text`, and those about the same raw words that it replaces."""
    number, raw = segment.line, shown.document.lines[segment.line - 1]
    edits = [edit for edit in shown.reviewed.repair.edits if edit.line == number]
    (clean,) = apply((raw,), [replace(edit, line=1) for edit in edits])
    assert clean is not None
    start, end = split(clean)[segment.index]
    spot = raw_spot(edits, number, start, end)
    replaced = {}
    while True:
        met = [
            (place, each)
            for place, each in shown.reviewed.hands
            if each.id not in replaced and place.line == number and place.start < spot.end and spot.start < place.end
        ]
        if not met:
            break
        for place, each in met:
            replaced[each.id] = each
            spot = Spot(number, min(spot.start, place.start), max(spot.end, place.end))
    range_ = clean_range(edits, spot)
    if spot.start == spot.end or range_ is None:
        # The sentence was made out of nothing, or together with the next one: the whole line is taken.
        spot, range_ = Spot(number, 0, len(raw)), (0, len(clean))
    after = clean[range_[0] : start] + text + clean[end : range_[1]]
    before = raw[spot.start : spot.end]
    made = anchor(shown.document.lines, spot, places(shown.document.lines, before))
    return Decision("french", "write", before, after, made, line=number), set(replaced)


def _english_decision(config: Config, shown: Shown, segment: Segment, french: str, english: str) -> Decision:
    place = segment.line, segment.index
    segments = [replace(each, fr=french) if (each.line, each.index) == place else each for each in shown.segments]
    equals = [sentence_spot(segments, each.line, each.index) for each in segments if each.fr == french]
    made = anchor(sentence_lines(segments), sentence_spot(segments, *place), equals)
    replaced = None
    if config.translate.memory and segment.language == config.language.source:
        with closing(Memory(memory_path())) as memory:
            replaced = memory.put_human(segment.language, french, (english, _origin(shown.document.id)))
    return Decision("english", "write", french, english, made, line=segment.line, replaced=replaced)


def _forget(config: Config, document: str, decision: Decision) -> None:
    """Put what the memory had before back, unless it has something else by now."""
    if not config.translate.memory:
        return
    with closing(Memory(memory_path())) as memory:
        language = config.language.source
        if memory.human_with_origin(language, decision.before) == (decision.after, _origin(document)):
            memory.put_human(language, decision.before, decision.replaced)


def _always(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    after = _text(request.get("after") or "")
    made = Always(request["kind"], request["verdict"], _text(request["before"]), after)
    if made.kind == "rule" and made.before not in {rule.name for rule in all_rules()}:
        raise InputError(f"there is no rule {made.before!r}")
    if made.kind == "name":
        if not made.after:
            raise InputError("a name needs its right form")
        RepairConfig(names={made.before: made.after})  # says what is wrong with the pair
    update_always(review_folder(config), add=[made])
    return [made.id]


def _undo(config: Config, shown: Shown, request: Mapping[str, Any]) -> list[str]:
    ids = {str(each) for each in request["ids"]}
    folder, name = review_folder(config), shown.document.id
    for decision in read_decisions(folder, name):
        if decision.id in ids and decision.kind == "english":
            _forget(config, name, decision)
    if ids & {each.id for each in read_decisions(folder, name)}:
        update(folder, name, remove=ids)
    if ids & {each.id for each in read_always(folder)}:
        undo_always(config, ids)
    return []


_ACTIONS: dict[str, Action] = {
    "accept": _accept,
    "reject": _reject,
    "line": _line,
    "write": _write,
    "always": _always,
    "undo": _undo,
}


def _key(wanted: Any) -> Key:
    line, start, end, before, after = wanted
    return int(line), int(start), int(end), str(before), str(after)


def _ids(decisions: Iterable[Decision | Always | None]) -> set[str]:
    return {each.id for each in decisions if isinstance(each, Decision)}


def _hand_at(shown: Shown, edit: Edit) -> bool:
    return any(
        spot.line == edit.line and spot.start < max(edit.end, edit.start + 1) and edit.start < spot.end
        for spot, _ in shown.reviewed.hands
    )


def _text(value: Any) -> str:
    """A text from a form: one line, without what a line cannot hold."""
    if not isinstance(value, str) or len(value) > MAX_TEXT:
        raise InputError(f"a text of at most {MAX_TEXT} characters is wanted")
    return _CONTROLS.sub(" ", value).strip(" ")


def _origin(document: str) -> str:
    return f"review:{document}"
