"""The family brackets: English insertions of an editor that the translation left in the French text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_auxiliaries import (
    MODALS,
    NEXT_ELIDED,
    infinitive_follows,
    rendered_verb,
    verb_said_again,
)
from pipeline.repair.bracket_context import (
    antecedent,
    antecedent_gender,
    antecedent_number,
    is_subject,
    opens_quotation,
    said_after,
    said_before,
    starts_sentence,
    subject,
    that_is,
)
from pipeline.repair.bracket_doubles import said_in_french_before, translated
from pipeline.repair.bracket_french import (
    adjective_form,
    ambiguous,
    ambiguous_adjective,
    article_of_place,
    french_genders,
    joined,
    noun_genders,
    possessive_form,
    starts_with_vowel,
)
from pipeline.repair.bracket_insertions import english_brackets, insertions
from pipeline.repair.bracket_nouns import agreement_of, determined, finite, noun_end, plural_follows
from pipeline.repair.bracket_verbs import EITHER
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.line import Line
from pipeline.repair.nouns import noun_form
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table
from pipeline.repair.verbs import is_verb

_ARTICLE_BEFORE = re.compile(r"(?<![\w’'])(?:(le|la|les|un|une|des|ce|cette|ces) |(l)[’'] ?)$", re.IGNORECASE)
_ARTICLE_AFTER = re.compile(r" ?(?:(le|la|les|un|une|des|son|sa|ses|leur|leurs)\s|(l)[’'])", re.IGNORECASE)
_DETERMINER_AFTER = re.compile(
    r" ?(?:(le|la|les|un|une|des|son|sa|ses|leurs?|notre|votre|nos|vos|mon|ma|mes)\s|(l)[’'])", re.IGNORECASE
)
_SMALL_WORD = re.compile(r"(?<![\w’'-])(que|de|à|si|lorsque|puisque|jusque|du|au) $", re.IGNORECASE)
_LAST_WORD = re.compile(r"([^\W\d_]+) ?$")
_CAPITAL_AFTER = re.compile(
    r"(\s?)(L[’']|D[’']|C[’']|J[’']|N[’']|S[’']|Qu[’']|(?:Le|La|Les|Un|Une|Des|Du|De|Il|Elle|Ils|Elles|On|Nous|Vous|Je"
    r"|Ce|Cette|Ces|Cela|Son|Sa|Ses|Leur|Leurs|Mon|Ma|Mes|Notre|Nos|Votre|Vos|Que|Qui|Dans|Pour|Avec|Sur|Par|En|Au|Aux"
    r"|Et|Ou|À|Ne|Se|Est|Sont|Était|Ont|Plus|Très|Tout|Tous|Toute|Toutes) )(?=[^\W\d_A-ZÀ-Þ])"
)


def _lowered(text: str, end: int) -> tuple[int, str]:
    """The end and the text of what follows a bracket, where a small word wrongly has a capital there."""
    match = _CAPITAL_AFTER.match(text, end)
    if not match:
        return end, ""
    return match.end(), match.group(1) + match.group(2)[0].lower() + match.group(2)[1:]


@rule(
    "brackets.translated",
    category="brackets",
    confidence=0.87,
    why="The French behind the bracket says the same.",
    example=("« [The dam] Le barrage tient », dit-il.", "«\u00a0Le barrage tient\u00a0», dit-il."),
    needs="[",
    in_foreign=True,
)
def in_french_again(line: Line, context: Context) -> Iterator[Change]:
    """Takes away a noun phrase in brackets that the article gives again in French behind them.

    Evidence: the very words that the tables render it by, a noun with the same possessive, or the same article when
    both begin with a capital. Another noun with the same article is only proposed; "[sus] leurs" goes as well.
    """
    for start, end, first, sure in translated(line, context):
        yield Change(start, end, first, confidence=None if sure else 0.7)
    for start, end in said_in_french_before(line, context):
        yield Change(start, end, "", "The French before the bracket says the same.")


@rule(
    "brackets.said_again",
    category="brackets",
    confidence=0.9,
    why="The French word beside the bracket says it already.",
    example=("Les joueurs [who] qui parlent sont rares.", "Les joueurs qui parlent sont rares."),
    needs="[",
    in_foreign=True,
)
def said_again(line: Line, context: Context) -> Iterator[Change]:
    """Takes away a small English word in brackets where the French word that renders it stands beside the bracket."""
    text = line.text
    for match in english_brackets(line, context):
        english = match.group(1).strip().lower()
        start, end = match.span()
        if english in ("he", "she", "it", "they") and _has_subject(text, start, end, context.lexicon):
            yield Change(start - 1, end, "", "The French subject before the bracket says it already.")
        elif said_after(english, text, end):
            end += text[end : end + 1].isspace()
            opens = starts_sentence(text, start) or (match.group(1)[0].isupper() and opens_quotation(text, start))
            first = text[end].upper() if opens else text[end]
            yield Change(start, end + 1, first)
        elif said_before(english, text, start) and (english != "that" or that_is(text, start, end)):
            yield Change(start - 1, end, "")


def _has_subject(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a noun that opens its clause stands before the bracket, and its verb behind."""
    person, pronoun = subject(text, start)
    following = NEXT_ELIDED.match(text, end)
    if person not in (2, 5) or pronoun or following is None:
        return False
    return following.group(1).lower() in finite() or is_verb(following.group(1).lower(), lexicon)


