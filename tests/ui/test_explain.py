# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Explaining errors in the window: typed, an example, a mail opened from outside, a mailbox with its groups, filter, stop and export.
Needs no server."""

import csv
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from tap import case, check, check_equal  # noqa: E402
from window import PROGRAM, Atspi, GLib, Window, outline, text_of, wait_until  # noqa: E402

UNKNOWN = "This mail address does not exist at the recipient’s"
FULL = "The recipient’s mailbox is full"
REPLIES = {"unknown": ("550", "5.1.1", "Recipient address rejected: User unknown"), "full": ("552", "5.2.2", "The mailbox is full")}

MAIL = """\
From MAILER-DAEMON Tue Nov 24 09:12:44 2026
From: MAILER-DAEMON@mail.example.org
To: anna@example.org
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="part"

--part
Content-Type: text/plain; charset=us-ascii

Your message could not be delivered.

<{recipient}>: host mx.example.net[192.0.2.25] said: {code} {status}
    {text} (in reply to RCPT TO command)

--part
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {recipient}
Action: failed
Status: {status}
Remote-MTA: dns; mx.example.net
Diagnostic-Code: smtp; {code} {status} {text}

--part--

"""


def mail(kind, number):
    code, status, text = REPLIES[kind]
    return MAIL.format(recipient=f"user{number}@example.net", code=code, status=status, text=text)


def write_mailbox(folder, name, count):
    """Two of three are unknown addresses."""
    path = os.path.join(folder, name)
    with open(path, "w", encoding="ascii") as file:
        for i in range(count):
            file.write(mail("full" if i % 3 == 0 else "unknown", i))
    return path


def go_there(window):
    """By the switcher: at the bottom where it is narrow."""
    window.wait_for("Explain an error")
    tabs = [n for n in window.nodes() if n.get_name() == window.tr("Explain an error") and n.get_role_name() == "page tab"]
    place = Atspi.Component.get_extents(tabs[-1 if window.size[0] < 600 else 0], Atspi.CoordType.WINDOW)
    subprocess.run(["xdotool", "mousemove", str(place.x + place.width // 2), str(place.y + place.height // 2), "click", "1"],
                   check=True, timeout=20)
    window.wait_for("Text to explain")
    time.sleep(0.5)  # the page fades in; what is clicked must stand still


def open_in(window, path):
    """As a file manager does: a second start hands the file over to the window that is there."""
    subprocess.run([PROGRAM, path], env=window._environment(), check=True, timeout=60, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def given(window):
    return text_of(window.wait_for("Text to explain"))


def counts(window):
    """The sentence that counts what was read, its numbers only."""
    return next((re.findall(r"\d+", re.sub(r"(?<=\d)[.,’](?=\d)", "", text)) for text in window.texts()
                 if re.match(r"[\d.,]+ \D+ · [\d.,]+ ", text)), [])


@case("German: what is typed is explained while it is typed, and goes again")
def typed():
    with Window("de") as window:
        go_there(window)
        window.type("550 5.1.1 <bea@example.net>: User unknown")
        window.wait_for_text(UNKNOWN)
        check(any("bea@example.net" in text for text in window.texts()), "the recipient is named")
        check("User unknown" in given(window), "the text stays")
        window.screenshot("explain-typed-de")
        window.keys("ctrl+a", "BackSpace")
        window.wait_for_text("Paste the error or drop the bounce mail here")


@case("nothing recognised: a clear word, and the text stays")
def nothing():
    with Window("en") as window:
        go_there(window)
        window.type("hello, how is your garden")
        window.wait_for_text("No error of mail sending was recognised")
        check_equal(given(window), "hello, how is your garden", "the text")
        window.screenshot("explain-nothing-en")
        window.press("New")
        window.wait_for_text("Paste the error or drop the bounce mail here")
        check_equal(given(window), "", "the text after “New”")


@case("keyboard only: copied, emptied, pasted")
def pasted():
    with Window("en") as window:
        go_there(window)
        window.type("552 5.2.2 The mailbox is full")
        window.wait_for_text(FULL)
        window.keys("ctrl+a", "ctrl+c")
        window.press("New")
        window.wait_for_text("Paste the error or drop the bounce mail here")
        window.keys("ctrl+v")
        window.wait_for_text(FULL)
        window.press("New")
        window.wait_for_text("Paste the error or drop the bounce mail here")
        window.press("Paste")
        window.wait_for_text(FULL)
        check_equal(given(window), "552 5.2.2 The mailbox is full", "the text")


@case("an example: two recipients, each with its own finding")
def example():
    with Window("de") as window:
        go_there(window)
        window.press_named(window.tr("A mail that came back"), ("list item",))
        window.wait_for_text(UNKNOWN)
        second = wait_until(lambda: next((n for n in window.nodes() if n.get_role_name() == "list item" and
                                          n.get_name().startswith("carl@example.com")), None), "the second recipient")
        window._click(second)
        window.wait_for_text(FULL)
        window.screenshot("explain-example-de")


@case("narrow and dark: the answer below the text")
def narrow():
    with Window("en", dark=True, size=(360, 720)) as window:
        go_there(window)
        window.screenshot("explain-empty-narrow-dark-en")
        window.type("552 5.2.2 <bea@example.net>: The mailbox is full")
        window.wait_for_text(FULL)
        window.screenshot("explain-typed-narrow-dark-en")


@case("a mail opened from outside: its text beside the finding; a file that is not there: a word, no crash")
def opened():
    with Window("en") as window, tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "one.eml")
        with open(path, "w", encoding="ascii") as file:
            file.write(mail("full", 1).split("\n", 1)[1])
        open_in(window, path)
        window.wait_for_text(FULL)
        window.wait_for_text("one.eml")
        check("Final-Recipient" in given(window), "the original is shown")
        window.screenshot("explain-mail-en")
        open_in(window, os.path.join(folder, "missing.eml"))
        window.wait_for_text("This could not be read")


def rows(window):
    table = window.find("Recipients; select a row to see what happened to the mail")
    return [n for n in window.nodes(table) if "user" in n.get_name() and ": " in n.get_name()] if table else []


def export_table(window, path):
    window.press("Export")
    window.press_named(window.tr("_Table (CSV): one row a recipient…").replace("_", ""), ("menu item",))
    name = wait_until(lambda: dialog_field(window), "the dialog that asks for the file")
    Atspi.EditableText.set_text_contents(name, path)
    window.keys("Return")
    return wait_until(lambda: os.path.exists(path) and os.path.getsize(path) > 0, "the file " + path)


def dialog_field(window):
    """Where the file's name is typed: in a window of its own."""
    app = window.root.get_parent()
    for i in range(app.get_child_count()):
        other = app.get_child_at_index(i)
        if other == window.root:
            continue
        found = next((n for n in window.nodes(other) if n.get_role_name() in ("text", "entry") and text_of(n).endswith(".csv")), None)
        if found:
            return found
    return None


