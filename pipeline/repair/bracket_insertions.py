"""Which brackets of a text hold English amid French, and what they are in French."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_context import joins_clauses
from pipeline.repair.bracket_french import Rendering, render, starts_with_vowel
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_BRACKET = re.compile(r"\[([^\[\]\n]{1,80})\]")
_NO_WORDS = re.compile(r"[;:!?/=<>]")
_LETTERS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_LAST_WORD = re.compile(r"([^\W\d_]+) ?$")

#: By how much the Zipf frequency of a word must be higher in one language for the word to be of that language.
#: Below it lie the words that both have (on, public, question).
_CLEARLY = 1.0


def _is_english(content: str, lexicon: Lexicon) -> bool:
    """Whether the content reads as English: a word that is clearly English, none that is clearly French."""
    if content.lower() in load_table("brackets")["keep"] or not content[0].isalpha() or _NO_WORDS.search(content):
        return False
    place = load_table("brackets")["places"].get(content)
    if place is not None:
        return not place[0].endswith(content)
    # "[a bonus]": both languages have the noun, but no French verb "a" stands before one without an article.
    english = _ARTICLE_AND_NOUN.fullmatch(content) is not None
    english = english and content.split()[1] in load_table("brackets")["nouns"]
    for match in _LETTERS.finditer(content.replace("’", "'")):
        word = match.group()
        if word[0].isupper() and match.start() and not word.isupper():
            english = english or _english_capital(word) and lexicon.zipf(word, "en") > lexicon.zipf(word)
            continue
        if word.lower().endswith("'s") or word.lower() in ("a", "i"):
            english = english or word.lower().endswith("'s")
            continue
        difference = lexicon.zipf(word, "en") - lexicon.zipf(word)
        if difference <= -_CLEARLY and not (word[0].isupper() and render(content)):
            return False
        english = english or difference >= _CLEARLY or (word[0].islower() and _table_word(word) and difference > 0.3)
    return english


_ARTICLE_AND_NOUN = re.compile(r"an? [a-z]{3,}")


def _english_capital(word: str) -> bool:
    table = load_table("brackets")
    return word in table["dates"] or word in table["places"]


def _table_word(word: str) -> bool:
    table = load_table("brackets")
    return any(word in table[section] for section in ("nouns", "adjectives", "verbs", "determiners"))


def english_brackets(line: Line, context: Context) -> Iterator[re.Match[str]]:
    """The brackets of English amid French."""
    for match in _BRACKET.finditer(line.text):
        content = match.group(1).strip()
        if not content or line.text[match.end() : match.end() + 1] == "(":
            continue
        # What programs put into brackets, and not an editor: [MASK], [to_list].
        if "_" in content or len(content) > 1 and content.isupper():
            continue
        linked = content.lower() in ("but", "and") and joins_clauses(line.text, match.start(), match.end())
        article = _is_article(content, line.text, match.start(), match.end())
        if not (linked or article or _is_english(content, context.lexicon)):
            continue
        if any(start < match.start() - 1 and match.end() + 1 < end for start, end in line.foreign):
            continue
        if _in_french(line.text, match, context.lexicon):
            yield match


def fields(context: Context) -> frozenset[str]:
    """The fields of the table whose words the document has."""
    words = {word.lower() for text in context.lines for word in _LETTERS.findall(text)}
    table = load_table("brackets")["fields"]
    return frozenset(field for field in table if not words.isdisjoint(table[field]["words"]))


def insertions(line: Line, context: Context) -> Iterator[tuple[re.Match[str], Rendering]]:
    """The brackets of English amid French whose French the tables give."""
    for match in english_brackets(line, context):
        rendering = render(match.group(1).strip(), context.evidence(fields))
        if rendering is not None:
            yield match, rendering


_AFTER_PARTICIPLE = re.compile(
    r"(?<![\w’'-])(?:ai|as|a|avons|avez|ont|avais|avait|avions|avaient|aura|auront|aurait) "
    r"(?:(?:déjà|enfin|aussi|pas) )?"
    r"[^\W\d_]+(?:é|i|u|is|it) $"
)
_AFTER_PREPOSITION = re.compile(r"(?<![\w’'-])(?:avec|sans|pour|dans|sous|contre|comme|de|par|vers|chez|selon) $")


def _is_article(content: str, text: str, start: int, end: int) -> bool:
    """Whether "a" or "an" is the English article: no French "a" follows a finite verb or a preposition."""
    if content not in ("a", "an"):
        return False
    before = _LAST_WORD.search(text, max(0, start - 30), start)
    word = before.group(1).lower() if before else ""
    if content == "an" and (word in ("un", "par", "cet", "l", "d") or not starts_with_vowel(text[end:].lstrip()[:12])):
        return False
    if word in frozenset(load_table("brackets")["finite"]["forms"]) - {"a", "fait", "dit", "reste", "pense"}:
        return True
    lead = text[max(0, start - 45) : start]
    if _AFTER_PARTICIPLE.search(lead) and not re.search(r"(?<!\w)(?:que|qu[’'])", lead):
        return True
    return bool(_AFTER_PREPOSITION.search(lead))


def _in_french(text: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the words around a bracket are French: an English quotation keeps its insertions."""
    around = _LETTERS.findall(text[max(0, match.start() - 40) : match.start()])[-4:]
    around += _LETTERS.findall(text[match.end() : match.end() + 40])[:4]
    votes = 0
    for word in around:
        if word[0].islower():
            difference = lexicon.zipf(word, "en") - lexicon.zipf(word)
            votes += (difference >= _CLEARLY) - (difference <= -_CLEARLY)
    return votes <= 0