@rule(
    "brackets.that",
    category="brackets",
    confidence=0.88,
    why="“That” joins two clauses here.",
    example=("Il a dit [that] les prix baisseraient.", "Il a dit [que] les prix baisseraient."),
    needs="[",
    trigger=r"\[[Tt]hat\]",
    in_foreign=True,
)
def that(line: Line, context: Context) -> Iterator[Change]:
    """Renders "[that]" by "que" before a clause and by "qui" before its verb.

    A demonstrative, which has a bare noun after it, is left to the rule for determiners.
    """
    for match in english_brackets(line, context):
        if match.group(1).strip() != "that":
            continue
        french = that_is(line.text, match.start(), match.end())
        if french == "que" and starts_with_vowel(line.text[match.end() :].lstrip()[:20]):
            space = line.text[match.end() : match.end() + 1] == " "
            yield Change(match.start(), match.end() + space, "[qu’]")
        elif french:
            yield Change(match.start(), match.end(), f"[{french}]")


@rule(
    "brackets.verb",
    category="brackets",
    confidence=0.86,
    why="An English verb was left in brackets.",
    example=("Le ministre [was] était absent.", "Le ministre était absent."),
    needs="[",
    in_foreign=True,
)
def verb(line: Line, context: Context) -> Iterator[Change]:
    """Takes away an English auxiliary in brackets that the article translates again, and renders one that it does not.

    It is translated again where a French finite verb, or a subject pronoun with one, stands beside the bracket. Where
    the word beside it could be a verb or not, the change is only proposed.
    """
    for match, rendering in insertions(line, context):
        if rendering.kind != "verb":
            continue
        verdict = verb_said_again(line.text, match, context.lexicon)
        if verdict is None:
            if rendering.french in MODALS and not infinitive_follows(line.text, match.end(), context.lexicon):
                continue
            yield rendered_verb(line.text, match, rendering.french)
            continue
        end, tail = _lowered(line.text, match.end())
        start = match.start()
        if line.text[start - 1 : start] == " " and (tail or line.text[end : end + 1])[:1] in (" ", ""):
            start -= 1
        why = "The English verb in brackets is said again in French beside it."
        yield Change(start, end, tail, why, confidence=None if verdict else 0.6)


