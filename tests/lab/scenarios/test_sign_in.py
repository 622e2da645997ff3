# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signing in by OAuth 2 for real: an OpenID provider, a browser that follows its pages, and Dovecot that asks it whether the token is
good, for XOAUTH2 and OAUTHBEARER. No token ever shows in what comes out."""

import html
import http.cookiejar
import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.parse
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), HERE]

import names  # noqa: E402
import tap  # noqa: E402
from patient import Web, server_context  # noqa: E402
from process import LabError, Server, make_folder, write  # noqa: E402
from tap import Skip, check, check_equal, check_in, check_not_in  # noqa: E402
from world import World, healing  # noqa: E402

PROGRAM = os.environ["OUTBOX_CHECK"]
ISSUER = "https://login.example.net"
USER = "user@example.org"
MODULES = os.environ.get("OD_ISSUER_MODULES", "/var/cache/outbox-doctor-tests/issuer")
OAUTH = """introspection_url = https://dovecot:of-dovecot@login.example.net/token/introspection
introspection_mode = post
username_attribute = sub
active_attribute = active
active_value = true
scope = email
openid_configuration_url = https://login.example.net/.well-known/openid-configuration
tls_ca_cert_file = {ca}
"""

world = None
in_world = healing(lambda: world)


class WorldWithIssuer(World):
    dovecot_template = "dovecot-oauth.conf.in"
    mechanisms = "plain login xoauth2 oauthbearer"

    def _start_mail(self):
        write(os.path.join(make_folder(self._sub("dovecot")), "oauth2.conf.ext"), OAUTH.format(ca=self.ca))
        super()._start_mail()
        issuer = Server("the OpenID provider",
                        [*self.provider.prefix(), shutil.which("node"), os.path.join(HERE, "..", "issuer", "issuer.js"), ISSUER,
                         names.LOGIN, "443", os.path.join(self.pki, "login.pem"), os.path.join(self.pki, "login.key")],
                        os.path.join(self.logs, "issuer.log"))
        self._started(issuer)
        issuer.wait_ready(lambda: answers(names.LOGIN, 443))


def answers(address, port):
    try:
        socket.create_connection((address, port), timeout=1).close()
        return True
    except OSError:
        return False


class Browser:
    """Signs in on the provider's pages, says yes to everything, and follows the way back."""

    def __init__(self, user=USER):
        self.user = user
        context = ssl.create_default_context(cafile=world.ca)
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()),
                                                  urllib.request.HTTPSHandler(context=context), urllib.request.ProxyHandler({}))

    def get(self, url, form=None):
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        with self.opener.open(urllib.request.Request(url, data=data), timeout=20) as answer:
            return answer.geturl(), answer.read().decode()

    def walk(self, url, user_code=""):
        """From page to page, until one has no form."""
        place, page = self.get(url)
        for _ in range(6):
            form = re.search(r"<form[^>]*>.*?</form>", page, re.S)
            if not form:
                break
            action = html.unescape(re.search(r'action="([^"]*)"', form[0])[1])
            fields = {html.unescape(name): html.unescape(value)
                      for name, value in re.findall(r'name="([^"]*)"[^>]*value="([^"]*)"', form[0])}
            if 'name="user_code"' in form[0]:
                fields.setdefault("user_code", user_code)
            if "login" in form[0] and 'name="password"' in form[0]:
                fields.update(login=self.user, password="anything")
            place, page = self.get(urllib.parse.urljoin(place, action), fields)
        return page


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
        Browser().walk(page_of(process)[0])
        code, run, text = finish(process)
        check_equal((code, run["outcome"]), (0, "accepted"), run["findings"][0]["server_words"])
        check_no_token(text)
    in_world(f"in the browser, with PKCE; the token is taken by {mechanism}")(browser)


@in_world("by a code that is typed on another device")
def by_code():
    process = start("--by-code")
    url, code = page_of(process)
    Browser().walk(url, user_code=code[1])
    result, run, text = finish(process)
    check_equal((result, run["outcome"]), (0, "accepted"), run["findings"][0]["server_words"])
    check_no_token(text)


@in_world("a token of somebody else, and one that is none: refused, and explained")
def refused():
    process = start("--auth", "XOAUTH2")
    Browser("somebody@example.org").walk(page_of(process)[0])
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
    Browser().walk(page_of(process)[0])
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
        check(time.monotonic() - begun < 1, f"within a second {more}")


def main():
    global world
    if shutil.which("node") is None or not os.path.isdir(os.path.join(MODULES, "node_modules", "oidc-provider")):
        print("1..0 # SKIP node or oidc-provider is not installed")
        return
    os.environ["OD_ISSUER_MODULES"] = MODULES
    try:
        with WorldWithIssuer(os.environ.get("OD_ARTEFACTS") and os.path.join(os.environ["OD_ARTEFACTS"], "logs", "sign-in")) as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
