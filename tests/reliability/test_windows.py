# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window, disturbed: the program started a second time, a computer that sleeps, a run stopped and begun again. And what the window
keeps of the password once the field is empty. Inside tests/lab/enter with a display and a session bus of its own."""

import glob
import json
import os
import signal
import subprocess
import sys
import time

import living
from living import check, writable_memory
from tap import Skip, case, check as check_that, check_equal

sys.path.append(os.path.join(living.HERE, "..", "ui"))

from window import Atspi, Window, PROGRAM, wait_until  # noqa: E402

ACCEPTED = "Sending works: the mail server accepted your message"
ASLEEP = 4  # seconds

os.environ.pop("MALLOC_PERTURB_", None)  # it would wipe what the program has forgotten to wipe

ports = iter(range(5000, 6000))


def account(port):
    return {"address": "canary@example.test", "server": "record.example.test", "ca-file": check.lab.ca, "port": port, "security": "tls"}


def recorder(**options):
    port = next(ports)
    return port, check.lab.add_recorder("127.0.1.6", port, "tls", "good", **options)


def begin(window, server):
    """Has the check begun that waits at its place."""
    window.fill("Password", check.CANARY)
    window.press("Check sending")
    wait_until(lambda: server.conversations and server.conversations[-1].trouble.is_set(), "the place of the disturbance")


def windows_of(window):
    return window.root.get_parent().get_child_count()


@case("started a second time while a check runs: one window, one check, and it goes on")
def second_start():
    port, server = recorder(trouble=("RCPT", "wait"))
    with Window("en", account(port)) as window:
        begin(window, server)
        second = subprocess.run([PROGRAM], env=window._environment(), capture_output=True, timeout=60, check=False)
        check_equal(second.returncode, 0, f"the exit code of the second: {second.stderr}")
        check_equal(windows_of(window), 1, "windows")
        server.go.set()
        window.wait_for_text(ACCEPTED)
        check_equal(len(server.conversations), 1, "connections")


@case("asleep in the middle of a check: it goes on after waking up, and so does the window")
def asleep():
    port, server = recorder(trouble=("RCPT", "wait"))
    with Window("en", account(port)) as window:
        begin(window, server)
        window.process.send_signal(signal.SIGSTOP)
        server.go.set()
        time.sleep(ASLEEP)
        window.process.send_signal(signal.SIGCONT)
        window.wait_for_text(ACCEPTED)


@case("closed in the middle of a check: the program ends, and without a complaint")
def closed():
    port, server = recorder(trouble=("RCPT", "stall"))
    with Window("en", account(port)) as window:
        begin(window, server)
        window.keys("ctrl+q")
        window.process.wait(30)
        check_equal(window.process.returncode, 0, f"the exit code\n{window.log()}")
        check_that("CRITICAL" not in window.log(), window.log())


@case("killed as soon as the result is shown: the run is in the history, whole")
def killed():
    port, server = recorder(trouble=("RCPT", "wait"))
    with Window("en", {**account(port), "keep-history": True}) as window:
        begin(window, server)
        server.go.set()
        window.wait_for_text(ACCEPTED)
        window.process.kill()
        window.process.wait(30)
        (kept,) = glob.glob(os.path.join(window.home, "data", "outbox-doctor", "history", "*.json"))
        with open(kept, encoding="utf-8") as file:
            check_equal(json.load(file)["outcome"], "accepted", "the outcome in the history")


def places(pid):
    """Where the password, or the end of it, stands in the memory of a process."""
    found = []
    for place, data in writable_memory(pid):
        forms = check.find_secret(TYPED, data) or check.find_secret(TYPED[-12:], data)
        if forms:
            found.append(f"{place}: {', '.join(forms)}")
    return found


TYPED = "kanarienvogel" + os.urandom(8).hex()  # letters that every keyboard has


@case("the password is typed, checked, and taken out of the field: it is nowhere in memory")
def forgotten():
    if living.SANITIZED:
        raise Skip("the memory of a program with sanitizers is too large to be read")
    port, server = recorder()
    with Window("en", account(port)) as window:
        field = window.wait_for("Password", ("text", "password text", "entry"))
        window._click(field)
        window.type(TYPED)
        window.keys("ctrl+Return")
        window.wait_for_text(ACCEPTED)
        check_that(check.find_secret(TYPED, server.last().received()), "the server got what was typed")
        check_that(places(window.process.pid), "the search finds it while it stands in the field")
        window._click(field)
        window.keys("ctrl+a", "BackSpace")
        wait_until(lambda: Atspi.Text.get_character_count(field) == 0, "the empty field")
        check_equal(places(window.process.pid), [], "where the password is left")


check.main("record")
