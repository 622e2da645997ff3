/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Nothing but the date is looked at. Worker thread. */

#include "od-http-date.h"

#include "od-date-in-text.h"
#include "od-http-get.h"

GDateTime *
od_http_date (const char *url, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  g_autoptr (OdHttpAnswer)
      answer = od_http_get (url, "HEAD", OD_HTTP_ANY_CERTIFICATE, deadline, cancellable, error);

  return answer != NULL && answer->date != NULL ? od_date_in_text (answer->date) : NULL;
}
