"""Compound past tenses of which the participle, the auxiliary or both are another language’s: “a promesso”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import french_after, french_before
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_vocabulary import usual
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import PARTICIPLE, is_verb

_SPACE = "[ \u00a0\u202f]"
_ADVERB = (
    r"déjà|aussi|pas|plus|également|récemment|finalement|ensuite|toujours|jamais|encore|enfin|bien|même|tous"
    r"|toutes|tout"
)
_HAVING = r"ai|a|avons|avez|ont|avait|avaient|aura|auront|aurait|auraient|ayant|avoir|eu"
_BEING = r"est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|être|été"


@lru_cache(maxsize=1)
def _participles() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Foreign participle → its languages, each with the French participle."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, pairs in load_table("stray")["participles"].items():
        for pair in pairs.split():
            form, _, french = pair.partition("=")
            found.setdefault(form, []).append((language, french))
    return {form: tuple(each) for form, each in found.items()}


@lru_cache(maxsize=1)
def _auxiliaries() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Foreign auxiliary → its languages, each with the French one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for language, pairs in load_table("stray")["auxiliaries"].items():
        for pair in pairs.split():
            form, _, french = pair.partition("=")
            found.setdefault(form, []).append((language, french))
    return {form: tuple(each) for form, each in found.items()}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    foreign = "|".join(sorted(_auxiliaries(), key=lambda each: (-len(each), each)))
    return re.compile(
        rf"(?<![\w-])(?P<clitic>[nlsmt][’'])?(?:(?P<auxiliary>{foreign})|(?P<having>{_HAVING})"
        rf"|(?P<being>{_BEING}))(?!\w)"
        rf"(?P<gap>(?:{_SPACE}(?:{_ADVERB}))?{_SPACE})(?=(?P<participle>[^\W\d_]+)(?![\w’'-]))"
    )


@rule(
    "stray.compound",
    category="stray",
    confidence=0.88,
    why="The participle, or its auxiliary, is another language’s.",
    example=("La FIA ha promesso de changer, et les deux ont showed leur plan.",
             "La FIA a promis de changer, et les deux ont montré leur plan."),
    words=(*_auxiliaries(), *_participles()),
)  # fmt: skip
def compound(line: Line, context: Context) -> Iterator[Change]:
    """Put the French auxiliary and the French participle for those of Italian, Spanish, Portuguese, German and English.

    The participle agrees with the subject behind a form of “être”, where a noun of known gender or a pronoun is the
    subject; else the change is proposed. Spared: names, titles, and stretches in the other language.
    """
    text = line.text
    for match in _pattern().finditer(text):
        form = match["participle"]
        readings = dict(_participles().get(form, ()))
        language = next(iter(readings), None)
        if match["auxiliary"]:
            own = dict(_auxiliaries()[match["auxiliary"]])
            both = next((each for each in own if each in readings), None)
            native = both is None and PARTICIPLE.search(form) is not None
            native = native and is_verb(form, context.lexicon, or_noun=True)
            if both is None and not (native and match["auxiliary"] in ("ha", "hanno", "hat", "haben")):
                continue
            language = both or next(iter(own))
            french = own[language] + match["gap"] + (readings[both] if both else form)
            if own[language][0] not in "aeiou" and match["clitic"]:
                continue
            change = Change(match.start("auxiliary"), match.end("participle"), french)
        elif language is None or usual(form, language) < 1.0:
            continue
        elif match["having"]:
            change = Change(*match.span("participle"), readings[language])
        else:
            agreed = _agreed(text, match, readings[language])
            change = Change(*match.span("participle"), agreed[0], confidence=None if agreed[1] else 0.6)
        if lies_in(line.read(terms), match.start()) or any(
            start < match.start() - 25 and match.end() + 25 < end for start, end in line.foreign
        ):
            continue
        if not (match["having"] or match["being"]) and french_before(text, match.start(), language) == -1:
            continue
        if french_after(text, match.end("participle"), language) != -1:
            yield change


_SUBJECT = re.compile(
    rf"(?<![\w’'-])(?:(?P<pronoun>[Ii]ls?|[Ee]lles?)|(?:[Ll][ae]s?|[Uu]ne?|[Dd]es|[Cc]e|[Cc]et|[Cc]ette|[Cc]es"
    rf"|[Ss]es|[Ss]on|[Ss]a"
    rf"|[Dd]eux|[Tt]rois|\d+){_SPACE}(?:(?:deux|trois|quatre|cinq|\d+){_SPACE})?(?P<noun>[a-zà-ÿœ]+)"
    rf"|[Ll][’'](?P<elided>[a-zà-ÿœ]+)){_SPACE}"
    rf"(?:n[’']|ne{_SPACE})?(?:(?:a|ont|avait|avaient|aurait|auraient){_SPACE})?$"
)


def _agreed(text: str, match: re.Match[str], french: str) -> tuple[str, bool]:
    """The participle behind a form of “être”, and whether its gender is known."""
    found = _SUBJECT.search(text, max(0, match.start() - 50), match.start())
    lead = text[max(0, match.start() - 12) : match.start()]
    several = match["being"] in ("sont", "étaient", "seront", "seraient", "furent")
    several = several or match["being"] == "été" and re.search(rf"(?:ont|avaient|auraient){_SPACE}$", lead) is not None
    if found is None:
        return french + "s" * several, False
    if found["pronoun"]:
        gender: str | None = "f" if found["pronoun"][0] in "Ee" else "m"
    else:
        known = noun_gender(found["noun"] or found["elided"])
        gender = known[0] if known else None
    if gender is None:
        return french + "s" * several, False
    ending = "e" * (gender == "f") + "s" * (several and not french.endswith("s"))
    return french + ending, True


_MOVED = re.compile(
    rf"(?<![\w’'-])(?P<auxiliary>è|sono|era|erano|est|sont|était"
    rf"|étaient)(?P<gap>{_SPACE})(?P<stem>[a-z]+)(?P<ending>[oaie])(?![\w’'-])"
)
_FORMS = {"è": "est", "sono": "sont", "era": "était", "erano": "étaient"}
_ENDINGS = {"o": "", "a": "e", "i": "s", "e": "es"}


@lru_cache(maxsize=1)
def _moved() -> Mapping[str, str]:
    pairs = (pair.partition("=") for pair in load_table("stray")["moved"]["it"].split())
    return {stem: french for stem, _, french in pairs}


@rule(
    "stray.moved",
    category="stray",
    confidence=0.88,
    why="The participle is Italian.",
    example=("La ministre è arrivata à Rome.", "La ministre est arrivée à Rome."),
    words=[f"{stem}{ending}" for stem in _moved() for ending in "oaie"],
)
def moved(line: Line, context: Context) -> Iterator[Change]:
    """Put the French participle for an Italian one behind a form of “essere” or “être”, with its gender and number."""
    for match in _MOVED.finditer(line.text):
        stem = _moved().get(match["stem"])
        auxiliary = match["auxiliary"]
        if stem is None or match["stem"] == "mort" and (auxiliary not in _FORMS or match["ending"] == "e"):
            continue
        if french_after(line.text, match.end(), "it") == -1 or french_before(line.text, match.start(), "it") == -1:
            continue
        french = stem + _ENDINGS[match["ending"]]
        yield Change(match.start(), match.end(), f"{_FORMS.get(auxiliary, auxiliary)}{match['gap']}{french}")
