"""The pages in a real browser: filters, keys, links to lines, hostile text, and no request to anywhere."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Edit, Flag, Segment
from pipeline.report.html import document_html, write_document_html, write_report_html
from pipeline.report.summary import DocumentRecord, Quarantined, summarise

EVIL = (
    "</script><script>window.pwned=1</script><img src=x onerror='window.pwned=1'>\u2028\u202e<b>\"'`--><!-- "
    "]]></style></title></textarea><svg onload=window.pwned=1> {{7*7}} \x00\x1b[31m &lt;"
)
LINES = (
    "Le patron de Openai a parlé\u2028.",
    "",
    "“Oui”, dit-il. Il a vu vu le film.",
    "Abonnez-vous à notre lettre.",
    "Une phrase sans rien à redire.",
)


def find(line: int, before: str, after: str, rule: str, *, applied: bool = True) -> Edit:
    start = LINES[line - 1].index(before)
    category = rule.split(".")[0]
    why = f"The reason of {rule}."
    return Edit(line, start, start + len(before), before, after, (rule,), category, why, 0.93, applied)


EDITS = (
    find(1, "Openai", "OpenAI", "names.case"),
    find(3, "“", "«\u00a0", "quotes.style"),
    find(3, "”", "\u00a0»", "quotes.style"),
    find(3, "vu vu", "vu", "words.doubled"),
    Edit(4, 0, len(LINES[3]), LINES[3], "", ("boilerplate.prompt",), "boilerplate", "A prompt to subscribe.", 0.99),
)
PROPOSALS = (find(5, "redire", "dire", "words.guess", applied=False),)
SEGMENTS = (
    Segment("a", 1, 0, LINES[0], "Le patron de OpenAI a parlé\u2028.", "The head of OpenAI spoke."),
    Segment(
        "a", 3, 0, "", "«\u00a0Oui\u00a0», dit-il.", "“Yes”, he says.", "fr", "flagged", (Flag("numbers", 0.5, 1.0),)
    ),
    Segment("a", 3, 1, "", "Il a vu le film.", "He saw the film."),
    Segment("a", 5, 0, "", LINES[4], "Ein Satz.", "fr", "rejected", (Flag("wrong-language-en", "de", "en"),)),
)
DOCUMENT = Document("a", "a.txt", LINES, "0" * 64, title="Le film")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Headless Chromium of the system; without one the tests are passed over, but not where it was promised."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (chromium and chromedriver):
        missing = "no Chromium here: install the packages chromium and chromium-driver"
        (pytest.fail if os.environ.get("BITEXTE_TEST_TOOLS") == "required" else pytest.skip)(missing)
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    profile = tmp_path_factory.mktemp("profile")
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    options.add_argument("--window-size=1400,1000")
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(chromedriver))
    yield driver
    driver.quit()


@pytest.fixture
def article(browser: Any, tmp_path: Path) -> Any:
    path = tmp_path / "diff.html"
    write_document_html(path, DOCUMENT, EDITS, PROPOSALS, SEGMENTS)
    browser.get(path.as_uri())
    browser.execute_script("localStorage.clear()")
    return browser


def press(browser: Any, *keys: str) -> None:
    from selenium.webdriver import ActionChains

    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def visible(browser: Any, selector: str) -> list[str]:
    """The texts of the elements that can be seen."""
    script = (
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).map(e => e.textContent)"
    )
    return browser.execute_script(script, selector)


def click(browser: Any, selector: str) -> None:
    browser.find_element("css selector", selector).click()


def choose(browser: Any, name: str, value: str) -> None:
    click(browser, f"#{name} option[value='{value}']")


def requests(browser: Any) -> list[str]:
    """Every address that the page asked for, the page itself left out."""
    messages = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    sent = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    return [url for url in sent if not url.startswith("data:") and not url.endswith("html") and "html#" not in url]


def test_the_page_shows_raw_clean_and_english_by_sentence(article: Any) -> None:
    assert visible(article, "#l3 .fr") == ["«\u00a0Oui\u00a0», dit-il. ", "Il a vu le film."]
    assert visible(article, "#l3 .raw") == ["“Oui”, dit-il. ", "Il a vu vu le film."]
    assert "numbers 0.5 (threshold 1)" in visible(article, "#l3 .flags")[0]
    assert visible(article, "#l4 del") == [LINES[3]]
    struck = "return getComputedStyle(document.querySelector('#l4 del')).textDecorationLine"
    assert article.execute_script(struck) == "line-through"


def test_filters_leave_what_fits_and_reset_brings_all_back(article: Any) -> None:
    every = visible(article, ".s")
    click(article, "[data-family=names]")
    assert visible(article, ".s .fr") == ["Le patron de OpenAI a parléU+2028."]
    click(article, "#reset")
    assert visible(article, ".s") == every
    choose(article, "rule", "words.guess")
    assert visible(article, ".s .fr") == [LINES[4]]
    choose(article, "rule", "")
    choose(article, "state", "flagged")
    assert len(visible(article, ".s")) == 1
    choose(article, "flag", "wrong-language-en")
    assert visible(article, ".s") == [] and "No sentence" in visible(article, "#none")[0]
    choose(article, "state", "rejected")
    assert visible(article, ".s .en")[0].startswith("Ein Satz.")


def test_typography_is_folded_until_asked_for(article: Any) -> None:
    background = "return getComputedStyle(document.querySelector('#l3 ins.typography')).backgroundColor"
    folded = article.execute_script(background)
    press(article, "t")
    assert article.execute_script(background) != folded == "rgba(0, 0, 0, 0)"
    press(article, "t")
    assert article.execute_script(background) == folded


def test_keys_walk_the_changes_and_tell_the_reason(article: Any) -> None:
    press(article, "j")
    assert "The reason of names.case." in visible(article, "#note")[0] and "93 %" in visible(article, "#note")[0]
    press(article, "j")
    assert "words.doubled" in visible(article, "#note")[0]
    assert article.execute_script("return document.activeElement.getAttribute('aria-describedby')") == "note"
    press(article, "k")
    assert "names.case" in visible(article, "#note")[0]
    press(article, "\ue00c")
    assert visible(article, "#note") == []
    press(article, "?")
    assert "next change" in visible(article, "#keys")[0]
    press(article, "\ue00c")
    assert visible(article, "#keys") == []
    press(article, "f")
    assert article.execute_script("return document.activeElement.dataset.s") == "flagged"


def test_search_folds_accents_and_case(article: Any) -> None:
    press(article, "/")
    press(article, *"PARLE")
    press(article, "\ue007")
    assert [text[:9] for text in visible(article, ".s .fr")] == ["Le patron"]
    assert article.execute_script("return CSS.highlights.get('found').size") == 2
    press(article, "\ue00c")
    assert len(visible(article, ".s")) == 5


def test_a_link_to_a_line_shows_it_even_if_filtered_away(article: Any) -> None:
    click(article, "[data-family=names]")
    assert not visible(article, "#l5")
    article.execute_script("location.hash = '#l5'")
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(article, 5).until(lambda _: visible(article, "#l5"))
    assert article.execute_script("return document.querySelector(':target').id") == "l5"


def test_a_link_to_a_line_of_a_long_article_lands_on_it(browser: Any, tmp_path: Path) -> None:
    lines = tuple(f"{number}. " + "Une phrase assez longue. " * (number % 40 + 1) for number in range(600))
    write_document_html(tmp_path / "diff.html", Document("a", "a.txt", lines, "0" * 64), [], [], [])
    browser.get((tmp_path / "diff.html").as_uri() + "#l400")
    top = browser.execute_script("return document.querySelector('#l400').getBoundingClientRect().top")
    assert 0 <= top < browser.execute_script("return innerHeight") / 2


def test_columns_theme_and_a_narrow_window(article: Any) -> None:
    click(article, "[data-column=raw]")
    assert not visible(article, ".s .raw") and visible(article, ".s .fr")
    colour = "return getComputedStyle(document.body).backgroundColor"
    light = article.execute_script(colour)
    press(article, "d")
    assert article.execute_script(colour) != light
    article.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    )
    try:
        assert article.execute_script("return document.documentElement.scrollWidth") <= 390
    finally:
        article.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_hostile_text_is_shown_and_never_run(browser: Any, tmp_path: Path) -> None:
    edit = Edit(1, 0, 3, EVIL[:3], EVIL, (EVIL,), "names", EVIL, 0.9)
    offered = Edit(2, 0, 5, EVIL[:5], EVIL, ("names.a",), "names", EVIL, 0.3, False)
    clean = EVIL + EVIL[3:]
    segment = Segment(EVIL, 1, 0, EVIL, clean, EVIL, EVIL, "flagged", (Flag(EVIL, EVIL, EVIL),))
    document = Document(EVIL, EVIL, (EVIL, EVIL), "0" * 64, title=EVIL, date=EVIL)
    write_document_html(tmp_path / "diff.html", document, [edit], [offered], [segment])
    record = DocumentRecord(EVIL, EVIL, EVIL, 2, [edit, offered], [segment])
    write_report_html(
        tmp_path / "report.html",
        summarise(
            [record], [Quarantined(EVIL, EVIL)], model={EVIL: EVIL}, configuration={"a": {EVIL: [EVIL]}}
        ),
    )
    for name in ("diff.html", "report.html"):
        browser.get_log("performance")
        browser.get_log("browser")
        browser.get((tmp_path / name).as_uri())
        press(browser, "j", "k", "t")
        assert browser.execute_script("return window.pwned") is None
        assert browser.execute_script("return document.querySelectorAll('img, [onload], [onerror]').length") == 0
        assert browser.execute_script("return document.querySelectorAll('script:not([type])').length") == 1
        shown = browser.execute_script("return document.body.textContent")
        assert "<img src=x onerror='window.pwned=1'>" in shown and "\u202e" not in browser.execute_script(
            "return document.querySelector('main, #text').textContent"
        )
        assert requests(browser) == []
        assert [entry["message"] for entry in browser.get_log("browser")] == []


def test_the_policy_stops_what_is_put_into_the_page(article: Any) -> None:
    article.get_log("performance")
    article.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.pwned = 1'; document.body.append(s);"
        "const i = new Image(); i.src = 'http://127.0.0.1:9/x.png'; document.body.append(i);"
        "fetch('http://127.0.0.1:9/y').catch(() => {})"
    )
    assert article.execute_script("return window.pwned") is None
    refused = " ".join(entry["message"] for entry in article.get_log("browser"))
    assert refused.count("Content Security Policy") >= 3


def batch(number: int) -> Any:
    records = [
        DocumentRecord(f"d{place:04}", f"Titre numéro {place}", "fr", 5, [*EDITS, *PROPOSALS], SEGMENTS)
        if place % 2
        else DocumentRecord(f"d{place:04}", "Rien", "fr", 5, [], [])
        for place in range(number)
    ]
    return summarise(records, [Quarantined("photo.jpg", "binary, not text")])


def test_the_batch_page_searches_sorts_and_links(browser: Any, tmp_path: Path) -> None:
    write_report_html(tmp_path / "report.html", batch(6))
    browser.get((tmp_path / "report.html").as_uri())
    assert "binary, not text" in visible(browser, ".quarantine li")[0]
    assert (
        browser.find_element("css selector", ".documents a").get_attribute("href").endswith("documents/d0000/diff.html")
    )
    click(browser, "#trouble")
    assert visible(browser, ".documents .id") == ["d0001", "d0003", "d0005"]
    click(browser, "#trouble")
    heads = browser.find_elements("css selector", ".documents .sort")
    next(head for head in heads if head.text.startswith("Changes")).click()
    assert visible(browser, ".documents .id")[:3] == ["d0001", "d0003", "d0005"]
    press(browser, "/")
    press(browser, *"numero 3")
    assert visible(browser, ".documents .id") == ["d0003"]


def test_large_pages_are_whole(browser: Any, tmp_path: Path) -> None:
    """A batch of 1,000 documents and an article of 200 kB: everything is there."""
    from selenium.webdriver.support.wait import WebDriverWait

    write_report_html(tmp_path / "report.html", batch(1000))
    lines = LINES * 1700
    edits = [
        Edit(**{**edit.to_json(), "rules": edit.rules, "line": edit.line + 5 * n})
        for n in range(1700)
        for edit in EDITS
    ]
    segments = [
        Segment("a", s.line + 5 * n, s.index, s.fr_raw, s.fr, s.en, s.language, s.status, s.flags)
        for n in range(1700)
        for s in SEGMENTS
    ]
    long = Document("a", "a.txt", lines, "0" * 64)
    assert len(long.text.encode()) > 200_000
    write_document_html(tmp_path / "diff.html", long, edits, [], segments)
    browser.get((tmp_path / "report.html").as_uri())
    assert browser.execute_script("return document.querySelectorAll('tbody tr').length") >= 1000
    browser.get((tmp_path / "diff.html").as_uri())
    WebDriverWait(browser, 60).until(lambda page: page.execute_script("return document.readyState") == "complete")
    last = max(edit.line for edit in edits)
    found = browser.execute_script("return [...document.querySelectorAll('section.p')].map(s => s.id)")
    assert f"l{last}" in found, found[-3:]


def test_equal_input_gives_equal_pages() -> None:
    assert document_html(DOCUMENT, EDITS, PROPOSALS, SEGMENTS) == document_html(
        DOCUMENT, reversed(EDITS), PROPOSALS, tuple(reversed(SEGMENTS))
    )
