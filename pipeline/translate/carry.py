"""Putting protected stretches right in a translation, by what the decoder looked at while it wrote.

Guided by the attention of the last decoder layer, as Marian students are trained to make it usable as an alignment
(Garg et al. 2019, "Jointly Learning to Align and Translate with Transformer Models", is the idea).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.repair.lexicon import default_lexicon
from pipeline.translate.engine import Hypothesis, Span
from pipeline.translate.numbers import english_numbers
from pipeline.translate.spans import Protected
from pipeline.repair.dictionary import english_words, inflected, rendered

#: A target word renders a stretch if it draws this share of its attention from it. Set by eye on sample articles;
#: with it chrF rose on flores-dev and wmt13. Not tuned further.
_RENDERS = 0.4
#: A word between two rendering ones belongs to them from this share on.
_BETWEEN = 0.15
#: A right form that draws less than this from its source stretch more likely renders another one.
_SUPPORTS = 0.1
#: A word that draws this share of its attention from a French word renders it, rightly or not (0.3 and 0.5 give the
#: same chrF within 0.06).
_MISREAD = 0.4
#: Zipf frequency from which an English word is one of grammar, and below which a word is none at all.
_FUNCTION, _NO_WORD = 5.8, 2.0
_NUMBER_WORDS = frozenset("thousand million millions billion billions trillion trillions percent cent per".split())
_TIME_WORDS = frozenset("hour hours minute minutes min second seconds o'clock a p m am pm and h s".split())
#: Likeness (difflib's ratio) from which an unknown word is taken for a misspelt name.
_GARBLED = 0.7
#: Places that English gives an article.
_WITH_ARTICLE = frozenset("United Mediterranean Atlantic Pacific Channel Thames Danube Rhine Nile Pentagon Kremlin Élysée "
                          "Vatican Capitol Middle West Internet Web Dominican Czech".split())
_ARTICLE_NOUNS = frozenset("Sea Gulf Strait Bay Ocean Republic Reich Empire Union Canal Islands Riviera Wall".split())
_POSSESSIVE = re.compile(r"['’]s\b")
#: What belongs to an address besides its words.
_LITERAL_HEAD = re.compile(r"[^\s“(\"«]*$")
_LITERAL_TAIL = re.compile(r"(?:[^\s”)\"»]*[\w/])?")
#: What follows a name that is no attribute of a noun.
_NO_NOUN = re.compile(
    r"[’']s\b|[,.;:!?)”\"]|$|\s(?:and|or|but|has|have|had|is|are|was|were|will|would|can|could|may|must|should|to|in|on|at"
    r"|for|of|from|by|with|as|that|which|who|said|says|announced|told|did|does)\b"
)
#: What a model leaves of « Sam Altman d’OpenAI », taking both for one name.
_LEFT_OVER = re.compile(r" (?:d['’]|de )")
#: A name written twice in a row, once by the model and once by us.
_DOUBLED = re.compile(r"\b([A-Z][\w-]*(?: [A-Z][\w-]*)*) \1\b")
#: The 1980s.
_DECADE = re.compile(r"s(?![^\W_])")
_SIGN_BEHIND = re.compile(r" ?[$€£¥](?!\d)")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)$")
_HALF = re.compile(r" ?([apAP])\.?[mM]\b\.?")
_OTHER_HALF = str.maketrans("apAP", "paPA")
_VOWEL = re.compile(r"[AEIOaeio](?!u|ne\b)|U[bgmz]|8|1[18](?!\d)")
_WORD = re.compile(r"\d[\d,.:]*\d|\d|[^\W\d_]+(?:[-.&’'](?!s\b)[^\W_]+)*|[^\W_]+|[%$€£¥]")


@dataclass(frozen=True, slots=True)
class Carried:
    """A translation with its protected stretches put right, and the indices of those that could not be."""

    text: str
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    text: str


def carry(
    hypothesis: Hypothesis, spans: Sequence[Protected], written: Sequence[str | None] | None = None
) -> Carried:
    """The hypothesis with every protected stretch in one of its forms.

    `written` are the texts that stood in the source in place of the stretches
    (placeholders or stand-ins; None for a stretch that was left as it is): they
    are looked for in the output, and the first form of the stretch replaces them.
    """
    written = written or [None] * len(spans)
    text = hypothesis.text
    words = [match.span() for match in _WORD.finditer(text) if not _POSSESSIVE.match(text, match.start() - 1)]
    shares = [[] if span.word else _shares(hypothesis, span, words) for span in spans]
    places: dict[int, _Place] = {}
    taken: list[Span] = []
    for supported in (True, False):
        for index, span in enumerate(spans):
            if index in places or span.word:
                continue
            token = written[index]
            forms = span.forms if token is None else (token,)
            found = _matching(text, span, forms, words, shares[index], taken, supported, token is None)
            if found:
                taken.append(found)
                form = text[found[0] : found[1]] if token is None else span.forms[0]
                places[index] = _Place(*found, form)
        if supported:
            for index, span in enumerate(spans):
                if index not in places and not span.word and (
                    place := _rendering(text, span, words, shares[index], taken)
                ):
                    places[index] = place
                    taken.append((place.start, place.end))
    for index, span in enumerate(spans):
        if index not in places and (found := _garbled(text, span, words, taken)):
            taken.append(found)
            places[index] = _Place(*found, span.forms[0])
    english = english_words(text)
    for index, span in enumerate(spans):
        if span.word and not rendered(span.word, english) and (place := _misread(hypothesis, text, span, words, taken)):
            taken.append((place.start, place.end))
            places[index] = place
    lost = tuple(
        index for index, span in enumerate(spans)
        if index not in places
        and (written[index] or span.kind not in ("weak", "nationality", "word"))
        and not (span.kind == "place" and not written[index] and _alluded(span, english))
    )
    return Carried(_render(text, spans, places), lost)


def _alluded(span: Protected, english: Collection[str]) -> bool:
    """Whether a word of the output begins like the place: Paris – Parisians, Californie – Californian."""
    starts = tuple(word[:4].lower() for form in span.forms for word in form.split() if word[0].isupper())
    return any(word.startswith(starts) for word in english)


def _shares(hypothesis: Hypothesis, span: Protected, words: Sequence[Span]) -> list[float]:
    """For each target word, the share of its attention on the pieces of the stretch."""
    inside = [place for place, (start, end) in enumerate(hypothesis.source) if start < span.end and span.start < end]
    shares = []
    for start, end in words:
        weight = total = 0.0
        for place, (a, b) in enumerate(hypothesis.target):
            overlap = min(b, end) - max(a, start)
            if overlap > 0:
                weight += overlap
                row = hypothesis.attention[place]
                total += overlap * sum(row[each] for each in inside)
        shares.append(total / weight if weight else 0.0)
    return shares


def _matching(
    text: str, span: Protected, forms: Sequence[str], words: Sequence[Span], shares: Sequence[float],
    taken: Sequence[Span], supported: bool, by_value: bool,
) -> Span | None:
    """Where a right form stands already: the best supported place, or with `supported` off any free one."""
    found: list[tuple[float, Span]] = []
    for form in forms:
        pattern = rf"(?<![^\W_]){_spelling(form)}(?![^\W_])"
        flags = re.IGNORECASE if span.kind in ("number", "duration", "term") else 0
        found += [(_share_of(match.span(), words, shares), match.span()) for match in re.finditer(pattern, text, flags)]
    if by_value and span.value is not None and not span.forms[0].endswith("%"):
        found += [
            (_share_of((start, end), words, shares), (start, end))
            for start, end, value in english_numbers(text) if value == span.value
        ]
    free = [
        (share, end - start, -start) for share, (start, end) in found
        if _free(start, end, taken) and (not supported or share >= _SUPPORTS)
    ]
    if not free:
        return None
    _, length, start = max(free)
    return -start, -start + length


def _spelling(form: str) -> str:
    return re.sub(r"['’]", "['’]", re.escape(form)).replace("\\ ", r"[\s-]")


def _share_of(stretch: Span, words: Sequence[Span], shares: Sequence[float]) -> float:
    inside = [share for (a, b), share in zip(words, shares, strict=True) if a < stretch[1] and stretch[0] < b]
    return max(inside, default=0.0)


def _free(start: int, end: int, taken: Sequence[Span]) -> bool:
    return all(end <= a or b <= start for a, b in taken)


def _rendering(
    text: str, span: Protected, words: Sequence[Span], shares: Sequence[float], taken: Sequence[Span]
) -> _Place | None:
    """The stretch that renders `span` wrongly, and what is to stand there."""
    chosen = []
    for run in _runs(words, shares, taken):
        while run and not _may_render(text[slice(*words[run[0]])], span):
            run = run[1:]
        while run and not _may_render(text[slice(*words[run[-1]])], span):
            run = run[:-1]
        if run:
            chosen.append((sum(shares[each] for each in run), -run[0], run))
    if not chosen:
        return None
    _, _, run = max(chosen)
    start, end = words[run[0]][0], words[run[-1]][1]
    if span.kind == "literal":
        start -= len(_LITERAL_HEAD.search(text[:start])[0])
        end += len(_LITERAL_TAIL.match(text[end:])[0])
        if not _free(start, end, taken):
            return None
    if span.kind in ("weak", "place") and _sound(text[start:end], span):
        return _Place(start, end, text[start:end])
    return _Place(start, end, span.forms[0])


def _runs(words: Sequence[Span], shares: Sequence[float], taken: Sequence[Span]) -> Iterator[list[int]]:
    """The runs of words that render a stretch, with what stands between them."""
    free = [_free(*word, taken) for word in words]
    index = 0
    while index < len(words):
        if shares[index] < _RENDERS or not free[index]:
            index += 1
            continue
        last = ahead = index
        while ahead + 1 < len(words) and ahead - last < 2 and free[ahead + 1] and shares[ahead + 1] >= _BETWEEN:
            ahead += 1
            last = ahead if shares[ahead] >= _RENDERS else last
        yield list(range(index, last + 1))
        index = last + 1


def _may_render(word: str, span: Protected) -> bool:
    """Whether a word at the edge of a run belongs to the rendering: "of" before a name and "has" after it do not."""
    if span.kind in ("number", "duration"):
        words = _NUMBER_WORDS if span.kind == "number" else _TIME_WORDS
        return any(character.isdigit() for character in word) or word.lower() in words or not word.isalpha()
    zipf = default_lexicon().zipf(word, "en")
    if not word.isalpha() or span.kind == "place" or (word[0].isupper() and zipf < 6.0):
        return True
    if span.kind == "term":
        return zipf < 6.0
    source = span.forms[0].lower()
    return zipf < 3.5 or (zipf < 5.5 and SequenceMatcher(None, word, source).ratio() > 0.5)


def _sound(rendering: str, span: Protected) -> bool:
    """Whether the model's own rendering is English and no misspelling of the source."""
    lexicon = default_lexicon()
    known = all(lexicon.zipf(word, "en") >= 3.0 for word in re.findall(r"[^\W\d_]+", rendering))
    if span.kind == "place":
        return known and rendering[:3].lower() in {form[:3].lower() for form in span.forms}
    if rendering[0].islower():
        return known
    # A capitalised rendering is another form of the name, or another name.
    near = rendering[:3].lower() == span.forms[0][:3].lower()
    return known and near and lexicon.zipf(span.forms[0], "en") < lexicon.zipf(rendering, "en")


