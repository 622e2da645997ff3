# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Replies that refuse, at every stage, by Exim, Postfix and smtp-sink: code, stage and status are reported as they came."""

import check
from check import exim_account, expect, expect_named, postfix_account, run, sink_account
from tap import add_case, case, check as check_that, check_equal, check_in

# Exim answers what the recipient's name says: r to RCPT, p to DATA, d to the message.
RECIPIENTS = [
    "r421-4.7.0", "r450-4.2.0", "r450-4.2.1", "r451-4.3.0", "r451-4.7.1", "r452-4.2.2", "r452-4.3.1", "r454-4.7.0", "r455-4.5.1",
    "r500-5.5.2", "r501-5.1.3", "r503-5.5.1", "r530-5.7.0", "r535-5.7.8", "r541-5.7.1", "r550-5.1.1", "r550-5.2.1", "r550-5.4.1",
    "r550-5.7.1", "r550-5.7.26", "r551-5.1.6", "r552-5.2.2", "r552-5.3.4", "r553-5.1.3", "r553-5.7.1", "r554-5.7.1", "r556-5.1.10",
    "r571-5.7.1", "r599-5.9.9", "r421", "r450", "r451", "r452", "r550", "r552", "r553", "r554", "r571",
    "p451-4.3.0", "p452-4.3.1", "p503-5.5.1", "p554-5.5.1",
    "d421-4.3.2", "d451-4.3.0", "d452-4.3.1", "d550-5.7.1", "d552-5.3.4", "d554-5.6.0", "d554-5.7.1", "d571-5.7.1",
]
STAGES = {"r": "rcpt", "p": "data", "d": "dot"}


def refused_by_exim(name):
    code, _, status = name[1:].partition("-")
    done = run(*exim_account(), "--to", name + "@example.test")
    expect(done, outcome="rejected", stage=STAGES[name[0]], code=code, login="ok")
    check_equal(done.fact("status"), status or None, "the enhanced status")
    check_in("as asked", done.fact("text") or "", "the server's own words")
    verdict = done.verdict()
    check_that(verdict["kind"] in ("problem", "warning"), f"the verdict is a problem: {verdict}")
    # A full mailbox (452, 4.2.2) may ask for somebody's hand; the other 4yz replies pass by waiting.
    if code.startswith("4") and code != "452":
        check_that(verdict["lasts"] in ("temporary", "unclear"), f"waiting helps after a 4yz reply: {verdict}")


for name in RECIPIENTS:
    add_case(f"Exim: {name}", refused_by_exim, name)

# Title, words after the account, facts.
AT_EXIM = [
    ("421 instead of a greeting", ["--port", "2421", "--no-login"], {"stage": "greeting", "code": 421}),
    ("554 instead of a greeting", ["--port", "2554", "--no-login"], {"stage": "greeting", "code": 554}),
    ("550 to EHLO", ["--port", "2550", "--no-login"], {"stage": "ehlo", "code": 550}),
    ("552: smaller than the message", ["--port", "2552", "--no-login"], {"error": "too-big-for-server"}),
    ("530: no login", ["--port", "587", "--no-login", "--to", "ok@example.test"], {"code": 530}),
    ("relaying refused", ["--port", "25", "--no-login", "--to", "somebody@elsewhere.test"], {"stage": "rcpt", "code": 550}),
    ("spam refused after the message", ["--to", "spam@example.test"], {"stage": "dot", "code": 550}),
]


def not_accepted(account, words, facts):
    done = run(*account(), *words)
    check_that(done.data["outcome"] in ("rejected", "failed"), f"the outcome is a problem\n{done.story()}")
    expect(done, **facts)


for title, words, facts in AT_EXIM:
    add_case("Exim: " + title, not_accepted, exim_account, words, facts)


