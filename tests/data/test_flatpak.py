#!/usr/bin/python3
# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_flatpak.py MANIFEST: the manifest as flatpak-builder reads it, without building: it asks for no more than a checkup needs, what it fetches
is pinned, and what is in the project is used."""

import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "lab"))

import tap  # noqa: E402
from tap import case, check, check_equal  # noqa: E402

MANIFEST = sys.argv.pop(1)
PERMISSIONS = {"--share=network", "--share=ipc", "--socket=wayland", "--socket=fallback-x11", "--device=dri",
               "--talk-name=org.freedesktop.secrets"}

manifest = {}


@case("flatpak-builder reads the manifest")
def read():
    done = subprocess.run(["flatpak-builder", "--show-manifest", MANIFEST], capture_output=True, text=True, check=False)
    check_equal((done.returncode, done.stderr), (0, ""), "exit and complaints")
    manifest.update(json.loads(done.stdout))


@case("the permissions are the smallest set: no home, no host, no session bus")
def permissions():
    check_equal(set(manifest["finish-args"]), PERMISSIONS, "finish-args")


@case("id and command are those of the project")
def names():
    name = os.path.basename(MANIFEST).removesuffix(".yml")
    check_equal((manifest["id"], manifest["command"]), (name, "outbox-doctor"), "id and command")


@case("what is fetched is pinned, and fetched by HTTPS")
def pinned():
    sources = [source for module in manifest["modules"] for source in module["sources"] if source["type"] != "dir"]
    check(sources, "there are libraries to fetch")
    for source in sources:
        check(source["url"].startswith("https://"), source["url"])
        check(len(source.get("sha256", "")) == 64 or source.get("tag"), f"pinned: {source}")


@case("the last module is this project, from its own folder")
def own():
    source = manifest["modules"][-1]["sources"][0]
    check_equal(source["type"], "dir", "type")
    folder = os.path.normpath(os.path.join(os.path.dirname(MANIFEST), source["path"]))
    check(os.path.exists(os.path.join(folder, "meson.build")), folder)


if shutil.which("flatpak-builder") is None:
    print("1..0 # SKIP flatpak-builder is not installed")
    sys.exit(0)
tap.run()
