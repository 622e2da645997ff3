# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root causes 1 to 8: the network between this computer and the server, and the server being away."""

import names
from patient import Talker
from scenario import SERVER, USER, add

LOGIN_PAGE = (b"HTTP/1.1 302 Found\r\nLocation: http://login.hotel.example/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

PLAIN = [USER, *SERVER]
PORT_25 = [*PLAIN, "--port", "25", "--security", "starttls"]
PORT_587 = [*PLAIN, "--port", "587", "--security", "starttls"]
PORT_465 = [*PLAIN, "--port", "465", "--security", "tls"]

add("rc01-port-25-blocked", PORT_25,
    fault=lambda world: world.block("tcp dport 25 drop"),
    consent="control-host",
    diagnosis="connect-port-25-silent", cause="provider-blocks-25",
    facts={"port.587": "starttls", "port.465": "tls", "control.25": "silent"},
    evidence=["25", "587|465"],
    ruled_out=["server-down"],
    fix=("use-port", "587 starttls"), mended=PORT_587)

add("rc02-router-list-of-servers", PORT_587,
    fault=lambda world: (world.name_of_router("speedport.ip"),
                         world.block(f"ip daddr != {names.LISTED} tcp dport {{ 25, 587 }} drop")),
    consent="control-host",
    diagnosis="connect-587-silent", cause="router-list",
    facts={"port.465": "tls", "control.listed": "open", "control.587": "silent", "gateway.name": "speedport.ip"},
    evidence=["465|t-online|listed|list"],
    ruled_out=["server-down", "vpn-or-company"],
    fix=("use-port", "465 tls"), mended=PORT_465)

add("rc03-vpn", PORT_587,
    always=lambda world: world.tunnel(),
    fault=lambda world: (world.tunnel(), world.block('iifname "tun1" tcp dport { 25, 465, 587 } drop')),
    consent="control-host",
    diagnosis="connect-587-silent", cause="vpn-or-company",
    facts={"route": "vpn", "route.interface": "tun0", "port.465": "silent", "control.587": "silent", "control.443": "open"},
    evidence=["tun0|VPN"],
    ruled_out=["server-down"],
    fix=("advise", ""))

add("rc04-captive-portal", PORT_587,
    fault=lambda world: (world.put_in_the_way([25, 465, 587], lambda *at: Talker(*at, LOGIN_PAGE)), world.capture_web()),
    consent="portal",
    diagnosis="greeting-http", cause="hotspot",
    facts={"portal": "yes"},
    fix=("again", ""))

# Both work, and then only one: the mail is sent in the end, late.
add("rc05-ipv6-dead", PORT_587,
    fault=lambda world: (world.record("smtp.example.org.", "AAAA", names.SMTP6),
                         world.block("meta nfproto ipv6 drop")),
    diagnosis="connect-ipv6-dead", cause="ipv6-dead", beside=True,
    facts={"connect.ipv4": "ok", "family.ipv6": "silent", "family.ipv4": "ok"},
    evidence=["IPv6"],
    fix=("advise", ""), mended=[*PORT_587, "--ipv4"])

GMX_USER = "user@gmx.net"
GMX = [GMX_USER, "--server", "mail.gmx.net", "--port", "587"]

add("rc06-mistyped-server", [GMX_USER, "--server", "mail.gmx.nte", "--port", "587"], healthy=GMX,
    servers=("mail.gmx.net",),
    diagnosis="lookup-name-not-found", cause="typo",
    facts={"name.neighbour": "mail.gmx.net"},
    evidence=[r"mail\.gmx\.net"],
    ruled_out=["own-network-only"],
    fix=("use-host", r"mail\.gmx\.net"), mended=GMX)

add("rc07-resolver-broken", PORT_587,
    fault=lambda world: world.break_resolver(),
    diagnosis="lookup-temporary lookup-timed-out lookup-failed", cause="own-resolver resolver-wrong",
    facts={"resolver.control": "failed"},
    ruled_out=["domain-broken"],
    fix=("advise", ""))

add("rc08-server-down", PORT_587,
    fault=lambda world: world.refuse("tcp dport { 25, 443, 465, 587, 993 } reject with tcp reset"),
    consent="control-host",
    diagnosis="connect-refused", cause="server-down",
    facts={"connect.ipv4": "refused", "port.465": "refused", "control.587": "open"},
    ruled_out=["wrong-port", "firewall"],
    fix=("again", ""))
