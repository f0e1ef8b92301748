"""Measures a package: quality, names, placeholders, numbers, unknown characters, speed.

Everything runs as it does in use: int8 through CTranslate2, beam 4, the package's own
SentencePiece model, target pieces joined with `▁` as the space.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
import unicodedata
import zipfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random

import ctranslate2
import sacrebleu
import sentencepiece

from . import data, names
from .data import Pair

MARK = re.compile(r"｟\d+｠")

TEMPLATES: list[str] = [
    "Hier, {a} a quitté la réunion sans répondre aux questions de {b}.",
    "La société {a} a annoncé mardi un partenariat avec {b}.",
    "Selon une enquête de {a}, les ventes de {b} ont baissé cette année.",
    "Le ministre a reçu {a} à son bureau avant de partir pour {b}.",
    "{a} a publié un long message pour défendre {b}.",
    "L’équipe de {a} travaille depuis deux ans avec celle de {b}.",
    "Les actionnaires reprochent à {a} d’avoir vendu ses parts à {b}.",
    "Pourquoi {a} refuse-t-il de parler de {b} ?",
    "Dans un entretien, {a} explique comment {b} a changé sa vie.",
    "Le tribunal a donné raison à {a}, mais {b} va faire appel.",
]
"""Sentences for the names test; none of them is used in training."""

NAMES: list[str] = (
    "Musk Altman OpenAI Anthropic Nadella Zuckerberg Bezos Trump Macron Zelensky Meloni Starmer "
    "Scholz Orbán Erdoğan Modi Trudeau Vidal Holborn Brennan Sutskever Murati Brockman Hassabis "
    "LeCun Bengio Hinton Karpathy Huang Nvidia TikTok ByteDance WhatsApp Instagram Spotify Uber "
    "Airbnb SpaceX Starlink Neuralink Tesla Palantir DeepMind DeepSeek Mistral Midjourney ChatGPT "
    "Copilot Gemini Llama Perplexity Huawei Xiaomi Alibaba Tencent Binance Coinbase Ethereum "
    "Shopify Stripe Klarna Revolut Deliveroo Zalando Vestager Breton Lagarde Draghi Barnier "
    "Mélenchon Bardella Attal Philippe Glucksmann Ruffin Wagenknecht Habeck Baerbock Weidel "
    "Sánchez Feijóo Abascal Puigdemont Tusk Kaczyński Fico Babiš Pavel Rutte Wilders Kallas "
    "Lula Bolsonaro Milei Boric Petro Maduro Sheinbaum Ardern Albanese Kishida Ishiba Marcos "
    "Duterte Widodo Prabowo Navalny Prigozhin Shoigu Lavrov Medvedev Kadyrov Lukashenko "
    "Tsikhanouskaya Netanyahu Gallant Sinwar Haniyeh Nasrallah Khamenei Raisi Pezeshkian "
    "Swiatek Alcaraz Sinner Medjedovic Mbappé Haaland Bellingham Yamal Osimhen Salah Kvaratskhelia "
    "Verstappen Leclerc Pogačar Vingegaard Lyles Duplantis Bruni Vilcek Quenneville Ashgabat "
    "Reykjanes Kharkiv Zaporijjia Bakhmout Rafah Gangnam Shenzhen Chengdu Bengaluru Lviv Šefčovič"
).split()
"""Names of people, firms and places, most of them newer than the training text."""


@dataclass
class Quality:
    """One test set."""

    bleu: float
    chrf: float
    bleu_signature: str
    chrf_signature: str
    sentences: int
    words_per_second: float


@dataclass
class Report:
    package: str
    size_mb: float
    load_seconds: float
    quality: dict[str, Quality] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)


class Translator:
    """A package ready to translate."""

    def __init__(self, package: Path, beam: int = 4, cores: int = 2) -> None:
        self.beam = beam
        with tempfile.TemporaryDirectory() as folder:
            with zipfile.ZipFile(package) as archive:
                archive.extractall(folder)
            root = next(Path(folder).iterdir())
            began = time.perf_counter()
            self.metadata = json.loads((root / "metadata.json").read_text(encoding="utf-8"))
            self.into_french = self.metadata["to_code"] == "fr"
            self.segmenter = sentencepiece.SentencePieceProcessor(
                model_file=str(root / "sentencepiece.model")
            )
            self.model = ctranslate2.Translator(
                str(root / "model"), compute_type="int8", inter_threads=cores, intra_threads=1
            )
        self.load_seconds = time.perf_counter() - began

    def __call__(self, sentences: list[str]) -> list[str]:
        pieces = self.segmenter.encode(sentences, out_type=str)
        results = self.model.translate_batch(
            pieces,
            beam_size=self.beam,
            max_batch_size=1024,
            batch_type="tokens",
            max_decoding_length=250,
        )
        return ["".join(r.hypotheses[0]).replace("▁", " ").strip() for r in results]


def plain(text: str) -> str:
    """French with straight apostrophes and plain spaces: their style is set after the translation."""
    return re.sub("[\u00a0\u202f]", " ", text.replace("’", "'"))


def quality(translator: Translator, pairs: list[Pair]) -> tuple[Quality, list[str]]:
    sources = [s for s, _ in pairs]
    began = time.perf_counter()
    output = translator(sources)
    seconds = time.perf_counter() - began
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    styled = plain if translator.into_french else str
    hypotheses, references = [styled(t) for t in output], [[styled(t) for _, t in pairs]]
    bleu_score = bleu.corpus_score(hypotheses, references).score
    chrf_score = chrf.corpus_score(hypotheses, references).score
    words = sum(len(s.split()) for s in sources)
    measured = Quality(
        round(bleu_score, 2),
        round(chrf_score, 2),
        str(bleu.get_signature()),
        str(chrf.get_signature()),
        len(pairs),
        round(words / seconds),
    )
    return measured, output


def share(part: int, whole: int) -> float:
    return part / max(1, whole)


def contains(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def name_tests(
    pairs: list[Pair], unseen: list[str], count: int = 200, into_french: bool = False
) -> list[tuple[str, list[str]]]:
    """Sentences with names: half from templates, half by swapping the names of real ones; in English only these."""
    chance = Random(7)
    tests: list[tuple[str, list[str]]] = []
    while len(tests) < count // 2 and not into_french:
        a, b = chance.sample(unseen, 2)
        tests.append((TEMPLATES[len(tests) % len(TEMPLATES)].format(a=a, b=b), [a, b]))
    ordinary = names.ordinary_words(pairs, least=1)
    for foreign, english in pairs:
        spans = names.find_names(foreign, english, ordinary)
        if spans and len(tests) < count:
            new = chance.sample(unseen, len(spans))
            changes = [(span, name, name) for span, name in zip(spans, new, strict=True)]
            tests.append((names.replace((foreign, english), changes)[into_french], new))
    return tests


def protected(pairs: list[Pair], marks: list[str]) -> list[Pair]:
    """Pairs whose common names and numbers are replaced by placeholders."""
    ordinary = names.ordinary_words(pairs, least=1)
    result = []
    for pair in pairs:
        spans = sorted(
            names.find_names(*pair, ordinary) + names.find_numbers(*pair), key=lambda s: s.foreign
        )[: len(marks)]
        changes = [(span, mark, mark) for span, mark in zip(spans, marks, strict=False)]
        if changes:
            result.append(names.replace(pair, changes))
    return result


def placeholder_rates(translator: Translator, pairs: list[Pair]) -> dict[str, float]:
    """Share of placeholders and of sentences that come through exactly once each, and of
    sentences whose placeholders stand in the reference's order."""
    tests = protected(pairs, translator.metadata["placeholders"])
    if translator.into_french:
        tests = [(english, french) for french, english in tests]
    output = translator([s for s, _ in tests])
    right = total = whole = ordered = 0
    for (source, reference), text in zip(tests, output, strict=True):
        wanted, got = MARK.findall(source), MARK.findall(text)
        once = sum(got.count(mark) == 1 for mark in wanted)
        right += once
        total += len(wanted)
        whole += sorted(got) == sorted(wanted)
        ordered += got == MARK.findall(reference)
    return {
        "placeholders exactly once": share(right, total),
        "sentences with all placeholders exactly once": share(whole, len(tests)),
        "sentences with placeholders in the reference's order": share(ordered, len(tests)),
    }


ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th)\b")


