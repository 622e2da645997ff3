# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root causes 27 to 30: sender, recipient, limits and content, after a login that went well."""

from network import PORT_587
from scenario import PASSWORD, SERVER, add

POLICY = ["554 Reject due to policy restrictions"]


def _dislikes_long(line, session):
    """A content filter that refuses everything but a short message."""
    return POLICY if len(session.message) > 5000 else None


add("rc27-sender-not-owned", ["alias@example.org", *SERVER, "--port", "587", "--user", "user@example.org"], healthy=PORT_587,
    diagnosis="sender-not-yours", cause="other-account",
    facts={"sender.own": "accepted", "login": "ok"},
    evidence=["user@example.org"],
    fix=("edit", "address"), mended=PORT_587)

add("rc28-recipient-mistyped", [*PORT_587, "--to", "anna@gmial.com"], healthy=[*PORT_587, "--to", "anna@gmail.com"],
    diagnosis="rcpt-domain-unknown", cause="mistyped",
    facts={"rdomain": "not-found", "domain.neighbour": "gmail.com"},
    evidence=[r"gmail\.com"],
    ruled_out=["mx-wrong"],
    fix=("edit", "recipient"), mended=[*PORT_587, "--to", "anna@gmail.com"])

add("rc29-message-too-big", [*PORT_587, "--size", "300k"], healthy=PORT_587,
    diagnosis="message-too-big", cause="over-limit",
    facts={"size.limit": "100000"},
    evidence=["100"],
    fix=("use-size", "0"), mended=PORT_587)

add("rc30-content-refused", [*PORT_587, "--size", "20k"], healthy=PORT_587,
    fault=lambda world: world.put_patient(587, "starttls", says={"DOT": _dislikes_long}, passwords=(PASSWORD,)),
    diagnosis="dot-refused message-policy content-spam", cause="content",
    facts={"content.minimal": "accepted"},
    ruled_out=["sender"],
    fix=("use-size", "0"), mended=PORT_587)
