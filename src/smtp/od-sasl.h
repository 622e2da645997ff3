/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Login mechanisms behind an allow-list, strongest first: SCRAM-SHA-256-PLUS, SCRAM-SHA-256,
 * SCRAM-SHA-1-PLUS, SCRAM-SHA-1, EXTERNAL (only with a client certificate), PLAIN, LOGIN, CRAM-MD5 (weak;
 * only if asked for by name), XOAUTH2 and OAUTHBEARER (only with a token). libgsasl does SCRAM, PLAIN, LOGIN,
 * CRAM-MD5 and EXTERNAL; the server-first message is checked here before libgsasl sees it: 4096–1000000
 * iterations, nonce beginning with ours (SECURITY.md §1). No I/O. One thread at a time, not the main one:
 * SCRAM takes CPU time. */

#pragma once

#include <gio/gio.h>

#include "od-secret.h"

G_BEGIN_DECLS

#define OD_SASL_MAX_ROUNDS     8
#define OD_SASL_MIN_ITERATIONS 4096
#define OD_SASL_MAX_ITERATIONS 1000000

#define OD_SASL_ERROR (od_sasl_error_quark ())
GQuark od_sasl_error_quark (void);
typedef enum
{
  OD_SASL_ERROR_NO_MECHANISM, /* nothing on the allow-list is offered */
  OD_SASL_ERROR_CHALLENGE,    /* the server's challenge is malformed or out of turn */
  OD_SASL_ERROR_ITERATIONS,   /* SCRAM iteration count out of bounds */
  OD_SASL_ERROR_SERVER_PROOF, /* the server could not prove that it knows the password */
  OD_SASL_ERROR_ROUNDS,       /* more than OD_SASL_MAX_ROUNDS */
  OD_SASL_ERROR_LIBRARY,
} OdSaslError;

/* What od_sasl_choose() needs to know. */
typedef struct
{
  const char *wanted;       /* mechanism the person asked for, or NULL / "auto" */
  gboolean channel_binding; /* TLS can give a channel binding */
  gboolean client_certificate;
  gboolean token;     /* the secret is an OAuth 2 token, not a password */
  gboolean encrypted; /* without TLS, password-equivalent mechanisms (PLAIN, LOGIN, tokens) are last resort:
                         the caller has decided whether to log in at all */
} OdSaslSituation;

/* Returns: the static name of the strongest mechanism of @offered that fits, or NULL with
 * OD_SASL_ERROR_NO_MECHANISM. */
const char *od_sasl_choose (const char *const *offered, const OdSaslSituation *situation, GError **error);
/* Whether @mechanism is on the allow-list. */
gboolean od_sasl_is_known (const char *mechanism);
/* NULL-terminated, strongest first; static. */
const char *const *od_sasl_known_mechanisms (void);

typedef struct _OdSasl OdSasl;

/**
 * od_sasl_new:
 * @binding_type: "tls-exporter", "tls-unique" or NULL
 * @binding: (nullable): channel binding data for the -PLUS mechanisms
 * @host: @port: only for OAUTHBEARER's GS2 header
 *
 * A name or password that SASLprep (RFC 4013) refuses is an error here, before anything is sent.
 *
 * The GS2 flag (RFC 5802 §6) is 'p' for -PLUS and 'n' otherwise, whether or not @binding is given.
 * libgsasl 2.2.0 cannot say 'y' ("I could, you do not offer it"): a mechanism without -PLUS that knows
 * binding data fails with GSASL_AUTHENTICATION_ERROR in its first step (measured). So a server cannot notice
 * that somebody on the way struck -PLUS from its list; the verified certificate is what guards against that.
 */
OdSasl *od_sasl_new (const char *mechanism,
                     const char *user,
                     OdSecret *secret,
                     const char *binding_type,
                     GBytes *binding,
                     const char *host,
                     guint port,
                     GError **error);
void od_sasl_free (OdSasl *self);

/* Whether the client speaks first (an initial response exists). LOGIN and CRAM-MD5 do not. */
gboolean od_sasl_client_first (const OdSasl *self);

/**
 * od_sasl_step:
 * @challenge: (nullable): decoded bytes of the 334, NULL for the initial response
 *
 * The response may be empty: "=" as an initial response, an empty line otherwise (RFC 4954 §4).
 * An empty challenge before the initial response asks for it (the AUTH command came without); one right after
 * it means that the server has overlooked it, and gives it once more, once: only go on like that inside TLS.
 * After an error the login is over: cancel with "*".
 *
 * Returns: (transfer full): the raw response; wipe is done by its free function. NULL with OD_SASL_ERROR.
 */
GBytes *od_sasl_step (OdSasl *self, GBytes *challenge, GError **error);

/* The 235 has come: whether the mechanism itself is at its end (SCRAM: the server's proof was checked).
 * @final_data: (nullable): decoded data that came with the 235, where a server puts `v=` there. */
gboolean od_sasl_finish (OdSasl *self, GBytes *final_data, GError **error);

/* XOAUTH2, OAUTHBEARER: what the server said about a token that it refuses (JSON with "status" and "scope",
 * RFC 7628 §3.2.2), safe to show once secrets are masked; NULL otherwise. Owned by @self. */
const char *od_sasl_get_refusal (const OdSasl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSasl, od_sasl_free)

G_END_DECLS
