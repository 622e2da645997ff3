/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Composes the test message with GMime and checks the result against what may go onto the wire; and stuffs
 * dots. Any thread. It adds no attachments, no HTML, no name of this program or machine, and does no I/O. */

#include "od-message.h"

#include <glib/gi18n-lib.h>
#include <gmime/gmime.h>
#include <string.h>

#define MAX_LINE       998 /* RFC 5322 §2.1.1, without CRLF */
#define MAX_MESSAGE_ID 250

/* 70 letters and a line feed: an ASCII line that no transfer encoding changes, so its size is known
 * beforehand. */
#define FILLER "This line only makes the test message larger; it holds nothing to read\n"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeMessage, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimePart, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeStream, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GMimeDataWrapper, g_object_unref)

void
od_message_start_mime (void)
{
  static gsize started = 0;

  if (g_once_init_enter (&started))
    {
      g_mime_init ();
      g_once_init_leave (&started, 1);
    }
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, reason);
  return FALSE;
}

/* --- what came in
 * -------------------------------------------------------------------------------------------- */

static gboolean
holds_control (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

/* dot-atom "@" dot-atom or literal, loosely: nothing that would end the header or the brackets (RFC 5322
 * §3.6.4). */
static gboolean
is_message_id (const char *id)
{
  const char *at = strchr (id, '@');

  if (at == NULL || at == id || at[1] == '\0' || strlen (id) > MAX_MESSAGE_ID)
    return FALSE;
  for (; *id != '\0'; id++)
    if (!g_ascii_isgraph (*id) || strchr ("<>()\"\\,;:", *id) != NULL)
      return FALSE;
  return TRUE;
}

static gboolean
check_address (const OdAddress *address, gboolean ascii_only, GError **error)
{
  if (address == NULL || address->mailbox == NULL || holds_control (address->mailbox))
    return refuse (error, _ ("An address for the test message is missing or damaged"));
  if (address->needs_smtputf8 && ascii_only)
    return refuse (error,
                   _ ("An address with letters such as ä before the @ cannot be written for this server"));
  return TRUE;
}

static gboolean
check_addresses (const OdMessageParts *parts, GError **error)
{
  if (!check_address (parts->from, parts->ascii_only, error))
    return FALSE;
  if (parts->to == NULL || parts->to->len == 0)
    return refuse (error, _ ("The test message has no recipient"));
  for (guint i = 0; i < parts->to->len; i++)
    if (!check_address (g_ptr_array_index (parts->to, i), parts->ascii_only, error))
      return FALSE;
  return TRUE;
}

static gboolean
check_parts (const OdMessageParts *parts, GError **error)
{
  if (!check_addresses (parts, error))
    return FALSE;
  if (parts->subject != NULL &&
      (!g_utf8_validate (parts->subject, -1, NULL) || holds_control (parts->subject)))
    return refuse (error, _ ("The subject holds a line break or another character that cannot be sent"));
  if (parts->text != NULL && !g_utf8_validate (parts->text, -1, NULL))
    return refuse (error, _ ("The text of the test message is not valid Unicode"));
  if (parts->message_id != NULL && !is_message_id (parts->message_id))
    return refuse (error, _ ("The Message-ID of the test message is malformed"));
  if (parts->size > OD_MESSAGE_MAX_SIZE)
    return refuse (error, _ ("The test message would be larger than 100 MB"));
  return TRUE;
}

/* @text with LF line ends, the last line ended too: GMime makes CRLF of them. */
static GString *
normalise (const char *text)
{
  GString *lines = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text != '\r')
      g_string_append_c (lines, *text);
    else if (text[1] != '\n')
      g_string_append_c (lines, '\n');
  if (lines->len > 0 && lines->str[lines->len - 1] != '\n')
    g_string_append_c (lines, '\n');
  return lines;
}

static gsize
longest_line (const char *text)
{
  gsize longest = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, "\n");

      longest = MAX (longest, length);
      text += length + (text[length] == '\n');
    }
  return longest;
}

static GMimeContentEncoding
choose_encoding (const GString *text, gboolean ascii_only)
{
  gboolean is_ascii = g_str_is_ascii (text->str);

  if (longest_line (text->str) > MAX_LINE || (ascii_only && !is_ascii))
    return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
  return is_ascii ? GMIME_CONTENT_ENCODING_7BIT : GMIME_CONTENT_ENCODING_8BIT;
}

/* --- the message
 * --------------------------------------------------------------------------------------------- */

/* Written as it is: the mailbox is ASCII, or UTF-8 as RFC 6532 §3.2 has it, which GMime would encode. */
static void
add_raw (GMimeMessage *message, const char *name, const char *value)
{
  GMimeHeaderList *headers = g_mime_object_get_header_list (GMIME_OBJECT (message));
  g_autofree char *raw = g_strdup_printf (" %s\n", value);

  g_mime_header_list_append (headers, name, "", NULL);
  g_mime_header_set_raw_value (g_mime_header_list_get_header (headers, name), raw);
}

