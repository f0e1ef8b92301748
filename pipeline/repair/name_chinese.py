"""The family names: Chinese names whose given name lost its capital."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.line import Line
from pipeline.repair.name_evidence import in_token, person_expected
from pipeline.repair.name_lexicon import ordinary
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.tables import load_table

#: The syllables of the romanisation Hanyu Pinyin (ISO 7098:2015), tones aside.
_SYLLABLE = (
    r"(?:(?:[bpmfdtnlgkhrzcs]|zh|ch|sh)?(?:a|ai|an|ang|ao|e|ei|en|eng|ou|ong)"
    r"|[bpmfdtnljqx](?:i|ian|iao|ie|in|ing|iu)"
    r"|[jqx](?:ia|iang|iong|u|uan|ue|un)|[nl](?:iang|u|uan|un|uo|ue)"
    r"|(?:zh|ch|sh|[zcsr])(?:i|u|ua|uai|uan|uang|ui|un|uo)"
    r"|[gkh](?:u|ua|uai|uan|uang|ui|un|uo)|[dt](?:u|uan|ui|un|uo)|[bpmf](?:u|o)"
    r"|y(?:a|an|ang|ao|e|i|in|ing|ong|ou|u|uan|ue|un)|w(?:a|ai|an|ang|ei|en|eng|o|u))"
)
_NAME = re.compile(
    rf"(?<![\w’'-])(?P<family>[A-Z][a-z]{{0,6}}) (?P<given>{_SYLLABLE}{{1,2}})(?![\w’'-])"
    r"(?=(?P<closes>[ \u00a0]?[,.;:!?)»…]|$|[ \u00a0](?:a|est|avait|était|sera|aura|et|qui|ne|se|pour|dans|sur|à|en|de|"
    r"du|au|aux|dit|n[’']|s[’']|lui|y|joue|va|doit|peut|veut|reste|dirige)(?![\w’-])|[ \u00a0][ns][’'])?)"
)


def _families(forms: frozenset[str]) -> frozenset[str]:
    return forms & frozenset(load_table("names_persons")["chinese"]["families"])


@rule(
    "names.chinese",
    category="names",
    confidence=0.88,
    why="The given name takes a capital too.",
    example=("Son adjoint, Hao ye, prend la suite.", "Son adjoint, Hao Ye, prend la suite."),
    picks=_families,
)
def chinese(line: Line, context: Context) -> Iterator[Change]:
    """Gives a Chinese given name its capital behind a family name: "Mao ye", "Wang yi", "Mo yan".

    Evidence: a frequent family name with its capital, and one or two syllables of the romanisation that are no French
    word, where the phrase ends or goes on with a verb or a preposition, or where a noun of persons stands before.
    Spares words of the language that are met in French (feng shui, wu wei).
    """
    table = load_table("names_persons")["chinese"]
    for match in _NAME.finditer(line.text):
        given, start = match["given"], match.start("given")
        if match["family"] not in table["families"] or in_token(line.text, match.start(), match.end("given")):
            continue
        if given in table["words"] or f"{match['family'].lower()} {given}" in table["terms"]:
            continue
        if given not in table["syllables"] and ordinary(given, context.lexicon):
            continue
        if match["closes"] is not None or person_expected(line.text, match.start(), match.end("given")):
            yield Change(start, start + 1, given[0].upper())
