/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sorts the fields of a delivery report into its blocks. A new recipient begins where a field comes that the
 * block has already, not merely at a blank line: real reports lose and double those. Any thread. */

#include "od-delivery-status.h"

#include <string.h>

typedef struct
{
  OdDeliveryStatus *status;
  OdFields *block;      /* the one being filled, not owned */
  gboolean after_blank; /* a blank line came before the field */
} Reader;

static gboolean
is_name_of (const OdHeadField *field, const char *const *names)
{
  for (; *names != NULL; names++)
    if (field->name_length == strlen (*names) &&
        g_ascii_strncasecmp (field->name, *names, field->name_length) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
is_of_recipient (const OdHeadField *field)
{
  static const char *const names[] = { "Original-Recipient", "Final-Recipient",    "Action",     "Status",
                                       "Diagnostic-Code",    "X-Actual-Recipient", "Remote-MTA", NULL };
  return is_name_of (field, names);
}

static gboolean
is_of_message (const OdHeadField *field)
{
  static const char *const names[] = { "Reporting-MTA",        "Received-From-MTA", "Arrival-Date",
                                       "Original-Envelope-Id", "DSN-Gateway",       NULL };
  return is_name_of (field, names);
}

static gboolean
has (const OdFields *block, const char *name)
{
  return od_fields_get (block, name) != NULL;
}

static gboolean
has_field (const OdFields *block, const OdHeadField *field)
{
  g_autofree char *name = g_ascii_strdown (field->name, field->name_length);

  return has (block, name);
}

/* Whether @field of a recipient cannot belong to the block being filled. */
static gboolean
begins_recipient (const Reader *self, const OdHeadField *field)
{
  static const char *const names[] = { "Original-Recipient", "Final-Recipient", NULL };

  if (self->status->recipients->len == 0 || self->block == self->status->per_message)
    return TRUE;
  if (has_field (self->block, field))
    return TRUE;
  return self->after_blank && is_name_of (field, names) && has (self->block, "final-recipient") &&
         (has (self->block, "action") || has (self->block, "status"));
}

static void
begin_recipient (Reader *self)
{
  self->block = od_fields_new ();
  g_ptr_array_add (self->status->recipients, self->block);
}

static void
go_to_block_of (Reader *self, const OdHeadField *field)
{
  if (is_of_recipient (field))
    {
      if (begins_recipient (self, field))
        begin_recipient (self);
      return;
    }
  if (self->block != NULL && !is_of_message (field))
    return;
  if (self->status->per_message == NULL)
    self->status->per_message = od_fields_new ();
  self->block = self->status->per_message;
}

/* A line that is no field, though not indented, goes on with the value before it. */
static void
take_stray_line (Reader *self, const char *line, const char *end)
{
  while (end > line && g_ascii_isspace (end[-1]))
    end--;
  if (self->block != NULL && !self->after_blank && end > line)
    od_fields_add_to_last (self->block, line, end - line);
}

static void
take_line (Reader *self, const char **at, const char *end)
{
  OdHeadField field;

  if (od_head_is_field (*at, end) && od_head_next (at, end, &field))
    {
      go_to_block_of (self, &field);
      od_fields_add (self->block, &field);
      self->after_blank = FALSE;
      return;
    }
  const char *after = od_head_after_line (*at, end);
  take_stray_line (self, *at, after);
  *at = after;
}

OdDeliveryStatus *
od_delivery_status_parse (const char *text, gsize length)
{
  OdDeliveryStatus *status = g_new0 (OdDeliveryStatus, 1);
  Reader reader = { .status = status };
  const char *end = text + length;

  status->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) od_fields_free);
  for (const char *at = text; at < end;)
    if (od_head_is_blank (at, end))
      {
        reader.after_blank = TRUE;
        at = od_head_after_line (at, end);
      }
    else
      take_line (&reader, &at, end);
  return status;
}

/* Where a line begins with @name, "" if none does. */
static const char *
find_line (const char *text, const char *name)
{
  gsize size = strlen (name);

  for (const char *p = text; p != NULL && *p != '\0'; p = strchr (p, '\n'))
    {
      p += *p == '\n';
      if (g_ascii_strncasecmp (p, name, size) == 0)
        return p;
    }
  return NULL;
}

OdDeliveryStatus *
od_delivery_status_find (const char *text, gsize length)
{
  const char *first = find_line (text, "Reporting-MTA:");
  const char *recipient = find_line (text, "Final-Recipient:");

  if (recipient == NULL)
    recipient = find_line (text, "Original-Recipient:");
  if (recipient == NULL || (find_line (text, "Action:") == NULL && find_line (text, "Status:") == NULL))
    return NULL;
  if (first == NULL || first > recipient)
    first = recipient;
  return od_delivery_status_parse (first, text + length - first);
}

void
od_delivery_status_free (OdDeliveryStatus *self)
{
  if (self == NULL)
    return;
  od_fields_free (self->per_message);
  g_clear_pointer (&self->recipients, g_ptr_array_unref);
  g_free (self);
}
