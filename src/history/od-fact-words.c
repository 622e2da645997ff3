/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Two tables: facts and values. A fact without a label is passing. */

#include "od-fact-words.h"

#include <glib/gi18n-lib.h>

#include "od-value-words.h"

static const struct
{
  const char *name;
  OdFactKind kind;
  const char *label;
} facts[] = {
  /* How the run ended: od-compare.c and od-compare-dialogue.c tell it. */
  { "outcome", OD_FACT_PASSING, NULL },
  { "stage", OD_FACT_PASSING, NULL },
  { "code", OD_FACT_PASSING, NULL },
  { "status", OD_FACT_PASSING, NULL },
  { "text", OD_FACT_PASSING, NULL },
  { "error", OD_FACT_PASSING, NULL },
  { "error.detail", OD_FACT_PASSING, NULL },
  { "waited", OD_FACT_PASSING, NULL },
  { "queue-id", OD_FACT_PASSING, NULL },
  { "recipients", OD_FACT_PASSING, NULL },
  { "recipients.accepted", OD_FACT_PASSING, NULL },
  { "sent.auth", OD_FACT_PASSING, NULL },
  { "login", OD_FACT_PASSING, NULL },
  { "first-data", OD_FACT_PASSING, NULL },
  { "tls.active", OD_FACT_PASSING, NULL },
  { "quirk", OD_FACT_EITHER, N_ ("Oddities of the server") },

  /* What was asked for: od-compare-settings.c tells it. */
  { "mode", OD_FACT_PASSING, NULL },
  { "dry-run", OD_FACT_PASSING, NULL },
  { "address", OD_FACT_PASSING, NULL },
  { "address.domain", OD_FACT_PASSING, NULL },
  { "address.local", OD_FACT_PASSING, NULL },
  { "recipient", OD_FACT_PASSING, NULL },
  { "recipient.domain", OD_FACT_PASSING, NULL },
  { "recipient.self", OD_FACT_PASSING, NULL },
  { "user", OD_FACT_PASSING, NULL },
  { "user.form", OD_FACT_PASSING, NULL },
  { "program", OD_FACT_EITHER, N_ ("The settings of a mail program") },
  { "server", OD_FACT_PASSING, NULL },
  { "server.literal", OD_FACT_PASSING, NULL },
  { "port", OD_FACT_PASSING, NULL },
  { "security", OD_FACT_PASSING, NULL },
  { "auth.wanted", OD_FACT_PASSING, NULL },
  { "message.size", OD_FACT_PASSING, NULL },
  { "password.form", OD_FACT_BOTH, N_ ("What stands out in the password") },
  { "practice", OD_FACT_EITHER, N_ ("Practice server") },
  { "token.status", OD_FACT_BOTH, N_ ("What the server says of the token") },
  { "token.scope", OD_FACT_PASSING, NULL },
  { "token.schemes", OD_FACT_PASSING, NULL },
  { "mx.used", OD_FACT_BOTH, N_ ("The recipient’s mail server") },
  { "mta-sts", OD_FACT_BOTH, N_ ("MTA-STS of the recipient’s domain") },
  { "mta-sts.why", OD_FACT_PASSING, NULL },
  { "mta-sts.match", OD_FACT_BOTH, N_ ("Mail server named by the MTA-STS policy") },
  { "mta-sts.names", OD_FACT_PASSING, NULL },
  { "dane", OD_FACT_BOTH, N_ ("DANE of the recipient’s mail server") },
  { "dane.name", OD_FACT_PASSING, NULL },
  { "tls.unverified", OD_FACT_EITHER, N_ ("Sent although the certificate is false") },
  { "ca-file", OD_FACT_EITHER, N_ ("A certificate file of your own") },

  /* The provider table is part of the program, not of the run. */
  { "provider", OD_FACT_PASSING, NULL },
  { "provider.name", OD_FACT_PASSING, NULL },
  { "provider.server", OD_FACT_PASSING, NULL },
  { "provider.port", OD_FACT_PASSING, NULL },
  { "provider.security", OD_FACT_PASSING, NULL },
  { "provider.user-form", OD_FACT_PASSING, NULL },
  { "provider.auth", OD_FACT_PASSING, NULL },
  { "provider.help", OD_FACT_PASSING, NULL },

  /* Look-up and connection. */
  { "lookup.addresses", OD_FACT_BOTH, N_ ("How many addresses the server’s name has") },
  { "lookup.families", OD_FACT_EITHER, N_ ("Kinds of address the server’s name has") },
  { "server.address", OD_FACT_BOTH, N_ ("Address that was connected to") },
  { "server.loopback", OD_FACT_EITHER, N_ ("The server is this computer itself") },
  { "connect.ipv4", OD_FACT_BOTH, N_ ("Connecting by IPv4") },
  { "connect.ipv6", OD_FACT_BOTH, N_ ("Connecting by IPv6") },
  { "mx.host", OD_FACT_EITHER, N_ ("Mail servers of the recipient’s domain") },
  { "greeting", OD_FACT_STEADY, N_ ("The server’s greeting") },
  { "greeting.kind", OD_FACT_BOTH, N_ ("Kind of server that answered") },
  { "ehlo.name", OD_FACT_BOTH, N_ ("How this computer introduced itself") },
  { "client.address", OD_FACT_BOTH, N_ ("Your address as the server sees it") },

  /* Encryption. */
  { "tls.version", OD_FACT_BOTH, N_ ("Version of the encryption") },
  { "tls.cipher", OD_FACT_BOTH, N_ ("Encryption method") },
  { "tls.verify", OD_FACT_EITHER, N_ ("Verdict on the certificate") },
  { "tls.alert", OD_FACT_PASSING, NULL },
  { "tls.alert.name", OD_FACT_EITHER, N_ ("Why the server broke off the encryption") },
  { "tls.error.code", OD_FACT_PASSING, NULL },
  { "tls.leaf.names", OD_FACT_EITHER, N_ ("Host names in the certificate") },
  { "tls.leaf.subject", OD_FACT_PASSING, NULL },
  { "tls.leaf.issuer", OD_FACT_BOTH, N_ ("Who issued the certificate") },
  { "tls.leaf.expires", OD_FACT_BOTH, N_ ("Last day of the certificate") },
  { "tls.leaf.begins", OD_FACT_PASSING, NULL },
  { "tls.leaf.days-left", OD_FACT_PASSING, NULL },
  { "tls.leaf.days-until-valid", OD_FACT_PASSING, NULL },
  { "tls.fingerprint", OD_FACT_BOTH, N_ ("Fingerprint of the certificate") },
  { "tls.chain.length", OD_FACT_BOTH, N_ ("How many certificates the server sent") },
  { "tls.issuer-kind", OD_FACT_BOTH, N_ ("Where the certificate comes from") },
  { "tls.fitting-name", OD_FACT_PASSING, NULL },
  { "starttls.offered", OD_FACT_BOTH, N_ ("The server offers encryption (STARTTLS)") },

  /* Login. */
  { "auth.offered", OD_FACT_EITHER, N_ ("Kinds of login the server offers") },
  { "auth.offered.before-tls", OD_FACT_EITHER, N_ ("Kinds of login offered before encryption") },
  { "auth.used", OD_FACT_BOTH, N_ ("Kind of login that was used") },
  { "auth.password", OD_FACT_BOTH, N_ ("A login by password is possible") },

  /* What else the server offers. */
  { "helo-only", OD_FACT_EITHER, N_ ("The server knows the old greeting only") },
  { "size.limit", OD_FACT_EITHER, N_ ("Largest message the server takes, in octets") },
  { "offers", OD_FACT_EITHER, N_ ("What the server offers") },
  { "dsn", OD_FACT_BOTH, N_ ("Delivery notices") },

  /* Probes: the same server. */
  { "port.25", OD_FACT_BOTH, N_ ("Port 25 of the server") },
  { "port.465", OD_FACT_BOTH, N_ ("Port 465 of the server") },
  { "port.587", OD_FACT_BOTH, N_ ("Port 587 of the server") },
  { "port.25.verify", OD_FACT_BOTH, N_ ("Certificate at port 25") },
  { "port.465.verify", OD_FACT_BOTH, N_ ("Certificate at port 465") },
  { "port.587.verify", OD_FACT_BOTH, N_ ("Certificate at port 587") },
  { "port.25.auth", OD_FACT_BOTH, N_ ("A login is offered at port 25") },
  { "port.465.auth", OD_FACT_BOTH, N_ ("A login is offered at port 465") },
  { "port.587.auth", OD_FACT_BOTH, N_ ("A login is offered at port 587") },
  { "port.443", OD_FACT_BOTH, N_ ("The server’s port for web pages") },
  { "port.993", OD_FACT_BOTH, N_ ("The server’s port for reading mail") },
  { "port.mode", OD_FACT_BOTH, N_ ("What this port turned out to be") },
  { "family.ipv4", OD_FACT_BOTH, N_ ("Connecting by IPv4 alone") },
  { "family.ipv6", OD_FACT_BOTH, N_ ("Connecting by IPv6 alone") },
  { "login.after-tls", OD_FACT_BOTH, N_ ("Login once it is encrypted") },
  { "login.before-tls", OD_FACT_BOTH, N_ ("Login before it is encrypted") },
  { "tls.minimum", OD_FACT_BOTH, N_ ("Old encryption the server still takes") },
  { "fitting-name.address", OD_FACT_BOTH, N_ ("Where the name in the certificate leads") },
  { "fitting-name.verify", OD_FACT_BOTH, N_ ("Certificate under that name") },
  { "clock", OD_FACT_BOTH, N_ ("This computer’s clock") },
  { "clock.skew", OD_FACT_PASSING, NULL },
  { "clock.days", OD_FACT_PASSING, NULL },
  { "ehlo.literal", OD_FACT_BOTH, N_ ("Introduction by an address in brackets") },
  { "ehlo.plain-name", OD_FACT_BOTH, N_ ("Introduction by a full host name") },

  /* Probes in the session that is still open. */
  { "sender.own", OD_FACT_BOTH, N_ ("The address of the login as the sender") },
  { "sender.own.address", OD_FACT_PASSING, NULL },
  { "recipient.own", OD_FACT_BOTH, N_ ("Your own address as the recipient") },
  { "recipient.single", OD_FACT_BOTH, N_ ("The first recipient alone") },
  { "size.small", OD_FACT_BOTH, N_ ("A very small message instead") },
  { "content.minimal", OD_FACT_BOTH, N_ ("A minimal test message instead") },

  /* Probes: names and domains. */
  { "name.neighbour", OD_FACT_PASSING, NULL },
  { "name.candidate", OD_FACT_BOTH, N_ ("Usual names that lead to a server") },
  { "domain.neighbour", OD_FACT_PASSING, NULL },
  { "resolver.control", OD_FACT_BOTH, N_ ("Looking up well-known names") },
  { "resolver.invented", OD_FACT_BOTH, N_ ("Looking up a name that cannot exist") },
  { "resolver.direct", OD_FACT_BOTH, N_ ("Looking up the server’s name another way") },
  { "resolver.dnssec", OD_FACT_BOTH, N_ ("Signature of the server’s name (DNSSEC)") },
  { "resolver.alias", OD_FACT_BOTH, N_ ("What the server’s name is another name for") },
  { "rdomain", OD_FACT_BOTH, N_ ("The recipient’s domain") },
  { "rdomain.mx", OD_FACT_BOTH, N_ ("Mail servers of the recipient’s domain") },
  { "rdomain.mx.host", OD_FACT_BOTH, N_ ("Their names") },
  { "rdomain.dnssec", OD_FACT_BOTH, N_ ("Signature of the recipient’s domain (DNSSEC)") },
  { "server.is-mx", OD_FACT_BOTH, N_ ("The server is one that takes mail in") },
  { "sdomain", OD_FACT_BOTH, N_ ("The sender’s domain") },
  { "sdomain.mx", OD_FACT_BOTH, N_ ("Mail servers of the sender’s domain") },
  { "sdomain.spf", OD_FACT_BOTH, N_ ("Whether the sender’s domain lets this server send (SPF)") },
  { "sdomain.spf.address", OD_FACT_PASSING, NULL },
  { "sdomain.spf.record", OD_FACT_BOTH, N_ ("Its SPF record") },
  { "sdomain.dmarc", OD_FACT_BOTH, N_ ("What the sender’s domain demands of others (DMARC)") },

  /* Probes: this computer and its network. */
  { "route", OD_FACT_BOTH, N_ ("Way to the internet") },
  { "route.interface", OD_FACT_BOTH, N_ ("Network interface") },
  { "gateway.name", OD_FACT_BOTH, N_ ("Name of the router") },
  { "proxy", OD_FACT_BOTH, N_ ("A proxy is set") },
  { "portal", OD_FACT_BOTH, N_ ("The network waits for a login on a web page") },
  { "client.public", OD_FACT_BOTH, N_ ("Your address is one of the internet") },
  { "rdns", OD_FACT_BOTH, N_ ("Name of your address") },
  { "rdns.name", OD_FACT_BOTH, N_ ("Your address is called") },
  { "rdns.dial-up", OD_FACT_BOTH, N_ ("Its name looks like one of a home connection") },

  /* Probes that ask others, with consent. */
  { "control.25", OD_FACT_BOTH, N_ ("Port 25 of other providers") },
  { "control.465", OD_FACT_BOTH, N_ ("Port 465 of other providers") },
  { "control.587", OD_FACT_BOTH, N_ ("Port 587 of other providers") },
  { "control.443", OD_FACT_BOTH, N_ ("Web pages of other servers") },
  { "control.listed", OD_FACT_BOTH, N_ ("A server that routers let through") },
  { "control.greeting", OD_FACT_BOTH, N_ ("Greeting of another provider’s server") },
  { "control.verify", OD_FACT_BOTH, N_ ("Certificate of another provider’s server") },
  { "control.issuer", OD_FACT_BOTH, N_ ("Issuer of that certificate") },
  { "block-list", OD_FACT_BOTH, N_ ("Your address on block lists") },
  { "block-list.name", OD_FACT_BOTH, N_ ("Block lists that hold it") },
  { "block-list.reason", OD_FACT_BOTH, N_ ("What the block lists say of it") },
  { "block-list.link", OD_FACT_PASSING, NULL },
  { "block-list.domain", OD_FACT_BOTH, N_ ("The sender’s domain on block lists") },
  { "block-list.domain.name", OD_FACT_BOTH, N_ ("Block lists that hold the domain") },
  { "block-list.domain.link", OD_FACT_PASSING, NULL },

  /* What the person said. */
  { "answer.webmail-login", OD_FACT_BOTH, N_ ("Your answer: the login works on the web page") },
  { "answer.other-network", OD_FACT_BOTH, N_ ("Your answer: sending works from another network") },
  { "answer.other-program", OD_FACT_BOTH, N_ ("Your answer: another program or device can send") },
  { "answer.two-factor", OD_FACT_BOTH, N_ ("Your answer: the login on the web takes a second step") },
  { "answer.recent-change", OD_FACT_BOTH, N_ ("Your answer: the password was changed lately") },

  /* Pasted texts and lines of a transcript are no runs. */
  { "given", OD_FACT_PASSING, NULL },
  { "action", OD_FACT_PASSING, NULL },
  { "remote-mta", OD_FACT_PASSING, NULL },
  { "reported-by", OD_FACT_PASSING, NULL },
  { "client-code", OD_FACT_PASSING, NULL },
  { "line.kind", OD_FACT_PASSING, NULL },
  { "line.stage", OD_FACT_PASSING, NULL },
  { "line.command", OD_FACT_PASSING, NULL },
  { "line.code", OD_FACT_PASSING, NULL },
  { "line.status", OD_FACT_PASSING, NULL },
  { "line.keyword", OD_FACT_PASSING, NULL },
  { "line.text", OD_FACT_PASSING, NULL },
  { "line.step", OD_FACT_PASSING, NULL },
  { "line.more", OD_FACT_PASSING, NULL },
};