@rule(
    "brackets.possessive",
    category="brackets",
    confidence=0.88,
    why="The English possessive in brackets is said with “de” after the noun in French.",
    example=("Selon [Biden’s] le programme, rien ne change.", "Selon le programme [de Biden], rien ne change."),
    needs="[",
    trigger=r"\[[^\[\]]{1,80}['’]s?\]",
    in_foreign=True,
)
def possessive(line: Line, context: Context) -> Iterator[Change]:
    """Puts "[Musk’s] le réseau" right: "le réseau [de Musk]".

    The owner goes behind the noun that follows, with an adjective that clearly belongs to it. Where no noun follows
    the bracket is rendered where it stands; where the noun has no article, nothing is done.
    """
    for match, rendering in insertions(line, context):
        if rendering.kind != "possessive":
            continue
        text, owner = line.text, f"[{rendering.french}]"
        before = _ARTICLE_BEFORE.search(text, max(0, match.start() - 12), match.start())
        after = _ARTICLE_AFTER.match(text, match.end())
        if after:
            head = noun_end(text, after.end(), context.lexicon)
            owned = re.match(r" (?:du|des|de la|de) |( de l| d)[’']", text[head:]) if head else None
            if owned and text.startswith(rendering.french, head + 1):
                start = match.end() + (text[match.end() : match.end() + 1] == " ")
                said = "The French names the owner already."
                capital = starts_sentence(text, match.start())
                yield Change(match.start(), start + 1, text[start].upper() if capital else text[start], said)
            elif owned and not (after.group(1) or "").lower().startswith(("s", "leur")):
                continue  # "le prix du vaccin": the noun has its owner; whose the other one is cannot be told
            elif head:
                article = _definite((after.group(1) or after.group(2)).lower(), text[after.end() :][:1])
                capital = starts_sentence(text, match.start())
                noun = text[after.end() : head]
                yield Change(match.start(), head, f"{article.capitalize() if capital else article}{noun} {owner}")
        elif before:
            start = match.end() + (text[match.end() : match.end() + 1] == " ")
            head = noun_end(text, start, context.lexicon)
            if head and before.group(1):
                yield Change(match.start(), head, f"{text[start:head]} {owner}")
        elif not re.match(r" ?[^\W\d_]", text[match.end() : match.end() + 2]):
            yield Change(match.start(), match.end(), owner)


def _definite(article: str, following: str) -> str:
    article = {"son": "le", "sa": "la", "ses": "les", "leurs": "les", "l": "l’"}.get(article, article)
    if article in ("le", "la", "leur") and starts_with_vowel(following):
        return "l’"
    return article if article == "l’" else {"leur": "le"}.get(article, article) + " "


@rule(
    "brackets.determiner",
    category="brackets",
    confidence=0.86,
    why="The English determiner in brackets has a French one.",
    example=("Elle a dit que [her] l’équipe gagnerait.", "Elle a dit que [son] équipe gagnerait."),
    needs="[",
    in_foreign=True,
)
def determiner(line: Line, context: Context) -> Iterator[Change]:
    """Renders "[his]", "[their]", "[the]" before a noun, in the place of the article that the translation added.

    Gender and number come from that article, from the table of nouns, or from a sure ending of the noun; where nothing
    tells them, nothing is done.
    """
    for match, rendering in insertions(line, context):
        if rendering.kind != "determiner":
            continue
        text, start, end = line.text, match.start(), match.end()
        before = _ARTICLE_BEFORE.search(text, max(0, start - 12), start)
        after = _DETERMINER_AFTER.match(text, end)
        article = ""
        if after:
            article, end = (after.group(1) or after.group(2)).lower(), after.end()
        elif before:
            article, start = (before.group(1) or before.group(2)).lower(), before.start()
        noun = re.compile(r" ?([^\W\d_]+(?:-[^\W\d_]+)*)").match(text, end)
        if noun is None:
            continue
        if not article and noun.group(1) in load_table("brackets")["invariable"]["forms"]:
            article = "les" if plural_follows(text, noun.end(), context.lexicon) else ""
        if not article and rendering.english == "the":
            article = article_of_place(text[noun.start(1) : noun.start(1) + 30])
        agreement = agreement_of(article, noun.group(1), rendering.english, context.lexicon)
        if agreement is None:
            continue
        french = possessive_form(rendering.english, *agreement, noun.group(1))
        if french in ("le", "la") and starts_with_vowel(noun.group(1)):
            french = "l’"
        if rendering.french:
            # Joined with a word after it, since an article contracts only before its noun.
            french = joined(rendering.french, french + " ").rstrip() if french != "l’" else f"{rendering.french} l’"
        if starts_sentence(text, start):
            french = french[0].upper() + french[1:]
        yield Change(start, noun.start(1), f"[{french}]" + ("" if french.endswith("’") else " "))


