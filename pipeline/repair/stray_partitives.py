"""English pronouns with “of them”, and “each” before a French noun: « one of them se présente », « each mois »."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.repair.bracket_context import antecedent_gender
from pipeline.repair.bracket_french import french_genders
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_dates import alternatives
from pipeline.repair.stray_frame import french_after, french_before, touches_name
from pipeline.repair.stray_lone import noun_gender
from pipeline.repair.stray_relatives import is_finite
from pipeline.repair.stray_vocabulary import usual

_SPACE = "[ \u00a0\u202f]"
#: The French for persons and things of the masculine, and of the feminine.
_OF_THEM: Mapping[str, tuple[str, str]] = {
    "one": ("l’un d’eux", "l’une d’elles"),
    "two": ("deux d’entre eux", "deux d’entre elles"),
    "three": ("trois d’entre eux", "trois d’entre elles"),
    "some": ("certains d’entre eux", "certaines d’entre elles"),
    "many": ("beaucoup d’entre eux", "beaucoup d’entre elles"),
    "most": ("la plupart d’entre eux", "la plupart d’entre elles"),
    "half": ("la moitié d’entre eux", "la moitié d’entre elles"),
    "several": ("plusieurs d’entre eux", "plusieurs d’entre elles"),
    "each": ("chacun d’eux", "chacune d’elles"),
}
_OF_US: Mapping[str, str] = {
    "one": "l’un d’entre nous", "two": "deux d’entre nous", "some": "certains d’entre nous",
    "many": "beaucoup d’entre nous", "most": "la plupart d’entre nous", "several": "plusieurs d’entre nous",
    "each": "chacun d’entre nous",
}  # fmt: skip
_PRONOUN = re.compile(
    rf"(?<![\w’'-])(?P<many>{'|'.join((*_OF_THEM, *(each.capitalize() for each in _OF_THEM)))}){_SPACE}of{_SPACE}"
    rf"(?P<whom>them|us)(?=,?{_SPACE}(?:(?:ne|se|y|en|nous|lui|leur){_SPACE}|[nslmty][’'])?(?P<verb>[a-zà-ÿœ]+)(?![\w’'-])"
    rf"|{_SPACE}?[.,;:!?»”])"
)
_QUE = re.compile(rf"(?:que|Que){_SPACE}$")
_OF = re.compile(rf"(?<![\w’'-])(?:de|à|par|pour|avec|chez|sur|contre){_SPACE}$")


@rule(
    "stray.of-them",
    category="stray",
    confidence=0.87,
    why="The English pronoun is the subject of a French verb.",
    example=("Dès que one of them se lève, on rit.", "Dès que l’un d’eux se lève, on rit."),
    words=("them", "us"),
    trigger=rf"{_SPACE}of{_SPACE}(?:them|us)(?!\w)",
)
def of_them(line: Line, context: Context) -> Iterator[Change]:
    """“one of them se présente” → “l’un d’eux se présente”, “some of us pensent” → “certains d’entre nous pensent”.

    Evidence: a French finite verb right behind it, or French before it and the end of its clause. The gender is that of
    the last subject in the plural. Spared: English clauses, names, titles.
    """
    text = line.text
    for match in _PRONOUN.finditer(text):
        before, after = french_before(text, match.start(), "en"), french_after(text, match.end(), "en")
        opens = match["many"][0].isupper()
        if -1 in (before, after) or opens != (before is None) or touches_name(text, *match.span()):
            continue
        verb = match["verb"]
        clitic = text[match.end() : match.start("verb")].strip(" ,\u00a0\u202f") if verb else ""
        if verb is None and not before or verb and not (clitic or is_finite(verb, context.lexicon)):
            continue
        many = match["many"].lower()
        if match["whom"] == "us":
            if many not in _OF_US:
                continue
            french = _OF_US[many]
        else:
            french = _OF_THEM[many][antecedent_gender(text, match.start(), french_genders()) == "f"]
        elided = _QUE.search(text, 0, match.start())
        if elided and french[0] in "aeiou":
            yield Change(match.start() - 2, match.end(), f"’{french}")
        else:
            yield Change(*match.span(), french[0].upper() + french[1:] if opens else french)


_SHARE = {
    "one": ("l’un", "l’une"), "two": ("deux", "deux"), "three": ("trois", "trois"), "some": ("certains", "certaines"),
    "many": ("beaucoup", "beaucoup"), "most": ("la plupart", "la plupart"), "several": ("plusieurs", "plusieurs"),
}  # fmt: skip
_OF_SEVERAL = re.compile(
    rf"(?<![\w’'-])(?P<share>{'|'.join((*_SHARE, *(each.capitalize() for each in _SHARE)))}){_SPACE}of{_SPACE}"
    rf"(?P<whose>the|les|des|ses|nos|vos|mes|ces|leurs|their|our|these|his|her){_SPACE}"
    rf"(?P<noun>[a-zà-ÿœ]{{3,}}[sx])(?![\w’'-])"
)
_WHOSE = {"the": "des", "les": "des", "des": "des", "their": "de leurs", "our": "de nos", "these": "de ces",
          "his": "de ses", "her": "de ses"}  # fmt: skip


@rule(
    "stray.one-of",
    category="stray",
    confidence=0.87,
    why="An English quantity stands before a French noun.",
    example=("Some of les élues sont parties.", "Certaines des élues sont parties."),
    words=("of",),
    trigger=rf"(?:[Oo]ne|[Tt]wo|[Tt]hree|[Ss]ome|[Mm]any|[Mm]ost|[Ss]everal){_SPACE}of{_SPACE}",
)
def one_of(line: Line, context: Context) -> Iterator[Change]:
    """“one of the ouvriers” → “l’un des ouvriers”, “most of ses clients” → “la plupart de ses clients”.

    Evidence: a French noun in the plural that English hardly has. Spared: titles and English phrases.
    """
    text = line.text
    for match in _OF_SEVERAL.finditer(text):
        known = noun_gender(match["noun"])
        if known is None or not known[1] or usual(match["noun"], "en") > _BOTH:
            continue
        share, whose = match["share"].lower(), match["whose"]
        masculine, feminine = _SHARE[share]
        if known[0] is None and masculine != feminine or touches_name(text, *match.span()):
            continue
        before, opens = french_before(text, match.start(), "en"), match["share"][0].isupper()
        if before == -1 or opens != (before is None) or french_after(text, match.start("noun"), "en") == -1:
            continue
        french = f"{feminine if known[0] == 'f' else masculine} {_WHOSE.get(whose, f'de {whose}')}"
        end = match.end("whose")
        if _QUE.search(text, 0, match.start()) and french[0] in "aeiou":
            yield Change(match.start() - 2, end, f"’{french}")
        else:
            yield Change(match.start(), end, french[0].upper() + french[1:] if opens else french)


_ANYBODY = {
    "everyone": "tout le monde", "everybody": "tout le monde", "someone": "quelqu’un", "somebody": "quelqu’un",
    "nobody": "personne", "no one": "personne", "nothing": "rien", "everything": "tout", "something": "quelque chose",
}  # fmt: skip
_NONE = frozenset(("personne", "rien"))
_PRONOUNS = re.compile(
    rf"(?<![\w’'-])(?P<form>{alternatives((*_ANYBODY, *(each.capitalize() for each in _ANYBODY)))}){_SPACE}"
    rf"(?P<clitic>(?:ne|se|y|en|nous|vous|le|la|les|lui|leur){_SPACE}|n[’'](?:y{_SPACE}|en{_SPACE}|l[’'])?|[slmty][’'])?"
    rf"(?P<verb>[a-zà-ÿœ]+)(?![\w’'-])"
)


@rule(
    "stray.anybody",
    category="stray",
    confidence=0.87,
    why="The subject of the French verb is an English pronoun.",
    example=("Nobody n’a répondu à l’appel.", "Personne n’a répondu à l’appel."),
    words=("everyone", "everybody", "someone", "somebody", "nobody", "one", "nothing", "everything", "something",
           "Everyone", "Everybody", "Someone", "Somebody", "Nobody", "No", "Nothing", "Everything", "Something"),
    trigger=rf"(?:[Ee]very|[Ss]ome|[Nn]o{_SPACE}?)(?:one|body|thing){_SPACE}(?:[a-zà-ÿ]|n[’'])",
)  # fmt: skip
def anybody(line: Line, context: Context) -> Iterator[Change]:
    """“Everyone savait que” → “Tout le monde savait que”, “nobody n’a répondu” → “personne n’a répondu”.

    Evidence: a French finite verb behind it, with “ne” where French has it there. Spared: English clauses, titles.
    """
    text = line.text
    for match in _PRONOUNS.finditer(text):
        form = re.sub(_SPACE, " ", match["form"])
        french, opens = _ANYBODY[form.lower()], form[0].isupper()
        clitic, verb = (match["clitic"] or "").strip(), match["verb"]
        if (french in _NONE) != clitic.startswith("n"):
            continue
        if not (clitic.startswith("n") or verb in ("a", "est", "avait", "était") or is_finite(verb, context.lexicon)):
            continue
        before, after = french_before(text, match.start(), "en"), french_after(text, match.end("form"), "en")
        if before == -1 or opens != (before is None) or (after or -1) < _SURE:
            continue
        if touches_name(text, *match.span("form")):
            continue
        if _QUE.search(text, 0, match.start()) and french[0] in "aeiou":
            continue
        yield Change(*match.span("form"), french[0].upper() + french[1:] if opens else french)


_SURE = 0.6
_EACH = re.compile(
    rf"(?:^|(?P<mark>[.!?…:;,«“\"(–—]{_SPACE}?)|(?<![\w’'-])(?P<before>[a-zà-ÿœ]+){_SPACE})(?P<word>[Ee]ach|[Ee]very)"
    rf"{_SPACE}(?P<noun>[a-zà-ÿœ]{{3,}})(?![\w’'-])(?=(?P<rest>{_SPACE}[a-zà-ÿœ]|,))"
)
_CLEARLY = -1.0
_BOTH = -0.3


@rule(
    "stray.each",
    category="stray",
    confidence=0.87,
    why="The English “each” or “every” stands before a French noun.",
    example=("«\u00a0Each heure gagnée compte\u00a0», dit-il.", "«\u00a0Chaque heure gagnée compte\u00a0», dit-il."),
    words=("each", "Each", "every", "Every"),
    trigger=rf"(?<!\w)(?:[Ee]ach|[Ee]very){_SPACE}[a-zà-ÿ]",
)
def each(line: Line, context: Context) -> Iterator[Change]:
    """“each mois gagné” → “chaque mois gagné”: before a French noun in the singular that English hardly has, with
    French behind it, where a clause or a quotation begins or behind a French word.
    """
    text = line.text
    for match in _EACH.finditer(text):
        noun = match["noun"]
        known = noun_gender(noun)
        if known is None or known[1] and noun not in _ALWAYS or usual(noun, "en") > _CLEARLY:
            continue
        start, end = match.span("word")
        after, before = french_after(text, end, "en"), french_before(text, start, "en")
        opens = match["word"][0].isupper()
        if after == -1 or before == -1 or opens and before is not None:
            continue
        if match["before"] and usual(match["before"], "en") > _BOTH:
            continue
        yield Change(start, end, "Chaque" if opens else "chaque")


#: Singulars that look like plurals.
_ALWAYS = frozenset("mois fois pays temps corps bras cours repas succès procès accès avis fils prix choix voix".split())
