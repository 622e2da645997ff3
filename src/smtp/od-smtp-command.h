/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The commands, each built from typed, validated parts (RFC 5321 §4.1.1, RFC 3207, RFC 4954, RFC 3461). The
 * only way a line gets onto the wire: no builder lets CR, LF, NUL or another control through, and no command
 * is longer than 512 octets (AUTH: 12288) with its CRLF. A command knows whether it is secret. Any thread. */

#pragma once

#include <gio/gio.h>

#include "od-address.h"

G_BEGIN_DECLS

/* Immutable. */
typedef struct
{
  char *line;  /* without CRLF; wiped when freed if secret */
  char *shown; /* what the transcript shows: the line, or for a secret "AUTH PLAIN ••••••" */
  gboolean secret;
} OdSmtpCommand;

void od_smtp_command_free (OdSmtpCommand *self);

#define OD_SMTP_COMMAND_ERROR (od_smtp_command_error_quark ())
GQuark od_smtp_command_error_quark (void);
typedef enum
{
  OD_SMTP_COMMAND_ERROR_FORBIDDEN, /* a control character, space where none may be, or an empty part */
  OD_SMTP_COMMAND_ERROR_TOO_LONG,
} OdSmtpCommandError;

/* RFC 3461 §4.1 NOTIFY, §4.3 RET. */
typedef struct
{
  guint64 size;            /* SIZE= in octets, 0 = not said (RFC 1870 §5) */
  gboolean eight_bit;      /* BODY=8BITMIME (RFC 6152) */
  gboolean smtputf8;       /* SMTPUTF8 (RFC 6531 §3.4) */
  gboolean return_headers; /* RET=HDRS */
  const char *envelope_id; /* ENVID=, encoded as xtext by the builder; or NULL */
} OdSmtpMailParameters;

OdSmtpCommand *od_smtp_command_new_ehlo (const char *name, GError **error);
OdSmtpCommand *od_smtp_command_new_helo (const char *name, GError **error);
OdSmtpCommand *od_smtp_command_new_starttls (void);
/* @initial_response: raw bytes of the initial response, or NULL for none; an empty one is sent as "=".
 * Returned as one line if that is at most 512 octets with CRLF; ask od_smtp_command_initial_response_fits().
 */
OdSmtpCommand *od_smtp_command_new_auth (const char *mechanism, GBytes *initial_response, GError **error);
gboolean od_smtp_command_initial_response_fits (const char *mechanism, GBytes *initial_response);
/* A line of the SASL dialogue: base64 of @response, or "*" if NULL to call it off (RFC 4954 §4). */
OdSmtpCommand *od_smtp_command_new_auth_response (GBytes *response, GError **error);
/* @sender: NULL for the empty reverse-path "<>". */
OdSmtpCommand *od_smtp_command_new_mail (const OdAddress *sender,
                                         const OdSmtpMailParameters *parameters,
                                         GError **error);
/* @notify: "SUCCESS,FAILURE,DELAY", "NEVER" or NULL. */
OdSmtpCommand *od_smtp_command_new_rcpt (const OdAddress *recipient, const char *notify, GError **error);
OdSmtpCommand *od_smtp_command_new_data (void);
OdSmtpCommand *od_smtp_command_new_rset (void);
OdSmtpCommand *od_smtp_command_new_noop (void);
OdSmtpCommand *od_smtp_command_new_quit (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSmtpCommand, od_smtp_command_free)

G_END_DECLS