def _garbled(text: str, span: Protected, words: Sequence[Span], taken: Sequence[Span]) -> Span | None:
    """Where the name stands misspelt, whatever the attention says: the likest word that is free and no English word."""
    if span.kind not in ("name", "bare"):
        return None
    found = []
    for start, end in words:
        word = text[start:end]
        if _free(start, end, taken) and default_lexicon().zipf(word, "en") < 2.5:
            likeness = SequenceMatcher(None, word.lower(), span.forms[0].lower()).ratio()
            found.append((likeness, -start, end))
    likeness, start, end = max(found, default=(0.0, 0, 0))
    return (-start, end) if likeness > _GARBLED else None


def _misread(
    hypothesis: Hypothesis, text: str, span: Protected, words: Sequence[Span], taken: Sequence[Span]
) -> _Place | None:
    """Where the model wrote something else for a word, and the rendering that is to stand there."""
    assert span.word is not None
    shares = _shares(hypothesis, span, words)
    found = []
    for share, (start, end) in zip(shares, words, strict=True):
        word = text[start:end]
        if share >= _MISREAD and _free(start, end, taken) and word.isalpha():
            zipf = default_lexicon().zipf(word, "en")
            if zipf < _FUNCTION if span.word.sure else zipf < _NO_WORD and word.islower():
                found.append((share, -start, end))
    if not found:
        return None
    _, start, end = max(found)
    form = span.forms[0]
    return _Place(-start, end, inflected(form, text[-start:end]) if span.word.verb else form)