@rule(
    "brackets.adjective",
    category="brackets",
    confidence=0.85,
    why="The English adjective in brackets has this French.",
    example=("Selon une [former] ministre, c’est trop tard.", "Selon une [ancienne] ministre, c’est trop tard."),
    needs="[",
    in_foreign=True,
)
def adjective(line: Line, context: Context) -> Iterator[Change]:
    """Renders an English adjective before its noun, in agreement with the article or with a noun of the table.

    An adjective that follows its noun in French goes behind it: "un [federal] juge", "un juge [fédéral]".
    """
    for match, rendering in insertions(line, context):
        if rendering.kind != "adjective":
            continue
        confidence = 0.6 if ambiguous_adjective(rendering.english) else None
        noun = re.compile(r" ([^\W\d_]+)(?![\w’'-])").match(line.text, match.end())
        behind = _LAST_WORD.search(line.text, max(0, match.start() - 30), match.start())
        owner = noun_form(behind.group(1)) if behind and behind.group().endswith(" ") else None
        if owner is not None and owner[0] is None or behind and not owner:
            owner = _by_article(line.text, behind.start(1)) or _by_plural(line.text, behind, rendering.english)
        if owner is not None and owner[0]:
            french = adjective_form(rendering.english, owner[0], owner[1], "")[0]
            yield Change(*match.span(), f"[{french}]", confidence=confidence)
            continue
        if noun is None:
            # What it belongs to is not known: a name, or a pronoun.
            yield Change(*match.span(), f"[{adjective_form(rendering.english, 'm', False, '')[0]}]", confidence=0.6)
            continue
        before = _ARTICLE_BEFORE.search(line.text, max(0, match.start() - 12), match.start())
        article = (before.group(1) or before.group(2)).lower() if before else ""
        agreement = agreement_of(article, noun.group(1), "", context.lexicon)
        if agreement is None or article in ("les", "des", "ces") and noun.group(1)[:-1] not in french_genders():
            continue
        if agreement[1]:
            agreement = french_genders().get(noun.group(1)[:-1], "m"), True
        french, stands_before = adjective_form(rendering.english, *agreement, noun.group(1))
        if stands_before:
            yield Change(match.start(), match.end(), f"[{french}]", confidence=confidence)
        else:
            yield Change(match.start(), noun.end(), f"{noun.group(1)} [{french}]", confidence=confidence)


def _by_article(text: str, at: int) -> tuple[str, bool] | None:
    """The gender that an article of the singular before the noun at `at` gives it."""
    before = text[max(0, at - 8) : at].lower()
    article = re.search(r"(?<![\w’'-])(?:(le|un|du|au|ce|cet)|(la|une|cette)) $", before)
    return None if article is None else ("m" if article.group(1) else "f", False)


_MANY = re.compile(r"(?<![\w’'-])(?:les|des|aux|ces|ses|leurs|nos|vos|mes|plusieurs|quelques) $")
#: Plurals that are feminine by their ending, musées and the like apart.
_FEMININES = re.compile(
    r"(?<!mus)(?<!lyc)(?<!troph)(?<!mausol)(?:ées|ières|euses|trices|[ts]ions|tés|[ae]nces|ures|ettes)$"
)


