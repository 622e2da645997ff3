# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many checks in one process leave nothing behind: no memory, no descriptor, no thread. OD_MANY_CHECKS says how many; a tenth of
them comes first, so that what is made once (the knowledge, caches, pools of threads) is there."""

import os

from living import SANITIZED, RunChecks, check, descriptors, resident_kib, threads
from process import wait_until
from tap import add_case, check as check_that, check_equal, note

MANY = int(os.environ.get("OD_MANY_CHECKS", 100 if SANITIZED else 1000))
MOST_GROWTH_KIB = 1024
SETTLED = 60  # seconds; GLib lets an idle thread live for 15

# Security, login, what the server does, how every check must end.
KINDS = [
    ("none", "none", {}, "accepted,dot"),
    ("starttls", "PLAIN", {}, "accepted,dot"),
    ("tls", "PLAIN", {"echo": True}, "rejected,auth"),
    ("tls", "PLAIN", {"trouble": ("RCPT", "close")}, "failed,rcpt"),
    ("tls", "PLAIN", None, "failed,connect"),  # nobody listens; then the probes look for other doors
]

ports = iter(range(5000, 6000))


def add_servers():
    """{port: (security, login, how it must end)}"""
    servers = {}
    for security, login, options, end in KINDS:
        port = next(ports)
        if options is not None:
            check.lab.add_recorder("127.0.1.6", port, security, "good", **options)
        servers[port] = (security, login, end)
    return servers


def run_round(checks, servers, count):
    """So many checks, every server in its turn."""
    for port, (security, login, end) in servers.items():
        ends = checks.run(count // len(servers), security, login, port, probes=end.endswith("connect"))
        check_equal(ends, {port: end}, f"how {security} {login} ends")


def is_pooled(name):
    """GLib keeps threads that have nothing to do for a while, for the next task."""
    return name.startswith("pool") and name != "pool-spawner"


class State:
    """What a process holds. Of threads only those that do not go by themselves."""

    def __init__(self, pid):
        self.resident = resident_kib(pid)
        self.descriptors = descriptors(pid)
        self.threads = [name for name in threads(pid) if not is_pooled(name)]


def leaves_nothing():
    servers = add_servers()
    # With a single arena of memory it does not count which thread had what before.
    with RunChecks("canary@example.test", "record.example.test", MALLOC_ARENA_MAX="1") as checks:
        run_round(checks, servers, MANY // 10)
        early = State(checks.pid)
        run_round(checks, servers, MANY - MANY // 10)
        late = State(checks.pid)
        wait_until(lambda: not any(map(is_pooled, threads(checks.pid))), "the end of idle threads", limit=SETTLED)
    note(f"resident after {MANY // 10} checks {early.resident} KiB, after {MANY} {late.resident} KiB; "
         f"descriptors {len(early.descriptors)} and {len(late.descriptors)}; threads {early.threads} and {late.threads}")
    check_equal(sorted(late.descriptors), sorted(early.descriptors), f"open descriptors, {late.descriptors}")
    check_equal(late.threads, early.threads, "threads")
    if not SANITIZED:  # they keep what was freed
        check_that(late.resident - early.resident < MOST_GROWTH_KIB, f"memory grew by {late.resident - early.resident} KiB")


add_case(f"{MANY} checks leave no memory, descriptor or thread behind", leaves_nothing)

check.main("record")
