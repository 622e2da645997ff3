# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Earlier runs: kept when a check ends, shown again, compared, deleted; not kept when the person does not want it, nor practice, nor a
check that was stopped; and never with a password. The mail server is one that no way leads to."""

import base64
import json
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import add_case, case, check, check_equal, check_in  # noqa: E402
from window import Atspi, Window, wait_until  # noqa: E402

NOWHERE = "203.0.113.5"  # answered "unreachable" by tests/lab/enter
SILENT = "198.51.100.9"  # packets to it are lost
SECRET = "Canary-of-nobody-7"


def account(**more):
    return {"address": "canary@example.test", "server": NOWHERE, "port": 587, "security": "starttls", **more}


def check_sending(window, button="Check sending"):
    window.fill("Password", SECRET)
    window.press(button)
    window.wait_for("Possible causes")


def kept(window):
    """The files of the history."""
    folder = os.path.join(window.home, "data", "outbox-doctor", "history")
    names = sorted(os.listdir(folder)) if os.path.isdir(folder) else []
    return [os.path.join(folder, name) for name in names if name.endswith(".json")]


def open_history(window):
    window.give_focus()
    window.keys("ctrl+h")
    window.wait_for("Keep earlier runs on this computer", ("list item",))


def marks(window):
    return [node for node in window.nodes() if node.get_role_name() == "check box" and node.get_name().startswith("Mark to compare")]


def go_to(window, role, words):
    """By keyboard, to the widget of that @role with @words in its description."""
    for _ in range(40):
        here = [n for n in window.nodes() if n.get_state_set().contains(Atspi.StateType.FOCUSED)]
        if any(n.get_role_name() == role and words in (n.get_description() or "") for n in here):
            return
        window.keys("Tab")
        time.sleep(0.05)
    raise AssertionError(f"the keyboard does not reach the {role} of {words}")


def check_twice(window):
    """Two kept runs; the second, with another server, is in sight."""
    check_sending(window)
    time.sleep(1.1)  # runs are told apart by the second
    window.fill("Server", "203.0.113.6")
    window.press("Check again")
    wait_until(lambda: len(kept(window)) == 2, "two files")


@case("a finished run is kept, readable for nobody else and without the password")
def keeping():
    with Window("en", account()) as window:
        check_sending(window)
        file = wait_until(lambda: kept(window), "a file")[0]
        text = open(file, encoding="utf-8").read()
        check_equal(os.stat(file).st_mode & 0o777, 0o600, "mode")
        check_equal(json.loads(text)["settings"]["server"], NOWHERE, "the server in the file")
        for form in (SECRET, base64.b64encode(SECRET.encode()).decode()):
            check(form not in text, "no password in the file")
        open_history(window)
        window.wait_for("No way leads to the mail server", ("list item",))
        check_equal(len(marks(window)), 1, "rows")


@case("an earlier run is shown again, and says that it is one")
def showing():
    with Window("en", account()) as window:
        check_twice(window)
        open_history(window)
        wait_until(lambda: len(marks(window)) == 2, "two rows")
        go_to(window, "list item", NOWHERE)
        window.keys("Return")
        window.wait_for_text("Earlier run of")


@case("two runs are compared: only what differs, to be copied as well")
def comparing():
    with Window("en", account()) as window:
        check_twice(window)
        open_history(window)
        wait_until(lambda: len(marks(window)) == 2, "two rows")
        window.wait_for("Compare two marked runs")
        go_to(window, "check box", NOWHERE)
        window.keys("space")
        window.press("Compare with the run shown")
        window.wait_for_text("203.0.113.6")
        texts = " ".join(window.texts())
        for words in (NOWHERE, "203.0.113.6"):
            check_in(words, texts, "what differs")
        check(window.find("Port", ("list item",)) is None, "what is the same is not shown")
        window.screenshot("history-differences-en")
        window.press("Copy what differs")
        window.wait_for("Copied")


@case("deleting asks first, and then nothing is left")
def deleting():
    with Window("en", account()) as window:
        check_sending(window)
        wait_until(lambda: kept(window), "a file")
        open_history(window)
        window.press("Delete all earlier runs…")
        window.press("_Cancel Cancel")
        check_equal(len(kept(window)), 1, "files after Cancel")
        window.press("Delete all earlier runs…")
        window.press("_Delete all Delete all")
        window.wait_for_text("No run has been kept")
        check_equal(kept(window), [], "files")


@case("nothing is kept where the person does not want it, and the switch is remembered")
def not_wanted():
    with Window("en", account(**{"keep-history": False})) as window:
        check_sending(window)
        open_history(window)
        window.wait_for_text("No run has been kept")
        check_equal(kept(window), [], "files")
        window.press("Keep earlier runs on this computer", ("check box",))
        wait_until(lambda: "keep-history=true" in window.settings_text(), "the setting")


@case("practice and a check that was stopped are not kept")
def not_kept():
    with Window("en", account(server=SILENT)) as window:
        window.fill("Password", SECRET)
        window.press("Check sending")
        window.press("Stop")
        window.wait_for_text("stopped")
        check_equal(kept(window), [], "files after Stop")
    with Window("en") as window:
        window.press_named(window.translate_practice("The password is wrong"), ("list item",))
        window.wait_for("Possible causes")
        check_equal(kept(window), [], "files after practice")


def picture(language, dark, size, name):
    with Window(language, account(), dark=dark, size=size) as window:
        check_sending(window)
        open_history(window)
        window.wait_for("No way leads to the mail server", ("list item",))
        window.screenshot(name)


add_case("picture, en, wide", picture, "en", False, (1100, 860), "history-en")
add_case("picture, de, dark, narrow", picture, "de", True, (360, 860), "history-narrow-dark-de")
tap.run()
