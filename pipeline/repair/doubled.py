"""Words that may stand twice in a row in good French: where their neighbours say that it is a slip all the same."""

from __future__ import annotations

import re

from pipeline.language import frequency
from pipeline.repair.lexicon import Lexicon
from pipeline.repair.name_evidence import is_person_noun
from pipeline.repair.nouns import is_noun

#: Adverbs that are said twice for emphasis in speech only.
_ADVERBS = frozenset("encore toujours déjà beaucoup longtemps maintenant demain hier presque partout souvent".split())
_NUMERALS = frozenset(
    "deux trois quatre cinq six sept huit neuf dix vingt trente quarante cinquante soixante cent mille".split()
)
#: Nouns of two or three letters.
_SHORT_NOUNS = frozenset("an ans fin loi roi mer eau vie cas but jeu air".split())
_DETERMINERS = frozenset(
    "le la les un une des du au aux ce cet cette ces son sa ses mon ma mes notre nos votre vos leur leurs l d".split()
)
_PREPOSITIONS = frozenset(
    "de d à pour avec chez sans par sur contre qu que comme et ou ni mais selon entre vers dans".split()
)
_HAVE = frozenset("a ont ai avait avaient aurait auraient aura auront ayant avoir avons avez".split())
_MODALS = frozenset("va vont peut peuvent pourrait pourraient doit doivent devrait devraient semble allait".split())
_CLAUSE = frozenset(
    "le la les l un une des ce cet cette ces son sa ses on nous vous il elle ils elles je j tu quelqu tout tous".split()
)
#: Persons and things that may look like adjectives.
_PERSONS_BY_ENDING = frozenset(
    "titulaire adversaire partenaire propriétaire locataire actionnaire secrétaire bénéficiaire destinataire homologue "
    "capitaine adjoint associé employé invité équipage salaire entourage siège compte contrat domicile".split()
)
#: What a sound is like.
_SOUNDS = re.compile(r"(?:rock|jazz|pop|électro|live|stéréo|mono|rap|funk|soul|vintage|grave|aigu|signature|studio)s?\Z")
#: Words that are nouns or adverbs as well, and what stands before them then: "la façade est", "les vers".
_WORTH = {
    "vers": _DETERMINERS,
    "sous": _DETERMINERS,
    "est": frozenset(
        "vers nord sud plein grand à en d l façade côte rive aile zone secteur banlieue partie bloc entrée porte tour "
        "flanc versant côté quartier gare sortie tribune virage région frontière périphérique province autoroute "
        "terminal terminus station allemagne europe bassin couloir moitié extrémité coin angle lac mur".split()
    ),
}


def is_slip(word: str, before: tuple[str, str], following: str, quoted: bool, lexicon: Lexicon) -> bool:
    """Whether one of two equal words is too many.

    `before` holds the two words before the pair and `following` the one after it, in lower case, each empty where a
    mark divides it from the pair; `quoted` says that the pair is direct speech, which repeats itself with a reason.
    """
    last = before[1].rpartition("’")[2]
    first = following.partition("’")[0]
    if word in _SHORT_NOUNS:
        return True
    if word in _ADVERBS:
        # "Comme toujours" ends its phrase; what follows it may begin with the adverb again.
        return bool(following) != (last == "comme") and not quoted
    if word in _NUMERALS:
        many = following[-1:] in ("s", "x") and following not in _NUMERALS
        return many and last not in ("un", "le", "ce", "du", "au")
    if word in _MODALS:
        return not quoted and (first in ("se", "s", "être", "avoir") or following.endswith(("er", "ir", "re")))
    if word == "son":
        # "Le son", "son son grave": a sound, not a determiner.
        noun = is_noun(first) or is_person_noun(first) or first in _PERSONS_BY_ENDING
        return noun and last not in _DETERMINERS and not _SOUNDS.match(first) and not quoted
    if word == "si":
        return first in _CLAUSE and (last in ("comme", "même", "et", "mais", "savoir", "demande") or not quoted)
    if word == "car":
        return first in _CLAUSE
    if word == "tout":
        return first in ("de", "d", "le", "la", "l", "ce", "cela", "en", "à", "un") and last != "avant"
    if word == "elle":
        return bool(following) and not quoted and last not in _PREPOSITIONS
    if word == "pas":
        return bool(following) and (before[1].startswith("n’") or before[0] == "ne")
    if word in _WORTH:
        # After a comma, too: "Newt Gingrich, est est arrivé".
        return bool(following and (last or word == "est")) and last not in _WORTH[word]
    if word == "été":
        return last in _HAVE
    if word == "être":
        return last in _MODALS
    tail = word.rpartition("’")[2]
    if tail != word:
        return len(tail) > 2 and not quoted and lexicon.zipf(tail) >= 3.5 and lexicon.zipf(tail) > frequency(tail, "en")
    if len(word) > 5 and word.endswith(("é", "ée", "és", "ées")) and not quoted and following:
        return not _HAVE.isdisjoint(before) and lexicon.known(word)
    return len(word) > 5 and last in _DETERMINERS and max(lexicon.zipf(word), lexicon.zipf(word, "en")) >= 2.5
