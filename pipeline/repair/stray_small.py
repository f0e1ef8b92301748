"""The smallest words of other languages before French ones, which French has too: “il patron”, “as trois sœurs”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.line import Line
from pipeline.repair.place_names import foreign_places
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_dates import alternatives
from pipeline.repair.stray_frame import SURE, french_before
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_relatives import is_finite
from pipeline.repair.stray_vocabulary import usual
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
_NUMBER = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|vingt|trente|premiers|premières|derniers"
    rf"|dernières){_SPACE}"
)
_IL = re.compile(
    rf"(?<![\w’'-])(?:(?P<before>[a-zà-ÿœ]+){_SPACE})?(?P<word>[Ii]l){_SPACE}(?P<noun>[a-zà-ÿœ]{{3,}})(?![\w’'-])"
)
_BEHIND_IL = re.compile(rf"[Ii](?<![\w’'-].)l{_SPACE}([a-zà-ÿœ]{{3,}})(?![\w’'-])")
_PREPOSITIONS = frozenset(
    "avec par pour sans dans sur contre selon chez entre sous vers derrière devant malgré".split()
)
#: Nouns that are adverbs, adjectives or pronouns too: a verb was lost behind “il”.
_NO_NOUN = frozenset(
    "bien mal tout rien point pas plus moins fort soir matin midi car or si là lui seul même autre haut bas "
    "loin peu trop "
    "tard tôt juste vite court droit clair net bon mieux pire contre pour avant après dehors dessus dessous "
    "depuis ensemble "
    "environ hier demain jeudi lundi mardi mercredi vendredi samedi dimanche membre né fan mort absent présent".split()
)
#: What makes a verb form of a noun that lost its ending: travail(le), emploi(e), soutien(t).
_ENDINGS = ("e", "le", "te", "t", "s", "es", "ent")
_REST = re.compile(r"[^.;:!?«»\"()]*")
_SUBJECT_PRONOUNS = frozenset("il elle on ils elles je tu nous vous qui ça cela ce que quand comme où".split())
_PLURAL = re.compile(
    rf"(?P<lead>(?<![\w’'-])(?P<before>[a-zà-ÿœ]+),?{_SPACE}|[;,:–—(«]{_SPACE}?)(?P<word>i|as|os){_SPACE}"
    rf"(?P<number>{_NUMBER})?(?P<noun>[a-zà-ÿœ]{{3,}}[sx])(?![\w’'-])"
)
_PLURALS = frozenset(("i", "as", "os"))
#: Before “as” and “os” these show that no verb and no noun of French is meant.
_JOINING = _PREPOSITIONS | frozenset("et ou mais que pendant après avant parmi".split())
#: Behind these “i” is the letter.
_BEFORE_LETTER = frozenset("les des deux petits de le un".split())
_YOU = re.compile(r"(?<![\w-])(?:[Tt]u|[Tt]oi|[Tt]es|[Tt]on|[Tt]a|[Tt][’'])(?![\w])")


@rule(
    "stray.small-article",
    category="stray",
    confidence=0.86,
    why="The article is another language’s.",
    example=(
        "L’équipe gagne, et il patron, Luc Roy, a changé i pneus.",
        "L’équipe gagne, et le patron, Luc Roy, a changé les pneus.",
    ),
    words=("il", "Il", "i", "as", "os"),
    trigger=rf"[Iiao](?<![\w’'-].)(?:(?<=[Ii])l|(?<=i)|(?<=[ao])s){_SPACE}[a-zà-ÿ]{{3,}}(?![\w’'-])",
)
def small_article(line: Line, context: Context) -> Iterator[Change]:
    """Put the French article for Italian “il” before a masculine noun that is no verb, for Italian “i” and Portuguese
    “as” and “os” before nouns in the plural.

    Evidence: behind “il” and its noun the verb of the clause follows, or a preposition stands before; “as” and “os”
    begin a clause or follow a preposition. Spared: a verb that lost its ending (“il travail”), “tu as”.
    """
    text = line.text
    for match in _IL.finditer(text) if any(map(_is_only_noun, _BEHIND_IL.findall(text))) else ():
        noun, before = match["noun"], match["before"] or ""
        if not _is_only_noun(noun) or not (before in _PREPOSITIONS or _has_verb(text, match, context)):
            continue
        if before in ("qu", "si", "que", "quand", "dont", "où") or not _at_place(text, match):
            continue
        article = "l’" if starts_with_vowel(noun) else "le "
        if match["word"][0] == "I":
            article = article.capitalize()
        yield Change(match.start("word"), match.start("noun"), article)
    for match in _PLURAL.finditer(text) if not _PLURALS.isdisjoint(line.forms) else ():
        word, before = match["word"], match["before"] or ""
        known = noun_gender(match["noun"])
        if known is None or not known[1] or lies_in(line.read(terms), match.start("word")):
            continue
        if word == "i":
            if not before or before in WORDS_ABOUT_WORDS or before in _BEFORE_LETTER:
                continue
            if (french_before(text, match.start("word"), "it") or 0) < SURE:
                continue
        elif before and before not in _JOINING or _YOU.search(text):
            continue
        yield Change(*match.span("word"), "les")


@lru_cache(maxsize=1024)
def _is_only_noun(word: str) -> bool:
    """Whether a word is a masculine noun in the singular and nothing that can stand behind the pronoun."""
    if noun_gender(word) != ("m", False) or word in _NO_NOUN or word in finite() or word in verb_forms():
        return False
    bare = re.sub(r"è(?=[a-z]e$)", "e", word)[:-1]  # (élève, élever)
    if word.endswith(("e", "t")) and any(bare + end in verb_forms() for end in ("er", "ir", "re", "tre")):
        return False
    return not any(word + ending in verb_forms() for ending in _ENDINGS)


def _has_verb(text: str, match: re.Match[str], context: Context) -> bool:
    """Whether the clause goes on with a finite verb that has no other subject."""
    rest = _REST.match(text, match.end())
    words = re.findall(r"[^\W\d_]+", rest.group()) if rest else []
    for place, word in enumerate(words[:14]):
        if word in ("a", "ont", "est") or is_finite(word, context.lexicon):
            return not words[:place] or words[place - 1].lower() not in _SUBJECT_PRONOUNS
    return False


def _at_place(text: str, match: re.Match[str]) -> bool:
    """Whether “Il” opens a sentence, or “il” stands inside one."""
    head = text[: match.start("word")].rstrip(" \u00a0\u202f")
    return (match["word"] == "il") == bool(head and head[-1] not in ".!?…«“\"")


_OF_NAME = re.compile(
    rf"(?<![\w’'-])(?P<before>celui|celle|ceux|celles"
    rf"|[a-zà-ÿœ]{{3,}}){_SPACE}(?P<of>di{_SPACE})(?=(?P<name>[A-ZÀ-Þ][a-zà-ÿ]))"
)
_OF_NOUN = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœ]{{2,}}){_SPACE}(?P<of>von{_SPACE})(?=(?P<next>[a-zà-ÿœ]{{3,}})(?![\w’'-])|\d)"
)
_TO = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœ]{{3,}}){_SPACE}(?P<to>zu|to|di){_SPACE}"
    rf"(?=(?:(?:l[ae]s?|se|ne{_SPACE}pas|y|en|lui|leur|nous|vous|me){_SPACE}"
    rf"|[lsn][’'])*(?P<verb>[a-zà-ÿœ]{{3,}}(?:er|ir|re))(?![\w’'-]))"
)
_LANGUAGE = {"zu": "de", "to": "en", "di": "it"}
#: Nouns, adjectives and participles that take “de” before an infinitive, and those that take “à”.
_WITH_OF = re.compile(
    r"(?:intention|décision|droit|possibilité|temps|moyen|chance|occasion|envie|besoin|peur|idée|façon|manière"
    r"|volonté|risque"
    r"|honneur|promesse|refus|projet|obligation|ordre|choix|désir|espoir|raison|pouvoir|permission"
    r"|interdiction|objectif"
    r"|mission|tâche|ambition|menace|liberté|plaisir|courage|force|capable|incapable|libre|obligée?s?"
    r"|contrainte?s?|sûre?s?"
    r"|certaine?s?|heureux|heureuse|fière?s?|impossible|possible|nécessaire|difficile|facile|important|interdit|temps"
    r"|décidé|refusé|promis|essayé|tenté|accepté|évité|menacé|proposé|permis|oublié|demandé|cessé|fini|choisi|prévu"
    r"|conseillé|recommandé|ordonné|juré|rêvé|envisagé|craint|mérité|omis|suggéré|interdit|empêché|décident?|refusent?"
    r"|promet|promettent|tentent?|essaient?|acceptent?|menacent?|proposent?|permet|permettent|demandent?|cessent?"
    r"|risquent?|viennent|vient|empêchent?|envisagent?|prévoient|prévoit)$"
)
_WITH_TO = re.compile(
    r"(?:commencé|réussi|appris|continué|aidé|invitée?s?|cherché|parvenue?s?|hésité|renoncé|engagée?s?|prêt(?:e?s?)"
    r"|autorisée?s?|habituée?s?|difficulté|difficultés|tendance|capacité|aptitude|commencent?|réussissent"
    r"|réussit|apprend"
    r"|apprennent|continuent?|aident?|invitent?|cherchent?|parvient|parviennent|hésitent?|renoncent?|encouragée?s?)$"
)


@rule(
    "stray.small-preposition",
    category="stray",
    confidence=0.87,
    why="The preposition is another language’s.",
    example=(
        "Sa victoire et celle di Luc closent dix ans von procès, et il a promis zu revenir.",
        "Sa victoire et celle de Luc closent dix ans de procès, et il a promis de revenir.",
    ),
    words=("di", "von", "zu", "to"),
)
def small_preposition(line: Line, context: Context) -> Iterator[Change]:
    """Put “de” for Italian “di” before a name, for German “von” before a French noun, and “de” or “à” for “zu”, “to”
    and “di” before a French infinitive, by the word that it depends on.

    Evidence: a French noun, or a word that takes such an infinitive, before it. Spared: names (“von Trapp”), terms.
    """
    text = line.text
    for match in _OF_NAME.finditer(text):
        before = match["before"]
        known = before.startswith("ce") and len(before) < 7 or noun_gender(before) and usual(before, "it") < -0.5
        if known and not lies_in(line.read(terms), match.start("of")):
            yield Change(*match.span("of"), "d’" if starts_with_vowel(match["name"]) and match["name"][0] != "H" else "de ")
    for match in _OF_NOUN.finditer(text):
        if usual(match["before"], "de") > -0.5 or match["before"] in WORDS_ABOUT_WORDS:
            continue
        following = match["next"]
        if following and not (noun_gender(following) and usual(following, "de") < -0.5):
            continue
        yield Change(*match.span("of"), "d’" if following and starts_with_vowel(following) else "de ")
    for match in _TO.finditer(text):
        before, verb = match["before"], match["verb"]
        of, to = _WITH_OF.match(before), _WITH_TO.match(before)
        if not of and not to or not (verb in verb_forms() or is_verb(verb, context.lexicon)):
            continue
        if usual(verb, _LANGUAGE[match["to"]]) > 0 or lies_in(line.read(terms), match.start("to")):
            continue
        start, end = match.span("to")
        if of and starts_with_vowel(text[end + 1 : end + 12]):
            yield Change(start, end + 1, "d’")
        else:
            yield Change(start, end, "de" if of else "à")


@lru_cache(maxsize=1)
def _countries() -> re.Pattern[str]:
    """Countries with a masculine or a plural name, in French."""
    table = load_table("brackets")["places"].values()
    single = {inside[3:] for _, inside in table if inside.startswith("au ")}
    single |= {french for french, kind in foreign_places().values() if kind == "m"}
    many = {inside[4:] for _, inside in table if inside.startswith("aux ")}
    many |= {french for french, kind in foreign_places().values() if kind == "p"}
    one, several = (
        "|".join(sorted(map(re.escape, each), key=lambda name: (-len(name), name))) for each in (single, many)
    )
    return re.compile(
        rf"(?<![\w’'-])(?P<word>[Dd]o|[Dd]el|[Vv]om|[Dd]os|[Dd]ei"
        rf"|[Dd]e{_SPACE}los)(?={_SPACE}(?:(?P<one>{one})|(?P<many>{several}))"
        rf"(?![\w’'-])(?!{_SPACE}[A-ZÀ-Þ]))"
    )


_NAME_BEFORE = re.compile(rf"(?<!^)(?<![.!?] )(?<![\w’'-])[A-ZÀ-Þ][\w’-]*{_SPACE}$")


@rule(
    "stray.of-country",
    category="stray",
    confidence=0.88,
    why="The article that ran together with “de” is another language’s.",
    example=("La série plaît do Portugal à la Corée.", "La série plaît du Portugal à la Corée."),
    words=("do", "Do", "del", "Del", "vom", "Vom", "dos", "Dos", "dei", "Dei", "los"),
    trigger=rf"(?<![\w’'-])(?:[Dd]o|[Dd]el|[Vv]om|[Dd]os|[Dd]ei|[Dd]e{_SPACE}los){_SPACE}[A-ZÀ-Þ]",
)
def of_country(line: Line, context: Context) -> Iterator[Change]:
    """“do Portugal” → “du Portugal”, “del Chili” → “du Chili”, “dos États-Unis” → “des États-Unis”, where a small
    French word or a comma stands before."""
    text = line.text
    for match in _countries().finditer(text):
        if _NAME_BEFORE.search(text[max(0, match.start() - 30) : match.start()]):
            continue  # "Banco do Brasil" is a name
        french = "du" if match["one"] else "des"
        yield Change(*match.span("word"), french.capitalize() if match["word"][0].isupper() else french)


_Y = re.compile(
    rf"(?P<head>(?:[^.,;:!?«»()–—\[\]]|(?<=\d),(?=\d))+){_SPACE}(?P<word>y){_SPACE}"
    rf"(?P<verb>[a-zà-ÿœ]{{2,}}(?P<tense>ait|aient|èrent|[eid]ra|[eid]ront))(?![\w’'-])"
)
#: Not "il y avait".
_Y_ALONE = re.compile(
    rf"y(?<={_SPACE}.)(?<!(?<![^\W\d_])[Ii]l{_SPACE}.)(?={_SPACE}[a-zà-ÿœ]{{2,}}(?:ait|aient|èrent|ra|ront)(?![\w’'-]))"
)
#: Words that begin a clause and are no names.
_OPENERS = frozenset(
    "Les Des Une Ces Ses Cet Cette Son Leur Leurs Dans Pour Avec Sur Par Chez Entre Très Plus Selon".split()
)
_NO_CLAUSE = re.compile(
    r"(?<![\w-])(?:qui|que|dont|où|et|ou|mais|car|si|comme|quand|lorsque|puisque|parce|donc|ni|auquel|laquelle"
    r"|lesquels)(?!\w)"
    r"|(?:qu|lorsqu|puisqu|s)[’']",
    re.IGNORECASE,
)


@rule(
    "stray.and-verb",
    category="stray",
    confidence=0.87,
    why="A Spanish “and” joins two verbs of one subject.",
    example=("Il mesurait huit mètres y pesait six tonnes.", "Il mesurait huit mètres et pesait six tonnes."),
    words=("y",),
    trigger=rf"[a-zà-ÿœ\d]{_SPACE}y{_SPACE}[a-zà-ÿœ]{{2,}}(?:ait|aient|èrent|ra|ront)(?!\w)",
)
def and_verb(line: Line, context: Context) -> Iterator[Change]:
    """Put “et” for Spanish “y” before a finite verb, where the clause has a verb of that tense already and no
    word that begins another: the French pronoun would leave the second verb without a subject.

    Spared: relative clauses, and what a comma or a conjunction divides.
    """
    for match in _Y.finditer(line.text) if _Y_ALONE.search(line.text) else ():
        words = re.findall(r"[^\W\d_]+", match["head"])
        if not words or words[-1].lower() in (*_SUBJECT_PRONOUNS, "ne", "n", "s", "d", "l", "en"):
            continue
        if _NO_CLAUSE.search(match["head"]) or not is_finite(match["verb"], context.lexicon):
            continue
        named = len(words) > 2 and words[0][0].isupper() and len(words[0]) > 2 and words[0] not in _OPENERS
        second = words[1] if len(words) > 1 else ""
        if named and second.endswith(("e", "t", "a")) and is_verb(second, context.lexicon, or_noun=True):
            yield Change(*match.span("word"), "et")
        elif any(
            word.islower() and word.endswith(match["tense"]) and is_finite(word, context.lexicon)
            for word in words[1:-1]
        ):
            yield Change(*match.span("word"), "et")


_EL = re.compile(
    rf"(?:(?<![\w’'-])(?:que|et|mais|car|quand|si|lorsque|où|puis|donc|avec|pour|par|contre|chez|selon)|(?<=[a-zà-ÿœ\d»”)]),){_SPACE}(?P<word>el){_SPACE}"
    rf"(?P<people>[A-ZÀ-Þ][a-zà-ÿ]{{2,}}(?:[cdglmnrstv]ien|éen|[bdglnrst]ais|[bdgln]ois|[dlnpt]ain)|Espagnol|Madrilène|Basque|Catalan"
    rf"|Suisse|Belge|Russe|Brésilien|Argentin|Monégasque|Serbe|Turc|Grec|Danois|Andalou|Sévillan)"
    rf"(?={_SPACE}(?:a|est|avait|était|n[’']|s[’']|ne|se|qui|va|fait|sera|aura|peut|doit|veut|de|[a-zà-ÿ]{{3,}})(?![\w’-])|[.,;:])"
)


@rule(
    "stray.el-people",
    category="stray",
    confidence=0.87,
    why="The article before the French name of a people is Spanish.",
    example=("Au printemps, el Monégasque a renoncé.", "Au printemps, le Monégasque a renoncé."),
    words=("el",),
    trigger=rf"{_SPACE}el{_SPACE}[A-ZÀ-Þ]",
)
def el_people(line: Line, context: Context) -> Iterator[Change]:
    """“, el Madrilène a renoncé” → “, le Madrilène a renoncé”, before what French calls the people of a town or land.

    Spared: Arabic names (“el Watan”, “Abd el Kader”), and papers and restaurants, which have a noun before them.
    """
    text = line.text
    for match in _EL.finditer(text):
        if starts_with_vowel(match["people"]):
            yield Change(match.start("word"), match.start("people"), "l’")
        elif (french_before(text, match.start("word"), "es") or 0) >= 0:
            yield Change(*match.span("word"), "le")


_AFTER = {
    "después": "après", "después de": "après", "dopo": "après", "após": "après", "depois de": "après",
    "desde": "depuis", "durante": "pendant", "tras": "après", "nach": "après", "seit": "depuis", "hace": "il y a",
    "after": "après", "since": "depuis", "during": "pendant", "within": "en",
}  # fmt: skip
_PERIOD = re.compile(
    rf"(?P<name>(?<![\w’'-])[A-ZÀ-Þ][\w’-]+){_SPACE}(?P<word>{alternatives(_AFTER)})"
    rf"(?={_SPACE}(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|dix-\w+|quinze|vingt|trente|plusieurs|quelques"
    rf"|une?|\d+){_SPACE}(?:longue?s?{_SPACE}|bonne?s?{_SPACE})?(?:heures?|jours?|semaines?|mois|ans?|années?|minutes?|décennies?|siècles?"
    rf"|saisons?)(?!\w))"
)


@rule(
    "stray.period",
    category="stray",
    confidence=0.87,
    why="The preposition before the French time is another language’s.",
    example=("Il quitte Bologne dopo deux saisons.", "Il quitte Bologne après deux saisons."),
    words={word.split()[0] for word in _AFTER},
)
def period(line: Line, context: Context) -> Iterator[Change]:
    """“s’emparer de Nantes después dix-sept mois” → “après dix-sept mois”, behind a name, where the other rules look
    for a French word.

    Evidence: a number and a French unit of time behind it. Spared: what the name belongs to in its language.
    """
    for match in _PERIOD.finditer(line.text):
        if french_before(line.text, match.start("word"), "es") != -1 and not lies_in(line.read(terms), match.start()):
            yield Change(*match.span("word"), _AFTER[re.sub(_SPACE, " ", match["word"])])
