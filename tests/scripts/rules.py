# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds in every run, whatever a server does: the rules of the catalogue of faults (tests/faults/README.md), by its numbers.

Rule 1, and 3 for the password itself, are kept by check.py for every run of the program; rule 7 by who knows the stage."""

import base64
import re
import shutil

import check as checks
import tap

LIMITS = {"lookup": 15, "connect": 30, "tls": 20, "greeting": 60, "ehlo": 60, "starttls": 60, "auth": 60, "mail": 60, "rcpt": 120,
          "data": 120, "body": 300, "dot": 600, "quit": 5, "rset": 60}  # seconds; of the body only that it ends with the whole run
TOTAL, PROBES = 300, 30
GRACE = 2  # seconds
MEMORY = 64 << 20  # octets over those of the program at rest
VERBS = r"(?i)(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|QUIT|RSET|NOOP|VRFY)\b"
# What ends a run although the server keeps to the protocol: then QUIT is in step.
IN_STEP = {"starttls-not-offered", "starttls-refused", "smtputf8-not-offered", "too-big-for-server", "settings", "unexpected-code",
           "login-not-encrypted", "login-not-offered", "login-no-mechanism", "login-mechanism-not-offered", "login-challenge",
           "login-iterations", "login-rounds", "login-server-proof", "login-failed"}
CONTROLS = "[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"

is_sanitized = None
at_rest = None


def prepare():
    """Before the first run."""
    global is_sanitized, at_rest
    with open(shutil.which(checks.PROGRAM), "rb") as file:
        is_sanitized = b"__asan_init" in file.read()
    at_rest = checks.raw_run("--version", password=None).memory


def grace():
    """Sanitizers make the program slow, not the waits."""
    return GRACE * 4 if is_sanitized else GRACE


def check_all(done, server, hurry):
    check_times(done, hurry)
    check_forms_sent(done, server)
    check_transcript(done)
    check_received(done, server)
    check_sent(done, server)
    check_silence(done)
    check_memory(done)


# --- 2: time

def _outcome(done):
    return next(event for event in done.data["transcript"] if event["kind"] == "outcome")


def _waits(done):
    """(from, to, stage of the limit) of all that is waited for, up to the outcome."""
    since, stage = 0, "lookup"
    after = {"lookup-done": "connect", "connected": "greeting", "tls": "tls", "tls-done": "greeting", "message": "body",
             "message-done": "body"}
    for event in done.data["transcript"]:
        if event["kind"] == "sent" or event.get("name") in after:
            yield since, event["at"], stage
            since, stage = event["at"], after.get(event.get("name"), event["stage"])
        elif event["kind"] == "outcome":
            yield since, event["at"], stage
            return


def check_times(done, hurry):
    for since, until, stage in _waits(done):
        limit = LIMITS.get(stage, TOTAL) / hurry + grace()
        tap.check(until - since <= limit, f"rule 2: at {stage} it waits {limit:.1f} s at most, not {until - since:.1f} s\n{done.story()}")
    outcome = _outcome(done)
    total = (TOTAL + (LIMITS["dot"] if outcome["stage"] == "dot" else 0)) / hurry + grace()
    tap.check(outcome["at"] <= total, f"rule 2: the whole takes {total:.1f} s at most\n{done.story()}")
    left = (LIMITS["quit"] + PROBES) / hurry + grace()
    tap.check(done.seconds - outcome["at"] <= left, f"rule 2: it ends {left:.1f} s after the outcome at the latest\n{done.story()}")


# --- 3: secrets

def _encoded(server):
    """The words in which a login was sent, encoded."""
    in_login = False
    for line in _commands(server):
        words = line.split(" ")
        if re.match(VERBS, line):
            in_login = words[0].upper() == "AUTH"
            line = words[2] if in_login and len(words) > 2 else ""
        if in_login and re.fullmatch(r"[A-Za-z0-9+/]{8,}={0,2}", line):
            yield line


def check_forms_sent(done, server):
    for form in _encoded(server):
        for name, data in done.outputs.items():
            tap.check(form.encode() not in data, f"rule 3: {name} is without what was sent to log in\n{done.story()}")
            decoded = _decode(form)
            tap.check(len(decoded) < 8 or decoded in _names(server) or decoded not in data, f"rule 3: {name} is without {decoded!r}")


def _decode(form):
    try:
        return base64.b64decode(form, validate=True)
    except ValueError:
        return b""


def _names(server):
    """A user name alone is no secret when it is written plainly."""
    return [_decode(form) for form in _encoded(server) if b"@" in _decode(form) and b"\0" not in _decode(form)]


# --- 4: the transcript

def check_transcript(done):
    times = [event["at"] for event in done.data["transcript"]]
    tap.check(times == sorted(times), f"rule 4: the transcript is in order\n{done.story()}")
    for event in done.data["transcript"]:
        text = event.get("text") or ""
        tap.check(not re.search(CONTROLS, text), f"rule 4: controls are escaped in {text!r}")
    cuts = [event.get("text") for event in done.data["transcript"] if event.get("name") == "cut"]
    tap.check(not cuts or cuts[-1].isdigit(), f"rule 4: at the end it says how much was left out\n{done.story()}")


def _is_plain(line):
    return line.isascii() and line.isprintable() and len(line) < 2000


def _has_secret(line, server):
    return "\N{BULLET}" in line or any(form in line for form in _encoded(server)) or checks.find_secret(checks.CANARY, line.encode())


def check_received(done, server):
    """Line by line what the server sent, up to where nobody read on."""
    sent = server.first_connection()[1].decode("utf-8", "replace").split("\n")
    shown = [event.get("text") or "" for event in done.data["transcript"] if event["kind"] == "received"]
    tap.check(len(shown) <= len(sent), f"rule 4: the transcript has no more than was sent\n{done.story()}")
    for line, text in zip((one.rstrip("\r") for one in sent[:-1]), shown):  # the last one has no end
        if _is_plain(line) and not _has_secret(line, server):
            tap.check_equal(text, line, f"rule 4: a line received, in the transcript\n{done.story()}")
    if done.data["outcome"] in ("accepted", "accepted-partly"):
        whole = _until_goodbye([line for line in sent if line])
        tap.check(len(shown) >= whole - 1, f"rule 4: all lines are in the transcript, {whole} not {len(shown)}\n{done.story()}")


def _until_goodbye(lines):
    """How many there are up to the answer to QUIT; what a server says after it is read by nobody."""
    return next((number for number, line in enumerate(lines, 1) if line.startswith("221 ")), len(lines))


def _commands(server):
    """The lines that came on the first connection, without the message."""
    before, data, rest = server.first_connection()[0].decode("latin-1").partition("\r\nDATA\r\n")
    lines = (before + data).split("\r\n")
    _, end, after = ("\r\n" + rest).partition("\r\n.\r\n")
    return lines + ([".", *after.split("\r\n")] if end else [])


def check_sent(done, server):
    """Every command that arrived is in the transcript, in order, and in the words in which it arrived."""
    arrived = [line for line in _commands(server) if re.match(VERBS, line) or line == "."]
    shown = [line for line in done.sent() if re.match(VERBS, line) or line == "."]
    tap.check(len(arrived) <= len(shown), f"rule 4: all that arrived is in the transcript: {arrived}\n{done.story()}")
    for line, text in zip(arrived, shown):
        is_login = line.upper().startswith("AUTH")
        tap.check(text.startswith(" ".join(line.split(" ")[:2])) if is_login else text == line.encode("latin-1").decode(),
                  f"rule 4: {line!r} was sent, the transcript has {text!r}\n{done.story()}")


# --- 6: nothing after the break

def check_silence(done):
    events = done.data["transcript"]
    after = [event for event in events[events.index(_outcome(done)):] if event["kind"] == "sent"]
    if done.fact("error") in IN_STEP and done.fact("outcome") == "failed":
        after = [event for event in after if event["text"] != "QUIT"]
    elif done.fact("outcome") in ("accepted", "accepted-partly", "checked", "rejected") and done.fact("code") != "421":
        after = [event for event in after if event["text"] != "QUIT" and event["stage"] not in ("probe", "rset")]
    tap.check(not after, f"rule 6: nothing is sent after the break: {after}\n{done.story()}")


# --- memory

def check_memory(done):
    if not is_sanitized:
        most = at_rest + MEMORY
        tap.check(done.memory <= most, f"it takes {most >> 20} MB of memory at most, not {done.memory >> 20}\n{done.story()}")
