# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Accounts in the window: those of installed mail programs are tested as they are, and what differs from the right settings is said;
accounts are saved, chosen and deleted. In the world of the scenarios, with a keyring of its own."""

import json
import os
import subprocess
import sys
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "lab", "scenarios"), os.path.join(HERE, "..", "lab"), HERE]

import names  # noqa: E402
import tap  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_in  # noqa: E402
from gi.repository import Gio, GLib  # noqa: E402
from window import Atspi, Window, text_of, wait_until  # noqa: E402
from world import World, healing  # noqa: E402

USER = "user@example.org"
PROFILES = "[Profile0]\nName=default\nIsRelative=1\nPath=abcd.default\nDefault=1\n"
PREFERENCES = """user_pref("mail.accountmanager.accounts", "account1");
user_pref("mail.account.account1.identities", "id1");
user_pref("mail.account.account1.server", "server1");
user_pref("mail.identity.id1.useremail", "{address}");
user_pref("mail.identity.id1.smtpServer", "smtp1");
user_pref("mail.smtpservers", "smtp1");
user_pref("mail.smtpserver.smtp1.hostname", "{server}");
user_pref("mail.smtpserver.smtp1.port", {port});
user_pref("mail.smtpserver.smtp1.try_ssl", {kind});
user_pref("mail.smtpserver.smtp1.authMethod", 3);
user_pref("mail.smtpserver.smtp1.username", "{address}");
"""

world = None
in_world = healing(lambda: world)


class WithThunderbird(Window):
    def __init__(self, language="en", address=USER, server="smtp.example.org", port=25, kind=0, **more):
        super().__init__(language, {"ca-file": world.ca}, **more)
        self.preferences = PREFERENCES.format(address=address, server=server, port=port, kind=kind)

    def _write_settings(self):
        super()._write_settings()
        folder = os.path.join(self.home, ".thunderbird", "abcd.default")
        os.makedirs(folder)
        with open(os.path.join(self.home, ".thunderbird", "profiles.ini"), "w", encoding="utf-8") as file:
            file.write(PROFILES)
        with open(os.path.join(folder, "prefs.js"), "w", encoding="utf-8") as file:
            file.write(self.preferences)


def server(window):
    return text_of(window.wait_for("Server", ("text", "entry")))


def open_accounts(window):
    window.give_focus()
    window.keys("ctrl+k")
    window.wait_for("Accounts", ("frame", "label", "dialog"))


def activate(window, name):
    """A row, by keyboard."""
    wait_until(lambda: window._named(name, ("list item",)), f"the row {name}")
    for _ in range(30):
        here = [n.get_name() for n in window.nodes() if n.get_state_set().contains(Atspi.StateType.FOCUSED)]
        if name in here:
            window.keys("Return")
            return
        window.keys("Tab")
        time.sleep(0.05)
    raise AssertionError(f"the keyboard does not reach {name}")


@in_world("an account of Thunderbird is tested as it is, and the difference is the finding")
def thunderbird():
    with WithThunderbird() as window:
        window.press("Choose…")
        window.wait_for("Thunderbird", ("label",))
        window.screenshot("accounts-en")
        activate(window, USER)
        wait_until(lambda: server(window) == "smtp.example.org", "the server")
        window.wait_for_text("Other servers found")
        window.fill("Password", names.ACCOUNTS[USER])
        window.press("Check sending")
        window.wait_for_text("Thunderbird sends without encryption")
        window.screenshot("accounts-difference-en")


@in_world("what the person changes is no longer the program's")
def changed():
    with WithThunderbird(kind=2, port=587) as window:
        open_accounts(window)
        activate(window, USER)
        wait_until(lambda: server(window) == "smtp.example.org", "the server")
        window.fill("Password", names.ACCOUNTS[USER])
        window.press("Check sending")
        window.wait_for_text("Sending works: the mail server accepted your message")
        check(not window.shows("Thunderbird sends"), "nothing is wrong with these")


@in_world("an account is saved, chosen again without typing anything, and deleted with its password")
def saving():
    with Window("en", {"address": USER, "server": "smtp.example.org", "port": 587, "security": "starttls", "ca-file": world.ca}) as window:
        window.fill("Password", names.ACCOUNTS[USER])
        open_accounts(window)
        window.fill("Name", "Work")
        window.press("Keep the password in the keyring of the desktop", ("check box",))
        window.press("Save")
        window.wait_for_text("The account is saved.")
        window.wait_for_text("Saved accounts")
        file = os.path.join(window.home, "data", "outbox-doctor", "accounts.json")
        text = open(file, encoding="utf-8").read()
        check_equal(json.loads(text)["accounts"][0]["name"], "Work", "the name in the file")
        check(names.ACCOUNTS[USER] not in text, "no password in the file")
        window.screenshot("accounts-saved-en")
        window.keys("Escape")
        window.fill("Mail address", "somebody@example.net")
        window.fill("Password", "")
        open_accounts(window)
        activate(window, "Work")
        wait_until(lambda: text_of(window.wait_for("Mail address", ("text", "entry"))) == USER, "the address")
        window.press("Check sending")
        window.wait_for_text("Sending works: the mail server accepted your message")
        open_accounts(window)
        window.press("Delete “Work”")
        window.wait_for_text("The account is deleted.")
        check_equal(json.loads(open(file, encoding="utf-8").read())["accounts"], [], "accounts in the file")
        found = subprocess.run(["secret-tool", "lookup", "user", USER, "server", "smtp.example.org", "protocol", "smtp"],
                               capture_output=True, check=False)
        check_equal(found.stdout, b"", "the password in the keyring")


@in_world("without any account it is said, in German and where it is narrow")
def none():
    with Window("de", size=(360, 860), dark=True) as window:
        open_accounts(window)
        window.wait_for_text("No account was found")
        window.screenshot("accounts-none-narrow-dark-de")


ONLINE = """
<node>
  <interface name="org.freedesktop.DBus.ObjectManager">
    <method name="GetManagedObjects"><arg type="a{oa{sa{sv}}}" direction="out"/></method>
  </interface>
  <interface name="org.gnome.OnlineAccounts.Account">
    <method name="EnsureCredentials"><arg type="i" direction="out"/></method>
  </interface>
