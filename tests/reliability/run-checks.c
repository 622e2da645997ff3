/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* run-checks ADDRESS SERVER CA-FILE: checks again and again in one process that lives on between them, so
 * that what they leave behind (memory, descriptors, threads, the password) can be looked at from outside.
 * Each order on standard input is a line "COUNT PROBES SECURITY MECHANISM PORT…" and then the password, a
 * line as well. All ports are checked side by side, a thread each, COUNT times. The answer is a line
 * "PORT=OUTCOME,STAGE …"; where not all COUNT checks ended the same, all ends are named. It ends with its
 * input. */

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "od-checkup.h"
#include "od-cli-password.h"

#define MAX_LINE 256

/* The checks of one port. */
typedef struct
{
  OdSettings *settings;
  OdSecret *secret;
  guint count;
  gboolean probes;
  GPtrArray *ends; /* char *, each another */
} Series;

/* Octet by octet: the password behind it is not ours to read. NULL at the end. */
static char *
read_line (void)
{
  g_autoptr (GString) line = g_string_new (NULL);
  char octet;

  while (line->len < MAX_LINE && read (STDIN_FILENO, &octet, 1) == 1)
    {
      if (octet == '\n')
        return g_string_free (g_steal_pointer (&line), FALSE);
      g_string_append_c (line, octet);
    }
  return NULL;
}

static Series *
series_new (const char *const *program, const char *const *order, const char *port, OdSecret *secret)
{
  Series *self = g_new0 (Series, 1);

  self->settings = od_settings_new ();
  od_settings_set_text (&self->settings->address, program[1]);
  od_settings_set_text (&self->settings->server, program[2]);
  od_settings_set_text (&self->settings->ca_file, program[3]);
  if (!od_security_from_name (order[2], &self->settings->security))
    g_error ("no such security: %s", order[2]);
  self->settings->login = !g_str_equal (order[3], "none");
  self->settings->allow_plain_login = TRUE;
  if (self->settings->login)
    od_settings_set_text (&self->settings->mechanism, order[3]);
  self->settings->token = g_str_equal (order[3], "XOAUTH2") || g_str_equal (order[3], "OAUTHBEARER");
  self->settings->port = (guint) atoi (port);
  self->secret = self->settings->login ? od_secret_ref (secret) : NULL;
  self->count = (guint) atoi (order[0]);
  self->probes = g_str_equal (order[1], "yes");
  self->ends = g_ptr_array_new_with_free_func (g_free);
  return self;
}

static void
series_free (Series *self)
{
  od_settings_unref (self->settings);
  g_clear_pointer (&self->secret, od_secret_unref);
  g_ptr_array_unref (self->ends);
  g_free (self);
}

static void
keep_end (Series *self, const OdResult *result)
{
  const char *stage = od_facts_get (result->facts, "stage");
  g_autofree char *end =
      g_strdup_printf ("%s,%s", od_result_get_outcome (result), stage != NULL ? stage : "done");

  if (!g_ptr_array_find_with_equal_func (self->ends, end, g_str_equal, NULL))
    g_ptr_array_add (self->ends, g_steal_pointer (&end));
}

static gpointer
run_series (gpointer data)
{
  Series *self = data;
  const OdCheckupOptions options = { .limits = OD_LIMITS_DEFAULT, .no_probes = !self->probes };

  for (guint i = 0; i < self->count; i++)
    {
      g_autoptr (OdResult) result = od_checkup_run (self->settings, self->secret, &options, NULL, NULL, NULL);
      keep_end (self, result);
    }
  return NULL;
}

static void
tell (const Series *self)
{
  printf ("%u=", self->settings->port);
  for (guint i = 0; i < self->ends->len; i++)
    printf ("%s%s", i > 0 ? "+" : "", (const char *) self->ends->pdata[i]);
  printf (" ");
}

static void
follow (const char *const *program, const char *const *order, OdSecret *secret)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) series_free);
  g_autoptr (GPtrArray) threads = g_ptr_array_new ();

  for (const char *const *port = order + 4; *port != NULL; port++)
    g_ptr_array_add (all, series_new (program, order, *port, secret));
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (threads, g_thread_new ("series", run_series, all->pdata[i]));
  for (guint i = 0; i < threads->len; i++)
    g_thread_join (threads->pdata[i]);
  for (guint i = 0; i < all->len; i++)
    tell (all->pdata[i]);
}

static gboolean
take_order (const char *const *program)
{
  g_autofree char *line = read_line ();
  g_auto (GStrv) order = line != NULL ? g_strsplit (line, " ", -1) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSecret) secret = NULL;

  if (order == NULL)
    return FALSE;
  if (g_strv_length (order) < 5)
    g_error ("not an order: %s", line);
  secret = od_cli_password_from_fd (STDIN_FILENO, &error);
  if (secret == NULL)
    g_error ("no password: %s", error->message);
  follow (program, (const char *const *) order, secret);
  return TRUE;
}

int
main (int argc, char **argv)
{
  if (argc != 4)
    g_error ("usage: run-checks ADDRESS SERVER CA-FILE");
  while (take_order ((const char *const *) argv))
    {
      printf ("\n");
      fflush (stdout);
    }
  return 0;
}
