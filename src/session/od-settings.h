/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What one run is to do: everything that a person can set but the password. A value: fill a new one, validate
 * it, then only read it. Fixes make new ones of old ones. Any thread. The password travels beside it as an
 * OdSecret, never in here. */

#pragma once

#include "od-address.h"
#include "od-resolver.h"

G_BEGIN_DECLS

typedef enum
{
  OD_SECURITY_AUTO,     /* 465: TLS, else STARTTLS, which must then be offered */
  OD_SECURITY_TLS,      /* TLS from the start (RFC 8314 §3.3) */
  OD_SECURITY_STARTTLS, /* required: without it the run ends (RFC 3207) */
  OD_SECURITY_NONE,     /* plain; a login needs allow_plain_login as well */
} OdSecurity;

/* The fields a person fills in, for errors and for fixes that point at one. */
typedef enum
{
  OD_FIELD_NONE,
  OD_FIELD_ADDRESS,
  OD_FIELD_PASSWORD,
  OD_FIELD_SERVER,
  OD_FIELD_PORT,
  OD_FIELD_SECURITY,
  OD_FIELD_USER,
  OD_FIELD_RECIPIENT,
  OD_FIELD_AUTH,
  OD_FIELD_EHLO_NAME,
  OD_FIELD_SIZE,
  OD_FIELD_CA_FILE,
} OdField;

typedef struct
{
  int ref_count;
  char *address; /* the person's own; the envelope sender. As typed */
  char *server;  /* as typed; "" in a direct run */
  guint port;    /* 0: by security and mode: 465, 587, 25 */
  OdSecurity security;
  char *user;                 /* "": the address */
  gboolean login;             /* FALSE: no login even where offered */
  char *recipients;           /* one or more, separated by commas or spaces; "": the address itself */
  char *mechanism;            /* "auto" or a name */
  gboolean token;             /* the secret is an OAuth 2 token */
  gboolean direct;            /* to the recipient's MX on port 25, without login */
  gboolean dry_run;           /* stop before sending: RSET */
  gboolean delivery_notice;   /* NOTIFY=SUCCESS,FAILURE,DELAY where offered (RFC 3461) */
  gboolean allow_plain_login; /* for this one run: login without encryption, knowing why. Never remembered */
  char *ehlo_name;            /* "": this computer's address as a literal, as mail programs do */
  OdFamily family;
  char *ca_file;            /* PEM trusted for this run; "": none */
  char *client_certificate; /* PEM with key for TLS client login; "": none */
  guint64 message_size;     /* octets, 0: a short note */
  char *program;            /* the mail program that has just these settings, "Thunderbird"; "": none */
  char *subject;            /* "": our own */
  char *body;               /* "": our own */
  guint practice_ports[3];  /* in a run against the practice server: what 25, 465 and 587 lead to; else 0. If
                              one is set, every name leads to 127.0.0.1 and no look-up leaves the computer */
} OdSettings;

#define OD_TYPE_SETTINGS (od_settings_get_type ())
GType od_settings_get_type (void) G_GNUC_CONST;
/* Empty, login on, STARTTLS by itself. Fill it before it is shared. */
OdSettings *od_settings_new (void);
OdSettings *od_settings_copy (const OdSettings *self); /* a new one to fill */
OdSettings *od_settings_ref (OdSettings *self);
void od_settings_unref (OdSettings *self);
void od_settings_set_text (char **field, const char *text);

#define OD_SETTINGS_ERROR (od_settings_error_quark ())
GQuark od_settings_error_quark (void);
typedef enum
{
  OD_SETTINGS_ERROR_FIELD, /* see od_settings_check() */
} OdSettingsError;

/**
 * od_settings_check:
 * @field: (out) (optional): the first field that is wrong
 *
 * Whether the run can begin: addresses, host, port, size, at most 10 recipients, mechanism of the allow-list,
 * CA file readable and PEM.
 *
 * Returns: TRUE, or FALSE with a sentence in the person's language
 */
gboolean od_settings_check (const OdSettings *self, OdField *field, GError **error);

/* What AUTO and 0 stand for. */
guint od_settings_effective_port (const OdSettings *self);
OdSecurity od_settings_effective_security (const OdSettings *self);
/* The user name, by default the address. */
const char *od_settings_effective_user (const OdSettings *self);
/* Whether both log in to the same server in the same way: address, server, port, encryption, user, mechanism.
 */
gboolean od_settings_same_account (const OdSettings *a, const OdSettings *b);
/* The recipients parsed: (transfer full): OdAddress *, NULL with an error. */
GPtrArray *od_settings_parse_recipients (const OdSettings *self, GError **error);

const char *od_security_name (OdSecurity security); /* "auto", "tls", "starttls", "none" */
/* "TLS", "STARTTLS", or in the person's language "not encrypted". */
const char *od_security_words (OdSecurity security);
gboolean od_security_from_name (const char *name, OdSecurity *security);
const char *od_field_name (OdField field); /* "address", "server", … as in <fix action="edit" args="…"> */
OdField od_field_from_name (const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSettings, od_settings_unref)

G_END_DECLS
