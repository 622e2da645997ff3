/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of a run's events and the item that a list view binds to. It only grows, in one thread; it neither
 * records nor reads files. */

#include "od-transcript.h"

struct _OdTranscriptItem
{
  GObject parent_instance;
  OdEvent *event;
  guint index;
};

struct _OdTranscript
{
  GObject parent_instance;
  GPtrArray *items; /* OdTranscriptItem * */
};

static void od_transcript_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE (OdTranscriptItem, od_transcript_item, G_TYPE_OBJECT)
G_DEFINE_FINAL_TYPE_WITH_CODE (OdTranscript,
                               od_transcript,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, od_transcript_list_model_init))

static void
od_transcript_item_finalize (GObject *object)
{
  OdTranscriptItem *self = OD_TRANSCRIPT_ITEM (object);

  g_clear_pointer (&self->event, od_event_unref);
  G_OBJECT_CLASS (od_transcript_item_parent_class)->finalize (object);
}

static void
od_transcript_item_class_init (OdTranscriptItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_transcript_item_finalize;
}

static void
od_transcript_item_init (OdTranscriptItem *self)
{
}

static OdTranscriptItem *
od_transcript_item_new (OdEvent *event, guint index)
{
  OdTranscriptItem *self = g_object_new (OD_TYPE_TRANSCRIPT_ITEM, NULL);

  self->event = od_event_ref (event);
  self->index = index;
  return self;
}

OdEvent *
od_transcript_item_get_event (OdTranscriptItem *self)
{
  return self->event;
}

guint
od_transcript_item_get_index (OdTranscriptItem *self)
{
  return self->index;
}

static GType
od_transcript_get_item_type (GListModel *model)
{
  return OD_TYPE_TRANSCRIPT_ITEM;
}

static guint
od_transcript_get_n_items (GListModel *model)
{
  return OD_TRANSCRIPT (model)->items->len;
}

static gpointer
od_transcript_get_item (GListModel *model, guint position)
{
  GPtrArray *items = OD_TRANSCRIPT (model)->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
od_transcript_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = od_transcript_get_item_type;
  iface->get_n_items = od_transcript_get_n_items;
  iface->get_item = od_transcript_get_item;
}

static void
od_transcript_finalize (GObject *object)
{
  g_ptr_array_unref (OD_TRANSCRIPT (object)->items);
  G_OBJECT_CLASS (od_transcript_parent_class)->finalize (object);
}

static void
od_transcript_class_init (OdTranscriptClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_transcript_finalize;
}

static void
od_transcript_init (OdTranscript *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

OdTranscript *
od_transcript_new (void)
{
  return g_object_new (OD_TYPE_TRANSCRIPT, NULL);
}

void
od_transcript_append (OdTranscript *self, GPtrArray *events)
{
  guint before = self->items->len;

  if (events->len == 0)
    return;
  for (guint i = 0; i < events->len; i++)
    g_ptr_array_add (self->items, od_transcript_item_new (g_ptr_array_index (events, i), before + i));
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, events->len);
}

guint
od_transcript_get_length (OdTranscript *self)
{
  return self->items->len;
}

OdEvent *
od_transcript_get_event (OdTranscript *self, guint index)
{
  g_return_val_if_fail (index < self->items->len, NULL);
  return od_transcript_item_get_event (g_ptr_array_index (self->items, index));
}

OdTlsInfo *
od_transcript_get_tls (OdTranscript *self)
{
  for (guint i = self->items->len; i > 0; i--)
    {
      const OdEvent *event = od_transcript_get_event (self, i - 1);

      if (event->tls != NULL)
        return event->tls;
    }
  return NULL;
}
