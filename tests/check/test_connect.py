# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that are not reached, not found, silent, or spoken to in the wrong way. Time limits are divided by --hurry."""

import check
from check import exim_account, expect, expect_named, postfix_account, run
from tap import add_case, case, check as check_that, check_equal, check_in

HURRY = ["--hurry", "10"]


def server(name, *words):
    return ["canary@example.test", "--server", name, "--ca", check.lab.ca, *words]


# Title, server, further words, facts, whether the verdict must be more than a general answer.
NOT_REACHED = [
    ("port closed", "closed.example.test", [], {"stage": "connect", "error": "refused"}, True),
    ("port 25 closed", "closed.example.test", ["--port", "25", "--no-login"], {"stage": "connect", "error": "refused"}, True),
    ("host silent", "silent.example.test", HURRY, {"stage": "connect", "error": "timed-out"}, True),
    ("host silent by IPv6 only", "silent6.example.test", HURRY, {"stage": "connect", "error": "timed-out"}, True),
    ("port silent (queue full)", "closed.example.test", ["--port", "4000", *HURRY],
     {"stage": "connect", "error": "timed-out"}, True),
    ("port 25 silent", "silent.example.test", ["--port", "25", "--no-login", *HURRY],
     {"stage": "connect", "error": "timed-out"}, True),
    ("host unreachable", "unreachable.example.test", [], {"stage": "connect", "error": "host-unreachable"}, True),
    ("no network there", "offnet.example.test", [], {"stage": "connect", "error": ["network-unreachable", "no-network"]}, True),
    ("taken but mute", "closed.example.test", ["--port", "4001", *HURRY], {"stage": "greeting", "error": "timed-out"}, True),
    ("name unknown", "nosuch.example.test", [], {"stage": "lookup", "error": "name-not-found"}, True),
    ("name in no zone", "smtp.nosuchdomain.invalid", [], {"stage": "lookup", "error": "name-not-found"}, True),
    ("name without address", "noaddress.example.test", [],
     {"stage": "lookup", "error": ["name-no-address", "name-not-found"]}, True),
    ("alias to nowhere", "dangling.example.test", [], {"stage": "lookup", "error": ["name-not-found", "name-no-address"]}, True),
    ("name server fails", "smtp.servfail.test", [], {"stage": "lookup", "error": ["name-temporary", "name-failed"]}, True),
    ("aliases in a circle", "loop.example.test", [], {"stage": "lookup"}, False),
]


def not_reached(host, words, facts, named):
    done = expect(run(*server(host), *words), outcome="failed", **facts)
    check_equal(done.verbs(), [], "commands sent")
    if named:
        expect_named(done)


for title, host, words, facts, named in NOT_REACHED:
    add_case(title, not_reached, host, words, facts, named)


@case("every connection attempt is reported, with address and outcome")
def attempts():
    done = run(*postfix_account(), "--server", "dual-unreachable.example.test")
    expect(done, outcome="accepted", **{"connect.ipv6": ["host-unreachable", "network-unreachable"], "connect.ipv4": "ok"})
    told = " ".join(event.get("text") or "" for event in done.data["transcript"] if event["stage"] == "connect")
    for address in ("2001:db8:113::9", "127.0.1.1"):
        check_in(address, told, "connect steps of the transcript")


@case("one address refuses, the other takes")
def two_addresses():
    done = run("canary@example.test", "--server", "two.example.test", "--ca", check.lab.ca)
    check_that(done.fact("stage") != "connect", f"the second address is tried\n{done.story()}")
    expect(done, tls_verify="name-mismatch")


# The wrong kind of encryption for the port.
WRONG_MODE = [
    ("Postfix: TLS at the STARTTLS port", postfix_account, ["--port", "587", "--security", "tls"], "tls-plain-text"),
    ("Exim: TLS at the STARTTLS port", exim_account, ["--port", "587", "--security", "tls"], "tls-plain-text"),
    ("Postfix: STARTTLS at the TLS port", postfix_account, ["--port", "465", "--security", "starttls", *HURRY], "timed-out"),
    ("Exim: STARTTLS at the TLS port", exim_account, ["--port", "465", "--security", "starttls", *HURRY], "timed-out"),
]


def wrong_mode(account, words, error):
    done = expect(run(*account(), *words), outcome="failed", stage=["tls", "greeting"], error=error)
    expect_named(done)
    check_that("AUTH" not in done.verbs(), "no login")
    check_that(any(fix["action"] == "use-port" for fix in done.verdict()["fixes"]), f"a fix changes the port\n{done.verdict()}")


for title, *rest in WRONG_MODE:
    add_case(title, wrong_mode, *rest)


@case("a server without STARTTLS gets no login")
def stripped():
    done = run(*exim_account(), "--port", "2026", "--security", "starttls")
    expect_named(expect(done, outcome="failed", error="starttls-not-offered", starttls_offered="no"))
    check_that("AUTH" not in done.verbs() and "MAIL" not in done.verbs(), f"nothing private is sent: {done.verbs()}")


DIRECT = ["ok@example.test", "--direct", "--to"]


@case("directly: the domain takes no mail (null MX)")
def null_mx():
    done = run(*DIRECT, "somebody@nullmx.example.test")
    expect_named(expect(done, outcome="failed", stage="lookup", error="null-mx"))


@case("directly: the exchanger's name does not exist")
def bad_mx():
    expect(run(*DIRECT, "somebody@badmx.example.test"), outcome="failed", stage="lookup")


@case("directly: the exchanger does not listen")
def closed_mx():
    done = run(*DIRECT, "somebody@closedmx.example.test")
    expect(done, outcome="failed", stage="connect", error="refused", **{"mx.host": "closed.example.test"})


@case("directly: the domain does not exist")
def no_domain():
    expect(run(*DIRECT, "somebody@nosuchdomain.invalid"), outcome="failed", stage="lookup",
           error=["name-not-found", "no-mx", "name-no-address"])


@case("directly: the domain's name server fails")
def servfail():
    expect(run(*DIRECT, "somebody@servfail.test"), outcome="failed", stage="lookup", error=["name-temporary", "name-failed"])


check.main("postfix", "exim", "silent")
