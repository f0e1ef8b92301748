"""Misspelt words: a run of small letters that is no word anywhere, one letter beside a frequent French word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.language import FOREIGN, frequency
from pipeline.repair.dictionary import renderings
from pipeline.repair.evidence import vocabulary
from pipeline.repair.lexicon import Lexicon, default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_lexicon import capital_only, not_french
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.spacing import PREFIXES

_LETTERS = "abcdefghijklmnopqrstuvwxyzàâçèéêëîïôùûœ"
_FLAT = str.maketrans("àâäçèéêëîïôöùûü", "aaaceeeeiioouuu")
#: Zipf frequency from which a word is the one that was meant, and from which another is one that may be meant.
_MEANT, _MAY_BE = 3.0, 1.8
#: Zipf frequency up to which a run of letters is noise in the lexicon.
_NOISE = 2.2
_CANDIDATE = re.compile(
    r"(?<![\w’'.@/-])(?:(?:[ldnsmtjcLDNSMTJC]|[Qq]u|jusqu|lorsqu|puisqu)[’'])?"
    r"(?P<word>[a-zà-ÿœ]{7,24})(?![\w’'@/-]|\.\w)"
)
_BESIDE = re.compile(r"(?:(?P<before>[^\W\d_]+)[ \u00a0])?\Z")
_AFTER = re.compile(r"[ \u00a0]([^\W\d_]+)")
#: What a form of a word, or a word made from it, may end in.
_ENDINGS = tuple(
    """ er é ée és ées e es ent ant ante antes ants ons ez ai as a âmes âtes èrent ais ait ions iez aient erai eras era
    erons erez eront erais erait erions eriez eraient ir i ie is ies it issons issez issent issant issais issait
    issaient irai ira irons iront irait iraient re u ue us ues ât ît s x al ale aux ales el elle els elles if ive ifs ives
    eur eurs euse euses rice rices ique iques isme ismes iste istes able ables ible ibles ité ités ment ments ement ements
    ation ations tion tions age ages ien ienne iens iennes iser isé isée isés isées isation ifier ifié eux ier ière iers
    ières ais aise aises ois oise oises ain aine ains aines ure ures oir oire oires ette ettes aire aires ance ances
    ence ences in ine ins ines ot otte eau eaux on onne ons ose oses ite ites ide ides ase ène
    ènes ane ol yle teur teurs trice trices idé idés idée idées""".split()
)
_SHORT_PREFIXES = tuple("dé ré re in im il ir co dés dis en em més a ad".split())
#: Endings of other languages that a translation took over, and the French ones.
_FOREIGN_ENDINGS = (("or", "eur"), ("ors", "eurs"), ("ic", "ique"), ("ics", "iques"), ("ty", "té"), ("ist", "iste"),
                    ("ists", "istes"), ("ism", "isme"), ("ous", "eux"), ("ary", "aire"))  # fmt: skip
#: After these a word in small letters may be the name of something.
_LABELLED = frozenset(
    "bibliothèque logiciel logiciels programme paquet paquets commande fichier fichiers langage module outil terme mot "
    "mots nom marque application fonction variable option système systèmes extension format balise verbe argot".split()
)
#: Little words that may have run together with the word before or after them.
_GLUED = re.compile(r"(?P<stem>\w{4,}?)(?:des?|du|l[ae]s?|et|en|une?|aux?|que|qui|par|pour|dans|sur|est|sont|ne)\Z")
_ELIDED = "dlnsjmtc"
#: In French an e stands before -ment where a consonant other than m would.
_BARE_MENT = re.compile(r"[bcdfghjklnpqrstvxz](?=ments?\Z)")
#: Forms that are rare in the news: "nous criâmes", "qu'il jetât", "que nous tuassions".
_RARE_FORM = re.compile(
    r"(?:[âîû](?:me|te)s|[âîû]t|[aiu]ss(?:es?|ent|i?ons|iez)|[eiu]r(?:ions|iez|aient)|(?<![stx])ions|iez|idée?s)\Z"
)
#: Letters of the longest word of French and a few more; what is longer is no word, and has too many neighbours to try.
_LONGEST = 30
_BARE_Q = re.compile(r"q(?=[eéèiaoâô])")


@Picker
def _may_be_misspelt(run: str) -> bool:
    """Whether a longer run of small letters is one that no lexicon has, with a frequent word beside it."""
    return 7 <= len(run) <= _LONGEST and run.islower() and _meant(run, default_lexicon()) is not None


@rule(
    "words.misspelt",
    category="words",
    confidence=0.84,
    why="No such word exists; one letter makes it a frequent one.",
    example=("Le gouvernment a promis une réforme.", "Le gouvernement a promis une réforme."),
    picks=_may_be_misspelt,
)
def misspelt(line: Line, context: Context) -> Iterator[Change]:
    """Put the word that was meant for a misspelt one in small letters: “gouvernment”, “conrôles”.

    Evidence: seven to thirty letters that are no word of French, of five other languages or of the lists of names, no
    form or derivation of a word and no compound, and one frequent word of the dictionary that is a letter away, with the
    same initial: a letter lost, doubled, put in or moved, or an ending of another language. A letter for another (not
    for the same with another accent) is only proposed, unless the document has the right word. Spared: what the document
    has twice, single words in quotation marks or brackets, words beside others that are not French or behind what
    names things (“le logiciel …”).
    """
    for match in _CANDIDATE.finditer(line.text):
        found = _meant(match["word"], context.lexicon)
        if found is None or not _stands_in_french(line.text, *match.span("word"), context.lexicon):
            continue
        french, sure = found
        counts = context.evidence(vocabulary)
        if counts.get(match["word"], 0) < 2:
            sure = sure or counts.get(french, 0) > 0
            yield Change(*match.span("word"), french, confidence=None if sure else 0.6)


def _stands_in_french(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether the words beside the place are French ones, and the word does not stand there as a word."""
    if text[:start].rstrip(" \u00a0")[-1:] in tuple("«“\"(") and text[end:].lstrip(" \u00a0")[:1] in tuple("»”\")"):
        return False
    if text[end : end + 1] == "," and text[:start].rstrip(" \u00a0")[-1:] in (",", "("):
        return False  # a list, of names perhaps
    before = _BESIDE.search(text[max(0, start - 30) : start])
    after = _AFTER.match(text, end)
    if not (before and before["before"]) and not text[:start].strip() or text[end:].startswith((" –", " —", " -")):
        return False
    beside = [before["before"] if before else None, after.group(1) if after else None]
    if beside[0] and beside[0].lower() in _LABELLED:
        return False
    for word in beside:
        if word and lexicon.zipf(word) < 3:
            return False
        if word and len(word) > 3 and frequency(word.lower(), "en") > frequency(word.lower(), "fr") + 1:
            return False
    return True


