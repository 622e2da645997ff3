# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starting, awaiting and stopping one server process of the test network.

A server is ready when a condition holds (a port greets, a name is answered); the wait looks again and again with short
pauses and is bounded. A server that ends during the wait is an error at once, with the end of its log in the message.
"""

import os
import shutil
import signal
import socket
import subprocess
import time

START_LIMIT = 20.0  # seconds
STOP_LIMIT = 5.0
PAUSE = 0.02


class LabError(Exception):
    """The test network itself does not work; the message says what is missing or what the server said."""


def find_program(name, package):
    path = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin:" + os.environ.get("PATH", ""))
    if path is None:
        raise LabError(f"{name} is not installed (Debian package {package})")
    return path


def fill_in(template, values):
    """Replaces @NAME@ in the text of a template file that lies beside this module."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), template), encoding="utf-8") as file:
        text = file.read()
    for name, value in values.items():
        text = text.replace(f"@{name}@", str(value))
    return text


def write(path, text, mode=0o644):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)


def make_folder(path, user=None, group=None, mode=0o755):
    os.makedirs(path, exist_ok=True)
    os.chmod(path, mode)
    if user is not None:
        shutil.chown(path, user, group)
    return path


def port_greets(address, port, start=b"220"):
    """True when a new connection is greeted with these bytes; with empty bytes, when it is taken at all."""
    try:
        with socket.create_connection((address, port), timeout=2) as connection:
            return not start or connection.recv(len(start)) == start
    except OSError:
        return False


def wait_until(condition, what, alive=lambda: True, limit=START_LIMIT, log=None):
    end = time.monotonic() + limit
    while not condition():
        if not alive():
            raise LabError(f"{what}: the server ended while starting{tail(log)}")
        if time.monotonic() > end:
            raise LabError(f"{what}: not ready after {limit:g} s{tail(log)}")
        time.sleep(PAUSE)


def tail(log, lines=20):
    if log is None or not os.path.exists(log):
        return ""
    with open(log, encoding="utf-8", errors="replace") as file:
        return "; its log ends with:\n" + "".join(file.readlines()[-lines:])


class Server:
    """One process, in a process group of its own; its output goes to a log file."""

    def __init__(self, name, command, log, environment=None):
        self.name = name
        self.log = log
        try:
            with open(log, "ab") as output:
                self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
                                                start_new_session=True, env=environment)
        except OSError as error:
            raise LabError(f"{name} cannot be started: {error}") from error

    def is_alive(self):
        return self.process.poll() is None

    def wait_ready(self, condition, what=None):
        wait_until(condition, what or self.name, self.is_alive, log=self.log)

    def stop(self):
        """Ends the process, and what is left of its own group: politely first, then for certain."""
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(STOP_LIMIT)
        except subprocess.TimeoutExpired:
            pass
        self._signal(signal.SIGKILL)
        self.process.wait()

    def _signal(self, number):
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass
