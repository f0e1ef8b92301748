"""Inject known damage into clean French and measure how much of it is repaired, and what else is touched.

    python -m benchmarks.damage SENTENCES.fr [--seed 1] [--limit N] [--family F] [--show N]

The file holds one clean sentence a line. For every family each sentence that can carry its damage is damaged once,
by a generator seeded with the sentence and --seed, and repaired as a document of its own. "exact" is a
repair that gives what the undamaged sentence gives, "wrong" one that gives anything but that and the damaged text;
kinds of spaces, quotes and apostrophes do not count. The names and words used here are not those of the seeds.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from pipeline.evaluate import without_style, word_changes
from pipeline.repair import repair

#: Gives the damaged sentence, or the undamaged and the damaged one where it had to prepare the sentence first.
Injector = Callable[[str, Random], str | tuple[str, str] | None]

#: Right form and the forms in which machine translation garbles it.
NAMES = {
    "BlackRock": ["Blackrock"],
    "PayPal": ["Paypal"],
    "TikTok": ["Tiktok"],
    "YouTube": ["Youtube", "You Tube"],
    "WhatsApp": ["Whatsapp"],
    "LinkedIn": ["Linkedin"],
    "AstraZeneca": ["Astrazeneca"],
    "ExxonMobil": ["Exxonmobil"],
    "JPMorgan": ["Jpmorgan"],
    "HSBC": ["Hsbc"],
    "BBC": ["Bbc"],
    "FBI": ["Fbi"],
    "GitHub": ["Github"],
    "PlayStation": ["Playstation"],
    "SoundCloud": ["Soundcloud"],
    "TotalEnergies": ["Totalenergies"],
    "DreamWorks": ["Dreamworks"],
    "McDonald's": ["Mcdonald's"],
    "SoftBank": ["Softbank"],
    "UBS": ["Ubs"],
}
ADVERTS = [
    "Abonnez-vous pour lire la suite de cet article.",
    "Inscrivez-vous à notre newsletter quotidienne",
    "Lire aussi : Notre dossier sur la réforme",
    "Crédit photo : Reuters",
    "Photo : AFP / Jean Martin",
    "Partagez cet article sur Facebook",
    "Il vous reste 3 articles gratuits ce mois-ci.",
    "Suivez-nous sur les réseaux sociaux !",
    "Cet article a été publié pour la première fois sur Politico.",
    "Tous droits réservés. Reproduction interdite.",
    "Nous utilisons des cookies pour vous offrir la meilleure expérience.",
    "© 2024 Le Courrier. Tous droits réservés.",
    "À lire également : Les cinq chiffres de la semaine",
    "Reportage complémentaire de Anna Kowalska à Varsovie",
]
FOREIGN = [
    "Los ministros han decidido que no van a cambiar la ley porque todavía hay muchas dudas",
    "Il governo ha deciso di non cambiare la legge perché ci sono ancora molti dubbi",
    "Die Regierung hat entschieden, das Gesetz nicht zu ändern, weil es noch viele Fragen gibt",
    "O governo decidiu que não vai mudar a lei porque ainda há muitas dúvidas",
    "The government has decided that it will not change the law because there are still many doubts",
]
VOWEL = "aeiouyàâéèêëîïôœuùûAEIOUÉÈÊ"


def _swap(text: str, pattern: str, replacement: Callable[[re.Match[str]], str], random: Random) -> str | None:
    """`text` with one match, chosen at random, replaced."""
    matches = list(re.finditer(pattern, text))
    if not matches:
        return None
    match = random.choice(matches)
    return text[: match.start()] + replacement(match) + text[match.end() :]


def _one_quotation(text: str) -> str | None:
    """The sentence in French typography, if it holds exactly one quotation."""
    if text.count('"') == 2:
        text = re.sub(r'"\s*([^"]*?)\s*"', "«\u00a0\\1\u00a0»", text)
    return text if text.count("«") == text.count("»") == 1 and not re.search("[“”\"]", text) else None


def quote_close_missing(text: str, random: Random) -> tuple[str, str] | None:
    """A quotation at the end of the line loses its closing mark."""
    truth = _one_quotation(text)
    match = re.search(r"(?<=[.!?…])\s»$", truth or "")
    return (truth, truth[: match.start()]) if truth and match else None


def quote_mixed(text: str, random: Random) -> tuple[str, str] | None:
    """A quotation opened in one style and closed in another."""
    truth = _one_quotation(text)
    if truth is None:
        return None
    opening, closing = random.choice([("“", " »"), ("« ", "”"), ("«", "»"), ("‹ ", " ›"), ("„", " »")])
    return truth, re.sub(r"«\s*", opening, re.sub(r"\s*»", closing, truth))


def bracket_leftover(text: str, random: Random) -> str | None:
    """An English auxiliary in brackets before the verb that translates it."""
    english = {"est": "is", "sont": "are", "était": "was", "a": "has", "ont": "have", "sera": "will be"}
    pattern = r"(?<=[a-zé] )(est|sont|était|a|ont|sera)(?= [a-zé])"
    return _swap(text, pattern, lambda match: f"[{english[match[1]]}] {match[1]}", random)


def name_case(text: str, random: Random) -> tuple[str, str] | None:
    """A name in the wrong case, added as a source at the end of the sentence."""
    name = random.choice(sorted(NAMES))
    if not text.endswith("."):
        return None
    return f"{text[:-1]}, selon {name}.", f"{text[:-1]}, selon {random.choice(NAMES[name])}."


def dash_glued(text: str, random: Random) -> tuple[str, str] | None:
    """A dash that lost the space on one side."""
    truth = _swap(text, r"(?<=[a-zé]{2}), (?=[a-zé]{2})", lambda match: " – ", random)
    return (truth, truth.replace(" – ", random.choice(["– ", " –"]))) if truth else None


def space_before_stop(text: str, random: Random) -> str | None:
    """A space before the final stop or before a comma."""
    return _swap(text, r"(?<=[a-zé])(?:, |\.$)", lambda match: " " + match[0], random)


def stop_glued(text: str, random: Random) -> str | None:
    """A sentence stuck to the stop of the one before."""
    return _swap(text, r"(?<=[a-zé]{3})\. (?=[A-ZÉ][a-zé]+ [a-zé])", lambda match: ".", random)


def words_glued(text: str, random: Random) -> str | None:
    """Two long words that lost the space between them."""
    pattern = r"(?<![\w’'-])([a-zéèêàç]{6,}) ([a-zéèêàç]{6,})(?![\w’'-])"
    return _swap(text, pattern, lambda match: match[1] + match[2], random)


def word_doubled(text: str, random: Random) -> str | None:
    """A function word that stands twice."""
    pattern = r"(?<= )(le|la|les|de|des|du|un|une|dans|pour|est|sont|à|et|que|sur|par)(?= [a-zé])"
    return _swap(text, pattern, lambda match: f"{match[1]} {match[1]}", random)


def elision_missing(text: str, random: Random) -> str | None:
    """An elision undone: d’un → de un."""
    full = {"d": "de", "l": "le", "qu": "que", "n": "ne", "s": "se", "j": "je"}
    pattern = r"(?<= )(d|qu|n|s|j)[’'](?=(?:un|une|elle|il|ils|elles|on|autres?|ici|ailleurs|être|avoir|est|ont|au)\b)"
    return _swap(text, pattern, lambda match: full[match[1]] + " ", random)


def capital_spurious(text: str, random: Random) -> str | None:
    """A capital on the function word after a comma."""
    pattern = r"(?<=[a-zé], )(le|la|les|il|elle|ils|mais|qui|avec|dans|pour|ce|cette|une|un)(?= [a-zé]{4,})"
    return _swap(text, pattern, lambda match: match[1].capitalize(), random)


def capital_missing(text: str, random: Random) -> str | None:
    """No capital at the start of the line."""
    return text[0].lower() + text[1:] if re.match(r"(Le|La|Les|Il|Elle|Un|Une|Dans|Pour|Ce|Cette|Mais)\b", text) else None


def _with_number(text: str, right: str, wrong: str) -> tuple[str, str] | None:
    return (f"{text[:-1]}, soit {right}.", f"{text[:-1]}, soit {wrong}.") if re.search(r"[a-zé]\.$", text) else None


def thousand_millions(text: str, random: Random) -> tuple[str, str] | None:
    """"12 milliards" with the habits of a language that counts in thousands of millions."""
    count, currency = random.randint(2, 90), random.choice(["d'euros", "de dollars", "de pesos", "de francs suisses"])
    return _with_number(text, f"{count} milliards {currency}", f"{count} 000 millions {currency}")


def decimal_point(text: str, random: Random) -> tuple[str, str] | None:
    """An English decimal point before a unit."""
    whole, tenth = random.randint(1, 60), random.randint(1, 9)
    unit = random.choice(["%", "°C", "millions d'habitants", "kilomètres", "milliards d'euros", "kg", "points"])
    return _with_number(text, f"{whole},{tenth} {unit}", f"{whole}.{tenth} {unit}")


def thousands_comma(text: str, random: Random) -> tuple[str, str] | None:
    """An English comma between thousands, before a noun."""
    count = random.randint(2, 400)
    noun = random.choice(["salariés", "emplois", "habitants", "euros", "visiteurs", "tonnes", "logements"])
    return _with_number(text, f"{count} 000 {noun}", f"{count},000 {noun}")


def stop_doubled(text: str, random: Random) -> str | None:
    """A final stop that stands twice."""
    return text + random.choice([" .", "."]) if re.search(r"[a-zé]\.$", text) else None


def ellipsis_spaced(text: str, random: Random) -> str | None:
    """An ellipsis of spaced stops."""
    return re.sub(r"…|\.\.\.", " . . .", text, count=1) if re.search(r"[a-zé](…|\.\.\.)", text) else None


def mojibake(text: str, random: Random) -> str | None:
    """UTF-8 read as Windows-1252."""
    try:
        garbled = text.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return None
    return garbled if sum(text.count(letter) for letter in "éèàêçôîù") >= 2 else None


DAMAGE: dict[str, Injector] = {
    "quotes: closing mark missing": quote_close_missing,
    "quotes: mixed styles": quote_mixed,
    "brackets: leftover auxiliary": bracket_leftover,
    "names: wrong case": name_case,
    "spacing: glued dash": dash_glued,
    "spacing: glued words": words_glued,
    "spacing: before a stop": space_before_stop,
    "spacing: glued stop": stop_glued,
    "words: doubled": word_doubled,
    "words: elision": elision_missing,
    "capitals: spurious": capital_spurious,
    "capitals: missing": capital_missing,
    "numbers: thousand millions": thousand_millions,
    "numbers: decimal point": decimal_point,
    "numbers: thousands comma": thousands_comma,
    "sentences: doubled stop": stop_doubled,
    "sentences: spaced ellipsis": ellipsis_spaced,
    "encoding: mojibake": mojibake,
}


def _clean(text: str, style: bool) -> str:
    clean = "\n".join(line for line in repair([text]).lines if line is not None)
    return clean if style else without_style(clean)


def measure_family(name: str, sentences: list[str], seed: int, show: int) -> Counter[str]:
    """How many sentences were damaged, repaired exactly, left damaged, made wrong."""
    inject, counts = DAMAGE[name], Counter()
    style = name.startswith("quotes")
    for sentence in sentences:
        injected = inject(sentence, Random(f"{seed}:{name}:{sentence}"))
        truth, damaged = injected if isinstance(injected, tuple) else (sentence, injected)
        if damaged is None or damaged == truth:
            continue
        result, want = _clean(damaged, style), _clean(truth, style)
        outcome = "exact" if result == want else "left" if without_style(result) == without_style(damaged) else "wrong"
        counts["damaged"] += 1
        counts[outcome] += 1
        if outcome != "exact" and counts["shown"] < show:
            counts["shown"] += 1
            print(f"  {outcome}: {damaged}\n      → {result}")
    return counts


def measure_false_edits(sentences: list[str], show: int) -> Counter[str]:
    """Applied edits on the clean sentences, by family, style aside."""
    counts = Counter()
    for sentence in sentences:
        result = repair([sentence])
        clean = result.lines[0]
        if not word_changes(without_style(sentence), None if clean is None else without_style(clean)):
            continue
        for edit in result.edits:
            if edit.category != "typography" and without_style(edit.before) != without_style(edit.after):
                counts[edit.category] += 1
                if sum(counts.values()) <= show:
                    place = sentence[max(0, edit.start - 30) : edit.end + 30]
                    print(f"  {edit.category}: {edit.before!r} → {edit.after!r} in {place!r} ({edit.rules[-1]})")
    return counts


def measure_lines(sentences: list[str], show: int) -> dict[str, tuple[int, int]]:
    """Adverts after an article: how many are dropped; foreign sentences: how many are found and left as they are."""
    dropped = found = 0
    for number, advert in enumerate(ADVERTS):
        article = sentences[number * 5 : number * 5 + 5]
        gone = repair([*article, advert]).lines[-1] is None
        dropped += gone
        if not gone and show:
            print(f"  not dropped: {advert}")
    for number, clause in enumerate(FOREIGN):
        line = f"{sentences[number]} {clause}, a-t-il dit."
        found += clause in (repair([line]).lines[0] or "")
    return {"boilerplate: dropped": (dropped, len(ADVERTS)), "stray language: untouched": (found, len(FOREIGN))}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="clean French, one sentence a line")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="only the first N sentences")
    parser.add_argument("--family", default="", help="only the families whose name contains this")
    parser.add_argument("--show", type=int, default=0, help="print up to N failures a family")
    arguments = parser.parse_args()
    sentences = [line for line in arguments.file.read_text(encoding="utf-8").splitlines() if line][: arguments.limit]
    print(f"{'family':32} {'damaged':>8} {'exact':>7} {'left':>6} {'wrong':>6}")
    for name in DAMAGE:
        if arguments.family in name:
            counts = measure_family(name, sentences, arguments.seed, arguments.show)
            shares = " ".join(f"{counts[kind] / max(1, counts['damaged']):>6.1%}" for kind in ("exact", "left", "wrong"))
            print(f"{name:32} {counts['damaged']:8} {shares}")
    if not arguments.family:
        for name, (right, all_) in measure_lines(sentences, arguments.show).items():
            print(f"{name:32} {all_:8} {right / all_:>6.1%}")
        false = measure_false_edits(sentences, arguments.show * 10)
        rate = 1000 * sum(false.values()) / len(sentences)
        print(f"false edits on {len(sentences)} clean sentences: {sum(false.values())} ({rate:.2f} a thousand) {dict(false)}")


if __name__ == "__main__":
    main()