</node>
"""
PLACE = "/org/gnome/OnlineAccounts/Accounts/one"


def online_account():
    """As GetManagedObjects gives it."""
    text, yes = (lambda value: GLib.Variant("s", value)), GLib.Variant("b", True)
    return {PLACE: {
        "org.gnome.OnlineAccounts.Account": {"PresentationIdentity": text("user@example.org"), "ProviderName": text("Google"),
                                             "MailDisabled": GLib.Variant("b", False), "AttentionNeeded": yes},
        "org.gnome.OnlineAccounts.Mail": {"EmailAddress": text("user@example.org"), "SmtpSupported": yes, "SmtpHost": text("smtp.example.org"),
                                          "SmtpUseAuth": yes, "SmtpAuthXoauth2": yes, "SmtpUseTls": yes, "SmtpUserName": text("user@example.org")},
        "org.gnome.OnlineAccounts.OAuth2Based": {}}}


def on_call(connection, sender, path, interface, method, parameters, invocation):
    if method == "GetManagedObjects":
        invocation.return_value(GLib.Variant("(a{oa{sa{sv}}})", (online_account(),)))
    else:
        invocation.return_dbus_error("org.gnome.OnlineAccounts.Error.NotAuthorized", "Credentials not found in keyring")


def serve_online_accounts():
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    interfaces = Gio.DBusNodeInfo.new_for_xml(ONLINE).interfaces
    for path, interface in (("/org/gnome/OnlineAccounts", interfaces[0]), (PLACE, interfaces[1])):
        bus.register_object(path, interface, on_call, None, None)
    Gio.bus_own_name_on_connection(bus, "org.gnome.OnlineAccounts", Gio.BusNameOwnerFlags.NONE, None, None)
    threading.Thread(target=GLib.MainLoop().run, daemon=True).start()


@in_world("an online account whose token is not valid any more is a finding, with what to do")
def attention():
    serve_online_accounts()
    with Window("en", {"ca-file": world.ca}) as window:
        open_accounts(window)
        activate(window, USER)
        window.wait_for_text("This online account wants you to sign in again")
        window.wait_for_text("Sign in again in the settings of the desktop")
        window.screenshot("accounts-attention-en")


def start_keyring():
    keyring = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    keyring.stdin.write(b"unlock")
    keyring.stdin.close()
    subprocess.run(["gdbus", "wait", "--session", "--timeout", "30", "org.freedesktop.secrets"], check=True)
    return keyring


def main():
    global world
    keyring = None
    try:
        with World() as world:
            os.environ.update(world.environment)
            os.environ["XDG_RUNTIME_DIR"] = world.folder
            os.environ["XDG_DATA_HOME"] = world.folder
            os.environ["HOME"] = world.folder
            keyring = start_keyring()
            try:
                tap.run()
            finally:
                keyring.terminate()
    except LabError as error:
        tap.bail_out(error)


main()
