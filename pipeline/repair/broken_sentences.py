"""Stops that fell into the middle of a sentence, a phrase or a name, and part what belongs together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.line import Line
from pipeline.repair.name_table import further_names
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_breaks import (
    broken_appositions,
    broken_names,
    broken_off,
    broken_phrases,
    name_pairs,
    newspapers,
)
from pipeline.repair.sentence_names import (
    NAMED_WORDS,
    names_behind_stops,
    persons_behind_stops,
    predicates_behind_stops,
    speakers_behind_stops,
)
from pipeline.repair.sentences import ABBREVIATIONS, STOP_INSIDE, word_before
from pipeline.repair.spacing import STARTERS
from pipeline.repair.tables import load_table
from pipeline.repair.typography import BLANK

#: Words no French sentence ends in.
_OPEN_WORDS = (
    "de|du|des|le|la|les|un|une|au|aux|à|et|ou|que|qui|dont|où|dans|par|pour|sur|sous|avec|sans|chez|vers|entre|ce|cet|"
    "cette|ces|son|sa|ses|leur|leurs|mon|ma|mes|notre|nos|votre|vos|très|si|mais|donc|car|dès|depuis|lors|"
    "afin|ainsi que"
)

#: Those of them that stand before a figure, and never alone.
_BEFORE_FIGURE = "entre|de|des|les|aux|à|en|par|sur|vers|dès|dans|ces|environ|et|ou|jusqu[’']à|d[’']ici"
_OPEN_WORD = re.compile(
    rf"(?<![\w’'-])(?:{_OPEN_WORDS})(\.[{BLANK}])(?=[a-zà-ÿœ])"
    rf"|(?<=[a-zà-ÿœ][{BLANK}])(?:{_BEFORE_FIGURE})(?P<figure>\.[{BLANK}])(?=\d)(?!\d{{1,3}}[.)°]|\d+[{BLANK}]*[:–—-])"
)


@rule(
    "sentences.open-word",
    category="sentences",
    confidence=0.9,
    why="No sentence ends in an article or a preposition: the stop fell into the middle of one.",
    example=("La hausse de. la taxe inquiète les. communes.", "La hausse de la taxe inquiète les communes."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿœ\d]",
)
def open_word(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop after a word that cannot end a sentence, when a small letter or a figure follows.

    Spares abbreviations and words that can also stand alone (« pour », « contre »), quoted or in capitals.
    """
    for match in _OPEN_WORD.finditer(line.text):
        yield Change(match.start(match.lastindex), match.end(), " ")


#: Words that end no sentence, not even as a pronoun, a noun or a note.
_NEVER_LAST = "de|du|des|les|une|au|aux|à|et|par|en|dans|chez|cet|cette|ces|sa|ses|dès|très|sur le|avec le"
_OPEN_NAME = re.compile(
    rf"(?<=[a-zà-ÿœ][{BLANK}])(?:{_NEVER_LAST})(?P<stop>\.)[{BLANK}](?P<next>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}})(?![\w’'])"
)


