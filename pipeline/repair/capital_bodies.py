"""Capitals that names of bodies, peoples and events have lost: “les nations unies”, “les français ont voté”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.heads import Headed
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.phrases import Phrases
from pipeline.repair.rule import Change, Context, rule

_SPACE = "[ \u00a0]"
#: Bodies and events that French always writes with a capital on these words, and what they look like without.
_BODIES = (
    "Nations unies|Union européenne|Union africaine|Union soviétique|Banque mondiale|Banque centrale européenne|"
    "Fonds monétaire international|Organisation mondiale de la santé|Organisation mondiale du commerce|"
    "Organisation des Nations unies|Commission européenne|Parlement européen|Conseil européen|Conseil de l’Europe|"
    "Cour pénale internationale|Cour internationale de justice|Cour européenne des droits de l’homme|"
    "Réserve fédérale|Ligue arabe|Croix-Rouge|Assemblée nationale|Conseil constitutionnel|Conseil d’État|"
    "Révolution française|Moyen-Orient|Proche-Orient|Extrême-Orient|États-Unis|Royaume-Uni|Pays-Bas|Nouvelle-Zélande|"
    "Grande-Bretagne|Côte d’Ivoire|Arabie saoudite|"
    "Afrique du Sud|Corée du Nord|Corée du Sud|Forum économique mondial|Agence spatiale européenne|"
    "Agence internationale de l’énergie|Comité international olympique|Quai d’Orsay|"
    "mer Méditerranée|mer Baltique|mer Caspienne|mer Égée|mer Adriatique|mer Tyrrhénienne|mer Ionienne|océan Pacifique|"
    "océan Atlantique|océan Indien|océan Arctique|océan Antarctique|golfe Persique|lac Léman|île de la Réunion|"
    "statue de la Liberté|mur de Berlin|Cour pénale internationale"
).split("|")
#: Names of which no phrase in small letters looks like them, whatever stands before.
_SURE = (
    "prix Nobel|prix Pulitzer|prix Goncourt|prix Renaudot|prix Femina|prix Turing|prix Booker|Los Angeles|Las Vegas|"
    "festival de Cannes|golfe du Mexique|détroit d’Ormuz|canal de Suez|canal de Panama|îles Canaries|îles Malouines|"
    "coupe Davis|ligue Europa"
).split("|")
#: Plurals that name mountains and islands behind their article.
_PLURALS = (
    "Alpes Andes Antilles Balkans Caraïbes Ardennes Cévennes Carpates Dolomites Maldives Seychelles Malouines Canaries"
).split()


@lru_cache(maxsize=1)
def _bodies() -> Mapping[str, str]:
    """The bodies in small letters → as they are written."""
    return {body.lower(): body for body in (*_BODIES, *_SURE)}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    names = sorted(_bodies(), key=lambda each: (-len(each), each))
    either = "|".join(re.escape(name).replace("’", "[’']") for name in names)
    return re.compile(rf"(?:(?<=[dlDL][’'])|(?<![\w’'-]))(?P<name>(?i:{either}))(?![\w’'-])")


_may_be_body = Phrases(body.lower() for body in (*_BODIES, *_SURE))

#: What stands before a body inside a sentence.
_BEFORE = re.compile(
    r"(?<![\w’'-])(?:[Ll][ae]s?|[Dd]u|[Dd]es|[Aa]ux?|cette|de|à|[Ee]n|par|[Ss]elon|et) $|(?<![\w’'-])[dlDL][’']$"
)


@rule(
    "capitals.body",
    category="capitals",
    confidence=0.9,
    why="The name of the body has a capital.",
    example=("Les nations unies et la banque mondiale prêtent.", "Les Nations unies et la Banque mondiale prêtent."),
    words=[
        form for body in (*_BODIES, *_SURE, *_PLURALS, "rassemblement") for word in [re.findall(r"[^\W\d_]+", body)[-1]]
        for form in ((word.lower(), word) if body in _SURE else (word.lower(),))
    ],
)
def body(line: Line, context: Context) -> Iterator[Change]:
    """“les nations unies” → “les Nations unies”, “la banque mondiale” → “la Banque mondiale”, “les états-unis”.

    Only names that begin small behind an article or a preposition. Those that good writers write small as well (la
    coupe du monde, la seconde guerre mondiale) are no part of the list.
    """
    for match in _pattern().finditer(line.text) if _may_be_body(line.small) else ():
        written = match["name"].replace("'", "’")
        right = _bodies()[written.lower()]
        if right[0].islower():
            # A capital that the name need not have (le Prix Nobel) stays.
            right = "".join(kept if kept.isupper() else letter for kept, letter in zip(written, right, strict=True))
        elif not written[0].islower() and right not in _SURE:
            continue
        placed = _BEFORE.search(line.text, max(0, match.start() - 8), match.start()) is not None
        person = _PERSON.search(line.text, max(0, match.start() - 30), match.start()) is not None
        if written == right or person or not placed and _bodies()[written.lower()] not in _SURE:
            continue
        yield Change(*match.span("name"), right.replace("’", "'") if "'" in match["name"] else right)
    for match in _PARTY.finditer(line.text) if "rassemblement" in line.forms else ():
        yield Change(match.start("name"), match.start("name") + 1, match["name"][0].upper())
    for match in _RANGE.finditer(line.text) if not _SMALL_PLURALS.isdisjoint(line.forms) else ():
        yield Change(match.start("name"), match.start("name") + 1, match["name"][0].upper())


#: Parties whose name is a phrase as well, behind those who are elected for one.
_PARTY = re.compile(
    r"(?<![\w’'-])(?:député|sénat(?:eur|rice)|eurodéputé|candidat|élu|électeur|électrice|militant|sympathisant|"
    r"adhérent|"
    r"conseill(?:er|ère) municipal)e?s?[ \u00a0](?:[a-zà-ÿ]+ )?du[ \u00a0](?P<name>rassemblement[ \u00a0]national)"
    r"(?![\w’'-])(?! d)"
)
#: María de los Ángeles
_PERSON = re.compile(r"[A-ZÀ-Þ][\w-]+ (?:de|del) $")
_SMALL_PLURALS = frozenset(plural.lower() for plural in _PLURALS)
_RANGE = re.compile(
    rf"(?<![\w’'-])(?:[Ll]es|[Dd]es|[Aa]ux){_SPACE}(?P<name>{'|'.join(sorted(_SMALL_PLURALS))})(?![\w’'-])"
)

_PEOPLE = Headed(
    rf"(?<![\w’'-])(?:[Ll]es|[Dd]es|[Aa]ux|[Cc]es){_SPACE}(?:(?:jeunes|autres|deux|trois|\d+){_SPACE})?"
    rf"(?P<people>[a-zà-ÿœ-]{{4,}}s){_SPACE}(?=(?:n[’']|ne{_SPACE}|se{_SPACE}|s[’'])?"
    r"(?:ont|sont|avaient|étaient|auront|seront|veulent|peuvent|doivent|vont|"
    r"votent|savent|disent|font|pensent|souhaitent|refusent|aiment|vivent|attendent|demandent|craignent|espèrent|"
    r"préfèrent|croient|paient|achètent|mangent|boivent|parlent|travaillent|iront|auraient|seraient|"
    r"voulaient)(?![\w’'-]))",
    heads=rf"[LlDdAaCc](?<![\w’'-].)(?=(?:es|ux){_SPACE})",
)


#: Peoples and inhabitants; believers, who are written small, are none.
_PEOPLES = frozenset(
    "français françaises allemands italiens espagnols anglais britanniques américains américaines russes chinois "
    "japonais "
    "belges suisses européens ukrainiens israéliens palestiniens turcs grecs portugais brésiliens mexicains argentins "
    "canadiens québécois indiens africains algériens marocains tunisiens polonais néerlandais iraniens coréens "
    "vietnamiens "
    "australiens irlandais écossais suédois norvégiens danois finlandais autrichiens hongrois roumains bulgares serbes "
    "croates sénégalais ivoiriens congolais camerounais nigérians égyptiens syriens libanais irakiens afghans "
    "pakistanais "
    "philippins indonésiens thaïlandais colombiens chiliens péruviens vénézuéliens cubains haïtiens parisiens catalans "
    "basques bretons corses londoniens tchèques slovaques lituaniens lettons estoniens géorgiens arméniens kurdes "
    "éthiopiens kényans somaliens soudanais maliens tchadiens gabonais béninois togolais guinéens boliviens "
    "équatoriens "
    "uruguayens paraguayens sud-africains sud-coréens nord-coréens taïwanais hongkongais cambodgiens birmans "
    "malaisiens "
    "lyonnais marseillais berlinois new-yorkais moscovites romains milanais madrilènes genevois bruxellois".split()
)


#: One of a people before a first name and a family name: “le français Stéphane Séjourné”.
_ONE = Headed(
    r"(?<![\w’'-])(?:[Ll][ea] |[Ll][’']|[Uu]ne? |[Dd]u |[Aa]u |[Cc]ette |[Cc]et? )(?P<people>[a-zà-ÿœ-]{4,})"
    r"(?= (?P<first>[A-ZÀ-Þ][\wÀ-ÿ-]+) [A-ZÀ-Þ])",
    heads=r"[LlUuDdAaCc](?<![\w’'-].)(?=(?:[eau]|ne?|ette|et) |[’'])",
)
#: One of so many of a people: “un américain sur deux”.
_SHARE = re.compile(
    r"(?<![\w’'-])(?:[Uu]ne?|[Dd]eux|[Tt]rois|[Qq]uatre|[Ss]ept|[Hh]uit|[Nn]euf|\d+) (?P<people>[a-zà-ÿœ-]{4,})"
    r"(?= sur (?:deux|trois|quatre|cinq|six|sept|huit|dix|vingt|cent|mille|\d+)(?![\w’'-]))"
)
_SINGULAR = frozenset(
    form
    for people in _PEOPLES
    for form in (
        people if people.endswith("is") else people.removesuffix("s"),
        people.removesuffix("s") + "e",
        re.sub("(?<=[ié])ens$", "enne", people),
    )
)
_LAST_OF_PEOPLES, _LAST_OF_SINGULAR = (
    frozenset(people.rpartition("-")[2] for people in forms) for forms in (_PEOPLES, _SINGULAR)
)


@rule(
    "capitals.people",
    category="capitals",
    confidence=0.88,
    why="The name of a people has a capital.",
    example=("Les français ont voté, les allemands attendent.", "Les Français ont voté, les Allemands attendent."),
    words=(*_PEOPLES, *_SINGULAR),
)
def people(line: Line, context: Context) -> Iterator[Change]:
    """“les français ont voté” → “les Français ont voté”: a plural with its article, right before a verb in the plural.

    So is one of a people before a first name (le français Stéphane Séjourné), but not before a firm, and “un Belge sur
    deux”. Spares adjectives,
    which have their noun beside them, and believers, who are written small.
    """
    plural, singular = not _LAST_OF_PEOPLES.isdisjoint(line.forms), not _LAST_OF_SINGULAR.isdisjoint(line.forms)
    for match in _PEOPLE.finditer(line.text) if plural else ():
        if match["people"] in _PEOPLES:
            yield Change(*match.span("people"), _capital(match["people"]))
    for match in _ONE.finditer(line.text) if singular else ():
        if match["people"] in _SINGULAR and match["first"] in first_names():
            yield Change(*match.span("people"), _capital(match["people"]))
    for match in _SHARE.finditer(line.text) if "sur" in line.forms else ():
        if match["people"] in _SINGULAR or match["people"] in _PEOPLES:
            yield Change(*match.span("people"), _capital(match["people"]))


def _capital(people: str) -> str:
    return "-".join(part[0].upper() + part[1:] for part in people.split("-"))
