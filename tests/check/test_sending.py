# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Healthy servers: the message is accepted, arrives, and is byte for byte what was sent."""

import re

import check
from check import CANARY, dovecot_account, exim_account, expect, postfix_account, run
from recorder import message_in
from tap import add_case, case, check as check_that, check_equal, check_in, check_not_in

DIRECT = ["ok@example.test", "--direct", "--to"]

# Title, account, further words, and what the facts must say besides outcome=accepted.
HEALTHY = [
    ("Postfix, STARTTLS", postfix_account, [], {"security": "starttls", "tls_active": "yes", "login": "ok"}),
    ("Postfix, port 587 named", postfix_account, ["--port", "587"], {"port": 587, "security": "starttls"}),
    ("Postfix, TLS by port 465", postfix_account, ["--port", "465"], {"security": "tls", "tls_active": "yes"}),
    ("Postfix, TLS by name", postfix_account, ["--security", "tls"], {"port": 465}),
    ("Dovecot's submission service, STARTTLS", dovecot_account, [], {"login": "ok"}),
    ("Dovecot's submission service, TLS", dovecot_account, ["--security", "tls"], {"login": "ok"}),
    ("Exim, STARTTLS", exim_account, ["--to", "ok@example.test"], {"login": "ok"}),
    ("Exim, TLS", exim_account, ["--security", "tls", "--to", "ok@example.test"], {"login": "ok"}),
    ("SCRAM-SHA-256", postfix_account, ["--auth", "SCRAM-SHA-256"], {"auth_used": "SCRAM-SHA-256"}),
    ("SCRAM-SHA-1", postfix_account, ["--auth", "SCRAM-SHA-1"], {"auth_used": "SCRAM-SHA-1"}),
    ("CRAM-MD5", postfix_account, ["--auth", "CRAM-MD5"], {"auth_used": "CRAM-MD5"}),
    ("PLAIN", postfix_account, ["--auth", "PLAIN"], {"auth_used": "PLAIN"}),
    ("LOGIN", postfix_account, ["--auth", "LOGIN"], {"auth_used": "LOGIN"}),
    ("PLAIN at Exim", exim_account, ["--auth", "PLAIN", "--to", "ok@example.test"], {"auth_used": "PLAIN"}),
    ("LOGIN at Exim", exim_account, ["--auth", "LOGIN", "--to", "ok@example.test"], {"auth_used": "LOGIN"}),
    ("CRAM-MD5 at Exim", exim_account, ["--auth", "CRAM-MD5", "--to", "ok@example.test"], {"auth_used": "CRAM-MD5"}),
    ("PLAIN at Dovecot", dovecot_account, ["--auth", "PLAIN"], {"auth_used": "PLAIN"}),
    ("IPv6 silent, IPv4 well", postfix_account, ["--server", "dual.example.test"], {"lookup_addresses": 2}),
    ("IPv6 unreachable, IPv4 well", postfix_account, ["--server", "dual-unreachable.example.test"], {"lookup_addresses": 2}),
    ("a slow answer to the recipient", postfix_account, ["--to", "slow@example.test"], {}),
    ("a delivery notice asked for", postfix_account, ["--notice"], {"dsn": "asked"}),
]


def accepted(account, words, facts):
    done = expect(run(*account(), *words), outcome="accepted", **facts)
    check_that(done.fact("queue-id"), f"the queue id is kept\n{done.story()}")
    check_equal(done.verdict()["kind"], "success", "the kind of the verdict")


for title, *rest in HEALTHY:
    add_case(title, accepted, *rest)


@case("the strongest mechanism is chosen by itself")
def strongest():
    done = run(*postfix_account())
    check_that(done.fact("auth.used").startswith("SCRAM-SHA-256"), f"SCRAM-SHA-256 is used\n{done.story()}")


@case("several recipients in one run")
def several():
    before = check.lab.mail_count("user"), check.lab.mail_count("ok")
    done = expect(run(*postfix_account(), "--to", "user@example.test", "--to", "ok@example.test"), outcome="accepted")
    check_equal(done.verbs().count("RCPT"), 2, "RCPT commands")
    check.lab.maildir("user", count=before[0] + 1)
    check.lab.maildir("ok", count=before[1] + 1)


@case("one of two recipients is refused")
def partly():
    done = run(*postfix_account(), "--to", "ok@example.test", "--to", "nobody@example.test")
    expect(done, outcome=["accepted-partly", "rejected"])


@case("a password that is not ASCII")
def not_ascii():
    for mechanism in ("PLAIN", "LOGIN", "SCRAM-SHA-256"):
        done = run(*postfix_account("umlaut"), "--auth", mechanism, password=check.lab.accounts["umlaut@example.test"])
        expect(done, outcome="accepted", auth_used=mechanism)


