/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The recipient of a notice that names none: the one the original message was written to, as its headers came
 * along. Any thread. It guesses nothing where the original went to several. */

#include "od-bounce-private.h"

#include <string.h>

#include "od-fields.h"
#include "od-head.h"

/* The address in a field that holds one alone; (transfer full) or NULL. */
static char *
only_address (const char *value)
{
  const char *sign = strchr (value, '@');
  const char *start = sign;

  if (sign == NULL || strchr (sign + 1, '@') != NULL)
    return NULL;
  while (start > value && strchr (" <,;:\"\t", start[-1]) == NULL)
    start--;
  gsize length = strcspn (start, " >,;\"\t");
  return start < sign && start + length > sign + 1 ? g_strndup (start, length) : NULL;
}

/* "To" of the headers that are quoted in the text behind the notice. */
static char *
quoted_to (const OdMail *mail, const OdNotice *notice)
{
  const char *rest = mail->text + notice->length;
  OdHeadField field;

  if (!od_head_find (rest, strlen (rest), "to", &field))
    return NULL;
  return od_head_unfold (field.value, field.value_length);
}

GPtrArray *
od_bounce_original_recipient (const OdMail *mail, const OdNotice *notice, const char *sender)
{
  const char *field = mail->original != NULL ? od_fields_get (mail->original, "to") : NULL;
  g_autofree char *value = field != NULL ? g_strdup (field) : quoted_to (mail, notice);
  g_autofree char *address = value != NULL ? only_address (value) : NULL;

  if (address == NULL || (sender != NULL && g_ascii_strcasecmp (address, sender) == 0))
    return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (list, g_steal_pointer (&address));
  return list;
}
