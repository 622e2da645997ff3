# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root causes 9 to 13: the settings do not fit the server. Most have no fault in the world: the arguments are it."""

from network import GMX, GMX_USER, PORT_587
from scenario import SERVER, USER, add

add("rc09-tls-on-the-starttls-port", [USER, *SERVER, "--port", "587", "--security", "tls"], healthy=PORT_587,
    diagnosis="tls-plain-text", cause="mixed-up",
    facts={"port.mode": "starttls"},
    ruled_out=["server-misconfigured"],
    fix=("use-port", "587 starttls"), mended=PORT_587)

add("rc10-receiving-server", [GMX_USER, "--server", "mx00.gmx.net", "--port", "25"], healthy=GMX, servers=("mail.gmx.net",),
    diagnosis="greeting-554 greeting-home-address greeting-block-listed", cause="receiving-mx",
    facts={"server.is-mx": "yes"},
    evidence=["MX|receiv|incoming|takes mail"],
    fix=("use-host", r"mail\.gmx\.net"), mended=GMX)

add("rc11-login-off", [*PORT_587, "--to", "someone@example.net", "--no-login"], healthy=[*PORT_587, "--to", "someone@example.net"],
    diagnosis="login-first relay-login-off relay-denied", cause="login-off",
    facts={"login.after-tls": "offered", "login": "none"},
    fix=("edit", "user"), mended=[*PORT_587, "--to", "someone@example.net"])

add("rc12-login-before-encryption", [USER, *SERVER, "--port", "587", "--security", "none"], healthy=PORT_587,
    diagnosis="login-not-offered encryption-first login-needs-encryption", cause="no-encryption off not-encrypted",
    facts={"login.before-tls": "not-offered", "login.after-tls": "offered"},
    fix=("use-port", "587 starttls"), mended=PORT_587)

add("rc13-name-in-ehlo", [*PORT_587, "--ehlo-name", "laptop"], healthy=PORT_587,
    diagnosis="sender-helo-name ehlo-name-refused helo-name-malformed", cause="short-name name-form",
    facts={"ehlo.name": "laptop"},
    evidence=["laptop"],
    fix=("edit", "ehlo-name"), mended=PORT_587)
