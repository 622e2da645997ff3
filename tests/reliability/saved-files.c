/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Made, written and read by the program's own functions. That something is missing or is there by halves
 * fails the test at once. */

#include "saved-files.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "od-history.h"
#include "od-report.h"
#include "od-saved-account.h"
#include "od-store.h"
#include "od-transcript-file.h"

#define ACCOUNTS       8
#define EVENTS         60
#define EVENTS_VARIETY 40 /* so that a file is longer or shorter than the one before */

static GFile *
file_in_folder (const char *name)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), name, NULL);

  return g_file_new_for_path (path);
}

static guint
count_events (guint number)
{
  return EVENTS + number % EVENTS_VARIETY;
}

/* Every event says the number. */
static OdTranscript *
make_transcript (guint number)
{
  OdTranscript *transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);

  for (guint i = 0; i < count_events (number); i++)
    {
      OdEvent *event = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_EHLO, i);

      event->text = g_strdup_printf ("250-%u", number);
      g_ptr_array_add (events, event);
    }
  od_transcript_append (transcript, events);
  return transcript;
}

static OdSettings *
make_settings (guint number)
{
  OdSettings *settings = od_settings_new ();
  g_autofree char *name = g_strdup_printf ("host-%u.example.org", number);

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  od_settings_set_text (&settings->ehlo_name, name);
  settings->message_size = number;
  settings->port = 587;
  return settings;
}

static OdResult *
make_result (guint number)
{
  g_autoptr (OdTranscript) transcript = make_transcript (number);
  g_autoptr (OdSettings) settings = make_settings (number);

  return od_result_new_from_transcript (transcript, settings);
}

/* --- writing */

static gboolean
save_transcript (guint number)
{
  g_autoptr (OdTranscript) transcript = make_transcript (number);
  g_autoptr (GFile) file = file_in_folder ("transcript.json");

  return od_transcript_save (transcript, file, NULL, NULL);
}

static gboolean
save_report (guint number)
{
  g_autoptr (OdResult) result = make_result (number);
  g_autoptr (GFile) file = file_in_folder ("report.json");

  return od_report_save_json (result, file, NULL, NULL);
}

/* Each in its turn, so that all have another number. */
static gboolean
save_account (guint number)
{
  g_autoptr (OdSettings) settings = make_settings (number);
  g_autofree char *name = g_strdup_printf ("account %u", number % ACCOUNTS);

  return od_saved_accounts_save (name, settings, NULL);
}

static gboolean
save_settings (guint number)
{
  static OdStore *store;
  g_autoptr (OdSettings) settings = make_settings (number);

  if (store == NULL)
    store = od_store_new ();
  od_store_save_settings (store, settings);
  return TRUE;
}

static gboolean
save_history (guint number)
{
  g_autoptr (OdResult) result = make_result (number);

  return od_history_add (result, NULL, NULL);
}

static gboolean (*const savers[N_KINDS]) (guint number) = { save_transcript, save_report, save_account,
                                                            save_settings, save_history };

gboolean
saved_files_save (Kind kind, guint number)
{
  return savers[kind](number);
}

/* --- reading */

static guint
number_in_transcript (OdTranscript *transcript)
{
  OdEvent *first = od_transcript_get_event (transcript, 0);
  guint number = (guint) atoi (first->text + strlen ("250-"));

  g_assert_cmpuint (od_transcript_get_length (transcript), ==, count_events (number));
  for (guint i = 0; i < count_events (number); i++)
    g_assert_cmpstr (od_transcript_get_event (transcript, i)->text, ==, first->text);
  return number;
}

static guint
look_at_transcript (void)
{
  g_autoptr (GFile) file = file_in_folder ("transcript.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTranscript) transcript = od_transcript_load (file, NULL, &error);

  g_assert_no_error (error);
  return number_in_transcript (transcript);
}

static guint
look_at_report (void)
{
  g_autoptr (GFile) file = file_in_folder ("report.json");
  g_autoptr (GError) error = NULL;
  g_autoptr (OdResult) result = od_report_read (file, NULL, &error);
  guint number;

  g_assert_no_error (error);
  number = number_in_transcript (result->transcript);
  g_assert_cmpuint (result->settings->message_size, ==, number);
  return number;
}

static guint
look_at_accounts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = od_saved_accounts_list (&error);
  guint64 latest = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (accounts->len, ==, ACCOUNTS);
  for (guint i = 0; i < ACCOUNTS; i++)
    latest = MAX (latest, ((OdSavedAccount *) accounts->pdata[i])->settings->message_size);
  for (guint i = 0; i < ACCOUNTS; i++)
    {
      const OdSavedAccount *account = accounts->pdata[i];
      g_autofree char *name =
          g_strdup_printf ("account %u", (guint) account->settings->message_size % ACCOUNTS);

      g_assert_cmpstr (account->name, ==, name);
      g_assert_cmpuint (latest - account->settings->message_size, <, ACCOUNTS);
    }
  return (guint) latest;
}

/* Read by GLib alone: a store would keep watching the file. */
static guint
look_at_settings (void)
{
  g_autoptr (GKeyFile) keys = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *path =
      g_build_filename (g_get_user_config_dir (), "glib-2.0", "settings", "keyfile", NULL);
  g_auto (GStrv) groups = NULL;
  g_autofree char *name = NULL;
  g_autofree char *size = NULL;
  guint number;

  g_key_file_load_from_file (keys, path, G_KEY_FILE_NONE, &error);
  g_assert_no_error (error);
  groups = g_key_file_get_groups (keys, NULL);
  name = g_key_file_get_value (keys, groups[0], "ehlo-name", &error);
  size = g_key_file_get_value (keys, groups[0], "message-size", &error);
  g_assert_no_error (error);
  g_assert_cmpint (sscanf (name, "'host-%u.example.org'", &number), ==, 1);
  g_assert_cmpuint (g_ascii_strtoull (size + strcspn (size, "0123456789"), NULL, 10), ==, number);
  return number;
}

/* The first run kept has the number 1, the next 2. */
static guint
look_at_history (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = od_history_list (&error);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      g_autoptr (OdResult) result = od_history_load (((OdHistoryEntry *) entries->pdata[i])->id, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (number_in_transcript (result->transcript), ==, entries->len - i);
    }
  return entries->len;
}

static guint (*const lookers[N_KINDS]) (void) = { look_at_transcript, look_at_report, look_at_accounts,
                                                  look_at_settings, look_at_history };

guint
saved_files_look (Kind kind)
{
  return lookers[kind]();
}
