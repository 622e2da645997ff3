# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A wrong command line: exit code 2, one clear sentence on stderr, nothing sent."""

import os
import tempfile

import check
from check import expect, raw_run
from tap import add_case, case, check as check_that, check_equal, check_in

ADDRESS = "canary@example.test"
SERVER = ["--server", "mail.example.test"]

WRONG = [
    ("no address", []),
    ("no server that can be found", ["anna@nowhere.example"]),
    ("no @ in the address", ["canary", *SERVER]),
    ("two @ in the address", ["canary@example@test", *SERVER]),
    ("address with a space", ["can ary@example.test", *SERVER]),
    ("address with a line end", ["canary@example.test\r\nRCPT TO:<x@example.test>", *SERVER]),
    ("empty address", ["", *SERVER]),
    ("address without domain", ["canary@", *SERVER]),
    ("two addresses", [ADDRESS, ADDRESS, *SERVER]),
    ("host with a space", [ADDRESS, "--server", "mail example.test"]),
    ("host with CR LF", [ADDRESS, "--server", "mail.example.test\r\nQUIT"]),
    ("host with LF", [ADDRESS, "--server", "mail.example.test\n"]),
    ("host with a slash", [ADDRESS, "--server", "mail.example.test/x"]),
    ("host as a URL", [ADDRESS, "--server", "smtp://mail.example.test"]),
    ("host too long", [ADDRESS, "--server", "a" * 300 + ".example.test"]),
    ("port 0", [ADDRESS, *SERVER, "--port", "0"]),
    ("port 70000", [ADDRESS, *SERVER, "--port", "70000"]),
    ("port below 0", [ADDRESS, *SERVER, "--port", "-1"]),
    ("port in words", [ADDRESS, *SERVER, "--port", "smtp"]),
    ("port with more behind it", [ADDRESS, *SERVER, "--port", "587x"]),
    ("port empty", [ADDRESS, *SERVER, "--port", ""]),
    ("unknown encryption", [ADDRESS, *SERVER, "--security", "ssl3"]),
    ("unknown mechanism", [ADDRESS, *SERVER, "--auth", "MAGIC"]),
    ("mechanism off the allow-list", [ADDRESS, *SERVER, "--auth", "NTLM"]),
    ("mechanism with CR LF", [ADDRESS, *SERVER, "--auth", "PLAIN\r\nQUIT"]),
    ("CA file that is not there", [ADDRESS, *SERVER, "--ca", "/nowhere/ca.pem"]),
    ("CA file that is a folder", [ADDRESS, *SERVER, "--ca", "/tmp"]),
    ("CA file without certificates", [ADDRESS, *SERVER, "--ca", check.tap.__file__]),
    ("recipient without domain", [ADDRESS, *SERVER, "--to", "nobody"]),
    ("recipient with CR LF", [ADDRESS, *SERVER, "--to", "ok@example.test>\r\nDATA"]),
    ("too many recipients", [ADDRESS, *SERVER, *sum((["--to", f"r{n}@example.test"] for n in range(11)), [])]),
    ("user name with a line end", [ADDRESS, *SERVER, "--user", "canary\r\nQUIT"]),
    ("EHLO name with a line end", [ADDRESS, *SERVER, "--ehlo-name", "client\r\nQUIT"]),
    ("size in words", [ADDRESS, *SERVER, "--size", "huge"]),
    ("unknown option", [ADDRESS, *SERVER, "--frobnicate"]),
    ("descriptor that is not open", [ADDRESS, *SERVER, "--password-fd", "77"]),
    ("saved run that is not there", ["--read", "/nowhere/run.json"]),
    ("saved run that is not JSON", ["--read", __file__]),
]


def refused(words, password=None):
    before = check.lab.postfix.mark()
    done = raw_run(*words, password=password)
    check_equal(done.code, 2, f"the exit code\n{done.story()}")
    check_equal(done.out, "", "stdout")
    lines = done.err.strip().splitlines()
    check_that(lines and len(lines[0].split()) >= 4, f"there is a sentence on stderr: {done.err!r}")
    check_that(len(lines) <= 2, f"and not more: {done.err!r}")
    check_that("\r" not in done.err and "\x1b" not in done.err, f"what was typed is shown safely: {done.err!r}")
    check_that("error -" not in done.err and "unknown error" not in done.err.lower(), f"in words: {done.err!r}")
    check_equal(check.lab.postfix.mark(), before, "sessions at the server")


for title, words in WRONG:
    with_password = None if "descriptor" in title or "saved" in title else check.CANARY
    add_case(title, refused, words, with_password)


@case("an unreadable CA file is named in the sentence")
def names_the_file():
    done = raw_run(ADDRESS, *SERVER, "--ca", "/nowhere/ca.pem")
    check_in("/nowhere/ca.pem", done.err, "stderr")


@case("a CA file that is damaged")
def damaged():
    with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n")
        file.flush()
        done = raw_run(ADDRESS, *SERVER, "--ca", file.name, "--json")
    if done.code == 2:
        check_in(file.name, done.err, "stderr")
        return
    # Found out only when it is used: then before anything private is sent, and by its name.
    done.data = check.parse(done)
    expect(done, outcome="failed", error="tls-no-trust")
    check_in(file.name, done.fact("error.detail"), "the detail")
    check_that("AUTH" not in done.verbs(), f"no login: {done.verbs()}")


@case("an empty password")
def empty_password():
    refused([ADDRESS, *SERVER], "")


@case("no password and no terminal to ask for one")
def no_terminal():
    done = raw_run(ADDRESS, *SERVER, password=None)
    check_equal(done.code, 2, f"the exit code\n{done.story()}")
    check_in("--password-fd", done.err, "the sentence tells how")


@case("--help and --version")
def harmless():
    version = raw_run("--version", password=None)
    check_equal(version.code, 0, "the exit code of --version")
    check_in("outbox-check", version.out, "stdout")
    check_equal(raw_run("--help", password=None).code, 0, "the exit code of --help")


@case("saving where it is not possible")
def no_place():
    done = raw_run(ADDRESS, "--server", "closed.example.test", "--ca", check.lab.ca, "--save",
                   os.path.join("/nowhere", "run.json"))
    check_equal(done.code, 2, f"the exit code\n{done.story()}")
    check_in("run.json", done.err, "stderr")


check.main("postfix")
