/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* outbox-check: the checkup for terminals and scripts, and the door to the other commands (explain,
 * codes, accounts, discover, history). The run is in a worker, the main thread waits for it and for an
 * interrupt. Exit status: 0 accepted or checked, 1 a problem was found, 2 the command line or a file was
 * wrong. */

#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include "od-cli-accounts.h"
#include "od-cli-codes.h"
#include "od-cli-discover.h"
#include "od-cli-explain.h"
#include "od-cli-history.h"
#include "od-cli-options.h"
#include "od-cli-output.h"
#include "od-cli-password.h"
#include "od-cli-sign-in.h"
#include "od-cli-work.h"
#include "od-history.h"
#include "od-keyring.h"
#include "od-practice.h"
#include "od-saved-account.h"
#include "od-support-letter.h"

/* Worker thread: the live protocol, on a terminal only. */
static void
print_event (OdEvent *event, gpointer user_data)
{
  const OdReportStyle style = od_cli_style_for (STDERR_FILENO);
  g_autofree char *line = od_report_event_line (event, &style);

  fputs (line, stderr);
}

static int
print_result (const OdResult *result, gboolean json)
{
  const OdReportStyle style = od_cli_style_for (STDOUT_FILENO);
  const char *outcome = od_result_get_outcome (result);

  if (json)
    {
      g_autoptr (JsonNode) node = od_report_json (result);
      g_autofree char *text = json_to_string (node, TRUE);
      fprintf (stdout, "%s\n", text);
    }
  else
    {
      g_autofree char *text = od_report_findings (result, &style);
      fputs (text, stdout);
    }
  if (od_cli_flush () != OD_EXIT_OK)
    return OD_EXIT_USAGE;
  return g_str_equal (outcome, "accepted") || g_str_equal (outcome, "checked") ? OD_EXIT_OK : OD_EXIT_PROBLEM;
}

static gboolean
save (const OdResult *result, const OdCliOptions *options, GError **error)
{
  g_autoptr (GFile) file = options->save_file ? g_file_new_for_commandline_arg (options->save_file) : NULL;

  return !file || od_report_save_json (result, file, NULL, error);
}

static gboolean
remember (const OdResult *result, const OdCliOptions *options, GError **error)
{
  return !options->remember || od_history_add (result, NULL, error);
}

static gboolean
write_letter (const OdResult *result, const OdCliOptions *options, GError **error)
{
  if (!options->letter_file)
    return TRUE;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->letter_file);
  return od_support_letter_save (result, file, NULL, error);
}

static int
give_result (const OdResult *result, const OdCliOptions *options)
{
  g_autoptr (GError) not_saved = NULL;
  g_autoptr (GError) not_written = NULL;
  g_autoptr (GError) not_kept = NULL;

  if (!save (result, options, &not_saved))
    od_cli_complain (not_saved->message);
  if (!write_letter (result, options, &not_written))
    od_cli_complain (not_written->message);
  if (!remember (result, options, &not_kept))
    od_cli_complain (not_kept->message);
  int status = print_result (result, options->json);
  return not_saved || not_written || not_kept ? OD_EXIT_USAGE : status;
}

typedef struct
{
  const OdSettings *settings;
  OdSecret *secret;
  OdCheckupOptions options;
  const OdResult *before; /* goes on from it, or NULL */
  GCancellable *cancellable;
  OdResult *result;
} Work;

static void
work (gpointer data)
{
  Work *self = data;
  OdEventSink sink = isatty (STDERR_FILENO) ? print_event : NULL;

  if (self->before)
    self->result = od_checkup_continue (self->before, &self->options, sink, NULL, self->cancellable);
  else
    self->result =
        od_checkup_run (self->settings, self->secret, &self->options, sink, NULL, self->cancellable);
}

static OdCheckupOptions
checkup_options (const OdCliOptions *options)
{
  return (OdCheckupOptions){
    .limits = od_limits_scaled (options->hurry),
    .no_probes = options->no_probes,
    .consent = options->consent,
    .answers = (const char *const *) options->answers,
  };
}

