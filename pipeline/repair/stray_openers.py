"""English adverbs that open a French sentence or quotation without a comma, and those that are titles elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.line import Line
from pipeline.repair.rule import Change, Context, rule
from pipeline.repair.stray_frame import french_after, french_before
from pipeline.repair.stray_table import entries, may_stand, telling_words

_SPACE = "[ \u00a0\u202f]"
_SUBJECT = rf"(?:(?:ils?|elles?|on|nous|vous|je|ce|cela|ça|personne)(?=[{_SPACE[1:-1]}])|[cj][’'])"
#: A subject, or a name or noun that an editor put in, with its verb.
_GOES_ON = re.compile(
    rf"(?P<comma>,?){_SPACE}(?:{_SUBJECT}|(?P<inserted>\[[A-ZÀ-Þ][^\[\]]{{1,40}}\]{_SPACE}[a-zà-ÿœ]))"
)
#: Behind what is the title of a song or a paper elsewhere: « Yesterday encore, il tombait ».
_STILL = re.compile(
    rf"{_SPACE}(?:encore|déjà|même|matin|soir),?{_SPACE}(?:{_SUBJECT}|(?:l[ae]s?|une?){_SPACE}|l[’'])"
)
#: French adverbs behind which the subject does not follow as it is.
_INVERTING = ("peut-être", "aussi", "sans doute")
_SECTIONS = frozenset(("adverbials",))


@rule(
    "stray.opening-adverb",
    category="stray",
    confidence=0.87,
    why="The adverb that opens the French sentence is English.",
    example=("«\u00a0Of course nous irons\u00a0», dit-il.", "«\u00a0Bien sûr, nous irons\u00a0», dit-il."),
    words=telling_words("adverbials"),
    trigger=r"[A-Z][a-z]*(?: [a-z]+){0,4},?[ \u00a0\u202f](?:[\[a-zç])",
)
def opening_adverb(line: Line, context: Context) -> Iterator[Change]:
    """“« Of course [Boeing] va livrer »” → “« Bien sûr, [Boeing] va livrer »”, “« Yesterday encore, il tombait »” →
    “« Hier encore, il tombait »”.

    Evidence: a French subject pronoun, or a name in brackets and a small letter, right behind the adverb; “encore” and
    the like behind what is a title elsewhere. Spared: what stands in the line a second time (a song, a name).
    """
    text = line.text
    for place in line.read(entries) if may_stand(line, _SECTIONS) else ():
        entry = place.entry
        if entry.section != "adverbials" or entry.language != "en" or not place.opens:
            continue
        if french_before(text, place.start, "en") is not None or not _opens(text, place.start):
            continue
        if text.count(text[place.start : place.end]) > 1:
            continue
        french = entry.french[0].upper() + entry.french[1:]
        following = _GOES_ON.match(text, place.end)
        if entry.french == "peut-être" and following and not following["inserted"] and not following["comma"]:
            if french_after(text, place.end, "en") not in (None, -1.0):
                elided = starts_with_vowel(text[place.end + 1 : place.end + 2])
                yield Change(place.start, place.end + elided, "Peut-être qu’" if elided else "Peut-être que")
            continue
        if entry.french.startswith(_INVERTING):
            continue
        if following and (following["inserted"] or french_after(text, place.end, "en") not in (None, -1.0)):
            yield Change(place.start, place.end, french + ("" if following["comma"] else ","))
        elif len(entry.words) == 1 and _STILL.match(text, place.end):
            yield Change(place.start, place.end, french)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins there, and no list of names."""
    return not text[:start].strip() or re.search(rf"[.!?…:«“\"]{_SPACE}?$", text[:start]) is not None
