/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Masks secrets by value: marks every byte that belongs to an occurrence, then writes one mask a run. One
 * thread at a time. It does not find a part of a secret, nor a hash or another mechanism's proof of it. */

#include "od-mask.h"

#include <string.h>

#define MIN_INSIDE 3 /* bytes; a shorter secret is masked only where it stands as a word of its own */

/* What is looked for. @at is inside @bytes; the length of the occurrence there, or 0. */
typedef struct _Needle Needle;
typedef gsize (*MatchFunc) (const Needle *self, const char *at, gsize left);

struct _Needle
{
  OdSecret *secret; /* as it is matched: the bytes themselves, or their base64 */
  MatchFunc match;
  gboolean whole_word;
  guint before; /* characters before and after the occurrence that carry some of its bits, too */
  guint after;
};

struct _OdMask
{
  GPtrArray *needles;
};

static void
needle_free (gpointer data)
{
  Needle *self = data;
  od_secret_unref (self->secret);
  g_free (self);
}

OdMask *
od_mask_new (void)
{
  OdMask *self = g_new0 (OdMask, 1);
  self->needles = g_ptr_array_new_with_free_func (needle_free);
  return self;
}

void
od_mask_free (OdMask *self)
{
  g_ptr_array_unref (self->needles);
  g_free (self);
}

static gsize
match_plain (const Needle *self, const char *at, gsize left)
{
  gsize length = od_secret_get_length (self->secret);
  return left >= length && memcmp (at, od_secret_peek (self->secret), length) == 0 ? length : 0;
}

/* One byte of the secret as %XX, a space as "+", or as it is (RFC 3986 §2.1, forms of HTML). */
static gsize
match_percent_byte (guchar wanted, const char *at, gsize left)
{
  if (left >= 3 && at[0] == '%' && g_ascii_isxdigit (at[1]) && g_ascii_isxdigit (at[2]) &&
      g_ascii_xdigit_value (at[1]) * 16 + g_ascii_xdigit_value (at[2]) == wanted)
    return 3;
  if (left == 0)
    return 0;
  return (guchar) at[0] == wanted || (wanted == ' ' && at[0] == '+') ? 1 : 0;
}

static gsize
match_percent (const Needle *self, const char *at, gsize left)
{
  const char *secret = od_secret_peek (self->secret);
  gsize used = 0;
  for (gsize i = 0; i < od_secret_get_length (self->secret); i++)
    {
      gsize step = match_percent_byte ((guchar) secret[i], at + used, left - used);
      if (step == 0)
        return 0;
      used += step;
    }
  return used;
}

static gsize
match_hex (const Needle *self, const char *at, gsize left)
{
  const char *secret = od_secret_peek (self->secret);
  gsize length = od_secret_get_length (self->secret);
  if (left / 2 < length)
    return 0;
  for (gsize i = 0; i < length; i++)
    {
      int high = g_ascii_xdigit_value (at[2 * i]);
      int low = g_ascii_xdigit_value (at[2 * i + 1]);
      if (high < 0 || low < 0 || high * 16 + low != (guchar) secret[i])
        return 0;
    }
  return 2 * length;
}

/* The alphabet of base64url brought to that of base64 (RFC 4648 §5). */
static char
to_base64 (char c)
{
  if (c == '-')
    return '+';
  return c == '_' ? '/' : c;
}

static gsize
match_base64 (const Needle *self, const char *at, gsize left)
{
  const char *encoded = od_secret_peek (self->secret);
  gsize length = od_secret_get_length (self->secret);
  if (left < length)
    return 0;
  for (gsize i = 0; i < length; i++)
    if (to_base64 (at[i]) != encoded[i])
      return 0;
  return length;
}

static Needle *
add_needle (OdMask *self, const char *bytes, gsize length, MatchFunc match)
{
  Needle *needle = g_new0 (Needle, 1);
  needle->secret = od_secret_new (bytes, (gssize) length);
  needle->match = match;
  g_ptr_array_add (self->needles, needle);
  return needle;
}

