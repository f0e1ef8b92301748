"""English pronouns that were left as the subject of a French verb, and a Spanish “y” that is no French pronoun."""

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


#: What follows no pronoun “y”: determiners, prepositions, numbers, and adverbs before what is no infinitive.
_NO_CLITIC = re.compile(
    rf"(?<=[a-zà-ÿœ»]{_SPACE})(?P<word>y)(?={_SPACE}(?:"
    rf"(?:le|la|une?|des?|du|au|aux|à|son|sa|ses|notre|nos|votre|vos|ce|cet|cette|ces|dans|pour|par|sur|avec|sans|chez|"
    rf"vers|contre|depuis|selon|plusieurs|certaine?s|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|cent|mille)(?!\w)"
    rf"|[ld][’'](?=[a-zà-ÿœ])|(?:bien|très|trop|assez|aussi|surtout|souvent|parfois|même|presque|peut-être|seulement|"
    rf"notamment){_SPACE}(?!(?!plus )[a-zà-ÿœ’'-]*(?:er|ir|re|oir|(?:é|i|u|is|it)e?s?)(?!\w))[a-zà-ÿœ]))"
    rf"|(?<=[a-zà-ÿœ»],{_SPACE})(?P<parted>y)(?={_SPACE}(?:bien|très|surtout|aussi|même|parfois|souvent){_SPACE}"
    rf"(?!(?!plus )[a-zà-ÿœ’'-]*(?:er|ir|re|oir|(?:é|i|u|is|it)e?s?)(?!\w))[a-zà-ÿœ])"
)
#: Words before a pronoun “y”, so that what follows it is wrong in another way: “il y à deux ans”.
_BEFORE_CLITIC = re.compile(
    rf"(?<!\w)(?:ils?|elles?|on|nous|vous|je|tu|ça|cela|qui|ne|se|me|te|les?|la|pour|de|à|sans|et|ou|en|rien|tout|"
    rf"pas|bien|mieux|trop){_SPACE}\Z|[’'-]\Z",
    re.IGNORECASE,
)


@rule(
    "stray.y",
    category="stray",
    confidence=0.87,
    why="A Spanish “y” stands where no French pronoun can.",
    example=("Trois hommes y deux femmes ont été blessés.", "Trois hommes et deux femmes ont été blessés."),
    words=("y",),
    trigger=_NO_CLITIC.pattern,
)
def spanish_and(line: Line, context: Context) -> Iterator[Change]:
    """Put “et” for “y” before a determiner, a preposition, a number or an adverb: “calme, y bien plus froide”.

    The French pronoun stands before a verb or “en” only. Spared: “il y à” for “il y a”, “y compris”, adverbs before an
    infinitive or a participle (“y bien réfléchir”), names and titles, whose words are no French ones.
    """
    for match in _NO_CLITIC.finditer(line.text):
        if not _BEFORE_CLITIC.search(line.text, max(0, match.start() - 8), match.start()):
            before = re.search(r"([a-zà-ÿœ]+)\W+\Z", line.text[max(0, match.start() - 30) : match.start()])
            if before and context.lexicon.zipf(before.group(1)) > context.lexicon.zipf(before.group(1), "es"):
                yield Change(match.start(), match.end(), "et")
