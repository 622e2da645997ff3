# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The letter to support: no password in any format, and its swaks command, given to a shell, repeats the run."""

import os
import re
import shutil
import subprocess
import tempfile

import check
from check import CANARY, dovecot_account, exim_account, find_secret, postfix_account, raw_run
from tap import add_case, case, check as check_that, check_equal, check_in

FORMATS = ("txt", "md", "html")
BEGINNINGS = {"md": "# ", "html": "<!DOCTYPE html>"}
WRONG = "Wrong-" + CANARY


def letter(folder, form, arguments, password=CANARY):
    """The letter that a run with these arguments writes."""
    path = os.path.join(folder, "letter." + form)
    raw_run(*arguments, "--letter", path, password=password)
    check_equal(oct(os.stat(path).st_mode & 0o777), "0o600", "who may read the letter")
    with open(path, encoding="utf-8") as file:
        text = file.read()
    check_equal(find_secret(password or CANARY, text.encode()), [], f"the password in the letter as {form}")
    return text


def command_of(text):
    found = re.search(r"^(swaks (?:.*\\\n)*.*)$", text, re.M)
    check_that(found, f"there is a command in the letter:\n{text}")
    return found.group(1)


def swaks(folder, command, password):
    """Gives the command to a shell as support would; swaks asks for the password, here on a pipe."""
    shutil.copy(check.lab.ca, folder)
    done = subprocess.run(["/bin/sh", "-c", command], cwd=folder, input=password + "\n", capture_output=True, text=True,
                          timeout=60, env={"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8"})
    check_equal(find_secret(password, (done.stdout + done.stderr).encode()), [], "the password in what swaks prints")
    return done


def logins(done):
    return len(re.findall(r"^ [-~]> AUTH ", done.stdout, re.M))


# Title, arguments, password, exit status of swaks, logins, and what it must print.
REPEATED = [
    ("Postfix, STARTTLS", lambda: [*postfix_account(), "--auth", "PLAIN"], CANARY, 0, 1, r"<~  250 2\.0\.0 Ok: queued"),
    ("Postfix, TLS", lambda: [*postfix_account(), "--port", "465", "--auth", "LOGIN"], CANARY, 0, 1, r"queued"),
    ("a login by SCRAM", lambda: [*postfix_account(), "--auth", "SCRAM-SHA-256"], CANARY, 0, 1, r"queued"),
    ("a login by CRAM-MD5", lambda: [*postfix_account(), "--auth", "CRAM-MD5"], CANARY, 0, 1, r"queued"),
    ("Dovecot", dovecot_account, CANARY, 0, 1, r"<~  250 "),
    ("Exim", lambda: [*exim_account(), "--auth", "PLAIN", "--to", "ok@example.test"], CANARY, 0, 1, r"<~  250 OK id="),
    ("two recipients", lambda: [*postfix_account(), "--to", "user@example.test", "--to", "ok@example.test"], CANARY, 0, 1,
     r"RCPT TO:<ok@example\.test>"),
    ("a check that sends nothing", lambda: [*postfix_account(), "--dry-run"], CANARY, 0, 1, r"RCPT TO:.*\n.*250 .*\n ~> QUIT"),
    ("a wrong password", lambda: [*postfix_account(), "--auth", "PLAIN"], WRONG, 28, 1, r"<~\* 535 "),
    ("an unknown recipient", lambda: [*postfix_account(), "--to", "nobody@example.test"], CANARY, 24, 1, r"<~\* 550 "),
    ("a certificate of nobody", lambda: [*postfix_account()[:3]], CANARY, 29, 0, r"TLS"),
]


def repeats(arguments, password, status, count, printed):
    with tempfile.TemporaryDirectory(prefix="od-letter-") as folder:
        command = command_of(letter(folder, "md", arguments(), password))
        done = swaks(folder, command, password)
    told = f"{command}\n{done.stdout}\n{done.stderr}"
    check_equal(done.returncode, status, f"the exit status of swaks\n{told}")
    check_equal(logins(done), count, f"logins of swaks\n{told}")
    check_that(re.search(printed, done.stdout), f"swaks prints {printed}\n{told}")


if shutil.which("swaks"):
    for title, *rest in REPEATED:
        add_case("swaks repeats: " + title, repeats, *rest)


@case("a letter in every format, from a run and from a saved run")
def formats():
    with tempfile.TemporaryDirectory(prefix="od-letter-") as folder:
        saved = os.path.join(folder, "run.json")
        raw_run(*postfix_account(), "--save", saved, password=WRONG)
        for form in FORMATS:
            direct = letter(folder, form, postfix_account(), WRONG)
            again = letter(folder, form, ["--read", saved], None)
            for text in (direct, again):
                check_that(text.startswith(BEGINNINGS.get(form, "User name")), f"the beginning of {text[:80]!r}")
                check_in("535", text, "the letter")
                check_in("mail.example.test", text, "the letter")
                check_equal(find_secret(CANARY, text.encode()), [], f"the password in the letter as {form}")


@case("a letter that cannot be written is a fault of the command line")
def not_written():
    done = raw_run(*postfix_account(), "--letter", "/nonexistent/letter.txt")
    check_equal(done.code, 2, f"the exit code\n{done.story()}")
    check_that(done.err, "it is said on stderr")


check.main("postfix", "exim")
