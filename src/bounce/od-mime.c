/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Decodes pieces of a mail, each of bounded size. The only file here that knows GMime. Any thread. It takes
 * no mail apart (od-mail-parts.h) and opens no attachment. */

#include "od-mime.h"

#include <errno.h>
#include <gmime/gmime.h>
#include <string.h>

#include "od-message.h"

static GMimeContentEncoding
encoding_from_value (const char *value)
{
  if (value == NULL)
    return GMIME_CONTENT_ENCODING_DEFAULT;
  g_autofree char *word = g_strndup (value, strcspn (value, " \t;("));
  return g_mime_content_encoding_from_string (word);
}

static gboolean
is_encoded (GMimeContentEncoding encoding)
{
  return encoding == GMIME_CONTENT_ENCODING_BASE64 || encoding == GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE ||
         encoding == GMIME_CONTENT_ENCODING_UUENCODE;
}

/* Unlike g_strndup(), beyond a NUL. */
static char *
copy_bytes (const char *bytes, gsize length)
{
  char *copy = g_malloc (length + 1);

  memcpy (copy, bytes, length);
  copy[length] = '\0';
  return copy;
}

char *
od_mime_decode_body (const char *body, gsize length, const char *encoding, gsize most, gsize *decoded)
{
  GMimeContentEncoding kind = encoding_from_value (encoding);

  if (!is_encoded (kind))
    {
      *decoded = MIN (length, most);
      return copy_bytes (body, *decoded);
    }
  GMimeEncoding state;
  g_mime_encoding_init_decode (&state, kind);
  /* Three bytes of a quoted-printable text are one at worst; base64 takes four for three. */
  length = MIN (length, most * 3);
  char *out = g_malloc (g_mime_encoding_outlen (&state, length) + 1);
  gsize size = g_mime_encoding_flush (&state, body, length, out);
  *decoded = MIN (size, most);
  out[*decoded] = '\0';
  return out;
}

static gboolean
is_any_of (const char *word, const char *const *list)
{
  for (; *list != NULL; list++)
    if (g_ascii_strcasecmp (word, *list) == 0)
      return TRUE;
  return FALSE;
}

/* The charset to read by, NULL for UTF-8 or what is like it. Latin 1 is in truth Windows-1252, and GB 2312
 * its successor, as every mail program reads them. */
static const char *
charset_to_use (const char *charset, const char *bytes, gsize length)
{
  static const char *const plain[] = { "us-ascii",          "ascii",   "ansi_x3.4-1968", "utf-8", "utf8",
                                       "unicode-1-1-utf-8", "unknown", "unknown-8bit",   "",      NULL };
  static const char *const latin[] = { "iso-8859-1", "latin1", "iso8859-1", "iso_8859-1", NULL };
  static const char *const utf7[] = { "unicode-1-1-utf-7", "unicode-2-0-utf-7", "x-unicode-2-0-utf-7", NULL };
  static const char *const chinese[] = { "gb2312", "gbk", "x-gbk", "gb_2312-80", NULL };

  if (charset == NULL || is_any_of (charset, plain))
    return memmem (bytes, length, "\033$", 2) != NULL ? "iso-2022-jp" : NULL;
  if (is_any_of (charset, latin))
    return "windows-1252";
  if (is_any_of (charset, utf7))
    return "utf-7";
  return is_any_of (charset, chinese) ? "gb18030" : charset;
}

static void
replace_nul (char *text, gsize length)
{
  for (char *p = memchr (text, '\0', length); p != NULL; p = memchr (p, '\0', text + length - p))
    *p = ' ';
}

/* Converts what can be converted; a byte that cannot becomes U+FFFD. NULL if the charset is not known. */
static char *
convert (const char *bytes, gsize length, const char *charset)
{
  iconv_t converter = g_mime_iconv_open ("UTF-8", charset);
  GString *out;

  if (converter == (iconv_t) -1)
    return NULL;
  out = g_string_sized_new (length * 2);
  while (length > 0)
    {
      char buffer[4096];
      char *in = (char *) bytes, *to = buffer;
      size_t left = sizeof buffer;
      size_t status = iconv (converter, &in, &length, &to, &left);
      int problem = errno;

      g_string_append_len (out, buffer, to - buffer);
      bytes = in;
      if (status != (size_t) -1 || length == 0 || problem == E2BIG)
        continue;
      g_string_append (out, "\xef\xbf\xbd");
      bytes++;
      length--;
    }
  g_mime_iconv_close (converter);
  replace_nul (out->str, out->len);
  return g_string_free (out, FALSE);
}

static char *
copy_without_nul (const char *bytes, gsize length)
{
  char *copy = copy_bytes (bytes, length);

  replace_nul (copy, length);
  return copy;
}

/* Takes off a character that was cut in the middle at the end; whether the rest is valid. */
static gboolean
is_utf8 (char *text)
{
  const char *bad;

  if (g_utf8_validate (text, -1, &bad))
    return TRUE;
  if (g_utf8_get_char_validated (bad, -1) != (gunichar) -2)
    return FALSE;
  text[bad - text] = '\0';
  return TRUE;
}

char *
od_mime_to_utf8 (const char *bytes, gsize length, const char *charset)
{
  const char *wanted = charset_to_use (charset, bytes, length);
  char *text = NULL;

  od_message_start_mime ();
  if (wanted != NULL)
    text = convert (bytes, length, wanted);
  if (text != NULL)
    return text;
  text = copy_without_nul (bytes, length);
  if (is_utf8 (text))
    return text;
  g_autofree char *bad = text;
  text = convert (bad, length, "windows-1252");
  return text != NULL ? text : g_utf8_make_valid (bad, length);
}

static gboolean
is_ascii (const char *text)
{
  for (; *text != '\0'; text++)
    if ((guchar) *text >= 0x80 || *text == '\033')
      return FALSE;
  return TRUE;
}

char *
od_mime_decode_words (const char *value)
{
  gboolean ascii = is_ascii (value);

  if (ascii && strstr (value, "=?") == NULL)
    return NULL;
  g_autofree char *valid = ascii ? g_strdup (value) : od_mime_to_utf8 (value, strlen (value), NULL);
  if (strstr (valid, "=?") == NULL)
    return g_steal_pointer (&valid);
  od_message_start_mime ();
  g_autofree char *decoded = g_mime_utils_header_decode_text (NULL, valid);
  return od_mime_to_utf8 (decoded, strlen (decoded), NULL);
}
