/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Takes out of a mail what a bounce is read by. Any thread. Of the parts only the first readable ones and the
 * delivery report are decoded, within bounds; the original message and everything attached stays untouched.
 */

#include "od-mail.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-delivery-status.h"
#include "od-mail-parts.h"
#include "od-mail-text.h"
#include "od-mime.h"

#define MAX_TEXT   (64 * 1024)
#define MAX_HTML   (256 * 1024)
#define MAX_STATUS (1024 * 1024)

G_DEFINE_QUARK (od - mail - error - quark, od_mail_error)

typedef struct
{
  OdMail *mail;
  GArray *parts;
  GString *text;
  gboolean past_original;
} Reader;

/* --- bytes that are no mail
 * -----------------------------------------------------------------------------------
 */

/* A "From " line of an mbox, or blank lines, before the header. */
static const char *
skip_to_header (const char *bytes, const char *end)
{
  while (bytes < end && g_ascii_isspace (*bytes))
    bytes++;
  if (end - bytes > 5 && (memcmp (bytes, "From ", 5) == 0))
    bytes = od_head_after_line (bytes, end);
  return bytes;
}

static gboolean
is_usual_name (const OdHeadField *field)
{
  static const char *const names[] = { "From",           "To",
                                       "Subject",        "Date",
                                       "Received",       "Return-Path",
                                       "Message-ID",     "MIME-Version",
                                       "Content-Type",   "Delivered-To",
                                       "Sender",         "Reply-To",
                                       "Auto-Submitted", "X-Failed-Recipients" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (field->name_length == strlen (names[i]) &&
        g_ascii_strncasecmp (field->name, names[i], field->name_length) == 0)
      return TRUE;
  return FALSE;
}

gboolean
od_mail_looks_like_one (const char *bytes, gsize length)
{
  const char *end = bytes + MIN (length, 16 * 1024);
  const char *at = skip_to_header (bytes, end);
  guint usual = 0;

  while (at < end && od_head_is_field (at, end) && usual < 3)
    {
      OdHeadField field;
      if (!od_head_next (&at, end, &field))
        break;
      usual += is_usual_name (&field);
    }
  return usual == 3 || (usual == 2 && (at == end || od_head_is_blank (at, end)));
}

static gboolean
check_bytes (const char *bytes, gsize length, GError **error)
{
  const char *end = length > 0 ? bytes + length : bytes; /* of nothing there may be no address */
  const char *start = bytes;

  if (length > OD_MAIL_MAX_BYTES)
    {
      g_set_error_literal (error, OD_MAIL_ERROR, OD_MAIL_ERROR_TOO_BIG,
                           _ ("This mail is larger than 25 MiB; a notice of a failed delivery never is"));
      return FALSE;
    }
  start = skip_to_header (bytes, end);
  if (start == end)
    {
      g_set_error_literal (error, OD_MAIL_ERROR, OD_MAIL_ERROR_EMPTY, _ ("There is nothing in this mail"));
      return FALSE;
    }
  if (od_head_is_field (start, end))
    return TRUE;
  g_set_error_literal (error, OD_MAIL_ERROR, OD_MAIL_ERROR_NOT_MAIL,
                       _ ("This is no mail: it does not begin with lines such as “From:” and “Subject:”"));
  return FALSE;
}

/* --- its parts
 * ------------------------------------------------------------------------------------------------
 */

static const OdMailPart *
part_at (const Reader *self, guint index)
{
  return &g_array_index (self->parts, OdMailPart, index);
}

static char *
part_value (const OdMailPart *part, const char *name)
{
  OdHeadField field;

  if (!od_head_find (part->head, part->head_length, name, &field))
    return NULL;
  return od_head_unfold (field.value, field.value_length);
}

static char *
decode_text (const OdMailPart *part, gsize most)
{
  g_autofree char *encoding = part_value (part, "Content-Transfer-Encoding");
  g_autofree char *charset = NULL;
  OdHeadField field;
  gsize length = 0;

  if (od_head_find (part->head, part->head_length, "Content-Type", &field))
    charset = od_head_parameter (field.value, field.value_length, "charset");
  g_autofree char *bytes = od_mime_decode_body (part->body, part->body_length, encoding, most, &length);
  return od_mime_to_utf8 (bytes, length, charset);
}

static gboolean
is_attachment (const OdMailPart *part)
{
  g_autofree char *disposition = part_value (part, "Content-Disposition");

  return disposition != NULL && g_ascii_strncasecmp (disposition, "attachment", 10) == 0;
}

static gboolean
has_words (const OdMailPart *part)
{
  for (gsize i = 0; i < part->body_length; i++)
    if (!g_ascii_isspace (part->body[i]))
      return TRUE;
  return FALSE;
}

/* Whether a plain text stands beside the part at @index, or beside a multipart that it is in. */
static gboolean
has_plain_sibling (const Reader *self, guint index)
{
  for (guint above = part_at (self, index)->parent; above != OD_MAIL_PART_NONE;
       above = part_at (self, above)->parent)
    for (guint i = above + 1; i < index; i++)
      if (part_at (self, i)->parent == above && g_str_equal (part_at (self, i)->type, "text/plain") &&
          has_words (part_at (self, i)))
        return TRUE;
  return FALSE;
}

static void
add_text (Reader *self, guint index)
{
  const OdMailPart *part = part_at (self, index);
  gboolean html = g_str_equal (part->type, "text/html");

  if (self->past_original || self->text->len >= MAX_TEXT || (self->text->len > 0 && is_attachment (part)))
    return;
  if (html && has_plain_sibling (self, index))
    return;
  g_autofree char *text = decode_text (part, html ? MAX_HTML : MAX_TEXT);
  g_autofree char *stripped = html ? od_mail_text_from_html (text) : NULL;
  if (self->text->len > 0)
    g_string_append (self->text, "\n\n");
  g_string_append (self->text, html ? stripped : text);
}

static void
take_status (OdMail *mail, OdDeliveryStatus *status)
{
  if (mail->per_message == NULL)
    mail->per_message = g_steal_pointer (&status->per_message);
  g_ptr_array_extend_and_steal (mail->recipients, g_steal_pointer (&status->recipients));
}

static void
add_status (Reader *self, const OdMailPart *part)
{
  g_autofree char *text = decode_text (part, MAX_STATUS);
  g_autoptr (OdDeliveryStatus) status = od_delivery_status_parse (text, strlen (text));

  take_status (self->mail, status);
}

static void
add_original (Reader *self, const OdMailPart *part)
{
  self->past_original = TRUE;
  if (self->mail->original != NULL)
    return;
  gsize length = MIN (part->body_length, OD_MAIL_MAX_HEADERS);
  const char *end = part->body + length;
  const char *at = part->body;
  while (at < end && !od_head_is_blank (at, end))
    at = od_head_after_line (at, end);
  self->mail->original = od_fields_parse (part->body, at - part->body);
}

static void
read_part (Reader *self, guint index)
{
  const OdMailPart *part = part_at (self, index);

  if (g_str_equal (part->type, "message/delivery-status") ||
      g_str_equal (part->type, "message/global-delivery-status"))
    add_status (self, part);
  else if (od_mail_part_is_original (part) && index > 0)
    add_original (self, part);
  else if (g_str_has_prefix (part->type, "text/") || (index == 0 && g_str_equal (part->type, "text")))
    add_text (self, index);
}

/* --- the mail
 * -------------------------------------------------------------------------------------------------
 */

static char *
dup_field (const OdMail *mail, const char *name)
{
  return g_strdup (od_fields_get_or_empty (mail->headers, name));
}

static void
read_headers (OdMail *mail, const OdMailPart *whole)
{
  const char *type;

  mail->headers = od_fields_parse (whole->head, whole->head_length);
  mail->from = dup_field (mail, "from");
  mail->subject = dup_field (mail, "subject");
  mail->message_id = dup_field (mail, "message-id");
  mail->auto_submitted = dup_field (mail, "auto-submitted");
  mail->return_path = dup_field (mail, "return-path");
  mail->content_type = g_strdup (whole->type);
  type = od_fields_get_or_empty (mail->headers, "content-type");
  mail->report_type = od_head_parameter (type, strlen (type), "report-type");
  if (mail->report_type == NULL)
    mail->report_type = g_strdup ("");
  for (char *p = mail->report_type; *p != '\0'; p++)
    *p = g_ascii_tolower (*p);
}

/* Some send the report as plain text. */
static void
find_status_in_text (OdMail *mail)
{
  g_autoptr (OdDeliveryStatus) status = NULL;

  if (mail->recipients->len > 0)
    return;
  status = od_delivery_status_find (mail->text, strlen (mail->text));
  if (status != NULL)
    take_status (mail, status);
}

static OdMail *
read_mail (GArray *parts)
{
  OdMail *mail = g_new0 (OdMail, 1);
  Reader reader = { .mail = mail, .parts = parts, .text = g_string_new (NULL) };

  mail->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) od_fields_free);
  read_headers (mail, &g_array_index (parts, OdMailPart, 0));
  for (guint i = 0; i < parts->len; i++)
    read_part (&reader, i);
  mail->text = g_string_free (reader.text, FALSE);
  find_status_in_text (mail);
  return mail;
}