def _by_plural(text: str, noun: re.Match[str], english: str) -> tuple[str, bool] | None:
    """The same for a determiner of the plural, where the ending or an adjective with one form for both tells enough."""
    if not _MANY.search(text[max(0, noun.start(1) - 10) : noun.start(1)].lower()):
        return None
    if _FEMININES.search(noun.group(1)):
        return "f", True
    both = adjective_form(english, "m", True, "")[0] == adjective_form(english, "f", True, "")[0]
    return ("m", True) if both and noun.group(1).endswith(("s", "x")) else None


@rule(
    "brackets.noun",
    category="brackets",
    confidence=0.86,
    why="The English noun in brackets has this French.",
    example=("Il a fêté le [victory] avec les [players].", "Il a fêté la [victoire] avec les [joueurs]."),
    needs="[",
    trigger=r"\[[A-Za-z]",
    in_foreign=True,
)
def noun(line: Line, context: Context) -> Iterator[Change]:
    """Renders a noun, with adjectives perhaps, behind the French determiner that stands before the bracket.

    The determiner takes the gender of the French noun; where it is of another number, nothing is done.
    """
    for match in english_brackets(line, context):
        found = determined(line.text, match, context)
        if found:
            start, lead, core = found
            yield Change(start, match.end(), f"{lead}[{core}]")


#: What a speaker does between two sentences: a capital after it is right.
_ASIDE = re.compile(
    r"(?:(?:he|she|they) )?(?:laugh|sigh|smil|cry|cri|nod|shrug|paus|whisper|cheer)[a-z]*|applause|inaudible|crosstalk"
)
#: What "it" does where it takes up a clause ("cela") and not a noun ("il", "elle").
_OF_CLAUSES = re.compile(
    r" (?:(?:n[’']|ne )?(?:est|était|sera|serait|dépend|fait|signifie|montre|prend|prendra|va|semble|veut|peut|pourrait"
    r"|doit|devrait|arrive|marche|suffit|permet|aide|change|coûte))(?!\w)"
)
_PREPOSITION = re.compile(r"(?<![\w’'])(?:à|de|avec|pour|sans|sur|par|contre|chez|vers|entre|selon) $")


#: "[experts say]", which French has behind what they say.
_SAID = re.compile(r" sa(?:id|ys?)\]$")
_CLAUSE_END = re.compile(r"[.,;:!?)]|[ \u00a0]?[»;:!?]|$")
#: What takes the name of a country without its article, or makes the name a part of something.
_BEFORE_PLACE = re.compile(r"(?<![\w’'-])(?:en|aux?|à|du|des|[A-ZÀ-Þ][\w’'-]*) $")
_PRONOUN_BEFORE = re.compile(r"(?<![\w’'-])(?:[Nn]ous|[Vv]ous|[Ii]ls|[Ee]lles|[Ee]ux) $")


