"""Single words of another language amid French words, each with the one French word that fits."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.language import frequency
from pipeline.repair.bracket_french import bare_noun, joined, possessive_form, starts_with_vowel
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names
from pipeline.repair.nouns import definite_article, is_noun, noun_form

_SPACE = "[ \u00a0\u202f]"

#: A word of each language and its French. Words with two current renderings (still, so, then) are left out, and so are
#: those that are French words as well or parts of French terms (live, mit, agora).
_WORDS: Mapping[str, str] = {
    "en": "very=très only=seulement more=plus also=aussi less=moins now=maintenant always=toujours finally=enfin "
    "really=vraiment usually=généralement rather=plutôt quite=assez into=dans among=parmi until=jusqu’à "
    "towards=vers toward=vers each=chaque every=chaque although=bien que though=bien que than=que through=à "
    "travers nor=ni unless=à moins que",
    "es": "más=plus muy=très desde=depuis hasta=jusqu’à según=selon durante=pendant pero=mais donde=où cuando=quand "
    "aunque=bien que porque=parce que mientras=tandis que después=après luego=ensuite cada=chaque sin=sans "
    "por=par para=pour tras=après",
    "pt": "muito=très depois=après até=jusqu’à segundo=selon já=déjà com=avec sem=sans enquanto=tandis que embora=bien "
    "que",
    "it": "molto=très più=plus quando=quand secondo=selon senza=sans dopo=après però=cependant quindi=donc dunque=donc "
    "già=déjà poi=puis mentre=tandis que tra=entre fra=entre prima=avant",
    "de": "und=et für=pour sehr=très ohne=sans noch=encore aber=mais oder=ou nur=seulement gegen=contre zwischen=entre "
    "weil=parce que dass=que doch=pourtant sowie=ainsi que sondern=mais von=de während=pendant bei=chez",
}
#: English words with two French renderings: only proposed.
_EITHER = "still=toujours then=alors so=donc again=encore even=même never=jamais here=ici too=trop instead=plutôt"
#: How sentences begin with one of them, and "and" and "but" with a capital.
_OPENERS = (
    "And=Et But=Mais However=Cependant Now=Maintenant Therefore=Donc "
    "Perhaps=Peut-être Maybe=Peut-être Meanwhile=Pendant ce temps Finally=Enfin Pero=Mais También=Aussi "
    "Ahora=Maintenant "
    "Und=Et Aber=Mais Però=Cependant"
)
#: Words that are parts of terms and names, or French ones: only before what begins a French noun phrase or clause.
_BEFORE_PHRASE = frozenset("into than por para com sin von tra fra prima tras bei poi".split())
_PHRASE = frozenset(
    "le la les l’ un une des du ce cet cette ces son sa ses leur leurs mon ma mes notre nos votre vos il elle ils "
    "elles "
    "on nous vous cela tous toutes plusieurs certains certaines deux trois quatre cinq d’ de à qu’ que".split()
)
#: May stand behind a determiner: "une very grande maison".
_DEGREES = frozenset("very more almost nearly quite muy más casi muito molto più sehr".split())
_DETERMINERS = frozenset(
    "un une le la les des du au aux ce cet cette ces son sa ses leur leurs mon ma mes nos vos notre votre".split()
)
#: French whatever other languages have the same word.
_AUXILIARIES = frozenset("a ont est sont était étaient avait avaient sera seront aura fut reste restent".split())
_WORDS_ABOUT_WORDS = frozenset("mot mots terme termes verbe lettre lettres particule conjonction adverbe".split())


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for language, pairs in _WORDS.items():
        for pair in re.split(r" (?=[^\W\d_]+=)", pairs):
            word, _, french = pair.partition("=")
            found.setdefault(word, (language, french))
    found.update((word, ("en", french)) for word, french in (pair.split("=") for pair in _EITHER.split()))
    return found


@lru_cache(maxsize=1)
def _openers() -> Mapping[str, str]:
    return dict(pair.split("=") for pair in re.split(r" (?=[^\W\d_]+=)", _OPENERS))


def stray_words() -> frozenset[str]:
    """The words that `adverbs` and `joints` look for."""
    joining = (*_ARTICLES, *_CONJUNCTIONS, *_BEFORE_NAME, *_OF_THE_WORDS, "e", "y", "con", "el")
    return frozenset((*_table(), *_openers(), *_TITLES, *joining, *_BUT_WORDS, "am", *_FIGURES))


def _french(word: str, language: str) -> bool:
    """Whether a lower-case word is much more at home in French than in the other language."""
    if not word.islower():
        return False
    here, there = frequency(word, "fr"), frequency(word, language)
    # A form too rare for the small tables ("paierai") counts where French alone has it.
    return here >= 3 and here > there + 0.3 or here == there < 3 and default_lexicon().zipf(word) >= 2


_BETWEEN = re.compile(
    rf"(?<![\w’'-])(?P<before>(?:[A-Za-zà-ÿœ]{{1,2}}[’'])?[a-zà-ÿœæ]+),?{_SPACE}(?P<word>{'|'.join(_table())})"
    rf"(?={_SPACE}(?P<elided>[a-zà-ÿ]{{1,2}}[’'])?(?P<next>[a-zà-ÿœæ]+)(?![\w’'])|,{_SPACE}[a-zà-ÿ]|{_SPACE}\d)"
)
_OPENING = re.compile(
    rf"(?:^|[.!?…:]{_SPACE}|[«“\"]{_SPACE}?)(?P<word>[A-ZÀ-Þ][a-zà-ÿ]{{1,8}})"
    rf"(?=,?{_SPACE}(?P<elided>[a-zà-ÿ]{{1,2}}[’'])?(?P<next>[a-zà-ÿœæ]+)(?![\w’']))"
)
#: "But refusé" is a goal: "but" is "mais" only before a subject.
_SUBJECTS = frozenset("il elle ils elles on nous vous je cela c’ j’ personne rien ce".split())


def adverbs(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Adverbs and little words of another language between French words: the place, the French, whether it is sure."""
    if words.isdisjoint(_table()):
        return
    for match in _BETWEEN.finditer(text):
        known = _table().get(match["word"])
        if known is None:
            continue
        language, french = known
        before = re.split("[’']", match["before"])[-1]
        if not (_french(before, language) or before in _AUXILIARIES) or before in _WORDS_ABOUT_WORDS:
            continue
        if before in _DETERMINERS and match["word"] not in _DEGREES:
            continue
        following = match["next"]
        if following and not match["elided"] and not _french(following, language):
            continue
        opening = (match["elided"] or following or "").replace("'", "’")
        if match["word"] in _BEFORE_PHRASE and opening not in _PHRASE:
            continue
        start, end = match.span("word")
        if following and french in ("plus", "moins") and noun_form(following) and noun_form(following)[0]:
            french += " de"
            if match["elided"]:
                continue
            if starts_with_vowel(following):
                yield start, end + 1, french[:-1] + "’", True
                continue
        elides = french.endswith("que") and opening.startswith(("il", "elle", "on", "un"))
        if elides or french == "de" and opening in ("un", "une"):
            yield start, end + 1, french[:-1] + "’", True
        elif french == "de" and opening in ("le", "les", "des"):
            yield start, match.end("next"), {"le": "du"}.get(opening, "des"), True
        elif french == "jusqu’à" and following in ("le", "les"):
            yield start, match.end("next"), {"le": "jusqu’au", "les": "jusqu’aux"}[following], True
        else:
            yield start, end, french, f" {match['word']}=" not in f" {_EITHER}"


