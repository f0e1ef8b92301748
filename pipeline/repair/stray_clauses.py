"""Clauses of two or three foreign words that a French clause goes on from: « this is un privilège », « hay que »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_dates import alternatives, pairs
from pipeline.repair.stray_frame import french_after, french_before
from pipeline.repair.stray_table import LANGUAGES
from pipeline.repair.stray_vocabulary import vocabulary
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
_APOSTROPHE = "[’']"
_DETERMINERS = (
    r"(?:une?|des|les?|la|ce|cet|cette|ces|notre|nos|mon|ma|mes|votre|vos|leurs?|ses|son|sa|deux|trois|quatre|cinq|dix"
    r"|plusieurs|beaucoup|trop|peu|très|aussi|toujours|encore|du|comme|pour|pas)(?![\w’'-])|l[’']|d[’']"
)
_NEXT = {
    "noun": rf"(?={_SPACE}(?:{_DETERMINERS}))",
    "que": rf"(?={_SPACE}qu(?:e{_SPACE}|[’']))",
    "infinitive": rf"(?={_SPACE}(?:(?:les?|la|se|nous|vous|y|en|lui|leur|tout|bien|aussi|ne{_SPACE}pas){_SPACE}"
    rf"|[lsdn][’'])?(?P<verb>[a-zà-ÿœ]{{2,}}(?:er|ir|re))(?![\w’'-]))",
}
#: What may stand before: the beginning of a sentence, of a quotation or of a clause.
_BEGINS = (
    rf"(?:^|(?<=[.!?…:;–—«“\"]{_SPACE})|(?<=[«“\"])|(?<=,{_SPACE})"
    rf"|(?<![\w’'-])(?P<joint>[Qq]ue|[Ee]t|[Mm]ais|[Cc]ar|[Dd]onc|[Ss]i|[Qq]uand|[Ll]orsque|[Pp]uisque|[Pp]arce{_SPACE}que"
    rf"|[Oo]ù|dont|comme){_SPACE})"
)
_QUE = re.compile(rf"(?:que|Que){_SPACE}$")


class _Forms(NamedTuple):
    """The clauses of a language before the same kind of thing."""

    kind: str
    language: str
    telling: frozenset[str]
    expression: re.Pattern[str]
    french: Mapping[str, str]


@lru_cache(maxsize=1)
def _forms() -> tuple[_Forms, ...]:
    found = []
    for kind, languages in load_table("stray")["clauses"].items():
        for language in LANGUAGES:
            forms = dict(pairs(languages.get(language, ())))
            forms |= {form[0].upper() + form[1:]: french for form, french in forms.items()}
            if forms:
                telling = frozenset(re.split("[ ’]", form)[0] for form in forms)
                expression = f"{_BEGINS}(?P<form>{alternatives(forms).replace('’', _APOSTROPHE)}){_NEXT[kind]}"
                found.append(_Forms(kind, language, telling, re.compile(expression), forms))
    return tuple(found)


@rule(
    "stray.clause",
    category="stray",
    confidence=0.87,
    why="The few words that begin the clause are of another language.",
    example=("Il répète que this is un métier.", "Il répète que c’est un métier."),
    words=frozenset().union(*(each.telling for each in _forms())),
)
def clause(line: Line, context: Context) -> Iterator[Change]:
    """“que this is un métier” → “que c’est un métier”, “hay que trouver” → “il faut trouver”, “I think que” → “je pense
    que”.

    Evidence: the words begin a sentence, a quotation or a clause, and French goes on behind them with a determiner,
    “que” or an infinitive that the other language hardly has. Spared: titles, whose next word has a capital.
    """
    text = line.text
    for kind, language, telling, expression, forms in _forms():
        for match in expression.finditer(text) if not telling.isdisjoint(line.forms) else ():
            start, end = match.span("form")
            if (french_after(text, end, language) or -1) < _LEAST:
                continue
            before = french_before(text, start, language)
            if match["joint"] and (before is None or before < 0) and not _opens(text, match.start()):
                continue
            if before == -1:
                continue
            verb = match["verb"] if kind == "infinitive" else ""
            if verb and verb not in verb_forms() and not is_verb(verb, context.lexicon, or_noun=True):
                continue
            form = re.sub(_SPACE, " ", match["form"]).replace("'", "’")
            french = forms.get(form, "")
            opens = before is None
            if not french or not opens and form[0].isupper() and not form.startswith(("I ", "I’")):
                continue
            if opens and form[0].isupper():
                french = french[0].upper() + french[1:]
            elided = _QUE.search(text, 0, start) if starts_with_vowel(french) else None
            if elided:
                yield Change(start - 2, end, f"’{french}")
            elif french.startswith("il ") and (match["joint"] or "").lower() == "si":
                yield Change(start - 2, end, f"’{french}")
            else:
                yield Change(start, end, french)


#: How much what follows has to say.
_LEAST = 0.6


def _opens(text: str, start: int) -> bool:
    return not text[:start].strip(" \u00a0\u202f«“\"")


@lru_cache(maxsize=1)
def _infinitives() -> Mapping[str, str]:
    return dict(pair.split("=") for pair in load_table("stray")["infinitives"]["es"].split())


@lru_cache(maxsize=1)
def _must() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w’'-])(?P<must>[Hh]ay{_SPACE}que|[Tt]enemos{_SPACE}que|[Tt]engo{_SPACE}que){_SPACE}"
        rf"(?P<verb>{'|'.join(sorted(_infinitives()))}){_SPACE}(?P<article>a{_SPACE}los|a{_SPACE}las|a{_SPACE}la|al|los"
        rf"|las|el|la){_SPACE}(?P<noun>[a-záéíóúñ]{{3,}})(?![\w’'-])"
        rf"(?={_SPACE}(?:et|ou|mais|pour|avant|dans|de|qui|sans|afin|à|en)(?![\w’'-])|[.,;:!?]|{_SPACE}?[»”!?;:])"
    )


_MUST = {"hay": "il faut", "tenemos": "nous devons", "tengo": "je dois"}


@rule(
    "stray.must",
    category="stray",
    confidence=0.88,
    why="The clause is Spanish, and each of its words is known.",
    example=(
        "«\u00a0Hay que ayudar a los vecinos et reconstruire.\u00a0»",
        "«\u00a0Il faut aider les voisins et reconstruire.\u00a0»",
    ),
    words=("hay", "Hay", "tenemos", "Tenemos", "tengo", "Tengo"),
    in_foreign=True,
)
def must(line: Line, context: Context) -> Iterator[Change]:
    """“Hay que ayudar a los vecinos et reconstruire” → “Il faut aider les voisins et reconstruire”.

    Evidence: the auxiliary, the infinitive and the noun are all in the tables, and French goes on behind them; what a
    whole Spanish sentence says is the translation's business.
    """
    for match in _must().finditer(line.text):
        nouns = [each.noun for each in vocabulary("es").get(match["noun"], ()) if each.noun and len(each.words) == 1]
        plural = match["article"].endswith(("los", "las"))
        if not nouns or french_after(line.text, match.end(), "es") == -1:
            continue
        if not plural and nouns[0].singular == nouns[0].plural:
            continue
        noun = nouns[0].plural if plural else nouns[0].singular
        article = "les " if plural else "l’" if starts_with_vowel(noun) else "la " if nouns[0].gender == "f" else "le "
        lead = _MUST[match["must"].split()[0].lower()]
        lead = lead[0].upper() + lead[1:] if match["must"][0].isupper() else lead
        yield Change(*match.span(), f"{lead} {_infinitives()[match['verb']]} {article}{noun}")
