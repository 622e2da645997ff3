/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Results as text: findings in the person's language, the protocol in English. What is in a result is masked
 * and safe to show already; colours are the only control characters added, and only where asked for. Any
 * thread. */

#include "od-report.h"

#include <glib/gi18n-lib.h>

#include "od-client-words.h"
#include "od-event-words.h"
#include "od-marked-text.h"
#include "od-transcript-file.h"

#define RED   "\033[31m"
#define GREEN "\033[32m"
#define BLUE  "\033[34m"
#define DIM   "\033[2m"
#define BOLD  "\033[1m"
#define PLAIN "\033[0m"

static void
add_coloured (GString *out, const OdReportStyle *style, const char *colour, const char *text)
{
  if (style->colour)
    g_string_append_printf (out, "%s%s%s", colour, text, PLAIN);
  else
    g_string_append (out, text);
}

/* Adds @text, broken at spaces, each new line indented. */
static void
add_wrapped (GString *out, const OdReportStyle *style, guint indent, const char *text)
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

static void
add_indented (GString *out, const OdReportStyle *style, guint indent, const char *text)
{
  g_string_append_printf (out, "%*s", (int) indent, "");
  add_wrapped (out, style, indent, text);
}

static void
add_heading (GString *out, const OdReportStyle *style, const char *heading)
{
  g_string_append_c (out, '\n');
  add_coloured (out, style, BOLD, heading);
  g_string_append_c (out, '\n');
}

static void
add_fixes (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->fixes->len == 0)
    return;
  add_heading (out, style, _ ("What to do"));
  for (guint i = 0; i < finding->fixes->len; i++)
    {
      const OdFix *fix = g_ptr_array_index (finding->fixes, i);

      g_string_append (out, "  • ");
      add_wrapped (out, style, 4, fix->title);
      if (fix->text)
        add_indented (out, style, 4, fix->text);
    }
}

/* Where mail programs have what @fix changes. FALSE: they have no such setting. */
static gboolean
add_client_words (GString *out, const OdReportStyle *style, const OdFix *fix)
{
  g_auto (GStrv) lines = od_client_words_lines (fix);
  g_autofree char *heading = g_strdup_printf (_ ("In your mail program: %s"), fix->title);

  if (!lines[0])
    return FALSE;
  add_heading (out, style, heading);
  for (guint i = 0; lines[i]; i++)
    {
      g_string_append (out, "  • ");
      add_wrapped (out, style, 4, lines[i]);
    }
  return TRUE;
}

/* Of the first fix that mail programs have a setting for: those of the others are found beside it. */
static void
add_first_client_words (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  for (guint i = 0; i < finding->fixes->len; i++)
    if (add_client_words (out, style, g_ptr_array_index (finding->fixes, i)))
      return;
}

static void
add_causes (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->causes->len == 0)
    return;
  add_heading (out, style, _ ("Possible causes"));
  for (guint i = 0; i < finding->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (finding->causes, i);
      g_autofree char *line = g_strdup_printf ("%s [%s]", cause->title, od_cause_state_label (cause->state));

      g_string_append (out, "  • ");
      add_wrapped (out, style, 4, line);
      if (cause->evidence)
        add_indented (out, style, 4, cause->evidence);
    }
}

static void
add_digits (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  for (guint i = 0; finding->digits && finding->digits[i]; i++)
    add_indented (out, style, 4, finding->digits[i]);
}

static void
add_server_words (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (!finding->server_words)
    return;
  g_auto (GStrv) lines = g_strsplit (finding->server_words, "\n", -1);

  add_heading (out, style, _ ("The server’s own words"));
  for (guint i = 0; lines[i]; i++)
    g_string_append_printf (out, "  %s\n", lines[i]);
  add_digits (out, style, finding);
}

/* The same with the words marked that decided. */
static void
add_marked_words (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (!finding->server_words)
    return;
  g_autoptr (GArray) spans = od_marked_spans (finding->server_words, (const char *const *) finding->words);

  add_heading (out, style, _ ("The server’s own words"));
  od_marked_text_add (out, finding->server_words, spans, 2, style->width, style->colour);
  add_digits (out, style, finding);
}

