/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The way back from the browser: a listener on this computer that takes one answer of the sign-in page and
 * nothing else (RFC 8252 §7.3, SECURITY.md row 20). Blocking, worker thread. */

#pragma once

#include "od-deadline.h"
#include "od-secret.h"

G_BEGIN_DECLS

typedef struct _OdOauthRedirect OdOauthRedirect;

/* Listens on 127.0.0.1, a port that the system chooses. */
OdOauthRedirect *od_oauth_redirect_new (GError **error);
void od_oauth_redirect_free (OdOauthRedirect *self);
/* "http://127.0.0.1:41234/callback": the redirect URI. */
const char *od_oauth_redirect_get_uri (const OdOauthRedirect *self);

/**
 * od_oauth_redirect_wait:
 * @state: what the answer must repeat; compared in constant time
 *
 * Waits for the one request that is right: GET of the exact path, with this listener's Host and @state.
 * Anything else is answered with an error and waited past, and cannot end the waiting.
 *
 * Returns: (transfer full): the authorization code; NULL with OD_OAUTH_ERROR_REFUSED where the page answered
 *   with an error, _EXPIRED at the deadline, or G_IO_ERROR_CANCELLED
 */
OdSecret *od_oauth_redirect_wait (OdOauthRedirect *self,
                                  const char *state,
                                  OdDeadline deadline,
                                  GCancellable *cancellable,
                                  GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOauthRedirect, od_oauth_redirect_free)

G_END_DECLS
