"""Brackets whose content the article gives again in French right behind them: "[The dam] Le barrage tient"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.bracket_context import opens_quotation, starts_sentence
from pipeline.repair.bracket_french import bare_noun, render
from pipeline.repair.bracket_insertions import english_brackets, fields
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table

_BRACKET = re.compile(r"\[([^\[\]\n]{2,60})\]")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_FOLLOWING = re.compile(
    r" ?(?P<determiner>(?:les?|la|une?|des|cet?|cette|ces|son|sa|ses|leurs?|notre|nos|votre|vos|mon|ma|mes)(?= )"
    r"|l[’']) ?(?P<noun>[a-zà-ÿœ]+)(?![\w’'])",
    re.IGNORECASE,
)
_ARTICLE = "le la les l’"
_THEIRS = "son sa ses leur leurs"
#: The determiners of other languages and what they are in French.
_DETERMINERS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "the": _ARTICLE,
        "a an": "un une",
        "my": "mon ma mes",
        "his her its": "son sa ses",
        "their": "leur leurs",
        "our": "notre nos",
        "your": "votre vos",
        "this that": "ce cet cette",
        "these those": "ces",
    },
    "es": {"el la los las": _ARTICLE, "su sus": _THEIRS, "mi mis": "mon ma mes", "nuestro nuestra": "notre",
           "nuestros nuestras": "nos", "este esta ese esa": "ce cet cette", "estos estas esos esas": "ces"},
    "it": {"il lo la i gli le": _ARTICLE, "suo sua suoi sue": _THEIRS, "loro": "leur leurs", "mio mia": "mon ma",
           "miei mie": "mes", "nostro nostra": "notre", "nostri nostre": "nos", "questo questa": "ce cet cette"},
    "pt": {"o a os as": _ARTICLE, "seu sua seus suas": _THEIRS, "meu minha": "mon ma", "meus minhas": "mes",
           "nosso nossa": "notre", "nossos nossas": "nos", "este esta esse essa": "ce cet cette"},
    "de": {"der die das den dem": _ARTICLE, "mein meine": "mon ma mes", "sein seine seinen": "son sa ses",
           "ihr ihre ihren": _THEIRS, "unser unsere": "notre nos", "dieser diese dieses": "ce cet cette ces"},
}  # fmt: skip


_OWNED = frozenset(
    "suo sua suoi sue loro mio mia miei mie nostro nostra nostri nostre seu sua seus suas meu minha meus minhas nosso "
    "nossa nossos nossas".split()
)


@lru_cache(maxsize=1)
def _french_of() -> Mapping[str, Mapping[str, frozenset[str]]]:
    return {
        language: {word: frozenset(french.split()) for group, french in table.items() for word in group.split()}
        for language, table in _DETERMINERS.items()
    }


def translated(line: Line, context: Context) -> Iterator[tuple[int, int, str, bool]]:
    """Brackets with their French behind them: where the bracket ends its stretch, what stays, whether that is sure."""
    english = {match.start() for match in english_brackets(line, context)}
    for match in _BRACKET.finditer(line.text):
        content = match.group(1).strip()
        if not content or content.lower() in load_table("brackets")["keep"]:
            continue
        if match.start() in english:
            sure = _by_table(line.text, match, content, context)
            if sure is None:
                sure = _by_determiner(line.text, match, content, "en")
            if sure is None:
                sure = _by_verb(line.text, match, content)
            if sure is None:
                sure = _bare(line.text, match, content) or _by_adverb(line.text, match, content)
        else:
            sure = _in_other_language(line.text, match, content) or _by_number(line.text, match, content)
            sure = sure or _by_adverb(line.text, match, content)
        if sure is not None:
            yield *_without(line.text, match), sure


_LEADING_ARTICLE = re.compile(r"(?:les? |la |l’)")


def said_in_french_before(line: Line, context: Context) -> Iterator[tuple[int, int]]:
    """Noun phrases with "the" whose French, or a word that is the same by the table, stands right before the "
    "bracket."""
    for match in english_brackets(line, context):
        content = match.group(1).strip()
        rendering = render(content, context.evidence(fields)) if content.lower().startswith("the ") else None
        if rendering is None or rendering.kind != "phrase":
            continue
        article = _LEADING_ARTICLE.match(rendering.french)
        core = rendering.french[article.end() :] if article else ""
        before = line.text[max(0, match.start() - 40) : match.start()].replace("'", "’")
        if not core or not before.endswith(" "):
            continue
        for form in load_table("brackets")["equals"].get(core, (core,)):
            at = len(before) - 1 - len(form)
            if before[:-1].endswith(form) and (at < 0 or not before[at - 1 : at].isalnum()):
                yield match.start() - 1, match.end()
                break


