/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whom a notice is about: those at the head of a passage, else those in the sentence about the failure. Any
 * thread, linear. It finds no addresses itself (od-notice-address.c). */

#include "od-notice.h"

#include <string.h>

gboolean
od_notice_same_address (const OdNotice *self, const OdNoticeAddress *address, const char *recipient)
{
  return strlen (recipient) == address->length &&
         g_ascii_strncasecmp (self->text + address->start, recipient, address->length) == 0;
}

static gboolean
is_of_the_system (const char *address)
{
  static const char *const names[] = { "mailer-daemon@", "postmaster@", "mailer_daemon@", "abuse@",
                                       "noreply@",       "no-reply@",   "postmaster-",    NULL };

  for (gsize i = 0; names[i] != NULL; i++)
    if (g_ascii_strncasecmp (address, names[i], strlen (names[i])) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
equal_address (gconstpointer a, gconstpointer b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

static void
add_recipient (GPtrArray *list, const OdNotice *self, const OdNoticeAddress *address, const char *sender)
{
  g_autofree char *text = g_strndup (self->text + address->start, address->length);

  if (sender != NULL && equal_address (text, sender))
    return;
  if (is_of_the_system (text) && !address->head)
    return;
  if (!g_ptr_array_find_with_equal_func (list, text, equal_address, NULL))
    g_ptr_array_add (list, g_steal_pointer (&text));
}

static gboolean
is_in_reply (const OdNotice *self, const OdNoticeAddress *address)
{
  for (guint i = 0; i < self->replies->len; i++)
    {
      const OdQuotedReply *reply = self->replies->pdata[i];
      if (address->start >= reply->start && address->start < reply->start + reply->length)
        return TRUE;
    }
  return FALSE;
}

typedef enum
{
  HEADS,
  OUTSIDE_REPLIES,
  ANYWHERE
} Where;

static void
collect (GPtrArray *list, const OdNotice *self, const char *sender, Where where)
{
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *address = od_notice_address (self, i);
      if (where == HEADS
              ? !address->head
              : od_notice_is_of_somebody_else (self, od_notice_line (self, address->line), address->start))
        continue;
      if (where == OUTSIDE_REPLIES && is_in_reply (self, address))
        continue;
      add_recipient (list, self, address, sender);
    }
}

GPtrArray *
od_notice_recipients (const OdNotice *self, const char *sender)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (Where where = HEADS; where <= ANYWHERE && list->len == 0; where++)
    collect (list, self, sender, where);
  if (list->len == 0 && sender != NULL)
    collect (list, self, NULL, HEADS);
  return list;
}

static const OdNoticeAddress *
head_on_list (const OdNotice *self, const GPtrArray *list)
{
  for (guint i = 0; i < self->addresses->len; i++)
    for (guint j = 0; j < list->len; j++)
      if (od_notice_address (self, i)->head &&
          od_notice_same_address (self, od_notice_address (self, i), list->pdata[j]))
        return od_notice_address (self, i);
  return NULL;
}

void
od_notice_add_heads (const OdNotice *self, GPtrArray *list, const char *sender)
{
  const OdNoticeAddress *known = head_on_list (self, list);

  if (known == NULL)
    return;
  for (guint i = 0; i < self->addresses->len; i++)
    {
      const OdNoticeAddress *head = od_notice_address (self, i);
      if (head->head &&
          od_notice_line (self, head->line)->indent == od_notice_line (self, known->line)->indent)
        add_recipient (list, self, head, sender);
    }
}

gboolean
od_notice_has_head (const OdNotice *self, const char *sender)
{
  for (guint i = 0; i < self->addresses->len; i++)
    if (od_notice_address (self, i)->head &&
        (sender == NULL || !od_notice_same_address (self, od_notice_address (self, i), sender)))
      return TRUE;
  return FALSE;
}
