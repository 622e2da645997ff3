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
from window import Atspi, Window, act, outline, wait_until  # noqa: E402

NOWHERE = "203.0.113.5"  # answered "unreachable" by tests/lab/enter
SILENT = "198.51.100.9"  # packets to it are lost
SECRET = "Canary-of-nobody-7"
BUTTONS = ("push button", "button", "toggle button", "check box")
DIALOG = "Earlier runs"


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
    window.keys("ctrl+h")
    return window.wait_for_dialog(DIALOG)


def picture(language, dark, size, name):
    with Window(language, account(), dark=dark, size=size) as window:
        window.keys("ctrl+h")
        time.sleep(1)
        window.screenshot(name + "-empty")
        window.keys("Escape")
        check_sending(window)
        if size[0] < 600: window.keys("alt+Left"); time.sleep(1)
        window.fill("Server", "203.0.113.6")
        window.press("Check again")
        time.sleep(2)
        window.keys("ctrl+h")
        time.sleep(1)
        window.screenshot(name)
        window.keys("Tab")
        window.keys("Tab")
        window.keys("Tab")
        window.keys("Tab")
        window.keys("Tab")
        window.keys("Tab")
        window.screenshot(name + "-tab")


for tongue, dark in (("en", False), ("de", True)):
    for size in ((1100, 860), (400, 860)):
        add_case(f"picture {tongue} {size}", picture, tongue, dark, size, f"history-{tongue}-{size[0]}")
tap.run()
