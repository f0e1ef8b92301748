"""The family names: acronyms that lost their capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.language import FOREIGN, frequency
from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, in_token, table_of
from pipeline.repair.name_lexicon import capital_only, not_french, ordinary
from pipeline.repair.name_table import NameTable, without_elision
from pipeline.repair.nouns import is_noun
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

#: Letters from which an acronym in small letters is told by itself; shorter ones need an article or a preposition.
_LONG = 4

#: Zipf frequency from which small letters are an English word and no acronym.
_ENGLISH_WORD = 3.3

_BEFORE = re.compile(
    r"(?<![\w’'-])(?:(?:l[ae]s?|du|des?|aux?|à|par|chez|et|ou|selon|cette|ce|contre|avec|pour|sur|dans|entre|une?) "
    r"|[dl][’'])$",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"(?<![\w’'-])[dl][’']$", re.IGNORECASE)
_PLURAL = re.compile(r"(?<![\w’'-])(?:aux|les|des) $", re.IGNORECASE)
_VOWEL = re.compile(r"[aeiouyàâéèêëîïôöûü]", re.IGNORECASE)


def acronyms(context: Context) -> Mapping[str, str]:
    """What the document has of acronyms without their capitals → as they should be written."""
    counts = context.evidence(vocabulary)
    table = _table(table_of(context))
    batch = {small: form for small, form in context.names.items() if form.isupper()}
    own = {form.lower(): form for form in sorted(_in_capitals(context.evidence(all_words)))}
    found = {}
    listed = _listed(table_of(context))(context.evidence(all_words))
    named = (form for small in (*own, *batch) for form in (small, small.capitalize()) if form in counts)
    for form in sorted(listed.union(named)):
        small = form.lower()
        if form.isupper() or len(form) < 2 or small in _nouns():
            continue
        if form.islower():
            known = own.get(small) or table.get(small) or batch.get(small)
            if small not in table and small not in batch and (
                counts[form] > counts.get(known or "", 0) or context.lexicon.zipf(small, "en") >= _ENGLISH_WORD
            ):
                continue  # the name of a program or a word of a language of its own: "apt", "default"
            if known and (small in _pairs() or (len(small) > 2 and not ordinary(small, context.lexicon))):
                titled = small.capitalize()
                prefers_titled = counts.get(titled, 0) > counts.get(small.upper(), 0)
                found[form] = titled if prefers_titled and _VOWEL.search(small) else known
        elif form.istitle() and len(form) > 2 and not _VOWEL.search(form):
            known = own.get(small) or batch.get(small)
            if known and counts.get(known, 0) >= counts[form] or small in batch:
                found[form] = known or batch[small]
    found.update((form, form.upper()) for form in sorted(_vowelless(context.evidence(all_words))) if form not in found)
    return found


@Picker
def _in_capitals(word: str) -> bool:
    return len(word) > 2 and word.isupper()


#: Abbreviations, titles and sounds without a vowel.
_SHORTENED = frozenset(
    "mrs ltd pvt sgt cdt mgr msgr ndlr pts frs mds jrs mts nbr dpt bvd blvd brrr grrr pff pfft hmm tss psst shh tsk "
    "kft zrt mhz ghz khz kwh mwh gwh twh kbps mbps gbps krk brr grr mmm bzz crr vrr pst prst smrt pfff ctrl cmd".split()
)


#: Zipf frequency from which a run of consonants may be a word or a usual abbreviation.
_ANY_WORD = 3.8


#: How words and names of European, African and Asian languages may begin.
_ONSET = re.compile(
    r"(?:[bcdfghjklmnprstvwxz]?|qu|[bcdfgkptv][lrh]|s[cfhklmnpqtvwyz]|st?r|scr|spr|spl|ch[lr]|sch[lmnrw]?|tch|t[sz]|"
    r"d[jz]|gn|kn|ph[lr]|p[nst]|rh|wh|wr|zh|m[bpvnrl]|n[dgtkzsjv]|[kgtsdhz]w|[cs]z|h[rln]|[vdf]n|[lb]h|nh|xh|zb|zd|"
    r"[fbl]j|ll"
    r"|shw|shm|shn|thw|khw|tl|mw|rw|ny|ky|hy|gy|ty|ngw|nkw|mbw|mpw|ndl|nts|nds|tsh|dzh|zv|sr|vs|db|tk)[aeiouy]",
    re.IGNORECASE,
)
_SYLLABLE_LAST = re.compile(r"[^aeiouy]{2}[aeiouy][^aeiouyhjqvwx]$")
_THREE_VOWELS = re.compile(r"^[aeiou]{3}|[aeiou]{4}", re.IGNORECASE)


@Picker
def _vowelless(word: str) -> bool:
    """Whether a word with one capital can be no word, in any language: for want of a vowel, or as nobody can say it."""
    small = word.lower()
    if not (2 < len(word) < 6 and word.istitle() and word.isascii() and word.isalpha()):
        return False
    if _VOWEL.search(word):
        unspeakable = len(word) < 5 and (_ONSET.match(small) is None or _THREE_VOWELS.search(small))
        # What ends in a syllable may be short for several words: Bpol, the Bundespolizei.
        unspeakable = unspeakable and _SYLLABLE_LAST.match(small) is None
        if not unspeakable or default_lexicon().known(small) or word in first_names() or small in capital_only():
            return False
    known = small in _SHORTENED or small in _nouns()
    return not known and all(frequency(small, language) < _ANY_WORD for language in ("fr", *FOREIGN))


@rule(
    "names.acronym",
    category="names",
    confidence=0.88,
    why="An acronym keeps its capitals.",
    example=("Le rapport de l’ocde et du cnes est public.", "Le rapport de l’OCDE et du CNES est public."),
    among=acronyms,
)
def acronym(line: Line, context: Context) -> Iterator[Change]:
    """Gives an acronym in small letters its capitals: l’onu, le cnes, aux usa, l’ue.

    Evidence: the table of names, or the acronym in capitals elsewhere in the document or the batch; it must be no
    French word, and a short one must follow an article or a preposition. The document's own form comes first (Onu,
    ONU). One without a vowel and with one capital (Cvc) is put right where the document or the batch has it in
    capitals, or where no language has such a word and an article, a preposition or a noun stands before it.
    Leaves what has become a noun (pdg, ovni, sida, pacs).
    """
    found = context.evidence(acronyms)
    text = line.text
    for word in line.words:
        start, form = without_elision(word.start(), word.group())
        right = found.get(form)
        if right is None or not start or in_token(text, start, word.end()):
            continue
        # A run of consonants may also be a program, a legal form or a unit: "utiliser Btrfs", "MAG Zrt", "30 Mbps".
        if _vowelless_alone(form, right, context) and not _after_noun(text, start):
            continue
        if _in_place(text, start, form):
            yield Change(start, start + len(form), right)


def _vowelless_alone(form: str, right: str, context: Context) -> bool:
    return form.istitle() and bool(_vowelless(frozenset((form,)))) and not context.evidence(vocabulary).get(right)


def _after_noun(text: str, start: int) -> bool:
    """Whether an article, a preposition or a noun in small letters stands before the place."""
    before = _WORD_BEFORE.search(text, max(0, start - 30), start)
    if text[start - 2 : start].lower() in ("d’", "d'"):
        return False  # more often a place: la foule d’Oia
    if _IN_BRACKET.search(text, max(0, start - 40), start):
        return True
    return _BEFORE.search(text[max(0, start - 10) : start]) is not None or bool(
        before and (before.group(1) in _BODIES or is_noun(before.group(1)))
    )


#: The name of a body before its acronym: « l’Unité d’intégrité de l’athlétisme (Aiu) ».
_IN_BRACKET = re.compile(r"[a-zà-ÿœ]{3,} \($")
#: Nouns of bodies that the tables of French do not have.
_BODIES = frozenset("institut agence fédération confédération ligue caisse office conseil comité réseau".split())
_WORD_BEFORE = re.compile(r"(?<![\w-])([a-zà-ÿœ]{3,}) $")


def _in_place(text: str, start: int, form: str) -> bool:
    before = text[max(0, start - 10) : start]
    if form in _pairs():
        return bool((_PLURAL if _pairs()[form] == "plural" else _ELIDED).search(before))
    return len(form) >= _LONG or not form.islower() or bool(_BEFORE.search(before))


@lru_cache(maxsize=8)
def _table(table: NameTable) -> Mapping[str, str]:
    listed = load_table("names")["spelling"]["acronyms"]
    capitals = sorted(name for name in table.types if name.isupper() and name.isalpha() and len(name) > 2)
    return {name.lower(): name for name in (*capitals, *listed)}


@lru_cache(maxsize=8)
def _listed(table: NameTable) -> Picker:
    acronyms = _table(table)
    return Picker(lambda word: word.lower() in acronyms)


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(load_table("names")["spelling"]["acronym_nouns"])


@lru_cache(maxsize=1)
def _pairs() -> Mapping[str, str]:
    """Acronyms that are told by the word before alone: what that must be."""
    return load_table("names")["spelling"]["acronyms_by_article"]


_TITLED = re.compile(
    r"(?:(?<![\w’'-])(?:(?P<article>[Ll][ea]|[Dd]u|[Aa]u|[Dd]es|[Ll]es|[Aa]ux|[Uu]ne?|[Cc]ette)|[Pp]ar|[Ss]elon|[Cc]hez"
    r"|[Aa]vec|[Cc]ontre|[Pp]our)[ \u00a0]|(?<![\w’'-])(?P<elided>[lLdD][’'])|(?P<bracket>[\wà-ÿ»”]{3} \())"
    r"(?P<form>[A-ZÀ-Þ][a-zà-ÿ]{1,6})(?![\w’'-])(?! [A-ZÀ-Þ])"
)
_BRACKETED = re.compile(r"[A-ZÀ-Þ](?<=[\wà-ÿ»”] \(.)[A-ZÀ-Þ]{1,6}(?=[\),])")
#: So long an acronym that can be said is a word (Unesco), whatever the document has once.
_SAID = 5
_SMALL_WORDS = frozenset("de du des la le les et à au aux en pour d l of the and for y e do da di del".split())


def introduced(context: Context) -> frozenset[str]:
    """The acronyms that stand in capitals in a bracket behind a name somewhere in the document."""
    return frozenset(chain.from_iterable(context.each(_introduced)))


def _introduced(line: Line) -> list[str]:
    return _BRACKETED.findall(line.text) if "(" in line.text else []


def titled_acronyms(context: Context) -> Mapping[str, tuple[str, bool]]:
    """Words of the document with one capital that are acronyms → in capitals, and whether the document says so."""
    words = context.evidence(vocabulary)
    spelled, types = _spelled(), table_of(context).types
    own = context.evidence(introduced)
    found: dict[str, tuple[str, bool]] = {}
    for form in sorted(_titled(context.evidence(all_words))):
        capitals = form.upper()
        if not (capitals in spelled or capitals in own or capitals in words) or form in types:
            continue
        if form in _said_as_words():
            continue
        if capitals in spelled:
            found[form] = (capitals, capitals in own)
        elif len(form) < _SAID and len(form) > 1 and not ordinary(form.lower(), context.lexicon):
            # A place in capitals (IRAN) heads a dispatch.
            again = len(form) > 2 and form.lower() not in capital_only() and form not in first_names()
            often = max(1 if form.lower() not in not_french() else 2, words[form])
            if capitals in own or again and words.get(capitals, 0) >= often:
                found[form] = (capitals, True)
    return found


@Picker
def _titled(word: str) -> bool:
    return 1 < len(word) < 8 and word.istitle() and word.isalpha()


@lru_cache(maxsize=1)
def _spelled() -> frozenset[str]:
    return frozenset(load_table("names")["spelling"]["spelled"])


@lru_cache(maxsize=1)
def _said_as_words() -> frozenset[str]:
    return frozenset(each for each in load_table("names")["spelling"]["acronyms"] if each.istitle())


@rule(
    "names.acronym_titled",
    category="names",
    confidence=0.86,
    why="An acronym that is spelled out keeps its capitals.",
    example=(
        "L’Union cycliste internationale (UCI) enquête. Le règlement de l’Uci est clair.",
        "L’Union cycliste internationale (UCI) enquête. Le règlement de l’UCI est clair.",
    ),
    among=titled_acronyms,
)
def acronym_titled(line: Line, context: Context) -> Iterator[Change]:
    """Gives an acronym with one capital the others: "l’Uci", "le Muz", "(Isu)", "le Parti démocrate (Pd)".

    Evidence: the document has it in capitals, in a bracket behind its name or as often; or it is one of those that
    French spells out, and an article or a bracket stands before it; or it is two letters, the initials of the name
    before its bracket. Spares what French says as a word (Otan, Unesco, Medef) and what goes on with a capital.
    """
    found = context.evidence(titled_acronyms)
    for match in _TITLED.finditer(line.text):
        form = match["form"]
        if match["bracket"] and line.text[match.end() : match.end() + 1] != ")":
            continue
        capitals, told = found.get(form, ("", False))
        placed = bool(match["bracket"] or match["article"] or (match["elided"] or "").lower().startswith("l"))
        if capitals and (placed or told and form not in first_names()):
            yield Change(match.start("form") + 1, match.end("form"), capitals[1:])


@rule(
    "names.acronym_initials",
    category="names",
    confidence=0.86,
    why="The initials in a bracket behind the name are written in capitals.",
    example=(
        "Le Parti démocrate (Pd) et la Kenya Airports Authority (Kaa) ont gagné.",
        "Le Parti démocrate (PD) et la Kenya Airports Authority (KAA) ont gagné.",
    ),
    needs="(",
    trigger=r"\([A-Z][a-z]{1,3}\)",
)
def acronym_initials(line: Line, context: Context) -> Iterator[Change]:
    """Gives initials in a bracket behind their name their capitals: "(Pd)", "Mineworkers Union of Zambia (Muz)".

    Two letters, or those of a name in another language whose words all have capitals. Spares chemical elements, French
    names of three words and more, which may be said as a word (Insa), and what the tables have so.
    """
    for match in _INITIALS_BRACKET.finditer(line.text):
        form = match["form"]
        name = _NAME_WORDS.search(line.text, max(0, match.start() - 90), match.start())
        words = [word for word in name.group().split() if word.lower() not in _SMALL_WORDS] if name else []
        words = [re.split("[’']", word)[-1] for word in words[-len(form) :]]
        if [word[:1].lower() for word in words] != list(form.lower()) or not words[0][0].isupper():
            continue
        if form in table_of(context).types or form in _said_as_words():
            continue
        foreign = all(word[0].isupper() for word in words) and any(
            not ordinary(word.lower(), context.lexicon) and word.lower() not in capital_only() for word in words
        )
        if len(form) == 2 or foreign:
            yield Change(match.start("form") + 1, match.end("form"), form[1:].upper())


_INITIALS_BRACKET = re.compile(r" \((?P<form>[A-Z][a-z]{1,3})\)")
_NAME_WORDS = re.compile(r"[\w’'-]+(?: [\w’'-]+)*$")
