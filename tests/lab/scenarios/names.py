# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses and names of the scenarios' internet.

It is all of 198.18.0.0/15, the range for measurements among networks: no program takes it for private, and it leads nowhere
outside. Known providers' names stand here because the program knows more about those; in here they belong to our servers.
"""

COMPUTER = "192.168.178.20"
COMPUTER6 = "2001:2:0:178::20"
ROUTER = "192.168.178.1"
ROUTER6 = "2001:2:0:178::1"
HOME = "198.18.200.7"  # the router's public address, so that of the computer for others

NAME_SERVER = "198.18.53.1"
SMTP = "198.18.10.1"
MX = "198.18.10.2"
GMX = "198.18.10.5"
GMAIL = "198.18.10.6"
LOGIN = "198.18.10.9"  # who gives out tokens
PATIENT = "198.18.10.100"  # faulty servers listen here; the provider's front door hands connections on to them
SMTP6 = "2001:2:0:1::10"
RECIPIENT = "198.18.20.1"
CONTROL = "198.19.1.1"
LISTED = "198.19.1.2"  # the server that routers with a list of safe mail servers let through
PORTAL_CHECK = "198.19.1.3"
WEB = "198.19.1.4"
SHIELD_PORTS = 12000  # on the computer: this and the port that is taken over

BLOCK_LIST = "bl.example.com"
DOMAIN_LIST = "dbl.example.com"

# The namespaces: the address on the way to the others, and what else is theirs.
HOSTS = {
    "dns": (NAME_SERVER, None),
    "provider": (SMTP, "198.18.10.0/24"),
    "recipient": (RECIPIENT, "198.18.20.0/24"),
    "others": (CONTROL, "198.19.1.0/24"),
}

# One zone for the whole world: the root, signed. Lines of a zone file, names relative to the root.
ZONE = f"""
$ORIGIN .
$TTL 0
.                      SOA   ns.example.com. hostmaster.example.com. 1 3600 600 86400 0
.                      NS    ns.example.com.
ns.example.com.        A     {NAME_SERVER}

smtp.example.org.      A     {SMTP}
example.org.           MX    10 mx1.example.org.
example.org.           TXT   "v=spf1 ip4:198.18.10.0/24 ip4:{HOME} -all"
_dmarc.example.org.    TXT   "v=DMARC1; p=none"
mx1.example.org.       A     {MX}
mail.customer.example. A     {SMTP}

example.net.           MX    10 mx.example.net.
mx.example.net.        A     {RECIPIENT}
login.example.net.     A     {LOGIN}
broken.example.        MX    10 mx.broken.example.
mx.broken.example.     A     {RECIPIENT}

gmx.net.               MX    10 mx00.gmx.net.
mx00.gmx.net.          A     {MX}
mail.gmx.net.          A     {GMX}
gmail.com.             MX    10 mx1.example.org.
smtp.gmail.com.        A     {GMAIL}

smtp.control.example.  A     {CONTROL}
securesmtp.t-online.de. A    {LISTED}
portal.control.example. A    {PORTAL_CHECK}
web.control.example.   A     {WEB}
2.0.0.127.{BLOCK_LIST}. A    127.0.0.2
test.{DOMAIN_LIST}.    A     127.0.1.2

home-7.isp.example.    A     {HOME}
7.200.18.198.in-addr.arpa.  PTR home-7.isp.example.
1.10.18.198.in-addr.arpa.   PTR smtp.example.org.
1.20.18.198.in-addr.arpa.   PTR mx.example.net.
"""

# Names asked for in the name service that nobody may ask for without consent.
THIRD_PARTY_ZONES = (BLOCK_LIST, DOMAIN_LIST, "portal.control.example")
THIRD_PARTY_ADDRESSES = (CONTROL, LISTED, PORTAL_CHECK, WEB)

ACCOUNTS = {
    "user@example.org": "secret-of-the-user",
    "colleague@example.org": "secret-of-the-colleague",
    "user@gmx.net": "secret-of-the-user",
}


def reversed_address(address):
    return ".".join(reversed(address.split(".")))
