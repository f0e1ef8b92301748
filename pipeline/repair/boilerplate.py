"""Boilerplate: the lines and sentences of a web page that are not part of its article.

Judged by cue, position, length and shape; the cues stand in data/boilerplate.toml. A body paragraph is never dropped
for a word in it: a cue has to account for the whole line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pipeline.config import RepairConfig
from pipeline.errors import ConfigError
from pipeline.repair.boilerplate_bylines import is_byline
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

#: The edges of a document, in lines that are not blank.
_FIRST = 3
_LAST = 12
_END = 3
#: A longer line is a paragraph; only its first and last sentence are looked at.
_LONGEST_LINE = 420
_LONGEST_SENTENCE = 300
#: So many lines may stand between two that ask for something and still be of their block.
_BLOCK_GAP = 5
_BLOCK_WORDS = 32

_BULLETS = ' \t\u00a0\u202f\ufeff\u200b-–—•·►▶▸»«→>|*+#"“”_➡➜➤→👉▶⏩🔴📲📱🎧🎙📺📰📩🔔✉\ufe0f'
_SENTENCE_END = re.compile(r"(?<=[.!?…»”\"])[ \u00a0\u202f]+(?=[A-ZÀ-Þ(©«“\"])")
#: Somebody is quoted: the prompt is news.
_REPORTED = re.compile(
    r"[»”\"] ?,? ?[^\W\d_]|, (?:a|ont|avait)[ -](?:t-)?[^\W\d_]+"
    r"|, (?:dit|disent|demande|demandent|selon|explique|rappelle|affirme|estime|supplient|conseille|précise|souligne"
    r"|ajoute|raconte|assure|écrit|résume|lance|insiste)\b"
    r"|, [a-zà-ÿ]{2,}-(?:t-)?(?:il|elle|on|ils|elles)\b",
    re.IGNORECASE,
)
#: A sentence that ends with who said it or with what was meant: ", plaisante le boulanger.", ": tel était son conseil."
_TOLD = re.compile(
    r"(?:, (?!comme|entre|contre|même|voire|outre|dont|toute|notre|votre|et|que)[a-zà-ÿ]{2,}(?:e|it|nd|nt|ut) (?:-t-)?"
    r"(?:le |la |les |l'|un |une |son |sa |leur |M\. |Mme |[A-ZÀ-Þ])[^,:;]*"
    r"|: (?:tels? |telles? |c'(?:est|était) |voilà |voici |ce (?:fut|sera|serait) )[^?]*)\.[ \u00a0»”\"]*$"
)
#: The second half of a first name may be small: "Gyu-lee".
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LIST_ITEM = re.compile(r"\s*(?:[-–—•·*►▶✓✔]|\+ |\d{1,2}[.)/ ])\s*\S")
_PARENTHESIS = re.compile(r"\s*\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)[.\s]*")
_NOT_TEASER = re.compile(r"\s*\(\s*(?:ndlr|note|nb\b|n\.d|voir|source|photo|suite|avec|traduit)", re.IGNORECASE)

#: Lower-case words that a credit may hold between its names.
_CREDIT_WORDS = frozenset(
    "de d du des la le les l à au aux et en par pour via avec sur depuis and by for of the from in von van da di del "
    "dos archives archive droits réservés dr photo photos image images illustration capture écran vidéo document "
    "courtoisie gracieuseté fournie fourni remise domaine public licence generated générée généré ia ai com fr org "
    "net service presse publié édité rédigé édition montage texte traduction studio agence rédaction révision "
    "graphisme écrit der die das dem im vom archivo arquivo archivio cortesía cortesia "
    "divulgação reprodução picture picture-alliance alliance press agency agence university".split()
)
#: Agencies and archives that write themselves small are names as well.
_SMALL_NAMES = frozenset("dpa afp ap apa epa ats sda ansa efe lusa reuters imago dr".split())


@dataclass(frozen=True, slots=True)
class _Cue:
    name: str
    why: str
    pattern: re.Pattern[str]
    both: bool
    where: str
    credit: bool
    unstopped: bool
    pitch: bool
    words: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Verdict:
    why: str
    confidence: float


@lru_cache(maxsize=1)
def _cues() -> tuple[_Cue, ...]:
    text = resources.files("pipeline.repair").joinpath("data/boilerplate.toml").read_text(encoding="utf-8")
    return tuple(
        _Cue(
            name=entry["name"],
            why=entry["why"],
            pattern=re.compile(_renamed(entry["patterns"]), re.IGNORECASE),
            both=entry.get("unit", "line") == "both",
            where=entry["where"],
            credit=entry.get("credit", False),
            unstopped=entry.get("unstopped", False),
            pitch=entry.get("pitch", False),
            words=entry["words"],
            confidence=entry.get("confidence", 0.95),
        )
        for entry in tomllib.loads(text)["cue"]
    )


@lru_cache(maxsize=4)
def _cues_for(sentence: bool, anywhere: bool) -> tuple[_Cue, ...]:
    far = ("any", "body")
    return tuple(cue for cue in _cues() if (cue.both or not sentence) and (cue.where in far or not anywhere))


def _renamed(patterns: list[str]) -> str:
    """One alternation; a group name may stand only once in an expression, so each gets a number."""
    return "|".join(
        f"(?:{pattern.replace('(?P<rest>', f'(?P<rest{number}>')})" for number, pattern in enumerate(patterns)
    )


@lru_cache(maxsize=8)
def _user_patterns(expressions: tuple[str, ...], option: str) -> tuple[re.Pattern[str], ...]:
    try:
        return tuple(re.compile(each) for each in expressions)
    except re.error as error:
        raise ConfigError(f"[repair] {option}: {error}") from error


def _plain(text: str) -> str:
    """What the patterns are matched against: straight apostrophes, single spaces, no bullets or final stop."""
    text = " ".join(text.replace("’", "'").split())
    text = text.strip(_BULLETS).rstrip(" .!…")
    if text[:1] + text[-1:] in ("()", "[]") and text.count(text[0]) == 1:
        text = text[1:-1].strip(" .")
    return text


@lru_cache(maxsize=1 << 13)
def _cue(text: str, sentence: bool = False, anywhere: bool = False) -> _Cue | None:
    """The cue that accounts for the whole text, among all of them or those that may stand anywhere."""
    plain = _plain(text)
    if not plain or len(plain) > _LONGEST_LINE or _TOLD.search(text.replace("’", "'")):
        return None
    return _plain_cue(plain, text.rstrip(_BULLETS).endswith("."), sentence, anywhere)


@lru_cache(maxsize=1 << 13)
def _plain_cue(plain: str, stopped: bool, sentence: bool, anywhere: bool) -> _Cue | None:
    words = plain.count(" ") + 1
    for cue in _cues_for(sentence, anywhere):
        if words > cue.words or (cue.unstopped and stopped):
            continue
        match = cue.pattern.fullmatch(plain)
        if match is None:
            continue
        if cue.pitch and _REPORTED.search(plain):
            continue
        if cue.credit and not all(_is_credit(rest) for name, rest in match.groupdict().items() if rest):
            continue
        return cue
    return None


def _is_credit(text: str) -> bool:
    """Names and little words only: no sentence, no caption."""
    words = _WORD.findall(text)
    if text.isupper() and len(words) > 4:
        return False
    # ("el-Hawa": a name with a small article.)
    capital = [any(part[0].isupper() for part in word.split("-")) for word in words]
    names = [word for word, large in zip(words, capital, strict=True) if large or word in _SMALL_NAMES]
    others = [
        word
        for word, large in zip(words, capital, strict=True)
        if not large and word.lower() not in _SMALL_NAMES | _CREDIT_WORDS
    ]
    if re.search(r"[!?]", text) or re.search(r"(?:https?://|www\.)", text):
        return bool(re.match(r"(?:https?://|www\.)\S+$", text))
    return bool(words) and not others and bool(names)


def _places(context: Context) -> dict[int, tuple[int, int]]:
    """For every line that is not blank: how many such lines stand before it and after it."""
    filled = [index for index, text in enumerate(context.lines) if text.strip()]
    return {index: (place, len(filled) - 1 - place) for place, index in enumerate(filled)}


def _at_edge(place: tuple[int, int]) -> bool:
    return place[0] < _FIRST or place[1] < _LAST


def _placed(cue: _Cue, place: tuple[int, int]) -> bool:
    before, after = place
    if cue.where == "end":
        return after < _END or (before == 0 and cue.both)
    if cue.where == "body":
        return before > 0
    return cue.where == "any" or _at_edge(place)


def _verdicts(context: Context) -> dict[int, _Verdict]:
    """The lines of the document that are boilerplate as a whole."""
    places = context.evidence(_places)
    cues: dict[int, _Cue] = {}
    verdicts: dict[int, _Verdict] = {}
    for index, place in places.items():
        text = context.lines[index]
        cue = _cue(text) if len(text) <= _LONGEST_LINE and (_at_edge(place) or _cue(text, anywhere=True)) else None
        if cue is not None and _placed(cue, place):
            cues[index] = cue
            verdicts[index] = _Verdict(cue.why, cue.confidence)
        elif verdict := _of_parts(text, place):
            verdicts[index] = verdict
    verdicts.update(_block(context, places, cues))
    return verdicts


#: A byline stands among so many lines at the start.
_HEAD = 5
_TRAILER = re.compile(r"dans cet article, ", re.IGNORECASE)
#: A sentence of an appeal to the readers that is no cue by itself.
_APPEAL = re.compile(
    r"(?=.*\b(?:nous|notre|nos)\b)(?=.*\b(?:journalis\w+|information|informer|lecteurs|lectrices|indépendan\w+|soutien|dons?"
    r"|abonné(?:e?s)?|médias?|enquêtes?|rédaction|articles?|contenus?|milliardaires?|actionnaires?)\b)[^«»“”\"\d]{10,200}"
    r"|vous (?:appréciez|aimez|lisez|avez aimé|avez apprécié) (?:notre|nos|cet|ce|cette) [^«»“”\"\d]{3,60} ?\?"
    r"|(?:une )?(?:l['’])?(?:information|presse|enquête|qualité)(?: [^«»“”\"\d.]{3,40})? a un (?:coût|prix)\."
    r"|merci (?:d['’]avoir lu|de lire|de nous lire)[^«»“”\"\d]{0,60}"
    r"|vous avez (?:refusé|bloqué) (?:les|nos) (?:cookies|traceurs)[^«»\d]{0,40}"
    r"|(?:restez|soyez) (?:courtois|polis|respectueux)[^«»“”\"\d]{0,60}"
    r"|(?:rejoignez|soutenez)-(?:les|nous)[.!]|cet article est (?:en accès libre|gratuit|offert)[^«»\d]{0,80}",
    re.IGNORECASE,
)


def _of_parts(text: str, place: tuple[int, int]) -> _Verdict | None:
    """The verdict on a line of several parts, each of which is no part of the article.

    A byline with date and reading time; sentences that all ask the reader for something; what a feed says at its end:
    "Dans cet article, …" with the note of the first publication.
    """
    if len(text) > _LONGEST_LINE:
        return None
    if (place[0] < _HEAD or place[1] < _END) and is_byline(_plain(text)):
        return _Verdict("The line says who wrote the article, when or how long it is; it is not part of it.", 0.92)
    if not _at_edge(place):
        return None
    sentences = _SENTENCE_END.split(text.strip())
    if len(sentences) < 2:
        return None
    cues = [_cue(each) for each in sentences]
    last = _cue(sentences[-1], sentence=True)
    if place[1] < _END and last and last.name == "first publication" and _TRAILER.match(sentences[0]):
        return _Verdict("The line announces the article and says where it appeared first.", 0.88)
    known = [cue for cue in cues if cue is not None and _placed(cue, place)]
    others = [each for each, cue in zip(sentences, cues, strict=True) if cue is None or not _placed(cue, place)]
    most = 2 * len(known) if place[1] < _END else len(known) - 1
    if any(cue.pitch for cue in known) and len(others) <= most and all(map(_APPEAL.fullmatch, others)):
        if not _REPORTED.search(_plain(text)):
            return _Verdict("The line asks the reader for something; it is not part of the article.", 0.92)
    return None


def _block(context: Context, places: dict[int, tuple[int, int]], cues: dict[int, _Cue]) -> dict[int, _Verdict]:
    """Lead-ins and list items between two lines that ask for something, at the end of the document."""
    order = list(places)
    pitches = [place for place, index in enumerate(order) if index in cues and cues[index].pitch]
    found: dict[int, _Verdict] = {}
    verdict = _Verdict("The line stands inside a block that asks the reader for something, after the article.", 0.9)
    for first, second in zip(pitches, pitches[1:], strict=False):
        between = order[first + 1 : second]
        if not between or len(between) > _BLOCK_GAP or len(order) - first > 2 * _LAST:
            continue
        if all(index in cues or _is_weak(context.lines[index]) for index in between):
            found |= {index: verdict for index in between if index not in cues}
    for place in pitches:
        before = order[place - 1] if place else None
        if before is not None and before not in cues and re.match(r"\s*\+ ?\S", context.lines[before]):
            if len(context.lines[before].split()) <= 12:
                found[before] = verdict
    return found


def _is_weak(text: str) -> bool:
    words = text.count(" ") + 1
    if words > _BLOCK_WORDS:
        return False
    return bool(_LIST_ITEM.match(text)) or words <= 12 or text.rstrip().endswith((":", ","))


#: A subject, a colon and what the other article answers: no aside of an author reads like that.
_HEADLINE = re.compile(
    r"\((?=[A-ZÀ-Þ«“])[^():.!?]{3,60}[ \u00a0\u202f]?: "
    r"(?:ce qu|pourquoi|comment|qui |quels? |quelles? |où |combien|faut-il|l[’']essentiel|le point sur|notre |nos |"
    r"tout ce qu|tout savoir|retour sur)[^()]{4,120}[^.()]\)$"
)


def _teasers(context: Context) -> dict[int, _Verdict]:
    """Whole lines in parentheses, where the document has a habit of them: teasers of other articles.

    One alone may be an aside of the author's and is only proposed, unless it is a headline that asks or promises.
    """
    places = context.evidence(_places)
    found = [
        index
        for index in places
        if len(text := context.lines[index]) <= _LONGEST_LINE
        and text.lstrip().startswith("(")
        and _PARENTHESIS.fullmatch(text)
        and 7 <= text.count(" ") + 1 <= 45
        and not _NOT_TEASER.match(text)
    ]
    headlike = [index for index in found if re.search(r"\s[:!?]|[:!?]\s", context.lines[index])]
    asking = {index for index in found if _HEADLINE.match(context.lines[index].strip())}
    habit = len(found) >= 2 and 2 * len(headlike) >= len(found) and len(places) >= 3 * len(found)
    apart = all(second - first > 1 for first, second in zip(found, found[1:], strict=False))
    why = "The line stands in parentheses by itself, as others of this document do: it announces another article."
    return {index: _Verdict(why, 0.85 if (habit and apart) or index in asking else 0.6) for index in found}


def _kept(text: str, config: RepairConfig) -> bool:
    return any(each.fullmatch(text) for each in _user_patterns(config.boilerplate_keep, "boilerplate_keep"))


@rule(
    "boilerplate.line",
    category="boilerplate",
    confidence=0.95,
    why="The line is not part of the article.",
    example=(
        "Le conseil municipal a voté le budget.\nInscrivez-vous à notre newsletter pour ne rien manquer.",
        "Le conseil municipal a voté le budget.",
    ),
)
def whole_line(line: Line, context: Context) -> Iterator[Change]:
    """Drop a line that asks, credits, links or notifies instead of telling: prompts, counters, credits, notices.

    Evidence: a cue that accounts for the whole line, its place in the document, its length, and for credits that
    nothing but names is left; short lines between two prompts at the end go with them. Spared: any line with a
    sentence of its own, headings, and what `boilerplate_keep` matches.
    """
    if not line.text.strip():
        return
    if any(each.fullmatch(line.text) for each in _user_patterns(context.config.boilerplate_drop, "boilerplate_drop")):
        yield Change(0, len(line.text), "", why="The configuration drops this line.", confidence=1.0, drop=True)
        return
    verdict = context.evidence(_verdicts).get(line.index)
    if verdict is not None and not _kept(line.text, context.config):
        yield Change(0, len(line.text), "", why=verdict.why, confidence=verdict.confidence, drop=True)


@rule(
    "boilerplate.teaser",
    category="boilerplate",
    confidence=0.85,
    why="The line in parentheses announces another article.",
    example=(
        "Le fleuve a débordé dans la nuit.\n(Inondations : pourquoi les digues ont cédé !)\nLes secours sont arrivés.\n"
        "Les écoles restent fermées jusqu’à lundi.\nLe préfet a promis de l’aide.\n"
        "(Le climat change : les crues seront plus fréquentes)\nLa décrue est attendue jeudi.",
        "Le fleuve a débordé dans la nuit.\nLes secours sont arrivés.\nLes écoles restent fermées jusqu’à lundi.\n"
        "Le préfet a promis de l’aide.\nLa décrue est attendue jeudi.",
    ),
    needs="(",
    trigger=r"^\s*\(",
)
def teaser(line: Line, context: Context) -> Iterator[Change]:
    """Drop related-article teasers: whole lines in parentheses of which the document has several, headline-like.

    A single one, asides next to each other, notes of the editors and short parentheses stay (proposed at most).
    """
    verdict = context.evidence(_teasers).get(line.index)
    if verdict is not None and not _kept(line.text, context.config):
        yield Change(0, len(line.text), "", why=verdict.why, confidence=verdict.confidence, drop=True)


@rule(
    "boilerplate.sentence",
    category="boilerplate",
    confidence=0.92,
    why="The sentence says who published or reported the article; it is not part of it.",
    example=(
        "Le chantier a repris lundi. Publié pour la première fois dans la Gazette du Nord.",
        "Le chantier a repris lundi.",
    ),
)
def sentence(line: Line, context: Context) -> Iterator[Change]:
    """Take a credit or a first-publication note off the end of a paragraph near the end of the document.

    Evidence: the cue accounts for the whole last sentence, in one of the last three lines. Spared: the same words in
    the middle of a paragraph or of the article.
    """
    place = context.evidence(_places).get(line.index)
    if place is None or place[1] >= _END:
        return
    tail_at = max(0, len(line.text) - _LONGEST_SENTENCE)
    ends = list(_SENTENCE_END.finditer(line.text, tail_at))
    if not ends:
        return
    last = ends[-1]
    cue = _cue(line.text[last.end() :], sentence=True)
    if cue is not None and cue.where == "end":
        yield Change(last.start(), len(line.text), "", why=cue.why.replace("The line", "The sentence"))
