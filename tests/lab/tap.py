# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests in Python that speak TAP (the Test Anything Protocol, version 12) on standard output.

A case is a function with the decorator @case("what it shows"), or one of many made from a table by add_case().
It fails by raising: an AssertionError made by the check functions here, or anything else. All cases run, in their order.
"""

import os
import sys
import time
import traceback

_cases = []


class Skip(Exception):
    """Raised by a case that cannot run on this system; says why."""


def case(title):
    def add(function):
        add_case(title, function)
        return function
    return add


def add_case(title, function, *arguments):
    """Pictures are left out where OD_PICTURES=no."""
    if not (title.startswith("picture") and os.environ.get("OD_PICTURES") == "no"):
        _cases.append((title, function, arguments))


def note(text):
    """Words for the reader of the log; TAP ignores lines that start with '#'."""
    for line in str(text).splitlines():
        print("# " + line, flush=True)


def check(condition, message):
    if not condition:
        raise AssertionError(message)


def check_within(begun, seconds, what):
    """Not more than so many seconds since `begun` (time.monotonic()). With sanitizers everything takes longer: OD_SLOWNESS times."""
    taken = time.monotonic() - begun
    limit = seconds * float(os.environ.get("OD_SLOWNESS", "1"))
    check(taken < limit, f"{what}: {taken:.1f} s, more than {limit:g}")


def check_equal(found, expected, what):
    if found != expected:
        raise AssertionError(f"{what}:\n  expected {expected!r}\n  found    {found!r}")


def check_in(part, whole, what):
    if part not in whole:
        raise AssertionError(f"{what}: {part!r} is not in {whole!r}")


def check_not_in(part, whole, what):
    if part in whole:
        raise AssertionError(f"{what}: {part!r} must not be in {whole!r}")


def _run_one(number, title, function, arguments):
    try:
        function(*arguments)
    except Skip as reason:
        print(f"ok {number} - {title} # SKIP {reason}", flush=True)
        return True
    except AssertionError as error:
        print(f"not ok {number} - {title}", flush=True)
        note(error)
        return False
    except Exception:
        print(f"not ok {number} - {title}", flush=True)
        note(traceback.format_exc())
        return False
    print(f"ok {number} - {title}", flush=True)
    return True


def run():
    """Runs the cases whose title holds one of the words of the command line (all without words), then exits."""
    words = sys.argv[1:]
    chosen = [c for c in _cases if not words or any(word in c[0] for word in words)]
    print(f"1..{len(chosen)}", flush=True)
    results = [_run_one(number, *c) for number, c in enumerate(chosen, 1)]
    sys.exit(0 if all(results) else 1)


def bail_out(reason):
    """For trouble with the test servers themselves: no case can say anything then."""
    print("Bail out! " + " ".join(str(reason).split()), flush=True)
    note(reason)
    sys.exit(99)