/* Base64 of the secret when @shift bytes stand before it in its group of three. Only characters that the
 * secret alone decides are compared; those it shares with its neighbours are masked along. */
static void
add_base64 (OdMask *self, const char *bytes, gsize length, gsize shift)
{
  gsize total = shift + length;
  char *shifted = g_malloc0 (total);
  memcpy (shifted + shift, bytes, length);
  char *encoded = g_base64_encode ((const guchar *) shifted, total);
  gsize start = shift == 0 ? 0 : shift + 1;
  gsize end = total * 8 / 6;
  Needle *needle = add_needle (self, encoded + start, end - start, match_base64);
  needle->before = shift == 0 ? 0 : 1;
  needle->after = total % 3 == 0 ? 0 : 1;
  od_secret_wipe (shifted, total);
  g_free (shifted);
  od_secret_wipe_free (encoded);
}

static void
add_short (OdMask *self, const char *bytes, gsize length)
{
  char *encoded = g_base64_encode ((const guchar *) bytes, length);
  add_needle (self, bytes, length, match_plain)->whole_word = TRUE;
  add_needle (self, bytes, length, match_percent)->whole_word = TRUE;
  add_needle (self, bytes, length, match_hex)->whole_word = TRUE;
  add_needle (self, encoded, strlen (encoded), match_base64)->whole_word = TRUE;
  od_secret_wipe_free (encoded);
}

void
od_mask_add (OdMask *self, const char *bytes, gsize length)
{
  if (length == 0)
    return;
  if (length < MIN_INSIDE)
    {
      add_short (self, bytes, length);
      return;
    }
  add_needle (self, bytes, length, match_plain);
  add_needle (self, bytes, length, match_percent);
  add_needle (self, bytes, length, match_hex);
  for (gsize shift = 0; shift < 3; shift++)
    add_base64 (self, bytes, length, shift);
}

static gboolean
is_word_byte (const char *bytes, gsize length, gsize position)
{
  return position < length && (g_ascii_isalnum (bytes[position]) || (guchar) bytes[position] >= 0x80);
}

static gboolean
stands_alone (const char *bytes, gsize length, gsize start, gsize end)
{
  return (start == 0 || !is_word_byte (bytes, length, start - 1)) && !is_word_byte (bytes, length, end);
}

static void
mark_needle (const Needle *needle, const char *bytes, gsize length, guint8 *hidden)
{
  for (gsize i = 0; i < length; i++)
    {
      gsize used = needle->match (needle, bytes + i, length - i);
      if (used == 0 || (needle->whole_word && !stands_alone (bytes, length, i, i + used)))
        continue;
      gsize start = i - MIN (i, needle->before);
      gsize end = MIN (length, i + used + needle->after);
      memset (hidden + start, 1, end - start);
    }
}

/* Copies what is not hidden; each hidden run becomes one mask, so that it does not tell a length. */
static char *
write_masked (const char *bytes, gsize length, const guint8 *hidden, gsize *out_length)
{
  GString *out = g_string_sized_new (length + 1);
  for (gsize i = 0; i < length; i++)
    {
      if (!hidden[i])
        g_string_append_c (out, bytes[i]);
      else if (i == 0 || !hidden[i - 1])
        g_string_append (out, OD_MASK_TEXT);
    }
  if (out_length != NULL)
    *out_length = out->len;
  return g_string_free (out, FALSE);
}

char *
od_mask_apply (const OdMask *self, const char *bytes, gsize length, gsize *out_length)
{
  g_autofree guint8 *hidden = g_malloc0 (length + 1);
  for (guint i = 0; i < self->needles->len; i++)
    mark_needle (self->needles->pdata[i], bytes, length, hidden);
  return write_masked (bytes, length, hidden, out_length);
}
