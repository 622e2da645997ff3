/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Check sending. Main thread. Two widths decide: from WIDE on the form stands beside the run, below it both
 * are pages; below NARROW buttons go under their words. */

#include <glib/gi18n-lib.h>

#include "od-check-view-private.h"
#include "od-ui.h"
#include "od-width-bin.h"

#define WIDE   900
#define NARROW 600

G_DEFINE_FINAL_TYPE (OdCheckView, od_check_view, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  FINISHED,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_REMEMBER,
};

void
od_check_view_say (OdCheckView *self, const char *words)
{
  g_signal_emit (self, signals[MESSAGE], 0, words);
}

static gboolean
shows_run (OdCheckView *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->result_stack), "run") == 0;
}

/* One of the two goes, the other comes: the focus stays with them. */
static void
show_start_or_stop (OdCheckView *self, gboolean running)
{
  GtkWidget *start = GTK_WIDGET (self->start_button);
  gboolean focused = gtk_widget_has_focus (start) || gtk_widget_has_focus (self->stop_button);

  gtk_widget_set_visible (start, !running);
  gtk_widget_set_visible (self->stop_button, running);
  if (focused)
    gtk_widget_grab_focus (running ? self->stop_button : start);
}

static void
show_buttons (OdCheckView *self)
{
  gboolean running = od_checkup_is_running (self->checkup);
  gboolean again = od_checkup_get_result (self->checkup) != NULL && !self->saved_result;

  gtk_button_set_label (self->start_button, again ? _ ("Check again") : _ ("Check sending"));
  show_start_or_stop (self, running);
  gtk_button_set_label (self->forward_button,
                        shows_run (self) ? _ ("Show the result") : _ ("Practise with a built-in server"));
  gtk_widget_set_visible (GTK_WIDGET (self->forward_button), adw_leaflet_get_folded (self->leaflet));
}

void
od_check_view_update (OdCheckView *self)
{
  show_buttons (self);
  od_check_view_update_consent (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

OdRunPage *
od_check_view_get_run_page (OdCheckView *self)
{
  GtkWidget *page;

  if (self->run_page != NULL)
    return self->run_page;
  page = od_run_page_new ();
  self->run_page = OD_RUN_PAGE (page);
  g_signal_connect_object (page, "fix", G_CALLBACK (od_check_view_take_fix), self, G_CONNECT_SWAPPED);
  od_run_page_watch (self->run_page, self->checkup);
  od_run_page_set_position (self->run_page, od_store_get_int (self->store, "pane-position", -1));
  od_run_page_set_alone (self->run_page, adw_leaflet_get_folded (self->leaflet));
  od_run_page_set_narrow (self->run_page, self->narrow);
  adw_bin_set_child (self->run_bin, page);
  return self->run_page;
}

void
od_check_view_start_search (OdCheckView *self)
{
  od_run_page_start_search (od_check_view_get_run_page (self));
}

void
od_check_view_copy_transcript (OdCheckView *self)
{
  od_run_page_copy_transcript (od_check_view_get_run_page (self));
  od_check_view_say (self, _ ("Copied"));
}

void
od_check_view_go_back (OdCheckView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->settings_page);
}

void
od_check_view_go_forward (OdCheckView *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->result_stack));
}

void
od_check_view_close (OdCheckView *self)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self->pane);

  od_settings_pane_stop_searching (self->pane);
  od_checkup_stop (self->checkup);
  od_store_save_settings (self->store, self->own_settings != NULL ? self->own_settings : settings);
  if (self->run_page != NULL)
    od_store_set_int (self->store, "pane-position", od_run_page_get_position (self->run_page));
  od_settings_pane_set_secret (self->pane, NULL);
}

gboolean
od_check_view_is_running (OdCheckView *self)
{
  return od_checkup_is_running (self->checkup);
}

gboolean
od_check_view_is_practising (OdCheckView *self)
{
  return self->practice != NULL;
}

gboolean
od_check_view_can_go_back (OdCheckView *self)
{
  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) != self->settings_page;
}

gboolean
od_check_view_has_transcript (OdCheckView *self)
{
  return shows_run (self) && od_transcript_get_length (od_checkup_get_transcript (self->checkup)) > 0;
}

OdResult *
od_check_view_get_result (OdCheckView *self)
{
  return shows_run (self) ? od_checkup_get_result (self->checkup) : NULL;
}

OdSettings *
od_check_view_get_settings (OdCheckView *self)
{
  return od_settings_pane_get_settings (self->pane);
}

OdSecret *
od_check_view_get_secret (OdCheckView *self)
{
  return od_settings_pane_get_secret (self->pane);
}

