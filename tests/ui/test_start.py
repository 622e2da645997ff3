# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window at its start: what is made only after its first frame, or when it is asked for, is there when it is needed. Inside
tests/lab/enter with a display and a session bus of its own."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import case, check  # noqa: E402
from window import Atspi, Window, text_of, wait_until  # noqa: E402


@case("the keyboard is in the first field as soon as it is there")
def focus():
    with Window("en") as window:
        entry = window.wait_for("Mail address", ("text", "entry"))
        window.type("me@example.test")
        wait_until(lambda: text_of(entry) == "me@example.test", "what was typed")


@case("of a remembered address it is said where its server is known from")
def remembered():
    with Window("en", {"address": "somebody@gmail.com", "server": "smtp.gmail.com", "port": 465, "security": "tls"}) as window:
        window.wait_for_text("From the settings of Gmail / Google Workspace")


@case("a server of one's own is not taken for the known one")
def own_server():
    with Window("en", {"address": "somebody@gmail.com", "server": "mail.example.test", "port": 465, "security": "tls"}) as window:
        window.fill("To (empty: to yourself)", "a@example.test")
        window.fill("Mail address", "other@gmail.com")
        window.wait_for("Check sending")
        check(not window.shows("From the settings of"), "nothing is said")
        window.fill("Server", "")
        window.fill("Mail address", "another@gmail.com")
        window.wait_for_text("From the settings of Gmail / Google Workspace")


@case("menus and shortcuts open when they are asked for, more than once")
def on_demand():
    with Window("en") as window:
        window.wait_for("Mail address")
        for _ in range(2):
            window.press("Main menu", ("toggle button", "push button"))
            window.wait_for("About Outbox Doctor", ("menu item",))
            window.keys("Escape")
            window.press("Save, open, copy", ("toggle button", "push button"))
            window.wait_for("Open saved result…", ("menu item",))
            window.keys("Escape")
            window.keys("F1")
            wait_until(lambda: any(dialog.get_state_set().contains(Atspi.StateType.VISIBLE) for dialog in window.dialogs()),
                       "the window of shortcuts")
            window.keys("Escape")
            wait_until(lambda: not any(dialog.get_state_set().contains(Atspi.StateType.VISIBLE) for dialog in window.dialogs()),
                       "its end")
            window.give_focus()


@case("a window of another size: narrow, with the switcher below")
def narrow():
    with Window("en", size=(360, 720)) as window:
        window.wait_for("Mail address")
        window.press("Codes", ("radio button", "toggle button", "page tab"))
        window.wait_for_text("Reply codes")
        window.screenshot("start-narrow-codes-en")


tap.run()
