"""Makes the two word lists that tell names from French words: `pipeline/repair/data/lexicon_*.txt`.

    python -m training.names_lexicon DICTIONARIES SENTENCES.fr

DICTIONARIES is a folder with the spelling dictionaries fr, en_US, es_ES, it_IT and de_DE (.dic and .aff, as `hunspell`
reads them), SENTENCES.fr running French text, one sentence a line. The program `hunspell` must be there.

A word form that wordfreq has in French, that the French dictionary refuses in small letters, and that is no French word
with other accents or a letter doubled or not, is a name or a word of another language. It is a name that French writes
with a capital only if a dictionary (French or English) takes it with a capital and none of the five without, and running
text does not write it small.
"""

from __future__ import annotations

import math
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import wordfreq

from pipeline.repair.lexicon import KNOWN

DATA = Path(__file__).parent.parent / "pipeline" / "repair" / "data"
WORD = re.compile(r"[^\W\d_]+")
#: Written small as well, whatever dictionaries say: makes that have become nouns, wines, prizes, English words.
SMALL_TOO = Path(__file__).with_name("names_lexicon_small.txt")
#: From so many sentences that have it small in running text, a word is one.
SEEN_SMALL = 2


def misspelt(words: list[str], dictionary: Path) -> set[str]:
    """Those of the words that the dictionary refuses."""
    command = ["hunspell", "-i", "utf-8", "-d", str(dictionary), "-l"]
    done = subprocess.run(command, input="\n".join(words) + "\n", capture_output=True, text=True, check=True)
    return set(done.stdout.split("\n"))


def plain(word: str) -> str:
    """The word without accents and ligatures."""
    word = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in word if not unicodedata.combining(letter))


def loose(word: str) -> str:
    """The same without doubled letters."""
    return re.sub(r"(.)\1", r"\1", plain(word))


def lists(dictionaries: Path, sentences: Path) -> tuple[list[str], list[str]]:
    """The names that are written with a capital only, and the other words that are not French."""
    zipf = {word: math.log10(share) + 9 for word, share in wordfreq.get_frequency_dict("fr", "best").items()}
    words = sorted(word for word in zipf if zipf[word] >= KNOWN and word.isalpha() and len(word) > 2 and word.islower())
    refused = misspelt(words, dictionaries / "fr")
    accepted = {plain(word) for word in words if word not in refused}
    best: dict[str, float] = {}
    for word in words:
        if word not in refused:
            best[loose(word)] = max(best.get(loose(word), 0.0), zipf[word])
    found = [word for word in words if word in refused and plain(word) not in accepted]
    found = [word for word in found if len(word) < 5 or best.get(loose(word), -9.0) < zipf[word] + 1]
    small = Counter(
        word for line in sentences.read_text(encoding="utf-8").splitlines() for word in set(WORD.findall(line))
    )
    too = frozenset(SMALL_TOO.read_text(encoding="utf-8").split())
    found = [word for word in found if word not in too and (len(word) < 4 or small[word] <= SEEN_SMALL)]
    elsewhere = {
        word
        for name in ("en_US", "es_ES", "it_IT", "de_DE")
        for word in set(found) - misspelt(found, dictionaries / name)
    }
    capital = [word.capitalize() for word in found]
    known = set(capital) - (misspelt(capital, dictionaries / "fr") & misspelt(capital, dictionaries / "en_US"))
    names = [
        word
        for word in found
        if len(word) > 3 and word.capitalize() in known and word not in elsewhere and small[word] < SEEN_SMALL
    ]
    return names, sorted(set(found) - set(names))


def main() -> None:
    """Write both lists, keeping the comments at their head."""
    made = lists(Path(sys.argv[1]), Path(sys.argv[2]))
    for name, words in zip(("lexicon_names", "lexicon_not_french"), made, strict=True):
        path = DATA / f"{name}.txt"
        head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        path.write_text("\n".join([*head, *words]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
