/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A page of which what it says is used: by HTTPS only, with a verified certificate, within limits
 * (SECURITY.md row 16 and §4). Redirects are followed by ourselves, three at most and never away from https.
 * No cookies, no authentication, no cache, no proxy, no name of this program. Blocking, cancellable, any
 * worker thread. */

#pragma once

#include "od-deadline.h"
#include "od-secret.h"

G_BEGIN_DECLS

#define OD_HTTPS_ERROR (od_https_error_quark ())
GQuark od_https_error_quark (void);
typedef enum
{
  OD_HTTPS_ERROR_URL,       /* not an https address, or one with a user name or password in it */
  OD_HTTPS_ERROR_REDIRECT,  /* too many, to http, or to nowhere */
  OD_HTTPS_ERROR_TOO_LARGE, /* more than max_body */
  OD_HTTPS_ERROR_ENCODING,  /* packed, though only plain was asked for */
} OdHttpsError;

typedef struct
{
  const char *ca_file;   /* PEM trusted besides the system's, or NULL: own authorities, tests */
  gsize max_body;        /* octets; 0: 256 KiB */
  gboolean no_redirects; /* an answer of 3xx is handed back, as RFC 8461 §3.3 wants it */
} OdHttpsOptions;

typedef struct
{
  guint status;     /* as in RFC 9110 §15: 200, 404 … */
  char *url;        /* where it came from in the end */
  char *media_type; /* "text/xml", lower case, without parameters; "" where none is given */
  GBytes *body;     /* whole; never NULL */
} OdHttpsAnswer;

/**
 * od_https_get:
 * @options: (nullable)
 *
 * Returns: (transfer full): what came, of any status that is no redirect; NULL with an error of
 * OD_HTTPS_ERROR, G_IO_ERROR_TIMED_OUT, _CANCELLED, G_TLS_ERROR_BAD_CERTIFICATE, or the system's or libsoup's
 */
OdHttpsAnswer *od_https_get (const char *url,
                             const OdHttpsOptions *options,
                             OdDeadline deadline,
                             GCancellable *cancellable,
                             GError **error);
/**
 * od_https_post_form:
 * @form: application/x-www-form-urlencoded; it may hold secrets, and no copy of ours outlives the call
 *
 * As od_https_get(); an answer of 3xx is handed back, not followed.
 */
OdHttpsAnswer *od_https_post_form (const char *url,
                                   const char *form,
                                   const OdHttpsOptions *options,
                                   OdDeadline deadline,
                                   GCancellable *cancellable,
                                   GError **error);
void od_https_answer_free (OdHttpsAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdHttpsAnswer, od_https_answer_free)

G_END_DECLS
