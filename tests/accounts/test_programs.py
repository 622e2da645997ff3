# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts of mail programs in files that the programs themselves have written: what "outbox-check accounts" says of them, beside
what the program was told or says itself. Needs a display and a session bus of its own (tests/ui/with-display)."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lab"))

import tap  # noqa: E402
from tap import Skip, case, check, check_equal  # noqa: E402

PROGRAM = os.environ["OUTBOX_CHECK"]
SLOW = float(os.environ.get("OD_SLOWNESS", "1"))


@contextlib.contextmanager
def home():
    """A home folder of its own, for the program and for ours."""
    folder = tempfile.mkdtemp(prefix="od-accounts-")
    environment = {**os.environ, "HOME": folder, "XDG_CONFIG_HOME": os.path.join(folder, ".config"),
                   "XDG_DATA_HOME": os.path.join(folder, ".local", "share"), "XDG_CACHE_HOME": os.path.join(folder, ".cache"),
                   "LC_ALL": "C.UTF-8", "MOZ_HEADLESS": "1"}
    try:
        yield folder, environment
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def needed(program):
    found = shutil.which(program)
    if found is None:
        raise Skip(f"{program} is not installed")
    return found


def wait_until(look, what, limit=60):
    end = time.monotonic() + limit * SLOW
    while time.monotonic() < end:
        if look():
            return
        time.sleep(0.2)
    raise AssertionError(f"waited in vain for {what}")


def accounts(environment):
    """(program, address, server, port, security, user, login) of each, as our program has them."""
    done = subprocess.run([PROGRAM, "accounts", "--json"], env=environment, capture_output=True, text=True, timeout=60, check=False)
    check_equal(done.stderr.replace("outbox-check: ", "")[:300] if done.returncode not in (0, 3) else "", "", "complaints")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return [(one["program"], one.get("address"), one["server"], one["port"], one["security"], one.get("user"), one["login"])
            for one in found]


