"""The family names: a family name with the whole name in brackets behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.rule import Change, Context, rule

#: Zipf frequency in English above which a word with a capital may be one of a title.
_ENGLISH_WORD = 4.0
_PARTICLES = r"(?:(?:de|di|da|dos|du|del|della|des|van|von|der|den|ter|el|al|ben|bin|la|le|y|e|af|zu) |d[’']|al-|el-)"
_CAPITAL = r"[A-ZÀ-Þ][^\W\d_]*(?:[-’'][A-ZÀ-Þ]?[^\W\d_]+)*"
_REPEATED = re.compile(
    rf"(?<![\w’'-])(?P<joint>[dDqQ]u?[’'])?(?P<family>(?:{_PARTICLES}){{0,2}}{_CAPITAL}(?: {_CAPITAL})?)[ \u00a0]?"
    rf"\((?P<whole>(?P<first>{_CAPITAL})(?: (?:{_CAPITAL}|[A-Z]\.)){{0,2}} (?P<again>(?P=family)))\)"
)
_SAME = re.compile(rf"(?<![\w’'-])(?P<whole>(?P<first>{_CAPITAL})(?: {_CAPITAL}){{1,2}}) \((?P=whole)\)")
#: What stands before the name of a family, a firm or a law, and not of one person; or a first name.
_BEFORE = re.compile(
    r"(?:(?<![\w’'-])(?:les?|la|des?|du|aux?|ces?|cette|une?|familles?|frères|sœurs|groupe|maison|clan|loi|société|"
    r"firme|entreprise|marque|fondation|prix|fils|filles?|frère|sœur|veuve|père|mère|plan|affaire|rapport|éditions|"
    r"cabinet|studio|banque|avenue|rue|place) "
    r"|[lL][’']|(?<![\w’'-])(?!(?:Selon|Pour|Avec|Chez|Mais|Et|Par|Comme|Sans|Contre|Car|Or|Puis|Quand|Lorsque|Outre) )"
    r"[A-ZÀ-Þ][\w’-]*\.?[ \u00a0]|[A-ZÀ-Þ][\w’]*-|[/&+] ?)$"
)
_DE = re.compile(r"(?<![\w’'-])(?P<lead>[dD]e|[qQ]ue|(?:[Jj]us|[Ll]ors|[Pp]uis)que) $")


@rule(
    "names.bracketed",
    category="names",
    confidence=0.92,
    why="The brackets hold the same name with the first name; the article named this person in full.",
    example=(
        "Selon Vos (Pieter Vos), directeur de la mine, rien ne presse.",
        "Selon Pieter Vos, directeur de la mine, rien ne presse.",
    ),
    needs=("(",),
    trigger=r"[^\W\d_][ \u00a0]?\([A-ZÀ-Þ][^\W\d_]",
)
def bracketed(line: Line, context: Context) -> Iterator[Change]:
    """Reads a family name with the whole name in brackets as the whole name: "Musk (Elon Musk)" → "Elon Musk".

    The same family name must stand on both sides, and what is before it in the brackets be a first name. Spares what
    is called after a person (la famille Bush (George Bush), la loi Evin) and a name behind another word with a capital.
    """
    text = line.text
    for match in _SAME.finditer(text):
        if match["first"] in first_names():
            yield Change(match.end("whole"), match.end(), "")
    for match in _REPEATED.finditer(text):
        first, start = match["first"], match.start("family")
        if not _is_first_name(first, context):
            continue
        joint = match["joint"] or ""
        before = text[max(0, start - 20) : start]
        of = _DE.search(before)
        opens = not text[:start].strip(" \u00a0«“\"") or text[:start].rstrip(" \u00a0«“\"")[-1:] in ".!?…:"
        if not joint and not of and not opens and _BEFORE.search(before):
            continue
        after = match["whole"]
        vowel = starts_with_vowel(after.lower())
        if joint and not vowel:
            yield Change(match.start("joint"), match.end(), f"{joint[:-1]}e {after}")
        elif of and vowel:
            yield Change(start - 2, match.end(), f"’{after}")
        else:
            yield Change(start, match.end(), after)


def _is_first_name(word: str, context: Context) -> bool:
    """Whether a word is a first name of the table, or one that no language has as a word."""
    if word in first_names() or word.split("-")[0] in first_names():
        return True
    small = word.lower()
    return not any(context.lexicon.known(small, language) for language in ("fr", "en")) or (
        small in capital_only() and not context.lexicon.zipf(small, "en") > _ENGLISH_WORD
    )