def openers(text: str, words: frozenset[str], goals: bool = False) -> Iterator[tuple[int, int, str, bool]]:
    """The same at the start of a sentence or a quotation; whether a subject follows, as in no title.

    `goals`: the document speaks of goals, which are “but” in French.
    """
    if words.isdisjoint(_openers()):
        return
    for match in _OPENING.finditer(text):
        french = _openers().get(match["word"], "")
        if goals and match["word"] == "But":
            continue
        following = (match["elided"] or match["next"]).replace("'", "’")
        subject = following in _SUBJECTS
        word = match["next"]
        plain = match["word"] != "But" and word not in _AUXILIARIES and _french(word, "en")
        if french and (subject or plain):
            yield *match.span("word"), french, subject


_AND = re.compile(
    rf"(?<![\w’'-])(?:[dl][’'])?(?P<before>[a-zà-ÿœæ]{{3,}}){_SPACE}(?P<word>[ey]){_SPACE}"
    rf"(?P<article>(?:les?|la|une?|des|son|sa|ses|leurs?|ces?|cette){_SPACE}|l[’'])?"
    r"(?P<next>[a-zà-ÿœæ]{3,})(?![\w’'-])"
)
_WITH = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœæ]+)(?P<comma>,?){_SPACE}(?P<word>con){_SPACE}"
    rf"(?=(?:son|sa|ses|leurs?|mon|ma|mes|notre|nos|deux|trois|quatre|cinq|six|dix|une?|les?|la|des){_SPACE}"
    rf"(?:(?P<next>[a-zà-ÿœæ]{{3,}})|[A-ZÀ-Þ]\w)|\d)"
)
#: After these "con" may be the French word.
_BEFORE_FOOL = frozenset(
    "un le ce quel du au des les ces mes est es suis être était très plus trop si aussi assez bien vraiment air pauvre "
    "petit gros grand vieux sale jeune vrai roi mot moins pas trou".split()
)
_OF_THE_WORDS = "del della dello delle degli dei".split()
_OF_THE = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœæ]+){_SPACE}"
    rf"(?P<word>del(?:la|lo|le)?|degli|dei|de{_SPACE}(?:el|los|las)){_SPACE}(?P<next>[a-zà-ÿœæ]+)(?![\w’'-])"
)
#: Articles of other languages before a French noun; those that are French words are left out.
_ARTICLES = {"los": "es", "una": "es", "uma": "pt", "gli": "it", "der": "de", "das": "de", "eine": "de", "einen": "de"}
_ARTICLE = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœæ]+),?{_SPACE}(?P<word>{'|'.join(_ARTICLES)}){_SPACE}"
    r"(?P<next>[a-zà-ÿœæ]{3,})(?![\w’'-])"
)
#: What the last three look for, as a whole.
_FOREIGN_JOINT = re.compile(
    rf" (?:{'|'.join((*_ARTICLES, 'pero', 'aber', 'però', 'but', 'sondern', 'and', 'und', 'quindi', 'dunque'))}"
    r"|então|entonces|mas?|sino) "
)
_INDEFINITE = {"una", "uma", "eine", "einen"}
#: Conjunctions behind a comma and before a French subject, whatever stands before the comma.
_CONJUNCTIONS: Mapping[str, str] = dict(
    pair.split("=")
    for pair in (
        "pero=mais aber=mais però=mais but=mais sondern=mais and=et und=et quindi=donc dunque=donc então=alors "
        "entonces=alors mas=mais ma=mais sino=mais"
    ).split()
)
_CONJUNCTION = re.compile(
    rf"(?<=[\w»”)%],){_SPACE}(?P<word>{'|'.join(_CONJUNCTIONS)})"
    rf"(?={_SPACE}(?:ils?|elles?|on|nous|vous|je|cela|c[’']est|c[’']était|j[’']ai|rien|personne)(?!\w))"
)


