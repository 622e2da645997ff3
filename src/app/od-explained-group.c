/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One group. Main thread. */

#include "od-explained-group.h"

#include "od-text.h"

struct _OdExplainedGroup
{
  GObject parent_instance;

  char *title;
  char *folded;
  char *key;
  OdExplainedGroup *parent;
  guint count;
  guint told;
};

G_DEFINE_FINAL_TYPE (OdExplainedGroup, od_explained_group, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_COUNT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
od_explained_group_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_COUNT)
    g_value_set_uint (value, OD_EXPLAINED_GROUP (object)->count);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
od_explained_group_finalize (GObject *object)
{
  OdExplainedGroup *self = OD_EXPLAINED_GROUP (object);

  g_free (self->title);
  g_free (self->folded);
  g_free (self->key);
  g_clear_object (&self->parent);
  G_OBJECT_CLASS (od_explained_group_parent_class)->finalize (object);
}

static void
od_explained_group_class_init (OdExplainedGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = od_explained_group_get_property;
  object_class->finalize = od_explained_group_finalize;
  properties[PROP_COUNT] =
      g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
od_explained_group_init (OdExplainedGroup *self)
{
}

OdExplainedGroup *
od_explained_group_new (const char *title, OdExplainedGroup *parent)
{
  OdExplainedGroup *self = g_object_new (OD_TYPE_EXPLAINED_GROUP, NULL);

  self->title = g_strdup (title);
  self->folded = od_text_fold (title);
  self->key = g_utf8_collate_key (title, -1);
  self->parent = parent != NULL ? g_object_ref (parent) : NULL;
  return self;
}

const char *
od_explained_group_get_title (OdExplainedGroup *self)
{
  return self->title;
}

OdExplainedGroup *
od_explained_group_get_parent (OdExplainedGroup *self)
{
  return self->parent;
}

guint
od_explained_group_get_count (OdExplainedGroup *self)
{
  return self->count;
}

void
od_explained_group_add (OdExplainedGroup *self)
{
  self->count++;
}

void
od_explained_group_tell (OdExplainedGroup *self)
{
  if (self->told == self->count)
    return;
  self->told = self->count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

const char *
od_explained_group_get_folded (OdExplainedGroup *self)
{
  return self->folded;
}

const char *
od_explained_group_get_key (OdExplainedGroup *self)
{
  return self->key;
}
