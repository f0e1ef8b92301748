"""Names that a stop cut off from the thing that they name: « sa chaîne sportive. SportPlus. »"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, surnames
from pipeline.repair.name_lexicon import capital_only, not_french, ordinary
from pipeline.repair.name_table import name_table
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.sentences import STOP_INSIDE
from pipeline.repair.subjects import without_quotations
from pipeline.repair.typography import BLANK

#: Kinds of things that bear such names.
_KINDS = (
    "agence|alliance|appli|application|assistant|association|banque|brasserie|cabinet|chaîne|chantier naval|club|"
    "coentreprise|coalition|collectif|coopérative|compagnie|concurrente?|console|constructeur|émission|entreprise|"
    "éditeur|équipementier|fabricant|festival|filiale|firme|fonction|fonctionnalité|fondation|fonds|formule|"
    "géant|groupe|hebdomadaire|holding|incubateur|institut|jeu vidéo|journal|laboratoire|label|lanceur|librairie|"
    "logiciel|magazine|maison de disques|maison d[’']édition|maison mère|marque|messagerie|modèle|moteur de recherche|"
    "mouvement|navire|newsletter|opérateur|ONG|organisation|outil|parti|plateforme|podcast|processeur|"
    "programme|projet|puce|quotidien|radio|réseau|rivale?|robot|satellite|service|site|société|sonde|"
    "sous-marin|start-up|startup|station|structure|studio|système|télescope|usine|vaisseau|véhicule|voilier|webzine"
)
_DETERMINER = rf"(?:l[ea]|du|au|son|sa|leur|cet?|cette|notre|votre)[{BLANK}]|l[’']"
#: What may stand between a noun and the stop without a verb: adjectives, complements, names.
_COMPLEMENT = (
    rf"(?:[{BLANK}](?:de[{BLANK}]la[{BLANK}]|d[eu][{BLANK}]|des[{BLANK}]|de[{BLANK}]l[’']|d[’']|en[{BLANK}]|à[{BLANK}]|"
    rf"aux?[{BLANK}]|pour[{BLANK}](?:les?[{BLANK}]|la[{BLANK}]|l[’'])?|dans[{BLANK}](?:le[{BLANK}]|la[{BLANK}])?|"
    rf"(?:du|de[{BLANK}]la)[{BLANK}]|de[{BLANK}](?:son|sa|leur|ses|leurs)[{BLANK}])?[\w-]{{2,}}){{0,6}}"
)
_RELATIVE = rf"(?:[{BLANK}](?:que[{BLANK}]|qu[’']|qui[{BLANK}]|dont[{BLANK}]|où[{BLANK}])[^.,;:!?…«»“”\"()]{{4,60}})?"
_NAME = (
    rf"(?P<name>[A-ZÀ-Þ][\w&’-]*(?:[{BLANK}](?:(?:of|the|and|de)[{BLANK}])?[A-ZÀ-Þ\d][\w&-]*){{0,3}})"
)
_CUT_OFF = re.compile(
    rf"(?<![\w’'-])(?:{_DETERMINER})(?:(?P<quality>[a-zà-ÿœ]{{4,12}})[{BLANK}])?(?P<kind>{_KINDS})"
    rf"(?P<complement>(?![\w’'-]){_COMPLEMENT})(?P<relative>{_RELATIVE})(?P<stop>\.)[{BLANK}]+{_NAME}"
    rf"\.(?=[{BLANK}]+[«“\"(]?[{BLANK}]?[A-ZÀ-Þ\d]|\Z)"
)
#: Agencies and papers whose name alone is a credit.
_CREDITS = frozenset(
    "AFP Reuters AP ATS Belga APS MAP TAP Xinhua EFE ANSA DPA Kyodo TASS Keystone Bloomberg PA UPI SDA Sipa Getty "
    "Shutterstock iStock".split()
)
#: Zipf frequency below which a word alone is no French word.
_RARE = 2.5
#: Titles that end in a stop of their own.
_TITLES = frozenset("Capt Prof Sgt Gén Mlle Messrs Revd Hon Esq Corp".split())
_SENTENCE_START = re.compile(rf"(?:\A|[.!?…»”][{BLANK}]+)(?=[^.!?…]*\Z)")
#: « Une seule marque. Apple. », « la plus grande entreprise du monde. Walmart. »: said on purpose.
_ON_PURPOSE = re.compile(
    r"(?<!\w)(?:seule?s?|unique|même|vraie?|plus|moins|meilleure?|pire|qu[’']une?|ne|n|est|être|"
    r"sont|sera|était|fut)(?![\w-])|:"
)


@rule(
    "sentences.cut-off-name",
    category="sentences",
    confidence=0.84,
    why="A name alone between two stops is the name of the thing before it.",
    example=(
        "Le chercheur a quitté l’entreprise qu’il avait fondée à Lyon. Nuvexa Labs.",
        "Le chercheur a quitté l’entreprise qu’il avait fondée à Lyon, Nuvexa Labs.",
    ),
    gate=STOP_INSIDE,
    trigger=rf"\.[{BLANK}]+[A-ZÀ-Þ][\w&’-]*(?:[{BLANK}](?:[a-z]{{2,3}}[{BLANK}])?"
    rf"[A-ZÀ-Þ\d][\w&-]*){{0,3}}\.(?:[{BLANK}]|\Z)",
)
def cut_off_name(line: Line, context: Context) -> Iterator[Change]:
    """Puts a comma in the place of a stop between a thing and its name: “sur la chaîne du groupe. Starz.”

    Evidence: the name makes a whole “sentence” and is no French word, person or credit; the sentence before has a verb
    and ends in the noun of a kind of thing with its definite or possessive determiner, perhaps with complements or a
    short relative clause. Spares fragments that are meant (“Il n’en reste qu’une. Zoé.”, “C’est la seule marque.
    Lip.”), and names one after the other.
    """
    text = line.text
    for match in _CUT_OFF.finditer(text):
        name = match["name"]
        start = _SENTENCE_START.search(text, 0, match.start())
        lead = text[start.end() if start else 0 : match.start()]
        follows = re.match(rf"\.[{BLANK}]+[A-ZÀ-Þ][\w-]*(?:[{BLANK}][A-ZÀ-Þ][\w-]*){{0,3}}\.", text[match.end() - 1 :])
        if follows or not _names_thing(name, context) or has_verb(match["complement"], context.lexicon):
            continue
        said = without_quotations(text[start.end() if start else 0 : match.start("stop")])
        if any(map(_ON_PURPOSE.search, (lead.rpartition(",")[2], match["quality"] or "", match["complement"]))):
            continue
        if lead.count(" ") >= 1 and has_verb(said.lower(), context.lexicon):
            yield Change(match.start("stop"), match.end("stop"), ",")


def _names_thing(name: str, context: Context) -> bool:
    """Whether a whole “sentence” is the name of a thing: no French word, no person, no credit."""
    words = re.split(rf"[{BLANK}]", name)
    first = words[0]
    if first in _CREDITS or words[-1] == "Images" or len(words) == 1 and (len(name) < 4 or name in _TITLES):
        return False
    kind = name_table().types.get(name)
    if kind is not None:
        return kind not in ("person", "place")
    if first in first_names() or name in context.evidence(surnames):
        return False
    inner = any(letter.isupper() for letter in first[1:])
    low = first.lower()
    zipf = context.lexicon.zipf(low)
    if len(words) == 1:
        return inner or low in not_french() or low not in capital_only() and zipf < _RARE
    return inner or not ordinary(low, context.lexicon) or zipf < 4 and all(word[0].isupper() for word in words)
