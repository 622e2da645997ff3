/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reference of codes. Main thread. From WIDE on list and page stand side by side, below it one replaces
 * the other. */

#include "od-codes-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "od-code-card.h"
#include "od-code-row.h"
#include "od-ui.h"
#include "od-width-bin.h"

#define WIDE   760
#define NARROW 600

struct _OdCodesView
{
  GtkWidget parent_instance;

  GtkWidget *root;
  AdwLeaflet *leaflet;
  GtkWidget *list_page;
  GtkEditable *search_entry;
  GtkLabel *count_label;
  GtkStack *list_stack;
  GtkScrolledWindow *list_scroller;
  GtkListBox *list;
  GtkWidget *code_page;
  GtkWidget *back_button;
  GtkStack *code_stack;
  GtkScrolledWindow *code_scroller;
  OdCodeCard *card;

  GPtrArray *entries; /* OdCodeEntry * */
  GPtrArray *rows;    /* OdCodeRow *, one an entry, owned by the list */
  char *query;        /* folded */
};

G_DEFINE_FINAL_TYPE (OdCodesView, od_codes_view, GTK_TYPE_WIDGET)

enum
{
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
scroll_to_top (GtkScrolledWindow *scroller)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (scroller), 0);
}

static void
show_entry (OdCodesView *self, const OdCodeEntry *entry)
{
  od_code_card_show (self->card, od_code_page_new (entry, od_knowledge_get_default ()));
  gtk_stack_set_visible_child_name (self->code_stack, "code");
  scroll_to_top (self->code_scroller);
}

static void
on_row_selected (OdCodesView *self, GtkListBoxRow *row)
{
  if (row != NULL)
    show_entry (self, od_code_row_get_entry (OD_CODE_ROW (row)));
}

/* Where both are in sight the focus stays in the list. */
static void
on_row_activated (OdCodesView *self)
{
  if (!adw_leaflet_get_folded (self->leaflet))
    return;
  adw_leaflet_set_visible_child (self->leaflet, self->code_page);
  gtk_widget_grab_focus (self->back_button);
}

static gboolean
is_at_list (OdCodesView *self)
{
  return !adw_leaflet_get_folded (self->leaflet) ||
         adw_leaflet_get_visible_child (self->leaflet) == self->list_page;
}

static void
on_back (OdCodesView *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
  if (row == NULL || !gtk_widget_get_visible (GTK_WIDGET (row)))
    od_codes_view_start_search (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

void
od_codes_view_start_search (OdCodesView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->list_page);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (self->search_entry, 0, -1);
}

/* Rows that do not fit are hidden and not only filtered: a screen reader still reads those that are filtered.
 */
static guint
show_matches (OdCodesView *self)
{
  guint found = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      gboolean matches = od_code_entry_matches (self->entries->pdata[i], self->query);

      gtk_widget_set_visible (self->rows->pdata[i], matches);
      found += matches ? 1 : 0;
    }
  return found;
}

/* The very code that was typed, else the first that fits; NULL: none does. */
static GtkListBoxRow *
best_row (OdCodesView *self)
{
  GtkListBoxRow *first = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (!gtk_widget_get_visible (self->rows->pdata[i]))
        continue;
      if (od_code_entry_is (self->entries->pdata[i], self->query))
        return self->rows->pdata[i];
      if (first == NULL)
        first = self->rows->pdata[i];
    }
  return first;
}

static void
show_count (OdCodesView *self, guint found)
{
  g_autofree char *words =
      g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u code", "%u codes", found), found);

  gtk_label_set_text (self->count_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search_entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  words, -1);
  gtk_stack_set_visible_child_name (self->list_stack, found > 0 ? "codes" : "none");
}

static void
on_search_changed (OdCodesView *self)
{
  GtkListBoxRow *best;

  g_free (self->query);
  self->query = od_code_query_fold (gtk_editable_get_text (self->search_entry));
  show_count (self, show_matches (self));
  scroll_to_top (self->list_scroller);
  best = best_row (self);
  if (*self->query != '\0' && best != NULL)
    gtk_list_box_select_row (self->list, best);
}

