# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in from the window: a real OpenID provider, by a code and in a browser; the token then sends a mail."""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab", "scenarios"), os.path.join(HERE, "..", "lab"), HERE]

import issuer  # noqa: E402
import tap  # noqa: E402
from issuer import ISSUER, USER, Browser, WorldWithIssuer  # noqa: E402
from process import LabError  # noqa: E402
from window import Window, act, wait_until  # noqa: E402
from world import healing  # noqa: E402

world = None
in_world = healing(lambda: world)


def account():
    return {"address": USER, "server": "smtp.example.org", "port": 587, "security": "starttls", "ca-file": world.ca}


def open_dialog(window, client="desktop"):
    window.give_focus()
    window.keys("ctrl+i")
    window.wait_for("Client id", ("text",))
    window.wait_for("Its address (https://…)", ("text",))  # this server is of none of the services in the list
    window.fill("Client id", client)
    window.fill("Its address (https://…)", ISSUER)


def labels(window):
    return [node.get_name() for node in window.nodes() if node.get_role_name() == "label"]


@in_world("by a code: page and code are shown, and the token sends a mail")
def by_code():
    with Window("en", account()) as window:
        open_dialog(window)
        window.screenshot("sign-in-en")
        window.press("By a code on another device", ("check box",))
        window.press("Sign in")
        window.wait_for_text("Open this page on any device, and type this code there:")
        window.screenshot("sign-in-code-en")
        page = wait_until(lambda: next((one for one in labels(window) if one.startswith("https://")), None), "the page")
        code = labels(window)[labels(window).index(page) - 1]
        Browser(world).walk(page, user_code=code)
        window.wait_for_text("You are signed in. Check sending now.", limit=30)
        window.press("Check sending")
        window.wait_for_text("Sending works: the mail server accepted your message")


@in_world("waiting can be stopped, and what the service says is shown in words")
def stopped():
    with Window("de", account(), size=(360, 860), dark=True) as window:
        open_dialog(window)
        window.press("By a code on another device", ("check box",))
        window.press("Sign in")
        window.wait_for_text("Open this page on any device, and type this code there:")
        window.screenshot("sign-in-code-narrow-dark-de")
        act([node for node in window.nodes() if node.get_name() == window.tr("Stop")
             and node.get_role_name() == "push button"][-1])  # the last one is that of the dialog
        window.wait_for("Client id", ("text",))
        window.fill("Client id", "nobody")
        window.press("Sign in")
        window.wait_for_text("The client id is not known there, or it needs a client secret.")


def main():
    global world
    if issuer.is_missing():
        print("1..0 # SKIP node or oidc-provider is not installed")
        return
    try:
        with WorldWithIssuer() as world:
            os.environ.update(world.environment)
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
