"""Stops that fell between a noun and the name that completes it: “l’alliance d’opposition. UDC obtient”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.repair.attribution import SAYS
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.name_evidence import first_names, is_person_noun
from pipeline.repair.name_lexicon import capital_only, ordinary
from pipeline.repair.name_table import name_table
from pipeline.repair.nouns import is_noun
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import PARTICIPLE

_BLANK = "[ \u00a0\u202f]"
#: Nouns of what has a title, whose name may begin with an article.
_PRESS = (
    "journal|quotidien|hebdomadaire|hebdo|mensuel|magazine|chaîne|radio|site|agence|revue|télévision|média|podcast|blog"
)
#: Nouns that call for a name: firms, bodies, ships, storms.
_NAMED = (
    rf"{_PRESS}|constructeur|fabricant|équipementier|groupe|géant|entreprise|société|compagnie|start-up|banque|"
    rf"opérateur"
    "|éditeur|plateforme|studio|label|fondation|association|ONG|organisation|syndicat|centrale|fédération|parti|"
    "formation|"
    "coalition|alliance|mouvement|institut|cabinet|laboratoire|navire|cargo|pétrolier|paquebot|voilier|ouragan|typhon|"
    "cyclone|tempête|satellite|sonde|fusée|mission|télescope|enseigne|filiale|marque|distributeur|assureur|brasseur"
)
#: The words by which a line is told that may hold one of them.
NAMED_WORDS = tuple(sorted(set(re.findall(r"[^\W\d_]+", _NAMED))))
#: Those of which a name alone between two stops can only be the name.
_HOUSES = "institut|fondation|cabinet|laboratoire|ONG|association|syndicat|think tank"
_DETERMINER = r"(?:(?:[Ll][ae]|[Dd]u|[Aa]u|[Ss]on|[Ss]a|[Ll]eur|[Cc]e|[Cc]ette|[Cc]et){blank}|[Ll][’'])"
#: What a noun may have behind it: an adjective, a noun with “de”.
_WITH = r"(?:{blank}(?:de la |de l[’']|du |des |de |d[’'])?[a-zà-ÿœ-]{{3,20}}){{0,3}}"
_PHRASE = re.compile(
    rf"(?<![\w’'-])(?P<determiner>{_DETERMINER.format(blank=_BLANK)})(?:[a-zà-ÿœ]{{3,12}}{_BLANK})?(?P<noun>{_NAMED})"
    rf"(?P<with>{_WITH.format(blank=_BLANK)})(?P<stop>\.){_BLANK}"
    rf"(?P<name>(?:(?:L[ae]s?|El|Il|The|Die|Der){_BLANK}|L[’'])?[A-ZÀ-Þ][\w&-]*(?:{_BLANK}[A-ZÀ-Þ][\w&-]*){{0,2}})"
    rf"(?P<after>,{_BLANK}|\.(?={_BLANK}[A-ZÀ-Þ«]|\Z)|{_BLANK}(?=[a-zà-ÿœ]))"
)
_ARTICLE = re.compile(rf"(?:L[ae]s?|El|Il|The|Die|Der){_BLANK}|L[’']")
_START = re.compile(rf"(?:.*[.!?…:;«»“”]{_BLANK}+)?(?P<lead>.*)\Z", re.DOTALL)
_SMALL = re.compile(r"(?<![\w’'-])(?:[a-zà-ÿ]{1,2}[’'])?([a-zà-ÿœ]+)(?![\w’'])")
#: What opens a sentence and depends on a verb that comes later.
_OPENS = re.compile(
    r"(?:Selon|D[’']après|Pour|Dans|Chez|Avec|Contre|À|Au|Interrogée?s?|Contactée?s?|Sollicitée?s?|Jointe?s?|Citée?s?|"
    r"Invitée?s?|Rachetée?s?|Soutenue?s?|Fondée?s?|Relayée?s?)(?!\w)"
)
_VERB_AFTER = re.compile(r"(?:n[’']|ne |s[’']|se |l[’'](?:en )?|en |y |lui |leur |les )?(?P<verb>[a-zà-ÿœ]+)(?![\w’-])")
#: “le quotidien. La República aussi.”: the verb of the clause before is meant.
_ALSO = re.compile(r"(?:aussi|également|non plus|(?:lui|elle) aussi)(?=[.,;])")
_ENDING = re.compile(r"(?:[^m]ent|ait|aient|[ei]ra|eront|iront|èrent|irent|ont)$")
#: Finite forms of the tables that a phrase without a verb has too.
_NO_VERBS = frozenset("porte reste pense".split())


def _is_finite(word: str, lexicon: Lexicon) -> bool:
    """Whether a small word may be a finite verb."""
    if word in finite() or not is_noun(word) and lexicon.known(word) and _ENDING.search(word):
        return True
    return not is_noun(word) and word.endswith("e") and len(word) > 3 and lexicon.zipf(word + "r") >= 3.0


def has_verb(text: str, lexicon: Lexicon) -> bool:
    """Whether a word in small letters may be a finite verb."""
    return any(_is_finite(word, lexicon) for word in _SMALL.findall(text))


@lru_cache(maxsize=1 << 12)
def _is_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word with a capital can hardly begin a sentence as a common word."""
    if word.isupper():
        return len(word) > 1
    low = word.lower()
    inner = any(letter.isupper() for letter in word[1:])
    return inner or low in capital_only() or not ordinary(low, lexicon) and not lexicon.known(low)


