/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A secret (the first line) in what is recorded (the rest, {S} plain, {B} base64, {H} hex, {U} as in URLs):
 * it is in no form in what the mask lets through. */

#include "fuzz-input.h"
#include "od-mask.h"

#include <string.h>

static gboolean
holds (const char *text, gsize length, const char *part)
{
  return memmem (text, length, part, strlen (part)) != NULL;
}

static char *
in_hex (const char *secret)
{
  GString *hex = g_string_new (NULL);

  for (const char *at = secret; *at != '\0'; at++)
    g_string_append_printf (hex, "%02x", (guchar) *at);
  return g_string_free (hex, FALSE);
}

static void
fill (GString *text, const char *secret)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) secret, strlen (secret));
  g_autofree char *hex = in_hex (secret);
  g_autofree char *url = g_uri_escape_bytes ((const guint8 *) secret, strlen (secret), NULL);

  g_string_replace (text, "{S}", secret, 0);
  g_string_replace (text, "{B}", base64, 0);
  g_string_replace (text, "{H}", hex, 0);
  g_string_replace (text, "{U}", url, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  g_autofree char *secret = fuzz_take_text (&input, '\n');
  gsize length, masked_length;
  g_autofree char *given = fuzz_take_rest (&input, &length);
  g_autoptr (GString) text = g_string_new_len (given, length);
  g_autoptr (OdMask) mask = od_mask_new ();
  g_autofree char *masked = NULL;

  if (text->len > 65536)
    return 0;
  if (strlen (secret) >= 3)
    fill (text, secret);
  od_mask_add (mask, secret, strlen (secret));
  masked = od_mask_apply (mask, text->str, text->len, &masked_length);
  g_assert (masked[masked_length] == '\0');
  /* What the mask writes itself may hold it: a secret of its own dots. */
  if (strlen (secret) >= 6 && strstr (OD_MASK_TEXT, secret) == NULL && strstr (secret, "•") == NULL)
    {
      g_autofree char *base64 = g_base64_encode ((const guchar *) secret, strlen (secret));

      g_assert (!holds (masked, masked_length, secret));
      g_assert (!holds (masked, masked_length, base64));
    }
  return 0;
}
