"""Insertions in brackets that the tables do not render: auxiliaries, people named by an adjective, cognates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import french_genders, noun_genders, starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_vocabulary import usual, vocabulary
from pipeline.repair.verbs import PARTICIPLE, is_verb

_SPACE = "[ \u00a0\u202f]"
#: Auxiliaries of four languages and the French ones.
_AUXILIARIES = {
    "hat": "a", "haben": "ont", "hatte": "avait", "hatten": "avaient", "ist": "est", "sind": "sont", "war": "était",
    "waren": "étaient", "wurde": "a été", "wurden": "ont été", "habe": "ai", "bin": "suis", "wird": "sera", "ha": "a",
    "han": "ont", "había": "avait", "habían": "avaient", "está": "est", "están": "sont", "estaba": "était",
    "fue": "a été", "fueron": "ont été", "hemos": "avons", "he": "ai", "hanno": "ont", "aveva": "avait",
    "avevano": "avaient", "è": "est", "sono": "sont", "era": "était", "erano": "étaient", "abbiamo": "avons",
    "tem": "a", "têm": "ont", "tinha": "avait", "tinham": "avaient", "é": "est", "são": "sont", "estão": "sont",
    "estava": "était", "foi": "a été", "foram": "ont été", "temos": "avons", "es": "est", "son": "sont",
}  # fmt: skip
_AUXILIARY = re.compile(
    rf"\[(?P<word>{'|'.join(_AUXILIARIES)})\]{_SPACE}?"
    rf"(?=(?:n[’']|ne{_SPACE}|[lmts][’'])?(?P<next>[a-zà-ÿœ]+))"
)
_SAID = frozenset(
    "a ai as ont avons avez avait avaient aura auront est sont suis sommes était étaient sera seront fut furent serait "
    "aurait auraient".split()
)


@rule(
    "brackets.foreign-auxiliary",
    category="brackets",
    confidence=0.88,
    why="The auxiliary in brackets is another language’s, and French has it behind the bracket or needs it there.",
    example=("« On [hat] a couru sous la pluie. »", "«\u00a0On a couru sous la pluie.\u00a0»"),
    needs="[",
    trigger=rf"\[(?:{'|'.join(_AUXILIARIES)})\]",
    in_foreign=True,
)
def foreign_auxiliary(line: Line, context: Context) -> Iterator[Change]:
    """“[hat] a couru” → “a couru”, “[ha] couru” → “[a] couru”.

    Spared: what neither an auxiliary nor a participle follows.
    """
    for match in _AUXILIARY.finditer(line.text):
        following = match["next"]
        if following in _SAID:
            yield Change(match.start(), match.end(), "")
        elif PARTICIPLE.search(following) and is_verb(following, context.lexicon, or_noun=True):
            if match["word"] not in ("es", "son", "era", "he"):
                yield Change(match.start("word"), match.end("word"), _AUXILIARIES[match["word"]])


_MANY = {"los": "es", "las": "es", "os": "pt", "as": "pt", "i": "it", "gli": "it", "le": "it", "die": "de"}
_PEOPLE = re.compile(r"\[(?P<article>[Ll]os|[Oo]s|[Ii]|[Gg]li|[Dd]ie) (?P<word>[^\W\d_]{3,})\]")
_NATIONS = frozenset(
    "allemand français espagnol italien portugais anglais britannique américain brésilien mexicain argentin chilien "
    "colombien russe ukrainien chinois japonais coréen indien turc grec suisse autrichien belge néerlandais polonais "
    "africain européen catalan basque écossais irlandais gallois nigérian marocain algérien tunisien égyptien syrien "
    "israélien palestinien iranien irakien afghan cubain péruvien vénézuélien canadien australien suédois danois".split()
)
_SINGULAR = {
    "el": ("es", "m"), "la": ("", "f"), "o": ("pt", "m"), "a": ("pt", "f"), "il": ("it", "m"), "lo": ("it", "m"),
    "l’": ("it", ""), "los": ("es", "p"), "las": ("es", "p"), "os": ("pt", "p"), "as": ("pt", "p"), "i": ("it", "p"),
    "gli": ("it", "p"), "le": ("it", "p"), "un": ("", "m"), "una": ("", "f"), "um": ("pt", "m"), "uma": ("pt", "f"),
}  # fmt: skip
_COGNATE = re.compile(
    r"\[(?P<article>[Ee]l|[Ll]a|[Ll]o|[Oo]|[Aa]|[Ii]l|[Ll][’'](?=\w)|[Ll][oa]s|[Oo]s|[Aa]s|[Ii]|[Gg]li|[Ll]e|[Uu]na?|[Uu]ma?)"
    r"(?:(?<=[’'])| )(?P<noun>[a-zà-ÿ]{8,})\]"
)
#: Endings of Spanish, Portuguese and Italian nouns, without accents, and what French has for them; tried in order.
_ENDINGS = (
    ("aciones", "ation"), ("iciones", "ition"), ("ciones", "tion"), ("siones", "sion"), ("acoes", "ation"),
    ("coes", "tion"), ("soes", "sion"), ("zioni", "tion"), ("sioni", "sion"), ("cion", "tion"), ("sion", "sion"),
    ("cao", "tion"), ("sao", "sion"), ("zione", "tion"), ("sione", "sion"), ("idades", "ite"), ("idad", "ite"),
    ("idade", "ite"), ("edad", "ete"), ("ita", "ite"), ("logia", "logie"), ("grafia", "graphie"), ("fia", "phie"),
    ("encia", "ence"), ("ancia", "ance"), ("enza", "ence"), ("anza", "ance"), ("enca", "ence"), ("anca", "ance"),
    ("imiento", "iment"), ("amiento", "ement"), ("amento", "ement"), ("imento", "iment"), ("mento", "ment"),
    ("ismo", "isme"), ("istas", "iste"), ("ista", "iste"), ("isti", "iste"), ("atorio", "atoire"), ("torio", "toire"),
    ("orio", "oire"), ("ario", "aire"), ("arios", "aire"), ("ari", "aire"), ("adores", "ateur"), ("adora", "atrice"),
    ("ador", "ateur"), ("atore", "ateur"), ("atori", "ateur"), ("tore", "teur"), ("tor", "teur"), ("tores", "teur"),
    ("ica", "ique"), ("ico", "ique"), ("tura", "ture"), ("ema", "eme"), ("emas", "eme"), ("ades", "ade"), ("ivo", "if"),
    ("iva", "ive"), ("opio", "ope"), ("ico", "ic"), ("cio", "ce"), ("zio", "ce"), ("ale", "al"), ("ali", "al"),
    ("os", "e"), ("as", "e"), ("es", "e"), ("o", "e"), ("a", "e"), ("i", "e"), ("o", ""), ("e", ""), ("", ""),
)  # fmt: skip
#: They look like a French word and mean another thing.
_FALSE = frozenset(
    "asistencia assistenza assistência constipación discusión discussão notoriedad actualidad actualidades libreria "
    "pretensión conferenza confidenza concorrenza inversión inversiones competición instancia circunstancia "
    "prestación recolección representación sentenza experimento argomento appuntamento reclamación sucesión".split()
)


@rule(
    "brackets.cognate",
    category="brackets",
    confidence=0.86,
    why="The insertion in brackets is in another language, and French has its noun or adjective.",
    example=("« [O satélite] répond, [die Großen] attendent. »", "«\u00a0[Le satellite] répond, [les grands] attendent.\u00a0»"),
    needs="[",
    trigger=r"\[(?:[Ee]l|[Ll]a|[Ll]o|[Oo]|[Aa]|[Ii]l|[Ll][’']|[Ll][oa]s|[Oo]s|[Aa]s|[Ii]|[Gg]li|[Ll]e|[Uu]na?|[Uu]ma?|[Dd]ie)(?:(?<=[’'])| )"
    r"[^\W\d_]{3,}\]",
    in_foreign=True,
)
def cognate(line: Line, context: Context) -> Iterator[Change]:
    """“[die Großen]” → “[les grands]”, “[los ricos]” → “[les riches]”, by the tables’ adjectives; “[O satélite]” → “[Le
    satellite]”, “[la federación]” → “[la fédération]”, where one French noun alone answers by the regular endings.

    Evidence: an article of the language, the noun not French. Spared: capitals but German ones, false friends, short
    words, which agree by chance.
    """
    for match in _PEOPLE.finditer(line.text):
        language = _MANY[match["article"].lower()]
        word = match["word"] if language != "de" else match["word"].lower()
        if not word.islower() or language == "de" and not match["word"][0].isupper():
            continue
        if any(each.kind == "noun" for each in vocabulary(language).get(match["word"], ())) and word not in _YOUNG:
            continue
        readings = vocabulary(language).get(word, ())
        forms = {each.adjective.forms[2] for each in readings if each.kind == "adjective" and each.adjective}
        if len(forms) == 1 and usual(word, language) > 0:
            french = forms.pop()
            single = french.removesuffix("s") if french.removesuffix("s") in _NATIONS else french
            french = french.capitalize() if single in _NATIONS else french
            article = "Les" if match["article"][0].isupper() and not _inside(line.text, match) else "les"
            yield Change(*match.span(), f"[{article} {french}]")
    for match in _COGNATE.finditer(line.text):
        article, noun = match["article"].lower().replace("'", "’"), match["noun"]
        language, kind = _SINGULAR[article]
        languages = (language,) if language else ("es", "it", "pt")
        if noun in _FALSE or noun in _nouns() or not any(usual(noun, each) > _FOREIGN for each in languages):
            continue
        if any(noun in vocabulary(each) for each in ("es", "it", "pt")):
            continue  # the tables know better
        found = _french(noun)
        if found is None:
            continue
        french, gender = found
        if kind == "p":
            lead, french = "les ", french + ("" if french[-1] in "sxz" else "s")
        elif article in ("un", "una", "um", "uma"):
            lead = "une " if gender == "f" else "un "
        else:
            lead = "l’" if starts_with_vowel(french) else "la " if gender == "f" else "le "
        lead = lead.capitalize() if match["article"][0].isupper() else lead
        yield Change(*match.span(), f"[{lead}{french}]")


_YOUNG = frozenset("jungen alten".split())


def _inside(text: str, match: re.Match[str]) -> bool:
    return match.start() > 1 and text[match.start() - 1] == " " and text[match.start() - 2].islower()


def _bare(word: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", word) if not unicodedata.combining(each))


def _plain(word: str) -> str:
    """Without accents, double letters and h, which the languages write differently."""
    bare = _bare(word.replace("œ", "e"))
    return re.sub(r"(.)\1", r"\1", bare.replace("ph", "f").replace("th", "t").replace("y", "i").replace("ch", "c"))


@lru_cache(maxsize=1)
def _nouns() -> Mapping[str, str]:
    return {noun: gender for noun, gender in (*french_genders().items(), *noun_genders().items()) if gender}


@lru_cache(maxsize=1)
def _by_plain() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for noun in _nouns():
        if len(noun) >= _LEAST and " " not in noun:
            found.setdefault(_plain(noun), []).append(noun)
    return {plain: tuple(nouns) for plain, nouns in found.items()}


_LEAST = 6
_FOREIGN = 0.3


def _french(noun: str) -> tuple[str, str] | None:
    """The one French noun that answers, and its gender."""
    bare = _bare(noun)
    for foreign, french in _ENDINGS:
        if bare.endswith(foreign):
            nouns = _by_plain().get(_plain(bare.removesuffix(foreign) + french), ())
            if len(nouns) == 1:
                return nouns[0], _nouns()[nouns[0]]
            if nouns:
                return None
    return None
