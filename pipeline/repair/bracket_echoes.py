"""Brackets that say in English what the French words before them have said: "a dû [had to] céder"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_context import starts_sentence
from pipeline.repair.bracket_french import bare_noun, render
from pipeline.repair.bracket_insertions import english_brackets, fields
from pipeline.repair.bracket_nouns import finite
from pipeline.repair.dictionary import says
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import ARTICLES, WORDS_ABOUT_WORDS
from pipeline.repair.tables import load_table

_VERBS = frozenset(
    "is are was were has have had will would could should can may might must does did do be been being need needs needed "
    "needing want wants wanted going able become became get got not".split()
)
_FORCE = frozenset("is are was were has have had will would could should can may might must does did do need needs".split())
_SUBJECTS = frozenset("it he she they we there this".split())
#: Behind these a subject and its verb are a clause of their own: "il a dit [it is] la fin".
_SAYS = re.compile(
    r"(?:dit|dire|disent|disait|déclar|affirm|estim|pens|croi|cru|sai|sav|su|expliqu|ajout|assur|annonc|montr|jug|trouv|prétend"
    r"|soulign|précis|rappel|répond|répèt|not|vu|voi|espèr|crain|sembl|paraît)\w* $"
)
_VERB_BEFORE = re.compile(r"(?<![\w’'-])(?:[nsmtly][’']|(?:ne|se|me|te|le|la|les|lui|leur|y|en) )*(?P<verb>[a-zà-ÿœ]+) $")
_PARTICIPLE_BEFORE = re.compile(
    r"(?<![\w-])(?:a|ai|ont|avait|avaient|aura|auront|aurait|est|sont|était|étaient|sera|seront|fut|furent)"
    r"(?: [a-zà-ÿ]{2,9})? [a-zà-ÿœ]+(?:é|ée|és|ées|u|û|ue|us|i|is|it|ie|ert|aint|eint|oint) $"
)
_FUTURE = re.compile(r"[a-zà-ÿœ]{2,}(?:rait|raient|ra|ront|rons|rez|rais|rai)$")
#: Finite forms that are other words as well.
_AMBIGUOUS = frozenset("a as reste pense soit porte".split())
#: What an English word that links or qualifies may have been translated by, a few words before it.
_SAME = {
    "however": "toutefois cependant pourtant néanmoins mais",
    "nevertheless": "toutefois cependant pourtant néanmoins",
    "therefore": "donc ainsi aussi",
    "thus": "donc ainsi",
    "as if": "comme si",
    "as though": "comme si",
    "because": "parce que|parce qu’|car|puisque",
    "although": "bien que|bien qu’|quoique",
    "even though": "bien que|bien qu’|même si",
    "even if": "même si",
    "also": "aussi également",
    "as well": "aussi également",
    "already": "déjà",
    "still": "encore toujours",
    "now": "maintenant désormais",
    "only": "seulement uniquement",
    "even": "même",
    "always": "toujours",
    "never": "jamais",
    "often": "souvent",
    "again": "encore de nouveau",
    "today": "aujourd’hui",
    "tomorrow": "demain",
    "yesterday": "hier",
    "very": "très",
    "almost": "presque",
    "perhaps": "peut-être",
    "maybe": "peut-être",
    "especially": "surtout notamment",
    "instead": "plutôt",
    "together": "ensemble",
    "according to": "selon|d’après",
    "in order to": "pour|afin de|afin d’",
    "so that": "afin que|pour que|afin qu’|pour qu’",
    "such as": "comme|tels que|telles que",
    "as well as": "ainsi que|ainsi qu’",
    "more than": "plus de|plus d’",
    "less than": "moins de|moins d’",
    "at least": "au moins",
    "at most": "au plus",
    "about": "environ quelque",
    "nearly": "près de|près d’|presque",
    "yet": "encore",
    "by": "de|d’|par",
    "of": "de|d’|du|des",
    "for": "pour|pendant|depuis",
    "since": "depuis",
    "until": "jusqu’|jusque",
    "during": "pendant durant",
    "between": "entre",
    "against": "contre",
    "with": "avec",
    "without": "sans",
    "under": "sous",
    "last year": "l’an dernier|l’année dernière|l’an passé",
    "this year": "cette année",
    "next year": "l’an prochain|l’année prochaine",
    "this week": "cette semaine",
    "last week": "la semaine dernière",
    "last month": "le mois dernier",
    "of course": "bien sûr|évidemment",
    "for example": "par exemple",
    "in fact": "en fait",
    "right now": "en ce moment|actuellement",
    "so many": "autant de|autant d’|tant de|tant d’|tellement de|tellement d’",
    "so much": "autant de|autant d’|tant de|tant d’|tellement de|tellement d’|tellement|tant",
    "as many": "autant de|autant d’",
    "as much": "autant de|autant d’|autant",
    "too many": "trop de|trop d’",
    "too much": "trop de|trop d’|trop",
    "many": "beaucoup de|beaucoup d’|de nombreux|de nombreuses|bien des|nombre de",
    "much": "beaucoup|bien|nettement",
    "a lot": "beaucoup",
    "several": "plusieurs",
    "a few": "quelques|quelques-uns|quelques-unes",
    "few": "peu de|peu d’",
    "fewer": "moins de|moins d’",
    "less": "moins de|moins d’|moins",
    "more": "plus de|plus d’|davantage|plus",
    "more and more": "de plus en plus",
    "most": "la plupart",
    "most of": "la plupart",
    "not enough": "pas assez|trop peu",
    "enough": "assez|suffisamment",
    "no": "aucun|aucune|pas de|pas d’",
    "no one": "personne",
    "nobody": "personne",
    "nothing": "rien",
    "everything": "tout",
    "all": "tous|toutes|tout|toute",
    "both": "les deux|tous deux|toutes deux|tous les deux|toutes les deux",
    "each": "chaque|chacun|chacune",
    "each other": "l’un|l’une|les uns|les unes",
    "barely": "à peine|tout juste",
    "hardly": "à peine|guère",
    "rather": "plutôt|assez",
    "quite": "assez|tout à fait",
    "far": "loin",
    "later": "plus tard|ensuite|par la suite",
    "afterwards": "ensuite|après|par la suite",
    "meanwhile": "entre-temps|pendant ce temps",
    "elsewhere": "ailleurs",
    "everywhere": "partout",
    "abroad": "à l’étranger",
    "sometimes": "parfois",
    "sooner or later": "tôt ou tard",
    "every year": "chaque année|tous les ans",
    "every day": "chaque jour|tous les jours",
    "this": "cela|ceci|ça",
    "what happens": "ce qui se passe|ce qui arrive",
}
_NAME_AND_VERB = re.compile(r"(?P<name>[A-ZÀ-Þ][\w’'-]*(?: [A-ZÀ-Þ][\w’'-]*)*)(?: (?:is|was|are|were|has|had|will|said|says))")
_OWNER = re.compile(r"(?P<name>[A-ZÀ-Þ][\w-]*(?: [A-ZÀ-Þ][\w-]*)*)[’']s?")
_ARTICLE = re.compile(r" ?(?:les? |la |l[’']|une? |des |ses? |son |sa )", re.IGNORECASE)


@rule(
    "brackets.echo",
    category="brackets",
    confidence=0.9,
    why="The French words beside the bracket say it already.",
    example=("Le maire a dû [had to] céder.", "Le maire a dû céder."),
    needs="[",
    in_foreign=True,
)
def echo(line: Line, context: Context) -> Iterator[Change]:
    """Takes away an English bracket whose words the French beside it says: a verb with its auxiliaries behind a French
    verb, a linking word or adverb beside its French, words that a dictionary has for one of the three French words
    before or behind them, a name with a verb behind the name.

    A name before its own possessive goes too: "Greenpeace [Greenpeace’s] le rapport". Spared: verbs where no French verb
    stands right before the bracket, and all French content.
    """
    yield from _small_words(line.text)
    for match in english_brackets(line, context):
        content = match.group(1).strip().replace("'", "’")
        before = line.text[: match.start()].replace("'", "’")
        after = line.text[match.end() :].replace("'", "’")
        if content.lower() in _SAME and _follows(_SAME[content.lower()], after) or _repeats(content, after, context):
            yield from _without(line.text, match)
        elif _with_pronoun(content.lower(), after):
            yield from _without(line.text, match)
        elif _SPEAKER.search(content) and _ACCORDING.match(after):
            yield from _without(line.text, match)
        elif not before.endswith(" "):
            continue
        elif _said(content.lower(), before) or _named(content, before):
            yield Change(match.start() - 1, match.end(), "")
        elif _parted(content, before, after) or _NUMBER_WORDS.get(content.lower()) in _last(before):
            yield from _without(line.text, match)
        elif _rendered(content, before) or _rendered_after(content, after):
            yield from _without(line.text, match)
        elif (owner := _OWNER.fullmatch(content)) and before.endswith(f"{owner['name']} "):
            start = match.start() - len(owner["name"]) - 1
            if _ARTICLE.match(line.text, match.end()) and not before[:start].endswith(("de ", "d’", "par ", "à ")):
                yield Change(start, match.start(), "", "The name stands in the bracket again.")


#: Prepositions before a pronoun, and the pronouns: "[with it] avec lui".
_BEFORE_PRONOUN = {
    "with": "avec", "without": "sans", "for": "pour", "on": "sur", "against": "contre", "after": "après",
    "before": "avant", "behind": "derrière", "by": "par", "among": "parmi", "between": "entre", "under": "sous",
    "like": "comme", "to": "à", "of": "de", "from": "de", "at": "chez", "beside": "à côté de", "around": "autour de",
}  # fmt: skip
_PRONOUNS = {
    "it": "lui|elle|cela|ça|ceci|celui-ci|celle-ci", "that": "cela|ça|ceci|celui-là|celle-là", "this": "cela|ça|ceci",
    "them": "eux|elles|ceux-ci|celles-ci", "him": "lui|celui-ci", "her": "elle|celle-ci", "us": "nous", "me": "moi",
    "you": "vous|toi",
}  # fmt: skip


def _with_pronoun(content: str, after: str) -> bool:
    """Whether the bracket is a preposition with a pronoun, and the same stands behind it in French."""
    preposition, _, pronoun = content.partition(" ")
    if preposition not in _BEFORE_PRONOUN or pronoun not in _PRONOUNS:
        return False
    said = rf"[ \u00a0]?{_BEFORE_PRONOUN[preposition]}[ \u00a0](?:{_PRONOUNS[pronoun]})(?![\w’-])"
    return re.match(said, after, re.IGNORECASE) is not None


#: Prepositions that one English preposition stands for, with the articles that they are run together with.
_PREPOSITIONS = tuple(
    frozenset(group.split())
    for group in ("de du des d’ de", "à au aux en dans sur", "pour", "avec", "par", "sans", "contre", "sous", "entre")
)
_LEADING_ARTICLE = re.compile(r"(?:les? |la |l’|du |des |aux? )")


def _repeats(content: str, after: str, context: Context) -> bool:
    """Whether what the tables render the bracket by stands right behind it, with its article or another.

    Of a phrase with a preposition the nouns and the preposition count: "[of health] de la Santé".
    """
    table, small = load_table("brackets"), content.lower()
    if small in table["said_again"] or small.split()[0] in table["determiners"]:
        return False  # those have rules of their own
    rendering = render(content, context.evidence(fields))
    if rendering is None or rendering.kind != "phrase" or not after.startswith(" "):
        return False
    french, following = rendering.french.lower(), after[1:80].lower()
    core = _LEADING_ARTICLE.sub("", french, count=1)
    if any(following.startswith(form) and not following[len(form) :][:1].isalnum() for form in (french, core) if form):
        return len(core) > 3 or core == french
    words, behind = _PARTS.findall(french), _PARTS.findall(re.split(r"[.,;:!?«»“”()\[\]]", following)[0])[:5]
    nouns = [word for word in words[1:] if len(word) > 3]
    same = any(words[0] in group and behind[:1] and behind[0] in group for group in _PREPOSITIONS)
    return same and bool(nouns) and all(noun in behind for noun in nouns)


#: English numerals, which stand beside the figure.
_NUMBER_WORDS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "eighty": "80", "ninety": "90"}


def _last(before: str) -> tuple[str, ...]:
    """The last word or figure before the bracket."""
    return tuple(re.split(r"[ \u00a0]", before.rstrip())[-1:])


def _parted(content: str, before: str, after: str) -> bool:
    """Whether the French of two words stands around the bracket: "le gouvernement [Spanish government] espagnol"."""
    words = content.lower().split(" ")
    noun, adjective = _FRENCH.findall(before)[-1:], _FRENCH.match(after.removeprefix(" "))
    if len(words) != 2 or not noun or adjective is None or not before.endswith(f"{noun[0]} "):
        return False
    return says(noun[0].lower(), words[1]) and says(adjective.group().lower(), words[0])


_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*’?")

#: "[experts say]" before the French that attributes it.
_SPEAKER = re.compile(r"[a-z] sa(?:id|ys?)$")
_ACCORDING = re.compile(
    r" (?:selon|d[’']après|disent|affirment|assurent|estiment) (?:[Ll][ae]s?|des|une?) | (?:selon|d[’']après) l[’']"
)
#: Small words that formulas and forms have in brackets too, before the French that says them again; a word that both
#: languages have, before itself with an article.
_SMALL = re.compile(
    r"(?<=[a-zà-ÿœ,] )\[(?:(?:by|from|of)\](?= (?:de|du|des|par)(?![\w’'-])| d[’'])"
    r"|(?:to|at)\](?= (?:à|aux?)(?![\w’'-]))|and\](?= et )|if\](?= si | s[’']ils? )|as\](?= comme )|not\](?= pas )|but\](?= mais )"
    r"|(?:the |an? |his |her |their |its )?(?P<same>[a-z]{4,})\]"
    r"(?= (?:(?:l[ae]s?|une?|des|son|sa|ses|leurs?|ce|cet|cette|ces|du|aux?|de la) |(?:de )?l[’'])"
    r"(?P=same)(?![\w’'-]))) "
)


def _small_words(text: str) -> Iterator[Change]:
    for match in _SMALL.finditer(text):
        before = _FRENCH.findall(text[max(0, match.start() - 30) : match.start()])
        if before and before[-1] not in WORDS_ABOUT_WORDS and before[-1] not in ARTICLES:
            yield Change(*match.span(), "")


def _without(text: str, match: re.Match[str]) -> Iterator[Change]:
    """The line without the bracket and one of the spaces around it; what now opens a sentence has a capital."""
    start, end = match.span()
    if text[end : end + 1] in (" ", "\u00a0"):
        end += 1
        if starts_sentence(text, start):
            yield Change(start, end + 1, text[end : end + 1].upper())
            return
    elif text[start - 1 : start] in (" ", "\u00a0"):
        start -= 1
    yield Change(start, end, "")


def _follows(forms: str, after: str) -> bool:
    either = forms.split("|") if "|" in forms else forms.split()
    head = after[:40].lower()
    return any(re.match(rf" {re.escape(form)}(?:(?<=’)|(?![\w’-]))", head) for form in either)


#: How many French words before or behind the bracket may be what it says.
_NEAR = 3
_ENGLISH = re.compile(r"[a-z]{3,}")
_FRENCH = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_IDLE = frozenset(
    "the and its his her their our your this that these those who which was were has had have are been will would can "
    "could may might must should being does did".split()
)


def _rendered(english: str, before: str) -> bool:
    """Whether each English word renders one of the last French words before the bracket, by the dictionary."""
    clause = re.split(r"[.;:!?«»“”()\[\]]", before)[-1]
    return _all_said(english, _FRENCH.findall(clause.lower())[-_NEAR:])


def _rendered_after(english: str, after: str) -> bool:
    clause = re.split(r"[.,;:!?«»“”()\[\]]", after)[0]
    return _all_said(english, _FRENCH.findall(clause.lower())[:_NEAR])


def _all_said(english: str, french: list[str]) -> bool:
    words = [word for word in _ENGLISH.findall(english) if word not in _IDLE and not _qualified(word, french)]
    if not words or len(words) > _NEAR or english != english.lower():
        return False
    return all(any(says(form, word) for form in french) for word in words) or _noun_said(english, french)


def _qualified(word: str, french: list[str]) -> bool:
    """Whether an adverb beside other words has its French there: "[very difficult] très difficile"."""
    return any(form in french for form in re.split(r"[| ]", _SAME.get(word, "")))


def _noun_said(english: str, french: list[str]) -> bool:
    """The same by the table of newsroom nouns, whose first rendering the French must have."""
    found = bare_noun(re.sub(r"^(?:an?|the|his|her|its|their|some) ", "", english))
    return found is not None and all(word in french for word in _FRENCH.findall(found[0].lower()))


def _said(english: str, before: str) -> bool:
    if english in _SAME:
        forms = _SAME[english]
        either = forms.split("|") if "|" in forms or " " in english else forms.split()
        tail = before[-60:].lower()
        return any(re.search(rf"(?<![\w’-]){re.escape(form)}(?:(?<=’)| )(?:[^\s.,;:!?]+ )?$", tail) for form in either)
    words = english.replace("’s", " is").split()
    if len(words) < 2 or not set(words) <= _VERBS | _SUBJECTS | {"to"} or not set(words) & _FORCE or words[0] == "to":
        return False
    if set(words) & _SUBJECTS and _SAYS.search(before):
        return False
    verb = _VERB_BEFORE.search(before, max(0, len(before) - 60))
    if verb and (verb["verb"] in finite() - _AMBIGUOUS or verb["verb"] == "agit" or _FUTURE.match(verb["verb"])):
        return True
    return bool(_PARTICIPLE_BEFORE.search(before, max(0, len(before) - 60)))


def _named(english: str, before: str) -> bool:
    found = _NAME_AND_VERB.fullmatch(english)
    return bool(found) and re.search(rf"(?<![\w’-]){re.escape(found['name'])} $", before) is not None
