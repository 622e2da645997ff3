# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The program run-checks, which lives on between its checks, and what can be seen of a process from outside (/proc)."""

import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "check"), os.path.join(HERE, "..", "lab")]

import check  # noqa: E402
from tap import check as check_that, check_equal  # noqa: E402

SANITIZED = os.environ.get("OD_SANITIZED") == "yes"


def status(pid, name):
    """A field of /proc/PID/status, as text."""
    with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as file:
        return re.search(rf"(?m)^{name}:\s*(.*)$", file.read())[1]


def resident_kib(pid):
    """Counted page by page: the number in /proc/PID/status lags behind."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
        return int(re.search(r"(?m)^Rss:\s*(\d+) kB", file.read())[1])


def threads(pid):
    """Their names, sorted."""
    names = []
    for number in os.listdir(f"/proc/{pid}/task"):
        try:
            with open(f"/proc/{pid}/task/{number}/comm", encoding="utf-8") as file:
                names.append(file.read().strip())
        except (FileNotFoundError, ProcessLookupError):
            pass
    return sorted(names)


def descriptors(pid):
    """{number: what it leads to}"""
    found = {}
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            found[int(number)] = os.readlink(f"/proc/{pid}/fd/{number}")
        except FileNotFoundError:
            pass
    return found


def writable_memory(pid):
    """(what it is, bytes) of all memory that a process has written to."""
    with open(f"/proc/{pid}/maps", encoding="utf-8") as maps, open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            words = line.split(None, 5)
            begin, end = (int(word, 16) for word in words[0].split("-"))
            if "w" not in words[1]:
                continue
            memory.seek(begin)
            try:
                yield (words[5].strip() if len(words) > 5 else "anonymous") + f" at {begin:x}", memory.read(end - begin)
            except OSError:  # pages that no process can read, such as [vvar]
                continue


class RunChecks:
    """with RunChecks(address, server) as checks: checks.run(…); checks.pid lives until the end."""

    def __init__(self, address, server, **more):
        self.home = tempfile.TemporaryDirectory(prefix="od-home-")
        command = [os.environ["RUN_CHECKS"], address, server, check.lab.ca]
        self.process = subprocess.Popen(command, env=check.environment(self.home.name, **more), stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.pid = self.process.pid
        self.killed = False

    def __enter__(self):
        return self

    def kill(self):
        self.process.kill()
        self.killed = True

    def __exit__(self, kind, *_):
        try:
            _, err = self.process.communicate(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, err = self.process.communicate()
        self.home.cleanup()
        if kind is None and not self.killed:
            check_equal(err.decode(errors="replace"), "", "stderr of run-checks")
            check_equal(self.process.returncode, 0, "its exit code")

    def order(self, count, security, mechanism, *ports, password=check.CANARY, probes=False):
        """Has the ports checked; does not wait for the end."""
        line = " ".join(map(str, [count, "yes" if probes else "no", security, mechanism, *ports]))
        self.process.stdin.write(f"{line}\n{password}\n".encode())
        self.process.stdin.flush()

    def answer(self):
        """{port: "outcome,stage"} of the order before; all ends, by +, where not all of its checks ended the same."""
        line = self.process.stdout.readline().decode()
        check_that(line, f"run-checks ended with {self.process.poll()}")
        return {int(port): end for port, end in (word.split("=") for word in line.split())}

    def run(self, *order, **options):
        self.order(*order, **options)
        return self.answer()
