# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing to somebody: the short message in the clipboard, the letter in its three formats, and never a password in any of them; and
settings in the words of mail programs. The mail server is one that no way leads to, or the practice server."""

import base64
import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import add_case, case, check, check_equal, check_in  # noqa: E402
from window import Atspi, Window, text_of, wait_until  # noqa: E402

NOWHERE = "203.0.113.5"  # answered "unreachable" by tests/lab/enter
SECRET = "Canary-of-nobody-7"
LETTER = "Letter to support"
FORMATS = ("Text", "Markdown", "HTML")
COPIED = "The message is in the clipboard: paste it into a mail or a form."


def account(**more):
    return {"address": "canary@example.test", "server": NOWHERE, "port": 587, "security": "starttls", **more}


def check_sending(window):
    window.fill("Password", SECRET)
    window.press("Check sending")
    window.wait_for("Possible causes")


def practise(window, illness):
    if window.size[0] < 600:
        window.press("Practise with a built-in server")
        time.sleep(1)  # the page slides in; what is clicked must stand still
    window.press_named(window.translate_practice(illness), ("list item",))


def letter(window):
    """What stands in the preview."""
    node = window.wait_for(LETTER, ("text", "document text"))
    return text_of(node)


def forms_of_the_secret():
    for text in (SECRET, f"\0canary@example.test\0{SECRET}"):
        for start in range(3):
            yield base64.b64encode(text.encode()[start:]).decode()[:-4].rstrip("=")
    yield SECRET
    yield SECRET.encode().hex()


def check_no_secret(text, where):
    check_equal([form for form in forms_of_the_secret() if form in text], [], f"forms of the password in {where}")


def pasted(window):
    """What the clipboard holds, by way of the field for errors."""
    window.press("Explain an error", ("radio button", "toggle button", "push button", "page tab"))
    window.give_focus()
    time.sleep(0.3)
    window.keys("ctrl+v")
    fields = lambda: [text_of(n) for n in window.nodes() if n.get_role_name() == "text"]
    return wait_until(lambda: next((text for text in fields() if "\n" in text), None), "what was pasted")


@case("after a failed check a message to copy and a letter are offered; the message says what is asked, and no password")
def message():
    with Window("en", account()) as window:
        check_sending(window)
        window.wait_for_text("Write to whoever runs your network")
        window.press("Copy message")
        window.wait_for(COPIED)
        text = pasted(window)
        check_in("Hello,", text, "the message")
        check_in(NOWHERE, text, "the message")
        check_in("Please let mail connections", text, "the message")
        check_no_secret(text, "the message")


@case("the letter has all that is needed in every format, and no password")
def formats():
    marks = {"Text": "What was tried\n-----", "Markdown": "# No way leads to the mail server", "HTML": "<!DOCTYPE html>"}
    with Window("en", account()) as window:
        check_sending(window)
        window.press("Letter…")
        for name in FORMATS:
            window.press_named(name, ("toggle button", "push button"))
            wait_until(lambda: marks[name] in letter(window), name)
            text = letter(window)
            for words in (NOWHERE, "canary@example.test", "Possible causes", "Protocol", "Environment", "swaks"):
                check_in(words, text, name)
            check_no_secret(text, name)
        window.screenshot("letter-html-en")


@case("what Copy puts into the clipboard is what was seen")
def copy():
    with Window("en", account()) as window:
        check_sending(window)
        window.give_focus()
        window.keys("ctrl+l")
        seen = letter(window)
        window.press("Copy")
        window.wait_for("The letter is in the clipboard.")
        window.screenshot("letter-copied-en")
        window.keys("Escape", "Escape")  # the first is for the message that it was copied
        wait_until(lambda: window.find("Format") is None, "the letter to close")
        text = pasted(window)
        check_equal(text.strip()[:400], seen.strip()[:400], "the beginning")
        check_in("Environment", text, "the clipboard")


@case("what is saved is of the format that the name asks for, for nobody else to read, and has no password")
def save():
    with Window("en", account()) as window:
        check_sending(window)
        window.give_focus()
        window.keys("ctrl+l")
        letter(window)
        path = os.path.join(window.home, "letter.html")
        window.press("Save…")
        window.wait_for("Name:", ("label",))
        time.sleep(0.5)
        window.keys("ctrl+a")
        window.type(path)
        window.keys("Return")
        wait_until(lambda: os.path.exists(path), "the file")
        window.wait_for("Saved")
        with open(path, encoding="utf-8") as file:
            text = file.read()
        check_in("<!DOCTYPE html>", text, "the file")
        check_no_secret(text, "the file")
        check_equal(oct(os.stat(path).st_mode & 0o777), "0o600", "the mode")


@case("by keyboard: the letter opens, every control has the keyboard in turn, Escape closes it")
def keyboard():
    with Window("en", account()) as window:
        check_sending(window)
        window.give_focus()
        window.keys("ctrl+l")
        window.wait_for(LETTER, ("text", "document text"))
        left = {"Text", "Markdown", "HTML", LETTER, "Save…", "Copy"}
        for key in ["Right", "Right", "Left", "Left"] + ["Tab"] * 12:
            left -= {n.get_name() for n in window.nodes() if n.get_state_set().contains(Atspi.StateType.FOCUSED)}
            window.keys(key)
            time.sleep(0.05)
        check_equal(left, set(), "what the keyboard does not reach")
        window.keys("Escape")
        wait_until(lambda: window.find("Format") is None, "the letter to close")
        check(window.find("Possible causes") is not None, "the result is still there")


@case("where nothing is wrong there is nobody to write to")
def healthy():
    with Window("en") as window:
        practise(window, "Everything works")
        window.wait_for_text("Sending works: the mail server accepted your message")
        check(window.find("Copy message") is None, "no message is offered")


@case("below a fix stands where mail programs have the setting, to copy")
def programs():
    with Window("en") as window:
        practise(window, "The encryption does not fit the port")
        window.wait_for("Possible causes")
        window.press_named("In your mail program", ("list item",))
        for name in ("Thunderbird", "Outlook (classic)", "Apple Mail (Mac)", "Evolution"):
            window.wait_for(name)
        window.wait_for_text("Connection security: STARTTLS")
        window.press("Copy", ("push button",))
        window.wait_for("Copied")
        text = pasted(window)
        check_in("Thunderbird", text, "the clipboard")
        check_in("Port: 587", text, "the clipboard")


def picture(language, dark, size, name):
    with Window(language, account(), dark=dark, size=size) as window:
        check_sending(window)
        window.give_focus()
        window.screenshot(name + "-offer")
        window.keys("ctrl+l")
        letter(window)
        window.screenshot(name)


for tongue, dark in (("en", False), ("de", True)):
    add_case(f"picture, {tongue}, wide", picture, tongue, dark, (1100, 860), f"letter-wide-{tongue}")
    add_case(f"picture, {tongue}, narrow", picture, tongue, dark, (400, 860), f"letter-narrow-{tongue}")

tap.run()
