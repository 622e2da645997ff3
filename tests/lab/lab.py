# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The test network as one thing: with Lab("postfix", "exim") as lab: …

Must run inside tests/lab/enter. Starts the name server always and the other servers as named, each ready when the body runs;
stops all of them and removes their files afterwards. Logs are kept in OD_ARTEFACTS where that is set.
"""

import contextlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time

import dns
import dovecot
import exim
import postfix
import silent
import sink
from certificates import FAULTY
from process import LabError, make_folder, wait_until
from recorder import RecordingProxy, RecordingServer, tls_context

HERE = os.path.dirname(os.path.abspath(__file__))
SERVERS = ("postfix", "exim", "sink", "record", "silent")

# Not guessable, so that it can be looked for everywhere; with characters that encodings change. Also that of exim@example.test.
CANARY = "Kan+ari/vögel=&%?" + secrets.token_urlsafe(12)

ACCOUNTS = {
    "user@example.test": "secret",
    "ok@example.test": "also secret",
    "umlaut@example.test": "Grüße-ß€",
    "canary@example.test": CANARY,
}


# Where a system has its authorities in one file.
STORES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")


class Lab:
    def __init__(self, *servers, mechanisms=dovecot.ALL_MECHANISMS, sink_ports=None):
        unknown = set(servers) - set(SERVERS)
        if unknown:
            raise LabError(f"no such servers: {', '.join(unknown)}")
        if os.environ.get("OD_LAB") != "1":
            raise LabError("the test servers use real ports: run this inside tests/lab/enter")
        self.wanted = servers
        self.mechanisms = mechanisms
        self.sink_ports = sink_ports
        self.running = []
        self.accounts = ACCOUNTS
        self.recording = {}

    def __enter__(self):
        self.folder = tempfile.mkdtemp(prefix="od-lab-")
        os.chmod(self.folder, 0o755)
        self.logs = make_folder(self._logs_folder())
        self.pki = os.path.join(self.folder, "pki")
        self.ca = os.path.join(self.pki, "ca.pem")
        try:
            self._make_pki()
            self._started(dns.start(self._sub("knot"), self.logs))
            for name in self.wanted:
                getattr(self, "_start_" + name)()
        except BaseException:
            self.__exit__(*sys.exc_info())
            raise
        return self

    def __exit__(self, *_):
        for server in reversed(self.running):
            server.stop()
        self.running = []
        shutil.rmtree(self.folder, ignore_errors=True)

    def maildir(self, mailbox, server="postfix", count=1):
        """The messages in a mailbox as bytes, oldest first; waits until there are this many."""
        new = os.path.join(self.folder, server + "-mail", mailbox, "new")
        wait_until(lambda: os.path.isdir(new) and len(os.listdir(new)) >= count, f"{count} mail in {mailbox}", limit=10)
        paths = sorted((os.path.join(new, name) for name in os.listdir(new)), key=os.path.getmtime)
        return [open(path, "rb").read() for path in paths]

    def mail_count(self, mailbox, server="postfix"):
        new = os.path.join(self.folder, server + "-mail", mailbox, "new")
        return len(os.listdir(new)) if os.path.isdir(new) else 0

    def add_recorder(self, address, port, mode, certificate="good", **options):
        context = options.pop("context", None)
        if context is None and mode != "none":
            context = tls_context(self.pki, certificate, options.pop("old", False))
        return self._started(RecordingServer(address, port, mode, context, **options))

    @contextlib.contextmanager
    def trusted_by_system(self, *files):
        """The authority of the tests, or those in files, among the system's for a while, in here only. Gives the store's path."""
        store = next((path for path in STORES if os.path.exists(path)), None)
        if store is None:
            raise LabError(f"none of {', '.join(STORES)} is there")
        merged = self._sub("store.pem")
        with open(merged, "wb") as file:
            for path in (store, *(files or [self.ca])):
                with open(path, "rb") as one:
                    file.write(one.read() + b"\n")
        os.chmod(merged, 0o644)
        subprocess.run(["mount", "--bind", merged, os.path.realpath(store)], check=True)
        try:
            yield store
        finally:
            subprocess.run(["umount", os.path.realpath(store)], check=True)

    def _sub(self, name):
        return os.path.join(self.folder, name)

    def _logs_folder(self):
        kept = os.environ.get("OD_ARTEFACTS")
        name = os.path.splitext(os.path.basename(sys.argv[0]))[0] or "lab"
        return os.path.join(kept, "logs", name) if kept else self._sub("logs")

    def _started(self, server):
        self.running.append(server)
        return server

    def _make_pki(self):
        made = subprocess.run([os.path.join(HERE, "make-pki"), self.pki], capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise LabError(f"make-pki failed: {made.stderr}")

    def _start_postfix(self):
        socket_path = self._sub("auth.sock")
        self.dovecot = self._started(dovecot.start(self._sub("dovecot"), self.logs, self.pki, socket_path,
                                                    self.accounts, self.mechanisms))
        self.postfix = self._started(postfix.start(self._sub("postfix"), self.logs, self.pki, self._sub("postfix-mail"),
                                                    socket_path))
        self.proxy = self._started(RecordingProxy("127.0.1.5", 25, ("127.0.1.1", 2525)))

    def _start_exim(self):
        self.exim = self._started(exim.start(self._sub("exim"), self.logs, self.pki, self._sub("exim-mail"), CANARY))

    def _start_sink(self):
        for server in sink.start(self.logs, self.sink_ports):
            self._started(server)

    def _start_record(self):
        """For each faulty certificate, port 4465 (TLS) and 4587 (STARTTLS): self.recording[name, port]."""
        for address, name in FAULTY.items():
            self._record(address, name, name)
        self._record("127.0.2.13", "old-tls", "wildcard", old=True)
        self.plain = self.add_recorder("127.0.1.6", 25, "none")

    def _record(self, address, name, certificate, **options):
        for port, mode in ((4465, "tls"), (4587, "starttls")):
            self.recording[name, port] = self.add_recorder(address, port, mode, certificate, **options)

    def _start_silent(self):
        self._started(silent.FullPort("127.0.1.9", 4000))
        self._started(silent.MutePort("127.0.1.9", 4001))


def main():
    """For trying by hand: tests/lab/enter /usr/bin/python3 tests/lab/lab.py [SERVER…] -- COMMAND…"""
    words = sys.argv[1:]
    cut = words.index("--") if "--" in words else len(words)
    with Lab(*(words[:cut] or SERVERS)) as lab:
        environment = {**os.environ, "LAB": lab.folder, "CA": lab.ca, "LOGS": lab.logs, "PW": CANARY}
        begun = time.monotonic()
        code = subprocess.run(words[cut + 1:] or ["sh"], env=environment, check=False).returncode
        print(f"ended with {code} after {time.monotonic() - begun:.1f} s", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
