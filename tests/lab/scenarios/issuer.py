# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who gives out tokens in the world: a real OpenID provider, which the provider's Dovecot asks; and a browser that signs in there."""

import html
import http.cookiejar
import os
import re
import shutil
import socket
import ssl
import urllib.parse
import urllib.request

import names
from process import Server, make_folder, write
from world import World

HERE = os.path.dirname(os.path.abspath(__file__))
ISSUER = "https://login.example.net"
USER = "user@example.org"
MODULES = os.environ.setdefault("OD_ISSUER_MODULES", "/var/cache/outbox-doctor-tests/issuer")
OAUTH = """introspection_url = https://dovecot:of-dovecot@login.example.net/token/introspection
introspection_mode = post
username_attribute = sub
active_attribute = active
active_value = true
scope = email
openid_configuration_url = https://login.example.net/.well-known/openid-configuration
tls_ca_cert_file = {ca}
"""


def is_missing():
    return shutil.which("node") is None or not os.path.isdir(os.path.join(MODULES, "node_modules", "oidc-provider"))


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

    def __init__(self, world, user=USER):
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