def names_behind_stops(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Names behind the noun that they complete and a stop, where what stands before the stop is no sentence.

    Either the sentence before has no verb and the name goes on with one (“L’alliance d’opposition. UDC obtient”), or it
    is a complement that the comma behind the name ends (“Interrogé par le journal. Le Devoir, le ministère”), or the
    title of a paper stands alone between two stops.
    """
    for match in _PHRASE.finditer(text):
        name, noun = match["name"], match["noun"]
        article = _ARTICLE.match(name)
        press = re.fullmatch(_PRESS, noun) is not None
        first = re.split(r"[ \u00a0\u202f]", name[article.end() :] if article else name)[0]
        known = not {name, name.replace("’", "'"), name.replace("'", "’")}.isdisjoint(name_table().types)
        if article and not (press and (known or _title_follows(match, first, lexicon))):
            continue
        if not article and not (known or _is_name(first, lexicon)) or first in first_names():
            continue
        if match["with"] and has_verb(match["with"], lexicon):
            continue
        lead = _START.match(text[: match.start()])["lead"]
        after = match["after"]
        if after.startswith("."):
            # “a-t-il dit au quotidien. Le Soir.”: a title alone is no sentence.
            one = " " not in name and article is None and not name.isupper() and re.fullmatch(_HOUSES, noun)
            if (press and known or one) and lead and not match["determiner"][0].isupper():
                yield match
            continue
        if lead.count(" ") > 14 or has_verb(lead, lexicon):
            continue
        opens = _OPENS.match(lead) is not None
        clause = not lead.strip() or lead.rstrip().endswith(",")
        if after.startswith(","):
            found = opens and not clause
        else:
            verb = _VERB_AFTER.match(text, match.end("after"))
            also = _ALSO.match(text, match.end("after"))
            acts = verb is not None and (also or _is_finite(verb["verb"], lexicon))
            alone = not lead.strip() and not match["with"]
            found = acts and clause and not (alone and match.start() == 0)
        if found:
            yield match


def _title_follows(match: re.Match[str], first: str, lexicon: Lexicon) -> bool:
    """Whether an article with a capital begins a title and no sentence: a noun with a capital, no French word."""
    return match["after"].startswith(",") or _is_name(first, lexicon)


_PERSON = re.compile(
    rf"(?:^|(?<=[.!?…»”]{_BLANK}))(?:L[ae]{_BLANK}|L[’']|Son{_BLANK}|Sa{_BLANK}|Leur{_BLANK})"
    rf"(?:(?:ancien(?:ne)?|nouveau|nouvelle|actuel|actuelle|premier|première){_BLANK})?(?P<noun>[a-zà-ÿœ-]{{4,}})"
    rf"(?P<with>(?:{_BLANK}(?:de la |de l[’']|du |des |de |d[’'])?[\wà-ÿ-]{{2,20}}){{0,5}})(?P<stop>\.){_BLANK}"
    rf"(?P<name>(?P<first>[A-ZÀ-Þ][\w-]+)(?:{_BLANK}[A-ZÀ-Þ][\w’'-]+){{0,2}}),{_BLANK}(?P<next>[^,.!?]*)"
)


def persons_behind_stops(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Persons between a stop and a comma behind what they are, with the verb of both: “Le maire. Ana Ruiz, a dit”."""
    for match in _PERSON.finditer(text):
        alone = match["name"] == match["first"]
        known = _is_name(match["first"], lexicon) if alone else match["first"] in first_names()
        if not is_person_noun(match["noun"]) or not known:
            continue
        verb = _VERB_AFTER.match(match["next"])
        if verb is None or verb["verb"] not in finite() or PARTICIPLE.search(verb["verb"]) and verb["verb"] != "a":
            continue
        starts = match["name"].lower() in load_table("french")["names"]["starters"]
        if not starts and not has_verb(match["with"], lexicon):
            yield match


_SPEAKER = re.compile(
    rf",{_BLANK}(?:(?:a|avait){_BLANK})?{SAYS}{_BLANK}(?:l[ea]{_BLANK}|l[’'])(?:(?:ancien(?:ne)?|"
    rf"ex-){_BLANK}?)?(?P<noun>[a-zà-ÿœ-]{{4,}})"
    rf"(?:{_BLANK}(?:de la |de l[’']|du |des |de |d[’'])?[\wà-ÿ-]{{3,20}}){{0,3}}(?P<stop>\.){_BLANK}"
    rf"(?P<first>[A-ZÀ-Þ][\w-]+){_BLANK}[A-ZÀ-Þ][\w’'-]+(?:{_BLANK}[A-ZÀ-Þ][\w’'-]+)?(?=\.(?:{_BLANK}|\Z))"
)


def speakers_behind_stops(text: str) -> Iterator[re.Match[str]]:
    """Stops between who says it and a name alone: “prévient l’eurodéputée allemande. Christine Schneider.”"""
    for match in _SPEAKER.finditer(text):
        if is_person_noun(match["noun"]) and match["first"] in first_names():
            yield match


_AUXILIARIES = (
    "a|ont|avait|avaient|aura|auront|aurait|auraient|est|sont|était|étaient|sera|seront|serait|seraient|va|vont"
)
_MODALS = "peut|peuvent|doit|doivent|devra|devront|pourra|pourront|devrait|devraient|pourrait|pourraient|reste|restent"
_PREDICATE = re.compile(
    rf"(?<=[a-zà-ÿœ)»]{{4}})(?P<stop>\.{_BLANK})(?=(?:ne{_BLANK}|n[’']|s[’']|se{_BLANK}|l[’']|y{_BLANK}|en{_BLANK})?"
    rf"(?:{_AUXILIARIES}|{_MODALS}){_BLANK}(?:[a-zà-ÿœ]|[dl][’']))"
)
_SUBJECT = re.compile(
    r"\W{0,2}(?:L[ae]s?|L[’']|Une?|Des|Ces?|Cette|Cet|S[ao]n|Ses|Leurs?|Plusieurs|Certaine?s|Quelques)"
    r"(?:(?<=[’'])|(?!\w))"
)


def predicates_behind_stops(text: str, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Stops between a noun phrase that begins its sentence and the verb in small letters of which it is the subject."""
    for match in _PREDICATE.finditer(text):
        lead = _START.match(text[: match.start()])["lead"]
        bare = re.sub(r"\([^()]*\)", "", lead)
        if _SUBJECT.match(lead) and 0 < lead.count(" ") < 15 and not has_verb(bare, lexicon) and "," not in bare:
            yield match
