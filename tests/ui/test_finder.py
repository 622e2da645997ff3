# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an address and a password to a finished check, without a server being typed: in the world of the scenarios, with its name
service, web pages and mail servers."""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab", "scenarios"), os.path.join(HERE, "..", "lab"), HERE]

import names  # noqa: E402
import tap  # noqa: E402
from patient import Web, server_context  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_within  # noqa: E402
from window import Window, text_of, wait_until  # noqa: E402
from world import World, healing  # noqa: E402

USER = "user@example.org"
PAGES = "198.18.10.7"
FOREIGN = "This server belongs to somebody else than your domain. Use it only if you know it is your provider’s."

world = None
in_world = healing(lambda: world)


def window(address, language="en", **more):
    return Window(language, {"address": address, "ca-file": world.ca}, **more)


def server(window):
    return text_of(window.wait_for("Server", ("text", "entry")))


@in_world("address and password are enough: the server is found, filled in, and the check runs")
def enough():
    world.record("_submissions._tcp.example.org.", "SRV", "0 1 465 smtp.example.org.")
    with window(USER) as win:
        win.fill("Password", names.ACCOUNTS[USER])
        win.press("Check sending")
        win.wait_for_text("Sending works: the mail server accepted your message")
        check_equal(server(win), "smtp.example.org", "the server")
        win.wait_for_text("From the signed name service of your domain")
        win.screenshot("found-en")


@in_world("a server of somebody else is never filled in by itself, and is used when the person chooses it")
def foreign():
    world.record("customer.example.", "MX", "10 mx00.gmx.net.")
    world.mark()
    with window("user@customer.example") as win:
        win.fill("Password", names.ACCOUNTS[USER])
        win.press("Check sending")
        win.wait_for_text(FOREIGN)
        check_equal(server(win), "", "the server before")
        check_equal(world.logins(), 0, "logins")
        win.press("Use this server")
        wait_until(lambda: server(win) == "mail.gmx.net", "the server chosen")


@in_world("nothing found: it is said what to do, and the public list is asked only after a press")
def nothing():
    settings = """<clientConfig version="1.1"><emailProvider id="x"><outgoingServer type="smtp"><hostname>smtp.example.org</hostname>
<port>465</port><socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>"""
    world.record("settings.example.com.", "A", PAGES)
    with world.provider.inside():
        web = Web(PAGES, 443, lambda path: ("200 OK", [], settings.encode()), server_context(world.pki, "pages"))
    world._until_healed(web)
    with window("anna@nothing.example", "de", size=(360, 860), dark=True) as win:
        win.press("Find")
        win.wait_for_text("No server was found")
        win.screenshot("found-nothing-narrow-dark-de")
        check_equal(web.requests, [], "questions before")
        win.press("Ask the list")
        win.wait_for_text(FOREIGN)
        check("anna" not in web.requests[0], "the person is not told")


@in_world("a search can be stopped at once, and no check begins")
def stop():
    world.record("autoconfig.example.org.", "A", PAGES)
    with world.provider.inside():
        web = Web(PAGES, 443, lambda path: lambda connection: time.sleep(20), server_context(world.pki, "pages"))
    world._until_healed(web)
    world.block("ip daddr 198.18.10.1 drop")
    with window(USER) as win:
        win.fill("Password", names.ACCOUNTS[USER])
        win.press("Check sending")
        win.wait_for_text("Looking for the server of example.org…")
        wait_until(lambda: web.requests, "the question")
        begun = time.monotonic()
        win.press("Stop")
        wait_until(lambda: not win.shows("Looking for the server of example.org…"), "the end")
        check_within(begun, 6, "at once, not when the page is given up, with the time of reading the tree")
        check(win.find("Possible causes") is None, "no check has begun")


@in_world("another address: what was found for the first one goes")
def another():
    world.record("customer.example.", "MX", "10 mx00.gmx.net.")
    with window("user@customer.example") as win:
        win.press("Find")
        win.wait_for_text(FOREIGN)
        win.fill("Mail address", "anna@gmx.de")
        wait_until(lambda: not win.shows(FOREIGN), "the rows to go")
        wait_until(lambda: server(win) == "mail.gmx.net", "the server of the list")


def main():
    global world
    try:
        with World() as world:
            os.environ.update(world.environment)
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