def _render(text: str, spans: Sequence[Protected], places: dict[int, _Place]) -> str:
    out, end, last = [], 0, None
    for index, place in sorted(places.items(), key=lambda item: item[1].start):
        before, form = text[end : place.start], place.text
        changed = form != text[place.start : place.end]
        before = _article(before, form, spans[index], changed, text[place.end :])
        if spans[index].kind in ("name", "place") and last and _LEFT_OVER.fullmatch(before):
            before = " from " if last.kind == "duration" else " of "
        if changed:
            form = _fit(before, form, spans[index])
            before = _piece_of(before, form)
            before = _indefinite(before, form)
        if before and (before[-1].isalnum() or before[-1] in ",;:") and form[0].isalnum():
            before += " "
        form, half = _time_of_day(spans[index], form, text[place.end :])
        sign = _SIGN_BEHIND.match(text, place.end) if spans[index].forms[0][0] in "$€£¥" else None
        if sign:
            form = spans[index].forms[0]
        out += [before, form + half]
        end, last = place.end + len(half) + len(sign[0] if sign else ""), spans[index]
        if form.endswith("%"):
            end += len(re.match(r"\s?(?:%|per ?cent\b)|", text[end:])[0])
        elif text[end : end + 1].isalnum() and not (spans[index].kind == "number" and _DECADE.match(text, end)):
            out.append(" ")
    return _DOUBLED.sub(r"\1", "".join(out) + text[end:])


