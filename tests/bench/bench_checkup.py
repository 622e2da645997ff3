# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""bench_checkup.py PROGRAM COUNT, in tests/lab/enter: one whole checkup by outbox-check beside the clients that are installed.

All of them send one message to the same Postfix by STARTTLS, log in with PLAIN, and verify the certificate by the same store:
that of the system, into which the authority of the tests was put. They take turns, so that what else the machine does meets
all of them alike. Prints a table and, at the start of a line of its own, each client's figures as JSON. Judges nothing, but
stops where a client does not deliver.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab"), os.path.join(HERE, "..", "lab", "scenarios"), os.path.join(HERE, "..", "check")]

import check  # noqa: E402
from lab import Lab  # noqa: E402
from patient import Turns  # noqa: E402

SENDER, PASSWORD = "user@example.test", "secret"
RECIPIENT = "ok@example.test"
SERVER, FAR_SERVER = "mail.example.test", "proxy.example.test"
ROUND_TRIP = 20  # ms: long enough to tell turns from pieces
MESSAGE = "From: user@example.test\r\nTo: ok@example.test\r\nSubject: A message of a client\r\n\r\n" + "One line of many.\r\n" * 20
PEER = "curl"


class FarDoor(Turns):
    """Leads to Postfix by a long way, and counts the turns of the client."""

    def __init__(self, address, port):
        self.port = port
        super().__init__(address, port, ROUND_TRIP)

    def wanted(self, connection):
        return "127.0.1.1", self.port


class Clients:
    """For each a function of server and port that gives its command line and the file it reads as standard input. folder: for
    what they read."""

    def __init__(self, program, folder, store):
        self.program, self.folder, self.store = program, folder, store
        self.message = self._write("message", MESSAGE)

    def _write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.chmod(path, 0o600)
        return path

    def outbox_check(self, server, port, *words):
        command = [self.program, SENDER, "--to", RECIPIENT, "--server", server, "--port", str(port), "--password-fd", "0", *words]
        return command, self._write("password", PASSWORD + "\n")

    def curl(self, server, port):
        scheme = "smtps" if port == 465 else "smtp"
        config = self._write("curlrc", f'user = "{SENDER}:{PASSWORD}"\n')
        return ["curl", "-q", "--silent", "--show-error", "--config", config, "--ssl-reqd", "--cacert", self.store, "--login-options",
                "AUTH=PLAIN", "--mail-from", SENDER, "--mail-rcpt", RECIPIENT, "--upload-file", "-", f"{scheme}://{server}:{port}"], self.message

    def swaks(self, server, port):
        config = self._write("swaksrc", f"--auth-password {PASSWORD}\n")
        return ["swaks", "--config", config, "--server", server, "--port", str(port), "--tls-on-connect" if port == 465 else "--tls",
                "--tls-verify", "--tls-ca-path", self.store, "--auth", "PLAIN", "--auth-user", SENDER, "--from", SENDER, "--to", RECIPIENT,
                "--silent", "2", "--data", self.message], os.devnull

    def msmtp(self, server, port):
        lines = ["account default", f"host {server}", f"port {port}", "tls on", f"tls_starttls {'off' if port == 465 else 'on'}",
                 f"tls_trust_file {self.store}", "auth plain", f"user {SENDER}", f"password {PASSWORD}", f"from {SENDER}"]
        config = self._write("msmtprc", "\n".join(lines) + "\n")
        return ["msmtp", "--file", config, RECIPIENT], self.message

    def installed(self):
        """{name: function}; what cannot do TLS is left out."""
        found = {"outbox-check": lambda *at: self.outbox_check(*at, "--auth", "PLAIN"),
                 "outbox-check, SCRAM": lambda *at: self.outbox_check(*at, "--auth", "SCRAM-SHA-256")}
        if shutil.which("curl"):
            found["curl"] = self.curl
        if shutil.which("swaks") and subprocess.run(["perl", "-MNet::SSLeay", "-e1"], capture_output=True, check=False).returncode == 0:
            found["swaks"] = self.swaks
        if shutil.which("msmtp"):
            found["msmtp"] = self.msmtp
        return found


def run_once(name, command, environment):
    """Seconds by the clock, and for which a processor was busy."""
    words, read = command
    with tempfile.TemporaryFile() as output, open(read, "rb") as source:
        begun = time.perf_counter()
        process = subprocess.Popen(words, stdin=source, stdout=output, stderr=subprocess.STDOUT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        if process.returncode != 0:
            sys.exit(f"{name} did not deliver (exit {process.returncode}): {output.read().decode('utf-8', 'replace')[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime


def count_turns(clients, environment, port):
    """{name: how often it was the client's turn to speak}; the least of some runs, for a turn may fall apart on a busy machine."""
    found = {}
    for name, command in clients.items():
        for _ in range(3):
            door = FarDoor("127.0.1.5", port)
            run_once(name, command(FAR_SERVER, port), environment)
            door.last()
            door.stop()
            found[name] = min(found.get(name, door.turns), door.turns)
    return found


def measure(clients, environment, count):
    """{name: [(wall, busy), …]}; one round first that is not counted."""
    commands = {name: command(SERVER, 587) for name, command in clients.items()}
    found = {name: [] for name in commands}
    for number in range(count + 1):
        for name, command in commands.items():
            once = run_once(name, command, environment)
            if number > 0:
                found[name].append(once)
    return found


def print_figures(found, turns):
    medians = {name: [statistics.median(column) * 1000 for column in zip(*runs)] for name, runs in found.items()}
    peer = medians.get(PEER)
    print(f"{'':22} {'busy ms':>8} {'of ' + PEER:>8} {'wall ms':>8} {'of ' + PEER:>8} {'turns STARTTLS':>15} {'turns TLS':>10}")
    for name, (wall, busy) in medians.items():
        shares = [f"{one / other:.2f}" for one, other in zip((busy, wall), peer[::-1])] if peer else ["-", "-"]
        print(f"{name:22} {busy:8.1f} {shares[0]:>8} {wall:8.1f} {shares[1]:>8} {turns[587][name]:>15} {turns[465][name]:>10}")
    for name, runs in found.items():
        wall, busy = medians[name]
        print(json.dumps({"figure": "checkup", "client": name, "runs": len(runs), "busy_ms": round(busy, 2), "wall_ms": round(wall, 2),
                          "turns_starttls": turns[587][name], "turns_tls": turns[465][name]}))


def main():
    program, count = sys.argv[1], int(sys.argv[2])
    with Lab("postfix") as lab, tempfile.TemporaryDirectory(prefix="od-bench-") as folder, lab.trusted_by_system() as store:
        clients = Clients(program, folder, store).installed()
        environment = check.environment(folder)
        turns = {port: count_turns(clients, environment, port) for port in (587, 465)}
        before = lab.mail_count("ok")
        found = measure(clients, environment, count)
        lab.maildir("ok", count=before + len(clients) * (count + 1))
        print_figures(found, turns)


if __name__ == "__main__":
    main()
