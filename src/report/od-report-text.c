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
#include "od-report-lines.h"
#include "od-transcript-file.h"

static void
add_fixes (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (finding->fixes->len == 0)
    return;
  od_report_add_heading (out, style, _ ("What to do"));
  for (guint i = 0; i < finding->fixes->len; i++)
    {
      const OdFix *fix = g_ptr_array_index (finding->fixes, i);

      od_report_add_item (out, style, fix->title);
      if (fix->text)
        od_report_add_indented (out, style, 4, fix->text);
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
  od_report_add_heading (out, style, heading);
  for (guint i = 0; lines[i]; i++)
    od_report_add_item (out, style, lines[i]);
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
  od_report_add_heading (out, style, _ ("Possible causes"));
  for (guint i = 0; i < finding->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (finding->causes, i);
      g_autofree char *line = g_strdup_printf ("%s [%s]", cause->title, od_cause_state_label (cause->state));

      od_report_add_item (out, style, line);
      if (cause->evidence)
        od_report_add_indented (out, style, 4, cause->evidence);
    }
}

static void
add_digits (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  for (guint i = 0; finding->digits && finding->digits[i]; i++)
    od_report_add_indented (out, style, 4, finding->digits[i]);
}

static void
add_server_words (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (!finding->server_words)
    return;
  g_auto (GStrv) lines = g_strsplit (finding->server_words, "\n", -1);

  od_report_add_heading (out, style, _ ("The server’s own words"));
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

  od_report_add_heading (out, style, _ ("The server’s own words"));
  od_marked_text_add (out, finding->server_words, spans, 2, style->width, style->colour);
  add_digits (out, style, finding);
}

static void
add_details (GString *out, const OdReportStyle *style, const OdFinding *finding)
{
  if (!finding->details || !finding->details[0])
    return;
  od_report_add_heading (out, style, _ ("Details"));
  for (guint i = 0; finding->details[i]; i++)
    od_report_add_indented (out, style, 2, finding->details[i]);
  if (finding->sources && finding->sources[0])
    {
      g_autofree char *sources = g_strjoinv ("; ", finding->sources);
      g_autofree char *line = g_strdup_printf (_ ("Source: %s"), sources);
      od_report_add_indented (out, style, 2, line);
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
  const char *colour = finding->kind == OD_DIAGNOSIS_SUCCESS ? OD_REPORT_GREEN : OD_REPORT_RED;
  g_autofree char *title = g_strdup_printf ("%s %s", mark_of (finding), finding->title);

  od_report_add_coloured (out, style, colour, title);
  g_string_append_c (out, '\n');
  od_report_add_indented (out, style, 2, finding->summary);
  if (finding->actor != OD_ACTOR_NOBODY)
    {
      g_autofree char *actor = g_strdup_printf (_ ("Who has to act: %s"), od_actor_label (finding->actor));
      od_report_add_indented (out, style, 2, actor);
    }
  if (finding->lasts != OD_LASTS_NOTHING)
    od_report_add_indented (out, style, 2, od_lasts_label (finding->lasts));
}

char *
od_report_remark_words (const OdFinding *remark)
{
  GString *words = g_string_new (remark->summary);

  for (guint i = 0; i < remark->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (remark->causes, i);

      if (cause->state != OD_CAUSE_NOT_TESTED && cause->evidence != NULL)
        g_string_append_printf (words, "\n• %s [%s]: %s", cause->title, od_cause_state_label (cause->state),
                                cause->evidence);
    }
  return g_string_free (words, FALSE);
}

static void
add_remark (GString *out, const OdReportStyle *style, const OdFinding *remark)
{
  g_autofree char *words = od_report_remark_words (remark);
  g_auto (GStrv) lines = g_strsplit (words, "\n", -1);

  od_report_add_item (out, style, remark->title);
  for (char **line = lines; *line != NULL; line++)
    od_report_add_indented (out, style, 4, *line);
}

static void
add_remarks (GString *out, const OdReportStyle *style, GPtrArray *findings)
{
  if (findings->len < 2)
    return;
  od_report_add_heading (out, style, _ ("Also noticed"));
  for (guint i = 1; i < findings->len; i++)
    add_remark (out, style, g_ptr_array_index (findings, i));
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
  od_report_add_questions (out, style, verdict);
  od_report_add_wishes (out, style, result->wishes);
  add_server_words (out, style, verdict);
  add_details (out, style, verdict);
  add_remarks (out, style, result->findings);
  if (style->transcript)
    {
      g_autofree char *transcript = od_report_transcript (result->transcript);
      od_report_add_heading (out, style, _ ("Protocol"));
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
    return OD_REPORT_BLUE;
  if (event->kind == OD_EVENT_PROBLEM || event->code >= 400)
    return OD_REPORT_RED;
  return event->kind == OD_EVENT_RECEIVED ? OD_REPORT_PLAIN : OD_REPORT_DIM;
}

char *
od_report_event_line (const OdEvent *event, const OdReportStyle *style)
{
  GString *out = g_string_new (NULL);
  g_autoptr (GString) line = g_string_new (NULL);

  add_event (line, event, OD_WORDS_TRANSLATED);
  g_string_truncate (line, line->len - 1);
  od_report_add_coloured (out, style, colour_of (event), line->str);
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

gboolean
od_report_save_text (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error)
{
  const OdReportStyle style = { FALSE, 78, TRUE, FALSE };
  g_autofree char *text = od_report_findings (result, &style);

  return od_text_file_write (file, text, cancellable, error);
}
