# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The password in no output: text, JSON, saved file, debug messages; not plain, base64, hex or URL-encoded.

Every run of the other tests is searched as well (see check.py); here are the runs that tempt most.
"""

import base64
import json
import os
import tempfile
import urllib.parse

import check
from check import CANARY, expect, find_secret, postfix_account, raw_run, run
from tap import add_case, case, check as check_that, check_equal, check_in

MECHANISMS = ["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"]
DEBUG = {"G_MESSAGES_DEBUG": "all", "GNUTLS_DEBUG_LEVEL": "9"}


@case("the search itself finds every form")
def search_works():
    raw = CANARY.encode()
    planted = {
        "plain": raw,
        "hex": raw.hex().encode(),
        "HEX": raw.hex().upper().encode(),
        "URL": urllib.parse.quote(CANARY, safe="").encode(),
        "PLAIN": base64.b64encode(b"\0canary@example.test\0" + raw),
        "at 0": base64.b64encode(raw + b"tail"),
        "at 1": base64.b64encode(b"1" + raw + b"tail"),
        "at 2": base64.b64encode(b"12" + raw + b"tail"),
        "JSON": json.dumps({"password": CANARY}).encode(),
    }
    for name, data in planted.items():
        check_that(find_secret(CANARY, b"before " + data + b" after"), f"the search finds {name}")
    check_equal(find_secret(CANARY, b"something else"), [], "what it finds where nothing is")


def with_debug(mechanism):
    """Debug messages may be written, but hold no secret; raw_run() searches all outputs."""
    done = raw_run(*postfix_account(), "--auth", mechanism, "--json", env=DEBUG)
    check_equal(check.parse(done)["outcome"], "accepted", "the outcome")


def as_text(mechanism):
    done = raw_run(*postfix_account(), "--auth", mechanism)
    check_equal(done.code, 0, f"the exit code\n{done.story()}")
    check_that(len(done.out.split()) > 10, f"there are words on stdout: {done.out!r}")


def wrong(mechanism):
    done = raw_run(*postfix_account(), "--auth", mechanism, "--json", password="Wrong-" + CANARY, env=DEBUG)
    check_equal(check.parse(done)["outcome"], "rejected", "the outcome")
    check_equal(find_secret(CANARY, done.out.encode()), [], "parts of the password in the output")


for mechanism in MECHANISMS:
    add_case(f"{mechanism}, with all debug messages", with_debug, mechanism)
    add_case(f"{mechanism}, as text", as_text, mechanism)
    add_case(f"{mechanism}, wrong password, with all debug messages", wrong, mechanism)


@case("the login stands in the transcript, masked")
def masked():
    done = expect(run(*postfix_account(), "--auth", "PLAIN"), outcome="accepted")
    logins = [line for line in done.sent() if line.upper().startswith("AUTH")]
    check_equal(len(logins), 1, "AUTH lines")
    check_in("PLAIN", logins[0], "the AUTH line")


@case("a saved result holds no secret, is private, and can be diagnosed again")
def saved():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "run.json")
        first = run(*postfix_account(), "--auth", "PLAIN", "--to", "nobody@example.test", "--save", path)
        with open(path, "rb") as file:
            check_equal(find_secret(CANARY, file.read()), [], "forms of the password in the file")
        check_equal(os.stat(path).st_mode & 0o077, 0, "what others may do with the file")
        again = raw_run("--read", path, "--json", password=None)
        check_equal(json.loads(again.out)["findings"][0]["id"], first.verdict()["id"], "the verdict from the saved file")


@case("the password does not stand in the command line or the environment")
def not_in_proc():
    """While the program waits for a mute server, its /proc entries are read."""
    read, write = os.pipe()
    os.write(write, CANARY.encode() + b"\n")
    os.close(write)
    words = ["canary@example.test", "--server", "closed.example.test", "--port", "4001", "--hurry", "20",
             "--password-fd", str(read)]
    with tempfile.TemporaryDirectory() as home:
        process = check.subprocess.Popen([check.PROGRAM, *words], env=check.environment(home), pass_fds=[read],
                                         stdout=check.subprocess.PIPE, stderr=check.subprocess.PIPE)
        os.close(read)
        try:
            for name in ("cmdline", "environ"):
                with open(f"/proc/{process.pid}/{name}", "rb") as file:
                    check_equal(find_secret(CANARY, file.read()), [], f"forms of the password in {name}")
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
    check_equal(find_secret(CANARY, out + err), [], "forms of the password in the output")


@case("a server that repeats the password in its reply")
def echoed():
    server = check.lab.add_recorder("127.0.1.6", 4602, "tls", "good", echo=True)
    done = run("canary@example.test", "--server", "record.example.test", "--port", "4602", "--security", "tls", "--auth", "PLAIN",
               "--ca", check.lab.ca)
    check_that(find_secret(CANARY, server.last().received()), "the server did get the password")
    expect(done, outcome="rejected", stage="auth", code=535)


check.main("postfix", "silent")
