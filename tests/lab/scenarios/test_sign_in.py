# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by OAuth 2 for real: an OpenID provider, a browser that follows its pages, and Dovecot that asks it whether the token is
good, for XOAUTH2 and OAUTHBEARER. No token ever shows in what comes out."""

import json
import os
import re
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]

import issuer  # noqa: E402
import tap  # noqa: E402
from issuer import ISSUER, Browser, WorldWithIssuer, USER  # noqa: E402
from patient import Web, server_context  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_in, check_not_in, check_within  # noqa: E402
from world import healing  # noqa: E402

PROGRAM = os.environ["OUTBOX_CHECK"]
world = None
in_world = healing(lambda: world)


def start(*more, client="desktop"):
    return subprocess.Popen([PROGRAM, USER, "--server", "smtp.example.org", "--ca", world.ca, "--json", "--sign-in", ISSUER, "--client-id",
                             client, *more], env={**os.environ, **world.environment, "LC_ALL": "C.UTF-8", "HOME": world.folder},
                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def page_of(process):
    """What it prints before it waits: the page, and the code."""
    said = process.stderr.readline() + process.stderr.readline()
    found = re.search(r"(?m)^  (https://\S+)", said)
    check(found is not None, f"a page is printed: {said}{process.stderr.read() if found is None else ''}")
    return found[1], re.search(r"code (\S+)", said)


def finish(process):
    out, err = process.communicate(timeout=60)
    return process.returncode, json.loads(out) if out else None, out + err


def check_no_token(text):
    for word in ("access_token", "Bearer ey", "code_verifier", "of-dovecot"):
        check_not_in(word, text, "what comes out")


for mechanism in ("XOAUTH2", "OAUTHBEARER"):
    def browser(mechanism=mechanism):
        process = start("--auth", mechanism)
        Browser(world).walk(page_of(process)[0])
        code, run, text = finish(process)
        check_equal((code, run["outcome"]), (0, "accepted"), run["findings"][0]["server_words"])
        check_no_token(text)
    in_world(f"in the browser, with PKCE; the token is taken by {mechanism}")(browser)


@in_world("by a code that is typed on another device")
def by_code():
    process = start("--by-code")
    url, code = page_of(process)
    Browser(world).walk(url, user_code=code[1])
    result, run, text = finish(process)
    check_equal((result, run["outcome"]), (0, "accepted"), run["findings"][0]["server_words"])
    check_no_token(text)


@in_world("a token of somebody else, and one that is none: refused, and explained")
def refused():
    process = start("--auth", "XOAUTH2")
    Browser(world, "somebody@example.org").walk(page_of(process)[0])
    code, run, _ = finish(process)
    check_equal((code, run["findings"][0]["id"]), (1, "login-token-refused"), "the token of somebody else")
    done = subprocess.run([PROGRAM, USER, "--server", "smtp.example.org", "--ca", world.ca, "--json", "--token", "--auth", "OAUTHBEARER",
                           "--password-fd", "0"], input="no-token-at-all", capture_output=True, text=True, timeout=60, check=False,
                          env={**os.environ, **world.environment, "HOME": world.folder})
    run = json.loads(done.stdout)
    check_equal(run["findings"][0]["id"], "login-token-refused", "no token")
    facts = {fact["name"]: fact["value"] for fact in run["facts"]}
    check("token.status" in facts, f"what the server says is read: {run['transcript']}")
    check_not_in("no-token-at-all", done.stdout, "what comes out")


@in_world("a client that may not ask for mail: the sign-in ends, and is not taken for a wrong login")
def narrow():
    process = start(client="narrow")
    Browser(world).walk(page_of(process)[0])
    code, run, text = finish(process)
    check_equal((code, run), (2, None), text)
    check_in("did not let you in", text, "the words")


@in_world("the issuer refuses: an unknown client, in words")
def unknown_client():
    process = start("--by-code", client="nobody")
    code, run, text = finish(process)
    check_equal((code, run), (2, None), text)
    check_in("client id is not known", text, "the words")


@in_world("a description of another issuer, one without https, and none at all are refused")
def descriptions():
    def answer(path):
        other = {"issuer": "https://evil.example", "authorization_endpoint": ISSUER + "/a", "token_endpoint": ISSUER + "/t"}
        plain = {"issuer": "https://pages.example.net", "authorization_endpoint": ISSUER + "/a", "token_endpoint": "http://login.example.net/t"}
        return ("200 OK", ["Content-Type: application/json"], json.dumps(other if "openid" in path else plain).encode())
    world.record("pages.example.net.", "A", "198.18.10.8")
    with world.provider.inside():
        web = Web("198.18.10.8", 443, answer, server_context(world.pki, "pages"))
    world._until_healed(web)
    done = subprocess.run([PROGRAM, USER, "--server", "smtp.example.org", "--ca", world.ca, "--sign-in", "https://pages.example.net",
                           "--client-id", "x"], capture_output=True, text=True, timeout=60, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, **world.environment, "LC_ALL": "C.UTF-8", "HOME": world.folder})
    check_equal(done.returncode, 2, "exit")
    check_in("no sign-in service that can be used", done.stderr, "the words")


@in_world("Ctrl-C ends the waiting at once")
def interrupt():
    for more in ((), ("--by-code",)):
        process = start(*more)
        page_of(process)
        begun = time.monotonic()
        process.send_signal(2)
        finish(process)
        check_within(begun, 2, f"within a second, and the end of a process {more}")


def main():
    global world
    if issuer.is_missing():
        print("1..0 # SKIP node or oidc-provider is not installed")
        return
    try:
        with WorldWithIssuer(os.environ.get("OD_ARTEFACTS") and os.path.join(os.environ["OD_ARTEFACTS"], "logs", "sign-in")) as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
