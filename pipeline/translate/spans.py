"""What in a French sentence must come out unchanged or in a given English form."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.name_table import name_table, without_elision
from pipeline.repair.tables import load_table
from pipeline.translate.durations import find_durations
from pipeline.translate.nationalities import Nationality, find_nationalities
from pipeline.translate.numbers import find_numbers
from pipeline.translate.terms import Term, TermTable, bundled_table, english_spellings
from pipeline.repair.dictionary import Word, find_words

Kind = Literal["literal", "number", "duration", "name", "bare", "weak", "term", "place", "nationality", "word"]


@dataclass(frozen=True, slots=True)
class Protected:
    """A stretch of the source and the English forms it may have, the one we put in first.

    `kind`: "literal" (URL, address, handle, score), "number", "duration", "name" (copied, or in English spelling),
    "bare" (from the table, never with an article), "term" (from the table or the glossary), "place" and "weak" (a name
    whose English may differ from its French: the model's rendering counts unless it is no English word),
    "nationality" (any of its words may stand), "word" (a less common word: put right where none of its renderings
    stands, and the decoder shows where).
    """

    start: int
    end: int
    forms: tuple[str, ...]
    kind: Kind
    value: Decimal | None = None
    word: Word | None = None


_LITERAL = re.compile(
    r"(?:https?://|www\.)[^\s<>«»“”\"]*[\w/=#-]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w@])@\w[\w.]*\w"
    r"|(?<![\w#&])#\w*[^\W\d]\w*"
    r"|(?<![\w.])(?:[a-z0-9-]+\.)+(?:com|org|net|fr|io|ai|eu|uk|de|ch|be|ca|gov|edu)(?:/[^\s<>«»“”\"]*[\w/])?(?!\w)"
    r"|(?<![\w,.-])\d+(?:[-–/]\d+)+(?![\w-])",
)
_WORD = re.compile(r"[^\W_]+(?:['’.&+-][^\W_]+)*\+?")
#: A word after one of these starts a sentence, a quotation or a heading: its capital says nothing.
_START = re.compile(r"(?:^|[.!?…:;•·|]|[«“\"„(\[—–]|(?:^|\s)-)[\s\u00a0\u202f'’«“\"(\[]*$")
_JOINT = re.compile(r"[ \u00a0]")
_TITLES = frozenset("M. M Mme Mmes MM Mlle Dr Me Mgr Pr".split())
_PARTICLES = frozenset("de du des d la le les van von der den ten ter el al bin ben da di do dos della y e af zu".split())
_CAPITAL_PARTICLES = frozenset("Le La De Du Des Van Von El Al Ben Bin Da Di Mac Mc St Saint O".split())
#: "les Vénézuéliens", "un New-Yorkais", those that are in no table: the model's business.
_DEMONYM = re.compile(r"(?:[ée]en|ien|ain|ais|ois|and|ard|ol)(?:ne|e)?s?$")
_DETERMINERS = frozenset("le la l les un une des du aux ces deux trois quelques certains plusieurs d".split())
_SHORT_WORDS = frozenset(
    "au du de la le un en et ou où on il ce se si ne ni tu je me te ma ta sa es as ai eu va ça là or os an ah oh eh ok tv"
    .split()
)
_BESIDE_LEFT = re.compile(r"(?<![\w’'-])([a-zà-ÿœ]+) $")
_BESIDE_RIGHT = re.compile(r" ([a-zà-ÿœ]+)(?![\w’'-])")
#: Boeing 737 MAX: the number is the name’s.
_MODEL_NUMBER = re.compile(r"[^\W_] \d+(?: [A-Z]|$)")
_STRONG = re.compile(r"[^\W\d_]*[^\WA-ZÀ-Þ\d_][A-ZÀ-Þ]|[^\W\d_]+-?\d|\d+[^\W\d_]")
#: Zipf frequency (van Heuven et al. 2014) from which a French form is everyday vocabulary.
_EVERYDAY = 4.0


def find_protected(
    text: str, known_names: Collection[str] = (), glossary: TermTable | None = None
) -> tuple[Protected, ...]:
    """The protected stretches of a sentence, ordered, without overlaps.

    In doubt the earlier kind wins: the glossary, literals, the table of terms, numbers, names.
    """
    taken: list[Protected] = []
    if glossary:
        _add(taken, (Protected(a, b, term.forms, "term") for a, b, term in glossary.find(text)))
    _add(taken, (Protected(m.start(), m.end(), (m[0],), "literal") for m in _LITERAL.finditer(text)))
    _add(taken, (Protected(a, b, term.forms, term.kind) for a, b, term in bundled_table().find(text)
                 if not _inside_name(text, a, b, term)))
    _add(taken, (Protected(each.start, each.end, each.forms, "duration") for each in find_durations(text)))
    names = list(_names(text, frozenset(known_names)))
    _add(taken, (name for name in names if _MODEL_NUMBER.search(text, name.start, name.end)))
    _add(taken, (Protected(n.start, n.end, n.forms, "number", n.value) for n in find_numbers(text)))
    _add(taken, names)
    _add(taken, (found for each in find_nationalities(text) if (found := _nationality(each))))
    _add(taken, (Protected(each.start, each.end, (each.english,), "word", word=each)
                 for each in find_words(text) if _amid_french(text, each.start, each.end)))
    return tuple(sorted(taken, key=lambda each: each.start))


def names_of(sentences: Iterable[str]) -> frozenset[str]:
    """The names that the sentences show beyond doubt; evidence for `known_names`."""
    return frozenset(
        text[span.start : span.end]
        for text in sentences
        for span in _names(text, frozenset())
        if span.kind == "name"
    )


def _add(taken: list[Protected], new: Iterable[Protected]) -> None:
    for span in new:
        if all(span.end <= other.start or other.end <= span.start for other in taken):
            taken.append(span)


def _nationality(found: Nationality) -> Protected | None:
    """None where English has no plain noun for the people: the Dutch, Londoners."""
    words = found.words
    if "-" in found.adjective and found.adjective.partition("-")[2] in words:
        words = (found.adjective, found.adjective.replace("-", " "), found.adjective.replace("Afro-", "African "))
    if found.people and found.adjective == found.place:
        return None
    if found.people:
        # "a Morocco" is none, "Kenya’s Sabastian Sawe" is right.
        words = tuple(word for word in words if word != found.place) + (found.place + "'s",)
    if found.people == "several":
        if not found.adjective.endswith(("an", "i")):
            return None
        words = (found.adjective + "s", *words)
    return Protected(found.start, found.end, words, "nationality")


def _amid_french(text: str, start: int, end: int) -> bool:
    """Whether no small word beside the place is unknown in French: a « lande » amid Danish is none."""
    beside = [match[1] for match in (_BESIDE_LEFT.search(text, 0, start), _BESIDE_RIGHT.match(text, end)) if match]
    return all(default_lexicon().known(word) for word in beside)


def _inside_name(text: str, start: int, end: int, term: Term) -> bool:
    """Whether a place of the table is a piece of a longer name: Dominique de Villepin, Real Madrid."""
    if term.kind != "place":
        return False
    after = re.match(r"-\w| (?:(?:de|du|des|d['’]|von|van|al|el) ?)?[A-Z][a-zà-ÿ]+", text[end:])
    if after and text[start:end] in _given():
        return True
    same = term.forms[0] == term.french
    return same and (bool(re.search(r"\w[^.!?…«“\"]* [A-Z]\w+[ -]$", text[:start])) or text[end : end + 1] == "-")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    initial: bool


def _tokens(text: str) -> list[_Token]:
    tokens = []
    for match in _WORD.finditer(text):
        start, word = without_elision(match.start(), match[0])
        tokens.append(_Token(start, match.end(), word, bool(_START.search(text[: match.start()]))))
    return tokens


def _names(text: str, known: frozenset[str]) -> Iterator[Protected]:
    letters = [character for character in text if character.isalpha()]
    if sum(character.isupper() for character in letters) > 0.6 * len(letters) and len(letters) > 20:
        return
    tokens = _tokens(text)
    people = frozenset(each.start for each in find_nationalities(text) if each.people)
    known_words = frozenset(word for name in known for word in name.split() if word not in _CAPITAL_PARTICLES)
    index = 0
    while index < len(tokens):
        size, kind = (0, "name") if tokens[index].start in people else _name_at(text, tokens, index, known, known_words)
        if size:
            first, last = tokens[index], tokens[index + size - 1]
            yield Protected(first.start, last.end, (_in_english(text[first.start : last.end]),), kind)
        index += size or 1


def _in_english(name: str) -> str:
    spellings = english_spellings()
    return _WORD.sub(lambda match: spellings.get(match[0], match[0]), name)


def _name_at(
    text: str, tokens: list[_Token], index: int, known: frozenset[str], known_words: frozenset[str]
) -> tuple[int, Literal["name", "weak"]]:
    """How many tokens from here are a name (0: none), and whether it is a sure one."""
    first = tokens[index]
    for size in range(min(6, len(tokens) - index), 0, -1):
        stretch = text[first.start : tokens[index + size - 1].end]
        # Elle is a magazine too; as the first word of a sentence it is none.
        doubtful = size == 1 and first.initial and _french(stretch)
        if not doubtful and (stretch in name_table().kept or stretch in known):
            return _longer(text, tokens, index, size), "name"
    if not _capital(first.word) and not _shaped(first.word):
        return 0, "name"
    if index and _DEMONYM.search(first.word) and tokens[index - 1].word.lower() in _DETERMINERS:
        return 0, "name"
    size = _run(text, tokens, index)
    titled = index > 0 and tokens[index - 1].word in _TITLES
    if first.word in _given() and size > 1:
        return size, "name"
    if titled or _shaped(first.word):
        return size, "name"
    if size > 1 and first.initial and _french(first.word):
        return 0, "name"
    if size > 1 and not any(_everyday(tokens[index + place].word) for place in range(size)):
        return size, "name"
    if _everyday(first.word) and first.word not in known_words:
        return 0, "name"
    if first.initial and first.word not in known_words and not _foreign(first.word):
        return 0, "name"
    sure = first.word in known_words or first.word in _given() or _foreign(first.word)
    return 1, "name" if sure else "weak"


def _longer(text: str, tokens: list[_Token], index: int, size: int) -> int:
    """A known name with the capitalised words that go on from it: GPT → GPT-4 Turbo is the text's own business."""
    run = _run(text, tokens, index)
    rest = [tokens[index + place].word for place in range(size, run)]
    if rest and all(word.isupper() or word.isdigit() or not _everyday(word) for word in rest):
        return run
    return size


def _run(text: str, tokens: list[_Token], index: int) -> int:
    """The number of tokens of a run of capitalised words, with the particles inside it."""
    end = index + 1
    while end < len(tokens) and _adjacent(text, tokens[end - 1], tokens[end]):
        word = tokens[end].word
        if _capital(word) or _shaped(word) or (
            word.isdigit() and (_shaped(tokens[end - 1].word) or _numbered(text, tokens, end))
        ):
            if _everyday(word) and word not in _CAPITAL_PARTICLES and not _name_like(word) and tokens[index].word not in _given():
                break
            end += 1
        elif (word in _PARTICLES and tokens[index].word in _given() and end == index + 1
              and end + 1 < len(tokens) and _adjacent(text, tokens[end], tokens[end + 1])
              and _capital(tokens[end + 1].word) and not _shaped(tokens[end + 1].word)
              and tokens[end + 1].word not in name_table().kept):
            end += 2
        else:
            break
    while end - 1 > index and tokens[end - 1].word in _CAPITAL_PARTICLES:
        end -= 1
    return end - index


def _numbered(text: str, tokens: list[_Token], at: int) -> bool:
    """Whether a number inside a name has capitals on both sides: Boeing 737 MAX."""
    following = tokens[at + 1] if at + 1 < len(tokens) and _adjacent(text, tokens[at], tokens[at + 1]) else None
    return following is not None and len(following.word) > 1 and following.word.isupper() and following.word.isalpha()


def _adjacent(text: str, left: _Token, right: _Token) -> bool:
    return right.start - left.end == 1 and bool(_JOINT.match(text, left.end))


def _capital(word: str) -> bool:
    return word[0].isupper()


def _shaped(word: str) -> bool:
    """OpenAI, iPhone, GPT-4, NASA, X1: the shape alone says that it is a name."""
    if len(word) > 1 and word.isupper() and word.replace("-", "").replace(".", "").isalpha():
        return len(word) > 2 or word.lower() not in _SHORT_WORDS
    if "-" in word and all(_french(part) or part in _CAPITAL_PARTICLES for part in word.split("-")):
        return False
    return bool(_STRONG.match(word)) and any(character.isupper() for character in word)


def _french(word: str) -> bool:
    """Whether the form is a French word that sentences may start with."""
    return default_lexicon().zipf(word) >= 3.2 and not _name_like(word)


def _name_like(word: str) -> bool:
    """Whether the form is met in English about as often as in French, as names are."""
    lexicon = default_lexicon()
    return lexicon.zipf(word, "en") >= lexicon.zipf(word) - 0.3


def _everyday(word: str) -> bool:
    lexicon = default_lexicon()
    french = lexicon.zipf(word)
    return french >= _EVERYDAY and (french >= 5.3 or not _name_like(word)) and word not in _given()


def _foreign(word: str) -> bool:
    """Rare in French, and not rarer in English: hardly a French common noun."""
    french = default_lexicon().zipf(word)
    return french < 3.8 and _name_like(word) and not re.search("-[a-zà-ÿ]", word)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    return frozenset(load_table("names_persons")["given"])