@rule(
    "sentences.open-word-name",
    category="sentences",
    confidence=0.88,
    why="No sentence ends in an article or a preposition: the stop fell before a name.",
    example=("La société a été fondée par. Jean Dupont en 1990.", "La société a été fondée par Jean Dupont en 1990."),
    gate=STOP_INSIDE,
    # (A search for one character is fast; so what stands before it is asked second.)
    trigger=rf"\.(?:{'|'.join(f'(?<={word}.)' for word in _NEVER_LAST.split('|'))})[{BLANK}][A-ZÀ-Þ][a-zà-ÿœ]",
)
def open_word_name(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop after a word that cannot end a sentence, before a name: “parti en. Espagne”.

    Spares abbreviations (art. et, en. for english), pronouns behind a hyphen, and what a word that opens sentences
    follows: there something was lost.
    """
    for match in _OPEN_NAME.finditer(line.text):
        low = match["next"].lower()
        if not (_OPENS_SENTENCE.fullmatch(match["next"]) or low in load_table("french")["names"]["starters"]):
            yield Change(match.start("stop"), match.end("stop"), "")


_OPENS_SENTENCE = re.compile(rf"{STARTERS}|Qu.*|Ils?|Elles?|On|Nous|Vous|Je|Tu|Mais|Or|Car|Donc|Et|Ou|Ni|Puis|Non|Oui")


@rule(
    "sentences.small-continuation",
    category="sentences",
    confidence=0.84,
    why="What follows the stop is the rest of the same sentence.",
    example=("C’est sur la plage. que le phoque dormait.", "C’est sur la plage que le phoque dormait."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][qd]",
)
def small_continuation(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop before que, qui, dont, de, du or des in small letters, none of which begins a statement.

    Spares abbreviations and initials: the word before is written small and at least four letters long, or is a
    capitalised word of five; and a line whose sentences all begin small.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    word = r"(?<![\w.-])([a-zà-ÿœ]{4,30}|[A-ZÀ-Ý][a-zà-ÿœ]{4,30})"
    pattern = rf"{word}(\.[{BLANK}])(?=(?:que|qui|dont|de|du|des)[{BLANK}]|qu[’']|d[’'])"
    for match in re.finditer(pattern, text):
        if match.group(1).lower() not in ABBREVIATIONS:
            yield Change(match.start(2), match.end(), " ")


@rule(
    "sentences.broken-apposition",
    category="sentences",
    confidence=0.85,
    why="A name alone between two stops belongs to the phrase before it.",
    example=("Il dirige la nouvelle société de Jobs. iTunes.", "Il dirige la nouvelle société de Jobs, iTunes."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}](?:[a-z]{{1,2}})?[A-Z][\w&-]{{1,20}}(?:[{BLANK}][A-Z][\w&-]{{1,20}}){{0,2}}\.",
)
def broken_apposition(line: Line, context: Context) -> Iterator[Change]:
    """A name that makes a whole “sentence” follows a noun phrase after a stop: the stop was a comma.

    Evidence: the name begins with a small letter by right (eBay, xAI) and “de” and a name stand before the stop; or the
    noun of a firm stands there, which the name is the name of. Anything else is left to `sentences.broken-phrase`.
    """
    for match in broken_appositions(line.text, context.lexicon):
        yield Change(match.start("stop"), match.end("stop"), ",")
    pattern = (
        rf"(?<![\w])d(?:e[{BLANK}]|[’'])[A-ZÀ-Ý][\w’'-]{{1,30}}(\.)[{BLANK}]"
        rf"(?=[a-z]{{1,2}}[A-Z][A-Za-z]{{1,15}}\.(?:[{BLANK}]|\Z))"
    )
    for match in re.finditer(pattern, line.text):
        yield Change(match.start(1), match.end(1), ",")


@rule(
    "sentences.broken-off",
    category="sentences",
    confidence=0.84,
    why="What follows the stop has no verb of its own: it belongs to the sentence before.",
    example=(
        "Le texte a été adopté hier. en attente d’un second vote.",
        "Le texte a été adopté hier, en attente d’un second vote.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿ]",
)
def broken_off_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Puts a comma, or nothing, in the place of a stop before a phrase in small letters that has no verb.

    Evidence: the phrase begins with a preposition, “et” or “ou”, holds no finite verb before its comma or its end, and
    no subject begins after the comma. Spares abbreviations, and lines whose sentences begin small.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    for match, instead in broken_off(text, context.lexicon):
        begun = text.count(" ", max(0, match.start() - 80), match.start()) > 1
        if begun and match["before"].lower() not in ABBREVIATIONS:
            yield Change(match.start("stop"), match.end("stop"), instead)


@rule(
    "sentences.broken-phrase",
    category="sentences",
    confidence=0.6,
    why="One small word alone between two stops: the first of them fell into the middle of a phrase.",
    example=("Il vise le marché de la vapeur. bateau. Elle attend.",) * 2,
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][a-zà-ÿ]{{3,20}}\.",
)
def broken_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Proposes to join a single French word in small letters with the sentence before it.

    Only a proposal: machine translation leaves such words in the order of the source (“technology segment”), so that
    joining them does not give good French.
    """
    for match in re.finditer(rf"(?<=[a-zà-ÿ])(\.)[{BLANK}](?=([a-zà-ÿœ]{{3,20}})\.(?:[{BLANK}]|\Z))", line.text):
        if word_before(line.text, match.start()) in ABBREVIATIONS or match.group(2) in ABBREVIATIONS:
            continue
        if context.lexicon.zipf(match.group(2)) >= 2.5:
            yield Change(match.start(1), match.end(1), "")


@rule(
    "sentences.broken-name",
    category="sentences",
    confidence=0.84,
    why="A stop has fallen into the name of a newspaper, which is put together again.",
    example=(
        "Il l’a dit à Los Angeles. Forum du Times hier.",
        "Il l’a dit au forum du Los Angeles Times hier.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"(?:York|Angeles|Washington|Street|Francisco|Chicago|Boston)\.[{BLANK}][A-Z]",
)
def broken_name(line: Line, context: Context) -> Iterator[Change]:
    """« à Los Angeles. Forum du Times » → « au forum du Los Angeles Times ».

    Evidence: place and word together name a newspaper, a stop and a capital stand between them, the preposition is
    “à”, and the ending of the noun shows its gender. Spares everything else, a real sentence about both included:
    the noun must follow the stop without an article.
    """
    for match, whole in newspapers(line.text):
        yield Change(match.start(), match.end(), whole)


#: What may follow a name inside its sentence, and no verb.
_GOES_ON = (
    r"(?=[,;:.)»]|\Z|[ \u00a0](?:»|et|ou|à|au|aux|de|du|des|en|pour|qui|dans|sur|contre|lors|hier|avant|après|avec"
    r"|par)\b"
    r"|[ \u00a0](?:d|qu)[’']|[ \u00a0](?P<third>[A-ZÀ-Ý][\w-]*))"
)


_PARTED_NAME = re.compile(rf"([A-ZÀ-Ý](?<![\w.].)[a-zà-ÿ]{{2,}})(\.)[{BLANK}]([A-ZÀ-Ý][\w-]+){_GOES_ON}")


@lru_cache(maxsize=1)
def _first_pairs() -> frozenset[tuple[str, ...]]:
    """The first two and the first three words of every name of the table that has two or more, with capitals."""
    pairs, threes = (
        [tuple(name.split()) for kind, group in groups for name in group if kind != "person"]
        for groups in (load_table("names")["names"].items(), further_names().items())
    )
    return frozenset(
        (
            *(name[:2] for name in pairs if len(name) > 1 and name[1][0].isupper()),
            *(name[:3] for name in (*pairs, *threes) if len(name) > 2),
        )
    )


@rule(
    "sentences.stop-in-name",
    category="sentences",
    confidence=0.9,
    why="A stop has fallen into a name.",
    example=("Le pilote de Red. Bull, lui, a refusé.", "Le pilote de Red Bull, lui, a refusé."),
    gate=STOP_INSIDE,
    trigger=rf"\.(?<=[a-zà-ÿ].)[{BLANK}][A-ZÀ-Ý]",
)
def stop_in_name(line: Line, context: Context) -> Iterator[Change]:
    """« Red. Bull » → « Red Bull », « Wall. Street » → « Wall Street ».

    Evidence: the two words together begin a name of the table, and no verb follows that would make the second the
    start of a sentence; or they stand together elsewhere in the document; or the first is a first name and the second
    has an apposition (« Jean. Dupont, maire de »). Places whose first word ends no sentence (« New. York ») need no
    more. Spares a first name that ends a sentence.
    """
    found = set()
    for match in broken_names(line.text, context.lexicon):
        found.add(match.start("stop"))
        yield Change(match.start("stop"), match.end("stop"), "")
    for match in _PARTED_NAME.finditer(line.text):
        if match.start(2) in found:
            continue
        pair = (match.group(1), match.group(3))
        if match["third"]:
            # "à Washington. Post Malone": a name of its own begins the next sentence.
            right = (*pair, match["third"]) in _first_pairs()
        else:
            right = pair in _first_pairs() or pair in context.evidence(name_pairs)
        if right:
            yield Change(match.start(2), match.end(2), "")


@rule(
    "sentences.broken-adjective",
    category="sentences",
    confidence=0.86,
    why="The adjective after the stop belongs to the noun before it.",
    example=("L’intelligence. artificielle inquiète les élus.", "L’intelligence artificielle inquiète les élus."),
    gate=STOP_INSIDE,
    trigger=rf"\.(?<=[a-zà-ÿ].)[{BLANK}][a-zà-ÿ]{{4}}",
)
def broken_adjective(line: Line, context: Context) -> Iterator[Change]:
    """Takes out the stop between a noun and an adjective in small letters that agrees with it.

    Spares adjectives that begin a sentence of their own (“impossible de”), abbreviations, and lines that begin small;
    where the adjective is a noun as well, the change is only proposed.
    """
    text = line.text
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", text):
        return
    for match, sure in broken_phrases(text):
        if match["noun"].lower() not in ABBREVIATIONS:
            yield Change(match.start("stop"), match.end("stop"), " ", confidence=None if sure else 0.6)


@rule(
    "sentences.stop-before-name",
    category="sentences",
    confidence=0.85,
    why="The name after the stop belongs to the noun before it.",
    example=(
        "Interrogé par le journal. Le Devoir, le ministère se tait. L’alliance d’opposition. UDC a gagné.",
        "Interrogé par le journal Le Devoir, le ministère se tait. L’alliance d’opposition UDC a gagné.",
    ),
    words=NAMED_WORDS,
    trigger=rf"\.(?<=[a-zà-ÿ].)[{BLANK}][A-ZÀ-Ý]",
)
def stop_before_name(line: Line, context: Context) -> Iterator[Change]:
    """Takes out the stop between a noun that calls for a name and the name: “le constructeur chinois. BYD a vendu”.

    Evidence: the noun is one of firms, bodies, papers, ships or storms, what follows the stop is no common word, and
    what stands before it has no verb and cannot be a sentence: a noun phrase of which the verb follows the name, or a
    complement that the comma behind the name ends. The title of a paper may also stand alone between two stops. Spares
    a noun with its article alone at the start of a line, which may be a heading, and sentences with a verb before the
    stop.
    """
    for match in names_behind_stops(line.text, context.lexicon):
        yield Change(match.start("stop"), match.end("stop"), "")


@rule(
    "sentences.stop-before-person",
    category="sentences",
    confidence=0.86,
    why="The person after the stop is the one before it, whose verb follows.",
    example=(
        "La maire de Valence. Teresa Ibáñez, a fermé le pont.",
        "La maire de Valence, Teresa Ibáñez, a fermé le pont.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}][A-ZÀ-Ý][\w-]+(?:[{BLANK}][A-ZÀ-Ý][\w’'-]+){{0,2}}(?:,[{BLANK}][a-zà-ÿ]|\.)",
)
def stop_before_person(line: Line, context: Context) -> Iterator[Change]:
    """Puts a comma in the place of a stop between what a person is and the name: “Le maire. Ana Ruiz, a dit”.

    Evidence: a noun of persons with its article begins the sentence, no verb stands before the stop, a first name
    behind it, and right behind the comma the verb of both. Behind a verb of saying the name may stand alone between two
    stops, and needs no comma (“prévient la députée allemande. Ana Ruiz.”).
    """
    for match in persons_behind_stops(line.text, context.lexicon):
        if word_before(line.text, match.start("stop")).lower() in ABBREVIATIONS:
            continue
        yield Change(match.start("stop"), match.end("stop"), ",")
    for match in speakers_behind_stops(line.text):
        yield Change(match.start("stop"), match.end("stop"), "")


@rule(
    "sentences.stop-before-verb",
    category="sentences",
    confidence=0.87,
    why="The verb after the stop is that of the noun before it.",
    example=("Le prix du sucre. a augmenté de moitié.", "Le prix du sucre a augmenté de moitié."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}](?:n[’e']|s[’e']|l[’']|[yeaopsdvr])",
)
def stop_before_verb(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop between a subject and its auxiliary in small letters: “Les habitants du port. ont protesté”.

    Evidence: a determiner begins the sentence, no verb stands before the stop, and what follows it begins no sentence.
    Spares abbreviations, and lines whose sentences begin small.
    """
    if not re.match(r"\W{0,3}[A-ZÀ-ÝŒ\d]", line.text):
        return
    for match in predicates_behind_stops(line.text, context.lexicon):
        if word_before(line.text, match.start("stop")).lower() not in ABBREVIATIONS:
            yield Change(match.start("stop"), match.end("stop"), " ")
