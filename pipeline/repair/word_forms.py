"""Forms that depend on the word beside them: lost apostrophes, articles that clash, “sa équipe”, “a t il”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import frequency
from pipeline.repair.attribution import SAYS
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule

_GAP = "[ \u00a0]"
_VOWELS = "aeiouyhàâéèêëîïôöûùœæ"

_BARE = re.compile(
    rf"(?<![\w’'-])(?:(?P<long>[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu|[Qq]uoiqu|[Qq]uelqu|[Pp]resqu){_GAP}(?=[{_VOWELS}])"
    rf"|(?P<today>[Aa]ujourd){_GAP}(?=hui(?!\w)))"
)
#: What follows a single letter that is an elided word.
_AFTER_LETTER = {
    "c": "est était étaient eût".split(),
    "n": "est a ont était étaient avait avaient y en ai avons aura auront importe existe aurait avez".split(),
    "s": "est était il ils agit étaient en y agissait annonce ouvre appelle inscrit élève impose étend".split(),
    "j": "ai avais aurais étais y en espère aime attends irai".split(),
    "d": (
        "un une autres abord ailleurs accord après avoir être entre ici eux elle elles où octobre avril août hier "
        "euros années ans ici-là autant environ"
    ).split(),
    "l": [],
}
_LETTER = re.compile(
    rf"(?:(?<=[a-zà-ÿœ,;:.!?»]{_GAP})|(?<=^)|(?<=[«(]))(?P<letter>[cdjlnsCDJLNS]){_GAP}"
    rf"(?P<next>[{_VOWELS}][a-zà-ÿœ]*)(?![\w’'])"
)


@rule(
    "words.bare-elision",
    category="words",
    confidence=0.9,
    why="An elided word has lost its apostrophe.",
    example=("Il dit qu il viendra aujourd hui, c est sûr.", "Il dit qu’il viendra aujourd’hui, c’est sûr."),
    trigger=rf" (?=[{_VOWELS}])(?:(?<=[ «(][cdjlnsCDJLNS] )|(?<=[sloiQ ]qu )|(?<=[ «]Qu )|(?<=jourd ))",
)
def bare_elision(line: Line, context: Context) -> Iterator[Change]:
    """Puts the apostrophe into “qu il”, “aujourd hui”, “c est”, “d une”, “l homme”.

    “Qu” and its like never stand alone; a single letter counts before words that it elides before, or before a frequent
    French noun after a small word. Spares letters that are names or units (5 l à, plan d, vitamine d).
    """
    text = line.text
    for match in _BARE.finditer(text):
        yield Change(match.end() - 1, match.end(), "’")
    for match in _LETTER.finditer(text):
        letter, following = match["letter"].lower(), match["next"]
        sure = following in _AFTER_LETTER[letter]
        if not sure and letter in "dl" and len(following) > 2:
            form = noun_form(following)
            sure = form is not None and starts_with_vowel(following) and context.lexicon.zipf(following) >= 3.5
            sure = sure and frequency(following, "en") < frequency(following, "fr") + 0.5
        if sure:
            yield Change(match.end("letter"), match.start("next"), "’")


_BEFORE_ELIDED = Headed(
    rf"(?<![\w’'-])(?P<article>[Ll][ea]s?|[Uu]ne?){_GAP}(?P<elided>[Ll][’'])(?=[{_VOWELS}{_VOWELS.upper()}])",
    heads=rf"[LlUu](?<![\w’'-].)(?=(?:[ea]s?|ne?){_GAP}[Ll])",
)
_PREPOSITIONS = Headed(
    rf"(?<![\w’'-])(?:(?P<first>[Dd]e|[Àà]){_GAP}(?P<second>du|des|aux?)|(?P<du>[Dd]u|[Dd]es){_GAP}de){_GAP}"
    r"(?P<noun>[a-zà-ÿœ]{3,})(?![\w’'])",
    heads=rf"[DdÀà](?<![\w’'-].)(?=(?:e|u|es)?{_GAP}[da])",
)


@rule(
    "words.article-clash",
    category="words",
    confidence=0.88,
    why="Two articles, or a preposition and its contraction, stand side by side.",
    example=("La l’université et le l’État ont parlé de des élus.", "L’université et l’État ont parlé des élus."),
    trigger=r" (?:[Ll][’'](?:(?<=[Ll]a [Ll].)|(?<=[ «]le [Ll].)|(?<=Le [Ll].)|(?<= les [Ll].)|(?<=Les [Ll].)|(?<= un [Ll].)"
    r"|(?<= une [Ll].))|d(?:u (?<=e du )|es (?<=e des ))|au(?: (?<=[àÀ] au )|x (?<=[àÀ] aux ))"
    r"|de (?<=[Dd]u de |es de ))",
)
def article_clash(line: Line, context: Context) -> Iterator[Change]:
    """“la l’université” → “l’université”, “de des élus” → “des élus”, “à au port” → “au port”, “du de maire”.

    The noun must be one of the tables, of the number of the article. Spares “de du” in a title or a name.
    """
    for match in _BEFORE_ELIDED.finditer(line.text):
        elided = "L" if match["article"][0].isupper() else "l"
        yield Change(match.start(), match.start("elided") + 1, elided)
    for match in _PREPOSITIONS.finditer(line.text):
        form = noun_form(match["noun"])
        if form is None:
            continue
        if match["first"]:
            second = match["second"]
            if {"de": "d", "à": "a"}[match["first"].lower()] != second[0] or form[1] != second.endswith(("s", "x")):
                continue
            kept = second[0].upper() + second[1:] if match["first"][0].isupper() else second
            yield Change(match.start("first"), match.end("second"), kept)
        elif form[1] == match["du"].endswith("s") and (form[0] != "f" or form[1]):
            yield Change(match.end("du"), match.start("noun"), " ")


_POSSESSIVE = Headed(
    rf"(?<![\w’'-])(?P<word>[SsMmTt]a){_GAP}(?P<next>[{_VOWELS}][a-zà-ÿœ]{{2,}})(?![\w’'])",
    heads=rf"[SsMmTt](?<![\w’'-].)(?=a{_GAP})",
)
_MASCULINE = Headed(
    rf"(?<![\w’'-])(?<!de )(?P<word>[Cc]e|[Nn]ouveau|[Bb]eau|[Vv]ieux){_GAP}"
    rf"(?P<next>[{_VOWELS}][a-zà-ÿœ]{{2,}})(?![\w’'-])",
    heads=rf"[CcNnBbVv](?<![\w’'-].)(?=(?:e|ouveau|eau|ieux){_GAP})",
)
#: Feminine nouns that the tables do not have.
_FEMININES = frozenset("amie amies épouse île âme ombre oreille épaule épée ex ancêtre élève avocate actrice athlète".split())
#: How adjectives of the feminine end.
_QUALITY = re.compile(
    r"(?:elle|ible|able|ante|ente|ienne|enne|ique|ale|aire|ive|ère|euse|ée|aine|autre|orme|unique|ense|ête)$"
)
_BEFORE_VOWEL = {"ce": "cet", "nouveau": "nouvel", "beau": "bel", "vieux": "vieil"}
#: Before these nothing changes, although they begin with a vowel.
_AS_CONSONANTS = frozenset("onze onzième oui ouistiti yaourt yacht yoga yen yuan yeux hier ululement".split())
_NO_NOUNS = frozenset("est et ou où en au aux un une entre avec à était ont avait étant avoir être elle elles".split())


@rule(
    "words.euphony",
    category="words",
    confidence=0.9,
    why="Before a vowel the form is another one.",
    example=("Sa équipe a vu ce homme planter un vieux arbre.", "Son équipe a vu cet homme planter un vieil arbre."),
    words=("sa", "ma", "ta", "Sa", "Ma", "Ta", "ce", "Ce", "nouveau", "Nouveau", "beau", "Beau", "vieux", "Vieux"),
)
def euphony(line: Line, context: Context) -> Iterator[Change]:
    """“sa équipe” → “son équipe”, “ce homme” → “cet homme”, “nouveau an” → “nouvel an”.

    Evidence: the next word is a frequent French one that begins with a vowel or a mute h; after “ce” and the adjectives
    a masculine noun in the singular. Spares “ce” as a pronoun, and words that count as beginning with a consonant.
    """
    for match in _POSSESSIVE.finditer(line.text):
        following = match["next"]
        if following in _AS_CONSONANTS or following in _NO_NOUNS or not starts_with_vowel(following):
            continue
        form = noun_form(following)
        if form is None and not _QUALITY.search(following) and following not in _FEMININES or form is not None and (form[1] or form[0] == "m"):
            continue
        if match["word"][0].isupper() and match.start() and line.text[match.start() - 2] not in ".!?…«“:":
            continue
        if context.lexicon.zipf(following) >= 3.0 and frequency(following, "it") < frequency(following, "fr") + 0.5:
            yield Change(match.start("word") + 1, match.end("word"), "on")
    for match in _MASCULINE.finditer(line.text):
        following = match["next"]
        form = noun_form(following)
        if following in _AS_CONSONANTS or form is None or form[1] or form[0] == "f" or not starts_with_vowel(following):
            continue
        if form[0] is None and match["word"].lower() != "ce":
            continue
        word = _BEFORE_VOWEL[match["word"].lower()]
        yield Change(*match.span("word"), word.capitalize() if match["word"][0].isupper() else word)


_PRONOUN = r"(?:il|elle|on|ils|elles)"
_EUPHONIC = re.compile(
    rf"(?<![\w’'-])(?P<verb>[a-zà-ÿœ]{{1,14}}[ae]|[Aa]|[Vv]a)(?P<link>{_GAP}?-?{_GAP}?t{_GAP}?[’'-]?{_GAP}?)"
    rf"(?P<pronoun>{_PRONOUN})(?![\w’'-])"
)
_VOWEL_BEFORE_T = "|".join(
    f"(?<=[ae]{link}t)" for link in ("", "-", _GAP, 2 * _GAP, f"{_GAP}-", f"-{_GAP}", f"{_GAP}-{_GAP}")
)
_SAID = re.compile(rf"(?<=[»”\"]),?{_GAP}(?P<verb>{SAYS})(?P<gap>{_GAP})(?P<pronoun>{_PRONOUN})(?=[.,;:!?]|{_GAP}|$)")


@rule(
    "words.inversion",
    category="words",
    confidence=0.9,
    why="Hyphens join the verb to the pronoun behind it.",
    example=("« Rien », dit il. Que va t il faire ?", "«\u00a0Rien\u00a0», dit-il. Que va-t-il faire\u00a0?"),
    words=("il", "elle", "on", "ils", "elles"),
    # (A search for a class of letters is fast; so what stands before it is asked second.)
    trigger=rf"[t»”\"](?:(?<=t)(?={_GAP}?[’'-]?{_GAP}?{_PRONOUN}(?!\w))(?:{_VOWEL_BEFORE_T})"
    rf"|(?<!t),?{_GAP}[a-zà-ÿ’']+ {_PRONOUN}(?!\w))",
)
def inversion(line: Line, context: Context) -> Iterator[Change]:
    """“va t il”, “a t’il” → “va-t-il”, “a-t-il”; “», dit il” → “», dit-il”, “», déclare il” → “», déclare-t-il”."""
    text = line.text
    for match in _EUPHONIC.finditer(text):
        link = match["link"]
        if link == "-t-" or link == "t" or not (link[0] in " \u00a0-" and len(link) > 1):
            continue
        if link.strip(" \u00a0") == "t" and link[-1] not in " \u00a0" or not context.lexicon.known(match["verb"]):
            continue
        yield Change(match.start("link"), match.end("link"), "-t-")
    for match in _SAID.finditer(text):
        verb = match["verb"]
        if verb.endswith(("t", "d")):
            yield Change(*match.span("gap"), "-")
        elif verb.endswith(("e", "a")):
            yield Change(*match.span("gap"), "-t-")
