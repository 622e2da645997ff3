/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The front of the log readers: makes one line of what was pasted (quoted, wrapped), and asks each make of
 * log. Any thread. It keeps no state between lines. */

#include <string.h>

#include "od-log-record.h"
#include "od-pasted.h"

/* A line of a log is no longer than that; more is cut. */
#define MAX_LINE (64 * 1024)

typedef gboolean (*ReadFunc) (OdLogRecord *self);

static const ReadFunc readers[] = {
  od_log_exim_read,     od_log_opensmtpd_read, od_log_postfix_read,
  od_log_sendmail_read, od_log_msmtp_read,     od_log_qmail_read,
};

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Line breaks, with the marks of quoting around them, to one space; NUL to "?". */
static char *
flatten (const char *line, gsize length)
{
  GString *flat = g_string_sized_new (length + 1);

  for (gsize i = 0; i < length; i++)
    {
      if (line[i] != '\n' && line[i] != '\r')
        {
          g_string_append_c (flat, line[i] != '\0' ? line[i] : '?');
          continue;
        }
      while (i + 1 < length && (is_space (line[i + 1]) || line[i + 1] == '>'))
        i++;
      if (flat->len > 0 && flat->str[flat->len - 1] != ' ')
        g_string_append_c (flat, ' ');
    }
  return g_string_free (flat, FALSE);
}

/* Cheap: most lines of prose end here. */
static gboolean
may_be_log (const char *line)
{
  return strstr (line, "to=") != NULL || strstr (line, "reject") != NULL || strstr (line, "=> ") != NULL ||
         strstr (line, " ** ") != NULL || strstr (line, " == ") != NULL || strstr (line, "-> ") != NULL ||
         strstr (line, "SMTP error from remote") != NULL || strstr (line, "failed-command") != NULL ||
         strstr (line, "exitcode=EX_") != NULL || strstr (line, "delivery ") != NULL ||
         g_str_has_prefix (line, "failure: ") || g_str_has_prefix (line, "deferral: ");
}

/* Where a line of qmail tells how a delivery ended, its beginning cut off or not; NULL if it does not. */
static char *
qmail_delivery (char *line)
{
  if (g_str_has_prefix (line, "failure: ") || g_str_has_prefix (line, "deferral: "))
    return line;
  return strstr (line, "delivery ");
}

/* qmail writes spaces as "_" and line breaks as "/". */
static gboolean
is_qmail (char *line)
{
  const char *delivery = qmail_delivery (line);

  return delivery != NULL && strstr (delivery, ": ") != NULL && strchr (delivery, '_') != NULL &&
         g_str_has_suffix (line, "/");
}

static OdCase *
read_flat (char *line, gsize offset, gboolean exact)
{
  if (is_qmail (line))
    {
      char *words = qmail_delivery (line);
      g_strdelimit (words, "_", ' ');
      g_strdelimit (words, "/", '\n');
    }
  for (gsize i = 0; i < G_N_ELEMENTS (readers); i++)
    {
      g_auto (OdLogRecord) record = { .line = line, .length = strlen (line) };

      if (readers[i](&record))
        return od_log_record_to_case (&record, offset, exact);
    }
  return NULL;
}

OdCase *
od_log_line_read (const char *line, gsize length)
{
  gsize start = 0;

  while (start < length && (is_space (line[start]) || line[start] == '>'))
    start++;
  while (length > start && is_space (line[length - 1]))
    length--;
  gsize size = MIN (length - start, MAX_LINE);
  g_autofree char *flat = flatten (line + start, size);
  if (!may_be_log (flat))
    return NULL;

  gboolean exact = strlen (flat) == size && memchr (line + start, '\n', size) == NULL;
  OdCase *this_case = read_flat (flat, start, exact);
  if (this_case != NULL && !exact)
    od_case_set_span (this_case, start, size);
  return this_case;
}
