# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The window as a screen reader has it: with Window("de") as window: window.fill (…), window.press (…), window.wait_for (…).

Needs a display and a session bus of its own (xvfb-run, dbus-run-session). Names are given in English and looked up in the program's
own catalogue, so that a test reads the same in every language. Settings live in a folder that goes with the window.
"""

import gettext
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PROGRAM = os.environ["OUTBOX_DOCTOR"]
LOCALES = os.environ["OUTBOX_DOCTOR_LOCALE_DIR"]
APP_ID = "io.github.outbox_doctor.OutboxDoctor"
SCHEMA_PATH = "io/github/outbox_doctor/OutboxDoctor"
ARTEFACTS = os.environ.get("OD_ARTEFACTS") or tempfile.mkdtemp(prefix="od-ui-")
LIMIT = 40 * float(os.environ.get("OD_SLOWNESS", "1"))


class NotFound(AssertionError):
    pass


def wait_until(look, what, limit=None):
    end = time.monotonic() + (limit or LIMIT)
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.05)
    raise NotFound(f"waited in vain for {what}")


class Window:
    def __init__(self, language="en", settings=None, dark=False, size=(1240, 860)):
        self.language = language
        self.size = size
        self.settings = {**(settings or {}), "window-width": size[0], "window-height": size[1],
                         "color-scheme": "dark" if dark else "light"}
        catalogue = gettext.translation("outbox-doctor", LOCALES, [language], fallback=language == "en")
        self.catalogue = catalogue
        self.translate_practice = lambda words: catalogue.pgettext("practice", words)

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="od-home-")
        self._write_settings()
        self.log_path = os.path.join(self.home, "log")
        self.process = subprocess.Popen([PROGRAM], env=self._environment(), stdout=open(self.log_path, "wb"),
                                        stderr=subprocess.STDOUT)
        self.root = wait_until(self._find_root, "the window")
        self.give_focus()
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
        shutil.rmtree(self.home, ignore_errors=True)

    # What the window looks like from outside

    def log(self):
        with open(self.log_path, encoding="utf-8", errors="replace") as log:
            return log.read()

    def settings_text(self):
        path = os.path.join(self.home, "config", "glib-2.0", "settings", "keyfile")
        with open(path, encoding="utf-8") as file:
            return file.read()

    def screenshot(self, name):
        path = os.path.join(ARTEFACTS, "screenshots", name + ".png")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        time.sleep(0.4)  # for animations: a picture is looked at, nothing is decided by it
        subprocess.run(["import", "-window", "root", path], check=True, timeout=30)
        return path

    def nodes(self, node=None):
        """All accessible nodes that are visible, the window first, then dialogs. (GTK 4.8 calls no widget "showing" but the window.)"""
        if node is None:
            for root in [self.root, *self.dialogs()]:
                yield from self.nodes(root)
            return
        yield node
        try:
            count = node.get_child_count()
        except GLib.Error:
            return
        for i in range(min(count, 400)):
            try:
                child = node.get_child_at_index(i)
                shows = child is not None and child.get_state_set().contains(Atspi.StateType.VISIBLE)
            except GLib.Error:
                continue
            if shows:
                yield from self.nodes(child)

    def texts(self):
        found = []
        for node in self.nodes():
            try:
                found += [node.get_name(), node.get_description(), text_of(node)]
            except GLib.Error:
                continue
        return [text for text in found if text]

    def shows(self, words):
        return any(self.tr(words) in text for text in self.texts())

    # What a person does

    def tr(self, words):
        """In the window's language; words of a diagnosis are found whichever its id."""
        entries = getattr(self.catalogue, "_catalog", {})
        in_context = (text for key, text in entries.items() if isinstance(key, str) and key.endswith("\x04" + words))
        return entries.get(words) or next(in_context, words)

    def find(self, name, roles=None):
        wanted = self.tr(name)
        for node in self.nodes():
            try:
                if node.get_name() == wanted and (roles is None or node.get_role_name() in roles):
                    return node
            except GLib.Error:
                continue
        return None

    def wait_for(self, name, roles=None, limit=None):
        return wait_until(lambda: self.find(name, roles), f"“{self.tr(name)}” {roles or ''}", limit)

    def wait_for_text(self, words, limit=None):
        wait_until(lambda: self.shows(words), f"the words “{self.tr(words)}”", limit)

    def wait_for_any(self, words, limit=None):
        return wait_until(lambda: next((w for w in words if self.shows(w)), None), f"one of {words}", limit)

    def fill(self, name, text):
        node = self.wait_for(name, ("text", "password text", "entry"))
        Atspi.EditableText.set_text_contents(node, text)

    def press(self, name, roles=("push button", "button", "list item", "toggle button", "menu item", "switch")):
        node = self.wait_for(name, roles)
        act(node)

    def press_named(self, name, roles):
        """As press(), by the name as it stands in the window."""
        node = wait_until(lambda: self._named(name, roles), f"“{name}”")
        if node.get_role_name() != "list item":
            act(node)
            return
        self._click(node)  # rows have no action of their own in GTK 4.8

    def _click(self, node):
        """With the mouse, the wheel first where it is out of sight."""
        for _ in range(40):
            place = Atspi.Component.get_extents(node, Atspi.CoordType.WINDOW)
            middle = place.y + place.height // 2
            if 110 < middle < self.size[1] - 110:
                break
            wheel = "5" if middle > 0 else "4"
            subprocess.run(["xdotool", "mousemove", str(place.x + 40), str(self.size[1] // 2), "click", wheel], check=True,
                           timeout=20)
            time.sleep(0.1)
        subprocess.run(["xdotool", "mousemove", str(place.x + 40), str(middle), "click", "1"], check=True, timeout=20)

    def _named(self, name, roles):
        return next((n for n in self.nodes() if n.get_name() == name and n.get_role_name() in roles), None)

    def keys(self, *keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "40", *keys], check=True, timeout=20)

    def type(self, text):
        subprocess.run(["xdotool", "type", "--delay", "15", text], check=True, timeout=40)

    # Inside

    def dialogs(self):
        try:
            app = self.root.get_parent()
            return [child for child in children(app) if child and child != self.root]
        except GLib.Error:
            return []

    def give_focus(self):
        """To the window, not to a dialog: there is no window manager to do it."""
        subprocess.run(["xdotool", "search", "--sync", "--onlyvisible", "--name", "Outbox Doctor", "windowfocus", "--sync"],
                       check=True, timeout=20, stdout=subprocess.DEVNULL)

    def _environment(self):
        return {**os.environ, "HOME": self.home, "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
                "XDG_DATA_HOME": os.path.join(self.home, "data"), "XDG_CACHE_HOME": os.path.join(self.home, "cache"),
                "GSETTINGS_BACKEND": "keyfile", "LANGUAGE": self.language,
                "LC_ALL": "de_DE.UTF-8" if self.language == "de" else "C.UTF-8",
                "GSK_RENDERER": "cairo", "GTK_A11Y": "atspi", "G_DEBUG": "fatal-criticals"}

    def _write_settings(self):
        folder = os.path.join(self.home, "config", "glib-2.0", "settings")
        os.makedirs(folder)
        lines = [f"{key}={variant(value)}" for key, value in self.settings.items()]
        with open(os.path.join(folder, "keyfile"), "w", encoding="utf-8") as file:
            file.write(f"[{SCHEMA_PATH}]\n" + "\n".join(lines) + "\n")

    def _find_root(self):
        if self.process.poll() is not None:
            raise AssertionError(f"the program ended with {self.process.returncode}: {self.log()}")
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            try:
                if app and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                    return app.get_child_at_index(0)
            except GLib.Error:
                continue
        return None


def variant(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"'{value}'" if isinstance(value, str) else str(value)


def text_of(node):
    """What stands in a text field or label; nothing for other nodes."""
    try:
        count = Atspi.Text.get_character_count(node)
        return Atspi.Text.get_text(node, 0, count) if count > 0 else ""
    except GLib.Error:
        return ""


def act(node):
    """The first action of a node or, where only its child or parent has one, of that."""
    for candidate in [node, *children(node), node.get_parent()]:
        try:
            if candidate and Atspi.Action.get_n_actions(candidate) > 0:
                Atspi.Action.do_action(candidate, 0)
                return
        except GLib.Error:
            continue
    raise NotFound(f"nothing can be done with “{node.get_name()}” ({node.get_role_name()})")


def children(node):
    return [node.get_child_at_index(i) for i in range(node.get_child_count())]


def outline(node, depth=0):
    """The tree as text, for the reader of a failed test."""
    try:
        line = "  " * depth + f"{node.get_role_name()} “{node.get_name()}” {text_of(node)!r}"
        below = [outline(child, depth + 1) for child in children(node)[:60] if child]
    except GLib.Error:
        return ""
    return re.sub(r"\n+", "\n", "\n".join([line, *below]))