def _without(text: str, match: re.Match[str]) -> tuple[int, int, str]:
    end = match.end() + text[match.end() : match.end() + 1].isspace()
    capital = match.group(1)[0].isupper()
    opens = starts_sentence(text, match.start()) or (capital and opens_quotation(text, match.start()))
    first = text[end].upper() if opens else text[end].lower()
    return match.start(), end + 1, first


def _by_table(text: str, match: re.Match[str], content: str, context: Context) -> bool | None:
    """True where the French that the tables give for the content follows it."""
    place = load_table("brackets")["places"].get(content)
    rendering = render(content, context.evidence(fields))
    french = place[0] if place else rendering.french if rendering and rendering.kind == "phrase" else ""
    following = text[match.end() : match.end() + len(french) + 2]
    following = following.lstrip().replace("'", "’").lower()
    french = french.lower()
    if " " not in french and "’" not in french or not following.startswith(french):
        return None
    return None if following[len(french) : len(french) + 1].isalnum() else True


def _by_determiner(text: str, match: re.Match[str], content: str, language: str) -> bool | None:
    """Whether a French noun follows with the determiner that the content begins with; None where none does.

    A possessive is sure. An article is where its capital is there twice, once in each language: the translation
    began the sentence again. Else another noun may follow the first one: "[the board] la direction".
    """
    words = _WORD.findall(content.lower())
    found = _FOLLOWING.match(text, match.end())
    wanted = _french_of()[language].get(words[0]) if words else None
    if found is None or wanted is None or len(words) < 2:
        return None
    determiner, noun = found["determiner"].lower().replace("'", "’"), found["noun"].lower()
    if determiner not in wanted or noun in finite():
        return None
    if "l’" not in wanted:
        return True
    plural = words[-1].endswith(("s", "en", "ple")) and not words[-1].endswith("ss")
    if (determiner == "les") != plural and language == "en":
        return None
    again = content[0].isupper() and found["determiner"][0].isupper()
    return again or (bare_noun(words[-1]) is None and is_noun(noun) and _same_start(words[-1], noun))


_NUMBERED = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)[ -](?P<noun>[a-zà-ÿ]{2,})")


def _bare(text: str, match: re.Match[str], content: str) -> bool | None:
    """True where a noun that has no determiner in English has its French behind the bracket: "[doping] le dopage"."""
    found = _FOLLOWING.match(text, match.end())
    known = bare_noun(content) if found and " " not in content else None
    if found is None or known is None:
        return None
    return True if found["noun"].lower() == known[0] else None


def _by_number(text: str, match: re.Match[str], content: str) -> bool | None:
    """True where the same number with its unit follows: "[200 meters] 200 mètres"."""
    found = _NUMBERED.fullmatch(content)
    if found is None:
        return None
    again = re.match(rf" ?{re.escape(found['number'])}[ \u00a0\u202f]([a-zà-ÿœ]{{2,}})", text[match.end() :])
    english = frequency(found["noun"], "en") > frequency(found["noun"], "fr")
    return True if again and (english or again.group(1) == found["noun"]) else None


#: Adverbs that stand behind the French verb and before the English one.
_ADVERBS: Mapping[str, str] = {
    "always": "toujours", "still": "toujours|encore", "also": "aussi|également", "already": "déjà", "never": "jamais",
    "often": "souvent", "now": "maintenant|désormais", "really": "vraiment", "probably": "probablement|sans doute",
    "just": "juste|simplement|tout juste", "only": "seulement|uniquement", "even": "même",
    "finally": "enfin|finalement",
    "recently": "récemment", "currently": "actuellement", "almost": "presque", "soon": "bientôt", "again": "encore",
    "quickly": "rapidement|vite", "sometimes": "parfois", "rarely": "rarement", "actually": "en fait|réellement",
    "clearly": "clairement", "simply": "simplement", "immediately": "immédiatement|aussitôt", "well": "bien",
}  # fmt: skip
_FRENCH_ADVERBS = frozenset(word for forms in _ADVERBS.values() for word in forms.split("|"))


def _by_adverb(text: str, match: re.Match[str], content: str) -> bool | None:
    """True where an adverb, English or French, stands behind the verb again: "[always] finit toujours"."""
    small = content.lower()
    forms = _ADVERBS.get(small) or (small if small in _FRENCH_ADVERBS else None)
    if forms is None:
        return None
    again = rf" ?(?:(?:ne |n[’']|se |s[’']|l[’'])?[a-zà-ÿœ]+ ){{1,2}}(?:{forms})(?![\w’'-])"
    return True if re.match(again, text[match.end() :]) else None


