# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Root causes 14 to 20: what stands between at the encryption, certificates, and the clock."""

import time
from email.utils import formatdate

from network import PORT_465, PORT_587
from patient import Masker, Shield, server_context
from scenario import USER, add


def _ahead():
    return formatdate(time.time() + 30 * 86400, usegmt=True)


add("rc14-virus-scanner", PORT_465,
    fault=lambda world: world.put_on_the_computer([25, 465, 587, 993],
                                                  lambda *at: Shield(*at, server_context(world.pki, "shield"))),
    consent="control-host",
    diagnosis="certificate-antivirus", cause="mail-shield",
    evidence=["Avast"],
    fix=("advise", ""))

add("rc15-firewall-masks-starttls", PORT_587,
    fault=lambda world: world.put_in_the_way([25, 587], Masker),
    diagnosis="starttls-masked", cause="inspection",
    facts={"starttls.offered": "masked", "port.465": "tls"},
    evidence=["X"],
    fix=("use-port", "465 tls"), mended=PORT_465)

add("rc16-certificate-for-another-name", [USER, "--server", "mail.customer.example", "--port", "587"], healthy=PORT_587,
    diagnosis="certificate-wrong-name", cause="alias",
    facts={"tls.fitting-name": "smtp.example.org", "fitting-name.address": "same", "fitting-name.verify": "good"},
    evidence=[r"smtp\.example\.org"],
    ruled_out=["other-server"],
    fix=("use-host", r"smtp\.example\.org"), mended=PORT_587)

add("rc17-certificate-expired", PORT_587,
    fault=lambda world: world.swap_fault("expired"),
    consent="control-host",
    diagnosis="certificate-expired", cause="not-renewed",
    facts={"clock": "right", "control.verify": "good"},
    ruled_out=["clock-ahead"],
    fix=("advise", ""))

add("rc18-clock-behind", PORT_587,
    fault=lambda world: (world.swap_fault("future"), world.replace_others("control-future", _ahead)),
    consent="control-host",
    diagnosis="certificate-not-yet-valid", cause="clock-behind",
    facts={"clock": "slow", "control.verify": "not-yet-valid"},
    ruled_out=["too-early"],
    fix=("advise", ""))

add("rc19-chain-incomplete", PORT_587,
    fault=lambda world: world.swap_fault("chain-gap"),
    diagnosis="certificate-chain-incomplete", cause="not-sent",
    facts={"tls.chain.length": "1"},
    fix=("advise", ""))

add("rc20-tls-too-old", PORT_587,
    fault=lambda world: (world.swap_fault("old-tls"), world.swap_fault("old-tls-465", 465)),
    diagnosis="tls-too-old tls-nothing-in-common", cause="old-server",
    facts={"tls.minimum": "TLS1.1"},
    evidence=["1.1"],
    fix=("advise", ""))
