"""Verbs in the first person behind a subject that is everybody: « chaque parent je vais vouloir savoir »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.sentence_names import has_verb
from pipeline.repair.subjects import is_person
from pipeline.repair.typography import BLANK

#: Persons whose nouns the tables of persons do not have.
_PEOPLE = frozenset(
    "adulte allié athlète camarade chômeur citoyen citoyenne consommateur consommatrice contribuable couple élève "
    "électeur électrice enfant entreprise équipe épargnant famille foyer humain individu internaute investisseur "
    "lecteur "
    "lectrice malade ménage monteur navetteur parent pays patient patiente riverain soldat usager utilisateur "
    "spectateur spectatrice syndicat téléspectateur votant votante".split()
)
#: A small word that would be the object of a subject put in front: « chaque client, je vais le voir ».
_OBJECT = r"(?:l[ea]s?|lui|leur|y|en|se|me|m[’']|l[’']|s[’'])"
_EVERY = re.compile(
    rf"(?:\A|(?<=[.!?…;:«“»”][{BLANK}])|(?<=[«“\"(])|(?<=,[{BLANK}])|(?<=que[{BLANK}])|(?<=car[{BLANK}]))"
    rf"(?P<subject>(?:[Cc]haque|[Tt]out|[Tt]oute|[Aa]ucun|[Aa]ucune|[Nn]’importe[{BLANK}]quel(?:le)?)[{BLANK}]"
    rf"(?:[a-zà-ÿœ]+[{BLANK}])??(?P<noun>[^\W\d_][\w-]+)|[Cc]hacune?|[Qq]uiconque|[Nn]’importe[{BLANK}]qui|[Pp]ersonne)"
    rf"(?P<between>(?:,?[{BLANK}][^.!?…;:«»“”\"(),]{{2,60}}){{0,2}}?,?)[{BLANK}]"
    rf"(?P<verb>je[{BLANK}](?P<not>ne[{BLANK}])?vais)"
    rf"(?=[{BLANK}](?!{_OBJECT}[{BLANK}’'])(?:(?:pas|plus|jamais|aussi|bien|tout|très|certainement|"
    rf"[a-z]+ment)[{BLANK}])?"
    rf"(?P<infinitive>[a-zà-ÿœ]{{2,}}(?:er|ir|oir|re))(?![\w’'-]))"
)
_FIRST_PERSON = re.compile(r"(?<![\w’'-])(?:[Jj][e’']|[Mm][’'e]|mon|ma|mes|moi)(?![\w-])")
#: Whom the sentence takes up again: « Chaque joueur, je vais parler avec lui ».
_TAKEN_UP = re.compile(r"[^.!?…;:«»“”]*(?<![\w-])(?:lui|elle|eux|celui-ci|celle-ci)(?![\w-])")
_CLAUSE = re.compile(r"(?<![\w’'-])(?:que|dont|où|si|quand|lorsque)(?!\w)|qu[’']")
_PEOPLE_ENDING = re.compile(r"(?:ais|aise|ois|oise|ain|aine|ien|ienne|and|ande|ol|ole)\Z")


@rule(
    "words.distributive-person",
    category="words",
    confidence=0.85,
    why="The subject is everybody: the verb stands in the third person.",
    example=(
        "«\u00a0Chaque électeur, à la ville comme à la campagne, je vais vouloir comprendre.\u00a0»",
        "«\u00a0Chaque électeur, à la ville comme à la campagne, va vouloir comprendre.\u00a0»",
    ),
    needs=("je vais", "je\u00a0vais", "je ne vais"),
)
def distributive_person(line: Line, context: Context) -> Iterator[Change]:
    """« chaque Américain, dans le gouvernement ou non, “je vais” vouloir » → « va vouloir ».

    Evidence: a subject that is everybody (chaque, tout or aucun with a person, chacun, quiconque, n’importe qui,
    personne) has no verb before “je vais” and an infinitive. Spares adverbials (“chaque matin, je vais courir”), what
    is taken up again (“chaque client, je vais le voir”), and “personne” without “ne”.
    """
    for match in _EVERY.finditer(line.text):
        noun, between = match["noun"], match["between"]
        if noun and not (
            is_person(noun) or noun in _PEOPLE or noun[0].isupper() and _PEOPLE_ENDING.search(noun)
        ):
            continue
        none = match["subject"].lower().startswith(("personne", "aucun"))
        if none != bool(match["not"]) or between == "," or _FIRST_PERSON.search(between):
            continue
        if _TAKEN_UP.match(line.text, match.end()):
            continue
        relative = match["subject"].lower() == "quiconque" or between.lstrip(" \u00a0,").startswith("qui ")
        # “Quiconque entre ici, je vais parler avec”: put in front.
        apart = between.endswith(",") and not between.startswith(",")
        if _CLAUSE.search(between) or (apart if relative else has_verb(between, context.lexicon)):
            continue
        if between.count(",") == 1 and between.startswith(","):
            # The aside is closed.
            yield Change(match.start("verb") - 1, match.start("verb"), ", ")
        yield Change(match.start("verb"), match.end("verb"), f"{match['not'] or ''}va")
