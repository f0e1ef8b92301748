"""Auxiliaries and modal verbs in the number of nobody: « ses voitures a dépassé », « son patron ont dit »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import table_of
from pipeline.repair.nouns import is_invariable, noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.subjects import given_genders, is_person
from pipeline.repair.typography import BLANK

#: Forms in the singular → in the plural, by what follows them.
_HAVE = {"a": "ont", "avait": "avaient", "aura": "auront", "aurait": "auraient"}
_BE = {"est": "sont", "était": "étaient", "sera": "seront", "serait": "seraient"}
_MODAL = {
    "va": "vont", "peut": "peuvent", "pouvait": "pouvaient", "pourra": "pourront", "pourrait": "pourraient",
    "doit": "doivent", "devait": "devaient", "devra": "devront", "devrait": "devraient", "veut": "veulent",
    "voulait": "voulaient", "allait": "allaient",
}  # fmt: skip
_PLURAL = _HAVE | _BE | _MODAL
_SINGULAR = {many: one for one, many in _PLURAL.items()}
_ADVERBS = (
    rf"(?:(?:pas|plus|jamais|déjà|aussi|également|encore|enfin|ensuite|toujours|bien|tout|même|finalement|"
    rf"[a-zà-ÿ]{{3,}}ment|longtemps|tous|toutes|donc|alors|ainsi|très)[{BLANK}]){{0,3}}"
)
_PARTICIPLE = r"(?:[a-zà-ÿœ]{2,}(?:ée?s?|[^aeo]i|u|is|it|ert|eint|aint|oint)|eu|été|dû|pu|su|vu|mû)(?![\w’'-])"
_PARTICIPLES = r"[a-zà-ÿœ]{2,}(?:é|i|u|i[st]|ert|eint|aint|oint)e?s(?![\w’'-])"
_PARTICIPLE_OF_ONE = r"[a-zà-ÿœ]{2,}(?:é|[^aeo]i|u|ert|eint|aint|oint)e?(?![\w’'-])"
_INFINITIVE = (
    rf"(?:(?:se|le|la|les|lui|leur|y|en|ne|pas|plus)[{BLANK}]|[lsn][’'])*[a-zà-ÿœ]{{2,}}(?:er|ir|re)(?![\w’'-])"
)


def _verbs(have: str, be: str, modal: str, participle: str) -> str:
    """An auxiliary or modal verb with what tells that it is one."""
    return (
        rf"(?P<clitic>n[’']|n[’']y[{BLANK}]|l[’']|les[{BLANK}]|l(?:ui|eur)[{BLANK}]|[nv]ous[{BLANK}])?"
        rf"(?:(?P<have>{have})(?=[{BLANK}]{_ADVERBS}{_PARTICIPLE})|(?P<be>{be})(?=[{BLANK}]{_ADVERBS}{participle})"
        rf"|(?P<modal>{modal})(?=[{BLANK}]{_ADVERBS}{_INFINITIVE}))"
    )


_ONE = _verbs("|".join(_HAVE), "|".join(_BE), "|".join(_MODAL), _PARTICIPLES)
_MANY = _verbs(
    "|".join(_HAVE.values()), "|".join(_BE.values()), "|".join(_MODAL.values()), _PARTICIPLE_OF_ONE
)
#: What may open a sentence before its subject.
_OPENER = (
    rf"(?:(?:Mais|Or|Et|Car|Pourtant|Ensuite|Hier|Depuis|Enfin|Ainsi|Cependant|Toutefois|Désormais|Aujourd[’']hui),?"
    rf"[{BLANK}]|(?:Dans|En|À|Au|Aux|Sur|Selon|Depuis|Après|Avant|Pour|Malgré|Avec|Lors|Lundi|Mardi|Mercredi|Jeudi|"
    rf"Vendredi|Samedi|Dimanche)(?![\w’'-])[^,.;:!?«»“”()\"]{{0,60}},[{BLANK}])?"
)
_START = rf"(?:\A|(?<=[.!?…][{BLANK}])|(?<=[»”][{BLANK}]))"
#: A clause inside the sentence whose subject comes first.
_JOINED = (
    rf"(?:(?<=[{BLANK}]pourquoi[{BLANK}])|(?<=[{BLANK}]comment[{BLANK}])|(?<=[{BLANK}]lorsque[{BLANK}])|"
    rf"(?<=[{BLANK}]que[{BLANK}])|(?<=[{BLANK}]car[{BLANK}])|(?<=[{BLANK}]quand[{BLANK}])|(?<=,[{BLANK}]et[{BLANK}])|"
    rf"(?<=,[{BLANK}]mais[{BLANK}])|(?<=,[{BLANK}]or[{BLANK}]))"
)
#: Behind these “que” compares or joins two subjects.
_COMPARED = re.compile(
    rf"(?<![\w-])(?:plus|moins|autant|aussi|ainsi|tel(?:le)?s?|tant|mêmes?|autres?|rien|bien|autrement|plutôt|mieux)"
    rf"(?:[{BLANK}][\w’'-]+){{0,4}}[{BLANK}]que[{BLANK}]\Z"
)
_COMPLEMENT = rf"(?:[{BLANK}](?:de[{BLANK}]la[{BLANK}]|de[{BLANK}]l[’']|d[eu][{BLANK}]|d[’'])[\w’-]+)"
_SEVERAL = re.compile(
    rf"(?:{_START}{_OPENER}(?i:les|ces|ses|leurs|nos|vos|mes|certaine?s|plusieurs|quelques)"
    rf"|{_JOINED}(?:les|ces|ses|leurs|nos|vos|mes))[{BLANK}]"
    rf"(?:(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|premi(?:er|ère)s|derni(?:er|ère)s|nouve(?:aux|lles)|"
    rf"grande?s|petite?s|jeunes|autres|principaux|principales|anciens|anciennes)[{BLANK}])?"
    rf"(?P<noun>[a-zà-ÿœ]{{3,}}[sx])(?:[{BLANK}](?P<adjective>[a-zà-ÿœ]{{3,}}[sx]))?{_COMPLEMENT}?[{BLANK}]{_ONE}"
)
#: Words behind a plural article of which the verb may stand in the singular, and no nouns.
_NO_SEVERAL = frozenset(
    "tiers quarts fois moins plus pas dessous dessus jamais alors puis dans sans vers mais temps corps gens "
    "échos misérables inconnus".split()
)


def _number(match: re.Match[str]) -> tuple[int, int]:
    """Where the verb that was found stands."""
    return match.span(next(group for group in ("have", "be", "modal") if match[group]))


@rule(
    "words.verb-of-several",
    category="words",
    confidence=0.87,
    why="The subject is in the plural, and so is its verb.",
    example=(
        "Elle demande pourquoi ses voisins a quitté le village.",
        "Elle demande pourquoi ses voisins ont quitté le village.",
    ),
    words=(*_HAVE, *_BE, *_MODAL),
    trigger=rf"[sx][{BLANK}](?:[a-zà-ÿœ-]++[{BLANK}’']){{0,6}}?(?:a|avait|aurait?|est|était|serait?|va|peut|"
    rf"pou[vr]r?ait|pourra|doit|devr?ait|devra|veut|voulait|allait)[{BLANK}]",
)
def verb_of_several(line: Line, context: Context) -> Iterator[Change]:
    """« ses véhicules “a” dépassé » → « ont dépassé », « les frais “pourrait” monter » → « pourraient monter ».

    Evidence: a noun in the plural with its article begins a clause, its verb follows right behind, and a participle or
    an infinitive behind that; “est” needs a participle in the plural. Spares what is counted (“les deux tiers”),
    comparisons (“plus que les autres”), and what stands inside another phrase (“l’un des joueurs a”).
    """
    for match in _SEVERAL.finditer(line.text):
        noun = match["noun"]
        if noun in _NO_SEVERAL or noun.endswith("ièmes") or not context.lexicon.known(noun):
            continue
        if match["adjective"] and match["adjective"] in _NO_SEVERAL:
            continue
        form = noun_form(noun)
        if form is not None and not form[1] and not is_invariable(noun):
            continue
        if _COMPARED.search(line.text, max(0, match.start() - 80), match.start()):
            continue
        if match["clitic"] and match["clitic"].startswith(("les", "nous", "vous")) and not match["have"]:
            continue
        start, end = _number(match)
        yield Change(start, end, _PLURAL[line.text[start:end]])


#: Nouns in the singular of which the verb may stand in the plural, and those that tell when.
_COLLECTIVE = frozenset(
    "majorité plupart moitié totalité partie poignée série ensemble tiers quart pourcentage minorité reste "
    "nombre multitude infinité masse couple trio duo quatuor paire million milliard millier foule tas nuée "
    "bande quantité flopée "
    "myriade pléiade kyrielle cohorte horde ribambelle centaine dizaine douzaine "
    "quinzaine vingtaine trentaine quarantaine cinquantaine soixantaine vague lot cinquième sixième dixième "
    "duo un une peu plus même autre premier première second seconde dernier dernière seul seule "
    "an année automne été hiver printemps jour journée lendemain lundi mardi mercredi jeudi vendredi samedi dimanche "
    "matin matinée midi mois moment nuit semaine siècle soir soirée trimestre veille week-end instant fois heure "
    "minute décennie saison après-midi avant-veille surlendemain suite long".split()
)
#: Those with a complement: « un groupe de manifestants ont ».
_GATHERED = frozenset("groupe armée équipe cortège peuple famille public gang".split())
_NAME = r"[A-ZÀ-Þ][\w-]+"
#: (“, et le maire” may be the last of several.)
_JOINED_ONE = _JOINED.replace(rf"(?<=,[{BLANK}]et[{BLANK}])|", "")
_SINGLE = re.compile(
    rf"(?:{_START}{_OPENER}(?:(?i:l[ea]|une?|son|sa|cet?|cette|leur|notre|votre|chaque)[{BLANK}]|[Ll][’'])"
    rf"|{_JOINED_ONE}(?:(?:l[ea]|son|sa|cet?|cette|leur|notre|votre|chaque)[{BLANK}]|l[’']))"
    rf"(?P<noun>[a-zà-ÿœ]{{3,}}(?:-[a-zà-ÿœ]+)?)"
    rf"(?P<named>(?:[{BLANK}]{_NAME}){{1,3}}|(?P<complement>{_COMPLEMENT})?"
    rf"(?P<aside>,[{BLANK}]{_NAME}(?:[{BLANK}]{_NAME}){{1,2}},)?)[{BLANK}]{_MANY}"
)
_NAMED = re.compile(
    rf"{_START}{_OPENER}(?P<name>(?P<first>{_NAME})(?:[{BLANK}]{_NAME}){{0,2}})"
    rf"(?:,[{BLANK}]qui[{BLANK}][^,.;:!?«»“”\"()]{{4,80}},)?[{BLANK}]{_MANY}"
)


@rule(
    "words.verb-of-one",
    category="words",
    confidence=0.87,
    why="The subject is in the singular, and so is its verb.",
    example=("La ministre ont répondu vendredi.", "La ministre a répondu vendredi."),
    words=_SINGULAR,
    trigger=rf"[\w,][{BLANK}](?:n[’']|l[’'])?(?:ont|avaient|aur(?:ont|aient)|sont|étaient|ser(?:ont|aient)|vont|"
    rf"peuvent|pouvaient|pourr(?:ont|aient)|doivent|devaient|devr(?:ont|aient)|veulent|voulaient|allaient)[{BLANK}]",
)
def verb_of_one(line: Line, context: Context) -> Iterator[Change]:
    """« La maire “ont” répondu » → « a répondu », « Son fondateur, Paul Weber, “doivent” partir » → « doit partir ».

    Evidence: a noun in the singular with its article, or the name of one person or firm, begins the clause, and its
    verb with a participle or an infinitive follows right behind. Spares collectives (“la majorité ont”), times with the
    subject behind the verb (“ce jour-là ont été signés”), enumerations, names in the plural and bands.
    """
    text = line.text
    for match in _SINGLE.finditer(text):
        noun = match["noun"]
        form = noun_form(noun)
        if noun in _COLLECTIVE or noun.endswith("aine") or not (is_person(noun) or form is not None and not form[1]):
            continue
        if match["named"] and not match["complement"] and not is_person(noun) or match["aside"] and not is_person(noun):
            continue
        if noun in _GATHERED and match["complement"]:
            continue
        near = (max(0, match.start() - 200), match.start())
        if _JOINS_TWO.search(text, *near) or _COMPARED.search(text, *near):
            continue
        start, end = _number(match)
        yield Change(start, end, _SINGULAR[text[start:end]])
    for match in _NAMED.finditer(text):
        name = match["name"].replace("\u00a0", " ")
        person = match["first"] in given_genders() and " " in name and name not in _BANDS
        firm = table_of(context).types.get(name) == "company"
        if (person or firm) and not re.search(r"[^s]s\Z", match["name"]):
            start, end = _number(match)
            yield Change(start, end, _SINGULAR[text[start:end]])


#: Groups that are called like a person.
_BANDS = frozenset(("Franz Ferdinand", "Alice Cooper", "Marilyn Manson", "Lynyrd Skynyrd"))
#: “tant le maire que la presse”, “ni le maire ni la presse”.
_JOINS_TWO = re.compile(
    rf"(?<![\w-])(?:tant|autant|ainsi|aussi[{BLANK}]bien|comme|ni|plus|moins|de[{BLANK}]même)(?![\w-])[^.!?…;]*\Z",
    re.IGNORECASE,
)


_BOTH = re.compile(
    rf"{_START}{_OPENER}(?P<one>{_NAME})(?:[{BLANK}]{_NAME}){{1,2}}[{BLANK}]et[{BLANK}](?P<other>{_NAME})"
    rf"(?:[{BLANK}]{_NAME}){{1,2}}(?:,[{BLANK}]qui[{BLANK}](?P<many>"
    rf"(?:[a-zà-ÿ]{{1,3}}[’'{BLANK}])?(?:ont|sont|[a-zà-ÿœ]+ent)(?!\w))?"
    rf"[^,.;:!?«»“”\"()]{{1,80}},)?[{BLANK}]{_ONE}"
)


@rule(
    "words.verb-of-both",
    category="words",
    confidence=0.86,
    why="Two persons are the subject: their verb is in the plural.",
    example=(
        "Anna Berger et Lucie Morel a signé la lettre.",
        "Anna Berger et Lucie Morel ont signé la lettre.",
    ),
    words=(*_HAVE, *_BE, *_MODAL),
    trigger=rf"[{BLANK}]et[{BLANK}][A-ZÀ-Þ][\w-]+[{BLANK}][A-ZÀ-Þ]",
)
def verb_of_both(line: Line, context: Context) -> Iterator[Change]:
    """« Anna Berger et Lucie Morel “a” signé » → « ont signé », with a relative clause between as well.

    Evidence: two persons named in full begin the sentence, one of them has a first name of the table, or the relative
    clause is in the plural. Spares firms and titles of two names (“Thelma et Louise a reçu un prix”).
    """
    for match in _BOTH.finditer(line.text):
        if match["many"] or match["one"] in given_genders() or match["other"] in given_genders():
            start, end = _number(match)
            yield Change(start, end, _PLURAL[line.text[start:end]])


_WHO = re.compile(
    rf"{_START}(?:(?i:l[ea]|une?|son|sa|cet?|cette|leur|notre|votre)[{BLANK}]|[Ll][’'])(?P<noun>[a-zà-ÿœ]{{3,}})"
    rf"(?:[{BLANK}](?P<adjective>[a-zà-ÿœ]{{3,}}))?,[{BLANK}]qui[{BLANK}]"
    rf"(?:{_MANY}|(?P<verb>[a-zà-ÿœ]{{3,}}ent)(?=[{BLANK}][\wÀ-ÿ]))"
)
_USUAL = 2.7


@rule(
    "words.verb-of-who",
    category="words",
    confidence=0.86,
    why="“Qui” is one: its verb is in the singular.",
    example=(
        "Sa société, qui fabriquent des jouets, cherche un local.",
        "Sa société, qui fabrique des jouets, cherche un local.",
    ),
    needs=("qui",),
    trigger=rf",[{BLANK}]qui[{BLANK}](?:[a-zà-ÿœ’']+(?:nt))[{BLANK}]",
)
def verb_of_who(line: Line, context: Context) -> Iterator[Change]:
    """« Son entreprise, qui “fabriquent” des jouets, » → « qui fabrique ».

    Evidence: a noun in the singular with its article begins the sentence, “, qui” follows it directly, and the verb is
    an auxiliary or a usual one in -er. Spares collectives (“le couple, qui ont”).
    """
    for match in _WHO.finditer(line.text):
        noun, verb = match["noun"], match["verb"]
        form = noun_form(noun)
        if noun in _COLLECTIVE or noun.endswith("aine") or not (is_person(noun) or form is not None and not form[1]):
            continue
        if match["adjective"] and match["adjective"][-1] in "sx":
            continue
        if verb is None:
            start, end = _number(match)
            yield Change(start, end, _SINGULAR[line.text[start:end]])
        elif stem := verb.removesuffix("ent"):
            infinitive = f"{stem[:-1]}yer" if stem.endswith(("oi", "ui")) else f"{stem}er"
            if context.lexicon.zipf(infinitive) >= _USUAL and context.lexicon.zipf(stem + "e") >= 2.0:
                yield Change(match.end("verb") - 3, match.end("verb"), "e")


_IMPERFECT = "avais|étais|pouvais|devais|voulais|allais|faisais|aurais|serais|pourrais|devrais"
_I_OR_YOU = re.compile(
    r"(?<![\w’'-])(?:[Jj]e|[Tt]u|[Mm]oi|[Tt]oi)(?![\w’'])|(?<![\w’])[JjTt][’']|(?<![\w])qui(?!\w)(?=[^,]*\Z)"
)
_OF_IMPERFECT = re.compile(
    rf"(?P<determiner>(?<![\w’'-])(?:(?i:l[ea]s?|une?|des|son|sa|ses|cet?|cette|ces|leurs?)[{BLANK}]|[Ll][’']))"
    rf"(?P<noun>[a-zà-ÿœ]{{3,}})(?P<rest>{_COMPLEMENT}{{0,2}})[{BLANK}](?P<verb>{_IMPERFECT})(?=[{BLANK}][\wÀ-ÿ])"
)
_SENTENCE = re.compile(r"[^.!?…«»“”\"]*\Z")


@rule(
    "words.imperfect-person",
    category="words",
    confidence=0.88,
    why="The subject is a noun: the verb stands in the third person.",
    example=("Le prix du pain avais doublé.", "Le prix du pain avait doublé."),
    words=_IMPERFECT.split("|"),
)
def imperfect_person(line: Line, context: Context) -> Iterator[Change]:
    """« le cours de l’action “avais” doublé » → « avait doublé », « les ventes “étais” en baisse » → « étaient ».

    Evidence: a noun with its article stands right before a form that only je and tu have, and neither stands in the
    sentence. Spares “moi qui avais”.
    """
    for match in _OF_IMPERFECT.finditer(line.text):
        before = _SENTENCE.search(line.text, max(0, match.start() - 400), match.start())
        if before is None or _I_OR_YOU.search(before[0]):
            continue
        determiner = match["determiner"].strip(" \u00a0’'").lower()
        many = determiner in ("les", "des", "ses", "ces", "leurs")
        # “l’équipe des joueurs avais”: whose verb it is shows only where the noun begins its phrase.
        if re.search(rf"(?<![\w’'-])(?:d[eu]|des|à|aux?|et|ou|en|sur|par|pour)[{BLANK}]\Z", before[0]):
            continue
        yield Change(match.end("verb") - 1, match.end("verb"), "t") if not many else Change(
            match.end("verb") - 2, match.end("verb"), "ient"
        )
