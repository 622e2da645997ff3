# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The world itself: what it claims to see it sees, what it claims to break is broken, and healing heals."""

import os
import smtplib
import socket
import ssl
import sys
import time

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."), os.path.dirname(os.path.abspath(__file__))]

import names  # noqa: E402
import tap  # noqa: E402
from process import LabError  # noqa: E402
from tap import check, check_equal, check_in  # noqa: E402
from world import World, healing  # noqa: E402

world = None


in_world = healing(lambda: world)


def opens(address, port, limit=2):
    try:
        socket.create_connection((address, port), timeout=limit).close()
        return "open"
    except ConnectionRefusedError:
        return "refused"
    except TimeoutError:
        return "silent"


def login(password, port=587):
    context = ssl.create_default_context(cafile=world.ca)
    with smtplib.SMTP("smtp.example.org", port, timeout=10, local_hostname="[192.168.178.20]") as client:
        client.starttls(context=context)
        try:
            client.login("user@example.org", password)
            return "taken"
        except smtplib.SMTPAuthenticationError as refusal:
            return refusal.smtp_code


@in_world("a contact with somebody else is seen, once it was made")
def contact():
    world.mark()
    check_equal(world.contacted(), set(), "contacts before")
    opens(names.CONTROL, 587)
    check_in((names.CONTROL, "tcp", 587), world.contacted(), "contacts after")


@in_world("a contact is seen although it is blocked on the way")
def blocked_contact():
    world.block("tcp dport 25 drop")
    world.mark()
    check_equal(opens(names.CONTROL, 25, 0.5), "silent", "port 25")
    check_in((names.CONTROL, "tcp", 25), world.contacted(), "contacts")
    world.heal()
    check_equal(opens(names.CONTROL, 25), "open", "port 25 after healing")


@in_world("a contact by IPv6 is seen")
def contact6():
    world.mark()
    check_equal(opens(names.SMTP6, 587), "open", "port 587 by IPv6")
    check_in((names.SMTP6, "tcp", 587), world.contacted(), "contacts")


@in_world("a contact through the VPN is seen")
def contact_in_tunnel():
    world.tunnel()
    world.mark()
    check_equal(opens(names.CONTROL, 587), "open", "port 587 through the tunnel")
    check_in((names.CONTROL, "tcp", 587), world.contacted(), "contacts")


@in_world("names asked for are seen")
def queries():
    world.mark()
    socket.getaddrinfo("smtp.control.example", 25)
    check_in("smtp.control.example", world.queries(), "names")


@in_world("logins are counted, good ones and refused ones, of Postfix and of patients")
def logins():
    world.mark()
    check_equal(login(names.ACCOUNTS["user@example.org"]), "taken", "the right password")
    check_equal(login("another"), 535, "another password")
    counted = world.logins()
    check(counted >= 2, f"two logins are counted, not {counted}")
    world.put_patient(587, "starttls", passwords=("of-the-patient",), auth="PLAIN")
    world.mark()
    check_equal(login("of-the-patient"), "taken", "the patient's password")
    check_equal(world.logins(), 1, "logins of the patient")


@in_world("the records of the name service change and come back")
def records():
    world.record("smtp.example.org.", "A", "198.18.10.77")
    check_equal(socket.gethostbyname("smtp.example.org"), "198.18.10.77", "while changed")
    world.heal()
    check_equal(socket.gethostbyname("smtp.example.org"), names.SMTP, "after healing")


@in_world("a resolver that invents answers, and one that fails")
def resolver():
    world.break_resolver(names.WEB)
    check_equal(socket.gethostbyname("no.such.name.example"), names.WEB, "an invented answer")
    world.heal()
    world.break_resolver()
    try:
        socket.gethostbyname("smtp.example.org")
        check(False, "the look-up fails")
    except socket.gaierror:
        pass


@in_world("a server far away takes its time")
def delay():
    world.delay(100)
    begun = time.monotonic()
    with smtplib.SMTP("smtp.example.org", 587, timeout=10, local_hostname="[192.168.178.20]") as client:
        client.ehlo()
    taken = time.monotonic() - begun
    check(taken >= 0.3, f"connecting, EHLO and QUIT take three round trips, not {taken:.2f} s")


def main():
    global world
    try:
        with World() as world:
            tap.run()
    except LabError as error:
        tap.bail_out(error)


main()
