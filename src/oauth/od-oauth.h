/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Signing in by OAuth 2 with a client id of the person's own: in the system's browser (authorization code
 * with PKCE, RFC 6749 §4.1, RFC 7636, RFC 8252), or with a code that is typed on another device (RFC 8628).
 * What comes of it is an access token, held as a secret and kept nowhere. Blocking, worker thread. */

#pragma once

#include "od-oauth-issuer.h"
#include "od-oauth-redirect.h"

G_BEGIN_DECLS

/* Time for the person (SECURITY.md §4), in milliseconds. */
#define OD_OAUTH_LIMIT (5 * 60 * 1000)

/* A request that is under way: what the answer must fit. */
typedef struct
{
  char *client_id;
  OdSecret *client_secret; /* of a desktop client that was given one; or NULL */
  char *state;             /* 32 random octets, base64url */
  char *verifier;          /* PKCE: 32 random octets, base64url (RFC 7636 §4.1) */
  char *challenge;         /* S256 of it (§4.2) */
  char *redirect_uri;
} OdOauthRequest;

OdOauthRequest *od_oauth_request_new (const char *client_id,
                                      OdSecret *client_secret,
                                      const char *redirect_uri);
void od_oauth_request_free (OdOauthRequest *self);

/* (transfer full): the page to open in the browser. @login_hint: the address, or NULL. */
char *od_oauth_request_url (const OdOauthRequest *self, const OdOauthIssuer *issuer, const char *login_hint);
/* (transfer full): the form that asks the token endpoint for the token (RFC 6749 §4.1.3, RFC 7636 §4.5). It
 * holds secrets: free it with od_secret_wipe_free(). */
char *od_oauth_request_form (const OdOauthRequest *self, const OdSecret *code);

/* (transfer full): the access token of a token endpoint's answer (RFC 6749 §5.1), or NULL with what its error
 * (§5.2) means, as OD_OAUTH_ERROR_REFUSED; _ANSWER where it is none. @pending: (out) (optional): the person
 * has not signed in yet (RFC 8628 §3.5); then there is no error. */
OdSecret *od_oauth_read_token (const char *json, gssize length, gboolean *pending, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOauthRequest, od_oauth_request_free)

G_END_DECLS
