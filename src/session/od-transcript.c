/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of a run's events, flat, and the items that a list view binds to: made when asked for and gone
 * when let go, so that a line out of sight costs its event only. It only grows, in one thread; it neither
 * records nor reads files. */

#include "od-transcript.h"

struct _OdTranscriptItem
{
  GObject parent_instance;
  OdEvent *event;
  guint index;
  GHashTable *alive; /* of its transcript */
};

struct _OdTranscript
{
  GObject parent_instance;
  GPtrArray *events; /* OdEvent * */
  GHashTable
      *alive; /* index → OdTranscriptItem *, not owned: as long as somebody holds it, an item is the same */
  OdTlsInfo *tls; /* the last one, or NULL; owned by its event */
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

  g_hash_table_remove (self->alive, GUINT_TO_POINTER (self->index));
  g_hash_table_unref (self->alive);
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
od_transcript_item_new (OdTranscript *transcript, guint index)
{
  OdTranscriptItem *self = g_object_new (OD_TYPE_TRANSCRIPT_ITEM, NULL);

  self->event = od_event_ref (g_ptr_array_index (transcript->events, index));
  self->index = index;
  self->alive = g_hash_table_ref (transcript->alive);
  g_hash_table_insert (self->alive, GUINT_TO_POINTER (index), self);
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
  return OD_TRANSCRIPT (model)->events->len;
}

static gpointer
od_transcript_get_item (GListModel *model, guint position)
{
  OdTranscript *self = OD_TRANSCRIPT (model);
  OdTranscriptItem *item = g_hash_table_lookup (self->alive, GUINT_TO_POINTER (position));

  if (item != NULL)
    return g_object_ref (item);
  return position < self->events->len ? od_transcript_item_new (self, position) : NULL;
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
  g_ptr_array_unref (OD_TRANSCRIPT (object)->events);
  g_hash_table_unref (OD_TRANSCRIPT (object)->alive);
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
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  self->alive = g_hash_table_new (NULL, NULL);
}

OdTranscript *
od_transcript_new (void)
{
  return g_object_new (OD_TYPE_TRANSCRIPT, NULL);
}

void
od_transcript_append (OdTranscript *self, GPtrArray *events)
{
  guint before = self->events->len;

  if (events->len == 0)
    return;
  for (guint i = 0; i < events->len; i++)
    {
      OdEvent *event = od_event_ref (g_ptr_array_index (events, i));

      g_ptr_array_add (self->events, event);
      if (event->tls != NULL)
        self->tls = event->tls;
    }
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, events->len);
}

guint
od_transcript_get_length (OdTranscript *self)
{
  return self->events->len;
}

OdEvent *
od_transcript_get_event (OdTranscript *self, guint index)
{
  g_return_val_if_fail (index < self->events->len, NULL);
  return g_ptr_array_index (self->events, index);
}

OdTlsInfo *
od_transcript_get_tls (OdTranscript *self)
{
  return self->tls;
}
