"""Languages: of a document (langdetect, seeded) and of stretches inside a sentence (word frequencies, Viterbi).

Stretches in another language are found word by word: each word says how much more usual it is in that language than
in French, and the likeliest division of the line into French and foreign stretches is the one with the highest sum,
where a change of language costs less at a clause boundary than inside a clause (Viterbi 1967). This gives the exact
extent of a clause, fills short undecided words between foreign ones, and stops at the first French words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import langdetect
import wordfreq
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from pipeline.config import LanguageConfig
from pipeline.errors import ConfigError
from pipeline.language_further import further_votes, speaks_for

#: The languages that stray into French news, in the order in which ties are decided.
FOREIGN = ("en", "es", "it", "pt", "de")

#: How many of the commonest words of a language may vote for it, and how much more usual than in French
#: (Zipf scale, so 1.7 is fifty times) such a word must be.
_VOTERS = 400
_VOTE_MARGIN = 1.7
#: A form that wordfreq's small tables (one in a million and more) do not list counts as this frequent.
_UNLISTED = 2.5
#: What one word can say at most, and what less than this says is nothing.
_WORD_CAP = 3.0
_WORD_FLOOR = 0.35
#: A word so much more usual in the other language counts as one of it.
_FOREIGN_MARGIN = 1.0
#: One of the few hundred commonest words of a language.
_COMMON = 6.0
#: What a change of language costs inside a clause and at its boundary, in the same units.
_CHANGE_INSIDE = 5.0
_CHANGE_AT_BOUNDARY = 2.5
#: A stretch needs so many lower-case foreign words (one fewer if two different ones vote), and so high a sum.
_MIN_WORDS = 4
_MIN_SCORE = 7.0
#: At most so many foreign languages are weighed against French in one line.
_MAX_CANDIDATES = 3

#: A document is judged on so many letters of its lines, spread over its length, a line counting for so many at most.
_SAMPLE_LETTERS = 12_000
_SAMPLE_LINE = 600
#: Text with fewer letters tells langdetect nothing reliable.
_MIN_LETTERS = 40

#: Longer lines are looked at in pieces of about so many characters.
_PIECE = 1_000

#: Of running French text so large a share of the words is so common (zipf); of Catalan text it is less than half.
_COMMON_FRENCH = 3.8
_COMMON_SHARE = 0.65

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_TOKEN = re.compile(r"[^\W\d_]+")
_BOUNDARY = re.compile(r"[.!?…:;,()\[\]«»“”\"—–\n]|(?<=\s)-(?=\s)")
_SENTENCE_END = re.compile(r"[.!?…:«“\"(—–\n]")

_NUMBER_AT_END = re.compile(r"(?:\s+\d[\d.,]*(?<=\d))+(?=[.!?…:;,)\]»”\"]|\s*$)")
_OPENING, _CLOSING = '«“"„‹‘', '»”"“›’'
_PIECE_END = re.compile(r"[.!?…][»”\")]*\s+")
_STOPS = re.compile(r"[.!?…]+")

_SCRIPTS = {
    "CYRILLIC": "ru",
    "GREEK": "el",
    "ARABIC": "ar",
    "HEBREW": "he",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "CJK": "zh",
    "THAI": "th",
    "DEVANAGARI": "hi",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
}


#: A line with this share of capitals is written in them.
_CAPITALS = 0.6


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text and its language (ISO 639-1); `quoted` where quotation marks hold just it."""

    start: int
    end: int
    language: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest language (ISO 639-1, "und" where nothing says) and its share of the evidence, 0 to 1."""

    language: str
    probability: float


def detect_document(lines: Sequence[str], config: LanguageConfig | None = None) -> Guess:
    """The language of most of the text: each line votes with its letters, so that a foreign paragraph tips nothing.

    Text in another script is named by it ("ru" for Cyrillic, "und" for one that we do not know). With fewer than
    40 letters and no foreign function word the text is taken for the source language. Text in square brackets, where
    editors and translators write, does not count. Where langdetect doubts, the words decide: French ones without a
    foreign stretch among them are French. Raises ConfigError where a profile is configured that langdetect does
    not have.
    """
    config = config or LanguageConfig()
    factory = _factory(tuple(config.profiles))
    sample = [_small(line) for line in _sample(_without_brackets(lines))]
    letters = sum(_letters(line) for line in sample)
    if not letters:
        return Guess(config.source, 1.0)
    script, share = _script(sample)
    if script != "LATIN":
        return Guess(_SCRIPTS.get(script, "und"), share)
    if letters < _MIN_LETTERS:
        return _short(" ".join(sample), config)
    weights: Counter[str] = Counter()
    for line in sample:
        for language, probability in _probabilities(line, factory).items():
            weights[language] += probability * _letters(line)
    if not weights:
        return Guess("und", 0.0)
    best = max(sorted(weights), key=lambda language: weights[language])
    probability = weights[best] / sum(weights.values())
    if config.source == "fr" and probability < config.min_probability:
        french = _french_share(sample)
        if french > probability:
            return Guess("fr", round(french, 4))
    return Guess(best, round(probability, 4))


def _without_brackets(lines: Sequence[str]) -> Sequence[str]:
    """The lines without what square brackets hold, unless nothing else is there."""
    bare = [_BRACKETS.sub(" ", line) for line in lines]
    return bare if any(map(_letters, bare)) else lines


def _small(line: str) -> str:
    """The line in small letters, where nearly all of it is in capitals: langdetect's profiles hardly know those."""
    capitals = sum(map(str.isupper, line))
    return line.lower() if capitals > _CAPITALS * _letters(line) else line


