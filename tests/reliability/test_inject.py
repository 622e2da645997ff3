# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""outbox-check where the system gives what it may give any day: part of what was asked for, an interruption, no descriptor more, no
room on the disk. By the library of inject.c in front of the system's."""

import glob
import json
import os
import tempfile

import living  # noqa: F401 (the way to the modules below)
import check
from check import expect, raw_run, run
from tap import add_case, check as check_that, check_equal, check_in, note

LIBRARY = os.environ["INJECT_LIBRARY"]
ACCOUNT = ["canary@example.test", "--server", "mail.example.test", "--no-probes"]
KINDS = [("starttls", "587", "SCRAM-SHA-256"), ("tls", "465", "PLAIN"), ("tls", "465", "CRAM-MD5")]
LEAST_CALLS = 20  # that are made otherwise in a check where parts or interruptions are asked for
MOST_CALLS = 60  # of a kind; a check makes fewer


def injected(words, **more):
    """The environment. The sanitizers want to be first among the libraries, unless they are told."""
    options = {"ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "") + ":verify_asan_link_order=0"} if living.SANITIZED else {}
    return {"LD_PRELOAD": LIBRARY, "INJECT": words, **options, **more}


def account(security="starttls", port="587", mechanism="PLAIN"):
    return [*ACCOUNT, "--ca", check.lab.ca, "--security", security, "--port", port, "--auth", mechanism]


def as_usual(words, kind):
    """Parts and interruptions are no failures: all is as always, and what is saved is whole."""
    with tempfile.TemporaryDirectory() as folder:
        path, count = os.path.join(folder, "run.json"), os.path.join(folder, "count")
        done = run(*account(*kind), "--size", "20000", "--save", path, "--remember", "--save-account", "here",
                   env=injected(words, XDG_DATA_HOME=folder, INJECT_COUNT=count))
        expect(done, outcome="accepted")
        with open(count, encoding="ascii") as file:
            check_that(int(file.read()) > LEAST_CALLS, "the library was there and did what it is for")
        with open(path, encoding="utf-8") as file:
            check_equal(json.load(file)["outcome"], "accepted", "the outcome in the saved file")
        for pattern in ("history/*.json", "accounts.json"):
            (found,) = glob.glob(os.path.join(folder, "outbox-doctor", pattern))
            with open(found, encoding="utf-8") as file:
                json.load(file)


for words in ("short", "eintr", "short eintr"):
    for kind in KINDS:
        add_case(f"{words}: {' '.join(kind)} goes as usual", as_usual, words, kind)


def ends_well(done, words):
    """Whatever was missing: success, or a problem that is named, or a sentence on what could not be read."""
    if done.code == 2:
        check_that(done.err.strip() and not done.out.strip(), f"{words}: one sentence on stderr\n{done.story()}")
        return "refused: " + done.err.strip().splitlines()[-1]
    result = check.parse(done)
    check_equal(done.code == 0, result["outcome"] == "accepted", f"{words}: the exit code fits {result['outcome']}")
    check_that(result["findings"][0]["title"], f"{words}: a finding")
    named = {fact["name"]: fact["value"] for fact in result["facts"]}
    return f"{result['outcome']}: {named.get('stage')} {named.get('error')}: {result['findings'][0]['id']}"


def ends_well_at_each(word):
    """From each call on that a check makes, until one more makes no difference."""
    ends = []
    for number in range(MOST_CALLS):
        words = f"{word}={number}"
        ends.append(ends_well(raw_run(*account(), "--json", env=injected(words)), words))
        if ends[-1].startswith("accepted: dot None") and (number >= 10 or word == "socket"):
            break
    for number, end in enumerate(ends):
        note(f"{word}={number}: {end}")
    check_in("accepted", ends[-1], "the last end, where nothing was missing any more")
    check_that(any(not end.startswith("accepted") for end in ends), "there was an end that was another")


add_case("no descriptor for a socket, from each on: a clear end", ends_well_at_each, "socket")
add_case("no descriptor for a file, from each on: a clear end", ends_well_at_each, "open")


def contents(folder):
    found = {}
    for path in glob.glob(os.path.join(folder, "**"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                found[path] = file.read()
    return found


def loses_nothing(word, what):
    """The disk is full: it is said, the exit code is 2, and what was there before is there as before."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "before.json")
        orders = {"--save": ["--save", path], "--letter": ["--letter", path], "--remember": ["--remember"],
                  "--save-account": ["--save-account", "here"]}[what]
        first = raw_run(*account(), *orders, env={"XDG_DATA_HOME": folder})
        check_equal(first.code, 0, f"the exit code before\n{first.story()}")
        before = contents(folder)
        check_that(before, "something was saved")
        done = raw_run(*account(), *orders, "--ehlo-name", "other.example.test",
                       env=injected(f"{word}=0", XDG_DATA_HOME=folder))
        check_equal(done.code, 2, f"the exit code\n{done.story()}")
        check_that(done.err.strip(), "it is said")
        note(done.err.strip())
        check_equal(contents(folder), before, "the files")


for word in ("write", "fsync"):
    for what in ("--save", "--letter", "--remember", "--save-account"):
        add_case(f"no room ({word}), {what}: it is said, nothing is lost", loses_nothing, word, what)

check.main("postfix")
