#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""play.py FILE.script…: plays dialogues against outbox-check and compares what it finds out. README.md tells how they are written.

Runs inside tests/lab/enter. tests/faults plays the cases of its catalogue by the same means.
"""

import base64
import fnmatch
import os
import re
import shlex
import signal
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "check"), os.path.join(HERE, "..", "lab")]

import check as checks  # noqa: E402
import rules  # noqa: E402
import subprocess  # noqa: E402
import tap  # noqa: E402
from server import Server, why_not  # noqa: E402

HOST = "mail.example.test"  # a name of the certificate "good"
HURRY = 20
pki = None


class Script:
    def __init__(self, name, lines, client=(), expect=None, must_not=(), offer="PLAIN LOGIN", sender="u@example.test", host=HOST,
                 **options):
        self.name = name
        self.lines = lines
        self.client = list(client)
        self.expect = expect or {}
        self.must_not = must_not
        self.offer = offer
        self.sender = sender
        self.host = host
        self.options = options  # of check.run(): password, program, env


def read_script(path):
    with open(path, encoding="utf-8") as file:
        text = "".join(line for line in file if not line.startswith("#"))
    head, _, body = text.strip().partition("\n\n")
    fields = dict(re.split(r":\s*", line, maxsplit=1) for line in head.splitlines())
    unknown = set(fields) - {"name", "client", "expect", "must-not", "offer"}
    if unknown or "name" not in fields or "expect" not in fields:
        raise ValueError(f"{path}: the head is not as README.md tells ({', '.join(unknown) or 'name and expect'})")
    expect = dict(word.split("=", 1) for word in shlex.split(fields["expect"]))
    reason = why_not(body.splitlines())
    if reason:
        raise ValueError(f"{path}: {reason}")
    return Script(f"{os.path.basename(path)}: {fields['name']}", body.splitlines(), shlex.split(fields.get("client", "")),
                  expect, fields.get("must-not", "").split(), fields.get("offer", "PLAIN LOGIN"))


def check_facts(done, expect):
    for name, value in expect.items():
        wanted = value.split("|")
        if name == "exit":
            found = [str(done.code)]
        elif name == "finding":
            found = [done.verdict()["id"]]
        else:
            found = [str(one) for one in done.facts(name)]
        tap.check(any(fnmatch.fnmatchcase(one, glob) for one in found for glob in wanted) or (value == "" and not found),
                  f"{name}: expected {value}, found {' '.join(found) or 'nothing'}\n{done.story()}")


# Words of must_not that are seen to otherwise: by the outcome and the stage that are expected, by the rules (time, memory, secrets,
# controls, no complaint of a sanitizer), by the lines that were sent and received.
BY_OUTCOME = """accept_out_of_step_reply accept_as_220 substring_match use_pre_tls_capabilities use_injected_reply use_truncated_answer
prepend_fragment_to_tls_reply default_to_accept silent_downgrade treat_as_fatal treat_as_zero_limit skip_verification skip_report
give_up_before_stage_timeout give_up_before_30s use_mismatched_answer send_injected_command send_injected_parameter""".split()
BY_RULES = """hang exceed_total_deadline block_ui busy_loop unbounded_memory leak_secret leak_token format_string render_control_chars
interpret_markup open_link crash overread sigpipe_death leak_fd truncate_at_nul drop_bytes""".split()
BY_CHECK = """corrupt_body send_bare_cr_or_lf early_end_of_data send_8bit line_over_998 wait_full_v6_timeout reuse_connection
connect_port_0""".split()


def _decoded(line):
    try:
        return base64.b64decode(line.split(" ")[-1], validate=True)
    except ValueError:
        return b""


def check_must_not(done, server, words):
    plain = server.received.decode("latin-1").split("\r\n")
    lines = [line.upper() for line in plain]
    clear = [line for line in server.clear.decode("latin-1").split("\r\n") if line and line.isprintable()]
    logins = sum(line.startswith("AUTH ") for line in lines)
    did = {
        "send_credentials": logins > 0,
        "second_login": logins > 1,
        "resend_password": logins > 1,
        "fall_back_below_user_minimum": logins > 1,
        "more_than_one_attempt_per_mechanism": logins > 1,
        "loop": logins > 1 or sum(line.startswith("MAIL ") for line in lines) > 2,
        "send_proof": any(b",p=" in _decoded(line) for line in plain),
        "send_password_at_user_prompt": any(_decoded(line) == checks.CANARY.encode() for line in plain),
        "send_mail": any(line.startswith("MAIL ") for line in lines),
        "send_without_auth_silently": any(line.startswith("MAIL ") for line in lines),
        "send_message": any(line.startswith("MESSAGE-ID:") for line in lines),
        "send_final_dot": "." in lines,
        "continue_in_clear": any(not re.match("(?i)EHLO|HELO|STARTTLS|QUIT", line) for line in clear if " " in line),
        "nest_tls": lines.count("STARTTLS") > server.connections,
        "report_success": done.code == 0,
        "report_failure": done.code != 0,
        "retry_silently": server.connections > 1,
        "resend_after_dot": lines.count(".") > 1,
        "use_new_address": any("NEW@OTHER.TEST" in line for line in lines),
        "blame_password": done.verdict()["meaning"] == "wrong-login",
        "say_name_does_not_exist": done.fact("error") == "name-not-found",
        "say_server_down": done.fact("error") in ("refused", "timed-out"),
        **dict.fromkeys(BY_OUTCOME + BY_RULES + BY_CHECK, False),
    }
    for word in words:
        tap.check_in(word, did, "the words of must_not")
        tap.check(not did[word], f"it must not {word}\n{done.story()}")


def words_for(script, port, hurry):
    words = [script.sender, "--server", script.host, "--port", port, "--ca", pki + "/ca.pem", "--hurry", hurry]
    if "--security" not in script.client:
        words += ["--security", "starttls"]
    if "--to" not in script.client:
        words += ["--to", "a@example.test"]
    return [*words, *script.client]


class Cancelled:
    """Interrupts the program, as Ctrl-C does, and knows when that was."""

    def __init__(self, server):
        self.process = None
        self.when = None
        server.on_cancel = self.interrupt
        server.on_sleep = self.stop_for

    def started(self, process):
        self.process = process

    def interrupt(self):
        self.when = time.monotonic()
        self.process.send_signal(signal.SIGINT)

    def stop_for(self, seconds):
        self.process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self.process.send_signal(signal.SIGCONT)

    def check_end(self, done, ended):
        """Within a second (rule 5), and a little for a busy computer."""
        tap.check(self.when is not None, f"the script comes to where it is cancelled\n{done.story()}")
        took = ended - self.when
        tap.check(took <= 1 + rules.grace() / 2, f"rule 5: a cancel ends it within a second, not after {took:.1f} s\n{done.story()}")


def run(script, server, hurry=HURRY):
    """One run against this server."""
    cancelled = Cancelled(server)
    words = words_for(script, server.port, hurry)
    done = checks.run(*words, "--remember", "--letter", "{home}/letter.md", started=cancelled.started, **script.options)
    ended = time.monotonic()
    if any(line == "CANCEL" for line in script.lines):
        cancelled.check_end(done, ended)
    return done


def play(script, hurry=HURRY):
    server = Server(script.lines, pki, script.offer, hurry)
    try:
        done = run(script, server, hurry)
    finally:
        server.stop()
    check_facts(done, script.expect)
    check_must_not(done, server, script.must_not)
    rules.check_all(done, server, hurry)
    tap.check(done.fact("outcome") in ("accepted", "checked") or done.fact("stage"), f"a stage is named\n{done.story()}")
    if done.code == 0 and not script.must_not:
        tap.check(not server.complaint, f"{server.complaint}\n{done.story()}")
    return done, server


def prepare(folder, make_pki=os.path.join(HERE, "..", "lab", "make-pki")):
    """The host's name and the certificates; the files of the system are those of the test network alone."""
    global pki
    if os.environ.get("OD_LAB") != "1":
        tap.bail_out("run this inside tests/lab/enter")
    with open("/etc/hosts", "a", encoding="utf-8") as hosts:
        hosts.write(f"127.0.0.1 {HOST} mx.test\n")
    pki = os.path.join(folder, "pki")
    subprocess.run([make_pki, pki], check=True, stdout=subprocess.DEVNULL)
    rules.prepare()


def main():
    for path in sys.argv[1:]:
        script = read_script(path)
        tap.add_case(script.name, play, script)
    del sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="od-scripts-") as folder:
        os.chmod(folder, 0o755)
        prepare(folder)
        tap.run()


if __name__ == "__main__":
    main()