/* Where a value means something else than od_value_words() says. */
static const struct
{
  const char *fact;
  const char *value;
  const char *words;
} values[] = {
  { "security", "none", N_ ("no encryption") },
  { "password.form", "plain", N_ ("nothing") },
  { "password.form", "edge-spaces", N_ ("a space at its edge") },
  { "password.form", "not-ascii", N_ ("letters with accents or the like") },
  { "password.form", "app-like", N_ ("it looks like an app password") },
  { "route", "plain", N_ ("direct") },
  { "route", "vpn", N_ ("through a VPN") },
  { "tls.issuer-kind", "public", N_ ("a public authority") },
  { "tls.issuer-kind", "antivirus", N_ ("a virus scanner") },
  { "tls.issuer-kind", "proxy", N_ ("a company proxy") },
  { "tls.issuer-kind", "device", N_ ("a router or other device") },
  { "tls.verify", "ok", N_ ("valid") },
  { "starttls.offered", "masked", N_ ("it was written over on the way") },
  { "rdns", "none", N_ ("it has none") },
  { "rdns", "mismatch", N_ ("its name does not lead back to it") },
  { "fitting-name.address", "same", N_ ("to the same server") },
  { "fitting-name.address", "other", N_ ("to another server") },
  { "fitting-name.address", "none", N_ ("nowhere") },
  { "connect.ipv6", "abandoned", N_ ("IPv4 was faster") },
};

static gssize
find_fact (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_str_equal (facts[i].name, name))
      return (gssize) i;
  return -1;
}

OdFactKind
od_fact_kind (const char *name)
{
  gssize row = find_fact (name);

  return row >= 0 ? facts[row].kind : OD_FACT_BOTH;
}

const char *
od_fact_label (const char *name)
{
  gssize row = find_fact (name);

  return row >= 0 && facts[row].label != NULL ? _ (facts[row].label) : name;
}

gboolean
od_fact_has_words (const char *name)
{
  return find_fact (name) >= 0;
}

const char *
od_fact_value_words (const char *name, const char *value)
{
  const char *words = od_value_words (value);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].value, value) && g_str_equal (values[i].fact, name))
      return _ (values[i].words);
  return words != NULL ? _ (words) : value;
}
