"""A stray clause translated into French where an installed model can, so that the French side of the corpus is whole.

It is the last change of the account raw → clean: an edit like every other, with the rule `stray.translated`, the model
that made it in its reason, and a confidence that decides whether it is made or proposed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.cleaning import Cleaned
from pipeline.config import RepairConfig
from pipeline.document import Edit
from pipeline.language import foreign_spans
from pipeline.repair import Repair, repair
from pipeline.repair.edits import Patch
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, Rule
from pipeline.review.apply import with_mark

RULE, FAMILY = "stray.translated", "stray"
#: How sure a translation is that looks like one, and any other.
_SOUND, _DOUBTFUL = 0.85, 0.5
#: A translation is not shorter or longer than its clause by more than this factor.
_LENGTHS = 2.0
_LANGUAGES = {"en": "English", "es": "Spanish", "it": "Italian", "pt": "Portuguese", "de": "German"}


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a clean line in another language; not one that is quoted, which belongs there."""

    line: int
    start: int
    end: int
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class French:
    """What a model made of a clause. `loop`: the output repeats itself. `faults`: the checks that it fails as the French
    of the clause's English."""

    text: str
    model: str
    loop: bool = False
    faults: tuple[str, ...] = ()


def clauses(cleaned: Cleaned, languages: Collection[str], config: RepairConfig) -> tuple[Clause, ...]:
    """The stray clauses in these languages; none where the rule is switched off."""
    if {RULE, FAMILY} & {*config.disabled}:
        return ()
    return tuple(
        Clause(number, span.start, span.end, span.language, line[span.start : span.end])
        for number, line in enumerate(cleaned.repair.lines, 1)
        if line
        for span in foreign_spans(line)
        if span.language in languages and not span.quoted
    )


def made_whole(cleaned: Cleaned, found: Sequence[tuple[Clause, French]], config: RepairConfig) -> Cleaned:
    """The document with its clauses in French, or that proposed where it is less sure than `min_confidence`.

    What a reviewer decided about such a change holds. Where the repair would still change the French, it is only
    proposed.
    """
    done = _made(cleaned, found, config, frozenset())
    unsettled = frozenset(edit.line for edit in repair([line or "" for line in done.repair.lines], config).edits)
    return _made(cleaned, found, config, unsettled) if unsettled else done


def _made(
    cleaned: Cleaned, found: Sequence[tuple[Clause, French]], config: RepairConfig, unsettled: Collection[int]
) -> Cleaned:
    lines, edits = list(cleaned.repair.lines), {}
    for line, group in groupby(cleaned.repair.edits, key=lambda edit: edit.line):
        edits[line] = tuple(group)
    proposals: list[Edit] = []
    decided: set[tuple[str, str]] = set()
    verdicts = {
        (each.before, each.after): each.verdict for each in cleaned.review.decisions if each.kind == "edit"
    }
    for line, pairs in groupby(found, key=lambda pair: pair[0].line):
        text = lines[line - 1]
        assert text is not None
        patch = Patch(line, cleaned.document.lines[line - 1], text, edits.get(line, ()))
        wanted = []
        for change in (change for clause, french in pairs if (change := _change(clause, french, config))):
            (edit,) = patch.composed([change])
            verdict = verdicts.get((edit.before, edit.after))
            sure = change.confidence >= config.min_confidence and line not in unsettled
            accepted = verdict == "accept" or (verdict is None and sure)
            if verdict:
                decided.add((edit.before, edit.after))
                mark = "review.accepted" if accepted else "review.rejected"
                change, edit = with_mark(change, mark, applied=accepted), with_mark(edit, mark, applied=accepted)
            if accepted:
                wanted.append(change)
            else:
                proposals.append(replace(edit, applied=False))
        patch = patch.with_edits(wanted)
        lines[line - 1], edits[line] = patch.text, patch.edits
    made = tuple(edit for _, of_line in sorted(edits.items()) for edit in of_line)
    dormant = tuple(each for each in cleaned.dormant if (each.before, each.after) not in decided)
    done = Repair(tuple(lines), made, (*cleaned.repair.proposals, *proposals))
    return replace(cleaned, repair=done, dormant=dormant)


def originals(found: Iterable[tuple[Clause, French]], config: RepairConfig) -> dict[str, str]:
    """The English clauses by the French that they became, where they become any."""
    changes = ((clause, _change(clause, french, config)) for clause, french in found if clause.language == "en")
    return {change.after: clause.text for clause, change in changes if change}


def _change(clause: Clause, french: French, config: RepairConfig) -> Edit | None:
    after = _fitted(clause.text, french.text, config)
    if not any(map(str.isalpha, after)) or after == clause.text:
        return None
    language = _LANGUAGES.get(clause.language, clause.language)
    return Edit(
        line=clause.line,
        start=clause.start,
        end=clause.end,
        before=clause.text,
        after=after,
        rules=(RULE,),
        category=FAMILY,
        why=f"A stretch of {language}, translated into French by {french.model}.",
        confidence=_SOUND if _sound(clause.text, after) and not french.loop and not french.faults else _DOUBTFUL,
    )


def _fitted(clause: str, french: str, config: RepairConfig) -> str:
    """The French repaired like the rest of the text, beginning and ending as the clause does."""
    text = repair([french], config).lines[0] or ""
    if clause[:1].islower() and text[:1].isupper() and text[1:2].islower():
        text = text[0].lower() + text[1:]
    if clause[:1].isupper():
        text = text[:1].upper() + text[1:]
    if clause[-1:] not in ".!?…":
        text = text.rstrip(".")
    return text


def _sound(clause: str, french: str) -> bool:
    """Whether it can be a translation: French, and about as long."""
    longer, shorter = max(len(clause), len(french)), min(len(clause), len(french))
    return not foreign_spans(french) and longer <= _LENGTHS * shorter + 10


def _by_a_model(line: Line, context: Context) -> Iterator[Change]:
    """Translate a stray clause by an installed package into French (`bitexte models install es-fr`).

    It is no part of the repair, which loads no model: it works in a run and in a translation of an article, on what
    the repair left in another language. Quotations stay. Where the result is not French, repeats itself, is much
    longer or shorter than the clause, or fails a check beside the clause's English, it is only proposed.
    """
    return iter(())


#: What `bitexte rules` says about it.
DESCRIPTION = Rule(
    RULE, FAMILY, _SOUND, "A clause in another language, translated into French by an installed package.",
    ("Le maire est parti. Nadie sabe por qué.", "Le maire est parti. Personne ne sait pourquoi."),
    _by_a_model, None, None, (), frozenset(), None, None, True, False,
)  # fmt: skip