@case("Exim: sender refused, for good and for now")
def senders():
    for sender, code in (("spoof", 553), ("busy", 451)):
        done = run(f"{sender}@example.test", "--server", "exim.example.test", "--ca", check.lab.ca, "--user", "exim@example.test",
                   "--to", "ok@example.test")
        expect(done, outcome="rejected", stage=["mail", "rcpt"], code=code)


@case("Exim: greylisting lets the second try pass")
def greylisting():
    first = expect(run(*exim_account(), "--to", "grey@example.test"), outcome="rejected", stage="rcpt", code=451)
    expect_named(first)
    check_equal(first.verdict()["lasts"], "temporary", "how long it lasts")
    expect(run(*exim_account(), "--to", "grey@example.test"), outcome="accepted")


AT_POSTFIX = [
    ("grey", {"code": 450, "status": "4.2.0", "stage": "rcpt"}),
    ("full", {"code": 452, "status": "4.2.2", "stage": "rcpt"}),
    ("blocked", {"code": 554, "status": "5.7.1", "stage": "rcpt"}),
    ("drop", {"code": 421, "status": "4.7.0", "stage": "rcpt"}),
    ("nobody", {"code": 550, "status": "5.1.1", "stage": "rcpt"}),
]


def refused_by_postfix(name, facts):
    done = run(*postfix_account(), "--to", name + "@example.test")
    expect_named(expect(done, outcome="rejected", login="ok", **facts))


for name, facts in AT_POSTFIX:
    add_case(f"Postfix: {name}@example.test", refused_by_postfix, name, facts)


@case("Postfix: a message larger than its limit")
def too_big():
    done = run(*postfix_account(), "--size", "200000")
    expect_named(expect(done, outcome=["rejected", "failed"], size_limit=100000))
    check_that("DATA" not in done.verbs(), "nothing is sent that the server has said it will not take")


# Port of smtp-sink (see sink.py), facts.
AT_SINK = [
    ("EHLO unknown, HELO known", 2501, {"outcome": "accepted", "helo-only": "yes"}),
    ("no extensions at all", 2502, {"outcome": "accepted"}),
    ("MAIL refused", 2503, {"outcome": "rejected", "stage": "mail", "code": 550}),
    ("RCPT refused for now", 2504, {"outcome": "rejected", "stage": "rcpt", "code": 450, "status": "4.2.1"}),
    ("DATA refused", 2505, {"outcome": "rejected", "stage": "data", "code": 554}),
    ("message refused", 2506, {"outcome": "rejected", "stage": "dot", "code": 554, "status": "5.6.0"}),
    ("message refused for now", 2507, {"outcome": "rejected", "stage": "dot", "code": 452}),
    ("421 to EHLO", 2511, {"outcome": "rejected", "stage": "ehlo", "code": 421}),
    ("421 to RCPT", 2512, {"outcome": "rejected", "stage": "rcpt", "code": 421}),
    ("421 after the message", 2513, {"outcome": "rejected", "stage": "dot", "code": 421}),
    ("closes at EHLO", 2521, {"outcome": "failed", "stage": "ehlo", "error": ["closed", "reset"]}),
    ("closes at MAIL", 2522, {"outcome": "failed", "stage": "mail", "error": ["closed", "reset"]}),
    ("closes at DATA", 2523, {"outcome": "failed", "stage": "data", "error": ["closed", "reset"]}),
    ("closes after the message", 2524, {"outcome": "unknown-delivery", "stage": "dot"}),
    ("slow", 2531, {"outcome": "accepted"}),
    ("554 greeting", 2561, {"outcome": "rejected", "stage": "greeting", "code": 554}),
    ("421 greeting", 2562, {"outcome": "rejected", "stage": "greeting", "code": 421}),
]


def at_sink(port, facts):
    expect(run(*sink_account(port)), **facts)


for title, port, facts in AT_SINK:
    add_case("smtp-sink: " + title, at_sink, port, facts)


@case("smtp-sink: a masked greeting is told")
def masked():
    expect(run(*sink_account(2541)), **{"greeting.kind": "masked"})


check.main("postfix", "exim", "sink")