def values_in(text: str, french: bool) -> list[float]:
    """The numbers in digits of a text; 7th is 7."""
    if french:
        found = (re.sub(r"[^\d,]", "", match[0]) for match in names.FRENCH_NUMBER.finditer(text))
        return [float(number.replace(",", ".")) for number in found]
    found = (match[0].replace(",", "") for match in names.ENGLISH_NUMBER.finditer(ORDINAL.sub(r"\1", text)))
    return [float(number) for number in found]


def number_rate(pairs: list[Pair], output: list[str], into_french: bool) -> float:
    """Of the numbers in digits that both sides share, how many the output has."""
    right = total = 0
    for (foreign, english), text in zip(pairs, output, strict=True):
        values = values_in(text, into_french)
        for span in names.find_numbers(foreign, english):
            total += 1
            right += float(english[slice(*span.english)].replace(",", "")) in values
    return share(right, total)


def printable_probe() -> list[str]:
    """A sentence around every printable character of the first two planes, ten at a time."""
    characters = [
        chr(code)
        for code in range(0x21, 0x20000)
        if chr(code).isprintable() and unicodedata.category(chr(code)) != "Co"
    ]
    chance = Random(5)
    chosen = [c for c in characters if ord(c) < 0x600] + chance.sample(characters, 1500)
    groups = ["".join(chosen[i : i + 10]) for i in range(0, len(chosen), 10)]
    return [f"Le mot {group} est écrit ici." for group in groups]


