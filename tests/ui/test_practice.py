# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window's states in pictures: every illness of the practice server in both languages, light and dark, wide and narrow. Each case
also reads the verdict: a state that shows none fails. Needs a display and a session bus of its own, and no network."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import add_case, case, check, check_within  # noqa: E402
from window import Window, outline, wait_until  # noqa: E402

ILLNESSES = {
    "healthy": "Everything works",
    "wrong-password": "The password is wrong",
    "app-password": "An app password is needed",
    "port-closed": "Nobody answers at this port",
    "wrong-tls-mode": "The encryption does not fit the port",
    "certificate-expired": "The certificate has expired",
    "certificate-name": "The certificate is for another name",
    "550": "550 – this address does not exist",
    "571": "571 – the message is refused by rule",
    "greylisting": "Greylisting: please come again",
}
END = ("Possible causes", "Sending works: the mail server accepted your message")


def practise(window, illness):
    title = window.translate_practice(ILLNESSES[illness])
    if window.size[0] < 600:
        window.press("Practise with a built-in server")
        time.sleep(1)  # the page slides in; what is clicked must stand still
    window.press_named(title, ("list item",))
    wait_until(lambda: any(window.shows(words) for words in END), "a verdict: " + outline(window.root)[-2000:])


def picture(illness, language, dark, size, name):
    with Window(language, dark=dark, size=size) as window:
        practise(window, illness)
        window.screenshot(name)


for illness in ILLNESSES:
    add_case(f"picture: {illness}, German", picture, illness, "de", False, (1240, 860), f"practice-{illness}-de")
add_case("picture: wrong password, English", picture, "wrong-password", "en", False, (1240, 860), "practice-wrong-password-en")
add_case("picture: certificate, English, dark", picture, "certificate-name", "en", True, (1240, 860), "practice-certificate-name-dark-en")
add_case("picture: wrong password, German, narrow", picture, "wrong-password", "de", False, (360, 720), "practice-wrong-password-narrow-de")
add_case("healthy, German, dark, narrow", picture, "healthy", "de", True, (360, 720), "practice-healthy-narrow-dark-de")


@case("first use, German and English")
def first_use():
    for language in ("de", "en"):
        with Window(language) as window:
            window.wait_for("Mail address")
            window.screenshot(f"first-use-{language}")


@case("stop ends a run that would wait for ten seconds (that it takes less than one is tested without the window)")
def stop():
    with Window("en") as window:
        window.press_named(window.translate_practice("Port 25 is blocked"), ("list item",))
        window.wait_for("Stop")
        time.sleep(0.5)
        begun = time.monotonic()
        window.press("Stop")
        window.wait_for_any(["Possible causes", "Stopped"])
        check_within(begun, 7, "stopping, with the time of reading the tree")


tap.run()