/* @before: to go on from, or NULL for a run of its own. */
static OdResult *
run_checkup (const OdSettings *settings,
             OdSecret *secret,
             const OdCliOptions *options,
             const OdResult *before)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Work self = { settings, secret, checkup_options (options), before, cancellable, NULL };

  od_cli_work_run (work, &self, cancellable);
  return self.result;
}

static OdSecret *
find_password (const OdCliOptions *options, GError **error)
{
  if (options->sign_in)
    return od_cli_sign_in (options, error);

  g_autoptr (OdSecret) kept = options->saved ? od_keyring_look_up (options->settings, NULL) : NULL;

  if (options->password_fd >= 0)
    return od_cli_password_from_fd (options->password_fd, error);
  if (options->keyring)
    return od_keyring_look_up (options->settings, error);
  return kept ? g_steal_pointer (&kept) : od_cli_password_from_prompt (options->settings, error);
}

static gboolean
wants_password (const OdSettings *settings)
{
  return settings->login && !settings->direct && !g_str_equal (settings->mechanism, "EXTERNAL");
}

static gboolean
save_account (const OdCliOptions *options, const OdSecret *secret, GError **error)
{
  if (!options->save_account)
    return TRUE;
  if (!od_saved_accounts_save (options->save_account, options->settings, error))
    return FALSE;
  return !options->store_password || !secret || od_keyring_store (options->settings, secret, error);
}

static int
check (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = NULL;

  if (!od_cli_find_server (options->settings, &error) || !od_settings_check (options->settings, NULL, &error))
    return od_cli_complain (error->message);
  if (wants_password (options->settings) && !(secret = find_password (options, &error)))
    return od_cli_complain (error->message);
  if (!save_account (options, secret, &error))
    return od_cli_complain (error->message);

  g_autoptr (OdResult) result = run_checkup (options->settings, secret, options, NULL);
  return give_result (result, options);
}

static int
list_illnesses (void)
{
  const GPtrArray *illnesses = od_practice_list ();

  for (guint i = 0; i < illnesses->len; i++)
    {
      const OdIllness *illness = g_ptr_array_index (illnesses, i);
      g_print ("%-22s %s\n", illness->name, illness->title);
    }
  return OD_EXIT_OK;
}

static int
practise (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (!options->illness)
    return list_illnesses ();

  g_autoptr (OdPractice) practice = od_practice_start (options->illness, &error);
  if (!practice)
    return od_cli_complain (error->message);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdSecret) secret = od_practice_get_secret (practice);
  g_autoptr (OdResult) result = run_checkup (settings, secret, options, NULL);
  return give_result (result, options);
}

static int
diagnose_saved (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->read_file);
  g_autoptr (OdResult) result = od_report_read (file, NULL, &error);

  if (!result)
    return od_cli_complain (error->message);
  if (!options->consent && !options->answers)
    return give_result (result, options);

  g_autoptr (OdResult) further = run_checkup (NULL, NULL, options, result);
  return give_result (further, options);
}

static void
set_up_language (void)
{
  const char *folder = g_getenv ("OUTBOX_DOCTOR_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder ? folder : OD_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static int
examine (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdCliOptions) options = od_cli_options_parse (argc, argv, &error);
  if (!options)
    return od_cli_complain (error->message);
  if (options->version)
    {
      g_print ("outbox-check %s\n", OD_VERSION);
      return OD_EXIT_OK;
    }
  if (options->practice)
    return practise (options);
  if (options->read_file)
    return diagnose_saved (options);
  return check (options);
}

/* No address is named like a command: it would lack the @. */
int
main (int argc, char **argv)
{
  const char *command = argc > 1 ? argv[1] : "";

  set_up_language ();
  if (g_str_equal (command, "explain"))
    return od_cli_explain (argc - 1, argv + 1);
  if (g_str_equal (command, "accounts"))
    return od_cli_accounts (argc - 1, argv + 1);
  if (g_str_equal (command, "codes"))
    return od_cli_codes (argc - 1, argv + 1);
  if (g_str_equal (command, "discover"))
    return od_cli_discover (argc - 1, argv + 1);
  if (g_str_equal (command, "history"))
    return od_cli_history (argc - 1, argv + 1);
  return examine (argc, argv);
}