@rule(
    "brackets.phrase",
    category="brackets",
    confidence=0.86,
    why="The English insertion in brackets has this French.",
    example=("Nous voulons travailler [with the police] ici.", "Nous voulons travailler [avec la police] ici."),
    needs="[",
    in_foreign=True,
)
def phrase(line: Line, context: Context) -> Iterator[Change]:
    """Renders a short English insertion from tables: prepositions, pronouns, newsroom nouns, set phrases.

    Only when the whole content is known and reads as English; French content, "[sic]", "[…]", figures, names alone and
    insertions inside an English quotation stay. A capital of a small word that wrongly follows is lowered, and an
    article or a preposition before the bracket is drawn into it where they would double or contract.
    """
    for match, rendering in insertions(line, context):
        if rendering.kind != "phrase" or determined(line.text, match, context):
            continue
        text, start, french = line.text, match.start(), antecedent(line.text, match, rendering.french)
        if french.startswith("selon ") and _SAID.search(match.group()) and not _CLAUSE_END.match(text, match.end()):
            continue
        small = _SMALL_WORD.search(text, max(0, start - 10), start)
        article = _ARTICLE_BEFORE.search(text, max(0, start - 9), start)
        lead = ""
        if article and re.match(r"(?:les? |la |l’|une? |des )", french):
            start = article.start()
        elif small and small.group(1).lower() not in ("du", "au"):
            meeting = joined(small.group(1), french)
            if meeting.startswith(small.group(1)[:-1] + "’") or meeting.startswith("s’"):
                start, lead, french = small.start(), meeting[: meeting.index("’") + 1], french
            elif not meeting.startswith(small.group(1) + " "):
                start, french = small.start(), meeting
        elif small and re.match(r"(?:le |les )", french):
            start = small.start()
            french = joined({"du": "de", "au": "à"}[small.group(1).lower()], french)
        sure = rendering.sure and not (rendering.english and _BEFORE_PLACE.search(text, max(0, start - 12), start))
        if french == "c’est" and (person := subject(text, match.start())) in ((2, False), (5, False)):
            french = "est" if person[0] == 2 else "sont"
        if EITHER in french:
            number = antecedent_number(text, match.start())
            singular, rest = french.split(EITHER)
            verb = "ont" if number == 5 else singular.rpartition(" ")[2]
            french = f"{singular.rpartition(' ')[0]} {verb}{rest.removeprefix('ont')}"
            sure = sure and number is not None
        if french.endswith(" de") and re.match(r" (?:de |du |des |d[’'])", text[match.end() : match.end() + 5]):
            french = french.removesuffix(" de")
        if french == "il y a" and re.match(r" (?:aucune?|pas|rien|personne|plus|jamais)(?!\w)", text[match.end() :]):
            french = "il n’y a"
        opens = opens_quotation(text, match.start())
        if starts_sentence(text, start) or (opens and match.group(1).strip()[0].isupper()):
            if lead:
                lead = lead[0].upper() + lead[1:]
            else:
                french = french[0].upper() + french[1:]
        aside = _ASIDE.fullmatch(match.group(1).strip().lower()) is not None
        end, tail = (match.end(), "") if aside else _lowered(text, match.end())
        following = text[end : end + 20]
        elides = french.endswith((" de", " que")) or french in ("de", "que")
        if elides and not tail and following[:1] == " " and starts_with_vowel(following[1:]):
            french, end = french[:-1] + "’", end + 1
        # A noun alone may be a placeholder of a formula or a form.
        alone = match.group(1).strip() in load_table("brackets")["nouns"] or rendering.french.startswith("les ")
        sure = sure and (not alone or " " in match.group(1).strip() or is_subject(text, match))
        # "Nous [growers]": in apposition to a pronoun.
        sure = sure or rendering.sure and _PRONOUN_BEFORE.search(text, max(0, start - 8), start) is not None
        sure = sure and not ambiguous(match.group(1))
        if french == "avant" and re.match(r"[,.;:!?)]| ?[»;:!?]|$", text[match.end() :]):
            french = "auparavant"
        if french == "dans" and not _DETERMINER_AFTER.match(text, match.end()):
            french, sure = "en", following[1:5].isdigit()
        if match.group(1).strip().lower() == "they" and french.lower() == "ils":
            gender = antecedent_gender(text, match.start(), french_genders() | noun_genders())
            french = ("Elles" if french[0] == "I" else "elles") if gender == "f" else french
            sure = gender is not None
        if match.group(1).strip().lower() == "it" and french.lower() == "cela":
            sure = _OF_CLAUSES.match(text, match.end()) is not None
        if match.group(1).strip().lower() in ("him", "them", "us"):
            sure = bool(_PREPOSITION.search(text, max(0, match.start() - 8), match.start()))
        yield Change(start, end, f"{lead}[{french}]{tail}", confidence=None if sure else 0.7)
