/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The event as a counted value. It masks and cleans nothing itself: the recorder does, before it shares an
 * event. Any thread. */

#include "od-event.h"

static const char *const kind_names[] = { "step", "sent", "received", "problem", "remark", "outcome" };

/* Most events have no fields: they share this. It stays empty. */
static GPtrArray no_fields;

G_DEFINE_BOXED_TYPE (OdEvent, od_event, od_event_ref, od_event_unref)

static void
field_free (gpointer data)
{
  OdEventField *field = data;

  g_free (field->name);
  g_free (field->value);
  g_free (field);
}

OdEvent *
od_event_new (OdEventKind kind, OdStage stage, gint64 at_us)
{
  OdEvent *self = g_new0 (OdEvent, 1);

  self->ref_count = 1;
  self->kind = kind;
  self->stage = stage;
  self->at_us = at_us;
  self->duration_us = -1;
  self->fields = &no_fields;
  return self;
}

OdEvent *
od_event_ref (OdEvent *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_event_unref (OdEvent *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->name);
  g_free (self->text);
  if (self->fields != &no_fields)
    g_ptr_array_unref (self->fields);
  g_clear_pointer (&self->tls, od_tls_info_unref);
  g_free (self);
}

void
od_event_add_field (OdEvent *self, const char *name, const char *value)
{
  OdEventField *field = g_new (OdEventField, 1);

  field->name = g_strdup (name);
  field->value = g_strdup (value);
  if (self->fields == &no_fields)
    self->fields = g_ptr_array_new_with_free_func (field_free);
  g_ptr_array_add (self->fields, field);
}

const char *
od_event_get_field (const OdEvent *self, const char *name)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const OdEventField *field = g_ptr_array_index (self->fields, i);

      if (g_str_equal (field->name, name))
        return field->value;
    }
  return NULL;
}

const char *
od_event_kind_name (OdEventKind kind)
{
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (kind_names), kind_names[0]);
  return kind_names[kind];
}

gboolean
od_event_kind_from_name (const char *name, OdEventKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_names); i++)
    if (g_str_equal (kind_names[i], name))
      {
        *kind = (OdEventKind) i;
        return TRUE;
      }
  return FALSE;
}
