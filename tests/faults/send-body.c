/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* send-body FILE WORD…: a run with the words of outbox-check, --password-fd and --json among them, and the
 * text of FILE for the test message, for which outbox-check has no word. For the catalogue of faults only. */

#include <stdio.h>

#include "od-cli-options.h"
#include "od-cli-password.h"
#include "od-report.h"

static OdResult *
run (const OdCliOptions *options, GError **error)
{
  g_autoptr (OdSecret) secret = od_cli_password_from_fd (options->password_fd, error);
  const OdCheckupOptions how = { .limits = od_limits_scaled (options->hurry) };

  if (secret == NULL)
    return NULL;
  return od_checkup_run (options->settings, secret, &how, NULL, NULL, NULL);
}

static OdResult *
run_with_body (int argc, char **argv, GError **error)
{
  g_autoptr (OdCliOptions) options = NULL;
  g_autofree char *body = NULL;

  if (argc < 3 || !g_file_get_contents (argv[1], &body, NULL, error))
    return NULL;
  options = od_cli_options_parse (argc - 1, argv + 1, error);
  if (options == NULL)
    return NULL;
  od_settings_set_text (&options->settings->body, body);
  return run (options, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OdResult) result = run_with_body (argc, argv, &error);
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *text = NULL;

  if (result == NULL)
    g_error ("%s", error != NULL ? error->message : "usage: send-body FILE WORD…");
  node = od_report_json (result);
  text = json_to_string (node, TRUE);
  printf ("%s\n", text);
  return g_str_equal (od_result_get_outcome (result), "accepted") ? 0 : 1;
}