/* Return in the search field: to the best of what was found. */
static void
on_search_activate (OdCodesView *self)
{
  GtkListBoxRow *row;

  on_search_changed (self);
  row = best_row (self);
  if (row == NULL)
    return;
  gtk_list_box_select_row (self->list, row);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  on_row_activated (self);
}

static void
on_stop_search (OdCodesView *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

/* Down in the search field: into the list. */
static gboolean
on_search_key (OdCodesView *self, guint key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);

  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  if (row != NULL && gtk_widget_get_visible (GTK_WIDGET (row)))
    gtk_widget_grab_focus (GTK_WIDGET (row));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_DOWN);
  return GDK_EVENT_STOP;
}

static void
on_folded (OdCodesView *self)
{
  gtk_widget_set_visible (self->back_button, adw_leaflet_get_folded (self->leaflet));
}

static void
on_width (OdCodesView *self, int width)
{
  adw_leaflet_set_can_unfold (self->leaflet, width >= WIDE);
  od_code_card_set_narrow (self->card, width < NARROW);
}

static void
on_message (OdCodesView *self, const char *words)
{
  g_signal_emit (self, signals[MESSAGE], 0, words);
}

static GtkWidget *
header_new (const char *title)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 12);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_add_css_class (label, "heading");
  return label;
}

/* Above the first of each kind. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  gboolean is_status = od_code_row_get_entry (OD_CODE_ROW (row))->is_status;

  if (before != NULL && od_code_row_get_entry (OD_CODE_ROW (before))->is_status == is_status)
    gtk_list_box_row_set_header (row, NULL);
  else
    gtk_list_box_row_set_header (row, header_new (is_status ? _ ("Enhanced statuses") : _ ("Reply codes")));
}

static void
fill_list (OdCodesView *self)
{
  self->entries = od_code_list (od_knowledge_get_default ());
  self->rows = g_ptr_array_new ();
  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *row = od_code_row_new (self->entries->pdata[i]);

      gtk_list_box_append (self->list, row);
      g_ptr_array_add (self->rows, row);
    }
  gtk_list_box_set_header_func (self->list, update_header, NULL, NULL);
  show_count (self, self->entries->len);
}

/* Who never looks at it does not pay for it. */
static void
od_codes_view_map (GtkWidget *widget)
{
  OdCodesView *self = OD_CODES_VIEW (widget);

  if (self->entries == NULL)
    fill_list (self);
  GTK_WIDGET_CLASS (od_codes_view_parent_class)->map (widget);
}

static gboolean
od_codes_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_CODES_VIEW (widget)->search_entry));
}

static gboolean
on_back_key (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  OdCodesView *self = OD_CODES_VIEW (widget);

  if (is_at_list (self))
    return GDK_EVENT_PROPAGATE;
  on_back (self);
  return GDK_EVENT_STOP;
}

static void
od_codes_view_dispose (GObject *object)
{
  OdCodesView *self = OD_CODES_VIEW (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (od_codes_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, root);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, list_page);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, count_label);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, list_stack);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, list_scroller);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, list);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, code_page);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, back_button);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, code_stack);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, code_scroller);
  gtk_widget_class_bind_template_child (widget_class, OdCodesView, card);
  gtk_widget_class_bind_template_callback (widget_class, on_width);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_search_key);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_message);
}

static void
od_codes_view_class_init (OdCodesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_codes_view_dispose;
  widget_class->map = od_codes_view_map;
  widget_class->grab_focus = od_codes_view_grab_focus;
  signals[MESSAGE] = g_signal_new ("message", OD_TYPE_CODES_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (OD_TYPE_WIDTH_BIN);
  g_type_ensure (OD_TYPE_CODE_CARD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-codes-view"));
  bind_template (widget_class);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Left, GDK_ALT_MASK, on_back_key, NULL);
}

static void
od_codes_view_init (OdCodesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->query = g_strdup ("");
}

GtkWidget *
od_codes_view_new (void)
{
  return g_object_new (OD_TYPE_CODES_VIEW, NULL);
}
