/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* "SMTP Error (550): Failed to add recipient … (5.1.1 Unknown)" and "Detail: Unknown SMTP code: 550
 * Additional SMTP info: 5.1.1" put together again. Any thread. Nothing else is changed. */

#include "od-pasted-forms.h"

#include <string.h>

#include "od-quoted-reply.h"
#include "od-reply-number.h"

static void
set_status (OdQuotedReply *reply, const char *status, gsize size)
{
  if (size == 0 || size >= sizeof reply->status)
    return;
  memcpy (reply->status, status, size);
  reply->status[size] = '\0';
}

/* The bracket that the last one in @words closes, or NULL. */
static char *
last_bracket (char *words)
{
  gsize length = strlen (words);
  guint depth = 0;

  if (length < 4 || words[length - 1] != ')')
    return NULL;
  for (char *at = words + length - 1; at > words; at--)
    if (*at == ')')
      depth++;
    else if (*at == '(' && --depth == 0)
      return at;
  return NULL;
}

/* Roundcube: the code in brackets before a colon, the server's words in brackets at the end. */
static void
mend_bracketed (const char *text, gsize length, OdQuotedReply *reply)
{
  gsize behind = reply->start + 3;

  if (reply->code == 0 || reply->start == 0 || text[reply->start - 1] != '(')
    return;
  if (behind + 1 >= length || text[behind] != ')' || text[behind + 1] != ':')
    return;
  char *open = last_bracket (reply->text);
  if (open == NULL)
    return;
  const char *stage = od_quoted_stage (reply->text, (gsize) (open - reply->text));
  g_autofree char *inner = g_strndup (open + 1, strlen (open) - 2);
  gsize size = od_reply_number_status (inner, strlen (inner), 0);
  set_status (reply, inner, size);
  g_free (reply->text);
  reply->text = g_strdup (g_strchug (inner + size));
  if (reply->stage == NULL)
    reply->stage = stage;
}

/* The value behind @key in the words before @end, up to @end. */
static char *
dup_between (const char *text, gsize length, const char *key, gsize end)
{
  const char *found = memmem (text, MIN (end, length), key, strlen (key));

  if (found == NULL)
    return NULL;
  found += strlen (key);
  return g_strstrip (g_strndup (found, (gsize) (text + end - found)));
}

/* PHPMailer: "… Detail: words SMTP code: 550 Additional SMTP info: 5.7.1" */
static void
mend_detailed (const char *text, gsize length, OdQuotedReply *reply)
{
  static const char label[] = "SMTP code: ";
  static const char info[] = "Additional SMTP info:";
  gsize size = sizeof label - 1;

  if (reply->start < size || memcmp (text + reply->start - size, label, size) != 0)
    return;
  char *more = strstr (reply->text, info);
  if (more != NULL)
    {
      const char *status = more + sizeof info - 1;
      status += strspn (status, " ");
      set_status (reply, status, od_reply_number_status (status, strlen (status), 0));
    }
  char *detail = dup_between (text, length, "Detail: ", reply->start - size);
  if (detail == NULL)
    return;
  g_free (reply->text);
  reply->text = detail;
}

void
od_pasted_forms_mend (const char *text, gsize length, GPtrArray *replies)
{
  for (guint i = 0; i < replies->len; i++)
    {
      mend_bracketed (text, length, g_ptr_array_index (replies, i));
      mend_detailed (text, length, g_ptr_array_index (replies, i));
    }
}
