"""Content words and short phrases of other languages left in a French sentence: "una temporada difícil"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.dictionary import verb_forms
from pipeline.repair.evidence import vocabulary as document_words
from pipeline.repair.lexicon import default_lexicon
from pipeline.repair.line import Line
from pipeline.repair.nouns import is_noun
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray import WORDS_ABOUT_WORDS
from pipeline.repair.stray_compose import Composed, Setting, compose
from pipeline.repair.stray_frame import CURRENCIES, SURE, french_after, french_before
from pipeline.repair.stray_vocabulary import LANGUAGES, kept, languages_of, usual, vocabulary
from pipeline.repair.stray_words import lies_in, terms
from pipeline.repair.tables import load_table

_SPACES = " \u00a0\u202f"
_SPACE = f"[{_SPACES}]"
_TOKEN = re.compile(r"[^\W\d_]+[’']|[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:[.,\u00a0\u202f ]\d{3}(?!\d))*")
#: A word so rare in French, so usual in the other language, and so much more usual there, is one of that language.
_RARE, _USUAL, _MORE = 3.0, 3.0, 1.4
#: English words are met in French text more often, in titles and names.
_RARE_ENGLISH, _MORE_ENGLISH = 4.2, 1.0
#: Behind a preposition and "the", amid plain French, an English word may be as usual in French as this (city).
_PLAIN_ENGLISH = 4.8
_PLAIN_LEADS = frozenset("of in on with from for under near behind".split())
_PLAINLY_FRENCH = -1.0
#: An English phrase right behind these is a title: "la série on the ground".
_WORKS = frozenset("série film album émission documentaire label marque podcast festival collection slogan".split())
#: A word rather of the other language.
_RATHER = 0.7
#: A single word between French ones is rarely a slip and often a term (corrida, peso, pueblo): it has to be rarer
#: still, and to have a letter that French has not.
_RARE_ALONE = 2.0
_NOT_FRENCH = re.compile(r"[áíóúñãõìò]")
#: How many words before a telling one are tried as the beginning.
_REACH = 10

#: A longer stretch in another language, in characters, is a sentence or a clause of its own.
_WHOLE = 150

_CALLED = re.compile(
    rf"(?:appel|nomm|baptis|surnomm|intitul|qualifi|dénomm|rebaptis)(?:é|ée|és|ées|er|ent|ait|le|lent){_SPACE}"
    rf"(?:[^\W\d_]+[’' ]){{0,2}}$|(?<![\w-])(?:dits?|dites?|soit|ou|à savoir|veut dire|signifie"
    rf"|comme{_SPACE}on{_SPACE}dit){_SPACE}(?:l[ae]s?{_SPACE})?$"
    rf"|(?<![\w-])(?:en|l[’']){_SPACE}?(?:espagnol|italien|portugais|allemand|anglais)"
    rf",?{_SPACE}$"
)
_GLOSSED = re.compile(
    rf"{_SPACE}?[(\[]|,?{_SPACE}(?:soit|ou|c[’']est-à-dire|à savoir|littéralement|signifie|veut{_SPACE}dire"
    rf"|comme{_SPACE}on|autrement{_SPACE}dit|en{_SPACE}(?:espagnol|italien|portugais|allemand|anglais|français))"
    rf"(?![\w-])|{_SPACE}?[«“\"‘]|,{_SPACE}(?:le|la|les){_SPACE}«"
)
_OPENING = re.compile(rf"[(\[«“\"‘]{_SPACE}?$")
_CLOSING = re.compile(rf"[,.!?…]?{_SPACE}?[)\]»”\"’]")
_PARTICIPLE = re.compile(
    r"(?:ée?s?|[^aeiou]ie?s?|[^aeioq]ue?s?|[^aeiou]i(?:se?|te?s?)|ert(?:e?s?)|eint(?:e?s?)|ort(?:e?s?))$"
)
_SUBJECTS = frozenset("il elle on qui y n’ l’ s’ ça cela tout lui celle-ci celui-ci".split())
_FINITE = re.compile(r"[a-zà-ÿ]+(?:era|ira|dra|ront|rait|aient|ait|èrent)$")
_DEFINITE = frozenset("le la les l’ du au aux".split())
_AUXILIARIES = frozenset("a ont ai est sont été étaient était avait avaient être avoir".split())
_REFLEXIVE = frozenset("se s’ nous vous me".split())
_PASSIVE = frozenset("est sont été étaient était fut furent sera seront être".split())
#: Behind these a Spanish or Portuguese "por" may be "pour".
_REASON = re.compile(
    r"(?:condamn|jug|accus|pun|arrêt|déten|critiqu|félicit|remerci|conn|prim|récompens|pay|sanction|poursuiv"
    r"|inculp|expuls|licenci)"
)
_MOTION = re.compile(
    r"(?:ven|reven|part|sort|all|arriv|rentr|retourn|tomb|descend|entr|mont|pass|n|mort|rest)(?:é|u|i|is|it)?e?s?$"
)
_SPEAKING = re.compile(
    r"(?:parl|débat|discut|discussion|inform|interrog|écri|article|livre|rapport|loi|accord|enquêt|vot|reportage"
    r"|documentaire)"
)
_SENTENCE_START = re.compile(r"[.!?…:«“\"–—]\s*$")
_SENTENCE_END = re.compile(r"[.!?…]\s")
_ONE_OR_SEVERAL = re.compile(
    r"(?<![\w’'-])(?:(?P<many>ont|avaient|auront|sont|étaient|seront|ils|elles|eux|peuvent|doivent|font|vont|leurs?"
    r"|[a-zà-ÿœ]{2,}(?:èrent|aient|eront|issent))"
    r"|(?P<one>a|avait|aura|est|était|sera|il|elle|on|lui|peut|doit|fait|va|dit|son|sa|ses"
    r"|[a-zà-ÿœ]{3,}(?:era|ait)))(?![\w’'-])",
    re.IGNORECASE,
)
_SUBJECT = re.compile(
    r"(?:(?P<many>Les|Des|Deux|Trois|Plusieurs|Certains|Ces|Ses|Leurs)|(?:L[ea]|Un|Une|Ce|Cette|Cet|Son|Sa)) |L[’']"
)
_SHE = re.compile(r"(?<![\w’'-])(?:[Ee]lle|[Ll]a|[Uu]ne|[Cc]ette|[Ll][’'][a-zà-ÿ]+(?:trice|euse|ière|enne))(?![\w’'-])")
_PAST = re.compile(
    rf"(?<![\w’'-])(?:[nl][’'])?(?:a|ont|ai|est|sont|avait|avaient|été){_SPACE}(?:[a-zà-ÿ]+{_SPACE}){{0,2}}"
    r"[a-zà-ÿ]+(?:ée?s?|ie?s?|ue?s?|it|ert|orte?s?)(?![\w’'-])"
)
_CAPITAL_BEFORE = re.compile(rf"(?P<mark>[.!?…:;,»”\")]?){_SPACE}?(?P<word>[\w’'-]+){_SPACE}$")
_CAPITAL_NEXT = re.compile(rf"{_SPACE}[A-ZÀ-Þ]")
_WORD = re.compile(r"(?<![\w’'])[^\W\d_]+(?![\w’'])")
_ATTACHED = frozenset("-/_'’#@&0123456789")


#: By so much (Zipf) a word that both languages write alike must be more usual in English: machine and site are not.
_MORE_ENGLISH = 0.6


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    #: With a curly apostrophe, in small letters where only a sentence start gives it a capital.
    word: str
    #: Whether it stands at a sentence start with a capital.
    opens: bool


def telling(words: frozenset[str]) -> Iterator[str]:
    """Those of the words that the tables know from another language and that French hardly has."""
    for word in words & languages_of().keys():
        if _tells(word):
            yield word


def _tells(word: str) -> bool:
    in_french = default_lexicon().zipf(word)
    if languages_of()[word] == ("en",):
        return in_french < _PLAIN_ENGLISH and usual(word, "en") > _MORE_ENGLISH
    return in_french < _RARE


@rule(
    "stray.content",
    category="stray",
    confidence=0.9,
    why="Words of another language were left in a French sentence.",
    example=(
        "L’équipe a connu una temporada difícil et joue seit drei Monaten sans entraîneur.",
        "L’équipe a connu une saison difficile et joue depuis trois mois sans entraîneur.",
    ),
    picks=telling,
    in_foreign=True,
)
def content(line: Line, context: Context) -> Iterator[Change]:
    """Put a noun phrase or a prepositional phrase of Spanish, Italian, Portuguese, German or English into French, word
    by word from a table of frequent words, with the agreement and the contractions that French asks for.

    Evidence: every word of the stretch is in the tables, one at least is hardly French and usual in that language, and
    French stands beside it. A single foreign word needs a French article, and to be no term that French lends. Where
    the owner of "su", "seu" or "ihr" is not known, the change is proposed. Spared: names and titles, quotations, words
    that are glossed or spoken of, terms, whole clauses.
    """
    tokens = _tokens(line.text)
    picked = {token.word for token in tokens} & languages_of().keys()
    at = 0
    for place, token in enumerate(tokens):
        if place < at or token.word not in picked or not _tells(token.word):
            continue
        if any(start <= token.start < stop and stop - start > _WHOLE for start, stop in line.foreign):
            continue
        found = _rendered(line, context, tokens, place, at)
        if found:
            change, at = found
            yield change


def _tokens(text: str) -> list[_Token]:
    found, end = [], 0
    for match in _TOKEN.finditer(text):
        word = match.group().replace("'", "’")
        opens = word[0].isupper() and (not found or _SENTENCE_START.search(text, end, match.start()) is not None)
        found.append(_Token(match.start(), match.end(), word[0].lower() + word[1:] if opens else word, opens))
        end = match.end()
    return found


def _in_a_row(text: str, left: _Token, right: _Token) -> bool:
    gap = text[left.end : right.start]
    return gap == "" if left.word[-1] == "’" else len(gap) == 1 and gap in _SPACES


def _rendered(
    line: Line, context: Context, tokens: Sequence[_Token], place: int, first: int
) -> tuple[Change, int] | None:
    """The change that covers the telling word at `place`, and the word behind it."""
    text = line.text
    low = place
    while low > max(first, place - _REACH) and _in_a_row(text, tokens[low - 1], tokens[low]):
        low -= 1
    high = place + 1
    while high < min(len(tokens), place + 2 * _REACH) and _in_a_row(text, tokens[high - 1], tokens[high]):
        high += 1
    best: list[tuple[float, int, int, Composed]] = []
    for language in languages_of()[tokens[place].word]:
        for start in range(low, place + 1):
            composed = _composed(text, tokens, low, high, start, language)
            if composed is None or composed.stop <= place:
                continue
            if not _holds(line, context, tokens, start, composed, language):
                continue
            # Which of two languages it is, the words decide.
            score = sum(
                usual(tokens[each].word, language) for each in range(start, composed.stop)
                if not _native(tokens[each].word, language)
            )  # fmt: skip
            best.append((score, start, composed.stop, composed))
            break
    if not best:
        return None
    best.sort(key=lambda each: (each[1] - each[2], -each[0]))
    _, start, stop, composed = best[0]
    rival = next((each for each in best[1:] if each[1:3] == (start, stop) and each[3].french != composed.french), None)
    if rival and rival[0] > best[0][0] - 1.0:
        return None
    return _change(text, tokens, start, stop, composed), stop


def _composed(
    text: str, tokens: Sequence[_Token], low: int, high: int, start: int, language: str
) -> Composed | None:
    token = tokens[start]
    words = [each.word for each in tokens[start:high]]
    if token.opens and token.word not in vocabulary(language):
        words[0] = text[token.start : token.end].replace("'", "’")
        if words[0] not in vocabulary(language):
            return None
    before = tokens[start - 1].word if start > low else ""
    if words[0] not in vocabulary(language):
        return None
    if before and _small_native(before, language):
        return None  # what it belongs to would be left out
    earlier = tokens[start - 2].word if start - 1 > low else ""
    participle = bool(_PARTICIPLE.search(before)) and (not is_noun(before) or earlier in _AUXILIARIES)
    verb = participle or before in finite() or _FINITE.match(before) is not None
    verb = verb or before in verb_forms() and not is_noun(before)
    if words[0] in ("a", "o") and not verb and not before.endswith(("er", "ir", "re")):
        return None  # the French verb
    if _belongs(before, language) and not (before == "a" and earlier in _SUBJECTS):
        return None
    first = tokens[start - 3].word if start - 2 > low else ""
    passive = participle and earlier in _PASSIVE and first not in _REFLEXIVE and not _MOTION.match(before)
    spoken = any(_SPEAKING.match(each) for each in (before, earlier))
    noun = bool(before) and is_noun(before)
    reason = _REASON.match(before) is not None
    past = bool(_PAST.search(text, max(0, token.start - 80), token.start))
    if noun and language == "es" and words[0] == "dos":
        return None  # Portuguese "of the"
    several = _several(text, token.start)
    if language == "de" and several is False and not _SHE.search(text, max(0, token.start - 90), token.start):
        several = None  # "ihr" is hers or theirs, not his
    setting = Setting(language, participle, passive, reason, noun, spoken, verb, past, several)
    composed = compose(words, setting)
    return replace(composed, stop=start + composed.stop) if composed else None


def _belongs(word: str, language: str) -> bool:
    """Whether it is a preposition or an article of the language, which would have to be understood too."""
    return any(
        each.kind in ("determiner", "preposition") and len(each.words) == 1
        for each in vocabulary(language).get(word, ())
    )


def _small_native(word: str, language: str) -> bool:
    return any(
        each.native and each.kind in ("determiner", "preposition") and len(each.words) == 1
        for each in vocabulary(language).get(word, ())
    )


def _native(word: str, language: str) -> bool:
    return word[0].isdigit() or any(each.native for each in vocabulary(language).get(word, ()))


def _strong(word: str, language: str) -> bool:
    lexicon = default_lexicon()
    here, there = lexicon.zipf(word), lexicon.zipf(word.replace("ß", "ss"), language)
    rare, more = (_RARE_ENGLISH, _MORE_ENGLISH) if language == "en" else (_RARE, _MORE)
    return here < rare and there >= max(_USUAL, here + more)


def _several(text: str, start: int) -> bool | None:
    """Whether those who do something before the place are several; None where nothing says."""
    part = text[max(0, start - 90) : start]
    ends = list(_SENTENCE_END.finditer(part))
    found = list(_ONE_OR_SEVERAL.finditer(part, ends[-1].end() if ends else 0))
    if found:
        return found[-1]["many"] is not None
    first = _SUBJECT.match(part, ends[-1].end() if ends else 0) if ends or start < 90 else None
    return first["many"] is not None if first else None


def _holds(
    line: Line, context: Context, tokens: Sequence[_Token], start: int, composed: Composed, language: str
) -> bool:
    """Whether the stretch is surely of the language, amid French, and no name, term or quotation."""
    text, stop = line.text, composed.stop
    begin, end = tokens[start].start, tokens[stop - 1].end
    foreign = [each.word for each in tokens[start:stop] if not _native(each.word, language)]
    strong = [word for word in foreign if _strong(word, language)]
    rather = [word for word in foreign if word in strong or usual(word, language) >= _RATHER]
    if language == "es" and re.match(rf"en{_SPACE}(?:la|los|las|el){_SPACE}", text[begin:end]):
        rather.append("en")  # French hardly has it before an article
    if tokens[start].word in ("a", "o"):
        rather.append(tokens[start].word)  # behind a verb
    if not strong and language == "en" and _is_plain(tokens, start, stop):
        strong = foreign[2:]
    if not strong:
        return False
    if len(rather) < 2 and not _stands_alone(context, strong[0], language):
        return False
    if language == "en" and start and tokens[start - 1].word in _WORKS:
        return False
    if language == "en" and _of_several_senses(foreign):
        return False
    if language == "en" and _native(tokens[start].word, language):
        return False  # "le best friend of the band"
    if _may_be_term([each.word for each in tokens[start:stop]], language):
        return False
    if language == "de" and _native(tokens[start].word, language) and foreign[0][0].isupper():
        return False  # "la Haus der Wirtschaft"
    if _is_echo(text, begin, end, composed.french):
        return False
    if _is_kept(text, begin, end) or lies_in(line.read(terms), begin):
        return False
    if _CALLED.search(text[max(0, begin - 60) : begin]) or _GLOSSED.match(text, end):
        return False
    if _OPENING.search(text, max(0, begin - 2), begin) and _CLOSING.match(text, end):
        return False
    if start and tokens[start - 1].word in WORDS_ABOUT_WORDS:
        return False
    if not _ATTACHED.isdisjoint(text[max(0, begin - 1) : begin] + text[end : end + 1]):
        return False
    if _CAPITAL_NEXT.match(text, end) and not composed.named:
        return False
    if _goes_on_from_name(text, tokens, start):
        return False
    if not _foreign_covered(line, begin, end, language):
        return False
    if not all(_is_french(each, language) for each in _beside(text, tokens, start, stop)):
        return False
    before, after = french_before(text, begin, language), french_after(text, end, language)
    # (Words that both have say little either way.)
    if before == -1 and all(_is_french(each, language) for each in _WORD.findall(text, max(0, begin - 30), begin)[-3:]):
        before = 0
    if after == -1 and all(
        _is_french(each, language) or each in CURRENCIES for each in _WORD.findall(text, end, end + 30)[:3]
    ):
        after = 0
    if -1 in (before, after) or tokens[start].opens != (before is None):
        return False
    if before == 0 and not _after_mark(text, begin) and (len(strong) < 2 or _after_foreign_name(text, begin, language)):
        return False
    return (before or 0) >= SURE or (after or 0) >= SURE


def _is_plain(tokens: Sequence[_Token], start: int, stop: int) -> bool:
    """Whether it is plain English behind a French word: "les habitants of the city"."""
    if not start or stop - start < 3 or tokens[start].word not in _PLAIN_LEADS or tokens[start + 1].word != "the":
        return False
    before = tokens[start - 1].word
    return (
        before.islower() and usual(before, "en") <= _PLAINLY_FRENCH
        and all(usual(each.word, "en") >= _MORE_ENGLISH for each in tokens[start + 2 : stop])
    )  # fmt: skip


def _is_kept(text: str, begin: int, end: int) -> bool:
    """Whether a title or a term is in it; "in the middle of the night" is none."""
    found = kept().search(text, begin, end)
    return found is not None and not (found.start() > begin and found.group().startswith("of the "))


def _may_be_term(words: Sequence[str], language: str) -> bool:
    """Whether a French definite article stands before one or two foreign content words: "la lucha libre"."""
    native = next((place for place, word in enumerate(words) if not _native(word, language)), 0)
    rest = words[native:]
    if not native or len(rest) > 2 and not _is_lent(rest[0], language):
        return False
    if language == "de" and rest[0].islower():
        return False  # "la neue Brücke"
    content = all(_kinds(word, language) <= {"noun", "adjective"} for word in rest)
    return content and (words[native - 1] in _DEFINITE or _is_lent(rest[0], language))


def _of_several_senses(words: Sequence[str]) -> bool:
    """Whether English words are an article and a noun that French says by several, with nothing to tell which."""
    if len(words) != 2 or "noun" not in _kinds(words[1], "en"):
        return False
    return words[1].removesuffix("s") in load_table("stray_grammar")["several"]["en"].split()


def _kinds(word: str, language: str) -> set[str]:
    return {each.kind for each in vocabulary(language).get(word, ())}


def _is_lent(word: str, language: str) -> bool:
    """Whether French lends the word from the language."""
    return any(each.noun and "x" in each.noun.marks for each in vocabulary(language).get(word, ()))


def _is_echo(text: str, begin: int, end: int, french: str) -> bool:
    """Whether the French stands right beside already: "c’est l’argent, the money"."""
    word = re.findall(r"[^\W\d_]{3,}", french)[-1:]
    beside = text[max(0, begin - 25) : begin] + " " + text[end : end + 25]
    return bool(word) and word[0] in re.findall(r"[^\W\d_]+", beside)


def _after_mark(text: str, begin: int) -> bool:
    return text[max(0, begin - 2) : begin].strip()[-1:] in (",", ";", ":", "–", "—")


def _goes_on_from_name(text: str, tokens: Sequence[_Token], start: int) -> bool:
    """Whether a foreign word with a capital stands right before, as in a title: "Historia de una maestra"."""
    if not start or not _in_a_row(text, tokens[start - 1], tokens[start]):
        return False
    word = tokens[start - 1].word
    return word[0].isupper() and any(usual(word, language) >= _RATHER for language in LANGUAGES)


def _after_foreign_name(text: str, begin: int, language: str) -> bool:
    match = _CAPITAL_BEFORE.search(text, max(0, begin - 40), begin)
    return bool(match and not match["mark"] and usual(match["word"], language) >= _RATHER)


def _stands_alone(context: Context, word: str, language: str) -> bool:
    """Whether a single foreign word may be rendered: no term, unlike any French word, and but once in the document."""
    if default_lexicon().zipf(word) >= _RARE_ALONE or not _NOT_FRENCH.search(word):
        return False
    if context.evidence(document_words).get(word, 0) > 1:
        return False
    return not _is_lent(word, language)


def _beside(text: str, tokens: Sequence[_Token], start: int, stop: int) -> Iterator[str]:
    if start and _in_a_row(text, tokens[start - 1], tokens[start]):
        yield tokens[start - 1].word
    if stop < len(tokens) and _in_a_row(text, tokens[stop - 1], tokens[stop]):
        yield tokens[stop].word


def _is_french(word: str, language: str) -> bool:
    if not word.islower() or word[-1] == "’" or word[0].isdigit():
        return True
    here = default_lexicon().zipf(word)
    return here >= 2.2 and usual(word, language) < (_RATHER if here < 3.8 else 2 * _RATHER)


def _foreign_covered(line: Line, begin: int, end: int, language: str) -> bool:
    """Whether the stretches noticed as foreign that it meets hold nothing foreign besides."""
    for start, stop in line.foreign:
        if start < end and begin < stop:
            if stop - start > _WHOLE:
                return False
            rest = line.text[start : max(start, begin)] + " " + line.text[min(end, stop) : stop]
            if not all(_is_french(each, language) for each in re.findall(r"[^\W\d_]+", rest)):
                return False
    return True


def _change(text: str, tokens: Sequence[_Token], start: int, stop: int, composed: Composed) -> Change:
    """The change without the words that stay as they are at either end."""
    begin, end = tokens[start].start, tokens[stop - 1].end
    french = composed.french
    if tokens[start].opens:
        french = french[0].upper() + french[1:]
    while begin < end and french and (word := re.match(rf"[^\W\d_]+{_SPACE}", text[begin:end])):
        if not french.startswith(word.group()):
            break
        begin, french = begin + word.end(), french[word.end() :]
    while (word := re.search(rf"{_SPACE}[^\W\d_]+$", text[begin:end])) and french.endswith(word.group()):
        end, french = end - len(word.group()), french[: -len(word.group())]
    return Change(begin, end, french, confidence=None if composed.sure else 0.6)
