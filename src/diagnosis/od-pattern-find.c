/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One pattern in one text. An expression is compiled when it is first asked for: a start of the program uses
 * few of them. Any thread. Many patterns at once are for od-pattern-set.c. */

#include "od-pattern-private.h"

#include <string.h>

/* What is no expression is found nowhere. */
static pcre2_code *
make_code (const char *expression)
{
  pcre2_code *code = od_pattern_compile (expression, NULL);

  if (code == NULL)
    code = od_pattern_compile ("(*FAIL)", NULL);
  pcre2_jit_compile (code, PCRE2_JIT_COMPLETE);
  return code;
}

static pcre2_code *
code_of (OdPattern *self)
{
  if (g_once_init_enter (&self->code))
    g_once_init_leave (&self->code, make_code (self->expression));
  return self->code;
}

static void
match_data_free (gpointer data)
{
  pcre2_match_data_free (data);
}

static GPrivate match_data_of_threads = G_PRIVATE_INIT (match_data_free);

static pcre2_match_data *
match_data_of_thread (void)
{
  pcre2_match_data *data = g_private_get (&match_data_of_threads);

  if (data == NULL)
    {
      data = pcre2_match_data_create (1, NULL);
      g_private_set (&match_data_of_threads, data);
    }
  return data;
}

gboolean
od_pattern_find_from (OdPattern *self, const char *text, int from, int *start, int *end)
{
  pcre2_match_data *data = match_data_of_thread ();
  const PCRE2_SIZE *places;

  if (pcre2_match (code_of (self), (PCRE2_SPTR) text, strlen (text), (PCRE2_SIZE) from, 0, data, NULL) < 0)
    return FALSE;
  places = pcre2_get_ovector_pointer (data);
  *start = (int) places[0];
  *end = (int) places[1];
  return TRUE;
}

/* Whether the pieces from @place on follow within reach of @before; @end gets where the last of them ends. */
static gboolean
find_rest (const OdPattern *self, guint place, const char *text, int before, int *end)
{
  int start = 0;
  int from = before;

  if (place == self->parts->len)
    {
      *end = before;
      return TRUE;
    }
  while (od_pattern_find_from (self->parts->pdata[place], text, from, &start, end) &&
         start - before <= (int) g_array_index (self->reaches, guint, place))
    {
      from = MAX (start + 1, *end);
      if (find_rest (self, place + 1, text, *end, end))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_pieces (const OdPattern *self, const char *text, int *start, int *end)
{
  int from = 0;

  while (od_pattern_find_from (self->parts->pdata[0], text, from, start, end))
    {
      from = MAX (*start + 1, *end);
      if (find_rest (self, 1, text, *end, end))
        return TRUE;
    }
  return FALSE;
}

gboolean
od_pattern_find (OdPattern *self, const char *text, int *start, int *end)
{
  int own_start = 0;
  int own_end = 0;

  if (start == NULL)
    start = &own_start;
  if (end == NULL)
    end = &own_end;
  if (self->parts != NULL)
    return find_pieces (self, text, start, end);
  return od_pattern_find_from (self, text, 0, start, end);
}
