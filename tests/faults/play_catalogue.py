#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""play_catalogue.py CATALOGUE JUDGEMENTS [PART/PARTS]: plays the faults of a catalogue against outbox-check. README.md tells what is in
the two files, and what is looked at in every case. Runs inside tests/lab/enter."""

import json
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "scripts"), os.path.join(HERE, "..", "check"), os.path.join(HERE, "..", "lab")]

import check as checks  # noqa: E402
import play  # noqa: E402
import tap  # noqa: E402
from server import Server, why_not  # noqa: E402

OUTCOMES = {"delivered": "accepted", "delivered_partly": "accepted-partly", "rejected_permanent": "rejected",
            "rejected_temporary": "rejected", "error": "failed", "timeout": "failed", "refused_by_client": "failed",
            "unknown_delivery": "unknown-delivery", "warning": "accepted failed"}
PERMANENT = {"rejected_permanent": "5", "rejected_temporary": "4"}
CERTIFICATES = ("good expired notyet selfsigned unknownca wronghost cnonly nointermediate rsa1024 sha1sig ekuclient caleaf_nonca "
                "nameconstraint wildcard_tld noipsan muststaple chain100").split()


def client_words(given):
    """The words for settings of the catalogue, and the sender; None where there are no words for one."""
    words, sender = [], "u@example.test"
    for name, value in given.items():
        if name == "security":
            words += ["--security", {"implicit": "tls"}.get(value, value)]
        elif name == "recipients":
            words += [word for n in range(value) for word in ("--to", f"r{n}@example.test")]
        elif name == "body_size":
            words += ["--size", str(value)]
        elif name == "auth_offer":
            words += ["--auth", value] if value == "CRAM-MD5" else []
        elif name == "ehlo_name":
            words += ["--ehlo-name", value]
        elif name == "sender":
            sender = value
        elif name != "host":
            return None, sender
    return words, sender


def skip(reason):
    raise tap.Skip(reason)


def play_refused(script):
    """Settings that cannot be meant: the program says so at once, and nobody is contacted."""
    server = Server(script.lines, play.pki, script.offer, play.HURRY)
    try:
        done = checks.raw_run(script.sender, "--server", script.host, "--port", server.port, "--ca", play.pki + "/ca.pem",
                              "--to", "a@example.test", *script.client)
    finally:
        server.stop()
    tap.check_equal((done.code, server.connections), (2, 0), f"refused before any connection:\n{done.story()}")
    tap.check(done.err.strip(), "it says why")


def wanted(outcomes):
    words = [OUTCOMES.get(word, word) for word in outcomes]
    return "|".join(" ".join(words).split())


def expectations(case, judgement):
    """As facts. 4yz and 5yz are told apart where the catalogue does."""
    outcomes = (judgement or {}).get("outcome", case["expected"]["outcome"]).split(" or ")
    expect = {"outcome": wanted(outcomes)}
    kinds = {PERMANENT.get(word) for word in outcomes}
    if len(kinds) == 1 and None not in kinds:
        expect["code"] = kinds.pop() + "*"
    if case["stage"] == "tls" and "refused_by_client" in outcomes:
        expect["stage"] = "tls"  # and not only later, by the silence that follows in the script
    return expect


def add(case, judgement):
    given = case.get("client") or {}
    client, sender = client_words(given)
    reason = why_not(case["script"], CERTIFICATES) if "script" in case else "it is about the computer or its network, not the server"
    if client is None:
        reason = "the command has no words for its settings"
    if judgement and "skip" in judgement:
        reason = judgement["skip"]
    if reason:
        tap.add_case(case["id"], skip, reason)
        return
    must_not = [word for word in case["expected"]["must_not"] if word not in (judgement or {}).get("allow", [])]
    script = play.Script(case["id"], case["script"], client, expectations(case, judgement), must_not,
                         given.get("auth_offer", "PLAIN LOGIN"), sender, given.get("host", play.HOST))
    by_settings = any(character in text for text in (sender, given.get("ehlo_name", "")) for character in "\r\n> ")
    tap.add_case(f"{case['id']} {case['server_behaviour']}", play_refused if by_settings else play.play, script)


def main():
    catalogue, judgements, part = sys.argv[1], sys.argv[2], (sys.argv[3] if len(sys.argv) > 3 else "1/1")
    del sys.argv[1:]
    number, parts = map(int, part.split("/"))
    with open(judgements, encoding="utf-8") as file:
        judged = json.load(file)
    with open(catalogue, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    for case in cases[number - 1::parts]:
        add(case, judged.get(case["id"]))
    with tempfile.TemporaryDirectory(prefix="od-faults-") as folder:
        os.chmod(folder, 0o755)
        play.prepare(folder, os.path.join(HERE, "make-pki"))
        tap.run()


main()
