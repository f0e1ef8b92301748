"""The family names: names that were translated as nouns, where only somebody or a firm can stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain

from pipeline.language import frequency
from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.dictionary import nouns_by_rendering
from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, is_person_noun, persons, surnames, table_of
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_meanings import akin, is_unrelated, is_weighed, meanings, never_alone, speak_too
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

_PHRASE = r"(?P<phrase>(?:[Ll][ea] |[Ll][’'])(?P<noun>[a-zà-ÿœ]{3,20}))"
_CLITICS = r"(?:(?:ne|se|lui|leur|y|en|nous|vous|l[’']y|n[’']y) |[nslm][’'](?:en |y )?){0,2}"
_ADVERBS = (
    r"(?:(?:pas|plus|jamais|aussi|encore|toujours|déjà|ensuite|enfin|également|donc|alors|bien|même|[a-zà-ÿ]+ment) )"
    r"{0,2}"
)
#: Where a clause may begin, or what stands before its subject.
_OPENING = (
    r"(?:^|[.!?…:;»”)] |[«“][ \u00a0]?|, |\(|[—–][ \u00a0]|(?<![\w’'-])(?:que|quand|lorsque|puisque|si|car|mais|et|ou|"
    r"où|dont|comme|donc|or) )"
)
#: After a noun that is the object: the clause ends or goes on, and no complement or adjective of the noun follows.
_BARE = (
    r"(?=[ \u00a0]?[.,;:»”!?…)]|$|[ \u00a0](?:qui|que|à|au|aux|sur|dans|lors|en|et|mais|car|avec|par|pour|depuis|"
    r"pendant|après|avant|contre|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|quand|lorsque|"
    r"d[’'](?:avoir|être))"
    r"(?![\w’'-]))"
)


#: The same where what the noun has is the subject: "les salariés de la flèche sont".
_BARE_OR_VERB = _BARE.removesuffix(")") + (
    r"|[ \u00a0](?:ne |n[’'](?:a|ont|est|avait)|a|ont|est|sont|avait|avaient|était|étaient|sera|seront|veut|veulent|"
    r"peut|peuvent|doit|doivent)(?![\w’'-]))"
)
#: Who is told of by an age, or what by where and since when it is.
_TOLD_OF = (
    r", (?:\d\d ans(?=[,.;)]| et )|âgée? de \d\d ans|(?:qui est )?(?:basée?|établie?|fondée?|créée?|cofondée?|cotée?) "
    r"(?:à|au|en|par) |qui (?:compte|emploie) [\d ]+ (?:salariés|employés|personnes)|dont le siège)"
)


def _either(words: Iterable[str]) -> str:
    found = sorted(set(words), key=lambda each: (-len(each), each))
    return "(?:" + "|".join(each.replace("’", "[’']") for each in found) + ")"


def _of_stems(stems: Iterable[str], endings: str) -> list[str]:
    return [stem + ending for stem in stems for ending in endings.split()]


@cache
def _slots() -> tuple[tuple[re.Pattern[str], bool], ...]:
    """Where somebody or a firm must stand, as a noun with its article: group "phrase", and the noun in it; and whether
    what is no actor can stand there too (selon la taille)."""
    table = load_table("names_actors")
    verbs, objects = table["verbs"], table["objects"]
    finite = _either((*_of_stems(verbs["stems"], "e ait era erait eait"), *verbs["finite"]))
    participle = _either((*_of_stems(verbs["stems"], "é ée"), *verbs["participles"]))
    infinitive = _either((*_of_stems(verbs["stems"], "er"), *verbs["infinitives"]))
    acts = (
        rf"(?:{_CLITICS}(?:(?:a|avait|aura|aurait) {_ADVERBS}{participle}"
        rf"|{_either(verbs['modals'])} {_ADVERBS}{_CLITICS}{infinitive}|{finite})(?![\w’'-]))"
    )
    harmed = _either((*_of_stems(objects["stems"], "e ait era é er ent aient ant"), *objects["forms"]))
    to = r"(?:(?:à la|À la|au) |à l[’'])"
    of = r"(?:(?:de la|du) |de l[’'])"
    noun = r"(?P<noun>[a-zà-ÿœ]{3,20})"
    return (
        (re.compile(rf"{_OPENING}{_PHRASE} {acts}"), False),
        (re.compile(rf"(?<![\w’'-]){harmed} {_ADVERBS}{_PHRASE}{_BARE}"), False),
        (re.compile(rf"(?<![\w’'-])(?:[Ss]elon|[Dd][’']après) {_PHRASE}(?=[ \u00a0]?[,.;:»]|$)"), True),
        (re.compile(rf"(?<![\w’'-]){_either(objects['before'])} {_PHRASE}{_BARE}"), True),
        (re.compile(rf"(?<![\w’'-]){_either(objects['given'])} {_ADVERBS}(?P<phrase>{to}{noun}){_BARE}"), True),
        (re.compile(rf"(?<![\w-]){_either(objects['having'])} (?P<phrase>{of}{noun}){_BARE_OR_VERB}"), True),
        (re.compile(rf"(?<![\w’'-])(?P<phrase>(?:{to}|{of}|[Ll][ea] |[Ll][’']){noun}), qui {acts}"), False),
        (re.compile(rf"(?<![\w’'-])(?P<phrase>(?:{to}|{of}|[Ll][ea] |[Ll][’']){noun}){_TOLD_OF}"), False),
    )


def _found(line: Line) -> tuple[tuple[int, int, str], ...]:
    """Where somebody must stand, and the noun that does."""
    text = line.text
    found = {}
    for pattern, is_open in _slots():
        for match in pattern.finditer(text):
            if not is_open or match["noun"] not in _agents()["phrases"]:
                found[match.span("phrase")] = match["noun"]
    return tuple((*span, noun) for span, noun in sorted(found.items()))


@lru_cache(maxsize=1)
def _agents() -> Mapping[str, frozenset[str]]:
    """Nouns that stand in such places in good French: anywhere, or only where other things than actors can."""
    text = (files("pipeline.repair") / "data" / "names_agents.txt").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = {"anywhere": [], "phrases": []}
    for line in text.splitlines():
        if line.startswith("["):
            into = lists[line.strip("[]")]
        elif not line.startswith("#"):
            into += line.split()
    return {name: frozenset(words) for name, words in lists.items()}


@lru_cache(maxsize=1)
def _foreign_nouns() -> Mapping[str, tuple[str, ...]]:
    """Spanish, Italian, Portuguese and German noun in small letters → the French ones."""
    found: dict[str, list[str]] = {}
    text = (files("pipeline.repair") / "data" / "stray_words.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        kind, *rest = line.split("\t")
        if kind == "noun" and len(rest) > 5:
            french = rest.pop(0)
            for form in re.split("[;,]", ";".join((*rest[1:4], rest[4].split(" ")[0]))):
                if form.isalpha() and form.lower() != french:
                    found.setdefault(form.lower(), []).append(french)
    return {form: tuple(nouns) for form, nouns in found.items()}


@lru_cache(maxsize=1 << 12)
def _nouns_of(name: str) -> tuple[str, ...]:
    """The French nouns that a name means, without those that speak or act in the press as what they are."""
    small = name.lower()
    listed = chain(meanings().get(name, ()), nouns_by_rendering().get(small, ()), _foreign_nouns().get(small, ()))
    nouns = (noun for noun in dict.fromkeys(listed) if len(noun) > 2 and noun != small)
    others = _agents()["anywhere"] | speak_too() | never_alone()
    return tuple(noun for noun in nouns if is_weighed(noun) or noun not in others and not is_person_noun(noun))


@Picker
def _telling(word: str) -> bool:
    # (What is a common French word is hardly the name of a firm; the small table of frequencies is read fast.)
    return len(word) > 2 and word.istitle() and frequency(word.lower(), "fr") < _COMMON and bool(_nouns_of(word))


_ALONE = re.compile(
    r"(?:(?<![\w’'-])(?P<before>[a-zà-ÿœ]+|Pour|Selon|Chez|Avec|De|À|Par|Mais|Et|Or|Sans|Contre|Comme),? "
    r"|(?P<elided>[dqsnjm]u?[’'])|, |\()(?<![A-ZÀ-Þ][’'])(?P<name>[A-ZÀ-Þ][a-zà-ÿ]+)"
    r"(?![\w’'-])(?! [A-ZÀ-Þ])"
)
_DETERMINERS = frozenset(
    "le la les un une des du au aux ce cet cette ces son sa ses leur leurs notre nos votre vos mon ma mes".split()
)
#: Zipf frequency in French from which a word is no name that the document could be about: pour, par, new.
_COMMON = 4.9
#: So often a firm must be named by itself, inside sentences.
_OFTEN = 2


def _alone(line: Line) -> list[str]:
    """The names of one word that stand in the line without an article, not as its first word."""
    return [match["name"] for match in _ALONE.finditer(line.text) if match["before"] not in _DETERMINERS]


def _main_names(context: Context) -> list[str]:
    """The words of the document that may be names of firms or persons and mean something, in order."""
    words = context.evidence(vocabulary)
    telling = sorted(_telling(context.evidence(all_words)))
    return [name for name in telling if words[name] >= _OFTEN or name in context.evidence(_in_full)]


def _in_full(context: Context) -> frozenset[str]:
    return context.evidence(surnames) | context.evidence(persons).keys()


def actor_readings(context: Context) -> Mapping[str, str]:
    """Nouns that stand in the document only where somebody or a firm must → the one name of it that means them."""
    words = context.evidence(vocabulary)
    candidates: dict[str, list[str]] = {}
    for name in _main_names(context):
        for noun in _nouns_of(name):
            if noun in words and not akin(noun, words) and (not is_weighed(noun) or _is_met_far(noun, name, context)):
                candidates.setdefault(noun, []).append(name)
    for name in sorted(context.evidence(persons).keys()):
        noun = name[2:].lower()
        if name[:2] in _JOINED and noun in words and not akin(noun, words) and _is_split_noun(noun, words):
            candidates.setdefault(noun, []).append(name)
    for name, firm in load_table("names_actors")["firms"].items():
        if name not in words and any(each in words for each in firm["with"]):
            for noun in firm["means"]:
                if noun in words and not akin(noun, words):
                    candidates.setdefault(noun, []).append(name)
    readings = {}
    for noun, names in sorted(_of_actors(candidates, context).items()):
        met = words[noun] + (0 if noun.capitalize() in first_names() else words.get(noun.capitalize(), 0))
        if len(names) == 1 and met == context.evidence(_definite)[noun]:
            readings[noun] = (names[0], met)
    if not readings:
        return {}
    spoken = Counter(noun for found in context.each(_found) for _, _, noun in found)
    return {noun: name for noun, (name, met) in readings.items() if met == spoken[noun]}


#: What a family name begins with that is an article: Lagarde, Lefort.
_JOINED = ("La", "Le")


def _is_split_noun(noun: str, words: Mapping[str, int]) -> bool:
    """Whether the rest of a family name is a noun that does not act in the press, or of which nothing else speaks."""
    if is_weighed(noun):
        return is_unrelated(noun, words)
    return len(noun) > 3 and noun not in _agents()["anywhere"] | speak_too()


def _is_met_far(noun: str, name: str, context: Context) -> bool:
    """Whether nothing in the document speaks of the noun that a person’s name means."""
    return name in context.evidence(_in_full) and is_unrelated(noun, context.evidence(vocabulary))


def _definite(context: Context) -> Mapping[str, int]:
    """How often nouns stand right behind a definite article of the singular."""
    return Counter(chain.from_iterable(context.each(_after_articles)))


def _after_articles(line: Line) -> list[str]:
    return _AFTER_ARTICLE.findall(line.text)


_AFTER_ARTICLE = re.compile(r"(?<![\w’'-])(?:[Ll][ea] |[Ll][’']|[Dd]u |[Aa]u )([a-zà-ÿœ]{3,20})(?![\w’'-])")


def _of_actors(candidates: Mapping[str, list[str]], context: Context) -> Mapping[str, list[str]]:
    """Those of the names that are names of persons or firms, for each word that has any."""
    if not candidates:
        return {}
    alone = Counter(chain.from_iterable(context.each(_alone)))
    found = {word: [name for name in names if _is_actor(name, alone, context)] for word, names in candidates.items()}
    return {word: names for word, names in found.items() if names}


def _is_actor(name: str, alone: Mapping[str, int], context: Context) -> bool:
    """Whether the document names a person so in full, or a firm by itself, or has what goes with the firm alone."""
    if name not in context.evidence(vocabulary):
        return True
    if name in context.evidence(persons) or name in meanings() and name in context.evidence(surnames):
        return True
    return alone.get(name, 0) >= _OFTEN


#: A word with a capital and no article, where a name stands: behind a preposition, or before a verb of a firm.
_BARE_NAME = re.compile(
    r"(?:(?<![\w’'-])(?:(?:de|à|chez|par|pour|avec|selon|contre|et|que|De|À|Chez|Par|Pour|Avec|Selon|Contre) "
    r"|(?:d|qu)[’'])"
    r"(?P<name>[A-ZÀ-Þ][a-zà-ÿœ]{2,})(?=[ \u00a0]?[.,;:»?!)]|$|[ \u00a0](?:a|est|et|ou|à|au|en|sur|dans|pour|avec|qui|"
    r"ne|se|ont|sont|avait|était|veut|doit|peut|va|pourrait|depuis|lors)(?![\w’-])|[ \u00a0][ns][’'])"
    r"|(?:^|[.!?…»”] )(?P<subject>[A-ZÀ-Þ][a-zà-ÿœ]{2,})(?= (?:n[’']|s[’']|se |ne )?(?:a|avait|veut|voulait|doit|peut|"
    r"va|compte|prévoit|annonce|emploie|détient|espère|promet|refuse|affirme|assure|vend|lance|est (?:basée?|"
    r"présente?|valorisée?|cotée?))(?![\w’-])))"
)


def _bare_names(line: Line) -> tuple[tuple[int, int, str], ...]:
    found = []
    for match in _BARE_NAME.finditer(line.text):
        group = "name" if match["name"] else "subject"
        found.append((*match.span(group), match[group]))
    return tuple(found)


def firm_readings(context: Context) -> Mapping[str, str]:
    """French words with a capital that stand in the document as bare names alone → the one firm of it they mean."""
    words = context.evidence(vocabulary)
    candidates: dict[str, list[str]] = {}
    for name in _main_names(context):
        for noun in _nouns_of(name):
            form = noun.capitalize()
            if words.get(form) and form not in first_names() and noun not in capital_only():
                candidates.setdefault(form, []).append(name)
    if not candidates:
        return {}
    bare = Counter(form for found in context.each(_bare_names) for _, _, form in found)
    alone = Counter(chain.from_iterable(context.each(_alone))) if candidates.keys() & bare.keys() else {}
    readings = {}
    for form in sorted(candidates.keys() & bare.keys()):
        names = [name for name in candidates[form] if alone.get(name, 0) >= _OFTEN]
        if len(names) == 1 and words[form] == bare[form] and form.lower() not in words and not _known(form, context):
            readings[form] = names[0]
    return readings


def _known(form: str, context: Context) -> bool:
    return form in table_of(context).types or form in context.evidence(persons) or form in context.evidence(surnames)


@rule(
    "names.translated_firm",
    category="names",
    confidence=0.85,
    why="The document names a firm whose name means this word, and a word without an article cannot stand here.",
    example=(
        "L’accord avec Runway expire. Chez Runway, on se tait. Selon Piste, rien ne presse.",
        "L’accord avec Runway expire. Chez Runway, on se tait. Selon Runway, rien ne presse.",
    ),
    among=firm_readings,
)
def translated_firm(line: Line, context: Context) -> Iterator[Change]:
    """Puts the name of a firm back that was translated with its capital: "selon Piste" for Runway.

    Evidence: the document names the firm twice by itself, the word has no article, stands where a name does wherever
    the document has it, and nowhere in small letters. Spares first names and names of the tables (Place, Mars).
    """
    readings = context.evidence(firm_readings)
    for start, end, form in line.read(_bare_names):
        if form in readings:
            name = readings[form]
            before = line.text[max(0, start - 3) : start]
            vowel = starts_with_vowel(name.lower())
            if before[-2:].lower() in ("d’", "d'") and not vowel:
                yield Change(start - 1, end, f"e {name}")
            elif before.lower().endswith("de ") and vowel:
                yield Change(start - 2, end, f"’{name}")
            else:
                yield Change(start, end, name)


@rule(
    "names.translated_actor",
    category="names",
    confidence=0.85,
    why="The document names somebody, or a firm, whose name means this noun, and no such thing can stand here.",
    example=(
        "L’accord avec Runway expire. Chez Runway, on se tait. Ce que la piste voulait, c’était un délai.",
        "L’accord avec Runway expire. Chez Runway, on se tait. Ce que Runway voulait, c’était un délai.",
    ),
    among=actor_readings,
)
def translated_actor(line: Line, context: Context) -> Iterator[Change]:
    """Puts a name back that was translated as a noun: "la piste voulait" for Runway, "a agacé le rythme" for Pace.

    Evidence: the noun means a name of the document (a person named in full, a firm named twice by itself, or a firm
    of the table beside what goes with it alone), it stands nowhere else in the document, neither do its plural and its
    kin, and it stands where only somebody or a firm can: as the subject of a verb of saying, wanting or dealing, as
    the object of one that is done to somebody, after "selon", behind "l’avocat de". Spares nouns that do stand there in
    good French (the list was drawn from parallel text), persons, bodies, and nouns with an adjective or a complement.
    """
    readings = context.evidence(actor_readings)
    for start, end, noun in line.read(_found):
        if noun in readings:
            lead = line.text[start:end].replace("’", " ").split(" ")[0]
            split = readings[noun][2:].lower() == noun
            if split and lead.lower() != readings[noun][:2].lower():
                continue
            yield Change(start, end, _behind(lead, readings[noun]))


def _behind(lead: str, name: str) -> str:
    """The name with the preposition that an article held: au → à, du → de."""
    small = lead.lower()
    if small in ("à", "au"):
        return f"{'À' if lead[0] in 'ÀA' else 'à'} {name}"
    if small in ("de", "du"):
        return f"d’{name}" if starts_with_vowel(name.lower()) else f"de {name}"
    return name
