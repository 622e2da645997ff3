# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates with a fault: the fault is named, and nothing private reaches the server.

Each fault is shown by Exim (465, 587) and by a small server that writes down every byte it gets (4465, 4587) and would accept
everything.
"""

import os
import ssl
import subprocess

import check
from check import CANARY, expect, expect_named, run
from recorder import tls_context
from tap import add_case, case, check as check_that, check_equal, check_in

# Certificate, host name, and which of these tls.verify must be.
FAULTS = [
    ("expired", "expired", ["expired"]),
    ("future", "future", ["not-yet-valid"]),
    ("wrong-name", "wrong-name", ["name-mismatch"]),
    ("wildcard", "two.levels", ["name-mismatch"]),
    ("self-signed", "self-signed", ["self-signed"]),
    ("missing-intermediate", "missing-intermediate", ["chain-incomplete", "unknown-issuer"]),
    ("unknown-ca", "unknown-ca", ["unknown-issuer"]),
    ("expired-intermediate", "expired-intermediate", ["intermediate-expired", "expired"]),
    ("sha1", "sha1", ["insecure-algorithm"]),
    ("small-key", "small-key", ["insecure-algorithm"]),
    ("not-a-ca", "not-a-ca", ["signer-not-ca", "unknown-issuer"]),
    ("wrong-purpose", "wrong-purpose", ["purpose-mismatch"]),
]
WAYS = [("tls", 465), ("starttls", 587), ("tls", 4465), ("starttls", 4587)]
# Nothing else may be said to a server whose certificate was refused.
HARMLESS = {"EHLO", "HELO", "STARTTLS", "QUIT"}


def account(host, port, security):
    return ["canary@example.test", "--server", host + ".example.test", "--port", port, "--security", security, "--ca", check.lab.ca]


def saw_nothing_private(conversation):
    check_equal(check.find_secret(CANARY, conversation.received()), [], "forms of the password that the server got")
    check_that(set(conversation.verbs()) <= HARMLESS, f"the server got only harmless commands: {conversation.verbs()}")
    check_equal(conversation.secret.replace(b"QUIT\r\n", b""), b"", "what the server got inside TLS")


def faulty(certificate, host, faults, security, port):
    done = run(*account(host, port, security))
    expect(done, outcome="failed", stage="tls", error="tls-certificate", tls_verify=faults)
    check_that(done.fact("sent.auth") is None, "no login was begun")
    check_that(set(done.verbs()) <= HARMLESS, f"only harmless commands were sent: {done.verbs()}")
    expect_named(done)
    if port > 4000:
        saw_nothing_private(check.lab.recording[certificate, port].last())


for certificate, host, faults in FAULTS:
    for security, port in WAYS:
        add_case(f"{host} at port {port}", faulty, certificate, host, faults, security, port)


@case("a wildcard that fits is taken")
def wildcard():
    for security, port in WAYS[2:]:
        expect(run(*account("wildcard", port, security)), outcome="accepted", tls_verify="ok")


@case("TLS 1.1 at most is refused, and nothing private is sent")
def old_tls():
    for security, port in WAYS[2:]:
        done = run(*account("old-tls", port, security))
        expect(done, outcome="failed", stage="tls", error=["tls-version", "tls-alert", "tls-no-common-cipher"])
        saw_nothing_private(check.lab.recording["old-tls", port].last())


@case("without the lab's authority the chain is not trusted")
def untrusted():
    done = run("canary@example.test", "--server", "mail.example.test")
    expect_named(expect(done, outcome="failed", error="tls-certificate",
                        tls_verify=["unknown-issuer", "chain-incomplete", "self-signed"]))
    check_that(all("auth" not in session for session in check.lab.postfix.sessions()), "Postfix saw no AUTH")


def namesake():
    """An authority that is called like the lab's, and has a key of its own."""
    path = os.path.join(check.lab.folder, "namesake.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", os.devnull,
                    "-subj", "/O=Outbox Doctor Lab/CN=Outbox Doctor Lab Root", "-days", "9", "-out", path], check=True, capture_output=True)
    return path


@case("an authority among the system's is found, also behind one of the same name")
def trusted_by_system():
    words = ["canary@example.test", "--server", "mail.example.test"]
    with check.lab.trusted_by_system():
        expect(run(*words), outcome="accepted", tls_verify="ok")
        expect(run("canary@example.test", "--server", "alias.example.test"), outcome="failed", tls_verify="name-mismatch")
    with check.lab.trusted_by_system(namesake(), check.lab.ca):
        expect(run(*words), outcome="accepted", tls_verify="ok")
    with check.lab.trusted_by_system(namesake()):
        expect(run(*words), outcome="failed", error="tls-certificate")
    expect(run(*words), outcome="failed", error="tls-certificate", tls_verify=["unknown-issuer", "chain-incomplete"])


@case("a name in the certificate is proposed where the typed one is not in it")
def fitting_name():
    done = run(*account("wrong-name", 4465, "tls"))
    check_in("mail.provider.test", done.facts("tls.leaf.names"), "names in the certificate")
    proposed = [fix["arguments"] for fix in done.verdict()["fixes"] if fix["action"] == "use-host"]
    check_that(any("provider.test" in words for words in proposed), f"a fix proposes the name\n{done.verdict()}")


@case("an address in place of the name is not taken")
def literal():
    expect(run("canary@example.test", "--server", "127.0.1.1", "--ca", check.lab.ca), outcome="failed",
           error="tls-certificate", tls_verify="name-mismatch")


@case("the handshake of a server without a certificate")
def no_certificate():
    done = run("canary@example.test", "--server", "mail.example.test", "--port", 2587, "--security", "starttls", "--ca",
               check.lab.ca)
    expect(done, outcome="failed", stage=["tls", "starttls"])
    check_that("AUTH" not in done.verbs(), "no login")


def demanding_server(port):
    """Demands a certificate of the client, and offers the login that goes with it. The one whose purpose is wrong for a server is right here."""
    context = tls_context(check.lab.pki, "good")
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(check.lab.ca)
    return check.lab.add_recorder("127.0.1.1", port, "tls", context=context, auth="EXTERNAL")


@case("a client certificate is shown, and the login is EXTERNAL without a password")
def client_certificate():
    server = demanding_server(4701)
    file = os.path.join(check.lab.folder, "client.pem")
    with open(file, "w", encoding="ascii") as both:
        both.writelines(open(os.path.join(check.lab.pki, "wrong-purpose." + end), encoding="ascii").read() for end in ("pem", "key"))
    done = run(*account("mail", 4701, "tls"), "--auth", "EXTERNAL", "--client-certificate", file)
    expect(done, outcome="accepted", login="ok", auth_used="EXTERNAL")
    check_in("AUTH", server.last().verbs(), "commands that the server got")


@case("a client certificate is demanded and there is none")
def no_client_certificate():
    demanding_server(4702)
    expect_named(expect(run(*account("mail", 4702, "tls")), outcome="failed", error="tls-client-certificate"))


check.main("postfix", "exim", "record")
