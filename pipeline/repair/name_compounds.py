"""The family names: a stop that fell into a name of several words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.repair.bracket_french import place_articles
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import capital_pairs, first_names
from pipeline.repair.name_lexicon import capital_only, ordinary
from pipeline.repair.name_table import further_names
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentences import ABBREVIATIONS, STOP_INSIDE
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import PARTICIPLE, is_verb

_STOP = re.compile(r"\.(?<=[^\W\d_].)[ \u00a0\u202f](?=([^\W_][\w&’'-]{0,40}))")
_BEFORE = re.compile(r"[\w&’'-]{2,40}\Z")
#: After a name that ends its clause; a sentence of its own would go on.
_CLOSES = re.compile(r"[ \u00a0\u202f]?[,;:)».!?…]|\Z")
_CAPITAL_NEXT = re.compile(r"[ \u00a0\u202f][A-ZÀ-Þ]")
#: A bare noun in front of a verb or a preposition: the start of a sentence, perhaps, where it is a French word.
_RARE = 3.6
#: Words that stand for a club or a firm by themselves, before the stop.
_CLIPPED = frozenset(
    "Real Inter Sporting Athletic Atlético Racing Stade Ajax Bayern Borussia Union Dynamo Spartak Celtic Bloomberg "
    "Canal Orange Disney Apple Amazon Google Microsoft Air Grand Petit Mer Front Parti Banque Agence".split()
)

#: First words of names that end no sentence.
_OPEN = frozenset("New Los Las San Santa El The Saint Associated Royal Le La Les Il Die Der Het De Al".split())


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The names of the tables with a blank inside, without persons."""
    groups = {**load_table("names")["names"], "person": ()}
    names = chain(*groups.values(), *further_names().values(), load_table("names_compound")["stops"]["names"])
    return frozenset(name for name in names if " " in name)


@lru_cache(maxsize=1)
def _breaks() -> Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]]:
    """Word after the blank → word before it → the two parts of each name, the longest first."""
    found: dict[str, dict[str, list[tuple[str, str]]]] = {}
    for name in sorted(_names(), key=lambda each: (-len(each), each)):
        words = name.split(" ")
        for place in range(1, len(words)):
            before, after = words[place - 1], words[place]
            if len(before) > 1 and before[-1].isalpha() and after[0].isalnum():
                parts = (" ".join(words[:place]), " ".join(words[place:]))
                found.setdefault(after, {}).setdefault(before, []).append(parts)
    return {after: {before: tuple(parts) for before, parts in befores.items()} for after, befores in found.items()}