/* One mailbox a line, so that no line is too long. */
static char *
list_mailboxes (GPtrArray *addresses)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < addresses->len; i++)
    {
      const OdAddress *address = g_ptr_array_index (addresses, i);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : ",\n ", address->mailbox);
    }
  return g_strdup (list->str);
}

static char *
make_message_id (const OdMessageParts *parts)
{
  g_autofree char *unique = g_uuid_string_random ();

  if (parts->message_id != NULL)
    return g_strdup (parts->message_id);
  return g_strdup_printf ("%s@%s", unique, parts->from->ascii_domain);
}

static void
add_headers (GMimeMessage *message, const OdMessageParts *parts, const char *message_id, GDateTime *date)
{
  g_autofree char *recipients = list_mailboxes (parts->to);

  g_mime_message_set_date (message, date);
  g_mime_message_set_message_id (message, message_id);
  add_raw (message, "From", parts->from->mailbox);
  add_raw (message, "To", recipients);
  if (parts->subject != NULL)
    g_mime_message_set_subject (message, parts->subject, "utf-8");
  g_mime_object_set_header (GMIME_OBJECT (message), "Auto-Submitted", "auto-generated",
                            NULL); /* RFC 3834 §5 */
}

static void
add_text (GMimeMessage *message, const GString *text, GMimeContentEncoding encoding)
{
  g_autoptr (GMimePart) part = g_mime_part_new_with_type ("text", "plain");
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new_with_buffer (text->str, text->len);
  g_autoptr (GMimeDataWrapper)
      content = g_mime_data_wrapper_new_with_stream (stream, GMIME_CONTENT_ENCODING_DEFAULT);

  g_mime_object_set_content_type_parameter (GMIME_OBJECT (part), "charset", "utf-8");
  g_mime_part_set_content_encoding (part, encoding);
  g_mime_part_set_content (part, content);
  g_mime_message_set_mime_part (message, GMIME_OBJECT (part));
}

static GByteArray *
write_out (GMimeMessage *message)
{
  g_autoptr (GMimeStream) stream = g_mime_stream_mem_new ();
  GMimeFormatOptions *options = g_mime_format_options_new ();
  GByteArray *bytes;

  g_mime_format_options_set_newline_format (options, GMIME_NEWLINE_FORMAT_DOS);
  g_mime_object_write_to_stream (GMIME_OBJECT (message), options, stream);
  g_mime_format_options_free (options);
  bytes = g_byte_array_ref (g_mime_stream_mem_get_byte_array (GMIME_STREAM_MEM (stream)));
  g_mime_stream_mem_set_owner (GMIME_STREAM_MEM (stream), FALSE);
  return bytes;
}

static GByteArray *
build (const OdMessageParts *parts, const char *message_id, GDateTime *date, const GString *text)
{
  g_autoptr (GMimeMessage) message = g_mime_message_new (FALSE);

  add_headers (message, parts, message_id, date);
  add_text (message, text, choose_encoding (text, parts->ascii_only));
  return write_out (message);
}

static void
append_filler (GString *text, gsize missing)
{
  gsize line = strlen (FILLER) + 1; /* LF goes out as CRLF */

  for (gsize lines = (missing + line - 1) / line; lines > 0; lines--)
    g_string_append (text, FILLER);
}

/* --- what goes out
 * ------------------------------------------------------------------------------------------- */

/* No lone CR or LF, no line too long, nothing above ASCII where that is not allowed. */
static gboolean
is_fit_for_wire (const GByteArray *message, gboolean ascii_only)
{
  gsize length = 0;

  for (guint i = 0; i < message->len; i++)
    {
      guint8 byte = message->data[i];

      if (byte == '\0' || (ascii_only && byte > 127) || length > MAX_LINE)
        return FALSE;
      if (byte == '\n' || (byte == '\r' && (i + 1 == message->len || message->data[i + 1] != '\n')))
        return FALSE;
      length++;
      if (byte != '\r')
        continue;
      length = 0;
      i++;
    }
  return length == 0;
}

GBytes *
od_message_compose (const OdMessageParts *parts, GError **error)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GByteArray) message = NULL;
  g_autoptr (GDateTime) date = NULL;
  g_autofree char *message_id = NULL;

  if (!check_parts (parts, error))
    return NULL;
  od_message_start_mime ();
  text = normalise (parts->text == NULL ? "" : parts->text);
  message_id = make_message_id (parts);
  date = parts->date == NULL ? g_date_time_new_now_local () : g_date_time_ref (parts->date);
  message = build (parts, message_id, date, text);
  if (message->len < parts->size)
    {
      append_filler (text, parts->size - message->len);
      g_clear_pointer (&message, g_byte_array_unref);
      message = build (parts, message_id, date, text);
    }
  if (!is_fit_for_wire (message, parts->ascii_only))
    {
      refuse (error, _ ("The test message cannot be written in a form that mail servers take"));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&message));
}
