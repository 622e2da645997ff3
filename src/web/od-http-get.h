/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One question to a web server, by libsoup: for the date it tells, or the first bytes of a page. Blocking,
 * cancellable, any worker thread. No redirects are followed, no proxy is asked, no cookie and no name of this
 * program is sent; what comes is untrusted. */

#pragma once

#include "od-deadline.h"

G_BEGIN_DECLS

/* More of a page is not read. */
#define OD_HTTP_MAX_BODY 4096

typedef enum
{
  OD_HTTP_STRICT = 0,
  /* Goes on where the certificate of an https page is false, as all are where the clock is wrong. Only for
   * what is harmless if it is a lie: nothing secret is sent, and nothing that comes is trusted. */
  OD_HTTP_ANY_CERTIFICATE = 1 << 0,
} OdHttpFlags;

typedef struct
{
  guint status;   /* as in RFC 9110 §15: 200, 204, 302 … */
  char *date;     /* the header Date (RFC 9110 §6.6.1) as it came, or NULL */
  char *location; /* where a redirect leads (RFC 9110 §10.2.2), or NULL: it was not followed */
  GBytes *body;   /* its first bytes, never NULL; not decoded */
} OdHttpAnswer;

/**
 * od_http_get:
 * @url: http or https
 * @method: "GET" or "HEAD"
 *
 * Returns: (transfer full): what came, of any status; NULL with G_IO_ERROR_TIMED_OUT, _CANCELLED,
 * _INVALID_ARGUMENT (@url), or the error of the system, of TLS or of libsoup
 */
OdHttpAnswer *od_http_get (const char *url,
                           const char *method,
                           OdHttpFlags flags,
                           OdDeadline deadline,
                           GCancellable *cancellable,
                           GError **error);
void od_http_answer_free (OdHttpAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdHttpAnswer, od_http_answer_free)

G_END_DECLS
