# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""outbox-check explain and codes: texts, files, mailboxes and streams; JSON and tables; exit codes; bad input.

Which meaning a reply has is tested with the knowledge; here only such are used as nobody could doubt.
"""

import csv
import io
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab"))

import tap  # noqa: E402
from tap import add_case, case, check, check_equal, check_in, check_not_in, check_within  # noqa: E402

PROGRAM = os.environ.get("OUTBOX_CHECK", "outbox-check")
TIME_LIMIT = 120
COMPLAINTS = ("AddressSanitizer", "LeakSanitizer", "runtime error:", "CRITICAL **", "WARNING **", "GLib-GIO-ERROR")
KEPT = ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "G_SLICE")
FULL = "552 5.2.2 Mailbox full"
MEMBERS = {"meaning", "diagnosis", "actor", "lasting", "certainty", "title", "words", "given"}
COLUMNS = ["item", "recipient", "code", "status", "stage", "meaning", "diagnosis", "actor", "lasting", "certainty", "title",
           "words", "text", "remote-mta", "action", "given"]
KINDS = [("552 5.2.2 Mailbox full", "mailbox-full"), ("550 5.1.1 User unknown", "address-unknown"),
         ("552 5.3.4 Message too big for this system", "too-big")]

folder = tempfile.TemporaryDirectory(prefix="od-explain-")


def environment():
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
        kept[name] = kept.get(name, "") + ":exitcode=99"
    return {**kept, "HOME": folder.name, "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory", "G_DEBUG": "fatal-criticals"}


class Run:
    def __init__(self, code, out, err):
        self.code = code
        self.out = out.decode("utf-8")
        self.err = err.decode("utf-8")

    def story(self):
        return f"exit {self.code}\nstdout: {self.out[-2000:]!r}\nstderr: {self.err[-2000:]!r}"

    def objects(self):
        return [json.loads(line) for line in self.out.splitlines()]


def start(*words, **more):
    options = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([PROGRAM, *words], env=environment(), cwd=folder.name, **options)


def end(process, data=None):
    try:
        out, err = process.communicate(data, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise AssertionError(f"not ended after {TIME_LIMIT} s") from None
    done = Run(process.returncode, out or b"", err or b"")
    for complaint in COMPLAINTS:
        check_not_in(complaint, done.err, "stderr")
    check_not_in("\x1b", done.out + done.err, "the output has no control characters")
    return done


def run(*words, data=None):
    return end(start(*words, **({} if data is None else {"stdin": subprocess.PIPE})), data)


def explain(*words, code=0, data=None):
    done = run("explain", *words, data=data)
    check_equal(done.code, code, f"the exit code\n{done.story()}")
    return done


def path(name, data=None):
    full = os.path.join(folder.name, name)
    if data is not None:
        with open(full, "wb") as file:
            file.write(data)
    return full


def mail(recipient, reply):
    status = reply.split()[1]
    return (f"From: Mail Delivery System <MAILER-DAEMON@mx.example.net>\nTo: sender@example.com\n"
            f"Subject: Undelivered mail\nMIME-Version: 1.0\n"
            f"Content-Type: multipart/report; report-type=delivery-status; boundary=\"part\"\n\n"
            f"--part\nContent-Type: text/plain\n\nYour message could not be delivered.\n\n"
            f"--part\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.net\n\n"
            f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: {status}\n"
            f"Remote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; {reply}\n\n--part--\n").encode()


def mbox(count):
    return b"".join(b"From MAILER-DAEMON Tue Nov 24 10:00:00 2026\n"
                    + mail(f"user{n}@example.org", KINDS[n % len(KINDS)][0]) + b"\n" for n in range(count))


@case("a text on the command line gets its whole finding, the deciding words marked")
def text_argument():
    done = explain(FULL)
    check_in("552 5.2.2 Mailbox full", done.out, "the reply is quoted")
    check_in("^^^^", done.out, "words are marked")
    check_in("What to do", done.out, "it says what to do")
    check_equal(done.err, "", "stderr")


@case("a text in several words needs no quotes")
def several_words():
    check_equal(explain("--json", *FULL.split()).objects(), explain("--json", FULL).objects(), "the result")


@case("the members of the JSON")
def json_members():
    (found,) = explain("--json", FULL).objects()
    check(MEMBERS <= set(found), f"members: {sorted(found)}")
    check_equal((found["code"], found["status"]), (552, "5.2.2"), "code and status")
    check_equal(found["meaning"], "mailbox-full", "the meaning")
    check_equal(found["text"], "Mailbox full", "the words of the server")
    check(isinstance(found["certainty"], int) and 0 < found["certainty"] <= 100, f"certainty: {found['certainty']}")
    check(found["words"] and all(word.lower() in FULL.lower() for word in found["words"]), f"words: {found['words']}")
    check_in(found["lasting"], ("temporary", "until-changed", "unclear", "nothing"), "lasting")
    check_not_in("{", found["title"], "no placeholder is left in the title")


@case("a mail in a file")
def one_mail():
    name = path("one.eml", mail("anna@example.org", FULL))
    done = explain(name)
    check_in("anna@example.org", done.out, "the recipient")
    check_equal(done.err, "", "stderr")
    (found,) = explain(name, "--json").objects()
    check_equal((found["item"], found["recipient"], found["remote-mta"], found["action"], found["given"]),
                ("one.eml", "anna@example.org", "mx.example.org", "failed", "bounce"), "what the report says")


@case("an mbox from standard input: a line a recipient in its order, and a summary")
def mbox_from_stdin():
    for words in ([], ["-"]):
        done = explain(*words, data=mbox(30))
        lines = done.out.splitlines()
        check_equal(len(lines), 30, "lines")
        for number, line in enumerate(lines):
            check(line.startswith(f"user{number}@example.org "), f"line {number}: {line!r}")
        for _, meaning in KINDS:
            check_in(f"({meaning})", done.err, "the summary")
        check_in("      10  ", done.err, "the count of each")


@case("a folder and several files")
def several_sources():
    os.mkdir(path("folder"))
    for number in range(3):
        path(f"folder/{number}.eml", mail(f"f{number}@example.org", FULL))
    found = explain("--json", path("folder"), path("few.mbox", mbox(3))).objects()
    check_equal([one["recipient"] for one in found], [f"f{n}@example.org" for n in range(3)]
                + [f"user{n}@example.org" for n in range(3)], "the recipients")


@case("CSV: names first, cells quoted, formulas made harmless")
def csv_table():
    reply = "552 5.2.2 Mailbox full, \"really\""
    path("table.mbox", b"From a Tue Nov 24 10:00:00 2026\n" + mail("=cmd@example.org", reply) + b"\n"
         + b"From a Tue Nov 24 10:00:00 2026\n" + mail("anna@example.org", FULL) + b"\n")
    done = run("explain", "--csv", "table.mbox")
    check_equal(done.code, 0, f"the exit code\n{done.story()}")
    rows = list(csv.reader(io.StringIO(done.out, newline="")))
    check_equal(rows[0], COLUMNS, "the names of the columns")
    check_equal([len(row) for row in rows], [len(COLUMNS)] * 3, "cells a row")
    first = dict(zip(COLUMNS, rows[1]))
    check_equal(first["recipient"], "'=cmd@example.org", "the formula")
    check_in("full, \"really\"", first["text"], "the words")
    check_equal(done.out.count("\r\n"), 3, "lines end with CR LF")


@case("TSV has as many tabs in every line")
def tsv_table():
    lines = explain("--tsv", path("tabs.mbox", mbox(5))).out.splitlines()
    check_equal({line.count("\t") for line in lines}, {len(COLUMNS) - 1}, "tabs a line")
    check_equal(len(lines), 6, "lines")


@case("results come as they are done, before the input ends")
def stream():
    process = start("explain", "--json", "-", stdin=subprocess.PIPE)
    process.stdin.write(mbox(300))
    process.stdin.flush()
    first = json.loads(process.stdout.readline())
    process.stdin.close()
    rest = process.stdout.read().splitlines()
    process.stderr.close()
    check_equal(process.wait(timeout=TIME_LIMIT), 0, "the exit code")
    check_equal(first["recipient"], "user0@example.org", "the first result")
    check_equal(len(rest), 299, "the others")


@case("a reader that has seen enough: no complaint")
def broken_pipe():
    process = start("explain", "--json", path("long.mbox", mbox(3000)))
    process.stdout.readline()
    process.stdout.close()
    err = process.stderr.read().decode()
    process.wait(timeout=TIME_LIMIT)
    check_equal(err, "", "stderr")
    check(process.returncode in (141, -signal.SIGPIPE), f"the exit code: {process.returncode}")


@case("Ctrl-C stops with what is done so far")
def interrupt():
    process = start("explain", "--json", "-", stdin=subprocess.PIPE)
    process.stdin.write(mbox(300))
    process.stdin.flush()
    lines = [process.stdout.readline() for _ in range(5)]  # of a single one there is no summary
    process.send_signal(signal.SIGINT)
    begun = time.monotonic()
    out, err = process.stdout.read(), process.stderr.read().decode()
    process.wait(timeout=TIME_LIMIT)
    process.stdin.close()
    check_within(begun, 20, "it ends soon")
    check_equal(process.returncode, 130, f"the exit code; stderr {err!r}")
    lines += out.splitlines(keepends=True)
    check(all(json.loads(line) for line in lines), "every line is whole")
    check_in(f"Recipients explained: {len(lines)}.", err, "the summary counts them")


@case("memory does not grow with the mails")
def memory():
    def peak(count):
        process = start("explain", "--csv", path("size.mbox", mbox(count)), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        check_equal(process.returncode, 0, "the exit code")
        return usage.ru_maxrss

    if "asan" in PROGRAM or "ASAN_OPTIONS" in os.environ:
        raise tap.Skip("the sanitizers keep freed memory")
    small, large = peak(500), peak(20000)
    check(large < small * 2, f"{small} KiB for 500 mails, {large} KiB for 20,000")


@case("words that are no reply: exit 3 and a sentence")
def nothing():
    done = explain("Dear Anna, thank you for the cake", code=3)
    check_equal(done.out, "", "stdout")
    check(len(done.err.split()) > 6, f"a sentence: {done.err!r}")


@case("a name that looks like a path is not explained as a text, unless --text says so")
def missing_file():
    for name in ("missing.eml", "./missing", "/nowhere/box", "5.2.2.mbox"):
        done = explain(name, code=2)
        check_in(os.path.basename(name), done.err, "the sentence names it")
        check_equal(done.out, "", "stdout")
    path("552", b"no mail")
    check_equal(explain("--text", "--json", "552", "5.2.2 Mailbox full").objects()[0]["code"], 552, "the code")


@case("some files cannot be read: the others are explained, exit 1")
def partly():
    done = explain("--json", path("good.eml", mail("anna@example.org", FULL)), "missing.eml", code=1)
    check_equal(len(done.objects()), 1, "results")
    check_in("missing.eml", done.err, "stderr")


def wrong(*words):
    done = explain(*words, code=2)
    check_equal(done.out, "", "stdout")
    check(len(done.err.split()) > 3, f"a sentence on stderr: {done.err!r}")


for title, words in [("an unknown option", ["--frobnicate"]), ("two formats", ["--json", "--csv", FULL]),
                     ("an empty text", [""]), ("white space only", ["  \n "]), ("empty standard input", [])]:
    add_case(f"wrong usage: {title}", wrong, *words)


def zeros():
    with open(path("zeros"), "wb") as file:
        file.truncate(2 * 1024 ** 3)


def many_parts():
    head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    path("parts", head + b"--x\n\na\n" * 200000 + b"--x--\n")


def deep():
    data = b"From: a@example.org\nMIME-Version: 1.0\n"
    for level in range(1000):
        data += b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level)
    path("deep", data + b"\nend\n")


def limit_memory():
    """A gigabyte of addresses is plenty; the sanitizers need more of them than there are."""
    resource.setrlimit(resource.RLIMIT_AS, (2 ** 30, 2 ** 30))


def bad(name, make, codes):
    make()
    sanitized = "ASAN_OPTIONS" in os.environ or "asan" in PROGRAM
    done = end(start("explain", path(name), preexec_fn=None if sanitized else limit_memory))
    check(done.code in codes, f"the exit code is one of {codes}\n{done.story()}")
    check(len(done.err.split()) > 3, f"a sentence on stderr: {done.err!r}")
    check_in("outbox-check: ", done.err, "stderr")


for name, make, codes in [
        ("empty", lambda: path("empty", b""), [2]),
        ("random", lambda: path("random", bytes(range(256)) * 40), [2, 3]),
        ("zeros", zeros, [2, 3]),
        ("parts", many_parts, [2]),
        ("deep", deep, [2]),
        ("hollow", lambda: os.mkdir(path("hollow")), [2]),
        ("pipe", lambda: os.mkfifo(path("pipe")), [2]),
        ("letter", lambda: path("letter", b"From: a@example.org\nSubject: Cake\n\nHow was it?\n"), [3])]:
    add_case(f"bad input: {name}", bad, name, make, codes)


@case("bad input: a wrong charset and an mbox cut off in the middle do not keep the rest back")
def damaged():
    odd = mail("odd@example.org", FULL).replace(b"text/plain", b"text/plain; charset=no-such").replace(b"could", b"c\xf6\xff\xfeld")
    path("odd.eml", odd)
    check_equal(explain("--json", "odd.eml").objects()[0]["recipient"], "odd@example.org", "the recipient")
    data = mbox(10)
    path("cut.mbox", data[:len(data) - 300])
    check(len(explain("--json", "cut.mbox").objects()) >= 9, "the whole mails are explained")


@case("bad input: a file that may not be read")
def unreadable():
    if os.geteuid() == 0:
        raise tap.Skip("root may read everything")
    os.chmod(path("secret.eml", mail("anna@example.org", FULL)), 0)
    check_in("secret.eml", explain("secret.eml", code=2).err, "the sentence names it")


@case("bad input: a folder of all of it, beside a good mail")
def bad_folder():
    os.mkdir(path("mixed"))
    path("mixed/a-empty", b"")
    path("mixed/b-random", bytes(range(256)) * 40)
    path("mixed/c.eml", mail("anna@example.org", FULL))
    done = explain("--json", path("mixed"), code=1)
    check_equal([one["recipient"] for one in done.objects()], ["anna@example.org"], "results")


@case("what a server says cannot steer the terminal")
def evil():
    reply = "552 5.2.2 Mailbox full \x1b[31mred\x07 \u202eevil"
    path("evil.eml", mail("anna@example.org", reply))
    for words in ([], ["--json"], ["--csv"], ["--tsv"]):
        done = explain("evil.eml", *words)
        for sign in "\x1b\x07\u202e":
            check_not_in(sign, done.out, "the output")


def codes(*words, code=0):
    done = run("codes", *words)
    check_equal(done.code, code, f"the exit code\n{done.story()}")
    return done


@case("codes: the list, a beginning, words")
def code_list():
    everything = codes().out.splitlines()
    check(len(everything) > 100, f"{len(everything)} lines")
    check(all(line.startswith("55") for line in codes("55").out.splitlines()), "a beginning")
    check(0 < len(codes("mailbox", "FULL").out.splitlines()) < len(everything), "words")
    check_equal(len(codes("--json").objects()), len(everything), "objects")


@case("codes: an entry with its digits, examples and the address of its source")
def code_entry():
    done = codes("550")
    for part in ("550\n", "5 – ", "https://www.rfc-editor.org/rfc/rfc", "Examples", "550 "):
        check_in(part, done.out, "the entry")
    check_equal(codes("5.1.1").out, codes("X.1.1").out, "a status, whatever its class")
    (found,) = codes("x.2.2", "--json").objects()
    for member in ("status", "diagnosis", "meaning", "title", "summary", "digits", "examples", "sources"):
        check(found.get(member), f"the member {member}: {found}")


@case("codes: what there is not, exit 3")
def no_code():
    check_equal(codes("xylophone", code=3).out, "", "stdout")
    check_equal(codes("--frobnicate", code=2).out, "", "stdout")


@case("--help of each command names it")
def helps():
    check_in("outbox-check explain", run("--help").out, "the help")
    check_in("outbox-check codes", run("--help").out, "the help")
    check_in("--csv", run("explain", "--help").out, "the help of explain")
    check_in("CODE", run("codes", "--help").out, "the help of codes")


tap.run()
