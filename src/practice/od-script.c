/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a script into steps, macros written out. Any thread; it runs nothing. */

#include "od-script.h"

#include <gio/gio.h>
#include <string.h>

static const struct
{
  const char *name;
  const char *lines;
} macros[] = {
  { "@G", "S 220 mail.practice.localhost ESMTP practice server" },
  { "@E", "C EHLO\nS 250-mail.practice.localhost\nS 250-SIZE 35882577\nS 250-8BITMIME\nS 250-STARTTLS\n"
          "S 250 ENHANCEDSTATUSCODES" },
  { "@E2",
    "C EHLO\nS 250-mail.practice.localhost\nS 250-SIZE 35882577\nS 250-8BITMIME\nS 250-AUTH PLAIN LOGIN\n"
    "S 250-DSN\nS 250 ENHANCEDSTATUSCODES" },
  { "@T", "C STARTTLS\nS 220 2.0.0 Ready to start TLS\nTLS good\n@E2" },
  { "@A", "AUTHDONE\nS 235 2.7.0 Authentication successful" },
  { "@M", "C MAIL\nS 250 2.1.0 Sender ok" },
  { "@R", "C RCPT\nS 250 2.1.5 Recipient ok" },
  { "@D", "C DATA\nS 354 End data with a dot on a line by itself" },
  { "@B", "BODY" },
  { "@OK", "S 250 2.0.0 Ok: queued as PRACTICE1" },
  { "@Q", "C *\nS 221 2.0.0 Bye\nFIN" },
};

static const struct
{
  const char *word;
  OdScriptVerb verb;
  gboolean with_argument;
} verbs[] = {
  { "S", OD_SCRIPT_SEND, TRUE },  { "C", OD_SCRIPT_EXPECT, TRUE },        { "TLS", OD_SCRIPT_TLS, TRUE },
  { "Z", OD_SCRIPT_SLEEP, TRUE }, { "AUTHDONE", OD_SCRIPT_LOGIN, FALSE }, { "BODY", OD_SCRIPT_BODY, FALSE },
  { "H", OD_SCRIPT_HOLD, FALSE }, { "FIN", OD_SCRIPT_CLOSE, FALSE },
};

static void
step_free (gpointer data)
{
  OdScriptStep *step = data;

  g_free (step->argument);
  g_free (step);
}

static const char *
find_macro (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (macros); i++)
    if (g_str_equal (macros[i].name, name))
      return macros[i].lines;
  return NULL;
}

static gboolean
refuse (const char *line, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” is no step of a script", line);
  return FALSE;
}

static gboolean
add_step (GPtrArray *steps, const char *line, GError **error)
{
  gsize length = strcspn (line, " ");
  const char *argument = line[length] ? line + length + 1 : "";

  for (gsize i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      if (strlen (verbs[i].word) != length || strncmp (verbs[i].word, line, length) != 0)
        continue;
      if (verbs[i].with_argument != (*argument != '\0'))
        return refuse (line, error);

      OdScriptStep *step = g_new (OdScriptStep, 1);
      step->verb = verbs[i].verb;
      step->argument = g_strdup (argument);
      g_ptr_array_add (steps, step);
      return TRUE;
    }
  return refuse (line, error);
}

static gboolean add_lines (GPtrArray *steps, const char *text, GError **error);

static gboolean
add_line (GPtrArray *steps, const char *line, GError **error)
{
  const char *macro = find_macro (line);

  if (*line == '\0')
    return TRUE;
  return macro ? add_lines (steps, macro, error) : add_step (steps, line, error);
}

static gboolean
add_lines (GPtrArray *steps, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (!add_line (steps, g_strstrip (lines[i]), error))
      return FALSE;
  return TRUE;
}

GPtrArray *
od_script_parse (const char *text, GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (step_free);

  return add_lines (steps, text, error) ? g_steal_pointer (&steps) : NULL;
}
