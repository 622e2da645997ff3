# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The eleven causes of the six codes the project began with. The replies say as little as those of the article: what tells
the causes apart is what else can be found out."""

import names
from network import GMX, GMX_USER, PORT_25, PORT_465, PORT_587
from patient import Talker
from scenario import PASSWORD, add

AWAY = "421 Service not available, closing transmission channel"
INTERRUPTED = "451 Requested action aborted: local error in processing"
NOT_TAKEN = "550 Requested action not taken: mailbox unavailable"
SHIELD_SAYS = b"421 Cannot connect to SMTP server 198.18.10.1 (198.18.10.1:587), connect error 10060\r\n"
LISTED_HERE = names.reversed_address(names.HOME) + "." + names.BLOCK_LIST + "."
DIRECT = ["user@example.org", "--direct", "--to", "someone@example.net"]
TEAM = [word for name in ("anna", "ben", "carl", "dora") for word in ("--to", f"{name}@example.net")]


def _talk(text):
    return lambda *at: Talker(*at, text)


def _many_are_too_many(line, session):
    return [INTERRUPTED] if len(session.recipients) > 2 else None


add("sc01-421-port-25-blocked", PORT_25,
    fault=lambda world: world.put_in_the_way([25], _talk(AWAY.encode() + b"\r\n")),
    consent="control-host",
    diagnosis="refused-421", cause="port-25-blocked",
    facts={"port.587": "starttls", "control.greeting": "same"},
    evidence=["587|465"],
    ruled_out=["busy", "local-protection"],
    fix=("use-port", "587 starttls"), mended=PORT_587)

add("sc02-421-wrong-settings", [GMX_USER, "--server", "mail.gmx.net", "--port", "25"], healthy=GMX,
    fault=lambda world: world.put_patient(25, "starttls", names.GMX, "gmx", says={"GREETING": [AWAY]}),
    consent="control-host", servers=("mail.gmx.net",),
    diagnosis="refused-421", cause="wrong-settings",
    facts={"port.587": "starttls", "control.25": "open", "control.greeting": "other"},
    evidence=["587|465"],
    ruled_out=["port-25-blocked"],
    fix=("use-port", "587 starttls"), mended=GMX)

add("sc03-421-antivirus-or-firewall", PORT_587,
    fault=lambda world: world.put_on_the_computer([25, 587], _talk(SHIELD_SAYS)),
    diagnosis="refused-421-local refused-421", cause="scanner-blocked local-protection",
    facts={"port.465": "tls"},
    fix=("use-port", "465 tls"), mended=PORT_465)

add("sc04-451-mx-wrong", [*PORT_587, "--to", "someone@broken.example"],
    fault=lambda world: (world.record("mx.broken.example.", "A", None), world.swap_fault("mx-451")),
    diagnosis="reply-451 server-fault-now dns-trouble", cause="mx-wrong",
    facts={"rdomain.mx": "no-address"},
    evidence=[r"broken\.example"],
    ruled_out=["limit"],
    fix=("advise", ""))

add("sc05-451-limit", [*PORT_587, *TEAM], healthy=[*PORT_587, *TEAM],
    always=lambda world: world.put_patient(587, "starttls", passwords=(PASSWORD,)),
    fault=lambda world: world.put_patient(587, "starttls", passwords=(PASSWORD,), says={"DATA": _many_are_too_many}),
    diagnosis="reply-451 server-fault-now", cause="limit",
    facts={"recipient.single": "accepted"},
    ruled_out=["mx-wrong"],
    fix=("edit|again", ""), mended=[*PORT_587, *TEAM[:2]])

add("sc06-550-address-unknown", [*PORT_587, "--to", "nobody@example.org"], healthy=[*PORT_587, "--to", "colleague@example.org"],
    diagnosis="rcpt-unknown", cause="mistyped gone",
    facts={"recipient.own": "accepted"},
    ruled_out=["infected-network"],
    fix=("edit", "recipient"), mended=[*PORT_587, "--to", "colleague@example.org"])

add("sc07-550-virus-in-the-network", [*PORT_587, "--to", "colleague@example.org"],
    always=lambda world: world.put_patient(587, "starttls", passwords=(PASSWORD,)),
    fault=lambda world: (world.record(LISTED_HERE, "A", "127.0.0.4"),
                         world.put_patient(587, "starttls", passwords=(PASSWORD,), says={"RCPT": [NOT_TAKEN]})),
    consent="block-list",
    diagnosis="rcpt-550 rcpt-unknown", cause="infected-network",
    facts={"block-list": "listed", "block-list.reason": "infected", "recipient.own": "refused"},
    evidence=["bl.example.com|list"],
    ruled_out=["address-wrong|mistyped"],
    fix=("advise", ""))

add("sc08-571-address-listed", DIRECT,
    fault=lambda world: world.record(LISTED_HERE, "A", "127.0.0.2"),
    consent="block-list", servers=("mx.example.net",),
    diagnosis="reply-571", cause="ip-blocked",
    facts={"block-list": "listed", "rdns": "ok"},
    evidence=["bl.example.com|list"],
    ruled_out=["sender-listed", "no-reverse-dns"],
    fix=("advise", ""))

add("sc09-571-sender-listed", DIRECT,
    fault=lambda world: world.record("example.org." + names.DOMAIN_LIST + ".", "A", "127.0.1.2"),
    consent="block-list", servers=("mx.example.net",),
    diagnosis="reply-571", cause="sender-listed",
    facts={"block-list.domain": "listed", "block-list": "not-listed"},
    evidence=["dbl.example.com|list"],
    ruled_out=["ip-blocked", "no-reverse-dns"],
    fix=("advise", ""))

add("sc10-571-no-reverse-name", DIRECT,
    fault=lambda world: world.record("7.200.18.198.in-addr.arpa.", "PTR", None),
    consent="block-list", servers=("mx.example.net",),
    diagnosis="reply-571", cause="no-reverse-dns",
    facts={"rdns": "none", "block-list": "not-listed"},
    ruled_out=["ip-blocked", "sender-listed"],
    fix=("advise", ""))

add("sc11-452-disk-full", PORT_587,
    fault=lambda world: world.swap_fault("disk-full"),
    diagnosis="server-disk-full reply-452", cause="disk-full",
    facts={"code": "452", "size.small": "refused"},
    ruled_out=["message-large", "too-many-recipients"],
    fix=("again", ""))
