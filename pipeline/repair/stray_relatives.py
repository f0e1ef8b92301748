"""Relative pronouns of other languages before French verbs and nouns, and Spanish “que” for the subject."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_frame import SURE, french_after, french_before, touches_name
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_vocabulary import usual
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
#: The language of a pronoun that stands for the subject; Italian has one word for both.
_PRONOUNS: Mapping[str, str] = {
    "che": "it", "who": "en", "which": "en", "quien": "es", "quienes": "es", "quem": "pt", "welche": "de",
    "welcher": "de", "welches": "de",
}  # fmt: skip
_RELATIVE = re.compile(
    rf"(?<=[\w»”)\],;–—])(?P<lead>,?{_SPACE})(?P<word>{'|'.join(_PRONOUNS)}){_SPACE}"
    rf"(?P<clitic>(?:ne|se|me|te|nous|vous|lui|leur|y|en|le|la|les){_SPACE}|(?:n|s|m|t|l|qu)[’'])?"
    rf"(?P<verb>[a-zà-ÿœ]+)(?![\w-])(?:{_SPACE}(?P<next>[a-zà-ÿœ]+))?"
)
_SUBJECT = re.compile(
    rf"{_SPACE}(?:(?P<elides>ils?|elles?|on|une?)|nous|vous|je|cet?|cette|ces|cela|des|son|sa|ses|leurs"
    rf"|l[ae]s?){_SPACE}"
    rf"|{_SPACE}(?:l|j|c)[’']"
)
_END = re.compile(
    r"(?:ait|aient|era|eront|ira|iront|dra|dront|vra|vront|rait|raient|èrent|irent)$"
)
_NO_FINITE = re.compile(r"(?:er|ir|re|oir|ant|é|ée|és|ées|i|ie|ies|u|ue|us|ues|is|ise|ises)$")


def is_finite(word: str, lexicon: Lexicon) -> bool:
    """Whether a lower-case word is a finite form of a French verb, and no noun."""
    if word in finite() or len(word) > 4 and _END.search(word) and not is_noun(word):
        return True
    return not _NO_FINITE.search(word) and noun_gender(word) is None and is_verb(word, lexicon)


def _may_be_finite(word: str, lexicon: Lexicon) -> bool:
    """Whether it is a finite form or a noun, where no noun can stand: behind a foreign pronoun (rêve, marche)."""
    return not _NO_FINITE.search(word) and is_verb(word, lexicon, or_noun=True)


#: Behind these no relative clause begins; the word is a name there ("la valeur who", "pour which").
_NO_ANTECEDENT = WORDS_ABOUT_WORDS | frozenset(
    "valeur valeurs variable variables et ou le la les un une des du de d l pour par en dans avec sans sous ce "
    "cet cette".split()
)
_NO_ENGLISH = -1.0
#: Before the verb these are no subjects.
_PLAIN = frozenset(("", *(f"{word}{mark}" for word in "nsmt" for mark in "’'"), "ne", "se", "me", "te"))


@rule(
    "stray.relative",
    category="stray",
    confidence=0.88,
    why="The relative pronoun is another language’s.",
    example=("C’est une équipe che rêve du titre.", "C’est une équipe qui rêve du titre."),
    words=_PRONOUNS,
)
def relative(line: Line, context: Context) -> Iterator[Change]:
    """Put “qui” for a relative pronoun of another language before a French finite verb, and “que” for Italian “che”
    before a French subject.

    Evidence: French before it, and the verb. Spared: quotations of a few words, words about words, names.
    """
    text = line.text
    for match in _RELATIVE.finditer(text):
        word, start = match["word"], match.start("word")
        if touches_name(text, start, match.end("word")) and not _after_letter(text, start):
            continue
        if lies_in(line.read(terms), start):
            continue
        before = re.search(rf"([^\W\d_]+)[,;]?{_SPACE}$", text[max(0, start - 30) : start])
        if before and before.group(1) in _NO_ANTECEDENT:
            continue
        language = _PRONOUNS[word]
        known = before is not None and before.group(1).islower() and noun_gender(before.group(1)) is not None
        if not known and (french_before(text, start, language) or 0) < SURE and not _after_name(text, match, language):
            continue
        verb, clitic = match["verb"], (match["clitic"] or "").strip()
        # (A form that Spanish or Italian has too is no English: dirige.)
        own = language == "en" and verb.endswith("e") and verb + "r" in verb_forms() and usual(verb, "en") < _NO_ENGLISH
        if clitic in _PLAIN and (own or is_finite(verb, context.lexicon) or _may_be_finite(verb, context.lexicon)):
            yield Change(*match.span("word"), "qui")
        elif clitic in ("le", "la", "les", "lui", "leur", "y", "en", "l’", "l'") and not is_noun(verb) and (
            verb in finite() or _END.search(verb)
        ):
            yield Change(*match.span("word"), "qui")
        elif word == "che" and (subject := _SUBJECT.match(text, match.end("word"))):
            if subject["elides"]:
                yield Change(start, match.end("word") + 1, "qu’")
            else:
                yield Change(*match.span("word"), "que")


_PERSON = re.compile(rf"(?<![\w’'-])[A-ZÀ-Þ][a-zà-ÿ][\w’-]*(?:{_SPACE}[A-ZÀ-Þ][\w’.-]*){{0,3}},{_SPACE}$")


def _after_name(text: str, match: re.Match[str], language: str) -> bool:
    """Whether a name and a comma stand before the pronoun, and nothing but French behind it."""
    if _PERSON.search(text, max(0, match.start("word") - 60), match.start("word")) is None:
        return False
    return (french_after(text, match.end("word"), language) or 0) >= SURE


def _after_letter(text: str, start: int) -> bool:
    """Whether a single capital stands before that is no name: "l’équipe B"."""
    return re.search(rf"[a-zà-ÿ]{_SPACE}[A-Z],?{_SPACE}$", text[max(0, start - 6) : start]) is not None


#: "Whose" and the language of it.
_WHOSE: Mapping[str, str] = {
    "cujo": "pt", "cuja": "pt", "cujos": "pt", "cujas": "pt", "cuyo": "es", "cuya": "es", "cuyos": "es", "cuyas": "es",
    "whose": "en", "dessen": "de", "deren": "de",
}  # fmt: skip
_OWNED = re.compile(
    rf"(?<=[\w»”)\],]){_SPACE}(?P<word>{'|'.join(_WHOSE)}){_SPACE}"
    rf"(?P<article>(?:les?|la){_SPACE}|l[’'])?(?P<noun>[a-zà-ÿœ]{{2,}})(?![\w’'-])"
)


@rule(
    "stray.whose",
    category="stray",
    confidence=0.9,
    why="The relative pronoun is another language’s.",
    example=("Un chien, cujo le nom est connu.", "Un chien, dont le nom est connu."),
    words=_WHOSE,
)
def whose(line: Line, context: Context) -> Iterator[Change]:
    """Put “dont” with the article for “cujo”, “cuyo”, “whose” and “dessen” before a French noun of known gender."""
    text = line.text
    for match in _OWNED.finditer(text):
        if (french_before(text, match.start("word"), _WHOSE[match["word"]]) or 0) < SURE:
            continue
        if match["article"]:
            yield Change(*match.span("word"), "dont")
            continue
        known = noun_gender(match["noun"])
        if known and (known[0] or known[1]):
            gender, plural = known
            elided = starts_with_vowel(match["noun"])
            article = "les " if plural else "l’" if elided else "la " if gender == "f" else "le "
            yield Change(match.start("word"), match.start("noun"), f"dont {article}")


_ANTECEDENT = (
    rf"(?<![\w-])(?:(?:une?|les?|la|des|ce|cet|cette|ces|son|sa|ses|leurs?|du|au|aux|plusieurs|deux|trois|quelques)"
    rf"{_SPACE}|l[’'])(?P<noun>[a-zà-ÿœ]{{3,}})(?P<more>(?:{_SPACE}(?!que{_SPACE})[a-zà-ÿœ]+){{0,1}}),?"
)
_SINGLE = r"[a-zà-ÿœ]{3,}"
#: Behind “que” and its verb no subject follows: the clause ends, or goes on with a complement of few words.
_QUE = (
    rf"(?P<que>que){_SPACE}(?:"
    rf"(?P<reflexive>se{_SPACE}|s[’'])(?P<verb>{_SINGLE})(?:{_SPACE}?[.,;:!?)»]|"
    rf"{_SPACE}(?:en|dans|sur|à|au|aux|depuis|pour|par|sous|vers|chez|contre|avec|sans|pendant|après|avant){_SPACE}"
    rf"(?:[a-zà-ÿœ0-9’'-]+{_SPACE}){{0,4}}[a-zà-ÿœ0-9’'-]+{_SPACE}?[.,;:!?)»])"
    rf"|(?P<alone>{_SINGLE}){_SPACE}?(?:[.;!?)]|:{_SPACE}[a-zà-ÿœ])"
    rf"|(?P<several>{_SINGLE}ait){_SPACE}(?P<first>[a-zà-ÿœ]{{3,}}){_SPACE}"
    rf"et{_SPACE}(?P<second>[a-zà-ÿœ]{{3,}})(?![\w’'-])"
    r")"
)
_AS_SUBJECT, _QUE_ALONE = re.compile(rf"{_ANTECEDENT}{_SPACE}{_QUE}"), re.compile(_QUE)
_DETERMINED = re.compile(rf"(?<![\w’'-])(?:les?|la|une?|des|ce|cet|cette|ces|ses|leurs|tous|plusieurs){_SPACE}|l[’']")
#: Before these “que” compares, restricts or belongs to what stands before.
_OTHER_QUE = re.compile(
    r"(?<![\w’'-])(?:ne|n[’'][a-zà-ÿ]+|plus|moins|aussi|autant|même|mêmes|tel|telle|tels|telles|autre|autres|si|tant"
    r"|tellement|ainsi|mieux|davantage|plutôt|chaque fois|fois|soit|bien|alors|tandis"
    r"|[aà] mesure)(?![\w’'-])[^.;:!?«»]*$"
)
_WANTED = re.compile(r"(?:sse|ssent|oie|oient|ille|illent|ienne|iennent|ache|achent|eure|eurent)$")


@rule(
    "stray.que-subject",
    category="stray",
    confidence=0.86,
    why="The verb behind “que” has no other subject: it is “qui”.",
    example=("C’est un barrage que cède. Tout est perdu.", "C’est un barrage qui cède. Tout est perdu."),
    words=("que",),
    trigger=rf"que{_SPACE}(?:se{_SPACE}|s[’'])?[a-zà-ÿœ]{{3,}}(?:{_SPACE}?[.,;:!?)]|{_SPACE}[a-zà-ÿœ0-9])",
)
def que_subject(line: Line, context: Context) -> Iterator[Change]:
    """Put “qui” for a Spanish or Portuguese “que” whose verb can have no other subject: nothing follows that verb, or,
    behind “se”, a preposition with a few words, or two nouns without a determiner behind a verb in the singular.

    Spared: French inversion (“les buts que se fixent les joueurs”), comparisons, “ne … que”, subjunctives.
    """
    text = line.text
    for match in _AS_SUBJECT.finditer(text) if _QUE_ALONE.search(text) else ():
        noun = match["noun"]
        if noun_gender(noun) is None or match["more"] and is_finite(match["more"].strip(), context.lexicon):
            continue
        if _OTHER_QUE.search(text, max(0, match.start() - 60), match.start("que")):
            continue
        verb = match["verb"] or match["alone"] or match["several"]
        if _WANTED.search(verb) or not match["verb"] and not is_finite(verb, context.lexicon):
            continue
        if match["verb"] and _NO_FINITE.search(verb):
            continue
        if match["verb"] and _DETERMINED.search(text, match.end("verb"), match.end()) and not _one_complement(
            text, match
        ):
            continue
        if match["alone"] and not _stands_alone(verb, context.lexicon):
            continue
        if match["several"] and not _are_nouns(match["first"], match["second"], context.lexicon):
            continue
        yield Change(*match.span("que"), "qui")


def _one_complement(text: str, match: re.Match[str]) -> bool:
    """Whether all the words behind the verb belong to one preposition: one determiner, right behind it."""
    rest = text[match.end("verb") : match.end()]
    determiners = list(_DETERMINED.finditer(rest))
    if len(determiners) != 1:
        return False
    return re.match(rf"{_SPACE}[a-zà-ÿ]+{_SPACE}$", rest[: determiners[0].start()]) is not None


def _are_nouns(first: str, second: str, lexicon: Lexicon) -> bool:
    """Whether two words may be nouns: words that say nothing of time or manner, and no verbs."""
    return not any(
        each in _WHEN or each.endswith(("ment", "ait", "er", "ir")) or lexicon.zipf(each) < 1.0
        for each in (first, second)
    )


_WHEN = frozenset(
    "hier jadis naguère alors encore toujours souvent parfois déjà ici là aussi bien mal tant peu plus moins "
    "ainsi donc "
    "jamais enfin ensuite seul ensemble avant après tout cela celui celle ceux celles lui elle eux nous vous avec dans "
    "pour chez sous sur entre vers pas".split()
)


_NOT_ALONE = frozenset("est sont fut sera voici voilà diable faire dire font veut peut doit".split())


def _stands_alone(verb: str, lexicon: Lexicon) -> bool:
    """Whether a verb can end a clause in which “que” is its subject, and is nothing else: no noun, no adjective."""
    if verb in _NOT_ALONE:
        return False
    if noun_gender(verb) is not None or is_noun(verb) or verb.endswith("s"):
        return False
    return verb in finite() or lexicon.known(verb)


_UP_TO = re.compile(
    rf"(?<![\w’'-])(?P<up>[Jj]usqu[’']à){_SPACE}(?:(?P<place>dans|chez|sur|sous|vers|devant|derrière)(?!\w)"
    rf"|(?P<in>en)(?={_SPACE}[A-ZÀ-Þ]|{_SPACE}(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre"
    rf"|novembre|décembre|\d{{4}})(?!\w))"
    rf"|(?P<to>à|au|aux)(?={_SPACE}(?!moins|plus|mieux|minimum|maximum)\w)|(?P<there>là)(?=[.,;:!?])"
    rf"|(?P<here>ici)(?!\w))"
)


@rule(
    "stray.up-to",
    category="stray",
    confidence=0.92,
    why="“Jusque” takes no “à” before another preposition.",
    example=("L’eau est montée jusqu’à dans la cour.", "L’eau est montée jusque dans la cour."),
    words=("jusqu", "Jusqu"),
    trigger=rf"usqu[’']à{_SPACE}(?:dans|chez|sur|sous|vers|devant|derrière|en|à|aux?|là|ici)(?!\w)",
)
def up_to(line: Line, context: Context) -> Iterator[Change]:
    """“jusqu’à dans la cour” → “jusque dans la cour”, “jusqu’à en Chine” → “jusqu’en Chine”, “jusqu’à au port”.

    Spares “jusqu’à en mourir”, where “en” is the pronoun.
    """
    for match in _UP_TO.finditer(line.text):
        first = match["up"][0]
        if match["place"]:
            french = f"{first}usque {match['place']}"
        elif match["in"]:
            french = f"{first}usqu’en"
        elif match["to"]:
            french = f"{first}usqu’{match['to']}"
        else:
            french = f"{first}usque-là" if match["there"] else f"{first}usqu’ici"
        yield Change(*match.span(), french)
