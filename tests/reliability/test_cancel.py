# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ctrl+C where tests/check/test_trouble.py does not press it: during look-ups, STARTTLS, the message, QUIT, probes and the search for a
server. Each wait would last for many seconds; the run must end within one, with the right word."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time

from living import check
from process import wait_until
from tap import add_case, case, check as check_that, check_equal, check_in, check_within

STOP_LIMIT = 1.0
SLACK = 1.0  # for ending the program
SYN_SENT, ESTABLISHED = "02", "01"
INTERRUPTED = 130
NAME_SERVER = ("127.0.0.1", 53)

ports = iter(range(5000, 6000))


def has_socket(kind, address, port, state):
    """Whether this network has a socket that leads there in this state (from /proc/net, where addresses are in hex)."""
    there = socket.inet_aton(address)[::-1].hex().upper() + f":{port:04X}"
    with open(f"/proc/self/net/{kind}", encoding="ascii") as file:
        return any(line.split()[2:4] == [there, state] for line in file)


def unsent(address, port):
    """How many octets wait in the sockets that lead there."""
    there = socket.inet_aton(address)[::-1].hex().upper() + f":{port:04X}"
    with open("/proc/self/net/tcp", encoding="ascii") as file:
        return sum(int(line.split()[4].split(":")[0], 16) for line in file if line.split()[2] == there)


@contextlib.contextmanager
def mute_names():
    """The name service takes questions and does not answer."""
    server = check.lab.running[0].process.pid
    os.killpg(server, signal.SIGSTOP)
    try:
        yield
    finally:
        os.killpg(server, signal.SIGCONT)


def asks_names():
    return has_socket("udp", *NAME_SERVER, ESTABLISHED)


def interrupt(words, is_there):
    """Runs outbox-check, presses Ctrl+C when the place is reached; gives (exit code, stdout, stderr) when it has ended in time."""
    read, write = os.pipe()
    os.write(write, check.CANARY.encode() + b"\n")
    os.close(write)
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen([check.PROGRAM, *map(str, words)], env=check.environment(home), pass_fds=[read],
                                   stdin=read, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        os.close(read)
        try:
            wait_until(is_there, "the place where to interrupt", lambda: process.poll() is None)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
        finally:
            process.kill()
            process.wait()
    check_within(begun, STOP_LIMIT + SLACK, "it stops at once")
    check_equal(check.find_secret(check.CANARY, out + err), [], "forms of the password in the output")
    return process.returncode, out.decode(), err.decode()


def check_stops(words, is_there, outcome, stage):
    code, out, err = interrupt([*words, "--ca", check.lab.ca, "--json", "--password-fd", 0], is_there)
    done = check.Run(code, out, err, 0)
    done.data = check.parse(done)
    check.expect(done, outcome=outcome, stage=stage)
    check_equal(code, 0 if outcome == "accepted" else 1, "the exit code")


def at_verb(mode, verb, outcome, stage):
    port = next(ports)
    server = check.lab.add_recorder("127.0.1.6", port, mode, "good", trouble=(verb, "stall"))
    check_stops(["canary@example.test", "--server", "record.example.test", "--port", port, "--security", mode],
                lambda: server.conversations and server.conversations[-1].trouble.is_set(), outcome, stage)


add_case("Ctrl+C at STARTTLS", at_verb, "starttls", "STARTTLS", "cancelled", "starttls")
add_case("Ctrl+C at QUIT", at_verb, "tls", "QUIT", "accepted", "dot")


@case("Ctrl+C during the look-up")
def look_up():
    with mute_names():
        check_stops(["canary@example.test", "--server", "record.example.test"], asks_names, "cancelled", "lookup")


@case("Ctrl+C during the look-up of who takes the mail")
def look_up_mx():
    with mute_names():
        check_stops(["canary@example.test", "--direct", "--to", "a@example.test"], lambda: asks_names() or has_unbound(),
                    "cancelled", "lookup")


def has_unbound():
    """libunbound does not connect its sockets; the only ones in this network are its own and the servers'."""
    with open("/proc/self/net/udp", encoding="ascii") as file:
        return any(line.split()[1].split(":")[1] != f"{NAME_SERVER[1]:04X}" for line in file.readlines()[1:])


@case("Ctrl+C while the message goes out")
def body():
    """The server's window is full: it takes no octet more, and the system keeps few."""
    with open("/proc/sys/net/ipv4/tcp_wmem", "w", encoding="ascii") as file:
        file.write("4096 16384 65536")
    port = next(ports)
    server = check.lab.add_recorder("127.0.1.6", port, "tls", "good", trouble=("BODY", "full"))
    queue = []  # how much waits to be sent, each time it is looked at

    def is_stuck():
        queue.append(unsent("127.0.1.6", port))
        return queue[-1] > 0 and queue[-20:] == [queue[-1]] * 20
    check_stops(["canary@example.test", "--server", "record.example.test", "--port", port, "--security", "tls", "--size", "990000"],
                is_stuck, "cancelled", "body")
    check_that(server.conversations, "the server was asked")


@case("Ctrl+C during probes")
def probes():
    """The other doors of a silent host are knocked at. The session is over by then, and its outcome stands."""
    check_stops(["canary@example.test", "--server", "silent.example.test", "--hurry", "3"],
                lambda: has_socket("tcp", "198.51.100.9", 465, SYN_SENT), "failed", "connect")


@case("Ctrl+C during the search for a server")
def discover():
    with mute_names():
        code, out, _ = interrupt(["discover", "canary@example.test"], asks_names)
    check_equal(code, INTERRUPTED, "the exit code")
    check_equal(out, "", "stdout")


@case("Ctrl+C during the search for a server, before a check")
def discover_first():
    with mute_names():
        code, out, err = interrupt(["canary@example.test", "--password-fd", 0], asks_names)
    check_in(code, (2, INTERRUPTED), "the exit code")
    check_equal(out, "", "stdout")
    check_that(err.strip(), "it says so")


check.main("record", "silent")
