"""Forms of “to be” and “to have” of other languages before a French adjective or participle: “has been rapide”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_dates import alternatives, pairs
from pipeline.repair.stray_frame import french_before, touches_name
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import PARTICIPLE, is_verb

_SPACE = "[ \u00a0\u202f]"
_NO_SUBJECT = frozenset(
    "le la les un une des du de à au aux en dans sur pour par avec sans et ou ce cet cette ces son sa ses mon ma notre "
    "leur leurs plus très".split()
)
_ADVERB = r"(?:très|plus|moins|trop|assez|aussi|bien|déjà|toujours|souvent|encore|vite|enfin|presque)"


@lru_cache(maxsize=1)
def _forms() -> Mapping[str, tuple[re.Pattern[str], Mapping[str, str]]]:
    found = {}
    for language, lines in load_table("stray")["copulas"].items():
        forms = pairs(lines)
        found[language] = (
            re.compile(
                rf"(?<![\w’'-])(?P<before>[^\W\d_]+),?{_SPACE}(?P<form>{alternatives(forms)})"
                rf"(?P<gap>{_SPACE}(?:{_ADVERB}{_SPACE})?)(?P<next>[a-zà-ÿœ]{{3,}})(?![\w’'-])"
            ),
            forms,
        )
    return found


_WORDS = tuple(
    dict.fromkeys(
        form.split()[0]
        for lines in load_table("stray")["copulas"].values()
        for form in pairs(lines)
    )
)


@rule(
    "stray.copula",
    category="stray",
    confidence=0.87,
    why="The verb between the French subject and its French adjective or participle is another language’s.",
    example=("La victoire, elle, has been rapide.", "La victoire, elle, a été rapide."),
    words=_WORDS,
    in_foreign=True,
)
def copula(line: Line, context: Context) -> Iterator[Change]:
    """“has been rapide” → “a été rapide”, “fue fermé” → “a été fermé”, “sarà ouverte” → “sera ouverte”, “ha fermé” → “a
    fermé”; the number is that of the verb.

    Evidence: French before it, and behind it an adjective or a participle that the other language hardly has. Spared:
    names and titles, quoted terms, what follows a determiner or a preposition.
    """
    text = line.text
    for language, (expression, forms) in _forms().items():
        for match in expression.finditer(text):
            before, following = match["before"], match["next"]
            if before.lower() in _NO_SUBJECT or before in WORDS_ABOUT_WORDS:
                continue
            if before.lower() in _FOREIGN_BEFORE or following in _FINITE:
                continue
            if match["form"] == "foi" and _FAITH.search(before):
                continue
            start, end = match.span("form")
            if touches_name(text, start, end) and not before[0].isupper() or lies_in(line.read(terms), start):
                continue
            participle = PARTICIPLE.search(following) is not None and is_verb(following, context.lexicon, or_noun=True)
            french = forms[re.sub(_SPACE, " ", match["form"])]
            if french.endswith("~"):
                if not (_INFINITIVE.search(following) and is_verb(following, context.lexicon)):
                    continue
            elif not (participle or not french.endswith("+") and _is_adjective(following)):
                continue
            here, there = frequency(following, "fr"), frequency(following, language)
            if here < there + _LEAD or here < _USUAL and not participle:
                continue
            ahead = french_before(text, start, language)
            if ahead is None or ahead <= 0.0 and here < there + _CLEAR_LEAD:
                continue
            one, _, many = french.rstrip("+~").partition("|")
            if many:
                plural = before.endswith(("s", "x")) and (following.endswith(("s", "x")) or french.endswith("~"))
                one = many if plural else one
            first, _, second = one.partition(";")
            happened = participle and _HAPPENED.match(text, match.end()) is not None
            yield Change(start, end, second if second and happened else first)


_FOREIGN_BEFORE = frozenset("the a an of this that its el los o os der die das ein eine il lo i gli un una uma".split())
_FINITE = frozenset("était étaient est sont avait avaient fut furent sera seront serait seraient dit fait".split())
#: Something happened, and no state lasted.
_HAPPENED = re.compile(
    rf"{_SPACE}(?:par|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lors|en{_SPACE}(?:19|20)\d\d|le{_SPACE}\d)(?!\w)"
)
#: “mauvaise foi” is French, and so is the faith of somebody.
_FAITH = re.compile(r"(?:e|[^s]s)$")
_LEAD, _CLEAR_LEAD = 0.7, 1.9
_INFINITIVE = re.compile(r"(?:er|ir|re)$")
_USUAL = 2.8
_ADJECTIVE = re.compile(
    r"(?:able|ible|ique|eux|euse|if|ive|el|elle|al|ale|ales|aux|ant|ante|ent|ente|aire|iste|ien|ienne|ain|aine|ide|ile"
    r"|ond|onde|ort|orte|and|ande|oux|ouce|eau|elle|ouveau|ouvelle|ieux|ut|ute|if|ives?|our|ourd|ourde|ise|ôt|ête|iet|iète|lein|leine|ein|eine|ère|eur|in|ine|on|onne|ol|eul|eule|gal|gale|rgent)s?$"
)


def _is_adjective(word: str) -> bool:
    adjectives = load_table("french")["before"]["adjectives"]
    return word in adjectives or _ADJECTIVE.search(word) is not None
