"""Insertions in brackets in Spanish, Italian, Portuguese or German: "[la macchina] a roulé"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_compose import Composed, Setting, compose
from pipeline.repair.stray_vocabulary import kept, usual, vocabulary

_SPACE = "[ \u00a0\u202f]"
_BRACKET = re.compile(r"\[(?P<content>[^\W\d_](?:[^\W\d_]|[ \u00a0’'-]){1,60})\](?!\()")
_TOKEN = re.compile(r"[^\W\d_]+[’']|[^\W\d_]+(?:-[^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_LANGUAGES = ("es", "it", "pt", "de")
#: A French determiner, or a preposition that has run together with one, before the bracket.
_DETERMINER = re.compile(
    rf"(?<![\w’'-])(?:(?P<word>les?|la|une?|des|du|aux?|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|mon|ma|mes)"
    rf"{_SPACE}|(?P<elided>l)[’'])$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(rf"(?<![\w’'-])(?:nous|vous|ils|elles|eux){_SPACE}$", re.IGNORECASE)
_LAST_WORD = re.compile(rf"([^\W\d_]+){_SPACE}$")
#: By so much (Zipf) the words have to be more usual in the language than in French, all together and one of them.
_ALL, _ONE = 0.9, 0.7
#: Articles of Portuguese that are the French verb or noun: no French noun can stand behind them.
_ARTICLES = frozenset("a o as os".split())
_NO_VERB = 2.0
_CLOSED = re.compile(
    r"(?:le|la|les|du|des|de la|au|aux|à la|un|une|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|mon|ma|mes) "
    r"|(?:de |à )?l’"
)


@rule(
    "brackets.foreign",
    category="brackets",
    confidence=0.87,
    why="The insertion in brackets is in another language.",
    example=(
        "« Quand elle [la macchina] arrive, cette [empresa] applaudit. »",
        "«\u00a0Quand elle [la voiture] arrive, cette [entreprise] applaudit.\u00a0»",
    ),
    needs="[",
    in_foreign=True,
)
def foreign(line: Line, context: Context) -> Iterator[Change]:
    """Render an insertion in Spanish, Italian, Portuguese or German of which the tables know every word: noun phrases,
    with a preposition perhaps, nouns behind a French determiner, nouns in apposition to a pronoun.

    Evidence: the words are more usual in that language than in French, and French stands round the bracket. Spared:
    "[sic]", French and names, titles, glosses of a French word beside, insertions of a quotation in that language.
    """
    text = line.text
    for match in _BRACKET.finditer(text):
        if any(start < match.start() - 1 and match.end() + 1 < end for start, end in line.foreign):
            continue
        before = _LAST_WORD.search(text, max(0, match.start() - 30), match.start())
        if before and before.group(1) in WORDS_ABOUT_WORDS:
            continue
        change = _rendered(text, match)
        if change:
            yield change


def _rendered(text: str, match: re.Match[str]) -> Change | None:
    written = _TOKEN.findall(match["content"].replace("'", "’").strip())
    if kept().search(match["content"]):
        return None
    found: list[tuple[float, Change]] = []
    for language in _LANGUAGES:
        words = written
        if written[0][0].isupper() and written[0] not in vocabulary(language):
            words = [written[0][0].lower() + written[0][1:], *written[1:]]
        score = _score(words, language)
        change = _change(text, match, words, language) if score else None
        if change and _is_french(text, match, language):
            found.append((score, change))
    found.sort(key=lambda each: -each[0])
    if not found or len(found) > 1 and found[0][1] != found[1][1] and found[1][0] > found[0][0] - 0.3:
        return None
    return found[0][1]


def _score(words: list[str], language: str) -> float:
    """How much more the words are of the language than French; 0 where that is not enough."""
    leads = [usual(word, language) for word in words]
    if language == "pt" and words[0] in _ARTICLES and len(words) > 1 and is_noun(words[1]):
        english = frequency(words[1], "en") > frequency(words[1], "pt") - 0.3
        leads[0] = 0.0 if english else _NO_VERB
    return sum(leads) if sum(leads) >= _ALL and max(leads) >= _ONE else 0.0


def _change(text: str, match: re.Match[str], words: list[str], language: str) -> Change | None:
    capital = match["content"][0].isupper() and not (language == "de" and words[0][0].isupper())
    whole = _whole(compose(words, Setting(language)), len(words))
    before = _DETERMINER.search(text, max(0, match.start() - 8), match.start())
    if whole and not before:
        return None if _echoed(text, match, whole) else Change(*match.span(), f"[{_capital(whole, capital)}]")
    if before and not whole:
        given = "l’" if before["elided"] else before["word"].lower()
        for article in ("le", "la") if given in ("le", "la", "l’") else (given,):
            phrase = _whole(compose([_SINGULAR.get(article, article), *words], Setting(language)), len(words) + 1)
            lead = _CLOSED.match(phrase) if phrase else None
            if phrase and lead:
                front, core = phrase[: lead.end()], phrase[lead.end() :]
                written = before["elided"] or before["word"]
                return Change(before.start(), match.end(), f"{_capital(front, written[0].isupper())}[{core}]")
        return None
    if _PRONOUN.search(text, max(0, match.start() - 9), match.start()):
        phrase = _whole(compose(words, Setting(language, verb=True)), len(words))
        if phrase and phrase.startswith("des "):
            return Change(*match.span(), f"[{phrase.removeprefix('des ')}]")
    return None


_SINGULAR = {"cet": "ce"}


def _whole(composed: Composed | None, size: int) -> str | None:
    return composed.french if composed and composed.sure and composed.stop == size else None


def _echoed(text: str, match: re.Match[str], french: str) -> bool:
    """Whether the bracket only gives the original of a word that stands beside it in French."""
    noun = re.findall(r"[^\W\d_]{3,}", french)[-1:]
    beside = text[max(0, match.start() - 25) : match.start()] + " " + text[match.end() : match.end() + 25]
    return bool(noun) and noun[0] in _LETTERS.findall(beside)


def _capital(french: str, capital: bool) -> str:
    return french[0].upper() + french[1:] if capital else french


def _is_french(text: str, match: re.Match[str], language: str) -> bool:
    """Whether the words round a bracket are French: a quotation in the language keeps its insertions."""
    around = _LETTERS.findall(text[max(0, match.start() - 40) : match.start()])[-4:]
    around += _LETTERS.findall(text[match.end() : match.end() + 40])[:4]
    votes = [usual(word, language) for word in around if word.islower()]
    return sum(max(-2.0, min(2.0, vote)) for vote in votes) < 0
