# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Exim as exim.example.test (127.0.1.2), and at 127.0.2.x with a faulty certificate each; see exim.conf.in.

The program is not an installed package: fetch-exim puts it into a folder that OD_EXIM names.
"""

import os
import re
import shutil

from certificates import FAULTY
from process import LabError, Server, fill_in, make_folder, port_greets, write


def _find():
    folder = os.environ.get("OD_EXIM", "/var/cache/outbox-doctor-tests/exim")
    program = os.path.join(folder, "exim4")
    if not os.access(program, os.X_OK):
        raise LabError(f"no Exim at {program!r}: run tests/lab/fetch-exim DIR and set OD_EXIM=DIR")
    return program


def start(folder, logs, pki, mail, password, template="exim.conf.in", inside=(), doors=(("127.0.1.2", 25), ("127.0.1.2", 587))):
    program = _find()
    make_folder(folder)
    make_folder(mail, "Debian-exim", "Debian-exim")
    for name in ("spool", "log"):
        make_folder(os.path.join(folder, name), "Debian-exim", "Debian-exim")
    # Exim refuses keys that its own user cannot read, and configuration files that others may write.
    write(os.path.join(folder, "certificates"), "".join(f"{address}: {name}\n" for address, name in FAULTY.items()))
    config = os.path.join(folder, "exim.conf")
    write(config, fill_in(template, {"EXIM": program, "DIR": folder, "PKI": pki, "MAIL": mail, "PASSWORD": password,
                                            "FAULTY_ADDRESSES": " ; ".join(FAULTY)}))
    server = Server("Exim", [*inside, program, "-C", config, "-bdf", "-q1h"], os.path.join(logs, "exim-start.log"))
    try:
        server.wait_ready(lambda: all(port_greets(*door) for door in doors))
    except BaseException:
        server.stop()
        raise
    return EximLog(server, os.path.join(folder, "log"), logs)


class EximLog:
    """What Exim says about the sessions it had."""

    def __init__(self, server, folder, logs):
        self.server = server
        self.folder = folder
        self.logs = logs

    def stop(self):
        self.server.stop()
        for name in os.listdir(self.folder):
            shutil.copy(os.path.join(self.folder, name), os.path.join(self.logs, "exim-" + name + ".log"))

    def text(self):
        path = os.path.join(self.folder, "mainlog")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def sessions_without_mail(self):
        """The commands of each session that ended before a MAIL was taken: ["EHLO,STARTTLS,EHLO,QUIT", …]."""
        return re.findall(r"no MAIL in SMTP connection from .* C=(\S+)", self.text())
