"""Stops with a capital behind them inside a phrase: “le président. Du club, qui”, “Les habitants. De la vallée ont”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.name_compounds import has_finite_verb
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentences import ABBREVIATIONS, STOP_INSIDE
from pipeline.repair.typography import BLANK

_OF = rf"(?:Du[{BLANK}]|De[{BLANK}]la[{BLANK}]|De[{BLANK}]l[’']|Des[{BLANK}]|De[{BLANK}](?=[A-ZÀ-Þ])|D[’'](?=[A-ZÀ-Þ]))"
_BROKEN = re.compile(
    rf"(?P<lead>(?:^|(?<=[.!?…:][{BLANK}])|(?<=»))[^.!?…:;«»“”]*?(?P<noun>[a-zà-ÿœ]{{4,}}))(?P<stop>\.[{BLANK}])"
    rf"(?P<of>{_OF})(?P<next>[^\W\d_]+)(?P<after>[^.!?…:;«»“”]*)(?=(?P<end>[.!?…:;]|[{BLANK}]?[«»]|\Z))"
)
#: Behind “de” these begin an adverbial: “Du côté des élus”, “Des années plus tard”.
_NOT_OF = frozenset(
    "côté coup reste moins fait jour nuit fois même plus sorte façon manière part suite années heures jours mois "
    "semaines dizaines centaines milliers millions temps nouveau loin près haut bas toute tout pourquoi quoi".split()
)
_PHRASE = re.compile(
    rf"(?:L[ae]s?[{BLANK}]|L[’']|Son[{BLANK}]|Sa[{BLANK}]|Ses[{BLANK}]|Leurs?[{BLANK}]|Cette[{BLANK}]|Ces?[{BLANK}])"
    rf"(?P<middle>(?:(?!(?:les?|la|une?|sa|son|se|ne|à|en)[{BLANK}])[a-zà-ÿœ-]+[{BLANK}]){{0,3}})[a-zà-ÿœ]+\Z"
)
#: A clause between two commas, and a verb in the plural.
_INSERTED = re.compile(rf",[{BLANK}](?:qui|que|dont|où)[{BLANK}][^,]*,")
_PLURAL = re.compile(r"(?<![\w’'-])(?:[a-zà-ÿœ]{2,}ent|[osfv]ont|ont)(?![\w’'-])")
_DETERMINED = re.compile(
    rf"(?P<before>[^\W\d_]+)[{BLANK}](?:le[{BLANK}]|la[{BLANK}]|l[’']|une?[{BLANK}]|son[{BLANK}]|"
    rf"sa[{BLANK}]|leur[{BLANK}]|les[{BLANK}])"
    rf"(?:[a-zà-ÿœ]+[{BLANK}])?[a-zà-ÿœ]+\Z"
)
_RELATIVE = re.compile(rf",[{BLANK}](?:qui|que|dont|où|lequel|laquelle)[{BLANK}][^,]*\Z|,[{BLANK}]qu[’'][^,]*\Z")
_TWO_CLAUSES = re.compile(
    rf"(?<=[a-zà-ÿœ]{{3}})(?P<stop>\.[{BLANK}])(?P<preposition>Dans|Sur|Sous|Vers|Devant|Derrière|Avec|Sans|Contre|"
    rf"Entre|Chez|Parmi|Jusqu[’']|À|Au|Aux)(?=(?:(?<=[’'])|[{BLANK}])[^.,;:!?…«»“”()]{{3,40}}[{BLANK}]et[{BLANK}]"
    rf"(?:chacun|personne|nul|plus[{BLANK}]personne|tout[{BLANK}]le[{BLANK}]monde|ils?|elles?|on|nous|rien)[{BLANK}]"
    rf"(?:ne[{BLANK}]|n[’']|se[{BLANK}]|s[’']|l[’']|le[{BLANK}]|la[{BLANK}])?[a-zà-ÿœ]{{2,}})"
)


@rule(
    "sentences.stop-inside-phrase",
    category="sentences",
    confidence=0.85,
    why="The stop has fallen inside a phrase, and what follows it is no sentence.",
    example=("Les habitants. De la vallée ont protesté.", "Les habitants de la vallée ont protesté."),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}](?:D[ue’']|De|Dans|S[uoa]|Vers|A|Contre|Entre|Chez|Parmi|Jus|À)",
)
def stop_inside_phrase(line: Line, context: Context) -> Iterator[Change]:
    """Takes out a stop before “Du”, “De la” and the like that go on with the noun, and their capital.

    Evidence: what stands before the stop is a noun phrase without a verb, and the verb follows; or a noun with its
    article ends a sentence, and nothing but its complement and a relative clause follows up to the next stop; or a
    phrase of place is joined by “et” to a clause of its own (“se referma. Sur la mer et chacun rentra”). Spares
    adverbials (“Du côté des élus”), headings, and sentences.
    """
    text = line.text
    for match in _BROKEN.finditer(text):
        if match["next"].lower() in _NOT_OF or match["noun"] in ABBREVIATIONS or not is_noun(match["noun"]):
            continue
        lead, after = match["lead"].strip(), match["after"]
        if (phrase := _PHRASE.match(lead)) and finite().isdisjoint(phrase["middle"].split()):
            told = _INSERTED.sub("", after)
            several = match["of"].startswith("Des") and _PLURAL.search(told)
            found = match["end"] == "." and "," not in told and not several and has_finite_verb(told.strip(), context)
        else:
            determined = _DETERMINED.search(lead)
            apart = determined is not None and determined["before"] not in ("de", "à", "et", "ou", "ni", "comme")
            rest = _RELATIVE.sub("", after)
            found = apart and rest != after and not has_finite_verb(rest, context) and "," not in rest
        if found:
            at = match.start("of")
            yield Change(match.start("stop"), at + 1, " d")
    for match in _TWO_CLAUSES.finditer(text):
        first = match["preposition"][0]
        yield Change(match.start("stop"), match.start("preposition") + 1, " " + first.lower())
