# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""From an address to its server, by "outbox-check discover": real name servers with signatures, web servers with certificates, good
and hostile ones, and real mail servers to prove. Who was contacted is counted by the router (SECURITY.md rows 16, 17, 21)."""

import json
import os
import signal
import subprocess
import sys
import time

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."), os.path.dirname(os.path.abspath(__file__))]

import names  # noqa: E402
import tap  # noqa: E402
from patient import Middleman, Web, server_context  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_in, check_within  # noqa: E402
from world import World, healing  # noqa: E402

PROGRAM = os.environ["OUTBOX_CHECK"]
ADDRESS = "secret.person@example.org"
PAGES = "198.18.10.7"
OTHER_PAGES = "198.18.10.8"
AUTOCONFIG = "autoconfig.example.org."
SERVER = """<outgoingServer type="smtp"><hostname>{host}</hostname><port>{port}</port><socketType>{kind}</socketType>
<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication></outgoingServer>"""

world = None
in_world = healing(lambda: world)


def page(host="smtp.example.org", port=465, kind="SSL", before=""):
    body = before + '<clientConfig version="1.1"><emailProvider id="x">' + SERVER.format(host=host, port=port, kind=kind) + \
        "</emailProvider></clientConfig>"
    return ("200 OK", ["Content-Type: text/xml"], body.encode())


def moved(to):
    return ("301 Moved Permanently", ["Location: " + to], b"")


def serve(answer, host=AUTOCONFIG, address=PAGES, certificate="pages"):
    """A web server with @answer under that name."""
    world.record(host, "A", address)
    with world.provider.inside():
        web = Web(address, 443, answer, server_context(world.pki, certificate))
    world._until_healed(web)
    return web


def start(*arguments, address=ADDRESS):
    environment = {**os.environ, **world.environment, "LC_ALL": "C.UTF-8", "HOME": world.folder}
    return subprocess.Popen([PROGRAM, "discover", "--json", "--ca", world.ca, *arguments, address], env=environment,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def discover(*arguments, address=ADDRESS, limit=25):
    world.mark()
    process = start(*arguments, address=address)
    out, complaints = process.communicate(timeout=limit)
    check_equal(complaints, "", "complaints")
    return json.loads(out)


def servers(found, source=None):
    return [(one["server"], one["port"], one["security"]) for one in found["servers"] if source in (None, one["source"])]


def result_of(found, asked):
    return next((step["result"] for step in found["asked"] if step["asked"] == asked), None)


# --- the name service

@in_world("SRV records are found, signed, proved by a greeting, and need no confirmation")
def srv():
    world.record("_submissions._tcp.example.org.", "SRV", "0 1 465 smtp.example.org.")
    world.record("_submission._tcp.example.org.", "SRV", "0 1 587 smtp.example.org.")
    found = discover()
    check_equal(servers(found)[:2], [("smtp.example.org", 465, "tls"), ("smtp.example.org", 587, "starttls")], "servers")
    for one in found["servers"][:2]:
        check_equal((one["source"], one["signed"], one["proved"], one["confirm"]), ("srv", True, True, False), "the server")


@in_world("SRV records count by priority, then weight; the root means: not offered")
def srv_order():
    world.record("_submissions._tcp.example.org.", "SRV", "20 1 465 c.example.org.", "10 1 465 b.example.org.",
                 "10 9 465 a.example.org.")
    world.record("_submission._tcp.example.org.", "SRV", "0 0 0 .")
    found = discover("--no-proof")
    check_equal(servers(found, "srv"), [(f"{letter}.example.org", 465, "tls") for letter in "abc"], "servers")
    check_in("not offered", result_of(found, "SRV _submission._tcp.example.org"), "the answer to .")


@in_world("a false signature: nothing of it is used")
def srv_bogus():
    world.record("_submissions._tcp.example.org.", "SRV", "0 1 465 smtp.example.org.")
    Middleman.step_in(world, 5302, change=lambda question, answer: answer.replace(b"\x00\x01\x01\xd1", b"\x00\x01\x01\xd2"))
    found = discover("--no-proof")
    check_equal(servers(found, "srv"), [], "servers")
    check_in("signature is false", result_of(found, "SRV _submissions._tcp.example.org"), "the result")


@in_world("whoever takes the mail in is in the list: its server, to be confirmed")
def mx_owner():
    world.record("customer.example.", "MX", "10 mx00.gmx.net.")
    found = discover("--no-proof", address="anna@customer.example")
    check_equal(servers(found, "mx-owner")[0], ("mail.gmx.net", 465, "tls"), "the first server")
    check_equal({one["confirm"] for one in found["servers"]}, {True}, "to be confirmed")


@in_world("usual names are proposed only where a mail server with a certificate for them answers")
def guesses():
    found = discover()
    check_equal(servers(found, "guess"), [("smtp.example.org", 465, "tls"), ("smtp.example.org", 587, "starttls")], "servers")
    world.record("mail.example.org.", "A", names.SMTP)  # the certificate there is for smtp.example.org
    found = discover()
    check_equal([one for one in servers(found, "guess") if one[0] == "mail.example.org"], [], "servers without a certificate")


# --- pages

@in_world("the provider's page is read, told nothing of the person, and its word about another domain is taken")
def autoconfig():
    web = serve(lambda path: page("smtp.gmail.com", 465))
    found = discover("--no-proof")
    check_equal(servers(found, "autoconfig"), [("smtp.gmail.com", 465, "tls")], "servers")
    check_equal(found["servers"][0]["confirm"], False, "to be confirmed")
    check_equal([one.split("\r\n")[0] for one in web.requests], ["GET /mail/config-v1.1.xml HTTP/1.1"], "what was asked")
    for request in web.requests:
        for word in ("secret", "person", "User-Agent", "Cookie", "Authorization"):
            check(word not in request, f"{word} is not told: {request}")


@in_world("the second place of the page is asked, too, and a server without encryption is never the first")
def well_known():
    def answer(path):
        return page("smtp.example.org", 25, "plain") if path.startswith("/.well-known/") else ("404 Not Found", [], b"")
    serve(answer, "example.org.")
    found = discover("--no-proof")
    check_equal(servers(found, "autoconfig"), [("smtp.example.org", 25, "none")], "of the page")
    check(found["servers"][0]["security"] != "none", "the first one is encrypted")


@in_world("a private address in a page of a public domain must be confirmed")
def private():
    serve(lambda path: page("192.168.178.1", 465))
    found = discover("--no-proof")
    check_equal([one["confirm"] for one in found["servers"] if one["source"] == "autoconfig"], [True], "to be confirmed")


@in_world("three redirects are followed, by https only, to the end")
def redirects():
    def answer(path):
        step = int(path[2:]) if path.startswith("/r") else 0
        return page() if step == 3 else moved(f"/r{step + 1}")
    serve(answer)
    found = discover("--no-proof")
    check_equal(servers(found, "autoconfig"), [("smtp.example.org", 465, "tls")], str(found["asked"]))


@in_world("a redirect to another host by https is followed")
def other_host():
    serve(lambda path: moved("https://pages.example.net/config.xml"))
    web = serve(lambda path: page(), "pages.example.net.", OTHER_PAGES)
    found = discover("--no-proof")
    check_equal(servers(found, "autoconfig"), [("smtp.example.org", 465, "tls")], str(found["asked"]))
    check_in("GET /config.xml", web.requests[0], "what was asked")


def endless_headers(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-More: " + b"x" * 8000 + b"\r\n")


def endless_body(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n")
    for _ in range(100):
        connection.sendall(b" " * (1024 * 1024))


def cut(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n<clientConfig>")


def slow(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.5)


AWAY = "leads elsewhere or is too large"
NO_DESCRIPTION = "no description of mail settings"
HOSTILE = [
    ("four redirects", lambda path: moved(path + "x"), AWAY),
    ("a redirect to http", lambda path: moved("http://autoconfig.example.org/"), AWAY),
    ("a redirect to a file", lambda path: moved("file:///etc/passwd"), AWAY),
    ("a redirect with a password in it", lambda path: moved("https://a:b@autoconfig.example.org/"), AWAY),
    ("100 MB", lambda path: endless_body, AWAY),
    ("a packed page", lambda path: ("200 OK", ["Content-Encoding: gzip"], b"\x1f\x8b" + b"\0" * 1000), AWAY),
    ("endless headers", lambda path: endless_headers, "cannot be reached"),
    ("a page that is cut off", lambda path: cut, "cannot be reached"),
    ("a document type", lambda path: page(before="<!DOCTYPE a>"), NO_DESCRIPTION),
    ("a NUL", lambda path: (*page()[:2], page()[2] + b"\0"), NO_DESCRIPTION),
    ("broken XML", lambda path: (*page()[:2], page()[2][:-5]), NO_DESCRIPTION),
    ("40 elements in each other", lambda path: ("200 OK", [], b"<clientConfig>" * 40), NO_DESCRIPTION),
    ("a web page", lambda path: ("200 OK", ["Content-Type: text/html"], b"<html><body>Hello<br></body></html>"), NO_DESCRIPTION),
    ("nothing", lambda path: ("200 OK", [], b""), NO_DESCRIPTION),
    ("500", lambda path: ("500 Oh", [], b""), "no such page"),
]
URL = "https://autoconfig.example.org/mail/config-v1.1.xml"


def hostile(answer, wanted):
    serve(answer)
    begun = time.monotonic()
    found = discover("--no-proof")
    check_within(begun, 13, "the limit of a source is kept")
    check_equal(servers(found, "autoconfig"), [], "servers")
    check_in(wanted, result_of(found, URL), "the result")


for title, what, words in HOSTILE:
    in_world("a page with " + title)(lambda what=what, words=words: hostile(what, words))


@in_world("a slow page is waited for ten seconds, and the others are not held up by it")
def slow_page():
    serve(lambda path: slow)
    world.record("_submissions._tcp.example.org.", "SRV", "0 1 465 smtp.example.org.")
    begun = time.monotonic()
    found = discover("--no-proof")
    check(time.monotonic() - begun > 9, "the page is waited for")
    check_within(begun, 13, "about ten seconds")
    check_equal(servers(found, "srv"), [("smtp.example.org", 465, "tls")], "servers")
    check_equal(result_of(found, URL), "no answer", "the result")


def false_certificate(certificate):
    web = serve(lambda path: page(), certificate=certificate)
    found = discover("--no-proof")
    check_equal(servers(found, "autoconfig"), [], "servers")
    check_in("certificate is not valid", result_of(found, URL), "the result")
    check_equal(web.requests, [], "nothing was asked")


for kind in ("smtp", "pages-expired", "shield"):
    in_world(f"a page with a false certificate ({kind})")(lambda kind=kind: false_certificate(kind))


# --- others

@in_world("the public list is asked with consent only, for the domain")
def database():
    web = serve(lambda path: page("smtp.gmail.com", 465), "settings.example.com.", OTHER_PAGES)
    found = discover("--no-proof")
    check_equal((servers(found, "database"), found["database-could-be-asked"]), ([], True), "without consent")
    check_equal(web.requests, [], "questions without consent")
    check(OTHER_PAGES not in {address for address, *_ in world.contacted()}, "no packet went there")
    found = discover("--no-proof", "--consent=settings-database")
    check_equal(servers(found, "database"), [("smtp.gmail.com", 465, "tls")], "with consent")
    check_in("GET /v1.1/example.org HTTP", web.requests[0], "what was asked")
    check_equal([one["confirm"] for one in found["servers"] if one["source"] == "database"], [True], "to be confirmed")


@in_world("nobody is contacted but the domain's own hosts and the name service")
def contacts():
    serve(lambda path: page())
    world.record("_submissions._tcp.example.org.", "SRV", "0 1 465 smtp.example.org.")
    found = discover()
    check(found["servers"][0]["proved"], "the server is proved")
    allowed = {names.ROUTER, PAGES, names.SMTP}
    others = {one for one in world.contacted() if one[0] not in allowed and ":" not in one[0]}
    check_equal(others, set(), "others")
    for name in world.queries():
        own = name == "example.org" or name.endswith(".example.org")
        check(own or name.startswith("_ta-"), f"a name of the domain, or of the signatures (RFC 8145): {name}")


@in_world("offline nothing leaves the computer")
def offline():
    found = discover("--offline", address="anna@gmx.de")
    check_equal(servers(found)[0], ("mail.gmx.net", 465, "tls"), "the first server")
    check_equal((world.contacted(), world.queries()), (set(), set()), "contacts and names")


@in_world("Ctrl-C ends the search at once")
def interrupt():
    serve(lambda path: slow)
    process = start("--no-proof")
    time.sleep(1)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    out, _ = process.communicate(timeout=10)
    check_within(begun, 2, "within a second, and the end of a process")
    check_equal((process.returncode, out), (130, ""), "exit and output")


def main():
    global world
    try:
        with World() as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