static void
add_details (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (!finding->details || !finding->details[0])
    return;
  add_heading (out, style, _ ("Details"));
  for (guint i = 0; finding->details[i]; i++)
    add_indented (out, style, 2, finding->details[i]);
  if (finding->sources && finding->sources[0])
    {
      g_autofree char *sources = g_strjoinv ("; ", finding->sources);
      g_autofree char *line = g_strdup_printf (_ ("Source: %s"), sources);
      add_indented (out, style, 2, line);
    }
}

static const char *
mark_of (const OdFinding *finding)
{
  return finding->kind == OD_DIAGNOSIS_SUCCESS ? "✓" : "✗";
}

static void
add_verdict (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  const char *colour = finding->kind == OD_DIAGNOSIS_SUCCESS ? GREEN : RED;
  g_autofree char *title = g_strdup_printf ("%s %s", mark_of (finding), finding->title);

  add_coloured (out, style, colour, title);
  g_string_append_c (out, '\n');
  add_indented (out, style, 2, finding->summary);
  if (finding->actor != OD_ACTOR_NOBODY)
    {
      g_autofree char *actor = g_strdup_printf (_ ("Who has to act: %s"), od_actor_label (finding->actor));
      add_indented (out, style, 2, actor);
    }
  if (finding->lasts != OD_LASTS_NOTHING)
    add_indented (out, style, 2, od_lasts_label (finding->lasts));
}

static void
add_remarks (GString *out, const OdReportStyle *style, GPtrArray *findings)
{
  if (findings->len < 2)
    return;
  add_heading (out, style, _ ("Also noticed"));
  for (guint i = 1; i < findings->len; i++)
    {
      const OdFinding *remark = g_ptr_array_index (findings, i);

      g_string_append (out, "  • ");
      add_wrapped (out, style, 4, remark->title);
      add_indented (out, style, 4, remark->summary);
    }
}

char *
od_report_finding (const OdFinding *finding, const OdReportStyle *style)
{
  GString *out = g_string_new (NULL);

  add_verdict (out, style, finding);
  add_fixes (out, style, finding);
  add_first_client_words (out, style, finding);
  add_causes (out, style, finding);
  add_marked_words (out, style, finding);
  add_details (out, style, finding);
  return g_string_free (out, FALSE);
}

char *
od_report_findings (const OdResult *result, const OdReportStyle *style)
{
  const OdFinding *verdict = od_result_get_verdict (result);
  GString *out = g_string_new (NULL);

  add_verdict (out, style, verdict);
  add_fixes (out, style, verdict);
  add_first_client_words (out, style, verdict);
  add_causes (out, style, verdict);
  add_server_words (out, style, verdict);
  add_details (out, style, verdict);
  add_remarks (out, style, result->findings);
  if (style->transcript)
    {
      g_autofree char *transcript = od_report_transcript (result->transcript);
      add_heading (out, style, _ ("Protocol"));
      g_string_append (out, transcript);
    }
  return g_string_free (out, FALSE);
}

static void
add_event (GString *out, const OdEvent *event, OdWords words)
{
  g_autofree char *time = od_event_time (event, words);
  g_autofree char *text = od_event_words (event, words);

  g_string_append_printf (out, "%10s  %s  %s\n", time, od_event_sign (event), text);
}

char *
od_report_transcript (OdTranscript *transcript)
{
  GString *out = g_string_new (NULL);
  guint length = od_transcript_get_length (transcript);

  for (guint i = 0; i < length; i++)
    add_event (out, od_transcript_get_event (transcript, i), OD_WORDS_ENGLISH);
  return g_string_free (out, FALSE);
}

static const char *
colour_of (const OdEvent *event)
{
  if (event->kind == OD_EVENT_SENT)
    return BLUE;
  if (event->kind == OD_EVENT_PROBLEM || event->code >= 400)
    return RED;
  return event->kind == OD_EVENT_RECEIVED ? PLAIN : DIM;
}

char *
od_report_event_line (const OdEvent *event, const OdReportStyle *style)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  add_event (line, event, OD_WORDS_TRANSLATED);
  g_string_truncate (line, line->len - 1);
  add_coloured (out, style, colour_of (event), line->str);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

gboolean
od_report_save_text (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error)
{
  const OdReportStyle style = { FALSE, 78, TRUE };
  g_autofree char *text = od_report_findings (result, &style);

  return od_text_file_write (file, text, cancellable, error);
}
