/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Makes replies of lines (RFC 5321 §4.2) within the limits the header states. Any thread, one reader a
 * thread at a time. It does not read from a network and does not judge what a reply means. */

#include "od-smtp-reply.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (od - smtp - reply - error - quark, od_smtp_reply_error)
G_DEFINE_BOXED_TYPE (OdSmtpReply, od_smtp_reply, od_smtp_reply_ref, od_smtp_reply_unref)

struct _OdSmtpReplyReader
{
  guint code; /* of the lines so far; 0 = outside a reply */
  gsize n_bytes;
  GPtrArray *lines;
  OdSmtpReplyQuirks quirks;
};

OdSmtpReply *
od_smtp_reply_ref (OdSmtpReply *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_smtp_reply_unref (OdSmtpReply *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_strfreev (self->lines);
  g_free (self->text);
  g_free (self);
}

char *
od_smtp_reply_dup_status (const OdSmtpReply *self)
{
  if (self->status[0] == 0)
    return NULL;
  return g_strdup_printf ("%u.%u.%u", self->status[0], self->status[1], self->status[2]);
}

guint
od_smtp_reply_severity (const OdSmtpReply *self)
{
  return self->code / 100;
}

/* One to three digits; the position after them, or NULL. */
static const char *
read_status_part (const char *text, guint *value)
{
  guint n = 0;
  *value = 0;
  for (; n < 3 && g_ascii_isdigit (text[n]); n++)
    *value = *value * 10 + (guint) g_ascii_digit_value (text[n]);
  return n == 0 ? NULL : text + n;
}

/* "5.1.1 text" (RFC 2034 §4, RFC 3463 §2): the position of the text, or NULL if @text begins otherwise. */
static const char *
read_status (const char *text, guint status[3])
{
  if (strchr ("245", text[0]) == NULL || text[0] == '\0' || text[1] != '.')
    return NULL;
  status[0] = (guint) g_ascii_digit_value (text[0]);
  const char *rest = read_status_part (text + 2, &status[1]);
  if (rest == NULL || *rest != '.')
    return NULL;
  rest = read_status_part (rest + 1, &status[2]);
  if (rest == NULL || (*rest != '\0' && *rest != ' ' && *rest != '\t'))
    return NULL;
  while (*rest == ' ' || *rest == '\t')
    rest++;
  return rest;
}

static gboolean
is_failure (guint digit)
{
  return digit >= 4;
}

/* Takes the status off @line. One that contradicts the code about success is not believed and stays in the
 * text; the code is what counts (RFC 5321 §4.2). */
static const char *
take_status (OdSmtpReply *reply, const char *line, OdSmtpReplyQuirks *quirks)
{
  guint status[3];
  const char *rest = read_status (line, status);
  if (rest == NULL)
    return line;
  guint severity = od_smtp_reply_severity (reply);
  if (status[0] != severity)
    *quirks |= OD_SMTP_REPLY_QUIRK_STATUS_MISMATCH;
  if (is_failure (status[0]) != is_failure (severity))
    return line;
  memcpy (reply->status, status, sizeof status);
  return rest;
}

static OdSmtpReply *
reply_new (guint code, char **lines, OdSmtpReplyQuirks *quirks)
{
  OdSmtpReply *self = g_new0 (OdSmtpReply, 1);
  self->ref_count = 1;
  self->code = code;
  self->lines = lines;
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, take_status (self, lines[i], quirks));
    }
  self->text = g_strdup (text->str);
  return self;
}

