/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers of whoever signs people in. */

#include "fuzz-input.h"
#include "od-oauth.h"
#include "od-oauth-issuer.h"

#define ISSUER "https://id.example.org"

static gboolean
is_https (const char *url)
{
  return g_ascii_strncasecmp (url, "https://", 8) == 0;
}

static void
check_issuer (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdOauthIssuer) issuer = od_oauth_issuer_read (ISSUER, text, length, &error);

  g_assert ((issuer == NULL) == (error != NULL));
  if (issuer == NULL)
    return;
  g_assert (is_https (issuer->authorization) && is_https (issuer->token));
  g_assert (issuer->device == NULL || is_https (issuer->device));
}

static void
check_token (const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  gboolean pending = FALSE;
  g_autoptr (OdSecret) token = od_oauth_read_token (text, length, &pending, &error);

  g_assert ((token != NULL) + pending + (error != NULL) == 1);
  if (error != NULL)
    g_assert (g_utf8_validate (error->message, -1, NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  gsize length;
  g_autofree char *text = fuzz_take_rest (&input, &length);

  check_issuer (text, length);
  check_token (text, length);
  return 0;
}