@lru_cache(maxsize=20_000)
def _meant(word: str, lexicon: Lexicon) -> tuple[str, bool] | None:
    """The word that was meant, and whether that is sure; None for what may be a word."""
    if not 7 <= len(word) <= _LONGEST or (noise := lexicon.zipf(word)) >= _NOISE:
        return None
    for bare in (_BARE_MENT, _BARE_Q):
        if place := bare.search(word):
            french = word[: place.end()] + ("e" if bare is _BARE_MENT else "u") + word[place.end() :]
            if lexicon.zipf(french) >= max(_MEANT, noise + 2.5) and not _foreign(word, lexicon):
                return (french, True) if french in _dictionary() else None
    if noise or "à" in word or _RARE_FORM.search(word) or word in capital_only() or word in not_french():
        return None
    if _foreign(word, lexicon):
        return None
    if ended := _with_french_ending(word, lexicon):
        return ended, True
    nearest = _nearest(word, lexicon)
    if nearest is None or not _thrice(word) and _is_derived(word, lexicon) or _is_glued(word, lexicon):
        return None
    same = nearest.translate(_FLAT) == word.translate(_FLAT) or sorted(nearest) == sorted(word)
    return nearest, same or len(nearest) != len(word)


def _foreign(word: str, lexicon: Lexicon) -> bool:
    return any(lexicon.zipf(word, language) for language in FOREIGN)


def _is_glued(word: str, lexicon: Lexicon) -> bool:
    """Whether the run may be a word with a little one glued to it: "moralde", "déxportation"."""
    glued = _GLUED.fullmatch(word)
    if glued and lexicon.zipf(glued["stem"]) >= _MEANT:
        return True
    rest = word[1:].translate(_FLAT)
    return word[0] in _ELIDED and rest[0] in "aeiouh" and lexicon.zipf(rest) >= _MEANT


def _thrice(word: str) -> bool:
    """Whether a letter stands three times in a row."""
    return re.search(r"(.)\1\1", word) is not None


def _with_french_ending(word: str, lexicon: Lexicon) -> str | None:
    """The French word for one that has a foreign ending, and perhaps a letter too few in its stem."""
    for foreign, french in _FOREIGN_ENDINGS:
        if word.endswith(foreign):
            whole = word.removesuffix(foreign) + french
            near = {whole} if lexicon.zipf(whole) >= _MEANT else set()
            if not near and foreign in ("or", "ors"):
                near = {each for each in _insertions(whole) if lexicon.zipf(each) >= _MEANT}
            found = sorted(near & _dictionary())
            if len(found) == 1 and found[0][0] == word[0]:
                return found[0]
    return None


def _nearest(word: str, lexicon: Lexicon) -> str | None:
    """The one frequent word of the dictionary at the distance of a letter, if there is no other word."""
    listed = lexicon.lists
    near = {each: lexicon.zipf(each) for each in _edits(word) if listed(each)}
    near = {each: zipf for each, zipf in near.items() if zipf >= _MAY_BE and each != word}
    if not near:
        return None
    best = max(sorted(near), key=near.__getitem__)
    flat = best.translate(_FLAT)
    others = [each for each in near if each.translate(_FLAT) != flat and each not in capital_only()]
    if near[best] < _MEANT or others or best[0] != word[0] or best not in _dictionary():
        return None
    return None if best in capital_only() or best in not_french() else best


def _edits(word: str) -> Iterator[str]:
    for at in range(1, len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for letter in _LETTERS:
            yield word[:at] + letter + word[at + 1 :]
    yield from _insertions(word)


def _insertions(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        for letter in _LETTERS:
            yield word[:at] + letter + word[at:]


def _is_derived(word: str, lexicon: Lexicon) -> bool:
    """Whether the word may be a form of another, or made from one with a prefix or an ending."""
    for prefix in (*PREFIXES, *_SHORT_PREFIXES):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3 and lexicon.lists(word[len(prefix) :]):
            return True
    for size in range(min(7, len(word) - 3)):
        stem, ending = word[: len(word) - size], word[len(word) - size :]
        if size and ending not in _ENDINGS:
            continue
        # (What the tables list at all lies above their floor.)
        if any(lexicon.lists(stem + each) for each in ("", *_ENDINGS) if stem + each != word):
            return True
        if len(stem) > 4 and stem[-1] == stem[-2] and lexicon.zipf(stem[:-1]) > 1:
            return True
    return False


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    """The forms of the dictionary of words."""
    return frozenset(form for form, _ in renderings())
