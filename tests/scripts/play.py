#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""play.py FILE.script…: plays dialogues against outbox-check and compares what it finds out. README.md tells how they are written.

Runs inside tests/lab/enter. tests/faults plays the cases of its catalogue by the same means.
"""

import fnmatch
import json
import os
import re
import shlex
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "check"), os.path.join(HERE, "..", "lab")]

import check as checks  # noqa: E402
import subprocess  # noqa: E402
import tap  # noqa: E402
from server import Server, why_not  # noqa: E402

HOST = "mail.example.test"  # a name of the certificate "good"
HURRY = 20
pki = None


class Script:
    def __init__(self, name, lines, client=(), expect=None, must_not=(), offer="PLAIN LOGIN", sender="u@example.test", host=HOST):
        self.name = name
        self.lines = lines
        self.client = list(client)
        self.expect = expect or {}
        self.must_not = must_not
        self.offer = offer
        self.sender = sender
        self.host = host


def read_script(path):
    with open(path, encoding="utf-8") as file:
        text = "".join(line for line in file if not line.startswith("#"))
    head, _, body = text.strip().partition("\n\n")
    fields = dict(re.split(r":\s*", line, maxsplit=1) for line in head.splitlines())
    unknown = set(fields) - {"name", "client", "expect", "must-not", "offer"}
    if unknown or "name" not in fields or "expect" not in fields:
        raise ValueError(f"{path}: the head is not as README.md tells ({', '.join(unknown) or 'name and expect'})")
    expect = dict(word.split("=", 1) for word in shlex.split(fields["expect"]))
    reason = why_not(body.splitlines())
    if reason:
        raise ValueError(f"{path}: {reason}")
    return Script(f"{os.path.basename(path)}: {fields['name']}", body.splitlines(), shlex.split(fields.get("client", "")),
                  expect, fields.get("must-not", "").split(), fields.get("offer", "PLAIN LOGIN"))


def check_facts(done, expect):
    for name, value in expect.items():
        wanted = value.split("|")
        if name == "exit":
            found = [str(done.code)]
        elif name == "finding":
            found = [done.verdict()["id"]]
        else:
            found = [str(one) for one in done.facts(name)]
        tap.check(any(fnmatch.fnmatchcase(one, glob) for one in found for glob in wanted) or (value == "" and not found),
                  f"{name}: expected {value}, found {' '.join(found) or 'nothing'}\n{done.story()}")


def check_must_not(done, server, words):
    lines = [line.upper() for line in server.received.decode("latin-1").split("\r\n")]
    clear = [line for line in server.clear.decode("latin-1").split("\r\n") if line and line.isprintable()]
    did = {
        "send_credentials": any(line.startswith("AUTH ") for line in lines),
        "second_login": sum(line.startswith("AUTH ") for line in lines) > 1,
        "send_mail": any(line.startswith("MAIL ") for line in lines),
        "send_message": any(line.startswith("MESSAGE-ID:") for line in lines),
        "continue_in_clear": any(not re.match("(?i)EHLO|HELO|STARTTLS|QUIT", line) for line in clear if " " in line),
        "report_success": done.code == 0,
        "report_failure": done.code != 0,
        "retry_silently": server.connections > 1,
        "resend_after_dot": lines.count(".") > 1,
    }
    for word in words:
        tap.check(not did.get(word, False), f"it must not {word}\n{done.story()}")


def check_always(done):
    times = [event["at"] for event in done.data["transcript"]]
    tap.check(times == sorted(times), f"the transcript is in order\n{done.story()}")
    tap.check(done.fact("outcome") in ("accepted", "checked") or done.fact("stage"), f"a stage is named\n{done.story()}")
    for event in done.data["transcript"]:
        text = event.get("text") or ""
        tap.check(not re.search(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text),
                  f"controls are escaped in {text!r}")


def play(script):
    server = Server(script.lines, pki, script.offer, HURRY)
    try:
        words = [script.sender, "--server", script.host, "--port", server.port, "--ca", pki + "/ca.pem", "--hurry", HURRY]
        if "--security" not in script.client:
            words += ["--security", "starttls"]
        if "--to" not in script.client:
            words += ["--to", "a@example.test"]
        done = checks.run(*words, *script.client)
    finally:
        server.stop()
    tap.check(done.seconds < 630 / HURRY + 2, f"it ended in time, not after {done.seconds:.1f} s")
    check_facts(done, script.expect)
    check_must_not(done, server, script.must_not)
    check_always(done)
    if done.code == 0 and not script.must_not:
        tap.check(not server.complaint, f"{server.complaint}\n{done.story()}")


def prepare(folder, make_pki=os.path.join(HERE, "..", "lab", "make-pki")):
    """The host's name and the certificates; the files of the system are those of the test network alone."""
    global pki
    if os.environ.get("OD_LAB") != "1":
        tap.bail_out("run this inside tests/lab/enter")
    with open("/etc/hosts", "a", encoding="utf-8") as hosts:
        hosts.write(f"127.0.0.1 {HOST} mx.test\n")
    pki = os.path.join(folder, "pki")
    subprocess.run([make_pki, pki], check=True, stdout=subprocess.DEVNULL)


def main():
    for path in sys.argv[1:]:
        script = read_script(path)
        tap.add_case(script.name, play, script)
    del sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="od-scripts-") as folder:
        os.chmod(folder, 0o755)
        prepare(folder)
        tap.run()


if __name__ == "__main__":
    main()
