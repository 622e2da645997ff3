/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How a report as text is laid out: headings, points, wrapped paragraphs, colours where asked for. Any
 * thread. */

#include "od-report-lines.h"

#include "od-marked-text.h"

void
od_report_add_coloured (GString *out, const OdReportStyle *style, const char *colour, const char *text)
{
  if (style->colour)
    g_string_append_printf (out, "%s%s%s", colour, text, OD_REPORT_PLAIN);
  else
    g_string_append (out, text);
}

/* Adds @text, broken at spaces, each new line indented. */
void
od_report_add_wrapped (GString *out, const OdReportStyle *style, guint indent, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  guint column = indent;

  for (guint i = 0; words[i]; i++)
    {
      guint width = od_text_columns (words[i], -1);

      if (i > 0 && style->width > 0 && column + 1 + width > style->width)
        {
          g_string_append_printf (out, "\n%*s", (int) indent, "");
          column = indent;
        }
      else if (i > 0)
        {
          g_string_append_c (out, ' ');
          column++;
        }
      g_string_append (out, words[i]);
      column += width;
    }
  g_string_append_c (out, '\n');
}

void
od_report_add_indented (GString *out, const OdReportStyle *style, guint indent, const char *text)
{
  g_string_append_printf (out, "%*s", (int) indent, "");
  od_report_add_wrapped (out, style, indent, text);
}

void
od_report_add_heading (GString *out, const OdReportStyle *style, const char *heading)
{
  g_string_append_c (out, '\n');
  od_report_add_coloured (out, style, OD_REPORT_BOLD, heading);
  g_string_append_c (out, '\n');
}

void
od_report_add_item (GString *out, const OdReportStyle *style, const char *text)
{
  g_string_append (out, "  • ");
  od_report_add_wrapped (out, style, 4, text);
}
