# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs outbox-check against the test network and looks at what it says.

Every run, whatever it is for, is also searched for the password in all its forms and for reports of the sanitizers and of
GLib; so each test here is a test of these promises as well. The program's path is in OUTBOX_CHECK.
"""

import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab"))

import tap  # noqa: E402
from lab import CANARY, Lab, LabError  # noqa: E402
from tap import check, check_equal, check_in  # noqa: E402

PROGRAM = os.environ.get("OUTBOX_CHECK", "outbox-check")
TIME_LIMIT = 150  # seconds; no case waits for more than one stage limit
COMPLAINTS = ("AddressSanitizer", "LeakSanitizer", "runtime error:", "CRITICAL **", "WARNING **", "GLib-GIO-ERROR")
KEPT = ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "G_SLICE", "OD_LAB", "OD_ARTEFACTS", "OD_EXIM")

lab = None  # the running Lab, set by main()


class Run:
    """One run that has ended: exit code, output, and the JSON result where there is one."""

    def __init__(self, code, out, err, seconds):
        self.code = code
        self.out = out
        self.err = err
        self.seconds = seconds
        self.memory = 0  # octets: the most that it had at a time
        self.outputs = {}  # all that it wrote, by name or path
        self.data = None

    def facts(self, name):
        return [fact["value"] for fact in self.data["facts"] if fact["name"] == name]

    def fact(self, name):
        values = self.facts(name)
        return values[0] if values else None

    def verdict(self):
        check(self.data["findings"], "there is a finding")
        return self.data["findings"][0]

    def sent(self):
        """The lines sent, as the transcript has them."""
        return [event["text"] for event in self.data["transcript"] if event["kind"] == "sent"]

    def verbs(self):
        return [line.split(" ")[0].upper() for line in self.sent() if line.strip()]

    def story(self):
        """The run as text for the log of a test that failed."""
        if self.data is None:
            return f"exit {self.code} after {self.seconds:.1f} s\nstdout: {self.out[-3000:]!r}\nstderr: {self.err[-3000:]!r}"
        lines = [f"exit {self.code} after {self.seconds:.1f} s, outcome {self.data.get('outcome')}"]
        for event in self.data.get("transcript", []):
            lines.append(f"  {event.get('kind')} {event.get('stage')} {event.get('name', '')} {event.get('text', '')}")
        lines += [f"  fact {f['name']}={f['value']}" for f in self.data.get("facts", [])]
        lines += [f"  finding {f['id']}: {f['title']}" for f in self.data.get("findings", [])]
        return "\n".join(lines + [self.err[-2000:]])


def environment(home, **more):
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):  # its own exit code, not one that means "a problem was found"
        kept[name] = kept.get(name, "") + ":exitcode=99"
    return {**kept, "HOME": home, "XDG_RUNTIME_DIR": home, "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory",
            "G_DEBUG": "fatal-criticals", "NO_AT_BRIDGE": "1", **more}


def _start(command, password, env, out, err):
    """The password goes through a pipe, as a program that calls outbox-check would do it."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err}
    if password is None:
        return subprocess.Popen(command, env=env, **streams)
    read, write = os.pipe()
    os.write(write, password.encode() + b"\n")
    os.close(write)
    try:
        return subprocess.Popen([*command, "--password-fd", str(read)], env=env, pass_fds=[read], **streams)
    finally:
        os.close(read)


def _await(process):
    """Whether it ended by itself, and how much memory it had."""
    watched = os.pidfd_open(process.pid)
    in_time = bool(select.select([watched], [], [], TIME_LIMIT)[0])
    os.close(watched)
    if not in_time:
        process.kill()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return in_time, usage.ru_maxrss * 1024


def _read_all(file):
    file.seek(0)
    return file.read()


