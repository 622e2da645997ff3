# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix as mail.example.test (127.0.1.1): its ports are in master.cf.in. Reads its log for the tests."""

import os
import re

from process import Server, fill_in, find_program, make_folder, port_greets, wait_until, write

HERE = os.path.dirname(os.path.abspath(__file__))
QUEUES = ("active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace")


def _make_folders(folder, mail):
    """What "postfix start" would make and check in 2 s."""
    make_folder(folder)
    make_folder(os.path.join(folder, "etc"))
    make_folder(os.path.join(folder, "data"), "postfix", mode=0o700)
    queue = make_folder(os.path.join(folder, "queue"))
    make_folder(os.path.join(queue, "pid"))
    for name in QUEUES:
        make_folder(os.path.join(queue, name), "postfix", mode=0o700)
    make_folder(os.path.join(queue, "maildrop"), "postfix", "postdrop", 0o730)
    make_folder(os.path.join(queue, "public"), "postfix", "postdrop", 0o710)
    make_folder(mail, "nobody", "nogroup", 0o755)


def start(folder, logs, pki, mail, auth_socket, templates=HERE, values=None, inside=(), doors=(("127.0.1.1", 25), ("127.0.1.1", 587))):
    """templates: the folder of main.cf.in and master.cf.in, with more @NAMES@ in values; inside: the command that leads into the
    network in which it listens; doors: where it must greet before it counts as ready."""
    find_program("postfix", "postfix")
    _make_folders(folder, mail)
    log = os.path.join(logs, "postfix.log")
    values = {**(values or {}), "DIR": folder, "LOGS": logs, "LOG": log, "PKI": pki, "MAIL": mail, "AUTH_SOCKET": auth_socket}
    etc = os.path.join(folder, "etc")
    for name in ("main.cf", "master.cf"):
        write(os.path.join(etc, name), fill_in(os.path.join(templates, name + ".in"), values))
    server = Server("Postfix", [*inside, "/usr/lib/postfix/sbin/master", "-c", etc, "-s"], log)
    try:
        server.wait_ready(lambda: all(port_greets(*door) for door in doors))
        # The visits just made are in the log before any test counts sessions.
        said = PostfixLog(server)
        wait_until(lambda: said.text().count("]: disconnect from") >= len(doors), "the log of the first sessions", server.is_alive,
                   limit=10, log=log)
    except BaseException:
        server.stop()
        raise
    return PostfixLog(server)


class PostfixLog:
    """What Postfix says about the sessions it had: one "disconnect" line each, with the number of every command."""

    def __init__(self, server):
        self.server = server

    def stop(self):
        self.server.stop()

    def text(self):
        with open(self.server.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def sessions(self, since=0):
        """The counted commands of the sessions that ended, oldest first: [{"ehlo": "2", "auth": "0/1", "commands": "5/6"}, …]."""
        wait_until(self._is_quiet, "Postfix has ended its sessions", self.server.is_alive, limit=10, log=self.server.log)
        lines = re.findall(r"disconnect from \S+((?: [a-z]+=[0-9/]+)*)", self.text())
        return [dict(word.split("=") for word in line.split()) for line in lines][since:]

    def _is_quiet(self):
        text = self.text()
        return text.count("]: connect from") == text.count("]: disconnect from")

    def mark(self):
        """The number of sessions so far, for sessions(since)."""
        return len(self.sessions())

