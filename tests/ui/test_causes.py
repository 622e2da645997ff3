# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Causes, questions and consent in the window: badges and evidence by keyboard, answers that move the ranking, others who are asked only
after the person agreed. The mail server is one that no way leads to; the others are listeners of this test on 127.0.0.0/8."""

import contextlib
import os
import socket
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import add_case, case, check, check_equal, check_in, check_within  # noqa: E402
from window import Atspi, Window, wait_until  # noqa: E402

OTHER = "127.0.0.9"
NOWHERE = "203.0.113.5"  # answered "unreachable" by tests/lab/enter
SILENT = "198.51.100.9"  # packets to it are lost
STATES = ("confirmed", "likely", "not tested", "ruled out")
CARD = "Others could tell more"
QUESTION = "Does sending with the same settings work from another network, for example by your mobile phone’s hotspot?"
PARTIES = """<?xml version="1.0" encoding="UTF-8"?>
<third-parties>
  <control-host name="Another provider" host="{0}" ports="25 465 587"/>
  <control-host name="A web site" host="{0}" ports="443"/>
  <block-list name="A list" host="bl.example.com" role="address" url="https://bl.example.com/">
    <answer value="127.0.0.2" reason="spam"/>
  </block-list>
  <portal name="A page" host="portal.example.com" url="http://portal.example.com/" expected="success"/>
</third-parties>
"""


class Others:
    """Third parties that count who calls."""

    def __init__(self, ports=(25, 465, 587, 443)):
        self.calls = 0
        self.listeners = [socket.create_server((OTHER, port)) for port in ports]
        for listener in self.listeners:
            threading.Thread(target=self._greet, args=(listener,), daemon=True).start()

    def _greet(self, listener):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listener.accept()
                self.calls += 1
                connection.sendall(b"220 other.example ESMTP\r\n")
                connection.close()

    def stop(self):
        for listener in self.listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()


@contextlib.contextmanager
def others(host=OTHER):
    """Listeners in place of the program's own list of third parties."""
    with tempfile.NamedTemporaryFile("w", suffix=".xml", encoding="utf-8") as file:
        file.write(PARTIES.format(host))
        file.flush()
        os.environ["OD_THIRD_PARTIES"] = file.name
        listening = Others()
        try:
            yield listening
        finally:
            listening.stop()
            del os.environ["OD_THIRD_PARTIES"]


def account(**more):
    return {"address": "canary@example.test", "server": NOWHERE, "port": 587, "security": "starttls", **more}



def check_sending(window):
    window.fill("Password", "Secret-of-nobody-1")
    window.press("Check sending")
    window.wait_for("Possible causes")


def rows(window):
    """Name and description of the rows of causes, from top to bottom."""
    states = tuple(window.tr(state) for state in STATES)
    items = [(node.get_name(), node.get_description()) for node in window.nodes() if node.get_role_name() == "list item"]
    return [(name, words) for name, words in items if name.endswith(tuple(": " + state for state in states))]


def focused(window):
    return [node.get_name() for node in window.nodes() if node.get_state_set().contains(Atspi.StateType.FOCUSED)]


def walk(window, wanted, key="Tab", limit=80):
    """Presses @key until everything @wanted had the keyboard; what did not."""
    left = set(wanted)
    for _ in range(limit):
        left -= set(focused(window))
        if not left:
            break
        window.keys(key)
        time.sleep(0.05)
    return left


@case("every cause can be reached by keyboard and says its state and evidence")
def keyboard():
    with others(), Window("en", account()) as window:
        check_sending(window)
        causes = rows(window)
        check(len(causes) >= 3, f"three causes have badges: {causes}")
        check_equal([name for name, words in causes if not words], [], "causes without evidence")
        stops = [name for name, _ in causes] + ["Problem: No way leads to the mail server", "Yes", "No", "Ask them"]
        check_equal(walk(window, stops), set(), "what the keyboard does not reach")
        window.screenshot("causes-en")


@case("a cause with evidence shows its line in the transcript")
def evidence():
    with Window("en") as window:
        window.press_named(window.translate_practice("The password is wrong"), ("list item",))
        window.wait_for("Possible causes")
        name = wait_until(lambda: next((n for n, _ in rows(window) if n.endswith(": likely") or n.endswith(": confirmed")), None), "a cause")
        walk(window, [name])
        window.keys("Return")
        window.wait_for("Explanation of the line")


