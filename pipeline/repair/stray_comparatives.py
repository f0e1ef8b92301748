"""Foreign adjectives with their degree, behind what they agree with: « ils nous ont rendus más fuertes »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import french_after, touches_name
from pipeline.repair.stray_having import is_participle
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_vocabulary import Adjective, usual, vocabulary
from pipeline.repair.stray_words import lies_in, terms

_SPACE = "[ \u00a0\u202f]"
_DEGREES: Mapping[str, tuple[str, str]] = {
    "más": ("es", "plus"), "muy": ("es", "très"), "menos": ("es", "moins"), "demasiado": ("es", "trop"),
    "tan": ("es", "si"), "più": ("it", "plus"), "molto": ("it", "très"), "meno": ("it", "moins"),
    "troppo": ("it", "trop"), "muito": ("pt", "très"), "sehr": ("de", "très"), "very": ("en", "très"),
    "more": ("en", "plus"), "less": ("en", "moins"), "too": ("en", "trop"),
}  # fmt: skip
_BEING = (
    r"(?:est|sont|était|étaient|sera|seront|serait|seraient|fut|furent|reste|restent|semble|semblent|devient|deviennent"
    r"|paraît|paraissent)"
)
_ADVERB = r"(?:déjà|aussi|bien|encore|beaucoup|toujours|vraiment|un peu|désormais|aujourd[’']hui)"
_COMPARED = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœ]{{2,}}){_SPACE}(?:{_ADVERB}{_SPACE})?(?P<degree>{'|'.join(_DEGREES)}){_SPACE}"
    rf"(?P<adjective>[^\W\d_]{{3,}})(?![\w’'-])"
)
_SUBJECT = re.compile(
    rf"(?<![\w’'-])(?:(?P<pronoun>[Ii]ls?|[Ee]lles?)|(?:[Ll][ae]s?|[Uu]ne?|[Dd]es|[Cc]et?|[Cc]ette|[Cc]es|[Nn]otre"
    rf"|[Nn]os|[Vv]otre|[Vv]os|[Ss]es|[Ss]on|[Ss]a|[Mm]on|[Mm]a|[Mm]es|[Ll]eurs?){_SPACE}(?P<noun>[a-zà-ÿœ]+)"
    rf"|[Ll][’'](?P<elided>[a-zà-ÿœ]+)){_SPACE}(?:(?:ne|se){_SPACE}|n[’'])?$"
)
#: What a Spanish, Italian or Portuguese adjective in these ends is.
_ENDINGS = {"o": ("m", False), "a": ("f", False), "os": ("m", True), "as": ("f", True)}


@rule(
    "stray.compared",
    category="stray",
    confidence=0.87,
    why="The adjective and its degree are another language’s.",
    example=("Ces années les ont rendus más fuertes.", "Ces années les ont rendus plus forts."),
    words=_DEGREES,
)
def compared(line: Line, context: Context) -> Iterator[Change]:
    """“ils nous ont rendus más fuertes” → “plus forts”, “la route est muy larga” → “la route est très longue”.

    Evidence: the adjective is in the tables and hardly French; a French participle, or a pronoun or a noun of known
    gender with “être”, stands before it and tells what it agrees with. Spared: quoted terms, names, what the foreign
    ending contradicts.
    """
    text = line.text
    for match in _COMPARED.finditer(text):
        language, degree = _DEGREES[match["degree"]]
        word = match["adjective"]
        readings = [each.adjective for each in vocabulary(language).get(word, ()) if each.adjective and not each.native]
        if len({each.forms for each in readings}) != 1:
            continue
        if max(context.lexicon.zipf(word, language) - context.lexicon.zipf(word), usual(word, language)) < _MORE:
            continue
        agreement = _agreement(text, match, context)
        if agreement is None or _contradicts(word, language, agreement):
            continue
        start, end = match.start("degree"), match.end()
        if touches_name(text, start, end) or lies_in(line.read(terms), start):
            continue
        if french_after(text, end, language) == -1 and not _THAN.match(text, end):
            continue
        yield Change(start, end, f"{degree} {_form(readings[0], agreement)}")


_MORE = 1.0
#: Spanish and Portuguese have the word as well.
_THAN = re.compile(rf"{_SPACE}que{_SPACE}(?:les?|la|leurs?|son|sa|ses|l[’']|ce|cette|nous|vous|jamais)")


def _form(adjective: Adjective, agreement: tuple[str, bool]) -> str:
    return adjective.forms[("m", "f").index(agreement[0]) + 2 * agreement[1]]


def _contradicts(word: str, language: str, agreement: tuple[str, bool]) -> bool:
    """Whether the ending of the foreign adjective tells of another number."""
    if language in ("de", "en"):
        return False
    several = word.endswith("s") if language != "it" else word.endswith(("i", "e")) if agreement[1] else False
    return several != agreement[1]


def _agreement(text: str, match: re.Match[str], context: Context) -> tuple[str, bool] | None:
    """Gender and number of what the adjective belongs to, where that is told."""
    before = match["before"]
    if re.fullmatch(_BEING, before):
        found = _SUBJECT.search(text, max(0, match.start("before") - 50), match.start("before"))
        if found is None:
            return None
        if found["pronoun"]:
            pronoun = found["pronoun"].lower()
            return ("f" if pronoun.startswith("elle") else "m"), pronoun.endswith("s")
        known = noun_gender(found["noun"] or found["elided"])
        return (known[0], known[1]) if known and known[0] else None
    if before[-1] in "seéiu" and is_participle(before, context.lexicon):
        if before.endswith(("is", "it")):
            return None  # of one form, or of another tense
        return ("f" if before.endswith(("ée", "ées", "ue", "ues", "ie", "ies")) else "m"), before.endswith("s")
    return None
