/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server offers behind EHLO (RFC 5321 §4.1.1.1), from any reply. */

#include "fuzz-input.h"
#include "od-smtp-capabilities.h"

#include <string.h>

static void
check_offers (const OdSmtpCapabilities *offers)
{
  const char *const *keywords = od_smtp_capabilities_keywords (offers);
  const char *const *mechanisms = od_smtp_capabilities_mechanisms (offers);

  g_assert (g_strv_length ((char **) mechanisms) <= 64);
  for (guint i = 0; mechanisms[i] != NULL; i++)
    g_assert (*mechanisms[i] != '\0' && strpbrk (mechanisms[i], " \r\n") == NULL);
  for (guint i = 0; keywords[i] != NULL; i++)
    {
      g_assert (od_smtp_capabilities_has (offers, keywords[i]));
      g_assert (od_smtp_capabilities_get (offers, keywords[i]) != NULL);
    }
  od_smtp_capabilities_size_limit (offers);
  od_smtp_capabilities_only_old_auth (offers);
  g_assert (od_smtp_capabilities_greeting (offers) != NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  g_autofree char *text = fuzz_take_rest (&input, NULL);
  g_autoptr (OdSmtpReply) reply = od_smtp_reply_new_from_text (text, NULL);
  g_autoptr (OdSmtpCapabilities) offers = NULL;

  if (reply == NULL)
    return 0;
  offers = od_smtp_capabilities_new (reply);
  check_offers (offers);
  return 0;
}
