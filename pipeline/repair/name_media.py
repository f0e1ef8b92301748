"""The family names: newspapers, journals, broadcasters and firms whose names were translated word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.evidence import all_words
from pipeline.repair.line import Line
from pipeline.repair.phrases import Phrases
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

_GAP = "[ \u00a0]"
_LEAD = (
    rf"(?P<lead>(?:[Dd]e{_GAP}la|[ÀàAa]{_GAP}la|[Dd]e{_GAP}[Ll]es?|[Àà]{_GAP}[Ll]es?|[Ll]es|[Ll][ae]|[Dd]u|[Aa]u|"
    rf"[Dd]es|[Aa]ux){_GAP}"
    rf"|(?:(?:[Dd]e|[ÀàAa]){_GAP})?[Ll][’']|[Dd][’'])"
)
#: The name goes on, or is part of a longer one.
_ENDS = rf"(?![\w’'-])(?!{_GAP}(?:[A-ZÀ-Þ](?!\w*[’'])|(?:de|du|des){_GAP}[a-zà-ÿA-ZÀ-Þ]|d[’']))"


def _form(form: str) -> str:
    """The form with its first letter as it is and the others in whatever case."""
    rest = _GAP.join(re.escape(part).replace("’", "[’']") for part in form[1:].split(" "))
    return f"{re.escape(form[0])}(?i:{rest})"


def _either(forms: Iterable[str]) -> str:
    return "|".join(_form(form) for form in sorted(forms, key=lambda each: (-len(each), each)))


@lru_cache(maxsize=2)
def _names(part: str) -> Mapping[str, tuple[str, str]]:
    """Form in small letters → the name, and how French has it."""
    table = load_table("names_media")[part]
    return {form.lower(): (name, kind) for name, (kind, *forms) in table.items() for form in forms}


@lru_cache(maxsize=2)
def _forms(part: str) -> tuple[str, ...]:
    return tuple(form for _, *forms in load_table("names_media")[part].values() for form in forms)


@lru_cache(maxsize=1)
def _sure() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-]){_LEAD}?(?P<form>{_either(_forms('sure'))}){_ENDS}")


@lru_cache(maxsize=1)
def _may_be_sure() -> Phrases:
    return Phrases(form.lower() for form in _forms("sure"))


def _longest(form: str) -> str:
    return max(re.findall(r"[^\W\d_]+", form), key=len)


@lru_cache(maxsize=2)
def _capital_words(part: str) -> frozenset[str]:
    """A word of each form, as the table has it and with a capital."""
    words = {_longest(form) for form in _forms(part)}
    return frozenset((*words, *(word.capitalize() for word in words)))


def _words_of(part: str) -> frozenset[str]:
    words = _capital_words(part)
    return frozenset((*words, *(word.lower() for word in words)))


def _with_lead(lead: str, name: str, kind: str) -> str:
    """The name with the article and preposition that its place asks for."""
    given = re.sub(r"\s+", " ", lead.replace("'", "’")).strip().lower()
    held = "de" if given[:1] == "d" else "à" if given[:1] in ("à", "a") else ""
    first = lead[:1]
    if kind == "own":
        if not held:
            return name
        phrase = f"d’{name}" if held == "de" and starts_with_vowel(name.lower()) else f"{held} {name}"
    else:
        article = "l’" if starts_with_vowel(name.lower()) else "le " if kind == "m" else "la "
        whole = f"{held} {article}{name}" if held else article + name
        phrase = re.sub("^à le ", "au ", re.sub("^de le ", "du ", whole))
        if given in ("d’", "de"):
            phrase = f"de {name}"
    return phrase[0].upper() + phrase[1:] if first.isupper() and not (held == "" and kind == "own") else phrase


_PRESS = r"(?:journal|quotidien|magazine|hebdomadaire|mensuel|site(?: d[’']information)?|revue|média|périodique)"
_AFTER_PRESS = re.compile(rf"(?<![\w-]){_PRESS},?{_GAP}\Z")


def _put(match: re.Match[str], name: str, kind: str) -> Change:
    lead = match["lead"]
    if not lead:
        return Change(match.start("form"), match.end("form"), name)
    if lead[0] in "lL" and _AFTER_PRESS.search(match.string, max(0, match.start("lead") - 24), match.start("lead")):
        return Change(match.start("lead"), match.end("form"), name)
    return Change(match.start("lead"), match.end("form"), _with_lead(lead, name, kind))


@rule(
    "names.media",
    category="names",
    confidence=0.9,
    why="The name was translated word by word.",
    example=(
        "Il l’a dit à la Presse associée, selon Le Soleil 24 heures.",
        "Il l’a dit à l’Associated Press, selon Il Sole 24 Ore.",
    ),
    words=_words_of("sure"),
)
def media(line: Line, context: Context) -> Iterator[Change]:
    """Puts the name of a paper, a broadcaster or a firm back: "le Poste de Washington", "la Presse associée".

    The forms of the table are no French names; they must begin with a capital and not go on with one or with "de". The
    article and the preposition follow the name.
    """
    if not _may_be_sure()(line.small):
        return
    for match in _sure().finditer(line.text):
        name, kind = _names("sure")[match["form"].lower().replace("'", "’").replace("\u00a0", " ")]
        yield _put(match, name, kind)


_SAID = (
    r"(?:déclaré|confié|expliqué|raconté|assuré|affirmé|précisé|indiqué|rappelé|répondu|accordée?s?|(?<![\w’'-])a dit|"
    r"ont dit|avait dit|(?:dans|lors de) un(?:e interview| entretien) accordée?)"
)
_TOLD_BEFORE = (
    rf"(?:{_SAID}{_GAP}(?=(?:[Aa]u|[Àà]){_GAP}|à)|(?<![\w’'-])(?:[Ss]elon|[Dd][’']après){_GAP}"
    rf"|(?<![\w’'-])(?i:interrogée?s?|citée?s?|publiée?s?|révélée?s?|rapportée?s?|organisée?s?|interviewée?s?|"
    rf"relayée?s?|recueillie?s?|consultée?s?|contactée?s?|obtenue?s?|invitée?s?|lancée?s?){_GAP}(?:par|dans){_GAP}"
    rf"|(?<![\w-]){_PRESS}{_GAP}|(?<![\w’'-])(?:journaliste|correspondante?|lecteurs|rédaction|colonnes|envoyée?"
    rf"{_GAP}spéciale?|critique|reporter|tribune){_GAP}(?=(?:[Dd]e|[Dd]u|[Dd]ans|[Àà]|[Aa]u)(?!\w)|[Dd][’']))"
)


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    lead = _LEAD.replace("(?P<lead>", rf"(?P<lead>(?:[ÀàDd]e?{_GAP})?(?:[Ll][ae]{_GAP}|[Ll][’'])|[ÀàDd]e?{_GAP}|")
    return re.compile(rf"{_TOLD_BEFORE}(?:dans{_GAP})?{lead}?(?P<form>{_either(_forms('told'))}){_ENDS}")


_AU_PAYS = re.compile(
    rf"(?:déclaré|confié|expliqué|raconté|assuré|affirmé|précisé){_GAP}(?P<country>au{_GAP}pays)"
    rf"(?={_GAP}(?:que(?!\w)|qu[’'])|[,.;]|{_GAP}:|$)"
)
#: Who speaks to a country.
_HEADS = re.compile(
    r"(?<!\w)(?:présidente?|roi|reine|ministre|chef|cheffe|chancel\w+|gouvernement|général|monarque|prince|souverain|"
    r"dirigeant|dictateur|discours|allocution|télévision|candidate?|Sánchez|Rajoy|Zapatero|Felipe|Aznar|Milei|Petro|"
    r"Maduro|Boric|Lula|Sheinbaum)(?!\w)"
)
_SENTENCE = re.compile(r"[^.!?…]*\Z")


def _about(context: Context, country: str) -> bool:
    words = context.evidence(all_words)
    return sum(word in words for word in load_table("names_media")["countries"][country]) > 1


@rule(
    "names.media_told",
    category="names",
    confidence=0.86,
    why="A paper must stand here, and the word is what its name means.",
    example=(
        "Elle l’a déclaré au Gardien, lors d’une conférence organisée par Variété.",
        "Elle l’a déclaré à The Guardian, lors d’une conférence organisée par Variety.",
    ),
    words=(*_capital_words("told"), "pays"),
)
def media_told(line: Line, context: Context) -> Iterator[Change]:
    """Puts the name of a paper back where something is said to it or by it: "déclaré au Gardien", "selon Variété".

    The word has a capital that French does not give it there. Forms that others bear too need a document about the
    country; so does "a déclaré au pays" for El País, where no head of state may speak in the sentence.
    """
    text = line.text
    for match in _told().finditer(text) if not line.forms.isdisjoint(_capital_words("told")) else ():
        name, kind = _names("told")[match["form"].lower().replace("\u00a0", " ")]
        kind, _, country = kind.partition(" ")
        if not country or _about(context, country):
            yield _put(match, name, kind)
    for match in _AU_PAYS.finditer(text):
        start, end = match.span("country")
        if _about(context, "es") and not _HEADS.search(_SENTENCE.search(text, 0, start).group()):
            yield Change(start, end, "à El País")


@lru_cache(maxsize=1)
def _national() -> tuple[re.Pattern[str], Mapping[str, Mapping[str, str]]]:
    table = load_table("names_media")["national"]
    forms = {form for names in table.values() for form in names}
    countries = "|".join(sorted(table))
    kinds = (
        r"(?:journal|quotidien|hebdomadaire|magazine|mensuel|tabloïd|tabloïde|site|média|revue|chaîne|radio|news"
        r"magazine)"
    )
    return (
        re.compile(
            rf"(?<![\w-]){kinds}(?:{_GAP}(?:sportif|économique|conservateur|public|privé|populaire|financier))?"
            rf"{_GAP}(?P<country>{countries})n?e?(?:{_GAP}(?:sportif|économique|de{_GAP}référence|conservateur))?,?"
            rf"{_GAP}(?:[«“]{_GAP}?)?(?P<lead>[Ll]es{_GAP}|[Ll][ae]{_GAP}|[Ll][’'])?(?P<form>{_either(forms)}){_ENDS}"
        ),
        {country: {form.lower(): name for form, name in names.items()} for country, names in table.items()},
    )


@rule(
    "names.media_national",
    category="names",
    confidence=0.88,
    why="The paper of this country has its name in the language of the country.",
    example=("Le quotidien italien La Presse le confirme.", "Le quotidien italien La Stampa le confirme."),
    words=(
        "journal", "quotidien", "hebdomadaire", "magazine", "mensuel", "tabloïd", "tabloïde", "site", "média", "revue",
        "chaîne", "radio",
    ),
)  # fmt: skip
def media_national(line: Line, context: Context) -> Iterator[Change]:
    """Puts the name of a foreign paper back behind its country: "le quotidien espagnol Le Monde" → El Mundo.

    The same words without the noun and the country stay, as they are papers in French: Le Temps, La Presse, La Nation.
    """
    pattern, names = _national()
    for match in pattern.finditer(line.text):
        name = names[match["country"]].get(match["form"].lower().replace("'", "’").replace("\u00a0", " "))
        if name:
            yield Change(match.start("lead") if match["lead"] else match.start("form"), match.end("form"), name)
