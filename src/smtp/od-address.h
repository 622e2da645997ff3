/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An Internet mail address as a value (RFC 5321 §4.1.2, RFC 6531 §3.3), and host names as people type them.
 * Immutable; any thread. Every error says in the person's language what is wrong with what they typed. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *local_part;   /* as typed, quotes kept; ≤ 64 octets */
  char *domain;       /* as typed, lower case; or "[192.0.2.1]" */
  char *ascii_domain; /* A-labels; what DNS is asked for. Equal to domain for a literal */
  char *
      mailbox; /* local_part@domain as it goes onto the wire: domain in A-labels if the local part is ASCII */
  gboolean needs_smtputf8; /* the local part is not ASCII */
} OdAddress;

#define OD_ADDRESS_ERROR (od_address_error_quark ())
GQuark od_address_error_quark (void);
typedef enum
{
  OD_ADDRESS_ERROR_EMPTY,
  OD_ADDRESS_ERROR_NO_AT,
  OD_ADDRESS_ERROR_LOCAL_PART,
  OD_ADDRESS_ERROR_DOMAIN,
  OD_ADDRESS_ERROR_FORBIDDEN, /* control character or line break */
  OD_ADDRESS_ERROR_TOO_LONG,
  OD_ADDRESS_ERROR_HOST, /* of od_host_parse() */
  OD_ADDRESS_ERROR_PORT, /* of od_port_parse() */
} OdAddressError;

/* @text: "anna@example.org", with or without surrounding spaces; "Anna <anna@example.org>" gives the address.
 */
OdAddress *od_address_parse (const char *text, GError **error);
OdAddress *od_address_copy (const OdAddress *self);
void od_address_free (OdAddress *self);
gboolean od_address_equal (const OdAddress *a, const OdAddress *b);

/**
 * od_host_parse:
 *
 * Takes what a person types as a server: spaces around and a trailing dot taken off, Unicode to A-labels,
 * IPv4 or IPv6 (with or without brackets). Refused: spaces inside, control characters, a URL, a port, an
 * underscore or empty label, over 253 octets.
 *
 * Returns: (transfer full): the host in lower case, or NULL with OD_ADDRESS_ERROR_HOST or _FORBIDDEN
 */
char *od_host_parse (const char *text, GError **error);
/* Whether @host, as od_host_parse() gives it, is an IPv4 or IPv6 address and not a name. */
gboolean od_host_is_address (const char *host);

/**
 * od_port_parse:
 * @text: what a person types as a port, with or without spaces around
 * @port: (out): 1–65535
 *
 * Returns: FALSE with OD_ADDRESS_ERROR_PORT and a sentence for the field
 */
gboolean od_port_parse (const char *text, guint *port, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAddress, od_address_free)

G_END_DECLS