static void
on_folded (OdCheckView *self)
{
  if (self->checkup == NULL)
    return;
  if (self->run_page != NULL)
    od_run_page_set_alone (self->run_page, adw_leaflet_get_folded (self->leaflet));
  od_check_view_update (self);
}

/* The first lines make searching and copying possible; the others change nothing here. */
static void
on_events (OdCheckView *self, guint from)
{
  if (from == 0)
    od_check_view_update (self);
}

static void
on_finished (OdCheckView *self)
{
  OdResult *result = od_checkup_get_result (self->checkup);

  if (od_facts_get (result->facts, "practice") == NULL &&
      g_strcmp0 (od_result_get_outcome (result), "cancelled") != 0)
    g_signal_emit (self, signals[FINISHED], 0, result);
}

static void
on_width (OdCheckView *self, int width)
{
  gboolean wide = width >= WIDE;

  adw_leaflet_set_can_unfold (self->leaflet, wide);
  self->narrow = width < NARROW;
  if (self->run_page != NULL)
    od_run_page_set_narrow (self->run_page, self->narrow);
}

static gboolean
od_check_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (OD_CHECK_VIEW (widget)->pane));
}

static void
od_check_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REMEMBER)
    g_value_set_boolean (value, OD_CHECK_VIEW (object)->remember);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
od_check_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_REMEMBER)
    OD_CHECK_VIEW (object)->remember = g_value_get_boolean (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
od_check_view_dispose (GObject *object)
{
  OdCheckView *self = OD_CHECK_VIEW (object);

  g_clear_pointer (&self->root, gtk_widget_unparent);
  g_clear_object (&self->checkup);
  g_clear_object (&self->store);
  g_clear_pointer (&self->practice, od_practice_free);
  g_clear_pointer (&self->own_settings, od_settings_unref);
  G_OBJECT_CLASS (od_check_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, root);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, practice_banner);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, leaflet);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, settings_page);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, pane);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, start_button);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, stop_button);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, forward_button);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, result_stack);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, run_bin);
  gtk_widget_class_bind_template_child (widget_class, OdCheckView, consent_group);
  gtk_widget_class_bind_template_callback (widget_class, on_width);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, od_check_view_start);
  gtk_widget_class_bind_template_callback (widget_class, od_check_view_take_search);
  gtk_widget_class_bind_template_callback (widget_class, od_check_view_practise);
}

static void
od_check_view_class_init (OdCheckViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_check_view_dispose;
  G_OBJECT_CLASS (klass)->get_property = od_check_view_get_property;
  G_OBJECT_CLASS (klass)->set_property = od_check_view_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_REMEMBER,
                                   g_param_spec_boolean ("remember", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  widget_class->grab_focus = od_check_view_grab_focus;
  signals[CHANGED] =
      g_signal_new ("changed", OD_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[FINISHED] = g_signal_new ("finished", OD_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, OD_TYPE_RESULT);
  signals[MESSAGE] = g_signal_new ("message", OD_TYPE_CHECK_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (OD_TYPE_WIDTH_BIN);
  g_type_ensure (OD_TYPE_SETTINGS_PANE);
  g_type_ensure (OD_TYPE_PRACTICE_PAGE);
  g_type_ensure (OD_TYPE_WISH_CONSENT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, OD_UI ("od-check-view"));
  bind_children (widget_class);
  od_check_view_install_consent (widget_class);
}

/* After the page of the run, which comes later: buttons that cannot be used any more lose the keyboard, and
 * it must have seen before where that was. */
static void
watch_checkup (OdCheckView *self)
{
  const GConnectFlags flags = G_CONNECT_SWAPPED | G_CONNECT_AFTER;

  g_signal_connect_object (self->checkup, "notify::running", G_CALLBACK (od_check_view_update), self, flags);
  g_signal_connect_object (self->checkup, "notify::result", G_CALLBACK (od_check_view_update), self, flags);
  g_signal_connect_object (self->checkup, "finished", G_CALLBACK (on_finished), self, flags);
  g_signal_connect_object (self->checkup, "events", G_CALLBACK (on_events), self, flags);
}

static void
od_check_view_init (OdCheckView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->checkup = od_checkup_new ();
  watch_checkup (self);
  show_buttons (self);
}

GtkWidget *
od_check_view_new (OdStore *store)
{
  OdCheckView *self = g_object_new (OD_TYPE_CHECK_VIEW, NULL);
  g_autoptr (OdSettings) settings = od_store_load_settings (store);

  self->store = g_object_ref (store);
  od_settings_pane_set_settings (self->pane, settings);
  od_check_view_load_consent (self);
  return GTK_WIDGET (self);
}
