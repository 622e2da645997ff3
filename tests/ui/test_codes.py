# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The reference of codes, as a screen reader and a keyboard have it: search a number, a status, a word; open an entry and read it; wide
and narrow. Needs no server."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import case, check, check_equal  # noqa: E402
from window import Atspi, GLib, Window, text_of, wait_until  # noqa: E402

REFUSED = "The server refuses for good"


def go_there(window):
    """By the switcher; the search field has the focus then."""
    window.press("Codes", ("page tab", "toggle button", "radio button", "push button"))
    wait_until(lambda: focused(window), "the focus in the search field")


def focused(window):
    return has_focus(window, "Search the codes")


def has_focus(window, name):
    """Whether the focus is at a node whose name begins so."""
    return any(node.get_name().startswith(window.tr(name)) for node in window.nodes() if has(node, Atspi.StateType.FOCUSED))


def has(node, state):
    try:
        return node.get_state_set().contains(state)
    except GLib.Error:
        return False


def listed(window):
    """The numbers in the list."""
    nodes = window.find("Codes; select one to have it explained")
    found = (node.get_name().split(",")[0] for node in window.nodes(nodes) if node.get_role_name() == "list item") if nodes else ()
    return [number for number in found if number[-1:].isdigit()]


def search(window, words, expected):
    """From all codes on, so that what was found before cannot be taken for it."""
    window.keys("ctrl+f", "BackSpace")
    wait_until(lambda: len(listed(window)) > 150, "all codes")
    window.type(words)
    wait_until(lambda: expected(listed(window)), f"the list for “{words}”: {listed(window)}")


@case("German: 550 is found, opened and read, digit by digit")
def by_number():
    with Window("de") as window:
        go_there(window)
        check(len(listed(window)) > 150, f"all codes are listed: {len(listed(window))}")
        search(window, "550", lambda list: list == ["550"])
        window.wait_for_text(REFUSED)
        window.keys("Return")
        window.screenshot("codes-550-de")
        page = window.wait_for("What the code means")
        texts = "\n".join(text for node in window.nodes(page) for text in (node.get_name(), text_of(node)) if text)
        for words in ("The code, digit by digit", "Possible causes", "What to do", "Where this is written"):
            check(window.tr(words) in texts, f"“{window.tr(words)}” stands on the page")
        waiting = window.tr("Waiting does not help: something must be changed.")
        for words in ("550", window.tr("You"), waiting, "RFC 5321", "www.rfc-editor.org"):
            check(words in texts, f"“{words}” stands on the page")
        first = window.tr("5 – refused for good: the same command will fail again").split(" – ")[1]
        check(f"5: {first}" in texts, f"the first digit says “{first}”")


@case("beginnings of numbers and statuses find what begins so")
def by_beginning():
    with Window("en") as window:
        go_there(window)
        search(window, "55", lambda list: list and all(number.startswith("55") for number in list) and "550" in list)
        search(window, "5.1", lambda list: list and all(number.startswith("X.1") for number in list) and "X.1.1" in list)
        search(window, "X.1.1", lambda list: list[:1] == ["X.1.1"] and "X.1.10" in list)
        window.wait_for_text("stands for 2 (done), 4 (refused for now) or 5 (refused for good)")
        window.screenshot("codes-status-en")


@case("German: a word finds entries, whichever way its umlauts are written")
def by_word():
    with Window("de") as window:
        go_there(window)
        search(window, "postfach", lambda list: 3 < len(list) < 100 and "552" in list)
        found = listed(window)
        search(window, "POSTFACH", lambda list: list == found)
        search(window, "endgültig", lambda list: 0 < len(list) < 100 and "550" in list)
        found = listed(window)
        search(window, "endgueltig", lambda list: list == found)
        search(window, "ENDGULTIG", lambda list: list == found)
        search(window, "endgültig xyz", lambda list: list == [])
        window.wait_for_text("No such code")
        window.keys("Escape")
        wait_until(lambda: len(listed(window)) > 150, "all codes again")


@case("the keyboard goes down into the list, along it, and back to the search")
def by_keyboard():
    with Window("en") as window:
        go_there(window)
        search(window, "45", lambda list: list[:2] == ["450", "451"])
        window.keys("Down", "Down")
        page = window.wait_for("What the code means")
        wait_until(lambda: any(text_of(node) == "451" for node in window.nodes(page)), "the page of 451")
        window.keys("ctrl+f")
        wait_until(lambda: focused(window), "the focus in the search field")


@case("narrow: the page replaces the list, Alt+Left brings it back")
def narrow():
    with Window("de", size=(360, 780)) as window:
        go_there(window)
        search(window, "5.1.1", lambda list: list[:1] == ["X.1.1"])
        window.screenshot("codes-narrow-list-de")
        window.keys("Return")
        wait_until(lambda: has_focus(window, "All codes"), "the page, its way back focused")
        window.screenshot("codes-narrow-page-de")
        window.keys("alt+Left")
        wait_until(lambda: has_focus(window, "X.1.1, "), "the list again, the code still focused")
        check(listed(window)[:1] == ["X.1.1"], "the search stays as it was")


@case("every control of the page has a name, and its buttons say what they open")
def names():
    with Window("en", dark=True) as window:
        go_there(window)
        search(window, "535", lambda list: list == ["535"])
        page = window.wait_for("What the code means")
        buttons = [node for node in window.nodes(page) if node.get_role_name() == "push button"]
        check(len(buttons) >= 2, "copy and at least one page")
        check_equal([node.get_role_name() for node in buttons if not node.get_name()], [], "buttons without a name")
        said = [node.get_description() for node in buttons if node.get_name() == "Open in browser…"]
        check(said and all("www.rfc-editor.org" in words or "." in words for words in said), f"hosts are said: {said}")
        window.press("Copy this page")
        window.screenshot("codes-535-dark-en")
        window.keys("ctrl+f", "ctrl+v")
        entry = window.wait_for("Search the codes")
        wait_until(lambda: text_of(entry).startswith("535 – "), "the page, pasted into the search field")


tap.run()
