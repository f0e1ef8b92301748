"""Genders and numbers that clash in a noun phrase: « un conférence », « le tennis féminine », « leur maisons »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.language import frequency
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_invariable, noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.subjects import given_genders, is_person
from pipeline.repair.typography import BLANK

#: Endings of nouns that hardly have another gender.
_FEMININE = r"(?:tion|sion|ité|ence|ance|ture|tude|esse)"
_MASCULINE = r"(?:ment|isme|eau)"
_ARTICLE = re.compile(
    rf"(?<![\w-])(?<![lL][’'])(?:(?P<men>[Uu]n|[Ll]e|[Cc]e|[Cc]et)[{BLANK}](?P<she>[a-zà-ÿœ]{{2,}}{_FEMININE})"
    rf"|(?P<women>[Uu]ne|[Ll]a|[Cc]ette)[{BLANK}](?P<he>[a-zà-ÿœ]{{2,}}{_MASCULINE}))(?![\w’'-])"
    rf"(?=[{BLANK}]?(?P<next>[\w’'-]*))"
)
_OTHER = {"un": "une", "le": "la", "ce": "cette", "cet": "cette", "une": "un", "la": "le", "cette": "ce"}
#: Behind these “un” or “le” is no article.
_NO_ARTICLE = re.compile(rf"(?:(?<!\w)(?:numéro|et|le|chiffre|page|article|chapitre|tome|acte)[{BLANK}])\Z")


@rule(
    "words.article-gender",
    category="words",
    confidence=0.87,
    why="The article has the gender of its noun.",
    example=("Elle a tenu un conférence devant la presse.", "Elle a tenu une conférence devant la presse."),
    words=("un", "Un", "le", "Le", "ce", "Ce", "cet", "Cet", "une", "Une", "la", "La", "cette", "Cette"),
    trigger=rf"(?:[Uu]n|[Ll]e|[Cc]et?)[{BLANK}][a-zà-ÿœ]+{_FEMININE}(?!\w)|"
    rf"(?:[Uu]ne|[Ll]a|[Cc]ette)[{BLANK}][a-zà-ÿœ]+{_MASCULINE}(?!\w)",
)
def article_gender(line: Line, context: Context) -> Iterator[Change]:
    """« un conférence » → « une conférence », « la gouvernement » → « le gouvernement ».

    Evidence: the noun is of the table, and its ending has one gender only. Spares English phrases (“un action game”),
    “numéro un”, and nouns with two genders.
    """
    for match in _ARTICLE.finditer(line.text):
        article, noun = (match["men"], match["she"]) if match["men"] else (match["women"], match["he"])
        if noun_form(noun) != ("f" if match["men"] else "m", False) or noun in _BOTH:
            continue
        # A participle (“un invité”), and a verb behind the pronoun “le” (“il le finance”).
        zipf = context.lexicon.zipf
        if noun.endswith("ité") and zipf(noun[:-1] + "er") >= 1.5:
            continue
        if article.lower() in ("le", "ce") and zipf(noun + "r") >= 1.5:
            continue
        if zipf(noun) < 3.0 or frequency(noun, "en") > frequency(noun, "fr"):
            continue
        if _NO_ARTICLE.search(line.text, max(0, match.start() - 12), match.start()):
            continue
        following = match["next"]
        english = len(following) > 2 and frequency(following, "en") > frequency(following, "fr") + 0.3
        if following[:1].isupper() or english:
            continue
        other = _OTHER[article.lower()]
        if starts_with_vowel(noun):
            if other in ("le", "la"):
                continue
            other = "cet" if other == "ce" else other
        yield Change(match.start(), match.start() + len(article), other.capitalize() if article[0].isupper() else other)


_BOTH = frozenset("silence jument eau peau bastion cation relance romance balance bresse".split())

#: Adjectives that say of what sort a thing is, in the feminine → in the masculine.
_SORT = {
    form + ending: form + other
    for forms, ending, other in (
        ("féminin masculin américain mexicain africain européen marocain romain urbain", "e", ""),
        ("français anglais chinois japonais portugais irlandais écossais polonais néerlandais danois", "e", ""),
        ("allemand espagnol national international mondial régional local municipal", "e", ""),
        ("fédéral commercial social", "e", ""),
        ("europé itali canadi australi ukraini israéli algéri tunisi indi brésili norvégi autrichi", "enne", "en"),
        ("professionn industri cultur traditionn", "elle", "el"),
    )
    for form in forms.split()
}
_SORTED = re.compile(
    rf"(?<![\w’'-])(?P<before>(?:[\w’'-]+[{BLANK}])?)(?P<determiner>[Ll]e|[Uu]n|[Cc]et?|du|au)[{BLANK}]"
    rf"(?P<noun>[a-zà-ÿœ]{{3,}})[{BLANK}](?P<adjective>{'|'.join(sorted(_SORT))})(?![\w’'-])"
)
_BEHIND = frozenset(
    "de d à en par pour sur sous dans contre avec sans entre vers chez depuis pendant durant selon comme".split()
)
_THAT = frozenset("celle celles celui ceux".split())


@rule(
    "words.adjective-gender",
    category="words",
    confidence=0.86,
    why="The adjective has the gender of its noun.",
    example=("Ils ont sauvé le cinéma italienne.", "Ils ont sauvé le cinéma italien."),
    words=_SORT,
)
def adjective_gender(line: Line, context: Context) -> Iterator[Change]:
    """« le tennis féminine » → « le tennis féminin ».

    Evidence: a masculine noun of the table with its article, an adjective of sort in the feminine right behind. Spares
    what may go with a noun before (“l’équipe du lycée nationale”, “la loi sur le travail française”), and persons.
    """
    for match in _SORTED.finditer(line.text):
        noun, before = match["noun"], match["before"].strip(" \u00a0").lower()
        if noun_form(noun) != ("m", False) or is_person(noun) or noun in _NO_HEAD:
            continue
        if before in _BEHIND or match["determiner"] in ("du", "au") and before not in _THAT:
            continue
        adjective = match["adjective"]
        yield Change(*match.span("adjective"), _SORT[adjective])


_NO_HEAD = frozenset(
    "tour mode poste livre garde aide critique voile manche politique est ouest premier second".split()
)

_APPOSITION = re.compile(
    rf"(?<![\w’'-])(?P<before>(?:[\w’'-]+[{BLANK}])?)"
    rf"(?P<title>(?:[Ll]a|[Uu]ne)[{BLANK}](?:sénatrice|députée|présidente|conseillère|eurodéputée|gouverneure|élue|"
    rf"représentante|candidate|avocate|directrice|romancière|chercheuse|chanteuse|actrice)[{BLANK}])?"
    rf"(?P<first>[A-ZÀ-Þ][\w-]+)(?:[{BLANK}](?:d[eu][{BLANK}]|la[{BLANK}]|van[{BLANK}]|von[{BLANK}])*[A-ZÀ-Þ][\w’-]+)"
    rf"{{1,2}},[{BLANK}](?P<said>élu|réélu|député|candidat|né|nommé)(?=[{BLANK}](?!du[{BLANK}]nom)[\w’'-])"
)


@rule(
    "words.apposition-gender",
    category="words",
    confidence=0.87,
    why="What is said of a woman is in the feminine.",
    example=("Anna Berger, élu en 2020, se tait.", "Anna Berger, élue en 2020, se tait."),
    words=("élu", "réélu", "député", "candidat", "né", "nommé"),
)
def apposition_gender(line: Line, context: Context) -> Iterator[Change]:
    """« la sénatrice Anna Berger, élu du parti » → « élue du parti », « Anna Berger, né à Metz, » → « née ».

    Evidence: a first name that only women have, or a title in the feminine before the name. Spares what may be said of
    somebody before (“le mari d’Anna Berger, élu local”).
    """
    for match in _APPOSITION.finditer(line.text):
        before = re.split("[’']", match["before"].strip(" \u00a0").lower())[-1]
        if not before and match["before"] or before in _BEHIND or before in ("et", "ou", "que", "aux", "des"):
            continue
        if match["title"] or given_genders().get(match["first"]) == "f":
            yield Change(match.end("said"), match.end("said"), "e")


_THEIR = re.compile(
    rf"(?<![\w’'-])(?:(?P<before>[\w’'-]+)[{BLANK}])?(?P<their>[Ll]eur)[{BLANK}]"
    r"(?P<noun>[a-zà-ÿœ]{3,}[sx])(?![\w’'-]|\.\w)"
)
#: Behind these “leur” may be the pronoun of a verb in -s.
_SUBJECTS = re.compile(
    r"(?<![\w’-])(?:je|tu|nous|vous|toi|moi)(?![\w’-])|(?<![\w’])[jt][’']|-(?:je|tu|nous|vous)(?!\w)", re.IGNORECASE
)


@rule(
    "words.possessive-number",
    category="words",
    confidence=0.88,
    why="The noun is in the plural, and so is its possessive.",
    example=("Les riverains ont fermé leur fenêtres.", "Les riverains ont fermé leurs fenêtres."),
    words=("leur", "Leur"),
    trigger=rf"[Ll]eur[{BLANK}][a-zà-ÿœ]+[sx](?!\w)",
)
def possessive_number(line: Line, context: Context) -> Iterator[Change]:
    """« leur fenêtres » → « leurs fenêtres ».

    Evidence: the tables have the noun in the plural, and its singular ends otherwise (no “temps”, no “voix”). Spares
    the pronoun (“tu leur donnes”, “qui leur refuses”): a sentence with another person than the third is left alone.
    """
    for match in _THEIR.finditer(line.text):
        noun = match["noun"]
        form = noun_form(noun)
        if form is None or not form[1] or is_invariable(noun) or (match["before"] or "").lower() in _CLITICS:
            continue
        sentence = re.split(r"[.!?…]", line.text[: match.start("noun")])[-1]
        if _SUBJECTS.search(sentence):
            continue
        yield Change(*match.span("their"), match["their"] + "s")


_CLITICS = frozenset("ne le la les en y qui se l n il ils elle elles on je tu nous vous".split())
