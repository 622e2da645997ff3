# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Logins that fail: one attempt, the right words, and no password where it could be read."""

import check
from check import CANARY, dovecot_account, exim_account, expect, expect_named, postfix_account, run
from tap import add_case, case, check as check_that, check_equal, check_in, check_not_in

WRONG = "Wrong-" + CANARY

MECHANISMS = ["auto", "SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"]


def wrong_password(account, mechanism):
    before = check.lab.dovecot.mark()
    done = run(*account(), "--auth", mechanism, password=WRONG)
    expect_named(expect(done, outcome="rejected", stage="auth", code=535, login="refused", sent_auth="yes"))
    check_equal(len(check.lab.dovecot.attempts(before)), 1, "login attempts that Dovecot saw")
    check_not_in("MAIL", done.verbs(), "commands sent")
    check_equal(done.verdict()["actor"], "you", "who must act")


for mechanism in MECHANISMS:
    add_case(f"Postfix: wrong password, {mechanism}", wrong_password, postfix_account, mechanism)
    add_case(f"Dovecot: wrong password, {mechanism}", wrong_password, dovecot_account, mechanism)


@case("Postfix counts one AUTH for a wrong password")
def one_auth():
    before = check.lab.postfix.mark()
    run(*postfix_account(), password=WRONG)
    sessions = [session for session in check.lab.postfix.sessions(before) if "auth" in session]
    check_equal([session["auth"] for session in sessions], ["0/1"], "AUTH commands, taken/all")


@case("Exim: wrong password")
def wrong_at_exim():
    expect_named(expect(run(*exim_account(), password=WRONG), outcome="rejected", stage="auth", code=535))


@case("user unknown to the server")
def unknown_user():
    done = run(*postfix_account(), "--user", "nobody@example.test")
    expect(done, outcome="rejected", stage="auth", code=535, user="nobody@example.test")


@case("user name without the domain: writing it as the whole address is proposed")
def short_user():
    done = run(*postfix_account(), "--user", "canary", "--auth", "PLAIN")
    expect(done, outcome="rejected", stage="auth", **{"user.form": "local-part"})
    actions = [fix["action"] for fix in done.verdict()["fixes"]]
    check_in("use-user", actions, f"fixes of {done.verdict()['id']}")


@case("a password that is not ASCII, wrong")
def wrong_umlaut():
    done = run(*postfix_account("umlaut"), password="Grüße-falsch-€€€€")
    expect(done, outcome="rejected", stage="auth", code=535)


@case("a temporary failure of the login asks for no new password")
def temporary():
    done = run("ok@example.test", "--server", "exim.example.test", "--ca", check.lab.ca, "--user", "tempfail@example.test",
               "--auth", "PLAIN", "--to", "ok@example.test")
    expect(done, outcome="rejected", stage="auth", code=435)
    verdict = done.verdict()
    check_that(verdict["lasts"] in ("temporary", "unclear"), f"waiting may help: {verdict}")
    check_that(all("password" not in (fix.get("arguments") or "") for fix in verdict["fixes"]),
               f"no fix asks for the password: {verdict['fixes']}")


@case("the sender is not the owner of the account")
def not_owned():
    done = run("ok@example.test", "--server", "mail.example.test", "--ca", check.lab.ca, "--user", "canary@example.test")
    expect_named(expect(done, outcome="rejected", stage=["mail", "rcpt"], code=553, status="5.7.1", login="ok"))


@case("a mechanism that the server does not offer")
def not_offered():
    done = run(*exim_account(), "--auth", "SCRAM-SHA-256")
    expect(done, outcome="failed", stage="auth", error="login-mechanism-not-offered")
    check_not_in("AUTH", done.verbs(), "commands sent")


@case("a server that offers no login")
def no_login_there():
    done = run(*postfix_account(), "--port", "2526")
    expect_named(expect(done, outcome="failed", stage="auth", error="login-not-offered"))
    check_not_in("MAIL", done.verbs(), "commands sent")


# Mechanisms offered, and the words that name the trouble.
UNUSABLE = [("GSSAPI NTLM", ["login-no-mechanism"]), ("XOAUTH2 OAUTHBEARER", ["login-no-mechanism"])]


@case("only mechanisms that a password is no use for")
def no_mechanism():
    for number, (offered, errors) in enumerate(UNUSABLE):
        server = check.lab.add_recorder("127.0.1.6", 4610 + number, "tls", "good", auth=offered)
        done = run("canary@example.test", "--server", "record.example.test", "--port", 4610 + number, "--security", "tls",
                   "--ca", check.lab.ca)
        expect(done, outcome="failed", stage="auth", error=errors)
        check_equal(done.facts("auth.offered"), offered.split(), "mechanisms offered")
        check_equal(check.find_secret(CANARY, server.last().received()), [], "forms of the password that the server got")
        check_not_in("MAIL", server.last().verbs(), "commands that the server got")


@case("no login without encryption, unless it is allowed for this run")
def plain_login():
    words = [*exim_account(), "--port", "2027", "--security", "none", "--to", "ok@example.test"]
    done = run(*words)
    expect_named(expect(done, outcome="failed", error="login-not-encrypted"))
    check_not_in("AUTH", done.verbs(), "commands sent")
    expect(run(*words, "--allow-plain-login"), outcome="accepted", login="ok")


@case("no password reaches a server without encryption")
def plain_bytes():
    done = run("canary@example.test", "--server", "record.example.test", "--port", "25", "--security", "none")
    expect(done, outcome="failed", error="login-not-encrypted")
    conversation = check.lab.plain.last()
    check_equal(check.find_secret(CANARY, conversation.received()), [], "forms of the password that the server got")
    check_not_in("MAIL", conversation.verbs(), "commands that the server got")


check.main("postfix", "exim", "record")
