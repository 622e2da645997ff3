/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whoever gives out OAuth 2 tokens: those of data/parties/oauth.xml, or any that describes itself (RFC
 * 8414, OpenID Connect Discovery 1.0). A value; any thread. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OD_OAUTH_ERROR (od_oauth_error_quark ())
GQuark od_oauth_error_quark (void);
typedef enum
{
  OD_OAUTH_ERROR_ISSUER,  /* its description is missing, broken or not its own */
  OD_OAUTH_ERROR_REFUSED, /* the person or the issuer said no; the message tells which */
  OD_OAUTH_ERROR_EXPIRED, /* nobody signed in in time */
  OD_OAUTH_ERROR_ANSWER,  /* an answer that is none */
} OdOauthError;

typedef struct
{
  int ref_count;
  char *id;            /* "google"; or NULL */
  char *name;          /* for people: "Google", or the host */
  char *issuer;        /* https URL */
  char *authorization; /* endpoint (RFC 6749 §3.1) */
  char *token;         /* endpoint (§3.2) */
  char *device;        /* endpoint (RFC 8628 §3.1), or NULL */
  char *scopes;        /* separated by blanks */
  char **hosts;        /* outgoing servers that take its tokens */
} OdOauthIssuer;

OdOauthIssuer *od_oauth_issuer_ref (OdOauthIssuer *self);
void od_oauth_issuer_unref (OdOauthIssuer *self);

/* (transfer container): OdOauthIssuer *, the built-in ones. */
GPtrArray *od_oauth_issuers (void);
/* (transfer full) (nullable): the built-in one whose tokens the outgoing server @host takes. */
OdOauthIssuer *od_oauth_issuer_for_host (const char *host);

/**
 * od_oauth_issuer_read:
 * @issuer: the https URL that was asked; the description must be of the very same (RFC 8414 §3.3)
 * @json: its description
 *
 * Returns: (transfer full): NULL with an error of OD_OAUTH_ERROR_ISSUER; endpoints that are not https are one
 */
OdOauthIssuer *od_oauth_issuer_read (const char *issuer, const char *json, gssize length, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOauthIssuer, od_oauth_issuer_unref)

G_END_DECLS
