/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A row as values, and what sorting and filtering ask of it. Main thread. It holds no text of its own. */

#include "od-explained-row.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "od-explain-result.h"
#include "od-text.h"

struct _OdExplainedRow
{
  GObject parent_instance;

  OdExplained *explained;
  OdExplainedGroup *finding;
};

G_DEFINE_FINAL_TYPE (OdExplainedRow, od_explained_row, G_TYPE_OBJECT)

const char *
od_explained_column_title (OdExplainedColumn column)
{
  static const char *const titles[] = {
    [OD_COLUMN_RECIPIENT] = N_ ("Recipient"), [OD_COLUMN_MEANING] = N_ ("What it means"),
    [OD_COLUMN_FINDING] = N_ ("Finding"),     [OD_COLUMN_CODE] = N_ ("Code"),
    [OD_COLUMN_STATUS] = N_ ("Status"),       [OD_COLUMN_SERVER] = N_ ("Server"),
    [OD_COLUMN_ITEM] = N_ ("Mail"),
  };

  g_return_val_if_fail ((guint) column < OD_N_COLUMNS, "");
  return _ (titles[column]);
}

OdExplained *
od_explained_row_get_explained (OdExplainedRow *self)
{
  return self->explained;
}

const char *
od_explained_row_get_cell (OdExplainedRow *self, OdExplainedColumn column)
{
  switch (column)
    {
    case OD_COLUMN_RECIPIENT:
      return od_explained_recipient (self->explained);
    case OD_COLUMN_MEANING:
      return od_explained_group_get_title (od_explained_group_get_parent (self->finding));
    case OD_COLUMN_FINDING:
      return od_explained_group_get_title (self->finding);
    case OD_COLUMN_CODE:
      return od_explained_code (self->explained);
    case OD_COLUMN_STATUS:
      return od_explained_status (self->explained);
    case OD_COLUMN_SERVER:
      return od_explained_server (self->explained);
    default:
      return od_explained_item_name (self->explained);
    }
}

/* "5.1.10" comes after "5.1.2". */
static int
compare_numbers (const char *a, const char *b)
{
  while (*a != '\0' && *b != '\0')
    {
      char *end_a;
      char *end_b;
      gulong number_a = strtoul (a, &end_a, 10);
      gulong number_b = strtoul (b, &end_b, 10);

      if (number_a != number_b)
        return number_a < number_b ? -1 : 1;
      a = end_a + (*end_a != '\0');
      b = end_b + (*end_b != '\0');
    }
  return (*a != '\0') - (*b != '\0');
}

static int
compare_groups (OdExplainedGroup *a, OdExplainedGroup *b)
{
  return a == b ? 0 : strcmp (od_explained_group_get_key (a), od_explained_group_get_key (b));
}

int
od_explained_row_compare (OdExplainedRow *a, OdExplainedRow *b, OdExplainedColumn column)
{
  guint64 index_a = a->explained->index;
  guint64 index_b = b->explained->index;

  switch (column)
    {
    case OD_COLUMN_MEANING:
      return compare_groups (od_explained_group_get_parent (a->finding),
                             od_explained_group_get_parent (b->finding));
    case OD_COLUMN_FINDING:
      return compare_groups (a->finding, b->finding);
    case OD_COLUMN_CODE:
    case OD_COLUMN_STATUS:
      return compare_numbers (od_explained_row_get_cell (a, column), od_explained_row_get_cell (b, column));
    case OD_COLUMN_ITEM:
      return (index_a > index_b) - (index_a < index_b);
    default:
      return g_ascii_strcasecmp (od_explained_row_get_cell (a, column),
                                 od_explained_row_get_cell (b, column));
    }
}

static gboolean
belongs_to (OdExplainedRow *self, OdExplainedGroup *group)
{
  for (OdExplainedGroup *own = self->finding; own != NULL; own = od_explained_group_get_parent (own))
    if (own == group)
      return TRUE;
  return group == NULL;
}

/* Everything that can be searched; folded already where that is remembered. */
static char *
searched_text (OdExplainedRow *self)
{
  const GPtrArray *texts = od_facts_values (self->explained->facts, "text");
  const OdFact *text = texts != NULL ? texts->pdata[0] : NULL;
  g_autofree char *cells = g_strjoin ("\n", od_explained_recipient (self->explained),
                                      od_explained_server (self->explained),
                                      od_explained_item_name (self->explained), NULL);
  g_autofree char *folded = od_text_fold (cells);
  OdExplainedGroup *meaning = od_explained_group_get_parent (self->finding);

  return g_strjoin ("\n", folded, od_explained_code (self->explained), od_explained_status (self->explained),
                    od_explained_group_get_folded (self->finding), od_explained_group_get_folded (meaning),
                    text != NULL ? od_fact_folded (text) : "", NULL);
}

static gboolean
contains_all (const char *text, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (strstr (text, parts[i]) == NULL)
      return FALSE;
  return TRUE;
}

gboolean
od_explained_row_matches (OdExplainedRow *self, const char *folded, OdExplainedGroup *group)
{
  g_autofree char *text = NULL;

  if (!belongs_to (self, group))
    return FALSE;
  if (folded == NULL || *folded == '\0')
    return TRUE;
  text = searched_text (self);
  return contains_all (text, folded);
}

static void
od_explained_row_finalize (GObject *object)
{
  OdExplainedRow *self = OD_EXPLAINED_ROW (object);

  g_clear_pointer (&self->explained, od_explained_unref);
  g_clear_object (&self->finding);
  G_OBJECT_CLASS (od_explained_row_parent_class)->finalize (object);
}

static void
od_explained_row_class_init (OdExplainedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_explained_row_finalize;
}

static void
od_explained_row_init (OdExplainedRow *self)
{
}

OdExplainedRow *
od_explained_row_new (OdExplained *explained, OdExplainedGroup *finding)
{
  OdExplainedRow *self = g_object_new (OD_TYPE_EXPLAINED_ROW, NULL);

  self->explained = od_explained_ref (explained);
  self->finding = g_object_ref (finding);
  return self;
}
