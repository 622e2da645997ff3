#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""play_catalogue.py CATALOGUE JUDGEMENTS [PART/PARTS [ID…]]: plays the faults of a catalogue against outbox-check. README.md tells what
is in the two files, and what is looked at in every case. Runs inside tests/lab/enter."""

import json
import os
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, *way) for way in (("..", "scripts"), ("..", "check"), ("..", "lab"), ("..", "lab", "scenarios"))]

import check as checks  # noqa: E402
import bodies  # noqa: E402
import computer  # noqa: E402
import play  # noqa: E402
import tap  # noqa: E402
from expectations import Expected  # noqa: E402
from server import Server, why_not  # noqa: E402

CERTIFICATES = ("good expired notyet selfsigned unknownca wronghost cnonly nointermediate rsa1024 sha1sig ekuclient caleaf_nonca "
                "nameconstraint wildcard_tld noipsan muststaple chain100 san_nul revoked").split()
WAITING = ("H", "NOREAD")  # the last line of a script, after which nothing more comes
NEVER_PAST = ("SLOWREAD", "stall=", "drip=", "SLEEP")  # what a script does not come past, or what is another way to stop


def client_words(given):
    """The words for settings of the catalogue; None where there are no words for one."""
    words = []
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
        elif name == "oauth":
            words += ["--token"]
        elif name not in ("host", "sender", "password", "body"):
            return None
    return words


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


def play_case(script, expected, body=None):
    done, server = play.play(script)
    expected.check(done)
    for what in server.checks:
        bodies.check(what, server.message, body, done)


def play_cancelled(script):
    """Where it would wait, it is cancelled, with limits as they are for people (rule 5)."""
    script.lines = [*script.lines[:-1], "CANCEL", script.lines[-1]]
    script.expect = {"outcome": "cancelled|unknown-delivery"}
    play.play(script, 1)


def script_for(case, given, judgement, must_not):
    options = {name: given[name] for name in ("password",) if name in given}
    return play.Script(case["id"], judgement.get("script", case.get("script")), client_words(given), {}, must_not,
                       given.get("auth_offer", "PLAIN LOGIN"), given.get("sender", "u@example.test"), given.get("host", play.HOST),
                       **options)


def add_played(case, given, judgement):
    expected = Expected(case, judgement)
    script = script_for(case, given, judgement, expected.must_not)
    title = f"{case['id']} {case['server_behaviour']}"
    by_settings = any(character in text for text in (script.sender, given.get("ehlo_name", "")) for character in "\r\n> ")
    if by_settings:
        tap.add_case(title, play_refused, script)
    elif "body" in given:
        tap.add_case(title, bodies.play, lambda done_script, body: play_case(done_script, expected, body), script, given["body"])
    else:
        tap.add_case(title, play_case, script, expected)
    if expected.may_wait() and script.lines[-1] in WAITING and not any(word in line for line in script.lines for word in NEVER_PAST):
        tap.add_case(f"{case['id']}, cancelled: {case['server_behaviour']}", play_cancelled,
                     script_for(case, given, judgement, [word for word in expected.must_not if word != "retry_silently"]))


def add(case, judgement):
    given = {**(case.get("client") or {}), **judgement.get("client", {})}
    lines = judgement.get("script", case.get("script"))
    reason = judgement.get("skip")
    if reason is None and case["id"] in computer.FAULTS:
        tap.add_case(f"{case['id']} {case['server_behaviour']}", computer.FAULTS[case["id"]], case, Expected(case, judgement))
        return
    if reason is None and lines is None:
        reason = "nobody has told here how to do that to a computer"
    if reason is None and client_words(given) is None:
        reason = "the command has no words for its settings"
    reason = reason or why_not(lines, CERTIFICATES)
    if reason:
        tap.add_case(case["id"], skip, reason)
    else:
        add_played(case, given, judgement)


def main():
    catalogue, judgements, part = sys.argv[1], sys.argv[2], (sys.argv[3] if len(sys.argv) > 3 else "1/1")
    del sys.argv[1:4]
    number, parts = map(int, part.split("/"))
    with open(judgements, encoding="utf-8") as file:
        judged = json.load(file)
    with open(catalogue, encoding="utf-8") as file:
        cases = [json.loads(line) for line in file]
    for case in cases[number - 1::parts]:
        add(case, judged.get(case["id"], {}))
    with tempfile.TemporaryDirectory(prefix="od-faults-") as folder:
        os.chmod(folder, 0o755)
        play.prepare(folder, os.path.join(HERE, "make-pki"))
        tap.run()


main()
