"""What is left of a page's markup: tags, Markdown, and the upturned marks of Spanish before French words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule

#: Tags of running text; what else stands between < and > may be meant.
_TAGS = (
    "a abbr b big blockquote br cite code div em figcaption figure h1 h2 h3 h4 h5 h6 hr i img iframe li ol p q s small "
    "span strong sub sup table tbody td th tr u ul section article header footer aside main nav time mark del ins"
).split()
_TAG = re.compile(rf"</?(?:{'|'.join(_TAGS)})(?:\s[^<>]{{0,300}})?\s?/?>", re.IGNORECASE)
_BREAK = re.compile(r"<(?:br|p|/p|li|/li|div|/div|hr)\b", re.IGNORECASE)


@rule(
    "encoding.tag",
    category="encoding",
    confidence=0.95,
    why="A tag of the page’s code is no text.",
    example=("Le texte est <em>clair</em>.<br/>Il plaît.", "Le texte est clair. Il plaît."),
    needs="<",
    trigger=r"<[/a-zA-Z]",
    in_foreign=True,
    in_untouchable=True,
)
def tag(line: Line, context: Context) -> Iterator[Change]:
    """Takes out tags of HTML, and puts a space for those that break the line between two words.

    Only a closed list of tags. Spares lines that speak of tags, where several stand without their counterpart, and
    comparisons (a < b).
    """
    text = line.text
    found = list(_TAG.finditer(text))
    if re.search(r"balise|HTML|html", text):
        return
    for match in found:
        between = text[match.start() - 1 : match.start()].strip() and text[match.end() : match.end() + 1].strip()
        broken = _BREAK.match(match.group()) and between and text[match.end() : match.end() + 1] not in ".,;:!?)<"
        yield Change(match.start(), match.end(), " " if broken else "")


_STRONG = re.compile(r"(?<![\w*])(?P<mark>\*{2,3})(?=[^\s*])(?P<text>[^*\n]{1,300}?)(?<=[^\s*])(?P=mark)(?![\w*])")
_EMPHASIS = re.compile(r"(?<![\w*/])\*(?=[A-Za-zÀ-ÿ«“])(?P<text>[^*\n]{1,120}?)(?<=[\wÀ-ÿ»”.!?…])\*(?![\w*/])")
_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]{1,200})\]\((?:https?://|/|www\.)[^()\s]{1,300}(?:\s\"[^\"]{0,100}\")?\)")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)")


@rule(
    "encoding.markdown",
    category="encoding",
    confidence=0.93,
    why="The marks of Markdown are no text.",
    example=("Un **point** et [le rapport](https://exemple.fr/r).", "Un point et le rapport."),
    needs="*]#",
    trigger=r"\*\*|\]\((?:http|/|www)|^\s{0,3}#{1,6}\s|(?<![\w*])\*[A-Za-zÀ-ÿ«“]",
    in_foreign=True,
    in_untouchable=True,
)
def markdown(line: Line, context: Context) -> Iterator[Change]:
    """“**mot**”, “*mot*” → “mot”, “[texte](adresse)” → “texte”, “## Titre” → “Titre”.

    Only pairs of marks around words. Spares footnote asterisks, formulas and paths, and hashtags.
    """
    text = line.text
    for match in _LINK.finditer(text):
        yield Change(match.start(), match.end(), match["text"])
    for expression in (_STRONG, _EMPHASIS):
        for match in expression.finditer(text):
            yield Change(match.start(), match.end(), match["text"])
    if heading := _HEADING.match(text):
        yield Change(0, heading.end(), "")


_UPTURNED = re.compile(r"(?P<mark>[¿¡])[ \u00a0]?(?=[^\W\d_])")


@rule(
    "quotes.upturned",
    category="quotes",
    confidence=0.93,
    why="French has no upturned marks.",
    example=("¿Pourquoi partir maintenant ? se dit-elle.", "Pourquoi partir maintenant\u00a0? se dit-elle."),
    needs="¿¡",
)
def upturned(line: Line, context: Context) -> Iterator[Change]:
    """Takes the upturned marks of Spanish away before French.

    Spares Spanish: stretches that read as another language, and quotations and titles of a few words.
    """
    text = line.text
    for match in _UPTURNED.finditer(text):
        stretch = re.match(r"[^?!¿¡»”]{0,200}", text[match.end() :]).group()
        words = [word.lower() for word in re.findall(r"[^\W\d_]+", stretch)]
        french = sum(context.lexicon.zipf(word) > context.lexicon.zipf(word, "es") + 0.3 for word in words)
        spanish = sum(context.lexicon.zipf(word, "es") > context.lexicon.zipf(word) + 0.3 for word in words)
        if french > spanish:
            yield Change(match.start(), match.end(), "")
