/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A server's part of a login: the first byte chooses the mechanism, each line is a challenge, "{N}" in it the
 * nonce that we sent. No server that does not know the password may bring SCRAM to its end. */

#include "fuzz-input.h"
#include "od-sasl.h"
#include "od-scram.h"

#include <string.h>

#define PASSWORD "pencil-of-Ada"

static const char *const mechanisms[] = { "SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN",
                                          "LOGIN",         "CRAM-MD5",    "XOAUTH2" };

static char *
nonce_of (GBytes *sent)
{
  gsize length;
  const char *bytes = g_bytes_get_data (sent, &length);

  return bytes != NULL ? od_scram_client_nonce (bytes, length) : NULL;
}

static GBytes *
challenge_of (char *line, gsize length, const char *nonce)
{
  g_autofree char *owned = line;
  g_auto (GStrv) parts = NULL;

  if (nonce == NULL || strlen (line) < length)
    return g_bytes_new (line, length);
  parts = g_strsplit (line, "{N}", -1);
  owned = g_strjoinv (nonce, parts);
  g_free (line);
  return g_bytes_new (owned, strlen (owned));
}

static void
check_scram_texts (GBytes *challenge, const char *nonce)
{
  g_autoptr (GError) first = NULL;
  g_autoptr (GError) last = NULL;

  g_assert (od_scram_check_server_first (challenge, nonce != NULL ? nonce : "x", &first) == (first == NULL));
  g_assert (od_scram_check_server_final (challenge, &last) == (last == NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  guint which = fuzz_take_number (&input, G_N_ELEMENTS (mechanisms));
  g_autoptr (OdSecret) secret = od_secret_new (PASSWORD, -1);
  g_autoptr (OdSasl) sasl =
      od_sasl_new (mechanisms[which], "ada@example.org", secret, NULL, NULL, "mail.example.org", 587, NULL);
  g_autofree char *nonce = NULL;

  g_assert (sasl != NULL);
  for (guint round = 0; input.length > 0 && round < 16; round++)
    {
      gsize length;
      char *line = fuzz_take_until (&input, '\n', &length);
      g_autoptr (GBytes) challenge = challenge_of (line, length, nonce);
      g_autoptr (GBytes) answer = NULL;
      g_autoptr (GError) error = NULL;

      check_scram_texts (challenge, nonce);
      answer = od_sasl_step (sasl, round == 0 && od_sasl_client_first (sasl) ? NULL : challenge, &error);
      g_assert ((answer == NULL) == (error != NULL));
      if (answer == NULL)
        return 0;
      if (nonce == NULL)
        nonce = nonce_of (answer);
    }
  if (which < 2)
    g_assert (!od_sasl_finish (sasl, NULL, NULL));
  return 0;
}