def measure(package: Path, devtest: Path, corpus: list[Path], outputs: Path | None) -> Report:
    translator = Translator(package)
    report = Report(
        package.name, round(package.stat().st_size / 1e6, 1), round(translator.load_seconds, 3)
    )
    back = translator.into_french
    read, written = translator.metadata["from_code"], translator.metadata["to_code"]
    sets = {
        name: list(zip(data.read_lines(devtest / a), data.read_lines(devtest / b), strict=True))
        for name, a, b in (
            ("flores-dev", f"flores-dev.{read}", f"flores-dev.{written}"),
            ("wmt13", f"wmt13.{read}", f"wmt13.{written}"),
            ("flores-dev es", "flores-dev.es", f"flores-dev.{written}"),
        )
    }
    # French first, English second, whichever way it goes: that is how names and numbers are looked for.
    flores, wmt13 = (
        [(b, a) for a, b in sets[name]] if back else sets[name] for name in ("flores-dev", "wmt13")
    )
    translator([s for s, _ in sets["flores-dev"][:32]])
    unknown = 0
    outputs_of: list[list[str]] = []
    for name, pairs in sets.items():
        report.quality[name], output = quality(translator, pairs)
        unknown += sum("<unk>" in line for line in output)
        outputs_of.append(output)
        if outputs:
            outputs.mkdir(parents=True, exist_ok=True)
            (outputs / f"{name.replace(' ', '-')}.txt").write_text("\n".join(output) + "\n")
    for name, pairs, output in (("flores-dev", flores, outputs_of[0]), ("wmt13", wmt13, outputs_of[1])):
        report.rates[f"numbers right in value, {name}"] = number_rate(pairs, output, back)

    unseen = list(dict.fromkeys(NAMES))
    if corpus:
        words = {
            w
            for path in corpus
            for _, french, english in data.read_rows(path)
            for w in re.findall(r"\w+", french + " " + english)
        }
        unseen = [name for name in unseen if name not in words]
    report.counts["names not in the training text"] = len(unseen)
    tests = name_tests(flores, unseen, into_french=back)
    output = translator([sentence for sentence, _ in tests])
    unknown += sum("<unk>" in line for line in output)
    found = [
        contains(n, text) for (_, wanted), text in zip(tests, output, strict=True) for n in wanted
    ]
    report.rates["unseen names letter for letter"] = share(sum(found), len(found))
    if not back:
        half = sum(len(wanted) for _, wanted in tests[:100])
        report.rates["of them, in templates"] = share(sum(found[:half]), half)
        report.rates["of them, in swapped flores-dev"] = share(sum(found[half:]), len(found) - half)
    if outputs:
        lines = [f"{s}\t{t}" for (s, _), t in zip(tests, output, strict=True)]
        (outputs / "names.tsv").write_text("\n".join(lines) + "\n")

    if translator.metadata.get("placeholders"):
        report.rates |= placeholder_rates(translator, flores)
    probe = printable_probe()
    unknown += sum("<unk>" in line for line in translator(probe))
    report.counts["outputs with <unk>"] = unknown
    report.counts["outputs looked at for <unk>"] = (
        sum(map(len, sets.values())) + len(tests) + len(probe)
    )
    report.rates = {name: round(rate, 4) for name, rate in report.rates.items()}
    return report


def main(arguments: list[str] | None = None) -> None:
    options = argparse.ArgumentParser(prog="training.evaluate", description=__doc__)
    options.add_argument("package", type=Path)
    options.add_argument("--devtest", type=Path, required=True)
    options.add_argument(
        "--corpus", type=Path, nargs="*", default=[], help="training pairs, to be sure names are unseen"
    )
    options.add_argument("--outputs", type=Path, help="folder for the translations")
    a = options.parse_args(arguments)
    report = measure(a.package, a.devtest, a.corpus, a.outputs)
    json.dump(asdict(report), sys.stdout, indent=1, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