@case("German: a mailbox of 300 mails: groups counted, a row explained, filtered, a group, exported")
def mailbox():
    with Window("de") as window, tempfile.TemporaryDirectory() as folder:
        open_in(window, write_mailbox(folder, "bounces.mbox", 300))
        wait_until(lambda: counts(window) == ["300", "300"], f"all are read: {counts(window)}")
        for words, count in (("Address unknown", 200), ("Mailbox full", 100), ("All recipients", 300)):
            window.wait_for(f"{window.tr(words)}: {count}", ("list item",))
        window._click(rows(window)[1])
        window.wait_for_text("How to mend it")
        window.screenshot("explain-mailbox-de")
        window.keys("ctrl+f")
        window.type("user299@")
        wait_until(lambda: any(re.fullmatch(r"1 \w+ 300", text) for text in window.texts()), "one row is left")
        window.keys("ctrl+a", "BackSpace")
        window.press_named(f"{window.tr('Mailbox full')}: 100", ("list item",))
        wait_until(lambda: any(re.fullmatch(r"100 \w+ 300", text) for text in window.texts()), "a hundred rows are left")
        path = os.path.join(folder, "out.csv")
        export_table(window, path)
        time.sleep(0.5)
        with open(path, encoding="utf-8", newline="") as file:
            written = list(csv.DictReader(file))
        check_equal(len(written), 100, "rows written: those that were shown")
        check_equal({row["meaning"] for row in written}, {"mailbox-full"}, "their meaning")


@case("narrow: the mailbox has two pages, groups and recipients")
def narrow_mailbox():
    with Window("en", size=(360, 720)) as window, tempfile.TemporaryDirectory() as folder:
        open_in(window, write_mailbox(folder, "bounces.mbox", 30))
        wait_until(lambda: counts(window) == ["30", "30"], "all are read")
        window.screenshot("explain-mailbox-narrow-en")
        window.press("Groups")
        window.wait_for("Mailbox full: 10", ("list item",))
        time.sleep(0.5)
        window.screenshot("explain-groups-narrow-en")


@case("stop ends the reading of a large mailbox; what was read stays")
def stop():
    with Window("en") as window, tempfile.TemporaryDirectory() as folder:
        large = write_mailbox(folder, "large.mbox", 150000)
        open_in(window, write_mailbox(folder, "small.mbox", 30))
        wait_until(lambda: counts(window) == ["30", "30"], "all are read, so that no time goes into reading the knowledge")
        open_in(window, large)
        time.sleep(0.3)
        for _ in range(20):  # the tree is not read meanwhile: that takes longer than the mailbox
            window.keys("Escape")
            time.sleep(0.2)
        wait_until(lambda: any(text.endswith("· stopped") for text in window.texts()), "it has stopped")
        window.screenshot("explain-stopped-en")
        check(0 < int(counts(window)[0]) < 150000, f"mails read: {counts(window)}")
        window.press("New")
        window.wait_for("Text to explain")


NAMED = ("push button", "button", "toggle button", "text", "entry", "list", "table", "menu button", "progress bar", "list item")


@case("every control of the view has a name")
def names():
    with Window("en") as window, tempfile.TemporaryDirectory() as folder:
        go_there(window)
        window.type("550 5.1.1 User unknown")
        window.wait_for_text(UNKNOWN)
        found = nameless(window, window.find("Text to explain").get_parent().get_parent())
        open_in(window, write_mailbox(folder, "bounces.mbox", 6))
        wait_until(lambda: counts(window) == ["6", "6"], "all are read")
        found += nameless(window, window.find("Filter by words, codes, addresses").get_parent().get_parent())
        check_equal(found, [], "controls without a name")


def nameless(window, node):
    found = []
    for each in window.nodes(node):
        try:
            if each.get_role_name() in NAMED and not each.get_name() and not text_of(each):
                found.append(outline(each)[:200])
        except GLib.Error:
            continue
    return found


tap.run()