#: "e" and "y" between a noun or a year and what belongs to another noun: "d’ébène y d’ivoire", "en 1971 e une soprano".
_ANY_AND = re.compile(
    rf"(?<![\w’'-])(?:(?:d[’']|l[’']|(?:de|du|des|l[ae]s?|une?){_SPACE})[a-zà-ÿœæ]{{3,}}{_SPACE}(?P<word>[ey]){_SPACE}"
    rf"(?:d[’']|du{_SPACE}|des?{_SPACE})"
    rf"|\d{{4}}{_SPACE}(?P<year>e){_SPACE}(?:une?|l[ae]s?|des){_SPACE})(?=[a-zà-ÿœ])"
)
_BUT = re.compile(
    rf"[\w»”)\]],{_SPACE}(?:(?P<word>mas|pero|però|aber|ma){_SPACE}"
    r"(?=(?:l[ae]s?|l|ils?|elles?|on|ce|cela|nous|une?|des|son|sa|ses|leurs?)[ ’']"
    rf"|(?:jamais|aussi|surtout|personne|rien|toujours|encore|déjà|sans|pas)(?![\w-])|ne{_SPACE}|n[’']"
    rf"|s[’'](?:est|était))"
    rf"|(?P<any>pero|però|aber|sondern|maar){_SPACE}(?=[a-zà-ÿœ]{{1,2}}[’']|[a-zà-ÿœ]{{2,}}(?![\w’'])))"
)
_FIGURES = tuple("según laut secondo where donde millones milhões milioni Millionen miliardi Milliarden bilhões".split())
_NOUN_PHRASE = r"(?:l[ae]s?|une?|son|sa|ses|des|ces|leurs?|plusieurs|certaine?s)[ \u00a0]|l[’']"
_FRENCH_MONTHS = (
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)"
)
#: Words that are of one other language only, where French goes on behind them as it does behind their French.
_BEFORE_FRENCH = tuple(
    (frozenset(words.split("|")), re.compile(rf"(?<![\w’'-])(?:{words}){_SPACE}(?={behind})"), f"{french} ")
    for words, behind, french in (
        ("según|laut|secondo", _NOUN_PHRASE, "selon"),
        ("where|donde", rf"(?:ils?|elles?|on|nous|se){_SPACE}|{_NOUN_PHRASE}", "où"),
        ("millones|milhões|milioni|Millionen", r"de[ \u00a0]|d[’']", "millions"),
        ("miliardi|Milliarden|bilhões", r"de[ \u00a0]|d[’']", "milliards"),
        ("el|am", rf"(?:\d{{1,2}}|1er){_SPACE}{_FRENCH_MONTHS}(?!\w)", "le"),
    )
)
#: Two names with "y" between them, of which the second begins with a first name, as no family name does.
_NAMES_AND = re.compile(
    rf"(?<![\w’'-])[A-ZÀ-Þ][\w’-]+(?P<word>{_SPACE}y){_SPACE}(?P<first>[A-ZÀ-Þ][a-zà-ÿ]+){_SPACE}[A-ZÀ-Þ][a-zà-ÿ]"
)
#: Prepositions of other languages between a French word and a name.
_BEFORE_NAME: Mapping[str, str] = dict(
    pair.split("=")
    for pair in (
        "para=pour con=avec com=avec für=pour sem=sans with=avec without=sans for=pour against=contre zwischen=entre "
        "between=entre gegen=contre ohne=sans bei=chez hasta=jusqu’à desde=depuis"
    ).split()
)
_PREPOSITION = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœ]{{3,}}){_SPACE}(?P<word>{'|'.join(_BEFORE_NAME)})"
    rf"(?={_SPACE}[A-ZÀ-Þ][a-zà-ÿ]{{2,}})"
)
_COMMA_WITH = re.compile(rf",{_SPACE}(?P<word>con){_SPACE}(?=(?:son|sa|ses|leurs?){_SPACE}[a-zà-ÿ])")


