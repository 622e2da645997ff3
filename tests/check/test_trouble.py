# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Servers that stall, close or reset at each stage, and a person who presses Ctrl+C there: the run ends in time, says where,
and nothing is sent twice.
"""

import os
import signal
import socket
import subprocess
import tempfile
import time

import check
from check import CANARY, Run, expect, run
from process import wait_until
from tap import add_case, case, check as check_that, check_equal

# What the server does not answer, and the stage that it is.
STAGES = [("GREETING", "greeting"), ("EHLO", "ehlo"), ("AUTH", "auth"), ("MAIL", "mail"), ("RCPT", "rcpt"), ("DATA", "data"),
          ("DOT", "dot")]
# With this the limits are: a reply 2 s, to RCPT and DATA 4 s, after the final dot 20 s, without that in all 10 s.
HURRY = 30
STOP_LIMIT = 1.0
SLACK = 4.0 if "ASAN_OPTIONS" in os.environ else 2.0  # for starting and ending the program; sanitizers read the knowledge slowly

ports = iter(range(5000, 6000))


def troubled(verb, kind):
    """A server with this trouble, and the words to reach it."""
    port = next(ports)
    server = check.lab.add_recorder("127.0.1.6", port, "tls", "good", trouble=(verb, kind))
    return server, ["canary@example.test", "--server", "record.example.test", "--port", port, "--security", "tls",
                    "--ca", check.lab.ca, "--no-probes"]  # probes call the server, too; here the transaction is watched


def outcome_at(verb):
    return "unknown-delivery" if verb == "DOT" else "failed"


def stalls(verb, stage):
    server, words = troubled(verb, "stall")
    done = run(*words, "--hurry", HURRY)
    expect(done, outcome=outcome_at(verb), stage=stage, error=["timed-out", "total-time"])
    check_that(done.seconds < 600 / HURRY + SLACK, f"it ends in time: {done.seconds:.1f} s")
    check_equal(len(server.conversations), 1, "connections: nothing is tried again by itself")


def breaks_off(verb, stage, kind):
    server, words = troubled(verb, kind)
    expect(run(*words), outcome=outcome_at(verb), stage=stage, error=["closed", "reset", "tls-cut-off"])
    check_equal(len(server.conversations), 1, "connections: nothing is tried again by itself")


for verb, stage in STAGES:
    add_case(f"stalls at {verb}", stalls, verb, stage)
    add_case(f"closes at {verb}", breaks_off, verb, stage, "close")
    add_case(f"resets at {verb}", breaks_off, verb, stage, "reset")


def interrupted(words, is_there):
    """Starts a run, presses Ctrl+C when the place is reached, and gives the run that ended."""
    read, write = os.pipe()
    os.write(write, CANARY.encode() + b"\n")
    os.close(write)
    command = [check.PROGRAM, *map(str, words), "--json", "--password-fd", str(read)]
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(command, env=check.environment(home), pass_fds=[read], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(read)
        try:
            wait_until(is_there, "the place where to interrupt", lambda: process.poll() is None, limit=20)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
        finally:
            process.kill()
            process.wait()
    done = Run(process.returncode, out.decode(), err.decode(), time.monotonic() - begun)
    check_equal(check.find_secret(CANARY, out + err), [], "forms of the password in the output")
    done.data = check.parse(done)
    return done


def stopped(done, stage, outcome="cancelled"):
    check_that(done.seconds < STOP_LIMIT + SLACK, f"it stops at once: {done.seconds:.1f} s")
    check_equal(done.code, 1, f"the exit code\n{done.story()}")
    expect(done, outcome=outcome, stage=stage)


def stop_at(verb, stage):
    server, words = troubled(verb, "stall")
    done = interrupted(words, lambda: server.conversations and server.conversations[-1].trouble.is_set())
    # After the final dot the server may have taken the message: that must be said.
    stopped(done, stage, ["cancelled", "unknown-delivery"] if verb == "DOT" else "cancelled")


for verb, stage in STAGES:
    add_case(f"Ctrl+C at {verb}", stop_at, verb, stage)


SYN_SENT, ESTABLISHED = "02", "01"


def has_connection(address, port, state):
    """Whether this network has a TCP connection to there in this state (from /proc/net/tcp, where addresses are in hex)."""
    there = socket.inet_aton(address)[::-1].hex().upper() + f":{port:04X}"
    with open("/proc/self/net/tcp", encoding="ascii") as file:
        return any(line.split()[2:4] == [there, state] for line in file)


@case("Ctrl+C while connecting")
def stop_connecting():
    words = ["canary@example.test", "--server", "silent.example.test", "--ca", check.lab.ca]
    stopped(interrupted(words, lambda: has_connection("198.51.100.9", 587, SYN_SENT)), "connect")


@case("Ctrl+C during the handshake")
def stop_handshake():
    words = ["canary@example.test", "--server", "closed.example.test", "--port", 4001, "--security", "tls", "--ca", check.lab.ca]
    stopped(interrupted(words, lambda: has_connection("127.0.1.9", 4001, ESTABLISHED)), "tls")


@case("a stalled handshake ends in time")
def stalled_handshake():
    done = run("canary@example.test", "--server", "closed.example.test", "--port", 4001, "--security", "tls", "--ca", check.lab.ca,
               "--hurry", 40)
    expect(done, outcome="failed", stage="tls", error=["tls-timed-out", "timed-out"])


check.main("record", "silent")