OdSmtpReplyReader *
od_smtp_reply_reader_new (void)
{
  OdSmtpReplyReader *self = g_new0 (OdSmtpReplyReader, 1);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
od_smtp_reply_reader_free (OdSmtpReplyReader *self)
{
  g_ptr_array_unref (self->lines);
  g_free (self);
}

/* Empties the reader; the quirks stay readable until the next line is fed. */
static void
reader_reset (OdSmtpReplyReader *self)
{
  self->code = 0;
  self->n_bytes = 0;
  g_ptr_array_set_size (self->lines, 0);
}

static gboolean
reader_fail (OdSmtpReplyReader *self, GError **error, OdSmtpReplyError code, const char *message)
{
  reader_reset (self);
  g_set_error_literal (error, OD_SMTP_REPLY_ERROR, code, message);
  return FALSE;
}

/* The three digits at the start of a line, or 0 if it does not begin with a code of 200–599. */
static guint
read_code (const char *line, gsize length)
{
  if (length < 3 || !g_ascii_isdigit (line[0]) || !g_ascii_isdigit (line[1]) || !g_ascii_isdigit (line[2]))
    return 0;
  if (length > 3 && g_ascii_isdigit (line[3]))
    return 0;
  guint code = (guint) ((line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0'));
  return code >= 200 && code <= 599 ? code : 0;
}

/* A tab is white space; every other control character is worth a remark. */
static OdSmtpReplyQuirks
find_byte_quirks (const char *bytes, gsize length)
{
  OdSmtpReplyQuirks quirks = 0;
  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];
      if ((byte < 0x20 && byte != '\t') || byte == 0x7f)
        quirks |= OD_SMTP_REPLY_QUIRK_CONTROLS;
      if (byte >= 0x80)
        quirks |= OD_SMTP_REPLY_QUIRK_NOT_ASCII;
    }
  return quirks;
}

/* A copy that is not cut at a NUL: it becomes the four letters "\x00", as od_text_make_safe() writes it. */
static char *
dup_without_nul (const char *bytes, gsize length)
{
  GString *text = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\0')
        g_string_append (text, "\\x00");
      else
        g_string_append_c (text, bytes[i]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_separator (char c)
{
  return c == ' ' || c == '-' || c == '\t';
}

static void
reader_add_line (OdSmtpReplyReader *self, const char *line, gsize length)
{
  gsize start = 3;
  if (length > 3 && is_separator (line[3]))
    start = 4;
  else
    self->quirks |= OD_SMTP_REPLY_QUIRK_NO_SEPARATOR;
  if (length + 2 > 512)
    self->quirks |= OD_SMTP_REPLY_QUIRK_OVER_512;
  self->quirks |= find_byte_quirks (line + start, length - start);
  self->n_bytes += length + 2;
  g_ptr_array_add (self->lines, dup_without_nul (line + start, length - start));
}

static gboolean
reader_check_line (OdSmtpReplyReader *self, guint code, gsize length, GError **error)
{
  if (code == 0)
    return reader_fail (self, error, OD_SMTP_REPLY_ERROR_NOT_A_REPLY,
                        _ ("The answer does not begin with a three-digit code, as a mail server's does."));
  if (self->code != 0 && self->code != code)
    return reader_fail (self, error, OD_SMTP_REPLY_ERROR_MIXED_CODES,
                        _ ("The lines of one answer carry different codes."));
  if (length > (code == 334 ? OD_SMTP_REPLY_MAX_LINE_334 : OD_SMTP_REPLY_MAX_LINE))
    return reader_fail (self, error, OD_SMTP_REPLY_ERROR_LINE_TOO_LONG,
                        _ ("A line of the answer is longer than any mail server should send."));
  if (self->lines->len >= OD_SMTP_REPLY_MAX_LINES || self->n_bytes + length + 2 > OD_SMTP_REPLY_MAX_BYTES)
    return reader_fail (self, error, OD_SMTP_REPLY_ERROR_TOO_LONG,
                        _ ("The answer does not come to an end; reading it was stopped."));
  return TRUE;
}

static OdSmtpReply *
reader_finish (OdSmtpReplyReader *self)
{
  guint code = self->code;
  g_ptr_array_add (self->lines, NULL);
  char **lines = (char **) g_ptr_array_steal (self->lines, NULL);
  reader_reset (self);
  return reply_new (code, lines, &self->quirks);
}

gboolean
od_smtp_reply_reader_feed_line (OdSmtpReplyReader *self,
                                const char *line,
                                gsize length,
                                OdSmtpReplyQuirks quirks,
                                OdSmtpReply **reply,
                                GError **error)
{
  *reply = NULL;
  if (self->code == 0)
    self->quirks = 0;
  guint code = read_code (line, length);
  if (!reader_check_line (self, code, length, error))
    return FALSE;
  self->code = code;
  self->quirks |= quirks;
  reader_add_line (self, line, length);
  if (length > 3 && line[3] == '-')
    return TRUE;
  *reply = reader_finish (self);
  return TRUE;
}

gboolean
od_smtp_reply_reader_is_inside (const OdSmtpReplyReader *self)
{
  return self->code != 0;
}

OdSmtpReplyQuirks
od_smtp_reply_reader_get_quirks (const OdSmtpReplyReader *self)
{
  return self->quirks;
}

const char *
od_smtp_reply_quirk_name (OdSmtpReplyQuirks quirk)
{
  switch (quirk)
    {
    case OD_SMTP_REPLY_QUIRK_BARE_LF:
      return "bare-lf";
    case OD_SMTP_REPLY_QUIRK_OVER_512:
      return "over-512";
    case OD_SMTP_REPLY_QUIRK_NO_SEPARATOR:
      return "no-separator";
    case OD_SMTP_REPLY_QUIRK_CONTROLS:
      return "controls";
    case OD_SMTP_REPLY_QUIRK_NOT_ASCII:
      return "not-ascii";
    case OD_SMTP_REPLY_QUIRK_STATUS_MISMATCH:
      return "status-mismatch";
    default:
      g_return_val_if_reached ("");
    }
}

/* Feeds the lines of @text up to the end of the first reply. Blank lines and spaces around a line are how
 * the text was laid out, not what the server sent. */
static gboolean
feed_text (OdSmtpReplyReader *reader, const char *text, OdSmtpReply **reply, GError **error)
{
  g_autofree char *lf = g_strdup (text);
  g_strdelimit (lf, "\r", '\n');
  g_auto (GStrv) lines = g_strsplit (lf, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *reply == NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);
      if (*line == '\0')
        continue;
      if (!od_smtp_reply_reader_feed_line (reader, line, strlen (line), 0, reply, error))
        return FALSE;
    }
  return TRUE;
}

OdSmtpReply *
od_smtp_reply_new_from_text (const char *text, GError **error)
{
  g_autoptr (OdSmtpReplyReader) reader = od_smtp_reply_reader_new ();
  OdSmtpReply *reply = NULL;
  if (!feed_text (reader, text, &reply, error))
    return NULL;
  if (reply != NULL)
    return reply;
  if (od_smtp_reply_reader_is_inside (reader))
    return reader_finish (reader);
  reader_check_line (reader, 0, 0, error);
  return NULL;
}
