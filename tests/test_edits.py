"""The edit algebra under hypothesis: whatever was changed can be told and taken back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Edit
from pipeline.repair.edits import EditError, Patch, apply, apply_text, revert, revert_text

WORDS = st.text(alphabet="ab cé\u00a0«»🙂\u0301", max_size=12)


def changes(draw: st.DrawFn, text: str, number: int = 1, most: int = 3) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2 * most)))
    name = draw(st.sampled_from(["one", "two", "three"]))
    return [
        Edit(number, start, end, text[start:end], draw(WORDS), (name,), "words", f"Because of {name}.", 0.9)
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]


@st.composite
def patches(draw: st.DrawFn) -> tuple[str, list[str], Patch]:
    raw = draw(WORDS)
    patch = Patch.of(1, raw)
    seen = [raw]
    for _ in range(draw(st.integers(0, 8))):
        patch = patch.with_edits(changes(draw, patch.text))
        seen.append(patch.text)
    return raw, seen, patch


@given(patches())
def test_any_sequence_of_changes_is_one_account_from_raw_to_clean(case: tuple[str, list[str], Patch]) -> None:
    raw, seen, patch = case
    assert apply([raw], patch.edits) == (seen[-1],)
    assert revert([seen[-1]], patch.edits) == (raw,)


@given(patches())
def test_edits_are_ordered_and_never_overlap(case: tuple[str, list[str], Patch]) -> None:
    raw, _, patch = case
    at = 0
    for edit in patch.edits:
        assert at <= edit.start <= edit.end <= len(raw)
        assert edit.before == raw[edit.start : edit.end] != edit.after
        at = edit.end
    insertions = [edit.start for edit in patch.edits if not edit.before]
    assert len(insertions) == len(set(insertions))


@given(patches(), st.data())
def test_composing_a_proposal_gives_the_edit_that_applying_it_would(
    case: tuple[str, list[str], Patch], data: st.DataObject
) -> None:
    raw, _, patch = case
    proposed = changes(data.draw, patch.text)
    after = patch.with_edits(proposed)
    for composed in patch.composed(proposed):
        assert composed.before == composed.after or composed in after.edits
    assert apply([raw], after.edits) == (after.text,)


@given(WORDS, st.data())
def test_changes_made_together_give_what_they_give_one_by_one(raw: str, data: st.DataObject) -> None:
    together = changes(data.draw, raw)
    patch = Patch.of(1, raw)
    for edit in reversed(together):  # from the end, so that offsets stay true
        patch = patch.with_edits([edit])
    assert Patch.of(1, raw).with_edits(together).text == patch.text


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str], list[Edit]]:
    lines, edits = draw(st.lists(WORDS, max_size=5)), []
    for number, raw in enumerate(lines, 1):
        patch = Patch.of(number, raw)
        for _ in range(draw(st.integers(0, 3))):
            patch = patch.with_edits(changes(draw, patch.text, number))
        if draw(st.booleans()):
            drop = Edit(number, 0, len(patch.text), patch.text, "", ("drop",), "boilerplate", "An advertisement.", 1.0)
            patch = patch.with_edits([drop])
        edits += patch.edits
    return lines, edits


@given(documents())
def test_documents_with_dropped_lines_come_back(case: tuple[list[str], list[Edit]]) -> None:
    lines, edits = case
    clean = apply(lines, edits)
    assert revert(clean, edits) == tuple(lines)
    raw_text = "".join(line + "\n" for line in lines)
    clean_text = apply_text(raw_text, edits)
    assert clean_text == "".join(line + "\n" for line in clean if line is not None)
    assert revert_text(clean_text, edits) == raw_text


@given(documents())
def test_edits_survive_json(case: tuple[list[str], list[Edit]]) -> None:
    _, edits = case
    assert [Edit.from_json(edit.to_json()) for edit in edits] == edits


def test_rules_and_reasons_of_a_chain_are_kept_in_order() -> None:
    patch = Patch.of(1, "a b c")
    patch = patch.with_edits([Edit(1, 2, 3, "b", "bb", ("first",), "names", "Because.", 0.9)])
    patch = patch.with_edits([Edit(1, 1, 3, " b", " B", ("second",), "capitals", "Therefore.", 0.8)])
    (edit,) = patch.edits
    assert (edit.start, edit.end, edit.before, edit.after) == (1, 3, " b", " Bb")
    assert edit.rules == ("first", "second")
    assert edit.why == "Because. Therefore."
    assert edit.confidence == 0.8


def test_a_change_taken_back_leaves_no_edit() -> None:
    patch = Patch.of(1, "ab").with_edits([Edit(1, 0, 1, "a", "x", ("r",), "words", "", 1.0)])
    assert patch.with_edits([Edit(1, 0, 1, "x", "a", ("r",), "words", "", 1.0)]).edits == ()


@pytest.mark.parametrize(
    "edit",
    [
        Edit(1, 0, 1, "x", "y", ("r",), "words", "", 1.0),
        Edit(2, 0, 1, "a", "y", ("r",), "words", "", 1.0),
        Edit(1, 1, 9, "b", "y", ("r",), "words", "", 1.0),
    ],
)
def test_edits_that_do_not_fit_are_refused(edit: Edit) -> None:
    with pytest.raises(EditError):
        apply(["ab"], [edit])
