/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A list that only grows. Main thread. */

#include "od-explained-model.h"

struct _OdExplainedModel
{
  GObject parent_instance;

  GPtrArray *rows; /* OdExplainedRow * */
  OdExplainedGroups *groups;
};

static GType
get_item_type (GListModel *model)
{
  return OD_TYPE_EXPLAINED_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return OD_EXPLAINED_MODEL (model)->rows->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OdExplainedModel *self = OD_EXPLAINED_MODEL (model);

  return position < self->rows->len ? g_object_ref (g_ptr_array_index (self->rows, position)) : NULL;
}

static void
implement_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OdExplainedModel,
                               od_explained_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list))

void
od_explained_model_append (OdExplainedModel *self, const GPtrArray *batch)
{
  guint from = self->rows->len;

  if (batch->len == 0)
    return;
  for (guint i = 0; i < batch->len; i++)
    {
      OdExplained *explained = g_ptr_array_index (batch, i);
      OdExplainedGroup *finding = od_explained_groups_count (self->groups, explained);

      g_ptr_array_add (self->rows, od_explained_row_new (explained, finding));
    }
  g_list_model_items_changed (G_LIST_MODEL (self), from, 0, batch->len);
  od_explained_groups_flush (self->groups);
}

OdExplainedGroups *
od_explained_model_get_groups (OdExplainedModel *self)
{
  return self->groups;
}

static void
od_explained_model_finalize (GObject *object)
{
  OdExplainedModel *self = OD_EXPLAINED_MODEL (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->groups);
  G_OBJECT_CLASS (od_explained_model_parent_class)->finalize (object);
}

static void
od_explained_model_class_init (OdExplainedModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_explained_model_finalize;
}

static void
od_explained_model_init (OdExplainedModel *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = od_explained_groups_new ();
}

OdExplainedModel *
od_explained_model_new (void)
{
  return g_object_new (OD_TYPE_EXPLAINED_MODEL, NULL);
}
