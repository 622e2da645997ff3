/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Details. Main thread. */

#include "od-finding-details.h"

#include <glib/gi18n-lib.h>

#include "od-finding-row.h"

struct _OdFindingDetails
{
  AdwExpanderRow parent_instance;

  GPtrArray *rows; /* OdFindingRow * */
};

G_DEFINE_FINAL_TYPE (OdFindingDetails, od_finding_details, ADW_TYPE_EXPANDER_ROW)

static void
add_detail (OdFindingDetails *self, const char *title, const char *words)
{
  GtkWidget *row = od_finding_row_new (title, words);

  od_finding_row_set_selectable (OD_FINDING_ROW (row));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Paragraphs under one heading; nothing where there are none. */
static void
add_paragraphs (OdFindingDetails *self, const char *title, char **paragraphs)
{
  g_autofree char *words = NULL;

  if (paragraphs == NULL || *paragraphs == NULL)
    return;
  words = g_strjoinv ("\n", paragraphs);
  add_detail (self, title, words);
}

static void
add_details (OdFindingDetails *self, const OdFinding *finding)
{
  g_autofree char *certainty = NULL;

  add_paragraphs (self, _ ("In terms of the trade"), finding->details);
  add_paragraphs (self, _ ("The code, digit by digit"), finding->digits);
  add_paragraphs (self, _ ("Where this is written"), finding->sources);
  if (finding->certainty == 0)
    return;
  /* Translators: how sure a verdict is, as in "95 %" */
  certainty = g_strdup_printf (_ ("%u %%"), finding->certainty);
  add_detail (self, _ ("How sure this is"), certainty);
}

static void
clear (OdFindingDetails *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

gboolean
od_finding_details_show (OdFindingDetails *self, const OdFinding *finding)
{
  clear (self);
  add_details (self, finding);
  return self->rows->len > 0;
}

static void
od_finding_details_finalize (GObject *object)
{
  g_clear_pointer (&OD_FINDING_DETAILS (object)->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (od_finding_details_parent_class)->finalize (object);
}

static void
od_finding_details_class_init (OdFindingDetailsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = od_finding_details_finalize;
}

static void
od_finding_details_init (OdFindingDetails *self)
{
  self->rows = g_ptr_array_new ();
}
