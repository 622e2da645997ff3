/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The closed list of facts as a table. Adding a fact: a row here, and the code that observes it. */

#include "od-fact-list.h"

#define STAGES "lookup connect tls greeting ehlo starttls auth mail rcpt data body dot rset quit"

/* What came of a plain connection to a port. */
#define REACHED "open refused silent reset unreachable failed"
/* What a port that mail programs may hand in to turned out to be. */
#define PORT_KINDS "tls starttls plain mute refused silent reset unreachable other failed"
#define ANSWERS    "accepted refused"

static const OdFactInfo facts[] = {
  /* How the run ended. */
  { "outcome", OD_FACT_TOKEN, "accepted accepted-partly checked rejected failed unknown-delivery cancelled",
    "How the run ended; \"checked\" is a run that was to send nothing and found nothing wrong." },
  { "stage", OD_FACT_TOKEN, STAGES, "The stage at which it ended.", TRUE },
  { "code", OD_FACT_NUMBER, NULL, "Basic reply code of the deciding reply (RFC 5321 §4.2)." },
  { "status", OD_FACT_TEXT, NULL, "Enhanced status code of the deciding reply, as in 5.1.1 (RFC 3463)." },
  { "text", OD_FACT_TEXT, NULL, "What the server said in the deciding reply, without code and status." },
  { "error", OD_FACT_TOKEN,
    "name-not-found name-no-address name-temporary name-timed-out name-failed no-network no-mx null-mx "
    "timed-out refused reset closed host-unreachable network-unreachable permission-denied connection-failed "
    "tls-plain-text tls-alert tls-version tls-no-common-cipher tls-weak tls-cut-off tls-timed-out "
    "tls-certificate "
    "tls-client-certificate tls-bad-certificate tls-failed tls-no-trust "
    "not-a-reply mixed-codes line-too-long reply-too-long unexpected-code bytes-after-starttls bytes-unasked "
    "starttls-not-offered starttls-refused login-not-offered login-no-mechanism login-mechanism-not-offered "
    "login-not-encrypted login-challenge login-iterations login-server-proof login-rounds login-failed "
    "smtputf8-not-offered too-big-for-server settings account-attention total-time cancelled internal",
    "Why it ended, where it was not a reply of the server that decided." },
  { "error.detail", OD_FACT_TEXT, NULL, "What the library or the system said about the error." },
  { "waited", OD_FACT_NUMBER, NULL, "Seconds waited in vain, where a time limit was reached." },
  { "queue-id", OD_FACT_TEXT, NULL, "The id under which the server keeps the accepted message." },
  { "recipients", OD_FACT_NUMBER, NULL, "How many recipients were to be given." },
  { "recipients.accepted", OD_FACT_NUMBER, NULL, "How many of them were accepted." },
  { "sent.auth", OD_FACT_TOKEN, "yes", "A login was begun." },
  { "quirk", OD_FACT_TOKEN,
    "bare-lf over-512 no-separator controls not-ascii status-mismatch greeting-not-220 helo-only "
    "auth-old-form "
    "starttls-before-only quit-refused quit-no-reply tls-cut-off rcpt-251 rcpt-252",
    "What was unusual in the server's conduct but taken." },

  /* What was asked for. */
  { "mode", OD_FACT_TOKEN, "submission direct",
    "Through the provider's server, or directly to the recipient's." },
  { "dry-run", OD_FACT_TOKEN, "yes no", "Whether the run was to stop before sending." },
  { "address", OD_FACT_TEXT, NULL, "The person's own mail address." },
  { "address.domain", OD_FACT_TEXT, NULL, "The part after the @." },
  { "address.local", OD_FACT_TEXT, NULL, "The part before the @." },
  { "recipient", OD_FACT_TEXT, NULL, "The recipient that decided, else the first one." },
  { "recipient.domain", OD_FACT_TEXT, NULL, "Its domain." },
  { "recipient.self", OD_FACT_TOKEN, "yes no", "Whether the recipient is the person's own address." },
  { "user", OD_FACT_TEXT, NULL, "The user name for the login." },
  { "user.form", OD_FACT_TOKEN, "email local-part other none",
    "How it is written, compared with the address." },
  { "password.form", OD_FACT_TOKEN, "edge-spaces not-ascii empty app-like plain",
    "What stands out in the password: its form only, never the password." },
  { "program", OD_FACT_TEXT, NULL, "The mail program that has just these settings." },
  { "server", OD_FACT_TEXT, NULL, "The server named in the settings." },
  { "server.literal", OD_FACT_TOKEN, "yes no", "Whether it is an IP address." },
  { "port", OD_FACT_NUMBER, NULL, "The port." },
  { "security", OD_FACT_TOKEN, "tls starttls none",
    "The encryption asked for: from the start, by STARTTLS, or none." },
  { "auth.wanted", OD_FACT_TEXT, NULL, "The mechanism asked for by name, or auto." },
  { "message.size", OD_FACT_NUMBER, NULL, "Octets of the test message." },
  { "practice", OD_FACT_TOKEN, "yes", "The run was against the practice server: nobody else was asked." },
  { "ca-file", OD_FACT_TOKEN, "yes", "A certificate file of one's own was given for the run." },

  /* The provider table. */
  { "provider", OD_FACT_TEXT, NULL, "Id of the provider in the table." },
  { "provider.name", OD_FACT_TEXT, NULL, "Its name." },
  { "provider.server", OD_FACT_TEXT, NULL, "The submission server it names." },
  { "provider.port", OD_FACT_NUMBER, NULL, "The port it names first." },
  { "provider.security", OD_FACT_TOKEN, "tls starttls", "The encryption that goes with it." },
  { "provider.user-form", OD_FACT_TOKEN, "email local-part other", "How it wants the user name." },
  { "provider.auth", OD_FACT_TEXT, NULL, "What it demands for a login; several values." },
  { "provider.help", OD_FACT_TEXT, NULL, "Its help page." },

  /* Look-up and connection. */
  { "lookup.addresses", OD_FACT_NUMBER, NULL, "How many addresses the name has." },
  { "lookup.families", OD_FACT_TOKEN, "ipv4 ipv6", "Which kinds of address it has." },
  { "server.address", OD_FACT_TEXT, NULL, "The IP address that was connected to." },
  { "server.loopback", OD_FACT_TOKEN, "yes", "That address is this computer itself." },
  { "connect.ipv4", OD_FACT_TOKEN,
    "ok refused timed-out reset host-unreachable network-unreachable permission-denied failed",
    "What came of connecting by IPv4; several values if several addresses differ." },
  { "connect.ipv6", OD_FACT_TOKEN,
    "ok refused timed-out reset host-unreachable network-unreachable permission-denied failed abandoned",
    "What came of connecting by IPv6; abandoned: IPv4 was faster though IPv6 had a head start." },
  { "mx.host", OD_FACT_TEXT, NULL, "Mail exchangers of the recipient's domain, best first." },
  { "greeting", OD_FACT_TEXT, NULL, "The first text of the greeting." },
  { "greeting.kind", OD_FACT_TOKEN, "smtp imap pop http ssh ftp masked other none",
    "What kind of server the first bytes speak of." },
  { "ehlo.name", OD_FACT_TEXT, NULL, "The name this computer gave in EHLO." },
  { "client.address", OD_FACT_TEXT, NULL, "The address the server says it sees, from its EHLO reply." },
  { "first-data", OD_FACT_TOKEN, "yes", "The server had sent something before it ended." },

  /* Encryption. */
  { "tls.active", OD_FACT_TOKEN, "yes no", "Whether the connection was encrypted when it ended." },
  { "tls.version", OD_FACT_TEXT, NULL, "Protocol version, as in TLS1.3." },
  { "tls.cipher", OD_FACT_TEXT, NULL, "Cipher suite." },
  { "tls.unverified", OD_FACT_TOKEN, "yes",
    "The mail went on over a channel whose certificate is false, as between mail servers." },
  { "tls.verify", OD_FACT_TOKEN,
    "ok name-mismatch expired not-yet-valid unknown-issuer self-signed chain-incomplete revoked "
    "insecure-algorithm "
    "signature-failure signer-not-ca constraints purpose-mismatch ocsp-missing ocsp-invalid revocation-data "
    "critical-extension mismatch intermediate-expired invalid",
    "What verifying the certificate found; several values." },
  { "tls.alert", OD_FACT_NUMBER, NULL, "Number of the alert the server sent (RFC 8446 §6)." },
  { "tls.alert.name", OD_FACT_TEXT, NULL, "Its name." },
  { "tls.error.code", OD_FACT_NUMBER, NULL, "Error number of the TLS library." },
  { "tls.leaf.names", OD_FACT_TEXT, NULL, "Host names in the server's certificate; several values." },
  { "tls.leaf.subject", OD_FACT_TEXT, NULL, "Subject of the certificate." },
  { "tls.leaf.issuer", OD_FACT_TEXT, NULL, "Who issued it." },
  { "tls.leaf.expires", OD_FACT_TEXT, NULL, "Its last day, as in 2026-11-24." },
  { "tls.leaf.begins", OD_FACT_TEXT, NULL, "Its first day." },
  { "tls.leaf.days-left", OD_FACT_NUMBER, NULL, "Days until it ends; negative after." },
  { "tls.leaf.days-until-valid", OD_FACT_NUMBER, NULL, "Days until it begins; 0 or less after." },
  { "tls.fingerprint", OD_FACT_TEXT, NULL, "SHA-256 fingerprint of the server's certificate." },
  { "tls.chain.length", OD_FACT_NUMBER, NULL, "Certificates the server sent." },
  { "tls.issuer-kind", OD_FACT_TOKEN, "public antivirus proxy device unknown",
    "What the issuer's name tells: a public authority, a virus scanner, a company proxy, a router or other "
    "device." },
  { "tls.fitting-name", OD_FACT_TEXT, NULL,
    "A host name in the certificate that could be used as the server's name." },
  { "starttls.offered", OD_FACT_TOKEN, "yes no masked",
    "Whether EHLO offered STARTTLS, or a masked word in its place." },

  /* Login. */
  { "auth.offered", OD_FACT_TEXT, NULL, "Mechanisms offered when it came to the login; several values." },
  { "auth.offered.before-tls", OD_FACT_TEXT, NULL, "Mechanisms offered before encryption; several values." },
  { "auth.used", OD_FACT_TEXT, NULL, "The mechanism used." },
  { "auth.password", OD_FACT_TOKEN, "yes no", "Whether any offered mechanism takes a password." },
  { "login", OD_FACT_TOKEN, "ok refused none",
    "Whether the server accepted the login; none: not reached or not wanted." },

  /* What else the server offers. */
  { "helo-only", OD_FACT_TOKEN, "yes", "The server knows HELO only." },
  { "size.limit", OD_FACT_NUMBER, NULL, "Largest message the server says it takes, in octets." },
  { "offers", OD_FACT_TEXT, NULL, "Keywords of the EHLO reply; several values." },
  { "dsn", OD_FACT_TOKEN, "asked offered no", "Delivery notices: asked for, offered only, or not offered." },

  /* Probes: the same server. */
  { "port.25", OD_FACT_TOKEN, PORT_KINDS,
    "What port 25 of the server is: tls (encrypted from the start), starttls (greets, offers STARTTLS), "
    "plain (greets, "
    "offers none), mute (connects, says nothing), refused, silent (no answer at all), other (no mail "
    "server)." },
  { "port.465", OD_FACT_TOKEN, PORT_KINDS, "The same for port 465." },
  { "port.587", OD_FACT_TOKEN, PORT_KINDS, "The same for port 587." },
  { "port.25.verify", OD_FACT_TOKEN, "good bad", "Whether its certificate is good for the server's name." },
  { "port.465.verify", OD_FACT_TOKEN, "good bad", "The same for port 465." },
  { "port.587.verify", OD_FACT_TOKEN, "good bad", "The same for port 587." },
  { "port.25.auth", OD_FACT_TOKEN, "yes no",
    "Whether a login is offered there, after encryption if there is any." },
  { "port.465.auth", OD_FACT_TOKEN, "yes no", "The same for port 465." },
  { "port.587.auth", OD_FACT_TOKEN, "yes no", "The same for port 587." },
  { "port.443", OD_FACT_TOKEN, REACHED, "Whether the server's port for web pages can be reached." },
  { "port.993", OD_FACT_TOKEN, REACHED, "Whether the server's port for reading mail can be reached." },
  { "port.mode", OD_FACT_TOKEN, PORT_KINDS,
    "What the port of the run turned out to be when it was tried both ways." },
  { "family.ipv4", OD_FACT_TOKEN, "ok refused silent reset unreachable failed none",
    "What came of connecting by IPv4 alone; none: the server has no such address." },
  { "family.ipv6", OD_FACT_TOKEN, "ok refused silent reset unreachable failed none",
    "The same by IPv6 alone." },
  { "login.after-tls", OD_FACT_TOKEN, "offered not-offered",
    "Whether a login is offered once it is encrypted." },
  { "login.before-tls", OD_FACT_TOKEN, "offered not-offered", "Whether a login is offered in the clear." },
  { "tls.minimum", OD_FACT_TEXT, NULL,
    "The newest protocol version below TLS 1.2 that the server takes, as in TLS1.0; or none." },
  { "fitting-name.address", OD_FACT_TOKEN, "same other none",
    "Whether the name in the certificate leads to the same server." },
  { "fitting-name.verify", OD_FACT_TOKEN, "good bad unreachable",
    "Whether the certificate there is good for that name." },
  { "token.status", OD_FACT_TEXT, NULL, "What the server says of a refused token (RFC 7628 §3.2.2)." },
  { "token.scope", OD_FACT_TEXT, NULL, "The scope that it says a token needs." },
  { "token.schemes", OD_FACT_TEXT, NULL, "The kinds of token that it says it takes." },
  { "mx.used", OD_FACT_TEXT, NULL, "The exchanger that a direct run talked to." },
  { "mta-sts", OD_FACT_TOKEN, "none enforce testing off unreadable",
    "What the recipient's domain demands of senders (RFC 8461); unreadable: it announces a policy that "
    "cannot be had." },
  { "mta-sts.why", OD_FACT_TOKEN, "certificate unreachable answer content", "Why its policy cannot be had." },
  { "mta-sts.match", OD_FACT_TOKEN, "yes no", "Whether the policy names the exchanger." },
  { "mta-sts.names", OD_FACT_TEXT, NULL, "The exchangers it names; several values." },
  { "dane", OD_FACT_TOKEN, "none match mismatch unusable bogus unsigned no-encryption",
    "What the TLSA records of the exchanger say of its certificate (RFC 7672)." },
  { "dane.name", OD_FACT_TEXT, NULL, "Where they stand." },
  { "clock", OD_FACT_TOKEN, "right slow fast",
    "This computer's clock beside the server's: right within five minutes, slow (behind) or fast." },
  { "clock.skew", OD_FACT_NUMBER, NULL,
    "Seconds the server's clock is ahead of this computer's; negative if behind." },
  { "clock.days", OD_FACT_NUMBER, NULL, "The same in whole days, without sign." },
  { "ehlo.literal", OD_FACT_TOKEN, ANSWERS, "EHLO with this computer's address in brackets." },
  { "ehlo.plain-name", OD_FACT_TOKEN, ANSWERS, "EHLO with a full host name." },

  /* Probes in the session that is still open: another mail transaction, after RSET. */
  { "sender.own", OD_FACT_TOKEN, ANSWERS,
    "The address that belongs to the login as envelope sender, to oneself." },
  { "sender.own.address", OD_FACT_TEXT, NULL, "That address." },
  { "recipient.own", OD_FACT_TOKEN, ANSWERS, "One's own address as recipient, with the same sender." },
  { "recipient.single", OD_FACT_TOKEN, ANSWERS, "The first recipient alone, where there were several." },
  { "size.small", OD_FACT_TOKEN, ANSWERS, "The same transaction announced or sent as a very small message." },
  { "content.minimal", OD_FACT_TOKEN, ANSWERS, "The same transaction with a minimal, clean test message." },

  /* Probes: names and domains. */
  { "name.neighbour", OD_FACT_TEXT, NULL,
    "A submission server of the provider table that is spelled almost like this." },
  { "name.candidate", OD_FACT_TEXT, NULL,
    "A usual name at the same domain (smtp., mail. …) that leads to a server; several values." },
  { "domain.neighbour", OD_FACT_TEXT, NULL,
    "A well-known mail domain that is spelled almost like the recipient's." },
  { "resolver.control", OD_FACT_TOKEN, "ok failed silent", "Whether well-known names can be looked up." },
  { "resolver.invented", OD_FACT_TOKEN, "not-found found failed",
    "What the name service says of a name that cannot exist; found: it makes answers up." },
  { "resolver.direct", OD_FACT_TOKEN, "found not-found no-address failed silent bogus",
    "What a validating look-up of the server's name gives." },
  { "resolver.dnssec", OD_FACT_TOKEN, "secure unsigned bogus unchecked", "Its verdict by DNSSEC." },
  { "resolver.alias", OD_FACT_TEXT, NULL, "Where the server's name leads as an alias (CNAME)." },
  { "rdomain", OD_FACT_TOKEN, "exists not-found failed bogus", "Whether the recipient's domain exists." },
  { "rdomain.mx", OD_FACT_TOKEN, "ok none null no-address alias own-network failed",
    "Its mail exchangers: none: but an address; no-address: they lead nowhere; alias: an MX is an alias (RFC "
    "5321 "
    "§5.1); own-network: they lead to private addresses." },
  { "rdomain.mx.host", OD_FACT_TEXT, NULL, "Their names; several values." },
  { "rdomain.dnssec", OD_FACT_TOKEN, "secure unsigned bogus unchecked", "The verdict of DNSSEC." },
  { "server.is-mx", OD_FACT_TOKEN, "yes no",
    "Whether the server is one that takes mail for a domain in (MX of the address or recipient), not a "
    "submission server." },
  { "sdomain", OD_FACT_TOKEN, "exists not-found failed bogus", "Whether the sender's domain exists." },
  { "sdomain.mx", OD_FACT_TOKEN, "ok none null no-address alias own-network failed", "Its mail exchangers." },
  { "sdomain.spf", OD_FACT_TOKEN, "pass fail softfail neutral none broken several failed",
    "What the sender domain's SPF record says of the server (RFC 7208 §2.6); several: two records." },
  { "sdomain.spf.address", OD_FACT_TEXT, NULL, "The address it was asked about." },
  { "sdomain.spf.record", OD_FACT_TEXT, NULL, "The record." },
  { "sdomain.dmarc", OD_FACT_TOKEN, "reject quarantine none missing broken failed",
    "What the sender's domain demands of others (RFC 7489 §6.3)." },

  /* Probes: this computer and its network. */
  { "route", OD_FACT_TOKEN, "vpn plain none", "Through what the way to the internet leads." },
  { "route.interface", OD_FACT_TEXT, NULL, "The network interface of the default route." },
  { "gateway.name", OD_FACT_TEXT, NULL, "What the router calls itself." },
  { "proxy", OD_FACT_TOKEN, "yes no", "Whether a proxy is set for the whole computer." },
  { "portal", OD_FACT_TOKEN, "yes no unknown", "Whether the network waits for a login on a web page." },
  { "client.public", OD_FACT_TOKEN, "yes no", "Whether the address the server sees is one of the internet." },
  { "rdns", OD_FACT_TOKEN, "ok none mismatch failed",
    "Whether the address the server sees has a name (PTR) that leads back to it." },
  { "rdns.name", OD_FACT_TEXT, NULL, "That name." },
  { "rdns.dial-up", OD_FACT_TOKEN, "yes no",
    "Whether the name holds the address's own numbers, as those of homes do." },

  /* Probes that ask others, with consent. */
  { "control.25", OD_FACT_TOKEN, REACHED, "Port 25 of other providers' servers." },
  { "control.465", OD_FACT_TOKEN, REACHED, "Port 465 of other providers' servers." },
  { "control.587", OD_FACT_TOKEN, REACHED, "Port 587 of other providers' servers." },
  { "control.443", OD_FACT_TOKEN, REACHED, "Port 443 (web pages) of other servers." },
  { "control.listed", OD_FACT_TOKEN, REACHED,
    "A server that routers with a list of allowed mail servers let through." },
  { "control.greeting", OD_FACT_TOKEN, "same other",
    "Whether another provider's server greets with the same name as this one: then something in between "
    "answers." },
  { "control.verify", OD_FACT_TOKEN, "good expired not-yet-valid bad",
    "The certificate of another provider's server, seen from here." },
  { "control.issuer", OD_FACT_TOKEN, "same other",
    "Whether it comes from the same issuer as this server's." },
  { "block-list", OD_FACT_TOKEN, "listed not-listed failed",
    "The address the server sees, on public block lists." },
  { "block-list.name", OD_FACT_TEXT, NULL, "The lists that hold it; several values." },
  { "block-list.reason", OD_FACT_TOKEN, "spam infected dial-up policy",
    "What they say of it; several values." },
  { "block-list.link", OD_FACT_TEXT, NULL, "Where a delisting is asked for." },
  { "block-list.domain", OD_FACT_TOKEN, "listed not-listed failed",
    "The sender's domain, on public block lists." },
  { "block-list.domain.name", OD_FACT_TEXT, NULL, "The lists that hold it; several values." },
  { "block-list.domain.link", OD_FACT_TEXT, NULL, "Where a delisting is asked for." },

  /* What only the person can tell. */
  { "answer.webmail-login", OD_FACT_TOKEN, "yes no", "The login works on the provider's web page." },
  { "answer.other-network", OD_FACT_TOKEN, "yes no",
    "Sending works from another network, as by a mobile phone." },
  { "answer.other-program", OD_FACT_TOKEN, "yes no",
    "Another program or device sends with the same account." },
  { "answer.two-factor", OD_FACT_TOKEN, "yes no", "Logging in on the web takes a second step (a code)." },
  { "answer.recent-change", OD_FACT_TOKEN, "yes no", "The password was changed lately." },

  /* What was found in a pasted text, a bounce or a log. */
  { "given", OD_FACT_TOKEN, "reply program log transcript bounce nothing",
    "What the text was taken for that is to be explained." },
  { "action", OD_FACT_TOKEN, "failed delayed delivered relayed expanded",
    "What a delivery report says became of the message (RFC 3464 §2.3.3)." },
  { "remote-mta", OD_FACT_TEXT, NULL, "The server that refused, as the report or the log names it." },
  { "reported-by", OD_FACT_TEXT, NULL, "The server that wrote the report." },
  { "client-code", OD_FACT_TEXT, NULL, "Error number of a mail program, as in 0x800ccc0f." },

  /* One line of a transcript, for its explanation. */
  { "line.kind", OD_FACT_TOKEN, "sent received step problem remark", "What kind of line it is." },
  { "line.stage", OD_FACT_TOKEN, STAGES " probe", "The stage it belongs to." },
  { "line.command", OD_FACT_TEXT, NULL,
    "The verb of a command sent, in capitals; or AUTH-RESPONSE, MESSAGE, DOT." },
  { "line.code", OD_FACT_NUMBER, NULL, "The code of a reply line." },
  { "line.status", OD_FACT_TEXT, NULL, "Its enhanced status code." },
  { "line.keyword", OD_FACT_TEXT, NULL,
    "The keyword of a line of an EHLO reply, in capitals; FIRST for its first line." },
  { "line.text", OD_FACT_TEXT, NULL, "The text of the line." },
  { "line.step", OD_FACT_TEXT, NULL, "The name of a step." },
  { "line.more", OD_FACT_TOKEN, "yes no", "Whether more lines of the same reply follow." },
};

const OdFactInfo *
od_fact_list (gsize *count)
{
  if (count != NULL)
    *count = G_N_ELEMENTS (facts);
  return facts;
}

static GHashTable *
index_by_name (void)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    g_hash_table_insert (index, (char *) facts[i].name, (gpointer) &facts[i]);
  return index;
}

const OdFactInfo *
od_fact_list_find (const char *name)
{
  static GHashTable *index = NULL;

  if (g_once_init_enter (&index))
    g_once_init_leave (&index, index_by_name ());
  return g_hash_table_lookup (index, name);
}
