/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The list of groups. Main thread. Groups that stay in their place are not told anew: a list that shows them
 * keeps what is selected. */

#include "od-explained-groups.h"

#include <glib/gi18n-lib.h>

#include "od-explain-result.h"

struct _OdExplainedGroups
{
  GObject parent_instance;

  OdExplainedGroup *all;
  GHashTable *meanings; /* char *: OdExplainedGroup * */
  GHashTable *findings; /* const OdDiagnosis *: OdExplainedGroup * */
  GPtrArray *shown;     /* OdExplainedGroup *, in order */
};

static GType
get_item_type (GListModel *model)
{
  return OD_TYPE_EXPLAINED_GROUP;
}

static guint
get_n_items (GListModel *model)
{
  return OD_EXPLAINED_GROUPS (model)->shown->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  OdExplainedGroups *self = OD_EXPLAINED_GROUPS (model);

  return position < self->shown->len ? g_object_ref (g_ptr_array_index (self->shown, position)) : NULL;
}

static void
implement_list (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (OdExplainedGroups,
                               od_explained_groups,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, implement_list))

static OdExplainedGroup *
group_of_meaning (OdExplainedGroups *self, const OdExplained *explained)
{
  const char *title = od_explained_meaning (explained);
  OdExplainedGroup *group = g_hash_table_lookup (self->meanings, title);

  if (group == NULL)
    {
      group = od_explained_group_new (title, self->all);
      g_hash_table_insert (self->meanings, g_strdup (title), group);
    }
  return group;
}

OdExplainedGroup *
od_explained_groups_count (OdExplainedGroups *self, const OdExplained *explained)
{
  OdExplainedGroup *group = g_hash_table_lookup (self->findings, explained->diagnosis);

  if (group == NULL)
    {
      g_autofree char *title = od_explained_title (explained);

      group = od_explained_group_new (title, group_of_meaning (self, explained));
      g_hash_table_insert (self->findings, (gpointer) explained->diagnosis, group);
    }
  for (OdExplainedGroup *counted = group; counted != NULL; counted = od_explained_group_get_parent (counted))
    od_explained_group_add (counted);
  return group;
}

static int
compare_counts (OdExplainedGroup *a, OdExplainedGroup *b)
{
  guint count_a = od_explained_group_get_count (a);
  guint count_b = od_explained_group_get_count (b);

  if (count_a != count_b)
    return count_a > count_b ? -1 : 1;
  return g_strcmp0 (od_explained_group_get_key (a), od_explained_group_get_key (b));
}

static guint
depth_of (OdExplainedGroup *group)
{
  OdExplainedGroup *parent = od_explained_group_get_parent (group);

  return parent != NULL ? depth_of (parent) + 1 : 0;
}

/* A group at the depth of another, or what it lies in there. */
static OdExplainedGroup *
ancestor_at (OdExplainedGroup *group, guint depth)
{
  while (depth_of (group) > depth)
    group = od_explained_group_get_parent (group);
  return group;
}

/* What lies in a group comes right below it. */
static int
compare_groups (gconstpointer pa, gconstpointer pb)
{
  OdExplainedGroup *a = *(OdExplainedGroup *const *) pa;
  OdExplainedGroup *b = *(OdExplainedGroup *const *) pb;
  guint depth_a = depth_of (a);
  guint depth_b = depth_of (b);

  for (guint depth = 1; depth <= MIN (depth_a, depth_b); depth++)
    if (ancestor_at (a, depth) != ancestor_at (b, depth))
      return compare_counts (ancestor_at (a, depth), ancestor_at (b, depth));
  return depth_a < depth_b ? -1 : depth_a > depth_b;
}

static void
add_all (GPtrArray *list, GHashTable *groups)
{
  GHashTableIter iter;
  gpointer group;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    g_ptr_array_add (list, g_object_ref (group));
}

/* Tells what differs between the lists, as one piece. */
static void
replace_list (OdExplainedGroups *self, GPtrArray *list)
{
  g_autoptr (GPtrArray) before = self->shown;
  guint shorter = MIN (before->len, list->len);
  guint from = 0;
  guint same_end = 0;

  while (from < shorter && before->pdata[from] == list->pdata[from])
    from++;
  while (same_end < shorter - from &&
         before->pdata[before->len - 1 - same_end] == list->pdata[list->len - 1 - same_end])
    same_end++;
  self->shown = list;
  if (before->len - from - same_end > 0 || list->len - from - same_end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), from, before->len - from - same_end,
                                list->len - from - same_end);
}

void
od_explained_groups_flush (OdExplainedGroups *self)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (list, g_object_ref (self->all));
  add_all (list, self->meanings);
  add_all (list, self->findings);
  g_ptr_array_sort (list, compare_groups);
  replace_list (self, list);
  for (guint i = 0; i < self->shown->len; i++)
    od_explained_group_tell (g_ptr_array_index (self->shown, i));
}

static void
od_explained_groups_finalize (GObject *object)
{
  OdExplainedGroups *self = OD_EXPLAINED_GROUPS (object);

  g_clear_object (&self->all);
  g_clear_pointer (&self->meanings, g_hash_table_unref);
  g_clear_pointer (&self->findings, g_hash_table_unref);
  g_clear_pointer (&self->shown, g_ptr_array_unref);
  G_OBJECT_CLASS (od_explained_groups_parent_class)->finalize (object);
}

static void
od_explained_groups_class_init (OdExplainedGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_explained_groups_finalize;
}

static void
od_explained_groups_init (OdExplainedGroups *self)
{
  self->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->findings = g_hash_table_new_full (NULL, NULL, NULL, g_object_unref);
  self->all = od_explained_group_new (_ ("All recipients"), NULL);
  self->shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->shown, g_object_ref (self->all));
}

OdExplainedGroups *
od_explained_groups_new (void)
{
  return g_object_new (OD_TYPE_EXPLAINED_GROUPS, NULL);
}
