# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The probes of the name service against real name servers: Knot with a signed zone, behind a validating Unbound.

A faulty name service stands between where no real one can be made to fail: silent, failing, or changing what it passes on.
"""

import os
import socket
import subprocess
import sys

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."), os.path.dirname(os.path.abspath(__file__))]

import names  # noqa: E402
import tap  # noqa: E402
from patient import Middleman  # noqa: E402
from process import LabError  # noqa: E402
from tap import Skip, add_case, case, check, check_equal, check_in  # noqa: E402
from world import World, healing  # noqa: E402

ASK_PROBE = os.environ["ASK_PROBE"]
ROOT_KEY = "/usr/share/dns/root.key"
PUBLIC = "203.0.113.5"
GRACE = 800  # ms that a probe may take to notice the end of its time

world = None


def ask(probe, *facts, sender="anna@example.org", limit=10000, cancel=0):
    """What one probe found: {name: [value, …]}, and "ms"."""
    done = subprocess.run([ASK_PROBE, probe, str(limit), str(cancel), sender, *facts], capture_output=True, text=True, timeout=60,
                          check=False, env={**os.environ, **world.environment})
    check_equal((done.returncode, done.stderr), (0, ""), f"ask-probe {probe}")
    found = {}
    for line in done.stdout.splitlines():
        name, value = line.split("=", 1)
        found.setdefault(name, []).append(value)
    return found


def expect(found, **wanted):
    """Facts with _ for . and __ for -; None for one that must not be there."""
    for word, value in wanted.items():
        name = word.replace("__", "-").replace("_", ".")
        check_equal(found.get(name), None if value is None else value if isinstance(value, list) else [value], f"{name} of {found}")


in_world = healing(lambda: world)


def signed():
    """The program trusts our root only where the system keeps a key that can be replaced."""
    if not os.path.exists(ROOT_KEY):
        raise Skip(f"{ROOT_KEY} is not there")


def step_between(change):
    Middleman.step_in(world, 5302, change=change)


# Records that are set for the recipient's domain new.example, and what they mean.
DOMAINS = [
    ("ok", [("new.example.", "MX", "10 mx.new.example."), ("mx.new.example.", "A", PUBLIC)], "exists", "ok", ["mx.new.example"]),
    ("ok by IPv6", [("new.example.", "MX", "10 mx.new.example."), ("mx.new.example.", "AAAA", "2001:db8::5")], "exists", "ok",
     ["mx.new.example"]),
    ("none", [("new.example.", "A", PUBLIC)], "exists", "none", None),
    ("null", [("new.example.", "MX", "0 .")], "exists", "null", None),
    ("no-address", [("new.example.", "MX", "10 nowhere.example.")], "exists", "no-address", ["nowhere.example"]),
    ("no-address but another record", [("new.example.", "MX", "10 mx.new.example."), ("mx.new.example.", "TXT", "words")], "exists",
     "no-address", ["mx.new.example"]),
    ("neither MX nor address", [("new.example.", "TXT", "words")], "exists", "no-address", None),
    ("alias", [("new.example.", "MX", "10 mx.new.example."), ("mx.new.example.", "CNAME", "mx.example.net.")], "exists", "alias",
     ["mx.new.example"]),
    ("own network", [("new.example.", "MX", "10 mx.new.example."), ("mx.new.example.", "A", "192.168.7.7")], "exists", "own-network",
     ["mx.new.example"]),
    ("no such domain", [], "not-found", None, None),
]


def domain(records, exists, mx, hosts):
    try:
        for record in records:
            world.record(*record)
        found = ask("recipient-domain", "recipient=bea@new.example")
        expect(found, rdomain=exists, rdomain_mx=mx, rdomain_mx_host=hosts)
        if os.path.exists(ROOT_KEY):
            expect(found, rdomain_dnssec="secure")
    finally:
        world.heal()


for title, *row in DOMAINS:
    add_case("exchangers: " + title, domain, *row)


@in_world("answers with false signatures are bogus, and nothing of them is used")
def bogus():
    signed()
    true, false = socket.inet_aton(names.RECIPIENT), socket.inet_aton("198.18.66.6")
    step_between(lambda question, answer: answer.replace(b"\x02mx\xc0", b"\x02my\xc0"))
    found = ask("recipient-domain", "recipient=bea@example.net")
    expect(found, rdomain="bogus", rdomain_dnssec="bogus", rdomain_mx=None, rdomain_mx_host=None)
    world.heal()
    step_between(lambda question, answer: answer.replace(socket.inet_aton(names.SMTP), false))
    expect(ask("resolver", "server=smtp.example.org"), resolver_direct="bogus", resolver_dnssec="bogus")
    world.heal()
    step_between(lambda question, answer: answer.replace(true, true))
    expect(ask("recipient-domain", "recipient=bea@example.net"), rdomain="exists", rdomain_dnssec="secure")


@in_world("a name service that fails is not one that says no")
def failing():
    world.break_resolver()
    expect(ask("recipient-domain", "recipient=bea@example.net", limit=5000), rdomain="failed", rdomain_mx=None)
    expect(ask("sender-domain", "server.address=198.18.10.1", limit=5000), sdomain="failed", sdomain_spf=None)
    expect(ask("reverse-dns", f"client.address={names.HOME}", limit=5000), rdns="failed")
    expect(ask("block-list", f"client.address={names.HOME}", limit=5000), block__list="failed", block__list_domain="failed")
    expect(ask("resolver", "server=smtp.example.org", limit=5000), resolver_control="failed", resolver_invented="failed")


SILENT = [("recipient-domain", ["recipient=bea@example.net"], {"rdomain": "failed"}),
          ("sender-domain", ["server.address=198.18.10.1"], {"sdomain": "failed"}),
          ("reverse-dns", [f"client.address={names.HOME}"], {"rdns": "failed"}),
          ("block-list", [f"client.address={names.HOME}"], {"block__list": "failed"}),
          ("resolver", ["server=smtp.example.org"], {"resolver_control": "silent", "resolver_direct": "silent"}),
          ("name-neighbours", ["server=smpt.example.org"], {"name_candidate": None})]


def silent(probe, facts, wanted):
    try:
        step_between(lambda question, answer: None)
        found = ask(probe, *facts, limit=600)
        expect(found, **wanted)
        check(600 <= int(found["ms"][0]) + 5 < 600 + GRACE, f"it ends with its time of 600 ms, not after {found['ms'][0]} ms")
        stopped = ask(probe, *facts, limit=20000, cancel=200)
        check(int(stopped["ms"][0]) < 200 + GRACE, f"a cancel after 200 ms ends it at once, not after {stopped['ms'][0]} ms")
    finally:
        world.heal()


for name, *row in SILENT:
    add_case(f"a silent name service: {name} keeps its time, and a cancel", silent, name, *row)


@in_world("SPF and DMARC of the sender's domain")
def policies():
    expect(ask("sender-domain", f"server.address={names.SMTP}"), sdomain="exists", sdomain_mx="ok", sdomain_spf="pass",
           sdomain_dmarc="none")
    expect(ask("sender-domain", f"server.address={PUBLIC}"), sdomain_spf="fail")
    world.record("example.org.", "TXT", '"v=spf1 include:other.example ~all"')
    world.record("other.example.", "TXT", '"v=spf1 mx:example.net a:%{d} exists:%{i}.ok.example -all"')
    world.record(f"{PUBLIC}.ok.example.", "A", "127.0.0.2")
    expect(ask("sender-domain", f"server.address={names.RECIPIENT}"), sdomain_spf="pass")
    expect(ask("sender-domain", f"server.address={PUBLIC}"), sdomain_spf="pass")
    expect(ask("sender-domain", "server.address=203.0.113.6"), sdomain_spf="softfail")
    expect(ask("sender-domain", f"server.address={PUBLIC}", sender="anna@nowhere.example"), sdomain="not-found", sdomain_spf=None)


@in_world("an SPF record that needs TCP and several strings")
def long_record():
    terms = " ".join(f"ip4:192.0.2.{i}" for i in range(130))
    text = f"v=spf1 {terms} ip4:{PUBLIC} -all"
    world.record("example.org.", "TXT", " ".join(f'"{text[i:i + 250]}"' for i in range(0, len(text), 250)))
    found = ask("sender-domain", f"server.address={PUBLIC}")
    expect(found, sdomain_spf="pass", sdomain_spf_record=text)


@in_world("names that lead back, and not")
def reverse_names():
    expect(ask("reverse-dns", f"client.address={names.SMTP}"), client_public="yes", rdns="ok", rdns_name="smtp.example.org",
           rdns_dial__up="no")
    expect(ask("reverse-dns", f"client.address={names.MX}"), rdns="none")
    world.record("home-7.isp.example.", "A", "198.18.200.8")
    expect(ask("reverse-dns", f"client.address={names.HOME}"), rdns="mismatch", rdns_name="home-7.isp.example")
    world.record("home-7.isp.example.", "A", None)
    expect(ask("reverse-dns", f"client.address={names.HOME}"), rdns="mismatch")
    world.record("home-7.isp.example.", "A", names.HOME)
    world.record("7.200.18.198.in-addr.arpa.", "PTR", "p200-7.isp.example.")
    world.record("p200-7.isp.example.", "A", names.HOME)
    expect(ask("reverse-dns", f"client.address={names.HOME}"), rdns="ok", rdns_dial__up="yes")


@in_world("block lists: listed, not listed, and one that does not answer such as we")
def block_lists():
    entry = names.reversed_address(names.HOME) + "." + names.BLOCK_LIST + "."
    world.record("example.org." + names.DOMAIN_LIST + ".", "A", "127.0.1.2")
    found = ask("block-list", f"client.address={names.HOME}")
    expect(found, block__list="not-listed", block__list_domain="listed", block__list_domain_name="A list of domains")
    world.record(entry, "A", "127.0.0.5")
    found = ask("block-list", f"client.address={names.HOME}", sender="anna@example.net")
    expect(found, block__list="listed", block__list_reason="infected", block__list_domain="not-listed")
    world.record(entry, "A", "127.255.255.254")
    expect(ask("block-list", f"client.address={names.HOME}"), block__list="failed", block__list_reason=None)


@in_world("a resolver that tells the truth, and one that invents names")
def truth():
    expect(ask("resolver", "server=smtp.example.org"), resolver_control="ok", resolver_invented="not-found", resolver_direct="found")
    world.record("alias.example.org.", "CNAME", "smtp.example.org.")
    expect(ask("resolver", "server=alias.example.org"), resolver_alias="smtp.example.org", resolver_direct="found")
    expect(ask("resolver", "server=nowhere.example.org"), resolver_direct="not-found", resolver_alias=None)
    world.break_resolver(names.WEB)
    expect(ask("resolver", limit=3000), resolver_invented="found")


@case("names that exist at one's own domain, and those that were meant")
def neighbours():
    expect(ask("name-neighbours", "server=smpt.example.org", "recipient=bea@gmial.com"), name_candidate="smtp.example.org",
           name_neighbour=None, domain_neighbour="gmail.com")
    expect(ask("name-neighbours", "server=mail.gmx.nte", sender="anna@gmx.net"), name_candidate="mail.gmx.net",
           name_neighbour="mail.gmx.net")
    found = ask("name-neighbours", "server=smtp.example.org", "recipient=bea@example.org")
    check_in("ms", found, "facts")
    expect(found, name_candidate=None, name_neighbour=None, domain_neighbour=None)


def main():
    global world
    try:
        with World() as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
