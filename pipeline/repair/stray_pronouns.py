"""English pronouns that were left as the subject of a French verb."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import capital_pairs
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
_ONE = "a|avait|aura|aurait|est|était|sera|serait|peut|pouvait|doit|devait|va|fait|dit|veut"
_MANY = "ont|avaient|auront|auraient|sont|étaient|seront|seraient|peuvent|pouvaient|doivent|vont|font|disent|veulent"
_NEGATION = rf"n[’']y{_SPACE}|n[’']|ne{_SPACE}(?:se{_SPACE}|s[’'])?"
#: The verbs of a third person, singular and plural, and of nous; what negates them or reflects back may come before.
_VERBS: Mapping[str, str] = {
    "one": rf"(?:(?:{_NEGATION}|s[’'])?(?:{_ONE})|ne{_SPACE}[a-zà-ÿœ]+|n[’'][a-zà-ÿœ]+)",
    "many": rf"(?:(?:{_NEGATION}|s[’'])?(?:{_MANY})|ne{_SPACE}[a-zà-ÿœ]+ent|n[’'][a-zà-ÿœ]+ent)",
    "nous": rf"(?:{_NEGATION})?(?:sommes|[a-zà-ÿœ]{{2,}}ons)",
}
#: Each with its French, its verb, and whether nothing else can be meant: "it" and "they" have two genders.
_PRONOUNS: Mapping[str, tuple[str, str, bool]] = {
    "It": ("Cela", "one", False),
    "He": ("Il", "one", True),
    "She": ("Elle", "one", True),
    "They": ("Ils", "many", False),
    "We": ("Nous", "nous", True),
}
_SUBJECT = re.compile(
    rf"(?:^|[.!?…»:]{_SPACE}|[«“]{_SPACE}?)(?P<word>"
    + "|".join(rf"{english}(?={_SPACE}{_VERBS[number]}(?![\w’'-]))" for english, (_, number, _) in _PRONOUNS.items())
    + ")"
)


@rule(
    "stray.pronoun",
    category="stray",
    confidence=0.87,
    why="An English pronoun is the subject of a French verb.",
    example=("She n’a pas répondu. He était absent.", "Elle n’a pas répondu. Il était absent."),
    words=_PRONOUNS,
    trigger=rf"(?<!\w)(?:{'|'.join(_PRONOUNS)}){_SPACE}[a-zà-ÿ]",
)
def pronoun(line: Line, context: Context) -> Iterator[Change]:
    """Put the French pronoun for an English one at the start of a sentence, before a French verb of its number.

    "It" and "They", whose gender the sentence does not tell, are only proposed. Spares "He" and "She" where the
    document has them as family names (He Jiankui).
    """
    for match in _SUBJECT.finditer(line.text):
        english = match["word"]
        french, _, sure = _PRONOUNS[english]
        if not any(first == english for first, _ in context.evidence(capital_pairs)):
            yield Change(*match.span("word"), french, confidence=None if sure else 0.6)
