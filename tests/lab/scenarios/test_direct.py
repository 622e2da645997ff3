# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Direct runs to the recipient's own server: MTA-STS and DANE with signed zones, a policy on a real web page, and real and
faulty servers; and that no password ever goes over a channel that is not verified."""

import json
import os
import subprocess
import sys
import time

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."), os.path.dirname(os.path.abspath(__file__))]

import names  # noqa: E402
import tap  # noqa: E402
from patient import Middleman, Patient, Web, server_context  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_in  # noqa: E402
from world import World, healing  # noqa: E402

PROGRAM = os.environ["OUTBOX_CHECK"]
PAGES = "198.18.10.7"
FAULTY = "198.18.20.5"
TLSA = "_25._tcp.mx.example.net."

world = None
in_world = healing(lambda: world)


def deliver(*more, to="someone@example.net"):
    world.mark()
    done = subprocess.run([PROGRAM, "user@example.org", "--direct", "--to", to, "--ca", world.ca, "--json", *more],
                          env={**os.environ, **world.environment, "LC_ALL": "C.UTF-8", "HOME": world.folder}, capture_output=True,
                          text=True, timeout=60, check=False)
    check_equal(done.stderr, "", "complaints")
    return json.loads(done.stdout)


def facts(run):
    found = {}
    for fact in run["facts"]:
        found.setdefault(fact["name"], fact["value"])
    return found


def states(run, diagnosis):
    """{cause: state} of a finding, or None."""
    found = next((one for one in run["findings"] if one["id"] == diagnosis), None)
    return found and {cause["id"]: cause["state"] for cause in found["causes"]}


def digest_of(certificate, what, type=1):
    """A certificate (selector 0) or its key (1) as it is (type 0) or by SHA-256 or SHA-512 (1, 2), by openssl."""
    last = {0: "od -An -v -tx1 | tr -d ' \\n'", 1: "openssl dgst -sha256 -r", 2: "openssl dgst -sha512 -r"}[type]
    command = f"set -e; openssl x509 -in {world.pki}/{certificate}.crt " + \
        ("-outform DER" if what == 0 else "-noout -pubkey | openssl pkey -pubin -outform DER") + " | " + last
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True).stdout.split()[0]


def publish(text, *announcement):
    world.record("_mta-sts.example.net.", "TXT", *(announcement or ['"v=STSv1; id=1;"']))
    world.record("mta-sts.example.net.", "A", PAGES)
    with world.provider.inside():
        web = Web(PAGES, 443, lambda path: ("200 OK", ["Content-Type: text/plain"], text.encode()), server_context(world.pki, "pages"))
    world._until_healed(web)
    return web


def policy(mode="enforce", mx="mx.example.net"):
    return f"version: STSv1\r\nmode: {mode}\r\nmx: {mx}\r\nmax_age: 86400\r\n"


def faulty_exchanger(certificate="expired"):
    world.record("mx.example.net.", "A", FAULTY)
    with world.houses["recipient"].inside():
        patient = Patient(FAULTY, 25, "starttls", server_context(world.pki, certificate), "mx.example.net")
    world._until_healed(patient)
    return patient


@in_world("a domain that demands nothing: it is shown, and nothing is wrong")
def nothing():
    run = deliver()
    check_equal(run["outcome"], "accepted", "the outcome")
    check_equal((facts(run)["mta-sts"], facts(run)["dane"]), ("none", "none"), "facts")
    check_equal(states(run, "demands-met"), {"mta-sts": "ruled-out", "dane": "ruled-out"}, "what is shown")
    check(states(run, "demands-not-met") is None, "no alarm")


for usage, selector, type, certificate in ((3, 1, 1, "recipient"), (3, 0, 1, "recipient"), (3, 1, 2, "recipient"), (3, 0, 0, "recipient"),
                                           (2, 1, 1, "middle"), (2, 0, 1, "ca")):
    def fitting(usage=usage, selector=selector, type=type, certificate=certificate):
        world.record(TLSA, "TLSA", f"{usage} {selector} {type} {digest_of(certificate, selector, type)}")
        run = deliver()
        if certificate == "ca":  # the root is not sent along
            check_equal(facts(run)["dane"], "mismatch", "the root that is not in the chain")
            return
        check_equal(facts(run)["dane"], "match", "the fact")
        check_equal(states(run, "demands-met")["dane"], "confirmed", "what is shown")
    in_world(f"DANE {usage} {selector} {type} with {certificate}")(fitting)


@in_world("one fitting record among others is enough, and those that cannot be used do not count")
def several():
    world.record(TLSA, "TLSA", f"3 1 1 {'00' * 32}", "0 0 1 " + "11" * 32, f"3 1 1 {digest_of('recipient', 1)}")
    check_equal(facts(deliver())["dane"], "match", "the fact")
    world.heal()
    world.record(TLSA, "TLSA", "1 0 1 " + "11" * 32)
    check_equal(facts(deliver())["dane"], "unusable", "records of a usage for web pages")


@in_world("DANE names another certificate: delivery will fail, says the finding, and who must act")
def mismatch():
    world.record(TLSA, "TLSA", f"3 1 1 {'00' * 32}")
    run = deliver()
    check_equal(run["outcome"], "accepted", "the outcome here")
    check_equal(states(run, "demands-not-met")["dane-mismatch"], "confirmed", "the cause")


@in_world("DANE entries with a false signature")
def bogus():
    right = bytes.fromhex("ab" * 32)
    world.record(TLSA, "TLSA", f"3 1 1 {right.hex()}")
    Middleman.step_in(world, 5302, change=lambda question, answer: answer.replace(right, b"\x00" * 32))
    check_equal(states(deliver(), "demands-not-met")["dane-mismatch"], "confirmed", "the cause")


@in_world("a policy that fits is shown")
def enforced():
    web = publish(policy())
    run = deliver()
    check_equal((facts(run)["mta-sts"], facts(run)["mta-sts.match"]), ("enforce", "yes"), "facts")
    check_equal(states(run, "demands-met")["mta-sts"], "confirmed", "what is shown")
    check_equal([one.split("\r\n")[0] for one in web.requests], ["GET /.well-known/mta-sts.txt HTTP/1.1"], "what was asked")
    check("user" not in web.requests[0] and "someone" not in web.requests[0], "no address is told")


@in_world("a policy that names other servers")
def other_server():
    publish(policy(mx="*.mail.example.net"))
    run = deliver()
    check_equal(states(run, "demands-not-met")["policy-other-server"], "confirmed", "the cause")
    check_equal(states(run, "demands-not-met")["dane-mismatch"], "ruled-out", "the other")


@in_world("a policy on trial is no alarm")
def testing():
    publish(policy("testing", "other.example.net"))
    run = deliver()
    check(states(run, "demands-not-met") is None, "no alarm")
    check_equal(states(run, "demands-met")["mta-sts"], "likely", "what is shown")


@in_world("a policy that cannot be read is told, with the reason")
def unreadable():
    publish("hello\n")
    check_equal(states(deliver(), "demands-policy-unreadable"), {"certificate": "ruled-out", "page": "confirmed"}, "content")
    world.heal()
    publish(policy())
    world.record("mta-sts.example.net.", "A", names.SMTP)  # a certificate for another name
    check_equal(states(deliver(), "demands-policy-unreadable")["certificate"], "confirmed", "certificate")


@in_world("two announcements are as good as none")
def announced_twice():
    web = publish(policy(), '"v=STSv1; id=1;"', '"v=STSv1; id=2;"')
    check_equal(facts(deliver())["mta-sts"], "none", "the fact")
    check_equal(web.requests, [], "questions")


@in_world("a false certificate of the recipient's server stops nothing, and is told")
def false_certificate():
    faulty_exchanger()
    run = deliver()
    check_equal(run["outcome"], "accepted", "the outcome")
    check_equal(facts(run)["tls.unverified"], "yes", "the fact")
    check_equal(states(run, "demands-certificate-false")["demanded"], "ruled-out", "nothing demands more")


@in_world("a false certificate where the policy demands a valid one")
def false_certificate_enforced():
    faulty_exchanger()
    publish(policy())
    run = deliver()
    check_equal(states(run, "demands-not-met")["policy-certificate"], "confirmed", "the cause")


@in_world("DANE may name a certificate that nobody else vouches for")
def own_certificate():
    faulty_exchanger()
    world.record(TLSA, "TLSA", f"3 1 1 {digest_of('expired', 1)}")
    run = deliver()
    check_equal(facts(run)["dane"], "match", "the fact")
    check(states(run, "demands-not-met") is None, "no alarm")
    check(states(run, "demands-certificate-false") is None, "nothing to put up with")
    check_equal(states(run, "demands-met")["dane"], "confirmed", "what is shown")


@in_world("entries for DANE demand encryption")
def dane_without_encryption():
    world.record(TLSA, "TLSA", f"3 1 1 {digest_of('recipient', 1)}")
    world.record("mx.example.net.", "A", FAULTY)
    with world.houses["recipient"].inside():
        world._until_healed(Patient(FAULTY, 25, "plain", None, "mx.example.net"))
    check_equal(states(deliver(), "demands-not-met")["dane-mismatch"], "confirmed", "the cause")


@in_world("with a login a false certificate ends the run before a password is sent")
def never_with_login():
    patient = world.put_patient(587, "starttls", certificate="expired", passwords=(names.ACCOUNTS["user@example.org"],))
    world.mark()
    done = subprocess.run([PROGRAM, "user@example.org", "--server", "smtp.example.org", "--ca", world.ca, "--json", "--password-fd", "0"],
                          input=names.ACCOUNTS["user@example.org"], env={**os.environ, **world.environment, "HOME": world.folder},
                          capture_output=True, text=True, timeout=60, check=False)
    run = json.loads(done.stdout)
    check_equal((run["outcome"], patient.logins), ("failed", 0), "outcome and logins")
    check("tls.unverified" not in facts(run), "the run did not go on")


def main():
    global world
    try:
        with World() as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