/* Carriage returns alone as line ends: a copy with line feeds, else NULL. */
static char *
mend_line_ends (const char *bytes, gsize length)
{
  gsize look = MIN (length, 4096);

  if (memchr (bytes, '\n', look) != NULL || memchr (bytes, '\r', look) == NULL)
    return NULL;
  char *copy = g_malloc (length + 1);
  for (gsize i = 0; i < length; i++)
    copy[i] = bytes[i] == '\r' ? '\n' : bytes[i];
  copy[length] = '\0';
  return copy;
}

OdMail *
od_mail_parse (const char *bytes, gsize length, GError **error)
{
  g_autofree char *mended = NULL;
  g_autoptr (GArray) parts = NULL;

  if (!check_bytes (bytes, length, error))
    return NULL;
  mended = mend_line_ends (bytes, length);
  if (mended != NULL)
    bytes = mended;
  const char *start = skip_to_header (bytes, bytes + length);
  parts = od_mail_parts_find (start, length - (start - bytes), error);
  return parts != NULL ? read_mail (parts) : NULL;
}

void
od_mail_free (OdMail *self)
{
  if (self == NULL)
    return;
  g_free (self->from);
  g_free (self->subject);
  g_free (self->message_id);
  g_free (self->auto_submitted);
  g_free (self->return_path);
  g_free (self->content_type);
  g_free (self->report_type);
  g_free (self->text);
  od_fields_free (self->headers);
  od_fields_free (self->per_message);
  od_fields_free (self->original);
  g_ptr_array_unref (self->recipients);
  g_free (self);
}
