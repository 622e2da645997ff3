# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""outbox-check --remember and outbox-check history: keeping runs of the practice server, listing, showing, comparing and
deleting them, as a person and as a script do it.
"""

import json
import os
import stat
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab"))

import tap  # noqa: E402
from tap import case, check, check_equal, check_in, check_not_in  # noqa: E402

PROGRAM = os.environ.get("OUTBOX_CHECK", "outbox-check")
TIME_LIMIT = 60
COMPLAINTS = ("AddressSanitizer", "LeakSanitizer", "runtime error:", "CRITICAL **", "WARNING **", "GLib-GIO-ERROR")
KEPT = ("PATH", "ASAN_OPTIONS", "LSAN_OPTIONS", "UBSAN_OPTIONS", "G_SLICE")


class Home:
    """A home folder of its own, and what outbox-check does there."""

    def __init__(self):
        self.temporary = tempfile.TemporaryDirectory(prefix="od-history-")
        self.data = os.path.join(self.temporary.name, "data")
        self.folder = os.path.join(self.data, "outbox-doctor", "history")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.temporary.cleanup()

    def environment(self):
        kept = {name: os.environ[name] for name in KEPT if name in os.environ}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS"):
            kept[name] = kept.get(name, "") + ":exitcode=99"
        return {**kept, "HOME": self.temporary.name, "XDG_DATA_HOME": self.data, "LC_ALL": "C.UTF-8", "TZ": "UTC",
                "GSETTINGS_BACKEND": "memory", "G_DEBUG": "fatal-criticals"}

    def run(self, *words, code=0):
        done = subprocess.run([PROGRAM, *words], env=self.environment(), stdin=subprocess.DEVNULL, capture_output=True,
                              timeout=TIME_LIMIT, check=False)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        for complaint in COMPLAINTS:
            check_not_in(complaint, done.err, "stderr")
        check_not_in("\x1b", done.out + done.err, "the output has no control characters")
        check_equal(done.returncode, code, f"the exit code of {words}\n{done.out}\n{done.err}")
        return done

    def practise(self, illness, *words, code=1):
        return self.run(f"--practice={illness}", "--hurry", "20", *words, code=code)

    def history(self, *words, code=0):
        return self.run("history", *words, code=code)

    def objects(self, *words, code=0):
        return [json.loads(line) for line in self.history(*words, "--json", code=code).out.splitlines()]

    def files(self):
        return sorted(os.listdir(self.folder)) if os.path.isdir(self.folder) else []


@case("nothing is kept without --remember")
def not_asked_for():
    with Home() as home:
        home.practise("healthy", code=0)
        check_equal(home.files(), [], "the folder")
        check_in("No run has been kept", home.history().out, "the list")
        check_equal(home.objects(), [], "the list as JSON")


@case("kept runs are listed, the newest first")
def listed():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        home.practise("wrong-password", "--remember")
        first, second = home.objects("list")
        check_equal((first["number"], first["verdict"], first["outcome"]), (1, "login-wrong", "rejected"), "the newest")
        check_equal((second["number"], second["outcome"], second["port"]), (2, "accepted", 587), "the other")
        check_equal(first["address"], "you@practice.localhost", "the address")
        text = home.history().out
        check_in(first["title"], text, "the list")
        check(text.index(first["title"]) < text.index(second["title"]), "the newest comes first")


@case("only the owner can read them, and the password is not in them")
def private():
    with Home() as home:
        home.practise("wrong-password", "--remember")
        (name,) = home.files()
        path = os.path.join(home.folder, name)
        check_equal(stat.S_IMODE(os.stat(home.folder).st_mode), 0o700, "the mode of the folder")
        check_equal(stat.S_IMODE(os.stat(path).st_mode), 0o600, "the mode of the file")
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        for event in data["transcript"]:
            if event["kind"] == "sent" and event["text"].startswith("AUTH"):
                check_in("•", event["text"], "the login is masked")
        home.run("--read", path, code=1)


@case("a run is shown again as it was")
def shown():
    with Home() as home:
        live = home.practise("spam", "--remember").out
        check(home.history("show", "1").out.endswith(live), "the finding is the same")
        check_equal(json.loads(home.history("show", "1", "--json").out)["outcome"], "rejected", "the outcome")


@case("two runs that are alike do not differ; the certificate of the practice server is made anew each time")
def alike():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        home.practise("healthy", "--remember", code=0)
        (found,) = home.objects("compare", "2", code=1)
        check_equal([d["name"] for d in found["differences"]], ["tls.fingerprint"], "what differs")


@case("what differs: the finding first, the reply at which the dialogues part last")
def compared():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        home.practise("wrong-password", "--remember")
        (found,) = home.objects("compare", "2", code=1)
        check_equal((found["before"]["number"], found["after"]["number"]), (2, 1), "the older one is before")
        names = [(d["group"], d["name"]) for d in found["differences"]]
        check_equal(names[0], ("outcome", "verdict"), "the first difference")
        check_equal(names[-1], ("dialogue", "auth"), "the last difference")
        last = found["differences"][-1]
        check(last["before"].startswith("235 ") and last["after"].startswith("535 "), f"the replies: {last}")
        check_equal(home.objects("compare", "1", "2", code=1), [found], "the order they are named in does not matter")
        check_in("Where the dialogues part", home.history("compare", "2", code=1).out, "the text")


@case("what was set otherwise")
def settings_compared():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        home.practise("port-closed", "--remember")
        (found,) = home.objects("compare", "2", code=1)
        port = [d for d in found["differences"] if d["name"] == "port"]
        check_equal([(d["before"], d["after"]) for d in port], [("587", "25")], "the port")


@case("clear deletes all of them")
def cleared():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        home.practise("spam", "--remember")
        check_in("2 runs were deleted", home.history("clear").out, "what it says")
        check_equal(home.files(), [], "the folder")
        check_in("0 runs", home.history("clear").out, "what it says of none")


@case("a broken file is set aside, and the others are listed")
def broken():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        (good,) = home.files()
        name = "20300101T000000-000000-0000abcd.json"
        with open(os.path.join(home.folder, name), "w", encoding="utf-8") as file:
            file.write("{ half")
        check_equal(len(home.objects()), 1, "runs listed")
        check_equal(home.files(), [good, name + ".unreadable"], "the folder")


@case("a run that cannot be kept says so, and its result is told all the same")
def not_kept():
    with Home() as home:
        os.makedirs(os.path.dirname(home.folder))
        with open(home.folder, "w", encoding="utf-8"):
            pass
        done = home.practise("healthy", "--remember", code=2)
        check_in("could not be kept in the history", done.err, "stderr")
        check_in("Sending works", done.out, "stdout")


@case("wrong words on the command line")
def wrong_words():
    with Home() as home:
        home.practise("healthy", "--remember", code=0)
        for words in (["show"], ["show", "x"], ["show", "0"], ["compare"], ["compare", "1"], ["show", "1", "2"], ["delete"],
                      ["clear", "1"], ["compare", "1", "1"]):
            check(home.history(*words, code=2).err.startswith("outbox-check: "), f"a sentence for {words}")
        check_in("no run of that number", home.history("show", "2", code=3).err, "stderr")
        check_equal(len(home.files()), 1, "nothing was deleted")


@case("--help names the command")
def helps():
    with Home() as home:
        check_in("outbox-check history", home.run("--help").out, "the help")
        check_in("compare", home.history("--help").out, "the help of history")


tap.run()
