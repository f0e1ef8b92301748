"""Of whom a paragraph speaks: the persons and bodies that are subjects of its sentences, and their gender."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.attribution import SAYS
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import is_person_noun
from pipeline.repair.nouns import Gender, noun_form
from pipeline.repair.rule import Context
from pipeline.repair.tables import load_table
from pipeline.repair.typography import BLANK

#: Bodies that speak like a person.
_BODIES = frozenset(
    "agence association assureur autorité banque cabinet centrale collectif comité commission compagnie confédération "
    "conseil constructeur direction entreprise éditeur équipementier fabricant fédération filiale firme fondation "
    "formation géant gouvernement groupe institut justice mairie ministère mouvement opérateur opposition organisation "
    "parquet parti police plateforme région préfecture société start-up studio syndicat tribunal université ville"
    .split()
)
#: Persons by what they are, in the gender that the article gives them: « un témoin », « une source ».
_PERSONS = frozenset(
    "adolescent adolescente ami amie actionnaire agent agente artisan artisane collègue commerçant commerçante "
    "conducteur conductrice consultant consultante cadre client cliente créateur créatrice dame employé employée "
    "enseignant enseignante étudiant étudiante ex-ministre expert experte femme fille fils garçon habitant habitante "
    "homme investisseur investisseuse locataire lycéen lycéenne mère négociateur négociatrice neveu nièce ouvrier "
    "ouvrière oncle participant participante passager passagère père personne pêcheur propriétaire retraité retraitée "
    "riverain riveraine salarié salariée source spécialiste survivant survivante tante témoin travailleur travailleuse "
    "vendeur vendeuse victime villageois villageoise visiteur visiteuse voisin voisine frère sœur mari épouse veuve "
    "leader numéro bourgmestre chancelière chancelier PDG DG cheffe attaquante défenseure "
    "utilisateur utilisatrice observateur observatrice chercheur chercheuse connaisseur proche membre lobbyiste trader "
    "technicien technicienne assistant assistante délégué déléguée représentant représentante partisan partisane "
    "manifestant manifestante stagiaire supporteur supportrice supporter touriste automobiliste sœur cousin cousine "
    "grand-mère grand-père mannequin modérateur modératrice trésorier trésorière administrateur administratrice "
    "fonctionnaire fermier fermière éleveuse paysan paysanne marin apiculteur apicultrice viticulteur viticultrice "
    "enquêteur enquêtrice inspecteur inspectrice détective concurrent concurrente rival rivale lauréat lauréate "
    "surveillant surveillante bénévole organisateur organisatrice mathématicien neurologue acheteur acheteuse".split()
)
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
#: « … », a lancé l’Américaine: who said it is what the sentence speaks of.
_SPOKEN = re.compile(rf"«[^«»]*»,?[{BLANK}](?:(?:a|avait)[{BLANK}](?:[a-zé]+ment[{BLANK}])?)?{SAYS}[{BLANK}]")
_BOUNDARY = re.compile(rf"(?<=[.!?…»”\"])[{BLANK}]+(?=[A-ZÀ-Þ])")
#: What may stand before the subject: « Plus tard », « Après le match, », « Mais ».
_BEFORE = (
    rf"(?:(?:Mais|Et|Or|Car|Pourtant|Plus[{BLANK}]tard|Ensuite|Puis|Hier|Aujourd[’']hui|Depuis|Enfin|Ainsi|Alors),?"
    rf"[{BLANK}])?(?:[A-ZÀ-Þ](?:(?![,.;:!?«»“”]|[{BLANK}](?:qui|que|dont|où|il|elle)[{BLANK}]).){{2,60}},[{BLANK}])??"
)
#: How the names of those who come from somewhere end: l’Américaine, l’Italien.
_PEOPLE = "aine?|aise?|ienn?e?|oise?|ole?|ande?|ecque"
_IS_PEOPLE = re.compile(rf"[A-ZÀ-Þ][a-zà-ÿ]+(?:{_PEOPLE})\Z")
#: What opens a sentence with a capital before its subject.
_NO_NAME = (
    "Dans|En|À|Au|Aux|Avec|Pour|Par|Sur|Sous|Selon|Lors|Après|Avant|Depuis|Dès|Chez|Face|Hier|Lundi|Mardi|Mercredi|"
    "Jeudi|Vendredi|Samedi|Dimanche|Devant|Malgré|Pendant|Durant|Vers|Sans|Entre|Contre|Grâce|Interrogée?"
)
_SUBJECT = re.compile(
    rf"{_BEFORE}(?:(?P<pronoun>[Ii]l|[Ee]lle)(?![\w’'-])"
    rf"|(?P<title>Mme|Mlle|M\.)[{BLANK}](?P<titled>[A-ZÀ-Þ][\w’-]+)"
    rf"|(?P<determiner>[Ll][ea]|[Ll][’']|[Uu]ne?|[Ss]on|[Ss]a|[Ll]eur|[Cc]et?|[Cc]ette)(?:[{BLANK}]|(?<=[’']))"
    rf"(?:(?:ancien(?:ne)?|nouveau|nouvelle|nouvel|jeune|actuel(?:le)?|premi(?:er|ère)|autre|même|vieux|vieille|"
    rf"célèbre|grande?)[{BLANK}])?(?P<noun>(?:[a-zà-ÿœ][\w-]+|PDG|DG|[A-ZÀ-Þ][a-zà-ÿ]+(?:{_PEOPLE})(?![\w-])))"
    rf"|(?P<name>(?!(?:{_NO_NAME})(?![\w’'-]))(?P<first>[A-ZÀ-Þ][\w’-]+)"
    rf"(?:[{BLANK}](?:d[eu][{BLANK}]|la[{BLANK}]|van[{BLANK}]|von[{BLANK}])*"
    rf"[A-ZÀ-Þ][\w’-]+){{0,2}}))"
)
#: « il faut », « il y a », « il s’agit », « il est possible que »: nobody.
_NOBODY = re.compile(
    rf"[{BLANK}](?:(?:ne[{BLANK}]|n[’']|lui[{BLANK}]|leur[{BLANK}]|me[{BLANK}]|nous[{BLANK}]|s[’'](?:en[{BLANK}])?)?)"
    rf"(?:y[{BLANK}]|faut|faudra|fallait|fallu|a[{BLANK}]fallu|agi|reste|semble|suffi|convient|paraît|pleu|neige|avère|"
    rf"existe|manque|importe|vaut|arrive|(?:est|était|sera|serait)[{BLANK}](?:[a-zà-ÿ]+[{BLANK}])?(?:[a-zà-ÿ]+[{BLANK}]"
    rf"(?:que|de)[{BLANK}]|[a-zà-ÿ]+[{BLANK}](?:d|qu)[’']))"
)


@lru_cache(maxsize=1)
def given_genders() -> Mapping[str, Gender]:
    """First names that only women or only men have → their gender."""
    table = load_table("names_genders")
    return {name: "f" for name in table["feminine"]} | {name: "m" for name in table["masculine"]}


def is_person(noun: str) -> bool:
    """Whether a noun in the singular says what one person is."""
    return is_person_noun(noun) or noun in _PERSONS


_FULL = re.compile(r"([A-ZÀ-Þ][\w-]+)[ \u00a0](?:d[eu] |la |van |von )*([A-ZÀ-Þ][\w’-]+)")


def family_genders(context: Context) -> Mapping[str, Gender | None]:
    """Family names of the document → the gender of the person whose first name stands before them; None for several."""
    found: dict[str, Gender | None] = {}
    for pairs in context.each(_pairs):
        for family, gender in pairs:
            found[family] = gender if found.get(family, gender) == gender else None
    return found


def _pairs(line: Line) -> list[tuple[str, Gender]]:
    genders = given_genders()
    titles: list[tuple[str, Gender]] = [
        (match[2], "f" if match[1] == "Mme" else "m")
        for match in re.finditer(r"(?<!\w)(Mme|M\.)[ \u00a0]([A-ZÀ-Þ][\w’-]+)", line.text)
    ]
    named = [(match[2], genders[match[1]]) for match in _FULL.finditer(line.text) if match[1] in genders]
    roles: list[tuple[str, Gender]] = [
        (match["family"] or match["named"], "f" if match["women"] or match["woman"] else "m")
        for match in _WITH_ROLE.finditer(line.text)
        if (match["first"] or match["given"]) not in genders
    ]
    taken_up: list[tuple[str, Gender]] = [
        (match["family"], "f" if match["pronoun"] == "elle" else "m")
        for match in _TAKEN_UP.finditer(line.text)
        if match["first"] not in genders and not _NOBODY.match(line.text, match.end())
    ]
    return titles + named + roles + taken_up


#: « X Y n’aime pas perdre, et il aime … »: the pronoun takes up the subject that begins the sentence.
_TAKEN_UP = re.compile(
    rf"(?:\A|(?<=[.!?…][{BLANK}]))(?P<first>[A-ZÀ-Þ][\w-]+)[{BLANK}](?P<family>[A-ZÀ-Þ][\w’-]+)[{BLANK}]"
    rf"[^\WA-ZÀ-Þ][^,.;:!?«»“”\"A-ZÀ-Þ]{{2,60}},[{BLANK}](?:et|mais)[{BLANK}](?P<pronoun>il|elle)(?=[{BLANK}])"
)
#: Roles of which the form shows whether a man or a woman has them.
_MEN = r"(?:co)?(?:directeur|président|fondateur|patron|champion|entraîneur|joueur|acteur|chercheur|romancier|banquier)"
_WOMEN = (
    r"(?:co)?(?:directrice|présidente|fondatrice|patronne|championne|entraîneuse|joueuse|actrice|chercheuse|"
    r"romancière|banquière)"
)
#: « X Y, directrice de … », « le patron de la banque, X Y, »: a person whose first name does not tell.
_WITH_ROLE = re.compile(
    rf"(?P<given>[A-ZÀ-Þ][\w-]+)[{BLANK}](?P<named>[A-ZÀ-Þ][\w’-]+),[{BLANK}](?:(?:le|la|un|une|son|sa|l[’']anci\w+)"
    rf"[{BLANK}])?(?:(?P<woman>{_WOMEN})|{_MEN})(?![\w-])"
    rf"|(?<!\w)(?:[Ll]a|[Ss]a|[Ll]e|[Ss]on)[{BLANK}](?:(?P<women>{_WOMEN})|{_MEN})(?![\w-])"
    rf"(?:[{BLANK}](?:général|exécutif|exécutive|générale)(?!\w))?"
    rf"(?:[{BLANK}](?:d[eu][{BLANK}]|d[’']|des[{BLANK}])[^,.;:!?«»“”\"{BLANK}]+"
    rf"(?:[{BLANK}][^,.;:!?«»“”\"{BLANK}]+){{0,3}}?)??"
    rf",?[{BLANK}](?P<first>[A-ZÀ-Þ][\w-]+)[{BLANK}](?P<family>[A-ZÀ-Þ][\w’-]+)(?=[,.{BLANK}])"
)


def noun_gender(determiner: str, noun: str) -> Gender | None:
    """The gender that a determiner in the singular or the noun behind it shows."""
    low = determiner.lower()
    if low in ("le", "un", "ce", "cet"):
        return "m"
    if low in ("la", "une", "sa", "cette"):
        return "f"
    if low == "son" and noun[0] not in "aeiouyhàâéèêëîïôœ":
        return "m"
    form = noun_form(noun)
    if form is not None and form[0] and not form[1]:
        return form[0]
    if re.search(r"(?:trice|euse|eure|ienne|ière|onne|ante|ente|ée|oise|aise)\Z", noun):
        return "f"
    if re.search(r"(?:eur|ien|ier|ant|é|ois|ais)\Z", noun) and is_person(noun):
        return "m"
    people = noun[0].isupper() and _IS_PEOPLE.match(noun)
    return ("f" if noun.endswith("e") else "m") if people and not noun.endswith("ecque") else None


@lru_cache(maxsize=64)
def without_quotations(text: str) -> str:
    """The text with what stands in quotation marks blanked, at the same offsets."""
    return _QUOTED.sub(lambda match: "«" + " " * (len(match[0]) - 2) + "»", text)


def subjects(before: str, context: Context) -> Iterator[Gender | None]:
    """The gender of each person or body that begins a sentence of the text, the last one first; None if unknown.

    A subject in the plural ends it: whom the sentences behind that speak of is open.
    """
    families = context.evidence(family_genders)
    for sentence in reversed(_BOUNDARY.split(without_quotations(before).strip())):
        spoken = _SPOKEN.match(sentence)
        match = _SUBJECT.match(sentence, spoken.end() if spoken else 0)
        if match is None:
            continue
        if match["pronoun"]:
            if match["pronoun"].lower() != "il" or not _NOBODY.match(sentence, match.end()):
                yield "f" if match["pronoun"].lower() == "elle" else "m"
        elif match["title"]:
            yield "m" if match["title"] == "M." else "f"
        elif match["noun"]:
            if is_person(match["noun"]) or match["noun"] in _BODIES or match["noun"][0].isupper():
                yield noun_gender(match["determiner"].rstrip("’'"), match["noun"])
        elif match["first"] in ("Les", "Des", "Ils", "Elles", "Nous", "Ces", "Ses", "Leurs"):
            return
        else:
            last = re.split(r"[ \u00a0]", match["name"])[-1]
            gender = given_genders().get(match["first"]) or families.get(last)
            if gender:
                yield gender


def spoken_of(before: str, after: str, context: Context) -> Gender | None:
    """The gender of the one person or body that the paragraph speaks of; None where it is open.

    `after`: the rest of the sentence, of which a pronoun joined by “et” or “où” may tell (“et elle a obtenu”).
    """
    genders = list(subjects(before, context))[:4]
    own = _OWN.search(without_quotations(after))
    known: list[Gender] = [gender for gender in genders if gender]
    if own and (known or _LATE.search(without_quotations(before))):
        known.insert(0, "f" if own["pronoun"] == "elle" else "m")
    if not known or genders and genders[0] is None and not own:
        return None
    return known[0] if len(set(known)) == 1 else None


_OWN = re.compile(
    rf"\A[^.!?…;]*?(?:,[{BLANK}](?:et|mais)|(?:,[{BLANK}])?où)[{BLANK}](?P<pronoun>elle|il)[{BLANK}]"
    rf"(?:(?:a|avait)[{BLANK}](?!fallu)|n[’']a|dit|demande|estime|affirme|assure|explique|juge|réclame|promet|ajoute|"
    rf"veut)"
)
#: A body or person that is the subject of a clause inside the last sentence.
_LATE = re.compile(
    rf"(?:mais|et|car|où|que)[{BLANK}](?:la|le|l[’'])[{BLANK}]?[a-zà-ÿœ]+[{BLANK}]a[{BLANK}][^.]*\.\W*\Z"
)
