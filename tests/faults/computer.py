# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the catalogue that are not the server's: of the name service, of the way to the server, of the computer itself. One function
a case; what its script says of zones and ports is done here."""

import json
import subprocess
import threading
import time

import check as checks
import play
import rules
import tap
from name_server import NameServer
from server import Server

FAULTS = {}
HOST = "smtp.test"  # the other name of the certificate "good", known to the name server only
DELIVERED = "@G @E @T @A @M @R @D @B @OK @Q".split()
SILENT, SILENT6 = "198.51.100.9", "2001:db8:51::9"  # where tests/lab/enter loses packets, and where it has no way
UNREACHABLE, NO_WAY6 = "203.0.113.9", "2001:db8:ffff::9"
CLOSED = 9  # a port on which nobody listens
LOSS = """
table inet loss {{
  chain in {{
    type filter hook input priority 0; policy accept;
    tcp dport {port} drop
    tcp sport {port} drop
  }}
}}
"""

names = None


def fault(*ids):
    def add(function):
        for one in ids:
            FAULTS[one] = in_health(function)
        return function
    return add


def in_health(function):
    """With a name server that knows what the script of the case says."""
    def played(case, expected):
        global names
        names = names or NameServer()
        names.clear()
        for line in case.get("script", []):
            verb, _, rest = line.partition(" ")
            if verb == "ZONE" and rest != "(empty)":
                names.set(*rest.split(" ", 2))
            elif line == "TCP53 refuse":
                names.by_tcp = False
        function(case, expected)
    return played


def run(case, expected, host=HOST, lines=DELIVERED, client=(), sender="u@example.test", **options):
    """Against a server that would deliver, at this host. The port of the server is taken unless one is given."""
    script = play.Script(case["id"], list(lines), client, {}, expected.must_not, sender=sender, host=host, **options)
    done, server = play.play(script)
    expected.check(done)
    return done, server


def attempts(done):
    return [event["text"] for event in done.data["transcript"] if event.get("name") == "connect"]


# --- the name service

@fault("dns-001", "dns-002", "dns-003", "dns-004", "dns-005", "dns-006", "dns-009")
def no_address(case, expected):
    errors = {"dns-001": "name-not-found", "dns-004": "name-timed-out", "dns-005": "name-no-address"}
    done, server = run(case, expected)
    tap.check_equal(server.connections, 0, "connections")
    tap.check(done.fact("error") in (errors.get(case["id"]), "name-temporary", "name-failed"), f"the error fits\n{done.story()}")


@fault("dns-007")
def only_ipv6(case, expected):
    names.set(HOST, "AAAA", NO_WAY6)
    done, _ = run(case, expected)
    tap.check_equal(done.fact("lookup.families"), "ipv6", "the addresses are told")


@fault("dns-008")
def many_addresses(case, expected):
    """The system sorts addresses as it likes, so that the good one may come first; then all of them refuse."""
    refusing = [f"127.0.1.{n}" for n in range(1, 65)]
    names.set(HOST, "A", *refusing[1:], "127.0.0.1")
    done, _ = run(case, expected)
    tap.check(0 < len(attempts(done)) <= 8, f"eight addresses are tried at most\n{done.story()}")
    names.set(HOST, "A", *refusing)
    done, _ = run(case, expected)
    tap.check_equal(len(attempts(done)), 8, f"attempts\n{done.story()}")


@fault("dns-015")
def null_mx(case, expected):
    done, _ = run(case, expected, client=["--direct", "--to", "a@rcpt.test"])
    checks.expect(done, error="null-mx")


@fault("dns-016")
def short_mx(case, expected):
    for octets in (b"", b"\0", b"\0\x0a"):
        names.set("rcpt.test", "MX", octets)
        run(case, expected, client=["--direct", "--to", "a@rcpt.test"])


@fault("dns-018")
def long_text(case, expected):
    text = b"v=spf1 \x1b[31m \xe2\x80\xae " + b"x" * 60000 + b"\0"
    names.set("sender.test", "TXT", b"".join(bytes([len(text[at:at + 255])]) + text[at:at + 255] for at in range(0, len(text), 255)))
    names.set(HOST, "A", "127.0.0.1")
    refusal = [*DELIVERED[:4], "C MAIL", "S 550 5.7.23 SPF validation failed", "H"]
    done, _ = run(case, expected, sender="u@sender.test", lines=refusal)
    tap.check(("sender.test", 16) in names.asked, f"the record is asked for\n{done.story()}")
    longest = max(len(fact["value"]) for fact in done.data["facts"])
    tap.check(longest <= 17 << 10, f"16 KiB of a record are kept at most, and some for what is escaped, not {longest}")


@fault("dns-020")
def strangers_answer(case, expected):
    names.set(HOST, "A", "127.0.0.1")
    names.set(HOST, "LATE")
    run(case, expected)


# --- from an address to its server

def discover(address):
    done = checks.raw_run("discover", "--json", "--no-proof", "--ca", play.pki + "/ca.pem", address, password=None, codes=(0, 3))
    done.data = json.loads(done.out)
    return done.data["servers"], [step["result"] for step in done.data["asked"] if step["source"] == "srv"], done


@fault("dns-011", "dns-014")
def not_offered(case, _):
    if case["id"] == "dns-014":
        names.set("_submission._tcp.example.test", "SRV", "0 0 0 mail.example.test")
    servers, results, done = discover("u@example.test")
    tap.check_equal([one for one in servers if one["source"] == "srv"], [], "servers that the domain names")
    tap.check(any("not offered" in one for one in results), f"it says so: {results}\n{done.out}")


@fault("dns-012", "dns-019")
def to_be_confirmed(case, _):
    if case["id"] == "dns-019":
        names.set("_submissions._tcp.example.test", "SRV", "0 0 465 mail.xn--exmple-cua.test")
    servers, _, done = discover("u@example.test")
    found = [one for one in servers if one["source"] == "srv"]
    tap.check(found and all(one["confirm"] for one in found), f"the person is asked first\n{done.out}")


@fault("dns-013")
def many_records(case, _):
    names.set("_submissions._tcp.example.test", "SRV", *(f"0 0 465 s{n}.example.test" for n in range(1000)))
    servers, _, done = discover("u@example.test")
    count = sum(one["source"] == "srv" for one in servers)
    tap.check(0 < count <= 32, f"32 records are looked at at most, not {count}")
    rules.check_memory(done)


# --- the way to the server

@fault("con-001", "con-002", "con-003")
def no_way(case, expected):
    address, port = {"con-001": ("127.0.0.1", CLOSED), "con-002": (SILENT, 587), "con-003": (UNREACHABLE, 587)}[case["id"]]
    names.set(HOST, "A", address)
    done, server = run(case, expected, client=["--port", port])
    tap.check_equal((server.connections, len(attempts(done))), (0, 1), "one attempt")


@fault("con-007")
def dead_ipv6(case, expected):
    names.set(HOST, "AAAA", SILENT6)
    names.set(HOST, "A", "127.0.0.1")
    done, _ = run(case, expected)
    tap.check_equal(len(attempts(done)), 2, "attempts")
    until = next(event["at"] for event in done.data["transcript"] if event.get("name") == "connected")
    tap.check(until < 2 + rules.grace(), f"IPv4 is there within 2 s, not after {until:.1f} s\n{done.story()}")


@fault("con-008")
def second_address(case, expected):
    names.set(HOST, "AAAA", "::1")  # which comes first (RFC 8305 §4), and where the server does not listen
    names.set(HOST, "A", "127.0.0.1")
    done, _ = run(case, expected)
    tap.check_equal(len(attempts(done)), 2, f"both attempts are told\n{done.story()}")
    checks.expect(done, connect_ipv6="refused", connect_ipv4="ok")


@fault("con-017")
def network_goes_away(case, expected):
    """Every packet to and from the server is lost once it has greeted, and the system gives up early."""
    names.set(HOST, "A", "127.0.0.1")
    script = play.Script(case["id"], ["@G", "SLEEP 0", "H"], [], {}, expected.must_not, host=HOST)
    server = Server(script.lines, play.pki, script.offer, play.HURRY)
    loss = LOSS.format(port=server.port)
    server.on_sleep = lambda _: subprocess.run(["nft", "-f", "-"], input=loss, text=True, check=True)
    try:
        done = checks.run(*play.words_for(script, server.port, play.HURRY))
    finally:
        subprocess.run(["nft", "delete table inet loss"], check=False)
        server.stop()
    expected.check(done)
    rules.check_all(done, server, play.HURRY)


# --- the computer

NO_LEAKS = {"ASAN_OPTIONS": "detect_leaks=0:exitcode=99"}  # to look for leaks takes descriptors, too
STAGES = {
    "greeting": ["Z 1"],  # until the client knows that it is connected
    "ehlo": ["@G", "C EHLO"],
    "starttls": ["@G", "@E", "C STARTTLS"],
    "tls": ["@G", "@E", "C STARTTLS", "S 220 go", "C CLIENTHELLO"],
    "auth": [*DELIVERED[:3], "AUTHDONE"],
    "mail": [*DELIVERED[:4], "C MAIL"],
    "rcpt": [*DELIVERED[:5], "C RCPT"],
    "data": [*DELIVERED[:6], "C DATA"],
    "dot": DELIVERED[:8],
    "quit": [*DELIVERED[:9], "C QUIT"],
}
ENDS = {"dot": "unknown-delivery", "quit": "accepted"}  # all others: cancelled


@fault("ses-003")
def cancelled_at_each_stage(case, expected):
    names.set(HOST, "A", "127.0.0.1")
    for stage, lines in STAGES.items():
        script = play.Script(f"{case['id']} {stage}", [*lines, "CANCEL", "H"], [], {"outcome": ENDS.get(stage, "cancelled")}, host=HOST)
        done, _ = play.play(script, 1)
        checks.expect(done, stage="dot" if stage == "quit" else stage)
    names.set("silent.test", "A", SILENT)
    names.set("lookup.test", "DROP")
    for stage, host in (("connect", "silent.test"), ("lookup", "lookup.test")):
        checks.expect(cancelled_after(0.5, host), outcome="cancelled", stage=stage)


def cancelled_after(seconds, host):
    """So long after it has asked for the name of the server."""
    server = Server([], play.pki)
    cancelled = play.Cancelled(server)
    names.asked.clear()

    def cancel():
        while not names.asked:
            time.sleep(0.02)
        time.sleep(seconds)
        cancelled.interrupt()

    def started(process):
        cancelled.started(process)
        threading.Thread(target=cancel, daemon=True).start()

    try:
        done = checks.run(*play.words_for(play.Script("", [], host=host), 587, 1), started=started)
        ended = time.monotonic()
    finally:
        server.stop()
    cancelled.check_end(done, ended)
    return done


@fault("ses-005")
def no_descriptors(case, expected):
    """From the fewest on with which the program can be loaded and GLib has a main loop. Fewer are not ours to survive."""
    errors = [error for error in (limited(case, expected, count) for count in range(4, 16)) if error is not None]
    tap.check_in(("connect", "connection-failed"), errors, "how it ends with some number of descriptors")


def limited(case, expected, count):
    """(stage, error) of a run with so many descriptors; None where it could not begin."""
    server = Server(DELIVERED, play.pki, "PLAIN", play.HURRY)
    words = play.words_for(play.Script(case["id"], DELIVERED, host="127.0.0.1"), server.port, play.HURRY)
    try:
        done = checks.raw_run(*words, "--json", program=("prlimit", f"--nofile={count}", checks.PROGRAM),
                              codes=(0, 1, 127, -5), env=NO_LEAKS)
    finally:
        server.stop()
    if done.code == 127 or "GWakeup" in done.err:
        return None
    done.data = checks.parse(done)
    expected.check(done)
    return done.fact("stage"), done.fact("error")


@fault("ses-006")
def two_runs(case, expected):
    """Nothing is kept from one run to the next: a connection, a whole handshake and a login each."""
    names.set(HOST, "A", "127.0.0.1")
    other = ["@G", "@E", "C STARTTLS", "S 220 go", "TLS good max=1.2", "@E2", *DELIVERED[3:]]
    for lines, version in ((DELIVERED, "TLS1.3"), (other, "TLS1.2")):
        done, server = run(case, expected, lines=lines)
        tap.check_equal(server.connections, 1, f"connections\n{done.story()}")
        checks.expect(done, tls_version=version, login="ok")