def _time_of_day(span: Protected, form: str, after: str) -> tuple[str, str]:
    """A time of day and the half of the day that the model wrote behind it, put right: French counts 24 hours."""
    clock = _CLOCK.match(span.forms[0]) if span.kind == "number" and span.value is None else None
    half = _HALF.match(after) if clock else None
    if not clock or not half:
        return form, ""
    hour = int(clock[1])
    if form == span.forms[0] and hour > 12:
        form = f"{hour - 12}:{clock[2]}"
    right = (half[1].lower() == "p") == (hour >= 12)
    return form, half[0] if right else half[0].translate(_OTHER_HALF)


def _article(before: str, form: str, span: Protected, changed: bool, after: str) -> str:
    """The text before a form without an article that does not go with it: "the NATO has", but "the NATO summit"."""
    alone = span.kind == "bare" or (span.kind == "name" and changed)
    place = span.kind == "place" and (changed or _NO_NOUN.match(after)) and not form.endswith("s") and form.partition(" ")[0] not in _WITH_ARTICLE
    place = place and not _ARTICLE_NOUNS & set(form.split())
    if form.startswith("The ") or place or (alone and _NO_NOUN.match(after)):
        return re.sub(r"(?:^|(?<=[\s“(]))[Tt]he $", "", before)
    return before


def _indefinite(before: str, form: str) -> str:
    """The text before a form of a nationality or number with the a or an that goes with it."""
    article = re.search(r"\b([Aa])n? $", before)
    if not article:
        return before
    return before[: article.start()] + article[1] + ("n " if _VOWEL.match(form) else " ")


def _piece_of(before: str, form: str) -> str:
    """The text before a form without a capitalised word of that form that the model had left there."""
    last = re.search(r"(?:^|(?<=[\s“(]))([A-Z]\w+) $", before)
    return before[: last.start()] if last and last[1] in form.split() and last[1] != form else before


def _fit(before: str, form: str, span: Protected) -> str:
    """The form without a sign that stands there already, and with a capital where a term starts the sentence."""
    if form[0] in "$€£¥" and before.endswith(form[0]):
        return form[1:]
    if span.kind == "term" and not before.strip(" “\"'«"):
        return form[0].upper() + form[1:]
    return form