_AND_WORDS = frozenset("ey")
_BUT_WORDS = frozenset("mas pero però aber ma sondern maar".split())
_THE_WORDS = frozenset((*_OF_THE_WORDS, "el", "los", "las"))


def joints(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Spanish, Portuguese and Italian "e", "y", "con", "del" between French nouns: the same.

    `words` are those of the text: what none of them can begin is not searched for.
    """
    if not words.isdisjoint(_AND_WORDS):
        yield from _all_ands(text)
    if not words.isdisjoint(_BUT_WORDS):
        for match in _BUT.finditer(text):
            kind = "word" if match["word"] else "any"
            following = re.match(r"[^\W\d_]+(?![’'])", text[match.end() :])
            if match["word"] == "ma" and following and following.group() in ("la", "le", "les", "un", "une"):
                continue
            if kind == "word" or following is None or _french(following.group(), "de") or len(following.group()) < 4:
                yield *match.span(kind), "mais", True
    for telling, expression, french in _BEFORE_FRENCH:
        if not words.isdisjoint(telling):
            for match in expression.finditer(text):
                yield *match.span(), french, True
    if "con" in words:
        yield from _withs(text)
    if not words.isdisjoint(_THE_WORDS):
        for match in _OF_THE.finditer(text):
            article = definite_article(match["next"])
            if article and _french(match["before"], "es") and _french(match["next"], "es"):
                french = {"le": "du ", "les": "des "}.get(article) or f"de {article}" + " " * (article == "la")
                yield match.start("word"), match.start("next"), french, True
    if not words.isdisjoint(_BEFORE_NAME):
        for match in _PREPOSITION.finditer(text):
            language = "de" if match["word"] in ("für", "zwischen", "gegen", "ohne", "bei") else "en"
            if all(_french(match["before"], each) for each in (language, "es", "pt", "it")):
                yield *match.span("word"), _BEFORE_NAME[match["word"]], True
    if _FOREIGN_JOINT.search(text) is None:
        return
    for match in _ARTICLE.finditer(text):
        article, language = definite_article(match["next"]), _ARTICLES[match["word"]]
        if not (_french(match["before"], language) and _french(match["next"], language)):
            continue
        if match["word"] in _INDEFINITE:
            gender = noun_form(match["next"])
            likely = gender is None and match["word"] in ("una", "uma") and match["next"].endswith("e")
            either = "une" if likely else None
            article = {"m": "un", "f": "une"}.get(gender[0] or "") if gender and not gender[1] else either
        if article:
            glue = "" if article.endswith("’") else " "
            yield match.start("word"), match.start("next"), article + glue, True
    for match in _CONJUNCTION.finditer(text):
        yield *match.span("word"), _CONJUNCTIONS[match["word"]], True


#: Not "il y avait", "s’il y en a".
_LONE_AND = re.compile(rf"[ey](?<={_SPACE}.)(?={_SPACE}(?!(?:a|en){_SPACE}))(?<![^\w’'-]il{_SPACE}.)")


def _all_ands(text: str) -> Iterator[tuple[int, int, str, bool]]:
    if _LONE_AND.search(text) is None:
        return
    for match in _AND.finditer(text):
        before, following = match["before"], match["next"]
        if not is_noun(before) or before in _WORDS_ABOUT_WORDS:
            continue
        if is_noun(following) and (match["article"] or match["word"] == "e"):
            yield *match.span("word"), "et", True
        elif match["article"] and match["word"] == "e" and _french(following, "pt") and _french(following, "it"):
            yield *match.span("word"), "et", True
    yield from _ands(text)
    for match in _ANY_AND.finditer(text):
        yield *match.span("word" if match["word"] else "year"), "et", True
    for match in _NAMES_AND.finditer(text):
        if match["first"] in first_names():
            yield match.end("word") - 1, match.end("word"), "et", True


def _withs(text: str) -> Iterator[tuple[int, int, str, bool]]:
    for match in _COMMA_WITH.finditer(text):
        yield *match.span("word"), "avec", True
    for match in _WITH.finditer(text):
        before, following = match["before"], match["next"]
        if match["comma"] or before in _BEFORE_FOOL or not _french(before, "es"):
            continue
        if following is None or is_noun(following) or _french(following, "es"):
            yield *match.span("word"), "avec", True


#: "e" and "y" before what no other language has there.
_AND_BEFORE = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœæ]{{2,}}|[A-ZÀ-Þ][a-zà-ÿœ]+(?=,))(?P<comma>,?){_SPACE}(?P<word>[ey])"
    rf"(?={_SPACE}(?:ceux|celles?|celui|plusieurs|certaine?s|quelques|chaque|beaucoup|toutes|cela|leurs|cette|cet|ces|"
    r"aussi|notamment|surtout|parfois|dont|avec)(?![\w’'-]))"
)
#: The French pronoun "y" stands behind these: "il y" has lost its verb.
_BEFORE_THERE = frozenset(
    "il elle ils elles on nous vous je tu qui ne en les lui leur faut va vas allez lettre voyelle".split()
)


def _ands(text: str) -> Iterator[tuple[int, int, str, bool]]:
    for match in _AND_BEFORE.finditer(text):
        before = match["before"]
        if before in _BEFORE_THERE or before in _DETERMINERS or before in _WORDS_ABOUT_WORDS:
            continue
        if match["comma"] or is_noun(before) or all(_french(before, language) for language in ("es", "it", "pt")):
            yield *match.span("word"), "et", True


#: Offices and trades of other languages, before a name, and their French.
_TITLES = dict(
    pair.split("=")
    for pair in (
        "sindaco=maire sindaca=maire alcalde=maire alcaldesa=maire prefeito=maire prefeita=maire autarca=maire "
        "bürgermeister=maire Bürgermeister=maire Bürgermeisterin=maire Oberbürgermeister=maire "
        "burgemeester=bourgmestre "
        "gobernador=gouverneur governador=gouverneur governatore=gouverneur gobernadora=gouverneure "
        "presidente=président presidenta=présidente ministro=ministre ministra=ministre diputado=député "
        "diputada=députée deputado=député deputato=député deputata=députée senador=sénateur senatore=sénateur "
        "juez=juge jueza=juge giudice=juge juiz=juge procuratore=procureur "
        "abogado=avocat abogada=avocate avvocato=avocat advogado=avocat Rechtsanwalt=avocat "
        "periodista=journaliste giornalista=journaliste jornalista=journaliste Journalistin=journaliste "
        "portavoz=porte-parole portavoce=porte-parole entrenador=entraîneur allenatore=entraîneur "
        "treinador=entraîneur escritor=écrivain scrittore=écrivain escritora=écrivaine scrittrice=écrivaine "
        "investigador=chercheur ricercatore=chercheur pesquisador=chercheur Forscher=chercheur Kanzler=chancelier "
        "Bundeskanzler=chancelier Bundeskanzlerin=chancelière profesor=professeur professore=professeur "
        "vecino=voisin empresario=entrepreneur imprenditore=entrepreneur empresário=entrepreneur"
    ).split()
)
_TITLE = re.compile(
    rf"(?<![\w’'-])(?P<article>[Ll]e |[Ll]a |[Uu]ne? |[Dd]u |[Aa]u |[Dd]e la |[Àà] la |(?:[Dd]e |[Àà] )?[Ll][’'])"
    rf"(?P<word>{'|'.join(sorted(_TITLES))})(?={_SPACE}[A-ZÀ-Þ][a-zà-ÿ])"
)
_ELIDED_ARTICLES = {"le": "l’", "la": "l’", "du": "de l’", "au": "à l’", "de la": "de l’", "à la": "à l’"}
_FULL_ARTICLES = {"l’": ("le ", "la "), "de l’": ("du ", "de la "), "à l’": ("au ", "à la ")}


def offices(text: str, words: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Offices of another language between a French article and a name: where article and office stand, their French."""
    if words.isdisjoint(_TITLES):
        return
    for match in _TITLE.finditer(text):
        french = _TITLES[match["word"]]
        article = match["article"].strip().replace("'", "’")
        small = article.lower()
        if starts_with_vowel(french):
            lead = _ELIDED_ARTICLES.get(small, small if small.endswith("’") else f"{small} ")
        elif small in _FULL_ARTICLES:
            lead = _FULL_ARTICLES[small][match["word"].endswith(("a", "in"))]
        else:
            lead = f"{small} "
        yield *match.span(), (lead[0].upper() if article[0].isupper() else lead[0]) + lead[1:] + french


_ENGLISH_PHRASE = re.compile(
    rf"(?<![\w’'-])(?P<before>[a-zà-ÿœæ]+){_SPACE}(?P<determiner>the|his|her|their|our|my|your|this|these|its)"
    rf"{_SPACE}(?P<noun>[a-z]{{3,}})(?=[.,;:!?)…]|{_SPACE}?[»”]|{_SPACE}(?P<next>[a-zà-ÿœæ]+)(?![\w’'-]))"
)


def english_phrases(text: str) -> Iterator[tuple[int, int, str]]:
    """An English determiner and a noun of the table between French words: where they stand and their French."""
    for match in _ENGLISH_PHRASE.finditer(text):
        before, noun = match["before"], match["noun"]
        if not _french(before, "en") or frequency(noun, "en") < frequency(noun, "fr") + 1:
            continue
        if match["next"] and not _french(match["next"], "en"):
            continue
        found = bare_noun(noun)
        if found is None:
            continue
        core, gender, plural = found
        phrase = joined(possessive_form(match["determiner"], gender, plural, core), core)
        if before in ("de", "à"):
            yield match.start("before"), match.end("noun"), joined(before, phrase)
        else:
            yield match.start("determiner"), match.end("noun"), phrase


#: Shorter than a sentence usually is.
SHORT_QUOTATION = re.compile(r"«[^«»]{0,60}»|“[^“”]{0,60}”|\"[^\"]{0,60}\"")
#: A quoted sentence has it, a title or a term has not.
_SENTENCE_IN = re.compile(r"[.!?…,][ \u00a0\u202f»”\"]")


#: A French subject with its verb, and some words more.
_CLAUSE_IN = re.compile(
    r"^.[ \u00a0]?(?:Je|J[’']|Il|Elle|On|Nous|Vous|Ils|Elles|C[’']|Ce|Cela|Les?|La|L[’'])[ \u00a0]?"
    r"[a-zà-ÿ’']+ [a-zà-ÿ’']+ [a-zà-ÿ’']+"
)


def terms(line: Line) -> list[tuple[int, int]]:
    """The short quotations that are no sentences."""
    return [
        each.span()
        for each in SHORT_QUOTATION.finditer(line.text)
        if not (_SENTENCE_IN.search(each.group()) or _CLAUSE_IN.search(each.group()) or _said(line.text, each))
    ]


#: Who said what is quoted before it.
_SPEAKER = re.compile(r"[ \u00a0]?,[ \u00a0](?:a|ont|avait|avaient)(?:-t-|[ \u00a0])")


def _said(text: str, quotation: re.Match[str]) -> bool:
    """Whether somebody said it, and in more words than a term has."""
    return quotation.group().count(" ") >= 5 and _SPEAKER.match(text, quotation.end()) is not None


def lies_in(spans: list[tuple[int, int]], at: int) -> bool:
    """Whether a place lies in one of the spans, which are in order."""
    place = bisect_right(spans, (at, 0))
    return place > 0 and at < spans[place - 1][1]
