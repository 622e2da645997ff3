/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* outbox-check: the checkup for terminals and scripts. The run is in a worker, the main thread waits for it
 * and for an interrupt. Exit status: 0 accepted or checked, 1 a problem was found, 2 the command line or a
 * file was wrong. */

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <locale.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "od-cli-options.h"
#include "od-cli-password.h"
#include "od-practice.h"
#include "od-report.h"

enum
{
  EXIT_ACCEPTED = 0,
  EXIT_PROBLEM = 1,
  EXIT_USAGE = 2
};

static int
usage_error (const char *message)
{
  g_printerr ("outbox-check: %s\n", message);
  return EXIT_USAGE;
}

static guint
terminal_width (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
    return MIN (size.ws_col, 100);
  return 78;
}

static OdReportStyle
style_for (int fd)
{
  OdReportStyle style = { FALSE, terminal_width (), FALSE };

  style.colour = isatty (fd) && g_getenv ("NO_COLOR") == NULL;
  return style;
}

/* Worker thread: the live protocol, on a terminal only. */
static void
print_event (OdEvent *event, gpointer user_data)
{
  const OdReportStyle style = style_for (STDERR_FILENO);
  g_autofree char *line = od_report_event_line (event, &style);

  fputs (line, stderr);
}

static int
print_result (const OdResult *result, gboolean json)
{
  const OdReportStyle style = style_for (STDOUT_FILENO);
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
  if (fflush (stdout) != 0)
    return usage_error (_ ("The result could not be written."));
  return g_str_equal (outcome, "accepted") || g_str_equal (outcome, "checked") ? EXIT_ACCEPTED : EXIT_PROBLEM;
}

static int
give_result (const OdResult *result, const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (options->save_file)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->save_file);
      if (!od_report_save_json (result, file, NULL, &error))
        usage_error (error->message);
    }
  int status = print_result (result, options->json);
  return error ? EXIT_USAGE : status;
}

typedef struct
{
  const OdSettings *settings;
  OdSecret *secret;
  OdLimits limits;
  GCancellable *cancellable;
  GMainLoop *loop;
  OdResult *result;
} Work;

static void
work (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  Work *self = task_data;

  self->result = od_checkup_run (self->settings, self->secret, &self->limits,
                                 isatty (STDERR_FILENO) ? print_event : NULL, NULL, self->cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
on_done (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  g_main_loop_quit (user_data);
}

static gboolean
on_interrupt (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static OdResult *
run_checkup (const OdSettings *settings, OdSecret *secret, guint hurry)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Work self = { settings, secret, od_limits_scaled (hurry), cancellable, loop, NULL };
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_done, loop);
  guint interrupt = g_unix_signal_add (SIGINT, on_interrupt, cancellable);
  guint terminate = g_unix_signal_add (SIGTERM, on_interrupt, cancellable);

  g_task_set_task_data (task, &self, NULL);
  g_task_run_in_thread (task, work);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  return self.result;
}

static OdSecret *
find_password (const OdCliOptions *options, GError **error)
{
  if (options->password_fd >= 0)
    return od_cli_password_from_fd (options->password_fd, error);
  if (options->keyring)
    return od_cli_password_from_keyring (options->settings, error);
  return od_cli_password_from_prompt (options->settings, error);
}

static gboolean
wants_password (const OdSettings *settings)
{
  return settings->login && !settings->direct && !g_str_equal (settings->mechanism, "EXTERNAL");
}

static int
check (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = NULL;

  if (!od_settings_check (options->settings, NULL, &error))
    return usage_error (error->message);
  if (wants_password (options->settings) && !(secret = find_password (options, &error)))
    return usage_error (error->message);

  g_autoptr (OdResult) result = run_checkup (options->settings, secret, options->hurry);
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
  return EXIT_ACCEPTED;
}

static int
practise (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;

  if (!options->illness)
    return list_illnesses ();

  g_autoptr (OdPractice) practice = od_practice_start (options->illness, &error);
  if (!practice)
    return usage_error (error->message);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdSecret) secret = od_practice_get_secret (practice);
  g_autoptr (OdResult) result = run_checkup (settings, secret, options->hurry);
  return give_result (result, options);
}

static int
diagnose_saved (const OdCliOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (options->read_file);
  g_autoptr (OdResult) result = od_report_read (file, NULL, &error);

  return result ? give_result (result, options) : usage_error (error->message);
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

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  set_up_language ();
  g_autoptr (OdCliOptions) options = od_cli_options_parse (argc, argv, &error);
  if (!options)
    return usage_error (error->message);
  if (options->version)
    {
      g_print ("outbox-check %s\n", OD_VERSION);
      return EXIT_ACCEPTED;
    }
  if (options->practice)
    return practise (options);
  if (options->read_file)
    return diagnose_saved (options);
  return check (options);
}
