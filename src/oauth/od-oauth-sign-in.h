/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole way to an access token: in the system's browser (RFC 8252), or by a code that is typed on any
 * device (RFC 8628). Blocking, cancellable, worker thread; five minutes for the person at most. Only the
 * issuer is asked, by HTTPS, and the token is kept nowhere. */

#pragma once

#include "od-oauth.h"

G_BEGIN_DECLS

typedef struct
{
  const OdOauthIssuer *issuer;
  const char *client_id;
  OdSecret *client_secret; /* or NULL */
  const char *login_hint;  /* the address, or NULL */
  const char *ca_file;     /* PEM trusted besides the system's, or NULL */
} OdOauthClient;

/**
 * OdOauthShow:
 * @url: the page to open, in the system's browser or on another device
 * @user_code: (nullable): what is to be typed there
 *
 * Called once, in the thread of the sign-in. FALSE: it cannot be shown; the sign-in ends.
 */
typedef gboolean (*OdOauthShow) (const char *url, const char *user_code, gpointer user_data);

/**
 * od_oauth_issuer_find:
 * @name: "google", "microsoft", "yahoo", or the https URL of any issuer
 *
 * Returns: (transfer full): a built-in one, or one by its own description: OpenID Connect Discovery 1.0 §4,
 * else RFC 8414 §3. NULL with OD_OAUTH_ERROR_ISSUER
 */
OdOauthIssuer *od_oauth_issuer_find (const char *name,
                                     const char *ca_file,
                                     GCancellable *cancellable,
                                     GError **error);
/* (transfer full): the access token; NULL with an OD_OAUTH_ERROR or G_IO_ERROR_CANCELLED. */
OdSecret *od_oauth_sign_in (const OdOauthClient *client,
                            OdOauthShow show,
                            gpointer user_data,
                            GCancellable *cancellable,
                            GError **error);
/* The same by a code; for issuers that have a device endpoint. */
OdSecret *od_oauth_sign_in_by_code (const OdOauthClient *client,
                                    OdOauthShow show,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
