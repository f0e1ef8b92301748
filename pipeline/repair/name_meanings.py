"""The family names: names that were translated as if they were words, where no word without an article can stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from pipeline.repair.attribution import SAYS
from pipeline.repair.evidence import all_words, vocabulary
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import capital_pairs, first_names, is_person_noun, persons, surnames, table_of
from pipeline.repair.name_lexicon import capital_only
from pipeline.repair.name_slots import is_speaker
from pipeline.repair.picking import Picker
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

#: Parts of the table that are no list of names.
_NOT_LANGUAGES = frozenset(("speak_too", "never_alone", "titles", "trades", "far", "synonyms", "given"))

_CAPITAL = re.compile(r"(?<![\w’'-])[A-ZÀ-Þ][a-zà-ÿœ]{2,20}(?![\w’'-])")
_CLOSES = re.compile(
    r"[.,;:»]|[ \u00a0](?:[»;:]|(?:à|sur|dans|lors|en|et|lundi|mardi|mercredi|jeudi|vendredi)(?!\w))|$"
)
#: A verb of which a person is the subject, or an auxiliary, in the third person singular.
_VERB = re.compile(
    r"[ \u00a0](?:(?:ne|se|lui|y|en)[ \u00a0]|[nsl][’'](?:y[ \u00a0]|en[ \u00a0])?){0,2}"
    r"(?:a|avait|aura|aurait|est|était|sera|veut|voulait|peut|pouvait|doit|devait|dit|disait|affirme|assure|explique|"
    r"estime|juge|pense|croit|sait|répond|ajoute|promet|refuse|annonce|dirige|souhaite|espère|compte|parle|critique|"
    r"accuse|dénonce|défend|souligne|rappelle|reconnaît|admet|raconte|écrit|insiste|conclut|résume|travaille|vit|"
    r"dément|"
    r"nie|conteste|rejette|réclame|exige|propose|précise|déplore|salue|confirme|déclare|confie|préfère|regrette|"
    r"soutient|"
    r"plaide|prévient|avertit|reproche|reprend|réplique|rétorque|renonce|démissionne|affronte|signe)(?!\w)"
)
_INVERTING = re.compile(r"^[ \u00a0](?:est|était|sera|semble|paraît|a|avait|aura)$")
#: First names that are particles or words too, so that the table of first names does not have them.
_SHORT_FIRST_NAMES = frozenset("Al Ed Jo Bo Ty Cy Sy Vi Mo Li Wu Xi Yo Su".split())
#: What stands before a family name without a first name, which says nothing of whether it was translated.
_TITLES = frozenset(("Mme", "Mmes", "Mlle"))
_OPENS = re.compile(r"(?:^|[.!?…»][ \u00a0\u202f]|[«“][ \u00a0\u202f]?|,[ \u00a0])$")


@lru_cache(maxsize=1)
def meanings() -> Mapping[str, tuple[str, ...]]:
    """Family name → the French words that it means, in small letters."""
    data = load_table("names_meanings")
    found: dict[str, tuple[str, ...]] = {}
    for part in data:
        for name, words in data[part].items() if part not in _NOT_LANGUAGES else ():
            more = found.get(name, ()) if part == "english_more" else ()
            found[name] = tuple(dict.fromkeys((*more, *words)))
    for name, words in load_table("names_persons")["read_as_nouns"].items():
        found[name] = tuple(dict.fromkeys((*words, *found.get(name, ()))))
    others = _synonyms()
    return {
        name: tuple(dict.fromkeys(chain(words, chain.from_iterable(others.get(word, ()) for word in words))))
        for name, words in found.items()
    }


def _synonyms() -> Mapping[str, tuple[str, ...]]:
    """French words of the table → those that render the same word of another language: roche → rocher."""
    groups = [tuple(group.split()) for group in load_table("names_meanings")["synonyms"]["groups"]]
    return {word: group for group in groups for word in group}


def meant(context: Context) -> frozenset[str]:
    """The words of the document that are family names with a meaning."""
    return _with_meaning(context.evidence(all_words))


@Picker
def _with_meaning(word: str) -> bool:
    return word in meanings()


def capital_readings(context: Context) -> Mapping[str, str]:
    """Capitalised French words of the document → the one person named in full whose name they translate."""
    types = table_of(context).types
    return {
        form: name
        for form, name in context.evidence(all_readings).items()
        if form not in types and form.lower() not in capital_only()
    }


def all_readings(context: Context) -> Mapping[str, str]:
    """The same with words that are names of firms, places or families too: Roche, Boulanger."""
    words = context.evidence(vocabulary)
    named = sorted(context.evidence(meant))
    if not named:
        return {}
    pairs = context.evidence(capital_pairs)
    in_full = {second for first, second in pairs if first not in _TITLES}
    known = context.evidence(persons).keys() | (context.evidence(surnames) & in_full)
    known |= {second for first, second in pairs if first in _SHORT_FIRST_NAMES}
    readings: dict[str, set[str]] = {}
    for name in named:
        for word in meanings()[name] if name in known else ():
            form = word.capitalize()
            if form in words and form != name and form not in known:
                readings.setdefault(form, set()).add(name)
    given = first_names()
    return {form: next(iter(names)) for form, names in readings.items() if len(names) == 1 and form not in given}


@rule(
    "names.translated",
    category="names",
    confidence=0.87,
    why="The document names a person whose name means this word, and a word without an article cannot stand here.",
    example=(
        "George Church a fondé la société. Selon Église, tout ira bien.",
        "George Church a fondé la société. Selon Church, tout ira bien.",
    ),
    among=all_readings,
)
def translated(line: Line, context: Context) -> Iterator[Change]:
    """Puts a family name back that was translated: "Selon Église," for Church, "Coureur n’a pas répondu" for Corredor.

    Only where the document names such a person in full, and where the capitalised word, without an article, speaks:
    after selon, d’après or an inverted verb of saying, or at the start of a clause before a verb. Spares adjectives
    before a verb (Rare est), words that are first names or names as well (Pierre), and two persons with one meaning.
    """
    readings, every = context.evidence(capital_readings), context.evidence(all_readings)
    for match in _CAPITAL.finditer(line.text):
        start, end = match.span()
        told = _TOLD_OF.match(line.text, end) and _OPENS.search(line.text, max(0, start - 2), start)
        name = (every if told else readings).get(match.group())
        if name is None:
            continue
        speaks = is_speaker(line.text, start) and _CLOSES.match(line.text, end)
        verb = _OPENS.search(line.text, max(0, start - 2), start) and _VERB.match(line.text, end)
        word = match.group().lower()
        # "Rare est celui", but not "Rare s’était": an adjective stands before "être" alone.
        titled = _HONORIFIC.search(line.text, max(0, start - 6), start)
        acts = verb and (word not in never_alone() or word in _qualities() and not _INVERTING.search(verb.group()))
        if speaks or acts or told or titled and not _CAPITAL_NEXT.match(line.text, end):
            yield Change(start, end, name)


#: What follows somebody’s name and no noun without an article: an age and a verb, a clause about a person.
_TOLD_OF = re.compile(
    r",[ \u00a0](?:\d{1,3}[ \u00a0]ans|âgée?[ \u00a0]de[ \u00a0]\d{1,3}[ \u00a0]ans)"
    r"(?:[.;)»]|,[ \u00a0](?!(?:les?|la|une?|des|il|elle|on|ce|cette|ces|cet|son|sa|ses|mon|ma|mes|leurs?|je|nous|et|"
    r"dont)(?!\w))(?![lj][’'](?!(?:a|avait)[ \u00a0]))[a-zà-ÿ])"
    r"|[ \u00a0]\(\d{1,3}[ \u00a0]ans\)"
    r"|,[ \u00a0]qui[ \u00a0](?:enseigne|étudie|préside|dirige|milite|habite|vit|travaille|joue|entraîne|"
    r"a[ \u00a0](?:dirigé|étudié|publié|grandi|enseigné|présidé|travaillé|joué|fondé|écrit))(?!\w)"
    r"|,[ \u00a0](?:lui|elle)(?:-même)?,"
)
_HONORIFIC = re.compile(r"(?<![\w’'-])(?:M\.|MM\.|Mme|Mmes|Mlle|Me|Dr)[ \u00a0]$")
_CAPITAL_NEXT = re.compile(r"[ \u00a0-][A-ZÀ-Þ]|-\w")


def full_readings(context: Context) -> Mapping[str, Mapping[str, str]]:
    """Capitalised French word → the first names that the document has before it and before a name that means it → the
    name."""
    pairs, words = context.evidence(capital_pairs), context.evidence(vocabulary)
    readings: dict[str, dict[str, str]] = {}
    for first, name in sorted(pair for pair in pairs if pair[1] in meanings()):
        for word in meanings()[name]:
            form = word.capitalize()
            named = first in first_names() or first.lower() in capital_only()
            if named and form != name and (first, form) in pairs and words[form] <= words[name]:
                readings.setdefault(form, {})[first] = name
    return readings


@rule(
    "names.translated_full",
    category="names",
    confidence=0.87,
    why="The document has this person under another family name, which means this word.",
    example=(
        "Pieter Vos dirige la mine. Pour Pieter Renard, rien ne presse.",
        "Pieter Vos dirige la mine. Pour Pieter Vos, rien ne presse.",
    ),
    among=full_readings,
)
def translated_full(line: Line, context: Context) -> Iterator[Change]:
    """Puts a family name back that was translated behind its first name: "Pieter Renard" for Pieter Vos.

    Only where the document has the first name with the family name too, and at least as often.
    """
    readings = context.evidence(full_readings)
    for match in _CAPITAL.finditer(line.text):
        first = _FIRST_BEFORE.search(line.text, max(0, match.start() - 25), match.start())
        name = readings.get(match.group(), {}).get(first.group(1)) if first else None
        if name:
            yield Change(*match.span(), name)


_FIRST_BEFORE = re.compile(r"(?<![\w’'-])(?:[dl][’'])?([A-ZÀ-Þ][^\W\d_]*)[ \u00a0]$")


@lru_cache(maxsize=1)
def never_alone() -> frozenset[str]:
    return frozenset(load_table("names_meanings")["never_alone"]["words"])


@lru_cache(maxsize=1)
def _qualities() -> frozenset[str]:
    return frozenset(load_table("names_meanings")["never_alone"]["qualities"])


_SPOKEN = (
    r"déclar|affirm|assur|estim|expliqu|ajout|précis|confi|jur|soupir|plaisant|ironis|martel|insist|rétorqu|répliqu|"
    r"regrett|avou|murmur|indiqu|reconnu|admis|conclu|répondu|promis|dit|renchéri|prévenu|averti|soulign|"
    r"résum|protest|tempér|fulmin|tempêt|bougonn|observ|confirm|démenti|ni|démissionn"
)
_WHEN = "(?:encore|aussi|ensuite|alors|enfin|déjà|également|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_ONESELF = (
    r"(?:défendu|réjoui|félicité|indigné|agacé|amusé|étonné|excusé|justifié|emporté|inquiété|alarmé|désolé|exclamé|"
    r"insurgé|plaint|interrogé|lamenté|vanté|moqué|enthousiasmé|souvenu|écrié)e?"
)
_AFTER_SPEAKER = (
    r"(?=[ \u00a0]?[.,;:»”!?…)]|$|[ \u00a0](?:à|au|aux|sur|dans|lors|en|devant|chez|après|avant|pendant|depuis|face|"
    r"hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le (?:lendemain|soir|jour|mois|\d)|ce|cette|"
    r"au terme|avec|sans|par|pour|entre|vers|d’une?|d'une?|"
    r"d’un ton|d'un ton|que|qui|dès|parmi)(?![\w’'-])|[ \u00a0]qu[’'])"
)
#: Who speaks as a noun with its article: “…, a juré le loup devant la presse”, “selon le loup,”, “Le loup a juré que”.
_NOUN_SPEAKS = re.compile(
    rf"(?:[,»”!?…] ?[ \u00a0]?(?:(?:l[’']|nous |m[’'])?(?:a|avait|aurait)[ \u00a0](?:\w+ment |aussi |ensuite )?)?"
    rf"(?:{SAYS}|s[’'](?:est|était) {_ONESELF}|s[’'](?:agac|amus|énerv|excus|alarm|inquiét)e|se (?:défend|"
    rf"lament|vant|moqu|plaign)e?) (?:{_WHEN} )?"
    rf"|(?<![\w’'-])comme (?:l[’']|nous l[’'])(?:a |avait )?{SAYS} "
    r"|(?<![\w’'-])(?:[Ss]elon|[Dd][’']après) )"
    rf"(?P<noun>(?:l[ea] |l[’'])?[^\W\d_]{{2,20}}){_AFTER_SPEAKER}"
)
#: What somebody thinks: "Pour le loup, rien ne presse."
_NOUN_THINKS = re.compile(r"(?:^|[.!?…»”] )Pour (?P<noun>(?:l[ea] |l[’'])[^\W\d_]{2,20})(?=,)")
_NOUN_SAYS = re.compile(
    r"(?:^|[.!?…»”] |[,:] |(?<=[«“])[ \u00a0]?|(?<=[«“][ \u00a0])|\) )"
    r"(?P<noun>(?:[lL][ea] |[lL][’'])[^\W\d_]{2,20})[ \u00a0](?:n[’']|l[’']|lui |nous |s[’']est |y )?"
    rf"(?:(?:a|avait|aurait) (?:pas |aussi |ensuite |également |\w+ment )?(?:(?:{_SPOKEN})(?:é|u)?"
    r"|(?:souhaité|voulu|accepté de|refusé de) (?:répondre|commenter|s[’']exprimer|réagir)"
    r"|présenté (?:ses excuses|sa démission)|été (?:nommée?|réélue?|limogée?|licenciée?|inculpée?|acquittée?))"
    r"|déclare|affirme|estime|confie|rétorque|réplique|soupire|plaisante|ironise|avoue)"
    r"(?=[ \u00a0]?[,:.«]|[ \u00a0](?:que|avoir|ne|être|vouloir|au|à|aux|devant|lors|dans|sur|hier|lundi|mardi|"
    r"mercredi|"
    r"jeudi|vendredi|samedi|dimanche)(?!\w)|[ \u00a0]qu[’'])"
)
#: What somebody said of something: "Le loup a nié les faits."
_NOUN_JUDGES = re.compile(
    r"(?:^|[.!?…»”] )(?P<noun>(?:L[ea] |L[’'])[^\W\d_]{2,20})[ \u00a0](?:n[’'])?(?:a|avait) (?:[a-zé]+ment |"
    r"aussi |ensuite )?"
    r"(?:dénoncé|critiqué|salué|nié|contesté|réclamé|exigé|déploré|regretté) "
    r"(?=(?:les?|la|une?|des|son|sa|ses|toute?|avoir|être|que)(?!\w)|[lqd][’'])"
)


_ARTICLE_AND_NOUN = r"(?:^|[.!?…»”] )(?P<noun>(?:L[ea]s? |L[’'])[^\W\d_]{2,20})"
#: Somebody with a family or colleagues, or with a trade: "Les eaux et ses collègues", "La colline, qui enseigne".
_NOUN_LIVES = re.compile(
    rf"{_ARTICLE_AND_NOUN}(?: et (?:ses (?:collègues|coauteurs|avocats|proches|coéquipiers|associés|partenaires)|"
    rf"son (?:équipe"
    r"|épouse|mari|avocate?|entraîneur|coauteur|compagnon)|sa (?:femme|compagne|collègue))(?!\w)"
    r"|,? qui (?:travaille|enseigne|étudie|préside|dirige|milite|habite|a (?:dirigé|étudié|publié|grandi|enseigné|"
    r"présidé))"
    r"(?= (?:à|au|aux|en|le|la|les|sur|dans|pour|chez|depuis|un|une|avec)(?!\w)| l[’']))"
)
#: A verb that agrees with somebody and not with the noun: "Les branches rappelle que", "La paix s’est imposé".
_NOUN_DISAGREES = re.compile(
    r"(?:^|[.!?…»”] )(?:(?P<noun>Les [^\W\d_]{2,20}) (?:rappelle|affirme|estime|explique|déclare|assure|souligne|"
    r"précise|ajoute"
    r"|indique|juge|pense|reconnaît|regrette|prévient|craint|espère|note|observe|insiste|dit)(?= que | qu[’']|,| :)"
    r"|(?P<feminine>La [^\W\d_]{2,20}) (?:s[’']est|s[’']était|est|a été|avait été) (?:[a-zà-ÿ]+ment |aussi |ensuite )?"
    r"(?:imposé|incliné|excusé|présenté|engagé|retiré|battu|qualifié|opposé|réjoui|élu|réélu|nommé|parti|arrivé|né|mort"
    r"|venu|revenu|devenu|blessé|condamné|arrêté|limogé|licencié|acquitté|marié|défendu)(?= (?:à|au|aux|en|le|la|"
    r"les|sur|dans"
    r"|pour|chez|depuis|un|une|avec|face|devant|grâce|contre|par|lundi|mardi|mercredi|jeudi|vendredi|samedi|"
    r"dimanche|hier|de)(?!\w)|[.,]))"
)
#: What only somebody does: "Le loup a épousé une avocate", "L’hiver a refusé de parler".
_NOUN_ACTS = re.compile(
    rf"{_ARTICLE_AND_NOUN}[ \u00a0](?:n[’']|l[’']|lui |nous |y )?(?:a|avait|aurait) (?:pas |aussi |ensuite |également |"
    r"[a-zé]+ment )?(?:refusé de|promis (?:de|que|un)|épousé|divorcé|étudié|plaidé|"
    r"signé (?:un|une|son|sa|le|la) (?:contrat|bail|accord|lettre|tribune|film|livre|premier)|"
    r"(?:écrit|publié|filmé|tourné|réalisé) (?:un|une|son|sa|ses|le|la|les|deux|trois|quatre|cinq|six|sept|huit|dix) "
    r"(?:premier |dernier |première |dernière )?(?:films?|livres?|romans?|série|épisodes?|scènes?|albums?|documentaire|"
    r"clip|"
    r"essai|article|lettre|thèse|étude)|décidé de|choisi de|accepté de|renoncé à|juré de|oublié de|essayé de|"
    r"téléphoné|témoigné|enseigné|milité|débarqué(?! (?:sur|en|tôt|plus|dans|avant))|dîné|"
    r"(?:porté|retiré sa) plainte|reconnu (?:que|avoir))"
    r"(?![\w’-])"
)
#: No season does what somebody does, but one may be said to do much else.
_SEASONS = frozenset("printemps été automne hiver".split())
_SPEAKING = (_NOUN_SPEAKS, _NOUN_SAYS, _NOUN_THINKS, _NOUN_JUDGES, _NOUN_LIVES, _NOUN_ACTS, _NOUN_DISAGREES)


def _speaking(line: Line) -> tuple[tuple[int, int, str, re.Pattern[str]], ...]:
    """Where a noun speaks, with its article or none, the noun in small letters, and by which pattern it does."""
    found = {}
    for pattern in _SPEAKING:
        for match in pattern.finditer(line.text):
            found[match.span("noun" if match["noun"] else "feminine")] = pattern
    return tuple((*span, _without_article(line.text[slice(*span)]), found[span]) for span in sorted(found))


def _without_article(phrase: str) -> str:
    return re.split("[ ’']", phrase)[-1].lower()


def speaking_nouns(context: Context) -> Mapping[str, str]:
    """Nouns that speak in the document and nowhere else stand in it → the one person whose name they translate."""
    words = context.evidence(vocabulary)
    named = context.evidence(meant) & (context.evidence(persons).keys() | context.evidence(surnames))
    # What stands nowhere in the document need not be listened for.
    if not any(noun in words or noun.capitalize() in words for name in named for noun in _nouns_of(name)):
        return {}
    spoken = Counter(noun for found in context.each(_speaking) for _, _, noun, _ in found)
    by = [(noun, pattern) for found in context.each(_speaking) for _, _, noun, pattern in found]
    disagreeing = {noun for noun, pattern in by if pattern is _NOUN_DISAGREES}
    seasons = {noun for noun, pattern in by if pattern is _NOUN_ACTS} & _SEASONS
    readings: dict[str, str] = {}
    for noun in sorted(spoken.keys() - (never_alone() - seasons)):
        if noun in speak_too() - disagreeing and not _is_far_from(noun, words):
            continue
        names = [name for name in _names_of().get(noun, ()) if name in named]
        if len(names) != 1 or is_person_noun(noun):
            continue
        met = sum(words.get(form, 0) for form in (noun, noun.capitalize()))
        if met == spoken[noun] and not akin(noun, words):
            readings[noun] = names[0]
    return readings


def is_weighed(noun: str) -> bool:
    """Whether the table knows how the words begin that an article about such a thing or person has."""
    return noun in load_table("names_meanings")["far"]


def is_unrelated(noun: str, words: Mapping[str, int]) -> bool:
    """Whether nothing in the document has to do with such a noun."""
    stems = tuple(load_table("names_meanings")["far"][noun])
    return not any(word.lower().startswith(stems) for word in words if word.lower() != noun)


def _is_far_from(noun: str, words: Mapping[str, int]) -> bool:
    """Whether a noun is a trade of which nothing else in the document speaks."""
    trade = re.sub("è(?=re$)", "e", noun).removesuffix("e") if noun.endswith("ère") else noun
    stems = load_table("names_meanings")["trades"].get(trade)
    others = {word.lower() for word in words} - {noun}
    return stems is not None and not any(word.startswith(tuple(stems)) for word in others)


def akin(noun: str, words: Mapping[str, int]) -> bool:
    """Whether the document has the plural, the feminine or the workplace of a noun: loups, louve, cordonnerie."""
    if any(noun + mark in words for mark in "sx"):
        return True
    stem = _OF_TRADE.sub("", noun)
    if stem == noun and len(noun) < 5:
        return False
    return any(word != noun and word.startswith(stem) for word in words)


#: How nouns of trades end, and those of some animals: cordonnier, tisserand, forgeron.
_OF_TRADE = re.compile(r"(?<=[^\W\d_]{3})(?:i[eè]re?|[eè]re?|eur|eron|erand|[er])$")


@lru_cache(maxsize=1)
def speak_too() -> frozenset[str]:
    """Nouns that speak in the press as what they are: persons, trades, bodies, papers."""
    nouns = load_table("names_meanings")["speak_too"]["words"]
    return frozenset((*nouns, *(noun[:-2] + "ère" for noun in nouns if noun.endswith("er"))))


def _nouns_of(name: str) -> Iterator[str]:
    for noun in meanings()[name]:
        yield noun
        if noun.endswith("er"):
            yield noun[:-2] + "ère"  # "la cuisinière" for a woman of that name


@lru_cache(maxsize=1)
def _names_of() -> Mapping[str, tuple[str, ...]]:
    """Noun → the family names that mean it."""
    found: dict[str, list[str]] = {}
    for name, nouns in sorted(meanings().items()):
        for noun in _nouns_of(name):
            found.setdefault(noun, []).append(name)
    return {noun: tuple(names) for noun, names in found.items()}


def _speaking_words(context: Context) -> frozenset[str]:
    nouns = context.evidence(speaking_nouns)
    return frozenset((*nouns, *(noun.capitalize() for noun in nouns)))


@rule(
    "names.translated_noun",
    category="names",
    confidence=0.86,
    why="The document names a person whose name means this noun, and only a person can speak here.",
    example=(
        "Le trésorier, Pieter Vos, s’en va. Selon le renard, les comptes sont justes.",
        "Le trésorier, Pieter Vos, s’en va. Selon Vos, les comptes sont justes.",
    ),
    among=_speaking_words,
)
def translated_noun(line: Line, context: Context) -> Iterator[Change]:
    """Puts a family name back that was translated as a noun: "a répondu le renard" for Vos, "selon loup" for Wilk.

    Evidence: the document names such a person in full, the noun speaks, it stands nowhere else in the document, and
    neither do its plural or its kin (louve, cordonnerie). Spares nouns of persons and trades who are met in the news
    (le maire, le boulanger), and those of bodies that speak (la cour, l’Église).
    """
    readings = context.evidence(speaking_nouns)
    for start, end, noun, _ in line.read(_speaking):
        if noun in readings:
            yield Change(start, end, readings[noun])


_KIND = r"(?:magazine|hebdomadaire|hebdo|mensuel|bimensuel|revue|newsmagazine)"
_TITLED = re.compile(
    rf"(?<![\w’'-]){_KIND}(?: (?:américaine?|britannique|new-yorkaise?|londonien(?:ne)?|anglaise?))? "
    rf"(?P<title>[A-ZÀ-Þ])"
)


@rule(
    "names.translated_title",
    category="names",
    confidence=0.85,
    why="The title of the magazine was translated.",
    example=("Le magazine Temps lui a consacré sa une.", "Le magazine Time lui a consacré sa une."),
    words=("magazine", "hebdomadaire", "hebdo", "mensuel", "bimensuel", "revue", "newsmagazine"),
)
def translated_title(line: Line, context: Context) -> Iterator[Change]:
    """Puts the title of a well-known magazine back after the noun for it: "le magazine Temps", "le mensuel Filaire".

    Only right after the noun, or its adjective of nationality, and without an article (not the Swiss daily Le Temps),
    and where no capital goes on with the title (Temps modernes has none, Temps Libre has).
    """
    titles = load_table("names_meanings")["titles"]
    for match in _TITLED.finditer(line.text):
        start = match.start("title")
        for french, title in titles.items():
            end = start + len(french)
            if line.text.startswith(french, start) and _title_ends(line.text, end):
                yield Change(start, end, title)
                break


_GOES_ON = re.compile(r"[\w’'-]|[ \u00a0](?:[A-ZÀ-Þ\d]|(?:et|du|de|des|modernes?|libres?|nouveaux)(?!\w)|d[’'])")


def _title_ends(text: str, end: int) -> bool:
    return not _GOES_ON.match(text, end)
