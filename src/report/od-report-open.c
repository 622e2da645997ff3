/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a report says of that which is still open: questions that only the person can answer, and whom else
 * one would have to ask. To who uses the command it names the option that does it. Any thread. */

#include "od-report-lines.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const char *
answer_name (const OdQuestion *question)
{
  return g_str_has_prefix (question->fact, "answer.") ? question->fact + strlen ("answer.") : question->fact;
}

static void
add_question (GString *out, const OdReportStyle *style, const OdQuestion *question)
{
  g_autofree char *option = NULL;

  od_report_add_item (out, style, question->text);
  if (!style->options)
    return;
  option = g_strdup_printf (_ ("To answer: --answer=%s=yes or --answer=%s=no"), answer_name (question),
                            answer_name (question));
  od_report_add_indented (out, style, 4, option);
}

void
od_report_add_questions (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->questions->len > 0)
    od_report_add_heading (out, style, _ ("What only you can tell"));
  for (guint i = 0; i < finding->questions->len; i++)
    add_question (out, style, g_ptr_array_index (finding->questions, i));
}

static void
add_wish (GString *out, const OdReportStyle *style, const OdWish *wish)
{
  g_autofree char *option = NULL;

  od_report_add_item (out, style, wish->names);
  for (guint i = 0; i < wish->causes->len; i++)
    {
      g_autofree char *line = g_strdup_printf (_ ("to find out: %s"), (char *) wish->causes->pdata[i]);

      od_report_add_indented (out, style, 4, line);
    }
  if (!style->options)
    return;
  option = g_strdup_printf (_ ("To allow it: --consent=%s"), wish->party);
  od_report_add_indented (out, style, 4, option);
}

void
od_report_add_wishes (GString *out, const OdReportStyle *style, GPtrArray *wishes)
{
  if (wishes->len > 0)
    od_report_add_heading (out, style, _ ("Others who would have to be asked to know more"));
  for (guint i = 0; i < wishes->len; i++)
    add_wish (out, style, g_ptr_array_index (wishes, i));
}