@case("an answer moves the ranking, and the question is gone")
def answer():
    with others() as listening, Window("en", account()) as window:
        check_sending(window)
        before = rows(window)
        window.wait_for_text(QUESTION)
        walk(window, ["No"])
        window.keys("Return")
        wait_until(lambda: not window.shows(QUESTION) and rows(window) != before, "the answer to count")
        check(any("You said" in words for _, words in rows(window)), f"the answer is evidence: {rows(window)}")
        window.wait_for_text("Your answer: sending works from another network – no")
        check_equal(focused(window), [rows(window)[0][0]], "the keyboard is where the news is")
        check_equal(listening.calls, 0, "calls to others, whom nobody agreed to ask")
        window.screenshot("causes-answered-en")


@case("others are asked only after the person agreed, and it is not remembered without being wished")
def ask_once():
    with others() as listening, Window("en", account()) as window:
        check_sending(window)
        window.wait_for(CARD)
        check(window.shows("Another provider (127.0.0.9)"), "the card names who would be asked")
        time.sleep(0.5)
        check_equal(listening.calls, 0, "calls before anybody agreed")
        before = rows(window)
        window.press("Ask them")
        wait_until(lambda: window.find(CARD) is None and rows(window) != before, "the answer of the others")
        check(listening.calls > 0, "the others were called")
        check(not window.shows("May always be asked"), "nothing is remembered")
        check(focused(window) != [], "the keyboard is somewhere")
        window.press("Check again")
        window.wait_for(CARD)


@case("what is remembered is asked in later checks, shown beside the settings, and forgotten at one click")
def remember():
    with others() as listening, Window("en", account()) as window:
        check_sending(window)
        window.wait_for(CARD)
        check_equal(walk(window, ["Remember this for later checks"]), set(), "what the keyboard does not reach")
        window.keys("space")
        window.press("Ask them")
        window.wait_for("May always be asked")
        check_in("consent='control-host'", window.settings_text(), "the settings")
        wait_until(lambda: window.find(CARD) is None, "the answer of the others")
        calls = listening.calls
        window.screenshot("causes-remembered-en")
        window.press("Check again")
        wait_until(lambda: listening.calls > calls, "the others to be asked again")
        window.wait_for("Possible causes")
        check(window.find(CARD) is None, "nobody is left to ask")
        walk(window, ["Forget"])
        window.screenshot("causes-forget-en")
        window.press("Forget")
        wait_until(lambda: not window.shows("May always be asked"), "the consent to be forgotten")
        check(window.find("Check again") is not None and focused(window) == ["Check again"], "the keyboard goes on")
        window.press("Check again")
        window.wait_for(CARD)


@case("tests that take long are told as such, and Stop ends them at once")
def stop():
    with others(SILENT), Window("en", account(consent="control-host")) as window:
        window.fill("Password", "Secret-of-nobody-1")
        window.press("Check sending")
        window.wait_for_text("Testing the possible causes…")
        window.screenshot("causes-testing-en")
        begun = time.monotonic()
        window.press("Stop")
        window.wait_for("Possible causes")
        check_within(begun, 6, "stopping, with the time of reading the tree")


@case("while it goes on, the result stays in sight, and Stop has the keyboard")
def goes_on():
    with others(SILENT), Window("en", account()) as window:
        check_sending(window)
        walk(window, ["Ask them"])
        window.keys("Return")
        window.wait_for_text("0 of 2 tests done")
        check(window.find("Possible causes") is not None, "the causes stay in sight")
        check_equal(focused(window), ["Stop"], "the keyboard")
        window.screenshot("causes-going-on-en")
        window.keys("Return")
        wait_until(lambda: not window.shows("tests done"), "the end", 4)
        check(focused(window) != [], "the keyboard is somewhere")


@case("practice asks nobody else and offers nobody")
def practice():
    with others() as listening, Window("en") as window:
        window.press_named(window.translate_practice("The password is wrong"), ("list item",))
        window.wait_for("Possible causes")
        check(window.find(CARD) is None, "nobody is left to ask")
        window.press("Yes")
        window.wait_for_text("Your answer: the login works on the web page – yes")
        check_equal(listening.calls, 0, "calls to others")


def picture(language, dark, size, name):
    with others(), Window(language, account(), dark=dark, size=size) as window:
        check_sending(window)
        window.wait_for_text(CARD)
        window.screenshot(name)
        walk(window, ["Ask them" if language == "en" else window.tr("Ask them")])
        window.screenshot(name + "-card")


for tongue, dark, width in (("en", False, 1100), ("de", True, 1100), ("en", True, 360), ("de", False, 360)):
    shade = "dark" if dark else "light"
    add_case(f"picture, {tongue}, {shade}, {width}", picture, tongue, dark, (width, 860), f"causes-{tongue}-{shade}-{width}")

tap.run()
