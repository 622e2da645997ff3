# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The name server of the test network: Knot on 127.0.0.1 port 53, for the names in example.test.zone."""

import os
import shutil
import socket

from process import Server, fill_in, find_program, make_folder, write

HERE = os.path.dirname(os.path.abspath(__file__))


def start(folder, logs, template="knot.conf.in", zones=("example.test.zone", "root.zone"), inside=(), is_ready=None):
    make_folder(folder)
    make_folder(os.path.join(folder, "run"))
    make_folder(os.path.join(folder, "db"))
    for zone in zones:
        shutil.copy(os.path.join(HERE, zone), folder)
    log = os.path.join(logs, "knot.log")
    config = os.path.join(folder, "knot.conf")
    write(config, fill_in(template, {"DIR": folder, "LOG": log}))
    server = Server("Knot", [*inside, find_program("knotd", "knot"), "-c", config], log)
    try:
        server.wait_ready(is_ready or (lambda: _resolves("mail.example.test")))
    except BaseException:
        server.stop()
        raise
    return server


def _resolves(name):
    try:
        socket.getaddrinfo(name, 25)
        return True
    except socket.gaierror:
        return False
