# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Dovecot: the judge of logins for Postfix, and a submission service of its own at submit.example.test (127.0.1.3)."""

import os
import re

from process import Server, fill_in, find_program, make_folder, port_greets, write

ALL_MECHANISMS = "plain login cram-md5 scram-sha-1 scram-sha-256"


def start(folder, logs, pki, auth_socket, accounts, mechanisms=ALL_MECHANISMS, template="dovecot.conf.in",
          is_ready=lambda: port_greets("127.0.1.3", 587)):
    make_folder(folder)
    make_folder(os.path.join(folder, "run"))
    make_folder(os.path.join(folder, "state"))
    mail = make_folder(os.path.join(folder, "mail"), "nobody", "nogroup")
    users = "".join(f"{name}:{{PLAIN}}{password}:65534:65534::{mail}::\n" for name, password in accounts.items())
    write(os.path.join(folder, "users"), users)
    log = os.path.join(logs, "dovecot.log")
    config = os.path.join(folder, "dovecot.conf")
    write(config, fill_in(template, {"DIR": folder, "LOG": log, "PKI": pki, "AUTH_SOCKET": auth_socket,
                                               "MECHANISMS": mechanisms}))
    server = Server("Dovecot", [find_program("dovecot", "dovecot-core"), "-F", "-c", config], log)
    try:
        server.wait_ready(lambda: os.path.exists(auth_socket) and is_ready())
    except BaseException:
        server.stop()
        raise
    return DovecotLog(server)


class DovecotLog:
    """What Dovecot says about logins. Its log never holds a password (auth_debug_passwords is off)."""

    def __init__(self, server):
        self.server = server

    def stop(self):
        self.server.stop()

    def text(self):
        with open(self.server.log, encoding="utf-8", errors="replace") as file:
            return file.read()

    def attempts(self, since=0):
        """The mechanisms of the login attempts so far, oldest first, one entry each: ["SCRAM-SHA-256", "PLAIN", …]."""
        return re.findall(r"client in: AUTH\t\d+\t([A-Z0-9-]+)", self.text())[since:]

    def mark(self):
        """The number of attempts so far, for attempts(since)."""
        return len(self.attempts())
