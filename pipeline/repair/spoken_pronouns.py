"""One speaker whom the plural of an English “they” made several: « … », a dit une avocate. « … », ont-ils ajouté."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.attribution import SAYS
from pipeline.repair.line import Line
from pipeline.repair.nouns import Gender
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.subjects import family_genders, given_genders, is_person, noun_gender
from pipeline.repair.typography import BLANK

#: Verbs of saying in the plural of the present → the singular; those in -ent lose -nt.
_PRESENT = {
    "disent": "dit", "écrivent": "écrit", "poursuivent": "poursuit", "concluent": "conclut", 
    "avertissent": "avertit", "préviennent": "prévient", "reconnaissent": "reconnaît", "soutiennent": "soutient",
    "promettent": "promet", "admettent": "admet", "renchérissent": "renchérit", "reprennent": "reprend",
    "sourient": "sourit", "rient": "rit",
}  # fmt: skip
_IN_ER = (
    "affirm|ajout|assur|confi|confirm|constat|déclar|déplor|estim|expliqu|indiqu|insist|ironis|martèl|observ|plaid|"
    "plaisant|précis|racont|rappell|regrett|soulign|soupir|témoign|lanc|not|jug|résum|tranch"
)
#: What stands behind a quotation: the closing mark, and the verb with its pronoun.
_THEY = re.compile(
    rf"[»”\"],?[{BLANK}](?P<they>(?:(?P<auxiliary>ont|avaient)-(?:ils|elles)(?=[{BLANK}](?:[a-zé]+ment[{BLANK}]|"
    rf"aussi[{BLANK}]|également[{BLANK}]|encore[{BLANK}]|ensuite[{BLANK}])?{SAYS})"
    rf"|(?P<present>{'|'.join(_PRESENT)}|(?:{_IN_ER})ent)-(?:ils|elles)))(?!\w)"
)
#: Who spoke last: right behind a quotation, before the one that the plural follows.
_ONE = re.compile(
    rf"[»”\"],?[{BLANK}](?:(?:a|avait)[{BLANK}](?:[a-zé]+ment[{BLANK}]|aussi[{BLANK}]|également[{BLANK}])?{SAYS}"
    rf"|{SAYS}(?<!ent)(?<!aient))[{BLANK}](?:(?:à|au|aux)[{BLANK}][^,.«»“”]{{2,40}}?[{BLANK}](?=une?[{BLANK}]|"
    rf"l[ea][{BLANK}]))?"
    rf"(?P<who>(?P<determiner>[Ll][ea]|[Ll][’']|[Uu]ne?|[Ss]on|[Ss]a|[Ll]eur|[Cc]et?|[Cc]ette)(?:[{BLANK}]|(?<=[’']))"
    rf"(?:(?:ancien(?:ne)?|nouveau|nouvelle|nouvel|jeune|actuel(?:le)?|premi(?:er|ère)|autre|même|vieux|vieille|"
    rf"haute?|proche|grande?)[{BLANK}])?(?P<noun>[a-zà-ÿœ][\w-]+)"
    rf"|(?P<title>M\.|Mme|Mlle)[{BLANK}][A-ZÀ-Þ][\w’-]+"
    rf"|(?P<first>[A-ZÀ-Þ][\w’-]+)(?:[{BLANK}](?:d[eu][{BLANK}]|van[{BLANK}]|von[{BLANK}])?(?P<family>[A-ZÀ-Þ][\w’-]+))"
    rf"{{0,2}})(?![\w’-])(?P<rest>[^«»“”\".!?…;]*?)[{BLANK}]*[,.:][{BLANK}]*\Z"
)
#: A second speaker, or one who speaks for several.
_SEVERAL = re.compile(
    rf"(?<!\w)(?:(?:et|ou)[{BLANK}](?:l[ea]s?[{BLANK}]|l[’']|son[{BLANK}]|sa[{BLANK}]|ses[{BLANK}]|une?[{BLANK}]|"
    rf"[A-ZÀ-Þ])"
    rf"|avec[{BLANK}](?:l[ea]s?|son|sa|ses|une?)[{BLANK}]|aux[{BLANK}]côtés|entourée?|accompagnée?|flanquée?|rejointe?)"
)
#: For whom else one speaks, or what else one says of others.
_FOR_OTHERS = re.compile(
    rf"(?<!\w)(?:au[{BLANK}]nom[{BLANK}]d|conjoint|tous|toutes|couple|duo|collègues|ils|elles|que[{BLANK}]|qu[’'])"
)
_RELATIVE = re.compile(rf"[{BLANK}](?:(?:qui|que|dont|où)[{BLANK}]|qu[’'])")
#: An answer may be that of others.
_ANSWERED = re.compile(rf"[{BLANK}](?:[a-zé]+[{BLANK}])?(?:répondu|rétorqué|répliqué|riposté|crié|scandé)(?!\w)")
#: A quotation of less than four words, which may be one of many in the sentence.
_FEW_WORDS = re.compile(r"[«“\"](?:[^\w«»“”\"]*[\w’'-]+){0,3}[^\w«»“”\"]*[»”\"]\Z")
#: What one person said, as the last sentence of a paragraph.
_REPORTED = re.compile(
    rf"(?:\A|[.!?…»”][{BLANK}]+)(?:[^.!?…;:«»“”]{{2,200}},[{BLANK}])?(?P<determiner>[Ll][ea]|[Ll][’']|[Ss]on|[Ss]a|"
    rf"[Cc]et?|"
    rf"[Cc]ette)(?:[{BLANK}]|(?<=[’']))(?P<noun>[a-zà-ÿœ][\w-]+)(?:[{BLANK}][A-ZÀ-Þ][\w’-]+){{0,3}}[{BLANK}]"
    rf"(?:(?:a|avait)[{BLANK}](?:[a-zé]+ment[{BLANK}]|aussi[{BLANK}]|également[{BLANK}])?{SAYS}|{SAYS}(?<!ent))"
    rf"[{BLANK}]qu(?:e[{BLANK}]|[’'])(?P<said>[^.!?…:;«»“”\"]+)\.[{BLANK}]*\Z"
)
#: Verbs in the plural, whose subject may be who speaks next.
_MANY = re.compile(r"(?<![\w’'-])(?:ont|sont|vont|font|[a-zà-ÿœ]{2,}(?:aient|[eid]ront|[èiu]rent|(?<!m)ent))(?![\w-])")
_RELATIVE_CLAUSE = re.compile(rf"[{BLANK}]qui[{BLANK}][^,]*")
_OPENING = re.compile(r"[«“\"]")
#: Bodies that one speaks of in the plural.
_COLLECTIVE = frozenset("couple duo trio équipe famille groupe collectif comité jury".split())


@rule(
    "words.one-speaker",
    category="words",
    confidence=0.86,
    why="One person speaks: the plural is that of an English “they”.",
    example=(
        "«\u00a0Le port sera fermé\u00a0», a déclaré une avocate. «\u00a0Personne ne le sait\u00a0», ont-ils ajouté.",
        "«\u00a0Le port sera fermé\u00a0», a déclaré une avocate. «\u00a0Personne ne le sait\u00a0», a-t-elle ajouté.",
    ),
    needs=("-ils", "-elles"),
    trigger=rf"[»”\"],?[{BLANK}][a-zà-ÿ]+nt-(?:ils|elles)(?!\w)",
)
def one_speaker(line: Line, context: Context) -> Iterator[Change]:
    """« … », a dit un témoin. « … », “ont-ils ajouté” → “a-t-il ajouté”.

    Evidence: the quotation before, in the same paragraph, was said by one person, named by a noun or name whose gender
    is shown, and nothing stands between that sentence and the quotation which “ont-ils” follows; or the quotation
    begins its paragraph, and the one before ends in what one person said (“l’avocate a dit que”). Spares those who
    speak for several, bodies, and two speakers.
    """
    for match in _THEY.finditer(line.text):
        if _ANSWERED.match(line.text, match.end()):
            continue
        gender = speaker(line.text, match.start(), context) or _speaker_before(line, match.start(), context)
        if gender is None:
            continue
        pronoun = "elle" if gender == "f" else "il"
        if match["auxiliary"]:
            verb = "a" if match["auxiliary"] == "ont" else "avait"
        else:
            verb = _PRESENT.get(match["present"], match["present"][:-2])
        link = "-" if verb[-1] in "td" else "-t-"
        yield Change(match.start("they"), match.end("they"), verb + link + pronoun)


def speaker(text: str, closing: int, context: Context) -> Gender | None:
    """The gender of the one person who said the quotation before the one that closes there."""
    openings = [each.start() for each in _OPENING.finditer(text, 0, closing)]
    if not openings:
        return None
    found = _ONE.search(text, max(0, openings[-1] - 500), openings[-1])
    if found is None or _FEW_WORDS.search(text, 0, found.start() + 1):
        return None
    if _FOR_OTHERS.search(found["rest"]) or _SEVERAL.search(_RELATIVE.split(found["rest"])[0]):
        return None
    if found["title"]:
        return "m" if found["title"] == "M." else "f"
    if found["noun"]:
        person = is_person(found["noun"]) and found["noun"] not in _COLLECTIVE
        if not person:
            return None
        named = re.match(rf"[{BLANK}]([A-ZÀ-Þ][\w-]+)[{BLANK}][A-ZÀ-Þ]", found["rest"])
        told = given_genders().get(named[1]) if named else None
        return noun_gender(found["determiner"].rstrip("’'"), found["noun"]) or told
    family = found["family"] or found["first"]
    return given_genders().get(found["first"]) or context.evidence(family_genders).get(family)


def _speaker_before(line: Line, closing: int, context: Context) -> Gender | None:
    """The gender of the one person whose words the paragraph before ends in, where a quotation begins this one."""
    openings = [each.start() for each in _OPENING.finditer(line.text, 0, closing)]
    if openings != [0] or line.index == 0:
        return None
    found = _REPORTED.search(context.lines[line.index - 1])
    if found is None or found["noun"] in _COLLECTIVE or not is_person(found["noun"]):
        return None
    said = _RELATIVE_CLAUSE.sub(" ", found["said"])
    if _FOR_OTHERS.search(said) or _MANY.search(said):
        return None
    return noun_gender(found["determiner"].rstrip("’'"), found["noun"])
