"""Stray language: English function words left in a French sentence.

Whole foreign clauses are the translation's business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.language import frequency
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_words import SHORT_QUOTATION

_SPACE = "[ \u00a0\u202f]"

#: An English function word and the French forms that translate it.
_TRANSLATED: Mapping[str, frozenset[str]] = {
    english: frozenset(french.split())
    for english, french in {
        "is": "est était",
        "are": "sont étaient",
        "was": "était fut a",
        "were": "étaient furent ont",
        "has": "a avait",
        "have": "a ont avons avez avaient avait",
        "had": "avait avaient eut",
        "will": "va vont sera seront aura auront",
        "would": "serait seraient aurait auraient",
        "could": "pourrait pourraient pouvait pouvaient",
        "should": "devrait devraient",
        "must": "doit doivent",
        "the": "le la les l",
        "of": "de du des d",
        "and": "et",
        "with": "avec",
        "that": "que qu",
        "which": "qui que",
        "from": "de depuis du des",
        "by": "par",
        "for": "pour",
        "but": "mais",
        "because": "parce car",
        "he": "il",
        "she": "elle",
        "they": "ils elles",
        "their": "leur leurs",
        "this": "ce cette cet",
        "these": "ces",
        "been": "été",
        "said": "dit déclaré",
    }.items()
}
#: "but" is a goal in French.
_FRENCH_TOO = frozenset(("but",))
#: English words that are also names or begin titles: with a capital only where no title can stand.
_CAPITAL = frozenset("Have Has Was Were Had Been".split())
_ENGLISH = "|".join(sorted(_TRANSLATED, key=len, reverse=True))
#: After these a word is spoken of: "la boucle for", "le mot and".
WORDS_ABOUT_WORDS = frozenset(
    "mot mots terme termes verbe préposition conjonction boucle boucles fonction instruction opérateur commande clé "
    "méthode expression champ option paramètre clause requête".split()
)
_ENGLISH_SUBJECTS = frozenset("i you we they it he she who not to there".split())
_WORD = re.compile(r"[^\W\d_]+")
_REMNANT = re.compile(rf"(?<![\w’'-])({_ENGLISH}){_SPACE}+([^\W\d_]+)(?![\w-])", re.IGNORECASE)
_OPENS = re.compile(rf"(?:^|[.!?…»]{_SPACE})(?:[–—-]{_SPACE})?$")
_NEIGHBOUR_BEFORE = re.compile(rf"([^\W\d_]+)({_SPACE}*[–—,]?{_SPACE}*)$")


def _french(word: str) -> bool:
    """Whether a lower-case word is much more at home in French than in English."""
    return word.islower() and frequency(word, "fr") >= 3 and lead(word) > 0.3


def lead(word: str) -> float:
    return frequency(word, "fr") - frequency(word, "en")


@rule(
    "stray.remnant",
    category="stray",
    confidence=0.93,
    why="An English word was left standing beside its French translation.",
    example=("Le musée is est fermé depuis mardi.", "Le musée est fermé depuis mardi."),
    words=(*_TRANSLATED, *_CAPITAL),
    trigger=rf"{_SPACE}(?:{_ENGLISH}|{'|'.join(sorted(_CAPITAL))}){_SPACE}|^(?:{'|'.join(sorted(_CAPITAL))}){_SPACE}",
)
def remnant(line: Line, context: Context) -> Iterator[Change]:
    """Drop an English function word right before the French word that translates it ("was était").

    Evidence: the pair, and that the word before is no English of its own. Spared: titles and names ("This Is", "The
    Who"), quoted English, French words of the same spelling.
    """
    text = line.text
    for match in _REMNANT.finditer(text):
        english, french = match.group(1), match.group(2)
        if french not in _TRANSLATED[english.lower()] or english.lower() in _FRENCH_TOO:
            continue
        if not english.islower() and english not in _CAPITAL:
            continue
        after = _WORD.search(text, match.end(2), match.end(2) + 40)
        before = _NEIGHBOUR_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        if before is None:
            if english in _CAPITAL and after and _french(after.group()) and _OPENS.search(text, 0, match.start()):
                yield Change(match.start(1), match.end(2), french.capitalize())
            continue
        previous, gap = before.groups()
        if previous in WORDS_ABOUT_WORDS:
            continue
        dashed = any(mark in gap for mark in "–—,")
        # "What Love Is est", "le Have a": English before it, or a capital that a title would have.
        if not english.islower() and not (dashed or previous.islower()):
            continue
        if not dashed and (previous.lower() in _ENGLISH_SUBJECTS or previous.islower() and lead(previous) < 0):
            continue
        # "a" is an English word too: "have a dream".
        if french == "a" and (after is None or lead(after.group().lower()) < 0):
            continue
        yield Change(match.start(1), match.start(2), "")


#: English words with one French translation between French words.
_JOINING: Mapping[str, str] = {
    "and": "et",
    "with": "avec",
    "for": "pour",
    "between": "entre",
    "without": "sans",
    "during": "pendant",
    "against": "contre",
    "despite": "malgré",
}
#: The same, but only before a French article, because several translations compete elsewhere.
_BEFORE_ARTICLE: Mapping[str, str] = {
    "in": "dans",
    "by": "par",
    "after": "après",
    "before": "avant",
    "since": "depuis",
    "under": "sous",
    "where": "où",
    "when": "quand",
    "if": "si",
}
_VERBS: Mapping[str, str] = {
    "is": "est",
    "was": "était",
    "were": "étaient",
    "are": "sont",
    "has": "a",
    "have": "ont",
    "had": "avait",
}
_GENITIVE = ("of", "from")
_LONE = "|".join((*_GENITIVE, *_JOINING, *_BEFORE_ARTICLE, *_VERBS))
_JOINED = re.compile(
    rf"(?:(?<![\w-])|(?<=-)(?=(?:ils?|elles?|on)(?!\w)))([a-zà-ÿœæ]+|[A-ZÀ-Þ][a-zà-ÿœæ]+)[,;]?{_SPACE}({_LONE})"
    rf"(?={_SPACE}((?:(?:[ldsn]|qu)[’'])?)([a-zà-ÿœæ]+)(?!\w))"
)
_DETERMINERS = frozenset("un une le la les des ce cet cette ces son sa ses leur leurs mon ma au aux du en de".split())
ARTICLES = frozenset("le la les un une des ses leurs son sa leur cette ces".split())
_PRONOUNS = frozenset("ils elle elles se ne nous vous je lui qui".split())
_CONTRACTED = {"le": "du", "les": "des"}
_SUBJECTS = frozenset("Il Ils Elle Elles On Cela".split())
#: Heads of French names of bodies that English does not write so, or not before what is French.
_BODIES = frozenset(
    "Centre Conseil Comité Institut Ministère Bureau Agence Ligue Musée École Faculté Fédération Maison Chambre Banque "
    "Caisse Direction Office Observatoire Syndicat Tribunal Cour Hôpital Laboratoire Fondation Académie Haut "
    "Département Secrétariat Autorité Commission Confédération Collectif Union Société Groupe Club Université".split()
)
_BEHIND_NAMES = frozenset("with without between during against despite after before since".split())
_VOWELS = "aeiouâàéèêëîïôöûùœæ"


@rule(
    "stray.function-word",
    category="stray",
    confidence=0.9,
    why="An English function word stands between two French words.",
    example=("Les parents and les enfants ont marché.", "Les parents et les enfants ont marché."),
    words=_LONE.split("|"),
    trigger=rf"{_SPACE}(?:{_LONE}){_SPACE}",
)
def function_word(line: Line, context: Context) -> Iterator[Change]:
    """Put the French word for a lone English conjunction, preposition or auxiliary between two French words.

    Evidence: both neighbours are lower-case French words that English hardly has. Spared: names and titles, English
    terms ("drag and drop", "state of the art"), short quotations, and words with several translations ("in", "by")
    except before a French article.
    """
    text = line.text
    quotations = None
    for match in _JOINED.finditer(text):
        previous, english, elided, following = match.groups()
        if previous in _DETERMINERS or previous in WORDS_ABOUT_WORDS or text.startswith(" en anglais", match.end(2)):
            continue
        # Behind a name only what cannot be a part of it: "à Puno with ses enfants".
        named = previous[0].isupper() and previous not in _SUBJECTS
        body = english == "of" and previous in _BODIES and not elided and following not in _PRONOUNS
        if named and not body and not (english in _BEHIND_NAMES and following in ARTICLES):
            continue
        previous = previous.lower()
        # A French article behind shows the language even where the noun before is English too ("parents").
        pronoun = elided[:1] in ("s", "n", "q") or following in _PRONOUNS
        if elided and pronoun and english != "and":
            continue
        article = bool(elided) or following in ARTICLES or (pronoun and english == "and")
        if not named and not _french(previous) and not (article and lead(previous) > -0.8):
            continue
        if not article and (english in _BEFORE_ARTICLE or not _french(following)):
            continue
        if quotations is None:
            quotations = [each.span() for each in SHORT_QUOTATION.finditer(text)]
        if any(start < match.start() < end for start, end in quotations):
            continue
        start, end = match.span(2)
        if english not in _GENITIVE:
            yield Change(start, end, (_JOINING | _BEFORE_ARTICLE | _VERBS)[english])
        elif following in _CONTRACTED and not elided:
            yield Change(start, match.end(4), _CONTRACTED[following])
        elif elided.lower().startswith("l") or following[0] not in _VOWELS + "yh":
            yield Change(start, end, "de")
        elif not elided and following[0] in _VOWELS:
            yield Change(start, match.start(4), "d’")


_DOUBLE_ARTICLE = re.compile(
    rf"(?<![\w’'-])([Ll][ea]s?|[Uu]ne?|[Dd]es|[Dd]u|[Aa]ux?|[Cc]e(?:s|t|tte)?){_SPACE}the(?={_SPACE}([a-zà-ÿœæ]+))"
)


@rule(
    "stray.article",
    category="stray",
    confidence=0.92,
    why="An English article follows the French one.",
    example=("Le the maire a signé la the loi hier.", "Le maire a signé la loi hier."),
    words=("the",),
    trigger=rf"{_SPACE}the{_SPACE}",
)
def article(line: Line, context: Context) -> Iterator[Change]:
    """Drop "the" between a French article and a French noun; English terms behind it ("le the end") stay."""
    for match in _DOUBLE_ARTICLE.finditer(line.text):
        if lead(match.group(2)) > -0.5 and frequency(match.group(2), "fr") >= 3:
            yield Change(match.end(1), match.end(), "")


#: French verbs of saying and thinking, behind which "that" is "que", and what begins the clause then.
_SAID = (
    "dit|dire|disent|disait|déclare|déclaré|affirme|affirmé|assure|assuré|estime|estimé|explique|expliqué|ajoute|"
    "ajouté|annonce|annoncé|pense|pensent|croit|croient|sait|savent|indique|indiqué|précise|précisé|"
    "souligne|souligné|rappelle|rappelé|espère|espèrent|craint|craignent|montre|"
    "montré|révèle|révélé|confirme|confirmé|prévient|promis|reconnu|"
    "admet|admis|soutient|jure|répété|écrit|parce|afin|alors|tandis|pour|avant|après|depuis|pendant|sorte|fait|preuve|"
    "idée|crainte"
)
_THAT = re.compile(
    rf"(?<![\w-])(?:{_SAID}){_SPACE}that(?={_SPACE}(?P<next>(?:les?|la|un|une|des|ils?|elles?|on|nous|vous|je|ce|cette"
    rf"|ces|son|sa|ses|leurs?|cela|tous|toutes|plusieurs|rien)(?!\w)|[lcdnj][’']|[A-ZÀ-Þ]))"
)


@rule(
    "stray.that",
    category="stray",
    confidence=0.9,
    why="An English conjunction joins two French clauses.",
    example=("Le maire dit that les travaux ont cessé.", "Le maire dit que les travaux ont cessé."),
    words=("that",),
    trigger=rf"{_SPACE}that{_SPACE}",
)
def that(line: Line, context: Context) -> Iterator[Change]:
    """Put "que" for "that" between a French verb of saying and a French clause."""
    for match in _THAT.finditer(line.text):
        end, start = match.end(), match.end() - len("that")
        if match.group("next").startswith(("il", "elle", "on", "un")):
            yield Change(start, end + 1, "qu’")
        else:
            yield Change(start, end, "que")


MEETINGS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
#: English words that join clauses or nouns, before a French one: what it is in French, and what has to follow.
_SUBJECT = r"(?:ils?|elles?|on|nous|vous|je|les?|la|un|une|des|ce|cette|ces|son|sa|ses|leurs?|cela)(?!\w)|[lcjd][’']"
_FINITE = (
    r"(?:a|ont|est|sont|était|étaient|avait|avaient|sera|seront|aura|auront|fut|furent|peut|peuvent|doit|doivent|va|"
    r"vont|fait|font|n[’']\w+|ne|se|s[’']\w+|[a-zà-ÿ]{3,20}(?:ait|aient|era|eront|irait))(?![\w’'])"
)
_LINKS = re.compile(
    rf"(?<=[a-zà-ÿœ\d%€$»)])(?P<comma>,?){_SPACE}(?:(?P<relative>which|who)(?={_SPACE}{_FINITE})"
    rf"|(?P<clause>because|while)(?={_SPACE}(?P<subject>{_SUBJECT}))|(?P<but>but)(?={_SPACE}(?!d[’'])(?:{_SUBJECT}))"
    rf"|(?P<preposition>to|about){_SPACE}(?P<article>les?(?!\w)|la(?!\w)|l[’']))"
)


_GOAL = re.compile(
    r"(?<![\w’'-])(?:buts|but (?:refusé|marqué|inscrit|encaissé|contre|vainqueur|égalisateur)|gardien|penalty|penaltys"
    r"|football|footballeurs?|attaquants?|handball|hockey)(?!\w)"
)


def _tells_of_goals(line: Line) -> bool:
    return _GOAL.search(line.text) is not None


def speaks_of_goals(context: Context) -> bool:
    """Whether the document speaks of goals, which are “but” in French."""
    return any(context.each(_tells_of_goals))


#: What one does not drink.
_NO_DRINK = re.compile(rf"{_SPACE}(?:ils?|elles?|on|nous|vous|je|ces?|cette|cela|les|des|ses|son|sa|leurs?|c[’']|j[’'])")
_VERB_NEAR = re.compile(rf"(?:{_SPACE}[^\s.,;:!?]+){{2,7}}?{_SPACE}{_FINITE}")


@rule(
    "stray.link",
    category="stray",
    confidence=0.87,
    why="An English word joins two French phrases.",
    example=("La loi, which a été votée, plaît to les élus.", "La loi, qui a été votée, plaît aux élus."),
    words=("which", "who", "because", "while", "but", "to", "about"),
    trigger=rf"{_SPACE}(?:which|who|because|while|but|to|about){_SPACE}",
)
def link(line: Line, context: Context) -> Iterator[Change]:
    """Put "qui" for "which" before a verb, "parce que" for "because" before a subject, "à" for "to" before an article.

    "But", which is a goal in French, only after a comma. Spared: English before the word, short quotations.
    """
    text = line.text
    quotations = [each.span() for each in SHORT_QUOTATION.finditer(text)]
    for match in _LINKS.finditer(text):
        before = _NEIGHBOUR_BEFORE.search(text[max(0, match.start() - 40) : match.start()])
        previous = before.group(1) if before else ""
        worded = text[match.start() - 1].isalpha()
        if worded and (not previous.islower() or lead(previous) < -0.3 or previous in WORDS_ABOUT_WORDS):
            continue
        if any(start < match.start() < end for start, end in quotations):
            continue
        kind = next(name for name in ("relative", "clause", "but", "preposition") if match[name])
        if kind == "relative":
            yield Change(*match.span(kind), "qui")
        elif kind == "clause":
            french = "parce que" if match[kind] == "because" else "tandis que"
            elides = match["subject"].startswith(("il", "elle", "on", "un"))
            yield Change(match.start(kind), match.end(kind) + elides, french[:-1] + "’" if elides else french)
        elif kind == "but":
            # "But un verre d’eau" drinks it; behind "mais" there is a verb.
            if not match["comma"] or speaks_of_goals(context):
                continue
            if _NO_DRINK.match(text, match.end()) or _VERB_NEAR.match(text, match.end()):
                yield Change(*match.span(kind), "mais")
        else:
            de, article = match[kind] == "about", match["article"]
            meeting = MEETINGS.get(("de" if de else "à", article)) or ("de " if de else "à ") + article
            yield Change(match.start(kind), match.end("article"), ("à propos " if de else "") + meeting)
