"""Capitals of headlines and of sentences that open with a source: "L’agence Donne son avis", "Selon Le Monde, La note"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_nouns import finite
from pipeline.repair.capital_links import DOES, NAMES_TITLE, speaks_of_works
from pipeline.repair.capitals import TITLE_NOUNS, in_quotes, is_title_cased
from pipeline.repair.line import Line
from pipeline.repair.name_evidence import first_names, table_of
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.verbs import is_verb

_SPACE = "[ \u00a0\u202f]"
_ENDS = (".", "!", "?", "…", "»", "”", ")", ":", ";", ",")
#: A headline stands among so many lines at the start, or is a heading of so few characters.
_HEAD, _HEADING = 2, 110
_VERB = re.compile(
    rf"(?<=[a-zà-ÿœ]{_SPACE})(?P<word>[A-ZÀ-Þ][a-zà-ÿœ]{{2,}}){_SPACE}"
    r"(?=(?:les?|la|une?|des|son|sa|ses|leurs?|ce|cet|cette|ces|au|aux|à|deux|trois|quatre|plus|de|d[’']|l[’'])(?!\w))"
)
_SUBJECT = re.compile(
    rf"(?:[A-ZÀ-Þ][^:«»]{{1,40}}{_SPACE}:{_SPACE})?"
    rf"(?:(?P<one>(?:[Ll][ea]|[Uu]ne?|[Cc]et?|[Cc]ette|[Ss]on|[Ss]a){_SPACE}|[Ll][’'])"
    rf"|(?P<many>(?:[Ll]es|[Dd]es|[Cc]es|[Ss]es|[Ll]eurs|[Dd]eux|[Tt]rois|[Qq]uatre|\d+){_SPACE}))"
    rf"(?P<noun>[^\W\d_]+)(?P<rest>(?:{_SPACE}[^,.;:!?«»“”\"()–—]+)?){_SPACE}"
)
#: What is named by a capital: buttons, tools, works.
_LABELLED = frozenset(
    "outil bouton panneau onglet menu fenêtre commande option touche mode fonction champ case page rubrique section "
    "icône programme logiciel application jeu formation opération mission plan projet loi règlement prix trophée "
    "fondation club fédération rue place quartier dispositif label concours salon stage collection".split()
)
#: After these a noun comes, or an infinitive.
_LITTLE = frozenset("le la les un une des du de d l au aux à en et ou par pour sur dans avec sans chez vers son sa ses".split())
#: Verbs of headlines that are nouns, or other languages' words, as well.
_USUAL = DOES | frozenset(
    "donne relève baisse augmente réduit bloque remporte bat reprend rouvre remet valide tranche vise tient met prend rend "
    "fait dit voit offre ouvre découvre souffre tire gèle vote juge arrête libère tue "
    "sauve frappe touche change renonce rejoint accélère freine dépasse atteint franchit fête célèbre honore".split()
)
#: Feminine participles that stand for nouns, and infinitives.
_NOT_FINITE = re.compile(r"(?:[rt]|im|rom)?(?:mise|prise)s?\Z|(?:uire|dire|crire|lire|aire|oire|dre|ttre|vre|cre|pre|clure)\Z")
_POSSESSED = re.compile(r"(?:son|sa|ses|leurs?)(?!\w)")


def _is_finite(word: str, behind: str, context: Context) -> bool:
    """Whether a word is a verb in the present; what is a noun as well has to be a usual verb or to have its own behind."""
    if _NOT_FINITE.search(word):
        return False
    sure = _POSSESSED.match(behind) is not None
    return word in _USUAL or is_verb(word, context.lexicon, or_noun=sure)


@rule(
    "capitals.headline-verb",
    category="capitals",
    confidence=0.84,
    why="The verb of the headline has a capital.",
    example=(
        "L’Agence européenne de sécurité Lève ses réserves sur un avion\nLa décision est tombée mardi.",
        "L’Agence européenne de sécurité lève ses réserves sur un avion\nLa décision est tombée mardi.",
    ),
    trigger=_VERB.pattern,
)
def headline_verb(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of a verb in the present in a headline without a final stop, behind its subject.

    Evidence: the line opens with a determiner and a noun, the verb has their number and is no noun, no name and no other
    language's word, what follows begins an object, and no other verb stands before. Spared: headlines in the English
    manner, what is named by a capital ("L’outil Coupe"), documents on works of art.
    """
    text = line.text
    if text.rstrip().endswith(_ENDS) or line.index >= _HEAD and len(text) > _HEADING:
        return
    for match in _VERB.finditer(text):
        at, word = match.start("word"), match["word"].lower()
        if is_title_cased(text[:at] + word + text[match.end("word") :]):
            continue
        subject = _SUBJECT.fullmatch(text, 0, at)
        if subject is None or in_quotes(text, at) or not _is_finite(word, text[match.end() :], context):
            continue
        many = word.endswith("ent") and bool(subject["many"])
        one = word.endswith(("e", "t", "d")) and not word.endswith("ent") and bool(subject["one"])
        if not (many or one) or context.evidence(speaks_of_works):
            continue
        words = [each.lower() for each in re.findall(r"[^\W\d_]+", subject["noun"] + subject["rest"])]
        if words[-1] in _LITTLE or not _LABELLED.union(TITLE_NOUNS).isdisjoint(words) or not finite().isdisjoint(words):
            continue
        if match["word"] not in first_names() and match["word"] not in table_of(context).types:
            yield Change(at, at + 1, text[at].lower())


_SOURCE = re.compile(
    rf"(?:^|[.!?»]{_SPACE})(?:Selon|D[’']après|Comme l[’'](?:a{_SPACE})?[a-zà-ÿ]+|À en croire){_SPACE}"
    rf"[^,.;:!?«»“”\"()]{{2,70}},{_SPACE}(?P<article>L[ea]s?|Une?|Des){_SPACE}(?P<noun>[a-zà-ÿœ]{{3,}})(?![\w’'])"
)
#: Titles of papers as they are often written: Le monde, La croix.
_PAPERS = frozenset(
    "monde figaro parisien croix dépêche tribune voix presse soir point provence montagne républicain progrès temps "
    "devoir opinion échos gazette journal courrier stampa repubblica nouvelles canard provençal républicaine marseillaise "
    "liberté libre nouvelliste matin quotidien télégramme populaire charente union indépendant".split()
)


@rule(
    "capitals.after-source",
    category="capitals",
    confidence=0.87,
    why="After the source that opens the sentence the article has a capital.",
    example=("Selon Le Monde, La note compte 60 pages.", "Selon Le Monde, la note compte 60 pages."),
    trigger=rf",{_SPACE}(?:L[ea]s?|Une?|Des){_SPACE}[a-zà-ÿœ]{{3,}}",
)
def after_source(line: Line, context: Context) -> Iterator[Change]:
    """Lower the capital of an article behind "Selon …," at the start of a sentence, where other capitals made it look
    like a list of titles.

    Evidence: a common noun in small letters follows that has the gender and the number of the article. Spared: the names
    of papers.
    """
    for match in _SOURCE.finditer(line.text):
        noun, article = match["noun"], match["article"].lower()
        form = noun_gender(noun)
        if form is None or noun in _PAPERS or NAMES_TITLE.match(noun):
            continue
        gender, many = form
        wanted = "f" if article in ("la", "une") else "m"
        if many != (article in ("les", "des")) or gender and not many and gender != wanted:
            continue
        at = match.start("article")
        yield Change(at, at + 1, line.text[at].lower())
