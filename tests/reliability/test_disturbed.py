# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks that are disturbed: by one another, by a computer that sleeps in the middle, by a network that goes away. The end comes within
the limits and says what is so."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time

import living
from living import SANITIZED, RunChecks, check
from process import wait_until
from tap import add_case, case, check as check_that, check_equal, check_within

sys.path.append(os.path.join(living.HERE, "..", "lab", "scenarios"))

from namespaces import Computer, Namespace, connect, prepare  # noqa: E402

HURRY = 20  # with it a reply may take 3 s, the answer to RCPT and DATA 6 s, the whole 15 s
REPLY_LIMIT = 3.0
TOTAL_LIMIT = 15.0
SLACK = 3.0  # for starting and ending the program
SIDE_BY_SIDE = 5 if SANITIZED else 25  # checks of each

ports = iter(range(5000, 6000))


# --- two at once

@case("checks side by side do not mix")
def side_by_side():
    """Each port has its own end; a password that went to the wrong server would be seen there."""
    kinds = [({}, "accepted,dot"), ({"echo": True}, "rejected,auth"), ({"trouble": ("MAIL", "reset")}, "failed,mail"),
             ({"trouble": ("RCPT", "close")}, "failed,rcpt")]
    servers = {next(ports): kind for kind in kinds}
    recorders = {port: check.lab.add_recorder("127.0.1.6", port, "tls", "good", **options) for port, (options, _) in servers.items()}
    with RunChecks("canary@example.test", "record.example.test") as checks:
        ends = checks.run(SIDE_BY_SIDE, "tls", "PLAIN", *servers)
    check_equal(ends, {port: end for port, (_, end) in servers.items()}, "how they end")
    check_equal({port: len(recorder.conversations) for port, recorder in recorders.items()}, dict.fromkeys(servers, SIDE_BY_SIDE),
                "connections")


# --- a computer that sleeps

class Running:
    """outbox-check on its way, with a server that makes trouble at one command."""

    def __init__(self, words):
        read, write = os.pipe()
        os.write(write, check.CANARY.encode() + b"\n")
        os.close(write)
        self.home = tempfile.TemporaryDirectory()
        command = [check.PROGRAM, *map(str, words), "--ca", check.lab.ca, "--hurry", str(HURRY), "--no-probes", "--json",
                   "--password-fd", "0"]
        self.begun = time.monotonic()
        self.process = subprocess.Popen(command, env=check.environment(self.home.name), stdin=read, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE)
        os.close(read)

    def wait_for(self, is_there):
        wait_until(is_there, "the place of the disturbance", lambda: self.process.poll() is None)

    def sleep(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        wait_until(lambda: living.status(self.process.pid, "State").startswith("T"), "the stop")
        return threading.Timer(seconds, self.process.send_signal, [signal.SIGCONT])

    def end(self):
        """The run that has ended."""
        try:
            out, err = self.process.communicate(timeout=120)
        finally:
            self.process.kill()
            self.process.wait()
            self.home.cleanup()
        done = check.Run(self.process.returncode, out.decode(), err.decode(), time.monotonic() - self.begun)
        check_equal(done.err, "", "stderr")
        done.data = check.parse(done)
        return done


def at(verb, kind, mode="tls"):
    port = next(ports)
    server = check.lab.add_recorder("127.0.1.6", port, mode, "good", trouble=(verb, kind))
    running = Running(["canary@example.test", "--server", "record.example.test", "--port", port, "--security", mode])
    running.wait_for(lambda: server.conversations and server.conversations[-1].trouble.is_set())
    return server, running


def reply_during_sleep(verb):
    """What came while nobody could look is not late."""
    server, running = at(verb, "wait")
    wake = running.sleep(REPLY_LIMIT + 1)
    server.go.set()
    wake.start()
    check.expect(running.end(), outcome="accepted")


for verb in ("GREETING", "EHLO", "AUTH", "MAIL"):
    add_case(f"asleep when the answer to {verb} comes: it goes on", reply_during_sleep, verb)


def nothing_during_sleep(verb, stage):
    """Where nothing came, the time asleep counts: the limit is over soon after waking up."""
    _, running = at(verb, "stall")
    asleep = REPLY_LIMIT + 1
    running.sleep(asleep).start()
    done = running.end()
    check.expect(done, outcome="failed", stage=stage, error=["timed-out", "total-time"])
    check_within(running.begun, asleep + SLACK, "it ends after waking up")


add_case("asleep while no answer to EHLO comes: the limit is over then", nothing_during_sleep, "EHLO", "ehlo")
add_case("asleep while no answer to MAIL comes: the limit is over then", nothing_during_sleep, "MAIL", "mail")


@case("a short sleep changes nothing")
def nap():
    server, running = at("RCPT", "wait")
    wake = running.sleep(1)
    wake.start()
    wake.join()
    server.go.set()
    check.expect(running.end(), outcome="accepted")


# --- a network that goes away

NEAR, FAR = "192.0.2.1", "192.0.2.2"


class FarAway:
    """A server at the other end of a cable, reached by the name mail.example.test."""

    def __init__(self):
        prepare()
        self.computer, self.house = Computer(), Namespace("far")
        connect(self.computer, "cable0", self.house, "cable1")
        self.computer.ip("address", "add", f"{NEAR}/24", "dev", "cable0")
        self.house.ip("address", "add", f"{FAR}/24", "dev", "cable1")
        with open("/etc/hosts", "a", encoding="utf-8") as hosts:
            hosts.write(f"{FAR} mail.example.test\n")

    def at(self, verb):
        """A run that has come to this command, whose answer comes once .go is set."""
        port = next(ports)
        with self.house.inside():
            server = check.lab.add_recorder(FAR, port, "tls", "good", trouble=(verb, "wait"))
        running = Running(["canary@example.test", "--server", "mail.example.test", "--port", port, "--security", "tls"])
        running.wait_for(lambda: server.conversations and server.conversations[-1].trouble.is_set())
        return server, running

    def break_it(self, how):
        words = {"the cable is pulled": ["link", "set", "cable0", "down"],
                 "the address is lost": ["address", "del", f"{NEAR}/24", "dev", "cable0"]}[how]
        self.computer.ip(*words)

    def mend(self):
        self.computer.ip("link", "set", "cable0", "up")
        self.computer.ip("address", "replace", f"{NEAR}/24", "dev", "cable0")


far_away = None

# By the system: at once where it tells the connection, else when the limit is over.
GONE = ["timed-out", "total-time", "network-unreachable", "host-unreachable", "reset", "closed"]


def network_goes(how, verb, stage):
    global far_away
    far_away = far_away or FarAway()
    server, running = far_away.at(verb)
    try:
        far_away.break_it(how)
        server.go.set()
        done = running.end()
    finally:
        far_away.mend()
    check.expect(done, outcome="failed", stage=stage, error=GONE)
    check_that(done.verdict()["title"], "a finding")
    check_within(running.begun, TOTAL_LIMIT + SLACK, "it ends within the limits")


for how in ("the cable is pulled", "the address is lost"):
    for verb, stage in (("GREETING", "greeting"), ("EHLO", "ehlo"), ("MAIL", "mail")):
        add_case(f"{how} at {verb}: a clear end within the limit", network_goes, how, verb, stage)


@case("the cable is pulled for a moment: it goes on")
def moment():
    global far_away
    far_away = far_away or FarAway()
    server, running = far_away.at("RCPT")
    far_away.break_it("the cable is pulled")
    server.go.set()
    time.sleep(0.5)
    far_away.mend()
    check.expect(running.end(), outcome="accepted")


check.main("record")
