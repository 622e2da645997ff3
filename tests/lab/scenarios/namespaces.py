# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Network namespaces: one for each house of the scenarios' world. The tests' own process stays in that of the computer.

Works inside tests/lab/enter only. A socket belongs for ever to the namespace in which it was made, so small servers in
Python are threads of the tests: only the making is done inside.
"""

import contextlib
import ctypes
import os
import subprocess

from process import LabError, find_program

_libc = ctypes.CDLL(None, use_errno=True)
CLONE_NEWNET = 0x40000000
HERE = "/proc/thread-self/ns/net"


def prepare():
    """A place for the names of namespaces, and a view of /sys that belongs to this network."""
    if not os.access("/run", os.W_OK):
        call("mount", "-t", "tmpfs", "tmpfs", "/run")
    os.makedirs("/run/netns", exist_ok=True)
    call("mount", "-t", "tmpfs", "tmpfs", "/run/netns")
    subprocess.run(["mount", "-t", "sysfs", "sysfs", "/sys"], capture_output=True, check=False)


def call(*command, text=None):
    done = subprocess.run([str(word) for word in command], input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise LabError(f"{' '.join(map(str, command))}: {done.stderr or done.stdout}")
    return done.stdout


def enter(descriptor):
    if _libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise LabError(f"setns: {os.strerror(ctypes.get_errno())}")


class Namespace:
    def __init__(self, name):
        self.name = name
        self.path = f"/run/netns/{name}"
        call("ip", "netns", "add", name)
        self.ip("link", "set", "lo", "up")

    def ip(self, *words):
        return call("ip", "-n", self.name, *words)

    def call(self, *command, text=None):
        return call(*self.prefix(), *command, text=text)

    def nft(self, text):
        return self.call(find_program("nft", "nftables"), "-f", "-", text=text)

    def set(self, name, value):
        """A kernel parameter, as in net.ipv4.ip_forward."""
        self.call("sh", "-c", 'echo "$1" > "/proc/sys/$0"', name.replace(".", "/"), value)

    def prefix(self, resolver=None):
        """The command that leads inside; with a resolver, that is the name server there (a file like resolv.conf)."""
        words = ["nsenter", f"--net={self.path}"]
        if resolver is None:
            return words
        return [*words, "unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/resolv.conf && exec "$@"', resolver]

    @contextlib.contextmanager
    def inside(self):
        """Sockets made, and threads begun, in the body belong to this namespace."""
        back, there = os.open(HERE, os.O_RDONLY), os.open(self.path, os.O_RDONLY)
        try:
            enter(there)
            yield
        finally:
            enter(back)
            os.close(back)
            os.close(there)


class Computer(Namespace):
    """The namespace in which the tests run already."""

    def __init__(self):
        self.name = "computer"
        self.path = f"/proc/{os.getpid()}/ns/net"

    def ip(self, *words):
        return call("ip", *words)

    def prefix(self, resolver=None):
        return []

    @contextlib.contextmanager
    def inside(self):
        yield


def connect(one, one_name, other, other_name):
    """A cable between two namespaces, with an interface at each end."""
    peer = ["netns", other.name] if not isinstance(other, Computer) else []
    one.ip("link", "add", one_name, "type", "veth", "peer", "name", other_name, *peer)
    one.ip("link", "set", one_name, "up")
    other.ip("link", "set", other_name, "up")
