"""The review in a real browser, on the real server: keys, buttons, forms, and what they do to the next run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.review.store import read_always, read_decisions
from test_report_browser import EVIL, browser, click, press, visible
from test_review_server import clean, config, english, first, run, serving, site

#: Fixtures of other modules are known by being named here.
__all__ = ["browser", "first", "site"]

ENTER, ESCAPE = "\ue007", "\ue00c"


@contextmanager
def opened(browser: Any, site: Path, name: str = "a", settings: Any = None) -> Iterator[Any]:
    """The page of a document, of which the browser has nothing to complain at the end."""
    with serving(site, settings) as server:
        browser.get_log("browser")
        browser.get(f"{server.address}documents/{name}/")
        yield browser
        assert [entry["message"] for entry in browser.get_log("browser")] == []
        browser.get("about:blank")


def until(browser: Any, true: Any) -> None:
    from selenium.webdriver.support.wait import WebDriverWait

    WebDriverWait(browser, 30).until(lambda _: true())


def french(browser: Any, line: int) -> str:
    return "".join(visible(browser, f"#l{line} .fr"))


def test_keys_reject_accept_and_undo_and_the_next_run_obeys(browser: Any, site: Path) -> None:
    with opened(browser, site):
        press(browser, "j")
        assert "names.case" in visible(browser, "#told")[0] and visible(browser, "#note") == []
        press(browser, "r")
        until(browser, lambda: "Openai" in french(browser, 1))
        assert "rejected by a reviewer" in visible(browser, "#facts")[0]
        assert "waits for its English" in visible(browser, "#l1 .waits")[0]
        press(browser, "j")
        assert "words.doubled" in visible(browser, "#told")[0]
        press(browser, "r")
        until(browser, lambda: "le le film" in french(browser, 3))
        press(browser, "a")
        until(browser, lambda: "le film" in french(browser, 3) and "le le" not in french(browser, 3))
        assert len(read_decisions(site / "review", "a")) == 2
    run(site)
    assert "d’Openai" in clean(site) and "Il a vu le film" in clean(site)
    with opened(browser, site):
        assert "Openai" in french(browser, 1), "the page of a new server knows the decision"
        press(browser, "j", "u")
        until(browser, lambda: "OpenAI" in french(browser, 1))
    run(site)
    assert "d’OpenAI" in clean(site)


def test_a_proposal_is_accepted_with_a_click(browser: Any, site: Path) -> None:
    careful = replace(config(site), repair=replace(config(site).repair, min_confidence=0.96))
    run(site, careful)
    assert "d’Openai" in clean(site)
    with opened(browser, site, settings=careful):
        click(browser, "#l1 mark.maybe[tabindex]")
        assert "proposed, not applied" in visible(browser, "#told")[0]
        click(browser, "#accept")
        until(browser, lambda: "OpenAI" in french(browser, 1))
        assert browser.find_element("css selector", "#accept").get_attribute("aria-pressed") == "true"
    run(site, careful)
    assert "d’OpenAI" in clean(site)


def test_a_dropped_line_is_kept_and_a_kept_one_dropped(browser: Any, site: Path) -> None:
    with opened(browser, site):
        click(browser, "#l4 .gone")
        assert visible(browser, "#reject")[0].startswith("Keep the line")
        click(browser, "#reject")
        until(browser, lambda: "Abonnez-vous" in french(browser, 4))
        assert "kept by a reviewer" in french(browser, 4)
        browser.execute_script("document.querySelector('#l5 .pen').click()")
        until(browser, lambda: visible(browser, "form.hand"))
        next(b for b in browser.find_elements("css selector", "form.hand button") if b.text == "Drop this line").click()
        until(browser, lambda: visible(browser, "#l5 .gone"))
    run(site)
    assert "Abonnez-vous" in clean(site) and "Les ventes" not in clean(site)


def test_a_sentence_is_written_by_hand_in_both_languages(browser: Any, site: Path) -> None:
    with opened(browser, site):
        press(browser, "j", "j", "e")
        until(browser, lambda: visible(browser, "form.hand"))
        boxes = browser.find_elements("css selector", "form.hand textarea")
        assert boxes[0].get_attribute("value") == "Il a vu le film avec ses enfants."
        assert browser.switch_to.active_element == boxes[0]
        press(browser, "r", ESCAPE)
        assert not read_decisions(site / "review", "a"), "letters are text in the form; Esc throws it away"
        press(browser, "e")
        until(browser, lambda: visible(browser, "form.hand"))
        boxes = browser.find_elements("css selector", "form.hand textarea")
        for box, text in zip(boxes, ("Elle a vu le film <b>hier</b>.", "She saw the film yesterday."), strict=True):
            box.clear()
            box.send_keys(text)
        press(browser, ENTER)
        until(browser, lambda: "Elle a vu le film <b>hier</b>." in french(browser, 3))
        assert "She saw the film yesterday." in "".join(visible(browser, "#l3 .en"))
        assert not visible(browser, "form.hand") and not visible(browser, "#l3 .waits")
    run(site)
    assert "Elle a vu le film <b>hier</b>. La soirée" in clean(site)
    assert english(site, "a", "Elle a vu le film <b>hier</b>.") == "She saw the film yesterday."
    with opened(browser, site):
        click(browser, "#show-decisions")
        assert [text.split("line")[0].strip() for text in visible(browser, ".decisions li")] == [
            "French by hand",
            "English by hand",
        ]
        for _ in range(2):
            left = len(visible(browser, ".decisions li"))
            browser.find_element("css selector", "[data-undo]").click()
            until(browser, lambda left=left: len(visible(browser, ".decisions li")) < left)
        assert "Il a vu le film avec ses enfants." in french(browser, 3)
    run(site)
    assert "Il a vu le film avec ses enfants." in clean(site)


def test_never_for_a_name_and_translate_again(browser: Any, site: Path) -> None:
    with opened(browser, site):
        press(browser, "j", "w")
        assert [box.get_attribute("value") for box in browser.find_elements("css selector", "#choices input")] == [
            "Openai",
            "OpenAI",
        ]
        buttons = browser.find_elements("css selector", "#choices button")
        next(button for button in buttons if button.text.startswith("Never write")).click()
        until(browser, lambda: "Openai" in french(browser, 1))
        assert [each.verdict for each in read_always(site / "review")] == ["never"]
        before = "".join(visible(browser, "#l1 .en"))
        click(browser, "#run")
        until(browser, lambda: not visible(browser, ".waits"))
        assert before and "Translated" in visible(browser, "#said")[0]
    assert "d’Openai" in clean(site) and run(site).documents["processed"] == 0


def test_hostile_text_is_shown_and_never_run(browser: Any, site: Path) -> None:
    text = " ".join(EVIL.replace("\x00", "").replace("\x1b", "").split())
    (site / "in" / "a.txt").write_text(
        f"Le patron d’Openai {text} a parlé à la presse de son pays hier.\n\nIl a vu le le film {text} avec eux.\n\n"
        + "Les ventes ont beaucoup progressé cette année dans toute l’Europe, selon les chiffres du ministère.\n" * 9,
        encoding="utf-8",
    )
    assert not run(site).quarantined
    with opened(browser, site):
        for keys in ("jr", "jr", "ww"):
            press(browser, *keys)
            until(browser, lambda: not visible(browser, ".asking"))
        press(browser, ESCAPE, "e")
        until(browser, lambda: visible(browser, "form.hand"))
        box = browser.find_element("css selector", "form.hand textarea")
        browser.execute_script("arguments[0].value = arguments[1]", box, f"{EVIL} fin.")
        browser.execute_script("arguments[0].form.requestSubmit()", box)
        until(browser, lambda: not visible(browser, "form.hand"))
        click(browser, "#show-decisions")
        assert len(visible(browser, ".decisions li")) >= 2
        assert browser.execute_script("return window.pwned") is None
        assert browser.execute_script("return document.querySelectorAll('img, [onload], [onerror]').length") == 0
        assert "<img src=x onerror='window.pwned=1'>" in french(browser, 1)
        browser.refresh()
        assert browser.execute_script("return window.pwned") is None
    run(site)
    clean(site)


def test_it_fits_a_telephone_and_follows_the_list(browser: Any, site: Path) -> None:
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    try:
        with serving(site) as server:
            browser.get(server.address)
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
            click(browser, ".articles a")
            until(browser, lambda: visible(browser, "#dock"))
            press(browser, "j")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
            bottom = "return document.querySelector('#reject').getBoundingClientRect().bottom"
            assert browser.execute_script(bottom) <= 800
            press(browser, "e")
            until(browser, lambda: visible(browser, "form.hand"))
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 390
            click(browser, ".mark")
            until(browser, lambda: visible(browser, ".articles"))
            browser.get("about:blank")
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
