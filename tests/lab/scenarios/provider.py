# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The doors of the provider's Postfix: healthy ones at the real ports, and behind them one for each fault of its own.

A scenario leads connections for smtp.example.org from a healthy door to one with a fault (world.swap); the name, the address
and the port that the program sees stay the same.
"""

import time
from email.utils import formatdate

from names import GMX, MX, SMTP, SMTP6

RECEIVING = ["smtpd_delay_reject=no",
             "{ smtpd_client_restrictions = check_client_access static:{554 5.7.1 No mail from dial-up addresses here} }"]
LOGIN = ["smtpd_sasl_auth_enable=yes",
         "{ smtpd_sender_restrictions = reject_sender_login_mismatch }",
         "{ smtpd_relay_restrictions = permit_sasl_authenticated, reject }"]
ENCRYPTION = {25: ["smtpd_tls_security_level=may"], 587: ["smtpd_tls_security_level=encrypt"], 465: ["smtpd_tls_wrappermode=yes"]}

MX_451 = "451 4.3.0 Requested action aborted: local error in processing"

# The port of each fault, and what is different there from the same kind of door in health.
FAULTS = {
    "expired": (20587, 587, "expired", []),
    "expired-465": (20465, 465, "expired", []),
    "future": (21587, 587, "future", ["@DATE_AHEAD@"]),
    "chain-gap": (22587, 587, "chain-gap", []),
    "old-tls": (23587, 587, "smtp", ["smtpd_tls_mandatory_protocols=TLSv1, TLSv1.1", "smtpd_tls_protocols=TLSv1, TLSv1.1",
                                     "tls_medium_cipherlist=ALL:@SECLEVEL=0", "tls_high_cipherlist=ALL:@SECLEVEL=0"]),
    "old-tls-465": (23465, 465, "smtp", ["smtpd_tls_mandatory_protocols=TLSv1, TLSv1.1", "smtpd_tls_protocols=TLSv1, TLSv1.1",
                                         "tls_medium_cipherlist=ALL:@SECLEVEL=0", "tls_high_cipherlist=ALL:@SECLEVEL=0"]),
    "disk-full": (24587, 587, "smtp", ["queue_minfree=9000000000000000000"]),
    "mx-451": (25587, 587, "smtp", ["{ smtpd_recipient_restrictions = check_recipient_access inline:{{broken.example = "
                                    + MX_451 + "}} }"]),
}


def _date_ahead():
    return "{ smtpd_banner = smtp.example.org ESMTP " + formatdate(time.time() + 30 * 86400) + " }"


def _door(pki, address, port, kind, certificate, options):
    all_options = [f"{{ smtpd_tls_chain_files = {pki}/{certificate}.key, {pki}/{certificate}.pem }}", *ENCRYPTION[kind], *LOGIN,
                   *(_date_ahead() if option == "@DATE_AHEAD@" else option for option in options)]
    lines = [f"  -o {option}" if option.startswith("{") else f"  -o {{ {option.replace('=', ' = ', 1)} }}" for option in all_options]
    return "\n".join([f"{address}:{port} inet n - n - - smtpd", *lines])


def doors(pki):
    """The lines of master.cf."""
    found = [_door(pki, address, port, port, certificate, [])
             for address, certificate in ((SMTP, "smtp"), (f"[{SMTP6}]", "smtp"), (GMX, "gmx")) for port in (25, 587, 465)]
    found += [_door(pki, SMTP, port, kind, certificate, options) for port, kind, certificate, options in FAULTS.values()]
    found.append("\n".join([f"{MX}:25 inet n - n - - smtpd", *(f"  -o {option}" for option in RECEIVING)]))
    return "\n".join(found)
