/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Refusals by mailing lists: a mail of the list's own program that says a message was rejected. Any thread.
 * What waits for a moderator is none, nor is anything that a person wrote to the list. */

#include "od-bounce-private.h"

#include <string.h>

#include "od-fields.h"

static const char *const own_names[] = { "-bounces", "-owner", "-request" };

/* "list@example.org" of "list-bounces@example.org" in @from; (transfer full) or NULL. */
static char *
list_of (const char *from)
{
  for (gsize i = 0; i < G_N_ELEMENTS (own_names); i++)
    {
      g_autofree char *mark = g_strconcat (own_names[i], "@", NULL);
      const char *at = strstr (from, mark);
      const char *start = at;
      if (at == NULL)
        continue;
      while (start > from && strchr (" <\"", start[-1]) == NULL)
        start--;
      const char *domain = at + strlen (mark) - 1;
      g_autofree char *name = g_strndup (start, at - start);
      g_autofree char *rest = g_strndup (domain, strcspn (domain, "> ("));
      return g_strconcat (name, rest, NULL);
    }
  return NULL;
}

gboolean
od_bounce_is_list_refusal (const OdMail *mail, const OdNotice *notice)
{
  static const char *const phrases[] = { "rejected by the list moderator",
                                         "rejected by the moderator",
                                         "mailing-list was rejected",
                                         "mailing list was rejected",
                                         "message has been automatically rejected",
                                         "message was automatically rejected",
                                         NULL };
  g_autofree char *list = list_of (mail->from);

  if (list == NULL && od_fields_get (mail->headers, "x-list-administrivia") == NULL)
    return FALSE;
  return od_notice_has_any (notice->flat, strlen (notice->flat), phrases);
}

GPtrArray *
od_bounce_list_recipient (const OdMail *mail)
{
  const char *been_there = od_fields_get (mail->headers, "x-beenthere");
  char *list = been_there != NULL ? g_strstrip (g_strdup (been_there)) : list_of (mail->from);

  if (list == NULL)
    return NULL;
  GPtrArray *recipients = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (recipients, list);
  return recipients;
}