@rule(
    "names.stop_inside",
    category="sentences",
    confidence=0.88,
    why="A stop has fallen into a name of several words.",
    example=("Elle l’a dit au Wall Street. Journal, en mai.", "Elle l’a dit au Wall Street Journal, en mai."),
    gate=STOP_INSIDE,
    trigger=r"\.(?<=[^\W\d_].)[ \u00a0\u202f][^\W_]",
)
def stop_inside(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop inside a name of the tables: "New. Scientist", "Banque. mondiale", "Corriere. della Sera".

    The whole name must stand there. Where what follows the stop could begin a sentence, as it has a capital, and what
    stands before it is a name by itself (Manchester. City), the name must close a clause too. Spares a second part that
    is a name by itself (Madrid), unless a bracket or a closing mark follows it, and a name that goes on with a capital.
    """
    text = line.text
    breaks = _breaks()
    for match in _STOP.finditer(text):
        befores = breaks.get(match.group(1).replace("’", "'"))
        if befores is None:
            continue
        word = _BEFORE.search(text, max(0, match.start() - 40), match.start())
        if word is None or word.group().lower() in ABBREVIATIONS:
            continue
        before = word.group().replace("’", "'")
        for left, right in befores.get(before) or befores.get(before.rpartition("'")[2], ()):
            start, end = match.start() - len(left), match.end() + len(right)
            if _stands(text, start, match.start(), left) and text[match.end() : end].replace("’", "'") == right:
                if not (text[end : end + 1].isalnum() or text[end : end + 1] in ("-", "_")):
                    if _belongs(text, left, right, end, context):
                        yield Change(match.start(), match.start() + 1, "")
                    break


def _stands(text: str, start: int, end: int, left: str) -> bool:
    return (
        start >= 0
        and text[start:end].replace("’", "'") == left
        and not (text[start - 1 : start].isalnum() or text[start - 1 : start] in ("-", "_"))
    )


def _belongs(text: str, left: str, right: str, end: int, context: Context) -> bool:
    """Whether the second part of the name begins no sentence."""
    if right[0].islower():
        return True
    if _CAPITAL_NEXT.match(text, end):
        return False
    closes = _CLOSES.match(text, end) is not None
    stop = end - len(right) - 2
    if _verbless(text, stop, context):
        return True
    if left in _CLIPPED and _alone(right) and _is_fragment(text, stop, end, context):
        return True
    first = right.split(" ")[0]
    if _alone(right) or _alone(first):
        return not _alone(left) and left not in _CLIPPED and (closes or left in _OPEN)
    if not (_alone(left) or left in _CLIPPED):
        return True
    return closes or context.lexicon.zipf(first) < _RARE


def _is_fragment(text: str, stop: int, end: int, context: Context) -> bool:
    """Whether what the stop ends or what it begins has no verb: "L’avion d’Air. France a", "au Real. Madrid depuis"."""
    clause = _CLAUSE_BEFORE.search(text, 0, stop)["clause"]
    if _BEGINS.match(clause) and not has_finite_verb(clause, context):
        return True
    after = _SENTENCE_AFTER.match(text, end).group()
    return after[:1] in (" ", "\u00a0") and not _PRONOUN_NEXT.match(after) and not has_finite_verb(after, context)


_BEGINS = re.compile(r"(?:L[ae]s?|Une?|S[ao]n|Cet?|Cette|Selon|Pour|Avec|Chez|Contre|D[’']après)(?!\w)|L[’']")
_FRAGMENT = re.compile(r"(?:^|[.!?…»] )(?P<words>(?:Les?|La|L[’']|Une?|Des|Ce(?:t|tte|s)?|Son|Sa|Ses)[^.!?…«»]{3,60})$")
_SMALL = re.compile(r"(?<![\w’'-])(?:[a-zà-ÿ]{1,2}[’'])?([a-zà-ÿœ]{1,20})(?![\w’'])")


def _verbless(text: str, stop: int, context: Context) -> bool:
    """Whether what the stop ends has a subject and no verb: "L’équipe de Manchester"."""
    fragment = _FRAGMENT.search(text, max(0, stop - 70), stop)
    if fragment is None:
        return False
    words = _SMALL.findall(fragment["words"])
    return bool(words) and all(is_noun(word) or word in _LINKS for word in words[-3:]) and len(words) < 6


_LINKS = frozenset("de du des la le les l d à au aux en un une et".split())


@lru_cache(maxsize=4096)
def _alone(part: str) -> bool:
    """Whether a part of a name is one by itself: Manchester, Wall Street, Madrid."""
    known = part in _names() or part in first_names() or part.lower() in capital_only()
    return known or any(part in group for group in load_table("names")["names"].values())


#: A name part before the stop and one after it: a capital, or a particle of another language with one (el-Hawa).
_APART = re.compile(
    r"(?P<stop>\.)[ \u00a0\u202f](?P<second>(?P<particle>(?:el|al|an|ar|as|at|az|ul|ibn|bin|ben|bint|von|van|della|"
    r"di|da|do|dos|das|del|der|of|the|und|y)[ -](?:der |den |de |the |la |los )?)?(?P<name>[A-ZÀ-Þ][\w’-]*))(?![’'])"
)
_PART_BEFORE = re.compile(r"(?P<first>[A-ZÀ-Þ](?<![\w.-].)[\w-]{1,24})\Z")
_CAPITAL_BEFORE_STOP = re.compile(r"[A-ZÀ-Þ](?<![\w.-].)[\w-]{1,24}\.[ \u00a0\u202f]")
_ARTICLE_BEFORE = re.compile(r"(?<![\w’'-])(?:(?:au|du|[Ll]e|[Ll]a) |[lL][’'])\Z")
_MORE_NAMES = re.compile(r"(?:[ \u00a0][A-ZÀ-Þ][\w’-]*){0,3}")
_CLAUSE_BEFORE = re.compile(r"(?:^|[.!?…;:«»“”(] ?)(?P<clause>[^.!?…;:«»“”(]*)\Z")
_SENTENCE_AFTER = re.compile(r"[^.!?…:«»“”]*")
_WORD = re.compile(r"(?<![\w-])(?:[a-zà-ÿ]{1,2}[’'])?([a-zà-ÿœ]+)(?![\w’-])|(?<![\w-])(?:[nscj]|qu)[’']")
#: After a name these are pronouns before a verb.
_PRONOUN_NEXT = re.compile(r"[ \u00a0](?:(?:le|la|les|lui|leur|y|se|ne|nous|vous)[ \u00a0]|[lsnmt][’'])")
_SUBJECTS = frozenset("il elle on ils elles je tu nous vous ce qui ne".split())
_DETERMINERS = frozenset(
    "le la les l un une des du au aux ce cet cette ces son sa ses leur leurs notre nos votre vos d de à en par".split()
)


def has_finite_verb(text: str, context: Context) -> bool:
    """Whether a stretch may have a finite verb: a word that can be one, but for a noun behind its determiner."""
    words = [match.group(1) or "ne" for match in _WORD.finditer(text[:1].lower() + text[1:])]
    for place, word in enumerate(words):
        if word in _SUBJECTS or word in finite():
            return True
        before = words[max(0, place - 2) : place]
        if before and (before[-1] in _DETERMINERS or before[0] in _DETERMINERS and not is_noun(before[-1])):
            continue
        may = word in verb_forms() or is_verb(word, context.lexicon, or_noun=True) or word in _SHORT_VERBS
        if may and not PARTICIPLE.search(word) and not word.endswith(("er", "ir", "re", "ant")):
            return True
    return False


#: What stands before the first name of a saint in the names of places.
_SAINTS = frozenset(("San", "Santa", "Santo", "São", "Sao", "Sankt", "Sint"))
#: Verbs of the third person that the tables take for nouns or do not have.
_SHORT_VERBS = frozenset(
    "court lit vit fut dut part sort crut eut put sut lut plut tut vint tint mord tord rompt fond répand attend descend "
    "dort sent ment sert suit boit croit voit rit sourit écrit décrit vend rend perd prend apprend comprend bat met "
    "promet permet admet meurt naît paraît plaît connaît reçoit déçoit aperçoit conclut exclut ouvre offre souffre".split()
)


@rule(
    "names.stop_apart",
    category="sentences",
    confidence=0.85,
    why="A stop has fallen into a name: what it parts is no sentence by itself.",
    example=("Il travaille au Diario. Montañés, à Santander.", "Il travaille au Diario Montañés, à Santander."),
    gate=STOP_INSIDE,
    trigger=r"\.(?<=[^\W\d_].)[ \u00a0\u202f](?:[A-ZÀ-Þ]|[a-z]{1,5}[ -](?:[a-z]{2,3} )?[A-ZÀ-Þ])",
)
def stop_apart(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop inside a name that no table has: "Qubbet. el-Hawa", "Levy. Mwanawasa Hospital", "Banco. Luso".

    Evidence: what stands before the stop begins a name and ends no sentence (New, San, Abou), or is the noun of a body
    in another language (Banco, Diario); or what follows is a particle of another language, or ends in such a noun; or
    the document has both words together elsewhere. But for the first, one side of the stop must have no verb, and what
    follows must be no French word and no name by itself.
    """
    text = line.text
    for match in _APART.finditer(text) if _CAPITAL_BEFORE_STOP.search(text) else ():
        before = _PART_BEFORE.search(text, max(0, match.start() - 30), match.start())
        if before is None or before["first"].lower() in ABBREVIATIONS:
            continue
        if _one_name(text, before, match, context):
            yield Change(match.start("stop"), match.end("stop"), "")


def _one_name(text: str, before: re.Match[str], match: re.Match[str], context: Context) -> bool:
    first, name = before["first"], match["name"]
    start = name.partition("-")[0]
    paired = not match["particle"] and (first, start) in context.evidence(capital_pairs)
    if not (match["particle"] or paired):
        if ordinary(start.lower(), context.lexicon) or name in first_names() and first not in _SAINTS:
            return False
    parts = load_table("names_compound")["parts"]
    clause = _CLAUSE_BEFORE.search(text, 0, before.start("first"))["clause"]
    told = has_finite_verb(clause, context)
    after = _SENTENCE_AFTER.match(text, match.end()).group()
    if match["particle"]:
        after = after.partition(",")[0]
    tells = _PRONOUN_NEXT.match(after) is not None or has_finite_verb(after, context)
    if match["particle"]:
        return len(first) > 2 and not (told and tells)
    if paired:
        return not told and bool(clause.strip())
    if first in parts["open"]:
        return first not in first_names() or not (told and tells)
    if told and tells:
        return False
    article = _ARTICLE_BEFORE.search(text, max(0, before.start("first") - 6), before.start("first"))
    if first in parts["bodies"]:
        # "La direction du Hospital. Madrid" is no sentence either.
        return not _alone(name) or not told and " " in clause.strip() or not tells and article is not None
    names = _MORE_NAMES.match(text, match.end()).group().split()
    return (
        bool(names)
        and names[-1] in parts["closing"]
        and not tells
        and first not in place_articles()
        and article is not None
    )