@case("a recipient that is not ASCII (SMTPUTF8)")
def smtputf8():
    expect(run(*postfix_account(), "--to", "büro@example.test"), outcome="accepted")
    check_in("büro@example.test".encode(), check.lab.maildir("buero")[-1], "the message that arrived")


@case("directly to the recipient's mail exchanger")
def direct():
    for recipient, mailbox in (("ok@rcpt.example.test", "rcpt"), ("ok@onlya.example.test", "onlya")):
        done = expect(run(*DIRECT, recipient, "--ca", check.lab.ca), outcome="accepted", mode="direct", port=25)
        check_not_in("AUTH", done.verbs(), "commands sent")
        check.lab.maildir(mailbox)


@case("directly, the second exchanger where the first refuses")
def second_exchanger():
    expect(run(*DIRECT, "ok@secondmx.example.test", "--ca", check.lab.ca), outcome="accepted")


@case("directly, to Exim")
def direct_exim():
    expect(run(*DIRECT, "ok@eximmx.example.test", "--ca", check.lab.ca), outcome="accepted")


@case("a dry run delivers nothing")
def dry_run():
    before = check.lab.mail_count("canary"), check.lab.postfix.mark()
    done = expect(run(*postfix_account(), "--dry-run"), outcome="checked", login="ok")
    check_not_in("DATA", done.verbs(), "commands sent")
    check_in("RSET", done.verbs(), "commands sent")
    check_equal(check.lab.mail_count("canary"), before[0], "mails in the mailbox")
    sessions = check.lab.postfix.sessions(before[1])
    check_that(all("data" not in session for session in sessions), f"Postfix saw no DATA: {sessions}")


def arrived(mailbox, before):
    """The newest message, without the header lines that Postfix put before it."""
    mail = check.lab.maildir(mailbox, count=before + 1)[-1]
    own = rb"(?:(?:Return-Path|X-Original-To|Delivered-To|Received):[^\n]*\n(?:[ \t][^\n]*\n)*)+"
    return re.sub(rb"\A" + own, b"", mail)


def sent_and_arrived(*words):
    """Through a port that keeps every byte, so the program's own word is not needed for what it sent."""
    before = check.lab.mail_count("ok")
    plain = ["ok@example.test", "--server", "proxy.example.test", "--port", "25", "--security", "none", "--no-login"]
    done = expect(run(*plain, *words), outcome="accepted")
    return message_in(check.lab.proxy.last()), arrived("ok", before), done


@case("what arrives is byte for byte what was sent")
def byte_for_byte():
    sent, mail, done = sent_and_arrived()
    check_equal(mail, sent.replace(b"\r\n", b"\n"), "the message in the mailbox")
    check_equal(int(done.fact("message.size")), len(sent), "the size that is told")
    for name in (b"Date: ", b"Message-ID: ", b"From: ", b"To: ", b"Subject: "):
        check_that(re.search(rb"^" + name, sent, re.MULTILINE | re.IGNORECASE), f"there is a line {name.decode()}")
    check_not_in(b"\n", sent.replace(b"\r\n", b""), "line ends")
    check_that(max(map(len, sent.split(b"\r\n"))) <= 998, "no line is longer than 998 octets")


@case("a message of chosen size arrives whole")
def big():
    sent, mail, _ = sent_and_arrived("--size", "90000")
    check_that(90000 <= len(sent) <= 91000, f"the size is as asked for: {len(sent)}")
    check_equal(mail, sent.replace(b"\r\n", b"\n"), "the message in the mailbox")


@case("the message that arrives by STARTTLS has the size that is told, and no secret")
def by_tls():
    before = check.lab.mail_count("ok")
    done = expect(run(*postfix_account(), "--to", "ok@example.test"), outcome="accepted")
    mail = arrived("ok", before)
    check_equal(len(mail.replace(b"\n", b"\r\n")), int(done.fact("message.size")), "octets")
    check_equal(check.find_secret(CANARY, mail), [], "forms of the password in the message")


@case("one login attempt at the server, and all commands in their order")
def order():
    before = check.lab.dovecot.mark()
    done = run(*postfix_account(), "--auth", "PLAIN")
    check_equal(check.lab.dovecot.attempts(before), ["PLAIN"], "login attempts that Dovecot saw")
    commands = ["EHLO", "STARTTLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]
    check_equal([verb for verb in done.verbs() if verb in commands], commands, "commands sent")


@case("the finding of success says that accepted is not delivered")
def words():
    verdict = run(*postfix_account()).verdict()
    check_in("accepted", (verdict["title"] + verdict["summary"]).lower(), "the verdict")


check.main("postfix", "exim")
