"""The accent of « à » where « a » can be no verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0\u202f]"
#: In these "a" is never the verb.
_PHRASES = re.compile(
    r"(?<![\w’'-])(?P<a>a)"
    rf"(?={_SPACE}(?:partir de |peu près[ ,.]|travers (?:l[ae]s? |l[’']|un|des |son |sa |ses )|cause (?:de |d[’']|du |des )"
    r"|propos (?:de |d[’']|du |des )|la fois[ ,.]|l[’']exception (?:de |d[’']|du |des )|condition (?:de |d[’']|que )"
    r"|l[’']issue (?:de |d[’']|du |des )|destination (?:de |d[’']|du |des )|hauteur (?:de |d[’'])|défaut de |force de "
    r"|l[’']heure actuelle|court terme|long terme|moyen terme|l[’']instar (?:de |d[’']|du |des )"
    r"|bord (?:de |d[’']|du |des )))"
)
_FIXED = re.compile(
    rf"(?<![\w’'-])(?:[Gg]râce|[Ff]ace|[Qq]uant|[Pp]ar rapport|[Ss]uite)(?P<a>{_SPACE}a)(?={_SPACE}(?:l[’']|[A-ZÀ-Þ]"
    rf"|(?:l[ae]|son|sa|ses|leurs?|une?|ce|ces|cette|cet|des){_SPACE}))"
    rf"|\b[Tt]out(?P<b>{_SPACE}a){_SPACE}(?=fait\b|coup\b)|\b[Pp]eu(?P<c>{_SPACE}a){_SPACE}(?=peu\b)"
)
#: Verbs and adjectives that take « à » before an infinitive, as they stand before it.
_GOVERNS = (
    r"(?:appel(?:le|lent|ait|aient|lé|er|ant)|commen(?:ce|cent|çait|çaient|cé|cer|cera)|continu(?:e|ent|ait|aient|é|er|era)"
    r"|cherch(?:e|ent|ait|aient|é|er|ant)|réuss(?:it|issent|issait|i|ir)|parv(?:ient|iennent|enait|enu|enue|enus)"
    r"|aid(?:e|ent|ait|é|er|era)|invit(?:e|ent|ait|é|ée|és|er)|oblig(?:e|ent|eait|é|ée|és|ées|er)|forc(?:e|é|ée|és|ées)"
    r"|contrai(?:nt|nte|nts|ntes)|encourag(?:e|ent|é|ée|és|er)|incit(?:e|ent|ait|é|ée|és|er)|pouss(?:e|ent|ait|é|és|er)"
    r"|prêt|prête|prêts|prêtes|habitué|habituée|habitués|consist(?:e|ent|ait|aient|er)|contribu(?:e|ent|ait|é|er|era)"
    r"|hésit(?:e|ent|ait|é|er)|renonc(?:e|ent|é|er)|tend(?:ent|ait|re)?|vis(?:e|ent|ait|aient|ant)|serv(?:ent|ait|ir)"
    r"|engag(?:e|ent|é|ée|és|er)|prépar(?:e|ent|ait|é|és|er)|autoris(?:e|ent|é|ée|és|er)|destin(?:é|ée|és|ées)"
    r"|amen(?:e|é|ée|és|er)|amène|condamn(?:é|ée|és)|reste|restait|difficiles?|faciles?|impossibles?|premiers?|premières?"
    r"|derniers?|dernières?|seule?s?|quelque chose|rien|beaucoup|plus|tarde|tardé|apprend|appris|arrive|arrivent|arriver"
    r"|résolu|décidé|disposés?|disposée|enclins?|encline|aptes?|mal|manière|façon|de quoi)"
)
_INFINITIVE = re.compile(
    rf"(?<![\w’'-]){_GOVERNS}(?P<a>{_SPACE}a){_SPACE}(?P<verb>[a-zà-ÿœ]{{2,}}(?:er|ir|re))(?![\w’'-])"
)
#: The same with who is to do it between: « il a condamné l’entreprise a payer ».
_OBLIGES = re.compile(
    r"(?<![\w’'-])(?:condamn|oblig|forc|contraint|invit|autoris|appel|aid|incit|pouss|encourag|habitu|prépar)"
    rf"(?:e|ent|ait|é|ée|és|ées|er|ant|era|le|lent|lé)?{_SPACE}(?:[\w’'-]+{_SPACE}){{1,4}}?"
    r"(?P<a>a)[ \u00a0\u202f](?P<verb>[a-zà-ÿœ]{2,}(?:er|ir|re))(?![\w’'-])"
)
#: "le pays a pouvoir", "il a dîner": nouns that end like verbs.
_NOUNS = frozenset("pouvoir devoir avoir dîner déjeuner souper plaisir titre titres ordre contre être".split())
#: « de 40 a 18 dollars », but « un homme de 40 ans a 18 chats ».
_NUMBER = r"\d+(?:[ \u00a0\u202f.,]\d+)*"
_RANGE = re.compile(rf"(?<![\w’'-])(?:[Dd]e|[Ee]nviron){_SPACE}{_NUMBER}(?:{_SPACE}?%)?(?P<a>{_SPACE}a){_SPACE}(?={_NUMBER})")


@rule(
    "words.lost-accent",
    category="words",
    confidence=0.93,
    why="Here « a » can be no verb: it has lost the accent of « à ».",
    words=("a",),
    trigger=r"[ \u00a0(]a[ \u00a0](?:[a-zà-ÿœ]+(?:er|ir|re)(?!\w)|l[’']|la fois|\d|(?:partir|travers|cause|propos|peu|peine|court"
    r"|long|moyen|condition|destination|hauteur|défaut|force|bord)[ \u00a0]|(?<=[âf]ce.a.)|(?<=ace.a.)|(?<=ant.a.)|(?<=ort.a.)"
    r"|(?<=ite.a.)|(?<=out.a.)|(?<=eu.a.))",
    example=(
        "Il appelle a diversifier les marchés grâce a une aide.",
        "Il appelle à diversifier les marchés grâce à une aide.",
    ),
)
def lost_accent(line: Line, context: Context) -> Iterator[Change]:
    """Put the accent back on « à » in fixed phrases, in ranges of numbers, and between a word that takes « à » and an
    infinitive.

    Spared: the verb (« il a la tête dure »), Latin (« a priori »), nouns that look like infinitives (« il a pouvoir »).
    """
    text = line.text
    places = {match.start("a"): match.end("a") for match in _PHRASES.finditer(text)}
    for expression in (_FIXED, _RANGE):
        for match in expression.finditer(text):
            name = next(name for name, found in match.groupdict().items() if found)
            places[match.end(name) - 1] = match.end(name)
    for match in (*_INFINITIVE.finditer(text), *_OBLIGES.finditer(text)):
        if match["verb"] not in _NOUNS and context.lexicon.zipf(match["verb"]) >= 3.0:
            places[match.end("a") - 1] = match.end("a")
    for start, end in sorted(places.items()):
        yield Change(start, end, "à")


@rule(
    "words.foreign-accent",
    category="words",
    confidence=0.93,
    why="French has no « á »: it is « à ».",
    needs="áÁ",
    example=("L’action est montée á 850 dollars.", "L’action est montée à 850 dollars."),
)
def foreign_accent(line: Line, context: Context) -> Iterator[Change]:
    """Turn the accent of a single « á »."""
    for match in re.finditer(r"(?<![\w’'-])[áÁ](?![\w’'-])", line.text):
        yield Change(*match.span(), "à" if match.group() == "á" else "À")