def raw_run(*arguments, password=CANARY, env=None, program=(PROGRAM,), started=None, codes=(0, 1, 2)):
    """Runs the program; looks for secrets and complaints, at nothing else. In arguments {home} stands for its home folder, which is
    looked through as well; started (process) is called at once."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="od-home-") as home, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        words = [str(word).replace("{home}", home) for word in arguments]
        process = _start([*program, *words], password, environment(home, **(env or {})), out, err)
        if started is not None:
            started(process)
        in_time, memory = _await(process)
        outputs = {"stdout": _read_all(out), "stderr": _read_all(err), **_files_below(home)}
    run = Run(process.returncode, *(outputs[name].decode("utf-8", "replace") for name in ("stdout", "stderr")),
              time.monotonic() - begun)
    check(in_time, f"it ends within {TIME_LIMIT} s:\n{run.story()}")
    run.memory, run.outputs = memory, outputs
    _look_for_secrets(password, outputs)
    for complaint in COMPLAINTS:
        check(complaint not in run.err, f"stderr is without {complaint!r}:\n{run.story()}")
    check(run.code in codes, f"the exit code is one of {codes}:\n{run.story()}")
    return run


def run(*arguments, **options):
    """A run with --json; the result must be one object of version 1, and stderr empty."""
    done = raw_run(*arguments, "--json", **options)
    check(done.code != 2, f"the command line was taken:\n{done.story()}")
    check_equal(done.err, "", "stderr")
    done.data = parse(done)
    check_equal(done.data["version"], 1, "the version of the JSON")
    for name in ("settings", "outcome", "transcript", "facts", "findings"):
        check_in(name, done.data, "members of the JSON")
    _check_shape(done)
    return done


def parse(done):
    try:
        return json.loads(done.out)
    except ValueError as error:
        raise AssertionError(f"stdout is not JSON: {error}\n{done.story()}") from None


def _check_shape(done):
    """What holds for every result."""
    accepted = done.data["outcome"] in ("accepted", "checked")
    check_equal(done.code, 0 if accepted else 1, f"the exit code fits the outcome {done.data['outcome']}")
    check(len(done.facts("outcome")) == 1, "exactly one outcome")
    check(done.verbs().count("AUTH") <= 1, f"at most one AUTH: {done.sent()}")
    verdict = done.verdict()
    for name in ("id", "kind", "actor", "lasts", "title", "summary"):
        check(verdict.get(name), f"the verdict has {name}: {verdict}")
    for finding in done.data["findings"]:
        for text in (finding["title"], finding["summary"]):
            check("{" not in text and "}" not in text, f"no placeholder is left in {text!r}")


def _files_below(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    found[path] = file.read()
    return found


def forms_of(secret):
    """Every form in which a secret may be readable: {name: bytes}."""
    raw = secret.encode()
    forms = {"plain": raw, "hex": raw.hex().encode(), "HEX": raw.hex().upper().encode(),
             "URL": urllib.parse.quote(secret, safe="").encode(), "form": urllib.parse.quote_plus(secret).encode(),
             "path": urllib.parse.quote(secret).encode(), "JSON": json.dumps(secret)[1:-1].encode(),
             "JSON with escaped slashes": json.dumps(secret)[1:-1].replace("/", "\\/").encode()}
    for shift in range(3):
        # What stands before the secret moves it against the groups of three octets; the edges belong to the neighbours.
        encoded = base64.b64encode(b"\0" * shift + raw)
        start = (shift * 8 + 5) // 6
        end = (shift + len(raw)) * 8 // 6
        forms[f"base64 at {shift}"] = encoded[start:end]
        forms[f"base64url at {shift}"] = base64.urlsafe_b64encode(b"\0" * shift + raw)[start:end]
    return forms


def find_secret(secret, data):
    """The names of the forms of the secret that are in the data."""
    lower_url = urllib.parse.quote(secret, safe="").lower().encode()
    found = [name for name, form in forms_of(secret).items() if form in data]
    return found + (["url"] if lower_url in data.lower() else [])


def _look_for_secrets(password, outputs):
    if not password or len(password) < 8:
        return
    for name, data in outputs.items():
        found = find_secret(password, data)
        # Without the output itself: a log must not hold it either.
        check(not found, f"the password stands in {name}, as {', '.join(found)}")


# Ready-made accounts: the address with server and what else belongs to it.
def postfix_account(user="canary"):
    return [f"{user}@example.test", "--server", "mail.example.test", "--ca", lab.ca]


def dovecot_account():
    return ["canary@example.test", "--server", "submit.example.test", "--ca", lab.ca]


def exim_account():
    return ["exim@example.test", "--server", "exim.example.test", "--ca", lab.ca]


def sink_account(port):
    return ["user@example.test", "--server", "sink.example.test", "--port", port, "--security", "none", "--no-login"]


def expect(done, **facts):
    """Checks facts of a run (underscores stand for dots: tls_verify); on failure the whole run is told."""
    for name, value in facts.items():
        found = done.facts(name.replace("_", "."))
        wanted = value if isinstance(value, (list, tuple, set)) else [value]
        check(any(str(one) in found for one in wanted),
              f"fact {name}: expected {' or '.join(map(str, wanted))}, found {found}\n{done.story()}")
    return done


def expect_named(done):
    """The verdict is one that fits this trouble, not the general answer of the stage."""
    check(not done.verdict()["id"].startswith("fallback"), f"the verdict is a general answer\n{done.story()}")
    return done


def main(*servers, **options):
    """Starts the servers, runs the cases of the calling file, ends."""
    global lab
    try:
        with Lab(*servers, **options) as lab:
            tap.run()
    except LabError as error:
        tap.bail_out(error)
