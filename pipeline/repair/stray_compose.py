"""A small exact composer: noun phrases and prepositional phrases of other languages, word by word into French.

It knows [preposition] [determiner] [number] [adjectives] noun [adjectives], chains of these, and fixed phrases; what it
does not know whole it gives up on. Articles, possessives and adjectives agree with the French noun.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.repair.nouns import is_invariable
from pipeline.repair.stray_agreement import OWNERS, Phrase, Qualifier, in_french, join
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_vocabulary import Noun, Reading, may_be, vocabulary


@dataclass(frozen=True, slots=True)
class Setting:
    """The language of a stretch, and what stands before it.

    A participle (`passive`: of a passive; `reason`: that is followed by a reason, as "condamné"), a noun, a word of
    speaking (`spoken`), a verb; `past` where the clause has a compound past; `several` where those who own something
    are several, None where that is not known.
    """

    language: str
    participle: bool = False
    passive: bool = False
    reason: bool = False
    noun: bool = False
    spoken: bool = False
    verb: bool = False
    past: bool = False
    several: bool | None = None


@dataclass(frozen=True, slots=True)
class Composed:
    """The French of the words up to before `stop`; `sure` unless the owner is not known; `named` where a name may
    follow."""

    stop: int
    french: str
    sure: bool
    named: bool = False


@dataclass(slots=True)
class _Part:
    """A piece of the French under way: up to where it goes, its text, its preposition and its noun phrase."""

    stop: int
    french: str
    lead: str = ""
    phrase: Phrase | None = field(default=None)
    adverb: bool = False


#: The cases that German prepositions take.
_CASES = {
    "mit": "3", "von": "3", "seit": "3", "vor": "3", "laut": "3", "nach": "3", "bei": "3", "aus": "3", "dank": "23",
    "an": "34", "als": "1", "ohne": "4", "für": "4", "gegen": "4", "durch": "4", "um": "4",
    "wegen": "23", "trotz": "23", "während": "23",
    "statt": "2", "anstatt": "2", "außerhalb": "2", "innerhalb": "2", "Ende": "2", "Beginn": "2", "Hilfe": "2",
    "Rande": "2", "Fuße": "2", "Nähe": "2", "Suche": "2",
}  # fmt: skip
_AMOUNT = frozenset("un plusieurs quelques".split())
_WHOLES = {"de": frozenset("ganze ganzen ganzer ganzes ganzem".split()), "en": frozenset(("whole", "entire"))}
#: French has "de" between these and what is counted.
_COUNTING = frozenset("millier million milliard centaine douzaine".split())
_AGO = {"it": "fa", "en": "ago"}


def compose(words: Sequence[str], setting: Setting) -> Composed | None:
    """The longest stretch from the first word on that the tables understand, in French; None where nothing is."""
    return _Composer(words, setting).run()


class _Composer:
    def __init__(self, words: Sequence[str], setting: Setting) -> None:
        self._words = words
        self._setting = setting
        self._language = setting.language
        self._vocabulary = vocabulary(setting.language)
        self._sure = True

    def run(self) -> Composed | None:
        part = self._longest(self._first(0))
        if part is None:
            return None
        french, adverbs = part.french, part.adverb
        while following := self._longest(self._next(part)):
            french = f"{french} {following.french}"
            part, adverbs = following, adverbs and following.adverb
        if adverbs:
            return None  # there is another rule for these
        phrase = part.phrase
        named = (
            phrase is not None and "p" in phrase.noun.marks and not phrase.plural and not phrase.behind
            and phrase.determiner in ("le", "son", "leur", "notre", "mon")
        )  # fmt: skip
        return Composed(part.stop, french, self._sure, named)

    @staticmethod
    def _longest(parts: Iterator[_Part]) -> _Part | None:
        return max(parts, key=lambda each: each.stop, default=None)

    def _readings(self, at: int, *kinds: str) -> Iterator[Reading]:
        if at < len(self._words):
            for reading in self._vocabulary.get(self._words[at], ()):
                if reading.kind in kinds and tuple(self._words[at : at + len(reading.words)]) == reading.words:
                    yield reading

    def _first(self, at: int) -> Iterator[_Part]:
        # (Of equally long readings the first one is taken: Portuguese "nos" rather than the French.)
        yield from self._adverb(at)
        yield from self._hours(at)
        yield from self._prepositional(at)
        for reading in self._readings(at, "phrase"):
            yield _Part(at + len(reading.words), reading.french)
        for reading in self._readings(at, "amount"):
            for phrase in self._phrases(at + len(reading.words)):
                if phrase.count and not phrase.determiner and (french := self._rendered(phrase)):
                    lead = reading.french
                    yield _Part(phrase.stop, join(lead, french), phrase=phrase)
        for phrase in self._phrases(at):
            ago = self._words[phrase.stop : phrase.stop + 1] == [_AGO.get(self._language)]
            if ago and self._is_amount(phrase) and (french := self._rendered(phrase)):
                yield _Part(phrase.stop + 1, f"il y a {french}")
            elif not phrase.determiner and not phrase.count and not phrase.whole:
                if not (phrase.plural and self._setting.verb):
                    continue
                phrase = replace(phrase, determiner="un")
                if french := self._rendered(phrase):
                    yield _Part(phrase.stop, french, phrase=phrase)
            elif (lead := self._lead_of_case(phrase)) is not None and (french := self._rendered(phrase)):
                yield _Part(phrase.stop, join(lead, french) if lead else french, lead, phrase)

    def _lead_of_case(self, phrase: Phrase) -> str | None:
        """The French preposition that a case asks for, in German: none for 1 and 4, "de" for 2 behind a noun."""
        if "1" in phrase.cases or "4" in phrase.cases:
            return ""
        return "de" if "2" in phrase.cases and self._setting.noun else None

    def _next(self, part: _Part) -> Iterator[_Part]:
        yield from self._adverb(part.stop)
        yield from self._hours(part.stop)
        yield from self._prepositional(part.stop, given=part.phrase is not None and part.lead in ("", "de"))
        for reading in self._readings(part.stop, "phrase"):
            yield _Part(part.stop + len(reading.words), reading.french)
        if part.adverb:
            yield from self._first(part.stop)
        if part.phrase is None:
            return
        if self._language == "de":
            for phrase in self._phrases(part.stop):
                counted = part.phrase.noun.singular in _COUNTING and phrase.plural
                if counted and not phrase.determiner and (french := self._rendered(phrase)):
                    yield _Part(phrase.stop, join("de", french), "de", phrase)
                if phrase.determiner and "2" in phrase.cases and (french := self._rendered(phrase)):
                    yield _Part(phrase.stop, join("de", french), "de", phrase)
        for reading in self._readings(part.stop, "joining"):
            for phrase in self._phrases(part.stop + len(reading.words)):
                bare = not (phrase.determiner or phrase.count)
                if bare and phrase.plural and part.phrase.determiner == "un":
                    phrase = replace(phrase, determiner="un")
                elif bare == bool(part.phrase.determiner or part.phrase.count):
                    continue
                lead = part.lead if part.lead in ("de", "à") else ""
                if not phrase.determiner and not phrase.count:
                    if not phrase.plural or not part.lead:
                        continue
                    phrase = phrase if lead == "de" else replace(phrase, determiner="un")
                if french := self._rendered(phrase):
                    yield _Part(phrase.stop, f"et {join(lead, french) if lead else french}", part.lead, phrase)

    def _prepositional(self, at: int, *, given: bool = False) -> Iterator[_Part]:
        """Behind a preposition; `given` where an object stands before, that somebody may be given."""
        for reading in self._readings(at, "preposition"):
            behind = at + len(reading.words)
            held = reading if reading.held else None
            cases = _CASES.get(reading.words[-1], "34") if self._language == "de" and not reading.native else "1234"
            for phrase in self._phrases(behind, held):
                if self._language == "de" and not set(cases) & set(phrase.cases):
                    continue
                part = self._governed(reading, phrase, given)
                if part:
                    yield part

    def _governed(self, reading: Reading, phrase: Phrase, given: bool) -> _Part | None:
        lead = self._resolved(reading, phrase, given)
        if not lead:
            return None
        if lead == "-":
            french = self._rendered(phrase)
            return _Part(phrase.stop, french, "", phrase) if french else None
        bare = not (phrase.determiner or phrase.count or phrase.whole)
        if lead == "en" and not reading.native and phrase.determiner:
            phrase = replace(phrase, determiner="")
        elif bare and lead not in ("de", "sans", "en", "comme"):
            if not phrase.plural or lead in ("il y a", "depuis"):
                return None
            phrase = replace(phrase, determiner="un")
        elif lead == "en" and phrase.determiner:
            return None
        if lead == "sans" and phrase.determiner == "un" and not (phrase.before or phrase.behind):
            phrase = replace(phrase, determiner="")
        if phrase.determiner == "beaucoup de" and phrase.plural:
            phrase = replace(phrase, determiner="nombreux")
        french = self._rendered(phrase)
        if french is None:
            return None
        if lead.endswith("de") and phrase.determiner in ("un", "des") and phrase.plural:
            french = french.removeprefix("des ").removeprefix("de ")
        return _Part(phrase.stop, join(lead, french), lead, phrase)

    def _resolved(self, reading: Reading, phrase: Phrase, given: bool) -> str | None:
        """The French preposition where the noun, or what stands before, decides which one it is."""
        marks, name, language = phrase.noun.marks, phrase.noun.singular, self._language
        time, lead = "t" in marks, reading.french
        plain = not (phrase.before or phrase.behind or phrase.count or phrase.whole)
        if lead == "@in":
            if "p" in marks or name in ("soir", "matin"):
                return None
            if time:
                if not phrase.plural and (phrase.determiner == "ce" or self._is_near(phrase)):
                    return "-"
                if phrase.determiner in ("le", "ce"):
                    return "au cours de"
                return {"de": "dans", "en": None}.get(language, "en") if phrase.count else None
            if "e" in marks:
                return "en" if phrase.determiner == "le" and plain else None
            if "a" in marks and phrase.determiner == "le" and not phrase.plural:
                return "à"
            return "sur" if "s" in marks else "dans"
        if lead == "@to" and (given and "p" in marks or self._setting.reason and self._is_amount(phrase)):
            return "à"
        if lead == "@to":
            if time or "e" in marks or language == "es" and "p" in marks or language == "en" and "a" not in marks:
                return None
            return "à"
        if lead == "@on":
            return "sur" if "s" in marks else "dans" if name == "rue" else None
        agent = reading.words in (("von",), ("vom",)) or lead in ("@da", "@by")
        if agent and self._setting.passive and not time and ("p" in marks or not self._setting.reason):
            return "par"
        if lead == "@by":
            return None
        if lead == "@da":
            return "depuis" if self._is_amount(phrase) else None
        if lead == "@for":
            if time:
                return "pendant"
            return None if language == "pt" else "pour"
        if lead == "@ago" and self._is_amount(phrase):
            if self._setting.past or language == "de":
                return "il y a"
            return "depuis" if self._setting.verb else None
        if lead == "@ago":
            return None
        if lead == "chez" and not reading.native:
            return lead if "p" in marks else None
        if lead == "autour de" and phrase.count:
            return None
        if lead == "@an":
            if "s" in marks or "a" in marks and phrase.determiner == "le" and plain:
                return "à" if "a" in marks and phrase.determiner == "le" and plain else "sur"
            # (Behind a verb, with the accusative: "denkt an einen Fehler".)
            return "à" if self._setting.verb and "4" in phrase.cases and "3" not in phrase.cases else None
        if lead == "@over":
            return "au cours de" if time and phrase.determiner == "le" and (phrase.before or phrase.count) else None
        if reading.words == ("aus",) and not phrase.determiner:
            return None
        if lead == "@within":
            return "en" if time and phrase.count else "à l’intérieur de" if not time else None
        if lead == "@über":
            return "sur" if self._setting.spoken else None
        if lead == "à l’intérieur de" and time:
            return "dans"
        if lead in ("devant", "autour de") and time or reading.words == ("durch",) and self._setting.participle:
            return None
        return lead

    @staticmethod
    def _is_near(phrase: Phrase) -> bool:
        """Whether it is the last or the next one."""
        firsts = {adjective.forms[0] for adjective, _, _ in (*phrase.before, *phrase.behind)}
        return phrase.determiner == "le" and bool(firsts & {"dernier", "prochain"})

    @staticmethod
    def _is_amount(phrase: Phrase) -> bool:
        return "t" in phrase.noun.marks and bool(phrase.count or phrase.determiner in _AMOUNT)

    def _phrases(self, at: int, held: Reading | None = None) -> Iterator[Phrase]:
        """The noun phrases that begin there, behind a preposition that may hold the article."""
        if held is not None:
            yield from self._owned(at, held.held, held.number, False)
            return
        for _ in self._readings(at, "all"):
            for reading in self._readings(at + 1, "determiner"):
                if reading.french in ("le", "ce", *OWNERS, "son?"):
                    yield from self._owned(at + 1 + len(reading.words), reading.french, reading.number, True)
            if self._language in ("de", "en"):
                yield from self._owned(at + 1, "le", "p", True)
        for reading in self._readings(at, "determiner"):
            yield from self._owned(at + len(reading.words), reading.french, reading.number, False)
        yield from self._core(at, "", "", False)

    def _owned(self, at: int, determiner: str, number: str, whole: bool) -> Iterator[Phrase]:
        """Behind an article there may be a possessive in Italian and Portuguese: "la mia carriera"."""
        if determiner == "le" and self._language in ("it", "pt"):
            for reading in self._readings(at, "determiner"):
                if reading.french.rstrip("?") in OWNERS and not reading.native and _agree(number, reading.number):
                    yield from self._core(at + 1, reading.french, reading.number, whole)
        wholes = _WHOLES.get(self._language, frozenset())
        if at < len(self._words) and self._words[at] in wholes and determiner in ("le", *OWNERS):
            yield from self._core(at + 1, determiner, number, True)
        yield from self._core(at, determiner, number, whole)

    def _core(self, at: int, determiner: str, number: str, whole: bool) -> Iterator[Phrase]:
        count, before = "", []
        while True:
            if not count:
                count = self._number(at)
                if count:
                    at += 1
                    for reading in self._readings(at, "range"):
                        if second := self._number(at + 1):
                            at, count = at + 2, f"{count} {reading.french} {second}"
                            break
            yield from self._headed(at, determiner, number, whole, count, tuple(before))
            found = self._adjective(at)
            if found is None:
                return
            at, adjective = found
            before.append(adjective)

    def _number(self, at: int) -> str:
        """The number that stands there, in French or in figures; empty for none."""
        if at < len(self._words) and self._words[at][0].isdigit():
            return self._words[at]
        return next((each.french for each in self._readings(at, "numeral")), "")

    def _adverb(self, at: int) -> Iterator[_Part]:
        for reading in self._readings(at, "adverb"):
            yield _Part(at + len(reading.words), reading.french, adverb=True)

    def _hours(self, at: int) -> Iterator[_Part]:
        """The time of the day: "alle nove del mattino"."""
        for reading in self._readings(at, "hour"):
            stop = at + len(reading.words)
            number = self._number(stop)
            behind = [reading.french] if reading.french else []
            if not number or number == "1" or list(self._words[stop + 1 : stop + 1 + len(behind)]) != behind:
                continue
            stop += 1 + len(behind)
            if not behind and any(True for _ in self._readings(stop, "noun", "adjective")):
                continue
            part = max(self._readings(stop, "part"), key=lambda each: len(each.words), default=None)
            french = f"à {number} heures" + (f" {part.french}" if part else "")
            yield _Part(stop + (len(part.words) if part else 0), french)

    def _adjective(self, at: int) -> tuple[int, Qualifier] | None:
        degree = next((each.french for each in self._readings(at, "degree")), "")
        at += bool(degree)
        for reading in self._readings(at, "adjective"):
            if reading.adjective:
                return at + 1, (reading.adjective, degree, reading.native)
        return None

    def _headed(
        self, at: int, determiner: str, number: str, whole: bool, count: str, before: tuple[Qualifier, ...]
    ) -> Iterator[Phrase]:
        for reading in (*self._readings(at, "noun"), *self._french_noun(at, determiner)):
            met = _agree(number, reading.number)
            noun = reading.noun
            if noun is None or not reading.native and not self._may_be(reading.words, noun):
                continue
            if met is None or count and count not in ("1", "un") and "p" not in met:
                continue
            cases = "".join(each for each in met if each.isdigit()) or "1234"
            size = "p" if "p" in met else "s"
            stop, behind = at + len(reading.words), []
            native = reading.native
            if not native:
                yield Phrase(stop, noun, size, determiner, whole, count, before, (), cases)
            if self._language in ("de", "en"):
                continue
            while (found := self._adjective(stop)) is not None:
                stop, adjective = found
                if adjective[2]:
                    break  # a French one agrees already or begins something else
                behind.append(adjective)
                yield Phrase(stop, noun, size, determiner, whole, count, before, tuple(behind), cases)

    def _may_be(self, words: tuple[str, ...], noun: Noun) -> bool:
        return (
            len(words) > 1 or words[0].lower() in (noun.singular, noun.plural) or may_be(words[0], self._language)
            or self._language == "de" and words[0][0].isupper()
        )  # fmt: skip

    def _rendered(self, phrase: Phrase) -> str | None:
        if phrase.determiner == "son?" and self._setting.several is None:
            self._sure = False
        return in_french(phrase, self._language, self._setting.several)

    def _french_noun(self, at: int, determiner: str) -> Iterator[Reading]:
        """A French noun, which counts only before a foreign adjective."""
        word = self._words[at] if at < len(self._words) else ""
        if not determiner or not word.isalpha() or not word.islower() or any(True for _ in self._readings(at, "noun")):
            return
        known = noun_gender(word)
        if known and known[0]:
            number = "" if is_invariable(word) else "p" if known[1] else "s"
            yield Reading("noun", (word,), number=number, noun=Noun(word, word, known[0]), native=True)

def _agree(left: str, right: str) -> str | None:
    """What two forms have in common in gender, number and cases, as one; None where they cannot go together."""
    if not left or not right:
        return left or right
    first, second = _features(left), _features(right)
    if first[0] and second[0] and first[0] != second[0] or first[1] != second[1]:
        return None
    cases = "".join(each for each in first[2] if each in second[2])
    return f"{first[0] or second[0]}{first[1]}{cases}" if cases else None


def _features(form: str) -> tuple[str, str, str]:
    letters = form.rstrip("1234")
    return letters[:-1], letters[-1:], form[len(letters) :] or "1234"
