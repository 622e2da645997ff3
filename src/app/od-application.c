/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The application. Main thread. Style sheet and icons are found by GTK under the resource base path that
 * belongs to the application's id. */

#include "od-application.h"

#include <glib/gi18n-lib.h>

#include "od-store.h"
#include "od-ui.h"
#include "od-window.h"

struct _OdApplication
{
  AdwApplication parent_instance;

  OdStore *store;
};

G_DEFINE_FINAL_TYPE (OdApplication, od_application, ADW_TYPE_APPLICATION)

/* Which keys do what; shown by the shortcuts window. */
static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "win.check", { "<Control>Return" } },
  { "win.stop", { "Escape" } },
  { "win.search", { "<Control>f" } },
  { "win.save-text", { "<Control>s" } },
  { "win.save-json", { "<Control><Shift>s" } },
  { "win.open", { "<Control>o" } },
  { "win.copy-report", { "<Control><Shift>c" } },
  { "win.copy-message", { "<Control><Shift>m" } },
  { "win.letter", { "<Control>l" } },
  { "win.accounts", { "<Control>k" } },
  { "win.sign-in", { "<Control>i" } },
  { "win.history", { "<Control>h" } },
  { "win.back", { "<Alt>Left" } },
  { "win.forward", { "<Alt>Right" } },
  { "win.shortcuts", { "F1", "<Control>question" } },
  { "window.close", { "<Control>w" } },
  { "app.quit", { "<Control>q" } },
};

static OdWindow *
ensure_window (OdApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window == NULL || !OD_IS_WINDOW (window))
    return od_window_new (GTK_APPLICATION (self), self->store);
  return OD_WINDOW (window);
}

static void
od_application_activate (GApplication *application)
{
  gtk_window_present (GTK_WINDOW (ensure_window (OD_APPLICATION (application))));
}

static void
od_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  OdWindow *window = ensure_window (OD_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  od_window_open (window, files, (guint) n_files);
}

/* Through the window, so that it remembers what it must. */
static void
on_quit (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (user_data));

  if (windows == NULL)
    g_application_quit (G_APPLICATION (user_data));
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
on_about (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (window, "application-name", _ ("Outbox Doctor"), "application-icon", OD_APP_ID,
                         "version", OD_VERSION, "developer-name", _ ("The Outbox Doctor authors"),
                         "copyright", "© 2026 The Outbox Doctor authors", "license-type", GTK_LICENSE_GPL_3_0,
                         "comments",
                         _ ("Finds out why mail does not go out, and says in plain words how to mend it."),
                         /* Translators: your name, one a line */
                         "translator-credits", _ ("translator-credits"), NULL);
}

static void
apply_color_scheme (const char *name)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
on_color_scheme (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  OdApplication *self = user_data;

  apply_color_scheme (g_variant_get_string (state, NULL));
  od_store_set_text (self->store, "color-scheme", g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
}

static void
add_color_scheme (OdApplication *self)
{
  g_autofree char *name = od_store_get_text (self->store, "color-scheme", "system");
  g_autoptr (GSimpleAction) action =
      g_simple_action_new_stateful ("color-scheme", G_VARIANT_TYPE_STRING, g_variant_new_string (name));

  apply_color_scheme (name);
  g_signal_connect (action, "change-state", G_CALLBACK (on_color_scheme), self);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
}

static void
od_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "quit", .activate = on_quit },
    { .name = "about", .activate = on_about },
  };
  OdApplication *self = OD_APPLICATION (application);

  G_APPLICATION_CLASS (od_application_parent_class)->startup (application);
  self->store = od_store_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  add_color_scheme (self);
  for (gsize i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           accelerators[i].keys);
}

static void
od_application_dispose (GObject *object)
{
  g_clear_object (&OD_APPLICATION (object)->store);
  G_OBJECT_CLASS (od_application_parent_class)->dispose (object);
}

static void
od_application_class_init (OdApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = od_application_dispose;
  application_class->activate = od_application_activate;
  application_class->open = od_application_open;
  application_class->startup = od_application_startup;
}

static void
od_application_init (OdApplication *self)
{
}

OdApplication *
od_application_new (void)
{
  return g_object_new (OD_TYPE_APPLICATION, "application-id", OD_APP_ID, "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", OD_RESOURCES, NULL);
}
