# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the password is while it is held, and that it is nowhere afterwards: not in /proc, not in a core dump, and once the check is
over not in the memory of a process that lives on, neither plain nor in an encoding (SECURITY.md row 8)."""

import os
import resource
import signal
import subprocess
import tempfile

from living import SANITIZED, RunChecks, check, writable_memory
from process import wait_until
from tap import Skip, add_case, case, check as check_that, check_equal

WITH_POSTFIX = ["SCRAM-SHA-256", "SCRAM-SHA-1", "CRAM-MD5", "PLAIN", "LOGIN"]
TOKENS = ["XOAUTH2", "OAUTHBEARER"]

ports = iter(range(5000, 6000))


TAIL = 16  # octets; what the allocator leaves of a block that was given back unwiped: it writes over the first 16 only


def places(pid, secret):
    """Where in the memory of a process a secret stands, or its end, and as what."""
    found = []
    for place, data in writable_memory(pid):
        forms = check.find_secret(secret, data) or check.find_secret(secret[-TAIL:], data)
        if forms:
            found.append(f"{place}: {', '.join(forms)}")
    return found


def is_forgotten(server, security, port, mechanism, password, end):
    if SANITIZED:
        raise Skip("the memory of a program with sanitizers is too large to be read")
    with RunChecks("canary@example.test", server) as checks:
        check_equal(checks.run(1, security, mechanism, port, password=password), {port: end}, "how it ends")
        check_equal(places(checks.pid, password), [], "where the password is left")


def is_forgotten_by_recorder(mechanism, options, end):
    port = next(ports)
    check.lab.add_recorder("127.0.1.6", port, "tls", "good", auth=mechanism, **options)
    is_forgotten("record.example.test", "tls", port, mechanism, check.CANARY, end)


for mechanism in WITH_POSTFIX:
    for security, port in (("starttls", 587), ("tls", 465)):
        add_case(f"{mechanism}, {security}: forgotten", is_forgotten, "mail.example.test", security, port, mechanism, check.CANARY,
                 "accepted,dot")
    add_case(f"{mechanism}, wrong password: forgotten", is_forgotten, "mail.example.test", "starttls", 587, mechanism,
             "Wrong-" + check.CANARY, "rejected,auth")
for mechanism in TOKENS:
    add_case(f"{mechanism}: forgotten", is_forgotten_by_recorder, mechanism, {}, "accepted,dot")
add_case("PLAIN, the server breaks off: forgotten", is_forgotten_by_recorder, "PLAIN", {"trouble": ("AUTH", "close")}, "failed,auth")


@case("the search finds the password while it is held")
def search_works():
    """In the very process that must not have it afterwards."""
    if SANITIZED:
        raise Skip("the memory of a program with sanitizers is too large to be read")
    port = next(ports)
    server = check.lab.add_recorder("127.0.1.6", port, "tls", "good", trouble=("AUTH", "stall"))
    with RunChecks("canary@example.test", "record.example.test") as checks:
        checks.order(1, "tls", "PLAIN", port)
        wait_until(lambda: server.conversations and server.conversations[-1].trouble.is_set(), "the login")
        check_that(places(checks.pid, check.CANARY), "the password is somewhere while it is held")
        checks.kill()


class Held:
    """with Held() as pid: outbox-check that has sent its password and waits for the server's word."""

    def __init__(self):
        self.port = next(ports)
        self.server = check.lab.add_recorder("127.0.1.6", self.port, "tls", "good", trouble=("AUTH", "stall"))

    def __enter__(self):
        self.home = tempfile.TemporaryDirectory(prefix="od-home-")
        read, write = os.pipe()
        os.write(write, check.CANARY.encode() + b"\n")
        os.close(write)
        command = [check.PROGRAM, "canary@example.test", "--server", "record.example.test", "--port", str(self.port),
                   "--security", "tls", "--ca", check.lab.ca, "--password-fd", str(read)]
        self.process = subprocess.Popen(command, env=check.environment(self.home.name), pass_fds=[read], cwd=self.home.name,
                                        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        preexec_fn=allow_core_dumps)
        os.close(read)
        wait_until(lambda: self.server.conversations and self.server.conversations[-1].trouble.is_set(), "the login",
                   lambda: self.process.poll() is None)
        return self.process

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        self.home.cleanup()


def allow_core_dumps():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)


@case("while it is held: not in the command line, not in the environment")
def not_in_proc():
    with Held() as process:
        for name in ("cmdline", "environ"):
            with open(f"/proc/{process.pid}/{name}", "rb") as file:
                check_equal(check.find_secret(check.CANARY, file.read()), [], f"forms of the password in {name}")


def dumps_core(pid):
    """Ends a child by a signal that makes core dumps."""
    os.kill(pid, signal.SIGABRT)
    ended = os.waitpid(pid, 0)[1]
    check_that(os.WIFSIGNALED(ended), f"it ends by the signal, not with {ended}")
    return os.WCOREDUMP(ended)


def others_dump_core():
    with tempfile.TemporaryDirectory() as folder:
        return dumps_core(subprocess.Popen(["sleep", "60"], cwd=folder, preexec_fn=allow_core_dumps).pid)


@case("while it is held: no core dump, whatever the limit was before")
def no_core_dump():
    if not others_dump_core():
        raise Skip("this system makes no core dumps")
    with Held() as process:
        with open(f"/proc/{process.pid}/limits", encoding="ascii") as file:
            limit = next(line for line in file if line.startswith("Max core file size"))
        check_equal(limit.split()[4], "0", "the limit of core dumps")
        # The limit alone does not count where the system hands dumps to a program; then only "dumpable" does.
        resource.prlimit(process.pid, resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE)[1:] * 2)
        check_that(not dumps_core(process.pid), "it ends without a core dump")


check.main("postfix", "record")