def read(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


THUNDERBIRD = """user_pref("mail.accountmanager.accounts", "account1,account2");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account2.server", "server2");
user_pref("mail.account.account2.identities", "id2");
user_pref("mail.server.server1.type", "imap");
user_pref("mail.server.server1.hostname", "imap.example.org");
user_pref("mail.server.server1.userName", "anna");
user_pref("mail.server.server2.type", "imap");
user_pref("mail.server.server2.hostname", "imap.example.net");
user_pref("mail.server.server2.userName", "ben");
user_pref("mail.identity.id1.useremail", "anna@example.org");
user_pref("mail.identity.id1.fullName", "Anna \\"the first\\" B\\u00e4r");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.identity.id2.useremail", "ben@example.net");
user_pref("mail.identity.id2.smtpServer", "smtp2");
user_pref("mail.smtpservers", "smtp1,smtp2");
user_pref("mail.smtp.defaultserver", "smtp1");
user_pref("mail.smtpserver.smtp1.hostname", "smtp.example.org");
user_pref("mail.smtpserver.smtp1.port", 465);
user_pref("mail.smtpserver.smtp1.try_ssl", 3);
user_pref("mail.smtpserver.smtp1.authMethod", 3);
user_pref("mail.smtpserver.smtp1.username", "anna");
user_pref("mail.smtpserver.smtp2.hostname", "smtp.example.net");
user_pref("mail.smtpserver.smtp2.try_ssl", 2);
user_pref("mail.smtpserver.smtp2.authMethod", 1);
"""


@case("Thunderbird: profile and settings as it writes them itself")
def thunderbird():
    program = needed("thunderbird")
    with home() as (folder, environment):
        subprocess.run([program, "--headless", "-CreateProfile", "anna"], env=environment, capture_output=True, timeout=60 * SLOW, check=False)
        base = os.path.join(folder, ".thunderbird")
        profile = next(os.path.join(base, name) for name in os.listdir(base) if name.endswith(".anna"))
        with open(os.path.join(profile, "user.js"), "w", encoding="utf-8") as file:
            file.write(THUNDERBIRD)
        running = subprocess.Popen([program, "--headless", "-P", "anna", "--no-remote"], env=environment, stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)
        try:
            wait_until(lambda: "smtpserver.smtp2.hostname" in read(os.path.join(profile, "prefs.js")), "prefs.js", 90)
        finally:
            running.terminate()
            running.wait(30)
        os.remove(os.path.join(profile, "user.js"))
        check_equal(sorted(accounts(environment)),
                    [("thunderbird", "anna@example.org", "smtp.example.org", 465, "tls", "anna", True),
                     ("thunderbird", "ben@example.net", "smtp.example.net", 587, "starttls", None, False)], "accounts")


CLAWS = """[Account: 1]
account_name=anna@example.org
is_default=1
name=Anna
address=anna@example.org
protocol=0
receive_server=imap.example.org
smtp_server=smtp.example.org
user_id=anna
use_smtp_auth=1
smtp_auth_method=0
smtp_user_id=anna.login
ssl_smtp=1
set_smtpport=1
smtp_port=465
"""


@case("Claws Mail: its file, read and written again by itself")
def claws():
    program = needed("claws-mail")
    with home() as (folder, environment):
        place = os.path.join(folder, ".claws-mail")
        os.makedirs(place)
        os.makedirs(os.path.join(folder, "Mail", "inbox"))
        path = os.path.join(place, "accountrc")
        with open(path, "w", encoding="utf-8") as file:
            file.write(CLAWS)
        with open(os.path.join(place, "folderlist.xml"), "w", encoding="utf-8") as file:
            file.write('<?xml version="1.0" encoding="UTF-8"?>\n<folderlist>\n<folder name="Mail" type="mh" path="Mail">\n'
                       '<folderitem type="inbox" name="inbox" path="inbox"/>\n</folder>\n</folderlist>\n')
        running = subprocess.Popen([program], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            time.sleep(2 * SLOW)
            subprocess.run([program, "--exit"], env=environment, capture_output=True, timeout=30 * SLOW, check=False)
            wait_until(lambda: running.poll() is not None, "its end", 20)
        finally:
            if running.poll() is None:
                running.terminate()
                running.wait(20)
        check("use_tls" in read(path) or "ssl_smtp" in read(path), "it has a file of accounts")
        check(len(read(path).splitlines()) > len(CLAWS.splitlines()) + 10, "it has written the file itself")
        check_equal(accounts(environment), [("claws-mail", "anna@example.org", "smtp.example.org", 465, "tls", "anna.login", True)],
                    "accounts")


MSMTP = """defaults
auth on
tls on
account work
host smtp.example.org
from anna@example.org
user anna
tls_starttls off
account home : work
host smtp.example.net
port 587
tls_starttls on
from ben@example.net
account default : home
"""


def own_words(program, environment, name):
    """What msmtp itself would use, by its --print-… (-P)."""
    said = subprocess.run([program, "-P", "-a", name], env=environment, capture_output=True, text=True, timeout=20, check=True).stdout
    lines = dict(line.strip().split(" = ", 1) for line in said.splitlines() if " = " in line)
    security = "none" if lines["tls"] == "off" else "starttls" if lines["tls_starttls"] == "on" else "tls"
    return (lines["from"], lines["host"], int(lines["port"]), security, lines["user"])


@case("msmtp: what we read is what it says it would use")
def msmtp():
    program = needed("msmtp")
    with home() as (folder, environment):
        path = os.path.join(folder, ".msmtprc")
        with open(path, "w", encoding="utf-8") as file:
            file.write(MSMTP)
        os.chmod(path, 0o600)
        found = {one[1:6] for one in accounts(environment) if one[0] == "msmtp"}
        check_equal(found, {own_words(program, environment, name) for name in ("work", "home")}, "accounts")


MAKE_SOURCES = """
import gi, sys
gi.require_version("EDataServer", "1.2")
from gi.repository import EDataServer, Gio
registry = EDataServer.SourceRegistry.new_sync(None)
account, identity, transport = (EDataServer.Source.new(None, None) for _ in range(3))
transport.set_display_name("anna@example.org")
transport.set_parent(account.get_uid())
transport.get_extension("Mail Transport").set_backend_name("smtp")
authentication = transport.get_extension("Authentication")
authentication.set_host("smtp.example.org")
authentication.set_port(587)
authentication.set_user("anna")
authentication.set_method("PLAIN")
transport.get_extension("Security").set_method("starttls-on-standard-port")
identity.set_display_name("anna@example.org")
identity.set_parent(account.get_uid())
identity.get_extension("Mail Identity").set_address("anna@example.org")
identity.get_extension("Mail Submission").set_transport_uid(transport.get_uid())
account.set_display_name("anna@example.org")
mail = account.get_extension("Mail Account")
mail.set_identity_uid(identity.get_uid())
mail.set_backend_name("none")
registry.create_sources_sync([account, identity, transport], None)
"""


@case("Evolution: sources as its data server writes them")
def evolution():
    registry = "/usr/libexec/evolution-source-registry"
    if not os.path.exists(registry):
        raise Skip("evolution-data-server is not installed")
    with home() as (folder, environment):
        running = subprocess.Popen([registry], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            subprocess.run(["gdbus", "wait", "--session", "--timeout", "30", "org.gnome.evolution.dataserver.Sources5"], check=True)
            done = subprocess.run(["/usr/bin/python3", "-c", MAKE_SOURCES], env=environment, capture_output=True, text=True,
                                  timeout=60 * SLOW, check=False)
            check_equal(done.returncode, 0, done.stderr)
            sources = os.path.join(folder, ".config", "evolution", "sources")
            wait_until(lambda: os.path.isdir(sources) and any("smtp.example.org" in read(os.path.join(sources, name))
                                                              for name in os.listdir(sources)), "the files", 20)
        finally:
            running.terminate()
            running.wait(20)
        check_equal(accounts(environment), [("evolution", "anna@example.org", "smtp.example.org", 587, "starttls", "anna", True)],
                    "accounts")


tap.run()
