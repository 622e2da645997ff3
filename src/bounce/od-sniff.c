/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of files, told apart. Pure, any thread. It guesses; whoever reads on must bear that the guess is
 * wrong. */

#include "od-sniff.h"

#include <string.h>

#include "od-mail.h"
#include "od-mbox.h"

#define LOG_LINES 20 /* looked at */

static gsize
lead_of (const char *bytes, gsize length)
{
  gsize lead = 0;

  if (length >= 3 && memcmp (bytes, "\xEF\xBB\xBF", 3) == 0)
    lead = 3;
  while (lead < length && (bytes[lead] == '\n' || bytes[lead] == '\r'))
    lead++;
  return lead;
}

/* "0" in @form stands for a digit or a space in its place, "a" for a letter; all else for itself. */
static gboolean
has_form (const char *text, gsize length, const char *form)
{
  if (length < strlen (form))
    return FALSE;
  for (gsize i = 0; form[i] != '\0'; i++)
    {
      gboolean fits = form[i] == '0'   ? g_ascii_isdigit (text[i]) || text[i] == ' '
                      : form[i] == 'a' ? g_ascii_isalpha (text[i])
                                       : text[i] == form[i];

      if (!fits)
        return FALSE;
    }
  return TRUE;
}

/* The two times of syslog (RFC 3164 §4.1.2, RFC 5424 §6.2.3), and after them "host program[1]:" */
static gboolean
is_syslog_line (const char *line, gsize length)
{
  gboolean has_short_time = has_form (line, length, "aaa 00 00:00:00 ");
  const char *after_time;
  const char *colon;

  if (!has_short_time && !has_form (line, length, "0000-00-00T00:00:00"))
    return FALSE;
  after_time = has_short_time ? line + strlen ("aaa 00 00:00:00") : memchr (line, ' ', length);
  if (after_time == NULL)
    return FALSE;
  colon = memmem (after_time + 1, (gsize) (line + length - after_time - 1), ": ", 2);
  return colon != NULL && memchr (after_time + 1, ' ', (gsize) (colon - after_time - 1)) != NULL;
}

/* "2026-11-24 10:11:12 ", and one of the words its lines hold. */
static gboolean
is_exim_line (const char *line, gsize length)
{
  static const char *const marks[] = {
    " <= ",  " => ",      " -> ",    " ** ", " == ",        " Completed", " rejected ",       " H=",
    "SMTP ", "queue run", "daemon ", " R=",  "retry time ", " Frozen",    "Message is frozen"
  };

  if (!has_form (line, length, "0000-00-00 00:00:00 "))
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    if (memmem (line, length, marks[i], strlen (marks[i])) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_log_line (const char *line, gsize length)
{
  return is_syslog_line (line, length) || is_exim_line (line, length);
}

static gboolean
is_log (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  guint seen = 0;
  guint logged = 0;

  while (bytes < end && seen < LOG_LINES)
    {
      const char *line_end = memchr (bytes, '\n', (gsize) (end - bytes));
      gsize line_length = (gsize) ((line_end != NULL ? line_end : end) - bytes);

      if (line_length > 1)
        {
          seen++;
          logged += is_log_line (bytes, line_length) ? 1 : 0;
        }
      bytes += line_length + 1;
    }
  return logged > 0 && 2 * logged >= seen;
}

/* Text of any charset has next to no controls beside tab, line ends and escape. */
static gboolean
is_binary (const char *bytes, gsize length)
{
  gsize controls = 0;

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];

      if (byte < ' ' && (byte < '\t' || byte > '\r') && byte != 0x1b)
        controls++;
    }
  return controls * 50 > length;
}

OdSniffed
od_sniff (const char *bytes, gsize length, gboolean at_end, gsize *lead)
{
  *lead = lead_of (bytes, length);
  bytes += *lead;
  length -= *lead;
  if (length == 0)
    return OD_SNIFF_EMPTY;
  if (od_mbox_is_separator (bytes, length, at_end) == OD_MBOX_YES)
    return OD_SNIFF_MBOX;
  if (od_mail_looks_like_one (bytes, length))
    return OD_SNIFF_MAIL;
  if (is_binary (bytes, length))
    return OD_SNIFF_BINARY;
  return is_log (bytes, length) ? OD_SNIFF_LOG : OD_SNIFF_TEXT;
}
