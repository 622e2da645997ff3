/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Differences as text for a terminal and as JSON. What is in them is safe to show. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-compare.h"
#include "od-marked-text.h"

#define BOLD  "\033[1m"
#define PLAIN "\033[0m"
#define ARROW " → "

static void
add_heading (GString *out, const OdReportStyle *style, const char *heading)
{
  if (out->len > 0)
    g_string_append_c (out, '\n');
  if (style->colour)
    g_string_append_printf (out, "%s%s%s\n", BOLD, heading, PLAIN);
  else
    g_string_append_printf (out, "%s\n", heading);
}

/* The lines of a text, each behind @indent columns, broken at spaces. */
static void
add_lines (GString *out, const OdReportStyle *style, guint indent, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GArray) no_marks = od_marked_spans ("", NULL);

  for (char **line = lines; *line != NULL; line++)
    od_marked_text_add (out, *line, no_marks, indent, style->width, style->colour);
}

static gboolean
fits (const char *line, const OdReportStyle *style)
{
  guint limit = style->width > 0 ? style->width : 78;

  return strchr (line, '\n') == NULL && od_text_columns (line, -1) <= limit;
}

static void
add_side (GString *out, const OdReportStyle *style, const char *side, const char *text)
{
  g_autofree char *line = g_strdup_printf ("    %s %s", side, text);

  if (fits (line, style))
    {
      g_string_append_printf (out, "%s\n", line);
      return;
    }
  g_string_append_printf (out, "    %s\n", side);
  add_lines (out, style, 6, text);
}

static const char *
side_before (const OdDifference *self)
{
  return self->some ? _ ("no longer:") : _ ("before:");
}

static const char *
side_after (const OdDifference *self)
{
  return self->some ? _ ("new:") : _ ("now:");
}

/* "Port: 587 → 465", where it fits. */
static char *
in_one_line (const OdDifference *self, const OdReportStyle *style)
{
  const char *before = self->before != NULL ? self->before : _ ("none");
  const char *after = self->after != NULL ? self->after : _ ("none");
  g_autofree char *line = g_strdup_printf ("  • %s: %s%s%s", self->label, before, ARROW, after);

  if (self->some || self->group == OD_DIFFERENCE_DIALOGUE || !fits (line, style))
    return NULL;
  return g_steal_pointer (&line);
}

static void
add_difference (GString *out, const OdReportStyle *style, const OdDifference *self)
{
  g_autofree char *line = in_one_line (self, style);

  if (line != NULL)
    {
      g_string_append_printf (out, "%s\n", line);
      return;
    }
  g_string_append_printf (out, "  • %s\n", self->label);
  if (self->before != NULL || !self->some)
    add_side (out, style, side_before (self), self->before != NULL ? self->before : _ ("none"));
  if (self->after != NULL || !self->some)
    add_side (out, style, side_after (self), self->after != NULL ? self->after : _ ("none"));
}

char *
od_compare_text (const GPtrArray *differences, const OdReportStyle *style)
{
  GString *out = g_string_new (NULL);

  if (differences->len == 0)
    g_string_append_printf (out, "%s\n", _ ("The two runs do not differ."));
  for (guint i = 0; i < differences->len; i++)
    {
      const OdDifference *self = g_ptr_array_index (differences, i);
      const OdDifference *last = i > 0 ? g_ptr_array_index (differences, i - 1) : NULL;

      if (last == NULL || last->group != self->group)
        add_heading (out, style, od_difference_group_label (self->group));
      add_difference (out, style, self);
    }
  return g_string_free (out, FALSE);
}

static JsonObject *
difference_to_json (const OdDifference *self)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "group", od_difference_group_name (self->group));
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "label", self->label);
  if (self->before != NULL)
    json_object_set_string_member (object, "before", self->before);
  if (self->after != NULL)
    json_object_set_string_member (object, "after", self->after);
  if (self->some)
    json_object_set_boolean_member (object, "partial", TRUE);
  return object;
}

JsonNode *
od_compare_json (const GPtrArray *differences)
{
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < differences->len; i++)
    json_array_add_object_element (array, difference_to_json (g_ptr_array_index (differences, i)));
  json_node_take_array (node, array);
  return node;
}
