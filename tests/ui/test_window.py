# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, driven as a screen reader drives it, against real servers: type an address, press the button, read the verdict,
apply the fix, second run green. Inside tests/lab/enter with a display and a session bus of its own."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), HERE]

import tap  # noqa: E402
from lab import CANARY, Lab, LabError  # noqa: E402
from tap import case, check, check_equal, check_in  # noqa: E402
from window import Atspi, GLib, Window, children, outline, wait_until  # noqa: E402

lab = None
FINISHED = ["Sending works: the mail server accepted your message"]


def account(**more):
    """Settings for Postfix, as if they were left from the last time: the test's authority is trusted for the run."""
    return {"address": "canary@example.test", "server": "mail.example.test", "ca-file": lab.ca, **more}


def password_of(window):
    window.fill("Password", CANARY)


def run_to_end(window):
    window.press("Check sending")
    wait_until(lambda: window.find("Apply and check again") or any(window.shows(words) for words in FINISHED),
               "the end of the run: " + outline(window.root)[-3000:])


@case("German: type, press, read the verdict, apply the fix, second run green")
def the_whole_way():
    before = lab.mail_count("canary")
    with Window("de", {"ca-file": lab.ca, "port": 587, "security": "tls"}) as window:
        window.fill("Mail address", "canary@example.test")
        window.fill("Server", "mail.example.test")
        password_of(window)
        window.press("Check sending")
        window.wait_for("Apply and check again")
        window.screenshot("check-failed-de")
        check(any("STARTTLS" in text for text in window.texts()), "the fix names STARTTLS")
        window.press("Apply and check again")
        window.wait_for_text(FINISHED[0])
        window.screenshot("check-accepted-de")
        check("Versand prüfen" in window.texts() or "Erneut prüfen" in window.texts(), "the window speaks German")
    check_equal(len(lab.maildir("canary", count=before + 1)), before + 1, "mails that arrived")


@case("English, dark and narrow: the same run at 360 pixels")
def narrow():
    with Window("en", account(port=587, security="starttls"), dark=True, size=(360, 720)) as window:
        window.screenshot("settings-narrow-dark-en")
        password_of(window)
        window.press("Check sending")
        window.wait_for_text(FINISHED[0])
        window.screenshot("check-accepted-narrow-dark-en")


@case("directly to the recipient's server, by the switch in the advanced settings")
def direct():
    with Window("en", account(address="user@example.test", recipient="ok@example.test")) as window:
        window.press_named("Advanced", ("list item",))
        time.sleep(1)  # the rows slide in; what is clicked must stand still
        window.press_named("Directly to the recipient’s server", ("list item",))
        window.press("Check sending")
        window.wait_for_any(["Possible causes", "Details"])
        window.screenshot("direct-en")
        check(not any("AUTH" in text for text in window.texts() if text.startswith("AUTH")), "nobody logs in")


@case("keyboard only: address, Tab, password, Ctrl+Return; then search and leave it")
def keyboard():
    with Window("en", account(address="", port=587, security="starttls")) as window:
        window.wait_for("Mail address")
        window.type("canary@example.test")
        window.keys("Tab")
        window.type("Wrong-password-1")
        window.keys("ctrl+Return")
        window.wait_for_text("535")
        check(any("canary@example.test" in text for text in window.texts()), "the address that was typed was used")
        window.keys("ctrl+f")
        window.type("EHLO")
        window.screenshot("wrong-password-keyboard-en")
        window.keys("Escape")


@case("the password is nowhere: not in the tree, the settings, the log")
def secret():
    with Window("en", account(port=587, security="starttls")) as window:
        password_of(window)
        window.press("Check sending")
        window.wait_for_text(FINISHED[0])
        tree = "\n".join(window.texts())
        check(CANARY not in tree, "the password stands in the tree for screen readers")
        check(CANARY not in window.log(), "the password stands in the log")
        check("canary@example.test" in window.settings_text(), "the address is remembered")
        check(CANARY not in window.settings_text(), "the password stands in the settings")


@case("what is wrong in a field is said in words, and nothing is sent")
def bad_input():
    sessions = lab.postfix.mark()
    with Window("en", account(port=587, security="starttls")) as window:
        window.fill("Server", "mail example test")
        password_of(window)
        window.press("Check sending")
        window.wait_for_text("The server name must not contain spaces.")
        window.screenshot("bad-server-en")
    check_equal(len(lab.postfix.sessions(sessions)), 0, "sessions at the server")


# The eye and the pencil of entry rows are drawn by libadwaita 1.2, which gives them no names: known, and left to it.
OF_LIBADWAITA = ("GtkImage",)

BUTTONS = ("push button", "toggle button", "text", "password text", "combo box", "switch", "list item", "page tab")

def inside_a_list(node):
    """The choices in the closed pop-up of a combo box, and rows that only hold a control, are no stops of their own."""
    parent = node.get_parent()
    return parent.get_name() == "GtkListView" or node.get_role_name() == "list item" and not node.get_name()


@case("every control has a name, said once")
def names():
    with Window("en", account(port=587, security="starttls")) as window:
        window.wait_for("Mail address")
        wrong = [trouble for node in window.nodes() if (trouble := name_trouble(node))]
        check_equal(wrong, [], "controls with wrong names")


def name_trouble(node):
    role, name = node.get_role_name(), node.get_name()
    if role not in BUTTONS or not node.get_state_set().contains(Atspi.StateType.FOCUSABLE):
        return None
    words = name.split()
    half = len(words) // 2
    if len(words) > 1 and len(words) % 2 == 0 and words[:half] == words[half:]:
        return f"{role} “{name}” says its name twice"
    if inside_a_list(node):
        return None
    if name in OF_LIBADWAITA:
        return None
    if not name or name.startswith(("Gtk", "Adw", "Od")):
        return f"{role} “{name}” in {node.get_parent().get_name()!r} has no name"
    return None


def main():
    global lab
    try:
        with Lab("postfix") as started:
            lab = started
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
