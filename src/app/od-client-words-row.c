/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings in the words of mail programs. Main thread. The words come from od-client-words.h. */

#include "od-client-words-row.h"

#include <glib/gi18n-lib.h>

#include "od-client-words.h"
#include "od-finding-row.h"

#define TEXT "text"

struct _OdClientWordsRow
{
  AdwExpanderRow parent_instance;
};

G_DEFINE_FINAL_TYPE (OdClientWordsRow, od_client_words_row, ADW_TYPE_EXPANDER_ROW)

/* The button says so itself: no window is known here. */
static void
on_copy (GtkWidget *button)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (button), g_object_get_data (G_OBJECT (button), TEXT));
  gtk_button_set_icon_name (GTK_BUTTON (button), "object-select-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Copied"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copied"), -1);
}

static GtkWidget *
copy_button (const char *text)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  g_object_set_data_full (G_OBJECT (button), TEXT, g_strdup (text), g_free);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _ ("Copy"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Copy"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_copy), NULL);
  return button;
}

/* A line a place, "Account Settings › Outgoing Server › Edit…", and a line a setting there, "Port: 587". */
static void
add_setting (GString *words, const OdClientWords *setting, const OdClientWords *before)
{
  if (before == NULL || !g_str_equal (before->path, setting->path))
    g_string_append_printf (words, "%s%s", words->len > 0 ? "\n" : "", setting->path);
  g_string_append (words, "\n");
  if (setting->value != NULL)
    g_string_append_printf (words, _ ("%s: %s"), setting->label, setting->value);
  else
    g_string_append (words, setting->label);
}

static void
add_program (OdClientWordsRow *self, const char *program, const char *words)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s", program, words);
  GtkWidget *row = od_finding_row_new (program, words);

  od_finding_row_set_suffix (OD_FINDING_ROW (row), copy_button (text));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* The settings of a program stand together in @list. */
static void
add_programs (OdClientWordsRow *self, const GPtrArray *list)
{
  guint at = 0;

  while (at < list->len)
    {
      const OdClientWords *first = g_ptr_array_index (list, at);
      const OdClientWords *before = NULL;
      g_autoptr (GString) words = g_string_new (NULL);

      for (; at < list->len; at++)
        {
          const OdClientWords *setting = g_ptr_array_index (list, at);

          if (!g_str_equal (setting->client, first->client))
            break;
          add_setting (words, setting, before);
          before = setting;
        }
      add_program (self, first->program, words->str);
    }
}

static void
od_client_words_row_class_init (OdClientWordsRowClass *klass)
{
}

static void
od_client_words_row_init (OdClientWordsRow *self)
{
}

GtkWidget *
od_client_words_row_new (const OdFix *fix)
{
  g_autoptr (GPtrArray) list = od_client_words_for_fix (fix);
  OdClientWordsRow *self;

  if (list->len == 0)
    return NULL;
  self = g_object_new (OD_TYPE_CLIENT_WORDS_ROW, "title", _ ("In your mail program"), "subtitle",
                       _ ("Where Thunderbird, Outlook, Apple Mail and others have this setting"), NULL);
  add_programs (self, list);
  return GTK_WIDGET (self);
}
