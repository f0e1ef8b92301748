"""French nouns round brackets: what they agree with, where their phrase ends, which determiner a rendered one takes."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.repair.bracket_french import bare_noun, french_adjectives, french_genders, noun_genders, starts_with_vowel
from pipeline.repair.bracket_insertions import fields
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_DETERMINER = re.compile(
    r"(?<![\w’'-])(?:(?P<word>le|la|les|un|une|des|du|aux?|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|votre|vos|mon"
    r"|ma|mes|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|plusieurs|quelques|certaines?|certains|de|de la|\d+) "
    r"|(?P<elided>de l|l|d)[’'] ?)$",
    re.IGNORECASE,
)
#: The determiners of a singular: masculine, feminine, before a vowel.
_SETS = (
    ("le", "la", "l’"),
    ("un", "une", ""),
    ("ce", "cette", "cet"),
    ("son", "sa", "son"),
    ("mon", "ma", "mon"),
    ("du", "de la", "de l’"),
    ("au", "à la", "à l’"),
)
_PLURAL = frozenset(
    "les des aux ces ses leurs nos vos mes deux trois quatre cinq six sept huit neuf dix plusieurs quelques certains "
    "certaines".split()
)
_BOTH = frozenset(("leur", "notre", "votre"))
_BEFORE_NOUN = frozenset(
    "grand grande grands grandes petit petite petits petites gros grosse premier première premiers premières nouveau"
    " nouvelle nouveaux nouvelles nouvel dernier dernière derniers dernières ancien ancienne anciens anciennes jeune"
    " jeunes vieux vieille bon bonne bons bonnes mauvais mauvaise principal principale principaux principales meilleur"
    " meilleure meilleurs meilleures propre propres seul seule autre autres deux trois quatre cinq plus moins futur"
    " future vaste vrai vraie célèbre fameux fameuse".split()
)
_ADJECTIVE_BEFORE = re.compile(
    r"(?<![\w’'-])(?:les?|la|une?|des|du|aux?|ce|cet|cette|ces|son|sa|ses|leurs?|notre|nos|de) ([a-zà-ÿœ]+) $",
    re.IGNORECASE,
)
_NO_ADJECTIVE = _BEFORE_NOUN | {"mais", "jamais", "aux", "ceux", "eux", "elle", "elles"}
_ADJECTIVE = re.compile(
    r" ([^\W\d_]+(?:iques?|elles?|els?|ales?|aux|aires?|ifs?|ives?|euses?|eux|ains?|aines?|iens?|iennes?|aises?|ais))"
    r"(?!\w)"
)
_COMPLEMENT = re.compile(r" (?:de |d[’'])(?=[a-zà-ÿœ]{4})(?!(?:leurs?|cette|notre|votre|plus|moins)\b)")
#: "l’idée de partir": an infinitive is no complement of the noun alone.
_INFINITIVE = re.compile(r"(?:er|ir|oir|re)\Z")
_NEXT = re.compile(r" ([^\W\d_]+)(?![\w’'-])")
_FEMININE = re.compile(r"(?:tion|sion|té|ance|ence|ette|ise|[gprmntsdl]ie|ure|esse|itude)$")
_MASCULINE = re.compile(r"(?:isme|eau|oir|ement|age|ier|iste)$")
#: Zipf frequency from which a form without its s is the singular of a noun.
_COMMON_NOUN = 2.8


def determined(text: str, match: re.Match[str], context: Context) -> tuple[int, str, str] | None:
    """Where the determiner before a bracket starts, its form before the French noun, and that noun.

    None where no determiner stands there, the content is no noun of the tables, or its number is another.
    """
    before = _DETERMINER.search(text, max(0, match.start() - 14), match.start())
    if before is None:
        return _after_adjective(text, match, context)
    found = bare_noun(match.group(1).strip(), context.evidence(fields))
    if found is None:
        return None
    core, gender, plural = found
    word = before["word"] or before["elided"] + "’"
    lower = word.lower()
    if lower in ("de", "d’"):
        # "beaucoup de [people]": no determiner, but a plural needs none.
        lead = "d’" if starts_with_vowel(core) else "de "
        return (before.start(), word[0] + lead[1:], core) if plural else None
    if lower in _PLURAL or lower.isdigit():
        if lower in ("certains", "certaines"):
            word = word[:7] + ("es" if gender == "f" else "s")
        return (before.start(), f"{word} ", core) if plural else None
    if plural:
        return None
    if lower in _BOTH:
        return before.start(), f"{word} ", core
    for masculine, feminine, vowel in _SETS:
        if lower in (masculine, feminine, vowel):
            form = vowel if vowel and starts_with_vowel(core) else feminine if gender == "f" else masculine
            if form == "cet" and gender == "f":
                form = feminine
            form = word[0] + form[1:]
            return before.start(), form if form.endswith("’") else f"{form} ", core
    return None


def _after_adjective(text: str, match: re.Match[str], context: Context) -> tuple[int, str, str] | None:
    """The same behind an adjective that stands before nouns and agrees: une grande [victory]."""
    adjective = _ADJECTIVE_BEFORE.search(text, max(0, match.start() - 40), match.start())
    if adjective is None or adjective.group(1) not in _BEFORE_NOUN:
        return None
    found = bare_noun(match.group(1).strip(), context.evidence(fields))
    agreement = french_adjectives().get(adjective.group(1))
    if found is None or agreement is None or agreement != found[1:] or " " in match.group(1).strip():
        return None
    return match.start(), "", found[0]


@lru_cache(maxsize=1)
def finite() -> frozenset[str]:
    """The finite forms of common French verbs."""
    return frozenset(load_table("brackets")["finite"]["forms"])


def noun_end(text: str, at: int, lexicon: Lexicon) -> int | None:
    """Where the noun phrase that starts at `at` ends: adjectives before the noun, the noun, one sure adjective."""
    word = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
    found = word.match(text, at)
    while found and found.group().lower() in _BEFORE_NOUN and text[found.end() : found.end() + 1] == " ":
        following = word.match(text, found.end() + 1)
        if following is None:
            return None
        found = following
    if found is None or found.group().lower() in finite():
        return None
    end = found.end()
    adjective = _ADJECTIVE.match(text, end)
    if adjective and adjective.group(1) not in _NO_ADJECTIVE and not lexicon.known(adjective.group(1) + "r"):
        end = adjective.end()
    # "réseau de clients", "projet de loi": a noun without an article belongs to the one before it.
    complement = _COMPLEMENT.match(text, end)
    noun = word.match(text, complement.end()) if complement else None
    if noun and noun.group().islower() and lexicon.zipf(noun.group()) >= 3.0 and not _INFINITIVE.search(noun.group()):
        end = noun.end()
    return end


def plural_follows(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether an adjective or a verb in the plural follows a noun that does not show its number."""
    following = _NEXT.match(text, end)
    if following is None:
        return False
    word = following.group(1)
    if word in ("sont", "ont", "étaient", "avaient", "seront", "auront", "vont", "doivent", "peuvent", "veulent"):
        return True
    singular = lexicon.zipf(word[:-1])
    return len(word) > 4 and word.endswith("s") and singular > 2.0 and singular > lexicon.zipf(word) - 1.0


def agreement_of(article: str, noun: str, english: str, lexicon: Lexicon) -> tuple[str, bool] | None:
    """Gender ("m", "f") of the noun and whether it is a plural; "m" where the French of `english` serves both."""
    if article in ("les", "des", "ses", "leurs", "ces", "nos", "vos", "mes"):
        return "m", True
    if article in ("la", "une", "sa", "ma", "cette"):
        return "f", False
    if article in ("le", "un", "ce"):
        return "m", False
    if noun in french_adjectives():
        return french_adjectives()[noun]
    gender = french_genders().get(noun) or noun_genders().get(noun)
    if gender:
        return gender, False
    if noun.endswith(("s", "x")) and noun not in load_table("brackets")["invariable"]["forms"]:
        singular = noun[:-1]
        if english and lexicon.zipf(singular) > _COMMON_NOUN:
            return french_genders().get(singular, "m"), True
    if english in ("their", "our", "your") and not noun.endswith(("s", "x", "z")):
        return "m", False
    if _FEMININE.search(noun):
        return "f", False
    if _MASCULINE.search(noun):
        return "m", False
    if article and starts_with_vowel(noun):
        # son, leur, notre and l’ are the same for both.
        return "m", False
    return None
