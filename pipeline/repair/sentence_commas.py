"""A comma that parts the subject of a sentence from its verb: « Le préfet, ne veut pas céder. »"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.sentences import ABBREVIATIONS, CIRCUMSTANCES, word_before
from pipeline.repair.subjects import is_person
from pipeline.repair.typography import BLANK

#: What may open the sentence before its subject, with a comma of its own.
_OPENING = (
    rf"(?:Autrement[{BLANK}]dit|En[{BLANK}]clair|En[{BLANK}]d[’']autres[{BLANK}]termes|Bref|En[{BLANK}]résumé|"
    rf"En[{BLANK}]bref|En[{BLANK}]effet|En[{BLANK}]fait|En[{BLANK}]réalité|En[{BLANK}]outre|En[{BLANK}]revanche|"
    rf"Par[{BLANK}]ailleurs|Par[{BLANK}]conséquent|De[{BLANK}]plus|De[{BLANK}]son[{BLANK}]côté|Du[{BLANK}]coup|"
    r"Pourtant|Cependant|Toutefois|Néanmoins|Enfin|Ensuite|Finalement|Résultat|Hier|Aujourd[’']hui|"
    rf"(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)(?:[{BLANK}](?:dernier|matin|soir))?|"
    rf"Ce[{BLANK}](?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|Pour[{BLANK}]l[’']instant),[{BLANK}]"
)
_WORD = r"(?!(?:qui|que|dont|où|et|ou|ni|si|comme|quand|non|pas|lui|elle)(?![\w’'-]))[a-zà-ÿœ][\w-]*"
_NOUNS = (
    r"(?P<determiner>Les?|La|L[’']|Son|Sa|Ses|Leurs?|Ces?|Cette|Cet|Notre|Nos|les?|la|l[’']|son|sa|ses|leurs?|ces?|"
    rf"cette|cet|notre|nos)(?:[{BLANK}]|(?<=[’']))(?P<noun>{_WORD})"
    rf"(?P<rest>(?:[{BLANK}](?:de[{BLANK}]la[{BLANK}]|des[{BLANK}]|du[{BLANK}]|d[e][{BLANK}]|de[{BLANK}]l[’']|d[’'])?"
    rf"(?:{_WORD}|[A-ZÀ-Þ][\w-]*)){{0,5}})"
)
_NAME = (
    r"(?P<first>[A-ZÀ-Þ][\w-]+)"
    rf"(?P<family>(?:[{BLANK}](?:(?:de|du|la|van|von|der|al)[{BLANK}])*[A-ZÀ-Þ][\w’-]+){{0,2}})"
)
#: Forms that only a third person has, so that nobody is called and told: « Paul, ne viens pas ».
_NEGATED = (
    rf"(?:ne[{BLANK}]|n[’'])(?:(?:se|lui|leur|y|en)[{BLANK}]|[sly][’']|en[{BLANK}])?(?P<negated>(?:est|a|veut|veulent|"
    rf"peut|"
    rf"peuvent|doit|doivent|sait|savent|fait|font|dit|disent|croit|croient|voit|voient|prend|prennent|ont|sont|"
    r"[a-zà-ÿœ]{2,}(?:ait|aient|era|eront|ira|iront|dra|dront|it|ît|aît|èrent|irent|urent)"
    r"|(?P<like_imperative>[a-zà-ÿœ]{2,}e)))"
    rf"(?=[{BLANK}](?:(?:[a-zà-ÿ]+ment|donc|toutefois|cependant)[{BLANK}])?(?:pas|plus|jamais|rien|guère|aucun|aucune)"
    r"(?!\w))"
)
_STATED = (
    rf"(?P<stated>(?:(?:a|ont|avait|avaient)[{BLANK}](?:[a-zà-ÿ]+ment[{BLANK}]|aussi[{BLANK}]|également[{BLANK}]|"
    rf"déjà[{BLANK}])?)?{SAYS}|veut|veulent|croit|croient|pense|pensent|espère|espèrent)(?=[{BLANK}]qu(?:e[{BLANK}]|"
    rf"[’']))"
)
_PARTED = re.compile(
    rf"(?:\A|(?<=[!?…»”][{BLANK}])|(?<=[a-zà-ÿœ\d%)]{{3}}\.[{BLANK}]))(?P<opening>{_OPENING})?(?:{_NOUNS}|"
    rf"{_NAME})(?P<comma>,)[{BLANK}]"
    rf"(?:{_NEGATED}|{_STATED})"
)
#: « Le journal citant l’agence, a »: a second comma is missing.
_ASIDE = re.compile(rf"[{BLANK}][a-zà-ÿœ]{{3,}}ant(?!\w)")
_PLURALS = frozenset("les ses ces leurs nos".split())
_PLURAL_VERB = re.compile(r"(?:ont|ent)\Z")
#: Words by which one is called.
_CALLED = frozenset("monsieur madame messieurs mesdames maître docteur".split())


@rule(
    "sentences.parted-subject",
    category="sentences",
    confidence=0.86,
    why="No comma stands between a subject and its verb.",
    example=("En clair, le syndicat, ne veut pas négocier.", "En clair, le syndicat ne veut pas négocier."),
    trigger=rf"(?:\A|[.!?…«»”“][{BLANK}]?)(?=[A-ZÀ-Þ])[^.!?…;:«»“”()]{{3,100}},[{BLANK}](?:n[e’']|a|o|"
    rf"[a-z]+[{BLANK}]qu)",
)
def parted_subject(line: Line, context: Context) -> Iterator[Change]:
    """Takes out the one comma between a subject and a negated verb, or a verb that “que” follows.

    Evidence: the subject begins its sentence or follows a linking adverb (“Autrement dit,”), nothing but its
    complements stands before the comma, and the verb is a third person of its number. Spares subjects with a clause or
    an apposition inside, adverbials of time, imperatives and inversions.
    """
    for match in _PARTED.finditer(line.text):
        verb = match["negated"] or match["stated"]
        if match["noun"]:
            if match["determiner"].islower() and not match["opening"]:
                continue
            plural = match["determiner"].lower() in _PLURALS
            if word_before(line.text, max(0, match.start() - 2)) in ABBREVIATIONS or _ASIDE.search(match["rest"]):
                continue
            words = {match["noun"], *re.findall(r"[^\W\d_]+", match["rest"])}
            if not words.isdisjoint(CIRCUMSTANCES) or has_verb(match["rest"], context.lexicon):
                continue
            usual = context.lexicon.zipf(match["noun"]) >= 3.0 or is_person(match["noun"])
            if not usual or words & finite() and not match["negated"]:
                continue
        else:
            plural = False
            low = match["first"].lower()
            named = match["first"] in first_names() and match["family"] or not ordinary(low, context.lexicon)
            if not named or low in _CALLED:
                continue
        if match["like_imperative"] and not (match["opening"] and match["noun"]):
            continue
        head = verb.split()[0]
        if plural == bool(_PLURAL_VERB.search(head)):
            yield Change(match.start("comma"), match.end("comma"), "")