#: English: an auxiliary with its participle, or a pronoun with its verb.
_COMPOUND = re.compile(
    r"(?:has|have|had|is|are|was|were|will be|has been|have been|had been) (?:[a-z]+ly )?[a-z]{3,}"
)
_CLAUSE = re.compile(
    r"(we|he|she|they|I|you|it)(?: (?:all|both|also|never|always|still|just|only))*(?: [a-z’']{2,}){1,4}"
)
#: French: the same at the start of what follows, perhaps with a pronoun or a negation before the auxiliary.
_FRENCH_COMPOUND = re.compile(
    r" ?(?:(?:ne|se|lui|leur|les?|la|y|en) |[nsly][’'])*"
    r"(?:a|ont|avait|avaient|aura|auront|aurait|auraient|est|sont|était|étaient|fut|furent|sera|seront|serait|seraient)"
    r"(?: (?:pas|été|déjà|bien|aussi|ainsi|également|toujours|[a-zà-ÿ]+ment))*"
    r" [a-zà-ÿœ]{2,}(?:é|i|u|is|it|ert|ort|ut|aint|eint|oint)e?s?(?![\w’'])"
)
_FRENCH_SUBJECTS = {
    "we": "nous|on", "he": "il", "she": "elle", "they": "ils|elles", "I": "je|j[’']", "you": "vous|tu",
    "it": "il|elle|cela|ça|c[’']",
}  # fmt: skip


#: French: a verb by itself, perhaps with a pronoun or a negation before it.
_FRENCH_VERB = re.compile(r" ?(?:(?:ne|se|lui|leur|les?|la|y|en|nous|vous) |[nsly][’'])*[a-zà-ÿœ]{2,}(?![\w’'-])")


@lru_cache(maxsize=1)
def _verb_stems() -> Mapping[str, str]:
    """English form of a verb → what the French forms that render it begin with, as an expression."""
    found = {}
    for forms, stems in load_table("brackets")["verb_stems"].items():
        found.update(dict.fromkeys(forms.split(), rf"(?<![\w])(?:{stems.replace(' ', '|')})"))
    return found


def _by_verb(text: str, match: re.Match[str], content: str) -> bool | None:
    """True where the same kind of clause follows: two finite verbs side by side are the verb said twice."""
    plain = content[0].lower() + content[1:] if not content.startswith("I ") else content
    if plain in _verb_stems():
        following = _FRENCH_COMPOUND.match(text, match.end()) or _FRENCH_VERB.match(text, match.end())
        return True if following and re.search(_verb_stems()[plain], following.group()) else None
    if _COMPOUND.fullmatch(plain):
        return True if _FRENCH_COMPOUND.match(text, match.end()) else None
    clause = _CLAUSE.fullmatch(plain)
    if clause is None:
        return None
    subject = rf" ?(?:{_FRENCH_SUBJECTS[clause.group(1)]})(?:(?<=[’'])| )"
    return True if re.match(subject, text[match.end() : match.end() + 12], re.IGNORECASE) else None


def _same_start(word: str, noun: str) -> bool:
    return word[:4] == noun[:4]


def _in_other_language(text: str, match: re.Match[str], content: str) -> bool | None:
    """The same for Spanish, Italian, Portuguese and German, whose determiners alone count as well."""
    words = _WORD.findall(content.lower())
    found = _FOLLOWING.match(text, match.end())
    if found is None or not words or len(words) > 4:
        return None
    determiner = found["determiner"].lower().replace("'", "’")
    if len(words) > 1 and words[0] in ("il", "la", "i", "le", "o", "a", "os", "as") and words[1] in _OWNED:
        words = words[1:]  # Italian and Portuguese have the article as well: "il nostro"
    for language in ("es", "it", "pt", "de"):
        wanted = _french_of()[language].get(words[0])
        if wanted is None or determiner not in wanted:
            continue
        possessive = "l’" not in wanted
        if len(words) == 1 and not possessive:
            continue
        foreign = all(frequency(word, language) > frequency(word, "fr") + 0.7 for word in words[1:])
        if not foreign or (len(words) == 1 and frequency(words[0], language) < frequency(words[0], "fr") + 0.7):
            continue
        noun = found["noun"].lower()
        return possessive or _same_start(words[-1], noun) or is_noun(noun) and noun not in finite()
    return None
