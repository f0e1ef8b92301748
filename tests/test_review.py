"""Decisions of reviewers: found again by content, carried out exactly, kept in files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import Config, RepairConfig, ReviewConfig
from pipeline.document import Document, Edit, Segment
from pipeline.errors import InputError
from pipeline.repair import apply, repair, revert
from pipeline.repair.edits import Patch
from pipeline.review.anchors import Spot, anchor, find, places
from pipeline.review.apply import (
    alike,
    english,
    reviewed,
    sentence_lines,
    sentence_spot,
    spot_of,
    whole_lines,
    with_others,
)
from pipeline.review.decisions import Always, Decision, Review
from pipeline.review.hand import clean_range, raw_spot, rewritten
from pipeline.review.store import load_review, read_decisions, update, update_always

LINES = (
    "Le patron d’Openai a parlé de la circulationquelque temps.",
    "",
    "Il a vu le le film, dit-il. La suite est connue de tous.",
    "Abonnez-vous à notre lettre d’information !",
    "Le patron d’Openai est parti.",
)
CONFIG = RepairConfig()


def about(lines: Sequence[str], edit: Edit, verdict: str) -> Decision:
    """The decision about an edit as the page asks for it."""
    equals = [spot_of(each) for each in alike(edit, reviewed(lines, CONFIG, Review()).asked)]
    made = anchor(lines, spot_of(edit), equals)
    return Decision("edit", verdict, edit.before, edit.after, made, edit.category, edit.rules, edit.line)


def about_line(lines: Sequence[str], number: int, verdict: str) -> Decision:
    raw = lines[number - 1]
    made = anchor(lines, Spot(number, 0, len(raw)), whole_lines(lines, raw))
    return Decision("line", verdict, raw, "", made, line=number)


def written(lines: Sequence[str], before: str, after: str) -> Decision:
    spots = places(lines, before)
    return Decision("french", "write", before, after, anchor(lines, spots[0], spots), line=spots[0].line)


def asked(lines: Sequence[str], before: str, line: int = 1) -> Edit:
    return next(e for e in repair(lines, CONFIG).edits if before in e.before and e.line == line)


def exact(lines: Sequence[str], review: Review, config: RepairConfig = CONFIG) -> tuple[str | None, ...]:
    """The clean lines, of which the account is right in both directions."""
    done = reviewed(lines, config, review).repair
    assert apply(lines, done.edits) == done.lines and revert(done.lines, done.edits) == tuple(lines)
    assert all(edit.applied for edit in done.edits) and not any(edit.applied for edit in done.proposals)
    return done.lines


def test_a_rejected_edit_is_not_made_and_says_who_rejected_it() -> None:
    edit = asked(LINES, "Openai")
    review = Review((about(LINES, edit, "reject"),))
    clean = exact(LINES, review)
    assert "Openai" in clean[0] and "OpenAI" in clean[4], "only the one that was decided about"
    (shown,) = [e for e in reviewed(LINES, CONFIG, review).repair.proposals if e.line == 1]
    assert shown.rules[-1] == "review.rejected" and "A reviewer rejected this." in shown.why


def test_an_accepted_proposal_is_made() -> None:
    careful = replace(CONFIG, min_confidence=1.0)
    (proposal,) = [e for e in repair(LINES, careful).proposals if e.line == 1 and e.category == "names"]
    assert "Openai" in exact(LINES, Review(), careful)[0]
    spots = [spot_of(each) for each in alike(proposal, repair(LINES, careful).proposals)]
    decision = Decision(
        "edit", "accept", proposal.before, proposal.after, anchor(LINES, spot_of(proposal), spots), "names"
    )
    done = reviewed(LINES, careful, Review((decision,)))
    assert "OpenAI" in exact(LINES, Review((decision,)), careful)[0]
    assert [e.rules[-1] for e in done.repair.edits] == ["review.accepted"]


def test_a_dropped_line_comes_back_repaired_and_another_goes() -> None:
    lines = (*LINES[:3], "Abonnez-vous à notre lettre d’information , maintenant !", LINES[4])
    assert repair(lines, CONFIG).lines[3] is None
    clean = exact(lines, Review((about_line(lines, 4, "keep"), about_line(lines, 1, "drop"))))
    assert clean[3] == "Abonnez-vous à notre lettre d’information, maintenant\u00a0!" and clean[0] is None
    offered = [e for e in reviewed(lines, CONFIG, Review((about_line(lines, 4, "keep"),))).repair.proposals]
    assert [(e.line, e.drops_line, e.rules[-1]) for e in offered] == [(4, True, "review.rejected")]


def test_what_a_person_wrote_stands_whatever_the_rules_do() -> None:
    decision = written(LINES, "Il a vu le le film, dit-il.", "Elle l’a vu, dit-elle.")
    for config in (CONFIG, replace(CONFIG, disabled=("words",)), replace(CONFIG, spaces="narrow", quotes="english")):
        assert exact(LINES, Review((decision,)), config)[2] == "Elle l’a vu, dit-elle. La suite est connue de tous."
    done = reviewed(LINES, CONFIG, Review((decision,)))
    assert {e.rules[-1] for e in done.repair.edits if e.line == 3} == {"review.hand"}


def test_a_line_that_a_person_emptied_is_dropped() -> None:
    assert exact(LINES, Review((written(LINES, LINES[4], " "),)))[4] is None


def test_a_decision_whose_place_is_gone_sleeps() -> None:
    decision = about(LINES, asked(LINES, "Openai"), "reject")
    hand = written(LINES, "Il a vu le le film, dit-il.", "Elle l’a vu.")
    keep = about_line(LINES, 4, "keep")
    other = ("Une autre phrase sur OpenAI.", "Le chef de Openai.")
    done = reviewed(other, CONFIG, Review((decision, hand, keep)))
    assert set(done.dormant) == {decision, hand, keep}
    assert done.repair == repair(other, CONFIG)


def test_always_and_never() -> None:
    assert "Openai" in exact(LINES, Review((), (Always("rule", "never", "names.case"),)))[0]
    careful = replace(CONFIG, min_confidence=0.999)
    assert "OpenAI" in exact(LINES, Review((), (Always("rule", "always", "names.case"),)), careful)[0]
    clean = exact(LINES, Review((), (Always("name", "never", "Openai", "OpenAI"),)))
    assert "Openai" in clean[0] and "Openai" in clean[4]
    assert "Le boss" in exact(LINES, Review((), (Always("name", "always", "Le patron", "Le boss"),)))[0]
    assert exact(LINES, Review((), (Always("line", "never", "Abonnez-vous à notre  lettre d'information !"),)))[3]
    assert exact(LINES, Review((), (Always("line", "always", LINES[0]),)))[0] is None


def test_a_decision_about_one_document_comes_before_one_about_all() -> None:
    never = Always("line", "never", LINES[3])
    assert exact(LINES, Review((about_line(LINES, 4, "drop"),), (never,)))[3] is None
    names = Always("name", "never", "Openai", "OpenAI")
    assert "OpenAI" in exact(LINES, Review((about(LINES, asked(LINES, "Openai"), "accept"),), (names,)))[0]


WORDS = st.sampled_from(["Il a plu .", "Le chat dort.", "Openai grandit.", "", "Rien à dire", "a"])


@given(
    before=st.lists(WORDS, max_size=4),
    after=st.lists(WORDS, max_size=4),
    new_before=st.lists(WORDS, max_size=4),
    new_after=st.lists(WORDS, max_size=4),
)
def test_a_decision_survives_any_change_of_other_lines(
    before: list[str], after: list[str], new_before: list[str], new_after: list[str]
) -> None:
    """The line of the decision is there once; whatever stands around it, the decision is found there and only there."""
    line = "Selon Chatgpt, il a vu le le film."
    lines, other = [*before, line, *after], [*new_before, line, *new_after]
    edit = asked(lines, "Chatgpt", len(before) + 1)
    review = Review((about(lines, edit, "reject"),))
    done = reviewed(other, CONFIG, review)
    assert not done.dormant
    assert exact(other, review)[len(new_before)] == "Selon Chatgpt, il a vu le film."
    plain = repair(other, CONFIG)
    assert done.repair.lines[: len(new_before)] == plain.lines[: len(new_before)]
    assert done.repair.lines[len(new_before) + 1 :] == plain.lines[len(new_before) + 1 :]


@given(
    lines=st.lists(st.sampled_from(["x", "x.", "y", "", "xx"]), min_size=1, max_size=8),
    other=st.lists(st.sampled_from(["x", "x.", "y", "", "xx"]), max_size=8),
    data=st.data(),
)
def test_an_anchor_is_found_in_its_own_text_and_never_among_more_or_fewer_equals(
    lines: list[str], other: list[str], data: st.DataObject
) -> None:
    spots = places(lines, "x")
    if not spots:
        return
    spot = data.draw(st.sampled_from(spots))
    made = anchor(lines, spot, spots)
    assert find(lines, made, spots) == spot
    found = find(other, made, places(other, "x"))
    if found is not None:
        again = anchor(other, found, places(other, "x"))
        assert (again.left, again.right) == (made.left, made.right)
        assert again.alike == made.alike == 1 or (again.above, again.below, again.nth, again.of) == (
            made.above, made.below, made.nth, made.of,
        )  # fmt: skip


def test_of_two_equal_lines_only_the_one_that_was_meant() -> None:
    lines = ["Un.", "À lire aussi.", "Deux.", "À lire aussi.", "Trois."]
    decision = about_line(lines, 4, "drop")
    assert exact(lines, Review((decision,))) == ("Un.", repair(lines).lines[1], "Deux.", None, "Trois.")
    fewer = ["Un.", "À lire aussi.", "Deux."]
    assert reviewed(fewer, CONFIG, Review((decision,))).dormant == (decision,)


@st.composite
def patches(draw: st.DrawFn) -> tuple[Patch, int, int, str]:
    raw = draw(st.text("ab .,«", min_size=1, max_size=20))
    patch = Patch.of(1, raw)
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(patch.text)))
        end = draw(st.integers(start, min(len(patch.text), start + 4)))
        after = draw(st.text("xyz «", max_size=3))
        patch = patch.with_edits([Edit(1, start, end, patch.text[start:end], after, ("r",), "words", "", 1.0)])
    start = draw(st.integers(0, len(patch.text)))
    return patch, start, draw(st.integers(start, len(patch.text))), draw(st.text("xyz ab", max_size=6))


@given(patches())
def test_a_rewritten_stretch_keeps_the_account_exact(case: tuple[Patch, int, int, str]) -> None:
    patch, start, end, text = case
    spot = raw_spot(patch.edits, 1, start, end)
    place = clean_range(patch.edits, spot)
    if spot.start == spot.end:
        return
    assert place is not None and place[0] <= start and end <= place[1]
    made = rewritten(patch, *place, text)
    assert made.text == patch.text[: place[0]] + text + patch.text[place[1] :]
    assert apply((patch.raw,), made.edits) == (made.text,) and revert((made.text,), made.edits) == (patch.raw,)


def pair(line: int, index: int, fr: str) -> Segment:
    return Segment("a", line, index, fr, fr, "")


def test_english_is_found_by_its_french_and_by_what_stands_around_where_that_is_there_twice() -> None:
    segments = [pair(1, 0, "Oui."), pair(1, 1, "Il pleut."), pair(3, 0, "Il neige."), pair(3, 1, "Oui.")]
    spots = [sentence_spot(segments, 1, 0), sentence_spot(segments, 3, 1)]
    made = anchor(sentence_lines(segments), spots[1], spots)
    decision = Decision("english", "write", "Oui.", "Yes, indeed.", made)
    assert english(segments, [decision]) == ({(3, 1): decision}, ())
    moved = [pair(1, 0, "Neuf."), *(replace(each, line=each.line + 4) for each in segments)]
    assert english(moved, [decision]) == ({(7, 1): decision}, ())
    assert english(segments[:1], [decision]) == ({(1, 0): decision}, ()), "one sentence of these words is the one"
    assert english(segments[1:3], [decision]) == ({}, (decision,))


def test_files_keep_decisions_in_order_and_replace_those_about_the_same_place(tmp_path: Path) -> None:
    first, second = about_line(LINES, 1, "drop"), about_line(LINES, 5, "drop")
    update(tmp_path, "a", add=[first])
    update(tmp_path, "a", add=[second])
    update(tmp_path, "a", add=[again := replace(first, verdict="keep")])
    assert read_decisions(tmp_path, "a") == (second, again) and again.id == first.id
    update(tmp_path, "a", remove=[first.id, second.id])
    assert not (tmp_path / "a.jsonl").exists()


def test_writers_at_the_same_time_lose_nothing(tmp_path: Path) -> None:
    made = [replace(about_line(LINES, 1, "drop"), before=str(number)) for number in range(40)]
    threads = [Thread(target=update, args=(tmp_path, "a"), kwargs={"add": [each]}) for each in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(read_decisions(tmp_path, "a")) == set(made)


def test_only_what_concerns_a_document_counts_for_it(tmp_path: Path) -> None:
    config = Config(review=ReviewConfig(str(tmp_path)))
    document = Document("a", "a.txt", LINES, "0" * 64)
    assert not load_review(config, document) and load_review(config, document).digest == ""
    update_always(tmp_path, add=[Always("name", "always", "Gogle", "Google"), Always("line", "always", "Partagez")])
    update(tmp_path, "b", add=[about_line(LINES, 1, "drop")])
    assert not load_review(config, document)
    update_always(tmp_path, add=[Always("name", "never", "openai", "OpenAI")])
    assert load_review(config, document).digest


@pytest.mark.parametrize("text", ["{}\n", "[]\n", "not json\n", '{"kind": "edit", "verdict": "maybe"}\n'])
def test_a_file_of_something_else_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.jsonl").write_text(text)
    with pytest.raises(InputError, match=r"a\.jsonl:1: not"):
        read_decisions(tmp_path, "a")


def test_changes_of_a_later_step_are_decided_about_like_all_others() -> None:
    lines = ("Il a dit hola amigos a todos en la plaza hier.", "Une ligne.")
    start = lines[0].index("hola")
    clause = lines[0][start : start + 31]
    made = Edit(1, start, start + 31, clause, "bonjour à tous", ("stray.translated",), "stray", "Why.", 0.85)
    plain = reviewed(lines, CONFIG, Review())
    assert with_others(plain, lines, [made], CONFIG, Review()).repair.lines[0] == "Il a dit bonjour à tous hier."
    spot = spot_of(made)
    no = Decision("edit", "reject", clause, made.after, anchor(lines, spot, [spot]), "stray")
    done = with_others(reviewed(lines, CONFIG, Review((no,))), lines, [made], CONFIG, Review((no,)))
    assert clause in (done.repair.lines[0] or "") and not done.dormant
    assert [edit.rules[-1] for edit in done.repair.proposals] == ["review.rejected"]
    by_hand = Review((written(lines, lines[0], "Il a salué."),))
    done = with_others(reviewed(lines, CONFIG, by_hand), lines, [made], CONFIG, by_hand)
    assert done.repair.lines[0] == "Il a salué."