def _french_share(sample: Sequence[str]) -> float:
    """The share of the letters outside foreign stretches; 0 where the words are not mostly common French ones."""
    words = [word for line in sample for word in _TOKEN.findall(line) if word.islower()]
    common = sum(frequency(word, "fr") >= _COMMON_FRENCH for word in words)
    if not words or common < _COMMON_SHARE * len(words):
        return 0.0
    foreign = sum(_letters(line[span.start : span.end]) for line in sample for span in foreign_spans(line))
    return 1 - foreign / sum(map(_letters, sample))


def detect_text(text: str, config: LanguageConfig | None = None) -> Guess:
    """The language of one sentence or clause; as little text as that is often guessed wrong below 40 letters."""
    return detect_document((text,), config)


def _sample(lines: Sequence[str]) -> list[str]:
    """Lines spread evenly over the document, none longer than the limit, together bounded."""
    filled = [line for line in lines if line.strip()]
    count = max(1, _SAMPLE_LETTERS // _SAMPLE_LINE)
    # Of a document of a few long lines, several stretches of each are read.
    pieces: list[tuple[int, int]] = []
    for number, line in enumerate(filled):
        stretches = max(1, min(math.ceil(len(line) / _SAMPLE_LINE), math.ceil(count / len(filled))))
        step = len(line) / stretches
        pieces += [(number, int(place * step)) for place in range(stretches)]
    step = max(1.0, len(pieces) / (4 * count))
    chosen = [pieces[int(place * step)] for place in range(int(len(pieces) / step))]
    sample, total = [], 0
    # The stride visits the whole document before the limit is reached, because the first round takes every fourth.
    for first in range(4):
        for number, start in chosen[first::4]:
            if total >= _SAMPLE_LETTERS:
                return sample
            piece = filled[number][start : start + _SAMPLE_LINE]
            sample.append(piece)
            total += len(piece)
    return sample


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _script(sample: Iterable[str]) -> tuple[str, float]:
    characters = Counter(character for line in sample for character in line if character.isalpha())
    scripts: Counter[str] = Counter()
    for character, count in characters.items():
        scripts[unicodedata.name(character, "UNKNOWN").split()[0]] += count
    # Japanese is written in three scripts; its own two decide.
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana and scripts["CJK"]:
        scripts["HIRAGANA"] += scripts.pop("CJK")
    best = max(sorted(scripts), key=lambda script: scripts[script])
    return best, round(scripts[best] / sum(scripts.values()), 4)


def _short(text: str, config: LanguageConfig) -> Guess:
    words = {match.lower() for match in _TOKEN.findall(text)}
    votes = Counter(language for word in words for language in _voters().get(word, ()))
    if not votes or any(frequency(word, "fr") >= 6 for word in words):
        return Guess(config.source, 1.0)
    language = max(FOREIGN, key=lambda each: votes[each])
    return Guess(language, round(votes[language] / sum(votes.values()), 4))


@lru_cache(maxsize=4)
def _factory(profiles: tuple[str, ...]) -> DetectorFactory:
    directory = Path(langdetect.__file__).parent / "profiles"
    known = {path.name for path in directory.iterdir()}
    missing = [name for name in profiles if name not in known]
    if missing:
        raise ConfigError(f"[language] profiles: langdetect has no profile {missing[0]!r}")
    if len(set(profiles)) < 2:
        raise ConfigError("[language] profiles: at least two languages are needed to tell them apart")
    factory = DetectorFactory()
    # On the instance: the seed of the class would be everybody's.
    factory.set_seed(0)
    factory.load_json_profile([(directory / name).read_text(encoding="utf-8") for name in sorted(set(profiles))])
    return factory


def _probabilities(text: str, factory: DetectorFactory) -> dict[str, float]:
    detector = factory.create()
    detector.append(text)
    try:
        return {each.lang: each.prob for each in detector.get_probabilities()}
    except LangDetectException:
        return {}


@cache
def _table(language: str) -> Mapping[str, float]:
    return {
        word: math.log10(frequency) + 9
        for word, frequency in wordfreq.get_frequency_dict(language, "small").items()
        if frequency > 0
    }


def frequency(word: str, language: str) -> float:
    """How common a lower-case form is, on the Zipf scale (see pipeline.repair.lexicon); rare forms all count as 2.5.

    The small tables behind it are read in milliseconds, so that comparing languages costs no document its start.
    """
    return _table(language).get(word, _UNLISTED)


@lru_cache(maxsize=1)
def _voters() -> Mapping[str, tuple[str, ...]]:
    """The words that speak for a foreign language: among its commonest, and at least fifty times rarer in French."""
    votes: dict[str, tuple[str, ...]] = {}
    for language in FOREIGN:
        table = _table(language)
        for word in sorted(table, key=lambda each: (-table[each], each))[:_VOTERS]:
            if word.isalpha() and len(word) > 1 and table[word] - frequency(word, "fr") > _VOTE_MARGIN:
                votes[word] = (*votes.get(word, ()), language)
    # One letter each, but among the surest: Spanish "y" is also French, these are not.
    for word, languages in {"e": ("it", "pt"), "o": ("pt",)}.items():
        votes[word] = languages
    return votes


@lru_cache(maxsize=1)
def _voting() -> frozenset[str]:
    return frozenset(_voters())


@lru_cache(maxsize=1 << 16)
def _leans_foreign(word: str) -> bool:
    french = frequency(word, "fr")
    return any(frequency(word, language) - french >= _FOREIGN_MARGIN for language in FOREIGN)


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    #: Part of a name or term, which speaks for no language: a capital not owed to a sentence start, or a hyphen.
    name: bool
    #: Whether a clause may begin here.
    boundary: bool


@lru_cache(maxsize=4096)
def foreign_spans(text: str) -> tuple[Span, ...]:
    """The stretches of `text` that are not French, in order: English, Spanish, Italian, Portuguese, German, or one of
    the languages of pipeline.language_further.

    A stretch begins and ends with a word or number, and takes the stop that ends it along. It has at least four
    lower-case foreign words (three if two are among the commonest), so that names and borrowings are not found.
    """
    spans: list[Span] = []
    for at, piece in _pieces(text):
        for span in _piece_spans(piece):
            start, end = at + span.start, at + span.end
            if spans and spans[-1].language == span.language and not text[spans[-1].end : start].strip():
                start = spans.pop().start
            spans.append(Span(start, end, span.language, _is_quoted(text, start, end)))
    return tuple(spans)


def may_stray(words: Set[str]) -> bool:
    """Whether a text of these words, in lower case, may hold a stretch in a foreign language; most French does not."""
    return (
        not words.isdisjoint(_voting()) and sum(map(_leans_foreign, words)) >= _MIN_WORDS - 1
    ) or bool(further_votes(words))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """The text cut at sentence ends into pieces of a paragraph's length, with their offsets: most need no long look."""
    at = 0
    while len(text) - at > 2 * _PIECE:
        stop = _PIECE_END.search(text, at + _PIECE, at + 2 * _PIECE)
        end = stop.end() if stop is not None else at + 2 * _PIECE
        yield at, text[at:end]
        at = end
    yield at, text[at:]


def _piece_spans(text: str) -> tuple[Span, ...]:
    if not may_stray(set(_TOKEN.findall(text.lower()))):
        return ()
    voters = _voters()
    tokens = _tokens(text)
    votes = Counter(
        language
        for word in sorted({token.word for token in tokens if not token.name} & voters.keys())
        for language in voters[word]
    )
    candidates = sorted((language for language in FOREIGN if votes[language]), key=lambda language: -votes[language])
    further = further_votes({token.word for token in tokens if not token.name})
    if further and max(further.values()) > max(votes.values(), default=0):
        candidates = [*sorted(further, key=lambda language: (-further[language], language))[:2], *candidates]
    candidates = candidates[:_MAX_CANDIDATES]
    if not candidates:
        return ()
    states = _viterbi(tokens, ("fr", *candidates))
    spans, at = [], 0
    while at < len(tokens):
        language, first = states[at], at
        while at < len(tokens) and states[at] == language:
            at += 1
        if language != "fr":
            span = _span(text, tokens, first, at, language)
            if span is not None:
                spans.append(span)
    return tuple(spans)


def _tokens(text: str) -> list[_Token]:
    found = list(_TOKEN.finditer(text))
    tokens = []
    end = 0
    sentence_start = True
    for place, match in enumerate(found):
        gap = text[end : match.start()]
        boundary = end == 0 or _BOUNDARY.search(gap) is not None
        sentence_start = end == 0 or _SENTENCE_END.search(gap) is not None
        word = match.group()
        # At a sentence start the next word decides: "Los vecinos" but "Los Angeles".
        starts_name = place + 1 < len(found) and text[match.end() : found[place + 1].end()].strip()[:1].isupper()
        name = word[0].isupper() and (not sentence_start or starts_name)
        # "how-can-i-help": what hyphens join is one term.
        name = (
            name or text[match.end() : match.end() + 1] == "-" or text[max(0, match.start() - 1) : match.start()] == "-"
        )
        tokens.append(_Token(match.start(), match.end(), word.lower(), name, boundary))
        end = match.end()
    return tokens


def _emission(token: _Token, language: str) -> float:
    """How much more usual a word is in a language than in French."""
    if token.name and language != "de":
        return 0.0
    difference = frequency(token.word, language) - frequency(token.word, "fr")
    if token.name:
        # A German noun has a capital like a name, so that it says little.
        return _FOREIGN_MARGIN if difference >= _FOREIGN_MARGIN else 0.0
    return 0.0 if abs(difference) < _WORD_FLOOR else max(-_WORD_CAP, min(_WORD_CAP, difference))


def _viterbi(tokens: Sequence[_Token], languages: Sequence[str]) -> list[str]:
    """The language of every token on the best path; French (the first) scores nothing, the others their difference."""
    scores = [0.0] + [-_CHANGE_AT_BOUNDARY] * (len(languages) - 1)
    back: list[list[int]] = []
    for place, token in enumerate(tokens):
        change = _CHANGE_AT_BOUNDARY if token.boundary else _CHANGE_INSIDE
        best = max(range(len(languages)), key=lambda each: (scores[each], -each))
        arrived, origins = [], []
        for state, language in enumerate(languages):
            stays = scores[state] >= scores[best] - change or place == 0
            origins.append(state if stays else best)
            arrived.append(
                (scores[state] if stays else scores[best] - change) + (_emission(token, language) if state else 0.0)
            )
        scores = arrived
        back.append(origins)
    state = max(range(len(languages)), key=lambda each: (scores[each], -each))
    path = []
    for origins in reversed(back):
        path.append(languages[state])
        state = origins[state]
    return path[::-1]


def _span(text: str, tokens: Sequence[_Token], first: int, stop: int, language: str) -> Span | None:
    """The stretch of the tokens from `first` to before `stop`, or None where it is too little to be one."""
    scores = [_emission(token, language) for token in tokens[first:stop]]
    foreign = [token for token, score in zip(tokens[first:stop], scores, strict=True) if score >= _FOREIGN_MARGIN]
    lowered = [token for token in foreign if not token.name]
    voters = _voters()
    votes = {
        token.word
        for token in lowered
        if language in voters.get(token.word, ()) or speaks_for(token.word, language)
    }
    content = any(token.word not in voters for token in foreign)
    if not votes or len(lowered) < _MIN_WORDS - (len(votes) > 1) or sum(scores) < _MIN_SCORE:
        return None
    if len(foreign) < 2 * _MIN_WORDS and not content:
        return None
    first, stop = _trimmed(tokens, scores, first, stop, language)
    start, end = tokens[first].start, tokens[stop - 1].end
    while start and text[start - 1] in "¿¡":
        start -= 1
    if stop == len(tokens) or tokens[stop].boundary:
        number = _NUMBER_AT_END.match(text, end)
        end = number.end() if number is not None else end
        closing = _STOPS.match(text, end)
        end = closing.end() if closing is not None else end
    return Span(start, end, language)


def _trimmed(
    tokens: Sequence[_Token], scores: Sequence[float], first: int, stop: int, language: str
) -> tuple[int, int]:
    """The bounds without clauses at either end that say nothing for the language: names, an attribution."""
    low, high = first, stop
    total = 0.0
    for place in range(stop - 1, first, -1):
        total += scores[place - first]
        if total > 0:
            break
        if tokens[place].boundary:
            high = place
    # ("In Rom, wo …" begins with a word of the language; "Pissarro, wo …" does not.)
    if frequency(tokens[first].word, language) >= _COMMON and scores[0] >= 0:
        return low, high
    total = 0.0
    for place in range(first, high - 1):
        total += scores[place - first]
        if total > 0:
            break
        if tokens[place + 1].boundary:
            low = place + 1
    return low, high


def _is_quoted(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 3) : start].rstrip(), text[end : end + 3].lstrip()
    return bool(before and after) and before[-1] in _OPENING and after[0] in _CLOSING
