/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* How fast replies and mails are explained, beside peers that are measured in the same run (README.md). One
 * thread, but for the survey. It judges nothing; the figures are for people and programs. */

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "bench-input.h"
#include "od-survey.h"

#define REPLIES      200000
#define MAILS        20000
#define MANY_MAILS   100000
#define PEER_REPLIES 2000
#define PEER_MAILS   20000

/* By the clock, and by what the processor was busy for this program: the latter is the true figure of one
 * thread where others use the machine too. */
typedef struct
{
  gint64 clock;
  clock_t busy;
} Start;

static Start
start_now (void)
{
  Start start = { g_get_monotonic_time (), clock () };

  return start;
}

/* One figure: in words, and as JSON at the start of a line of its own. Returns how many a busy second. */
static double
print_rate (const char *name, const char *unit, guint64 count, Start start, guint threads)
{
  double seconds = (double) (g_get_monotonic_time () - start.clock) / G_USEC_PER_SEC;
  double busy = (double) (clock () - start.busy) / CLOCKS_PER_SEC;

  printf ("  %s: %.0f %s a second (%" G_GUINT64_FORMAT
          " in %.3f s; %.3f s busy, %.0f a busy second; %u thread%s)\n",
          name, (double) count / seconds, unit, count, seconds, busy, (double) count / busy, threads,
          threads == 1 ? "" : "s");
  printf ("{\"figure\": \"%s\", \"count\": %" G_GUINT64_FORMAT
          ", \"seconds\": %.6f, \"busy_seconds\": %.6f, \"per_second\": %.0f, \"threads\": %u}\n",
          name, count, seconds, busy, (double) count / seconds, threads);
  fflush (stdout);
  return (double) count / (threads == 1 ? busy : seconds);
}

static void
print_ratio (const char *name, double rate, double peer)
{
  printf ("  %s: %.2f times as fast as its peer\n", name, rate / peer);
  printf ("{\"figure\": \"%s-ratio\", \"permille\": %.0f}\n", name, 1000 * rate / peer);
}

static double
measure_replies (const char *name, const GPtrArray *replies, const OdKnowledge *knowledge)
{
  Start start = start_now ();
  guint64 explained = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      const char *line = replies->pdata[i];
      g_autoptr (GPtrArray) results = od_explain_text (line, strlen (line), knowledge, NULL);

      explained += results->len;
    }
  printf ("  %" G_GUINT64_FORMAT " of %u lines had an answer\n", explained, replies->len);
  return print_rate (name, "replies", replies->len, start, 1);
}

/* A reply as its reader knows it. */
typedef struct
{
  char *code;
  char *status;
  char *text;
} Reply;

static void
reply_clear (gpointer data)
{
  Reply *reply = data;

  g_free (reply->code);
  g_free (reply->status);
  g_free (reply->text);
}

static GArray *
read_replies (const GPtrArray *lines, const OdKnowledge *knowledge)
{
  GArray *replies = g_array_new (FALSE, FALSE, sizeof (Reply));

  g_array_set_clear_func (replies, reply_clear);
  for (guint i = 0; i < lines->len; i++)
    {
      g_autoptr (GPtrArray)
          results = od_explain_text (lines->pdata[i], strlen (lines->pdata[i]), knowledge, NULL);
      const OdFacts *facts = results->len > 0 ? ((OdExplained *) results->pdata[0])->facts : NULL;
      Reply reply = { NULL, NULL, NULL };

      if (facts == NULL)
        continue;
      reply.code = g_strdup (od_facts_get (facts, "code"));
      reply.status = g_strdup (od_facts_get (facts, "status"));
      reply.text = g_strdup (od_facts_get (facts, "text"));
      g_array_append_val (replies, reply);
    }
  return replies;
}

/* From code, status and words to diagnosis, meaning and certainty, without finding them in a line first. */
static void
measure_verdicts (const GPtrArray *lines, const OdKnowledge *knowledge)
{
  g_autoptr (GArray) replies = read_replies (lines, knowledge);
  Start start = start_now ();
  guint64 sure = 0;

  for (guint i = 0; i < replies->len; i++)
    {
      const Reply *reply = &g_array_index (replies, Reply, i);
      g_autoptr (OdFacts) facts = od_facts_new ();
      guint certainty = 0;

      od_facts_add (facts, "given", "reply", "bench");
      od_facts_add (facts, "code", reply->code, "bench");
      od_facts_add (facts, "status", reply->status, "bench");
      od_facts_add (facts, "text", reply->text, "bench");
      od_diagnose_verdict (facts, knowledge, &certainty);
      sure += certainty >= 90;
    }
  printf ("  %" G_GUINT64_FORMAT " of %u are sure\n", sure, replies->len);
  print_rate ("verdicts", "verdicts", replies->len, start, 1);
}

/* The same with something of its own in each. */
static GPtrArray *
each_with (const GPtrArray *replies, const char *before)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < replies->len; i++)
    g_ptr_array_add (lines, g_strdup_printf ("%s %s%u", (const char *) replies->pdata[i], before, i));
  return lines;
}

/* Words that occur in replies, as many as a table of a few hundred rules has. */
static GPtrArray *
peer_patterns (const GPtrArray *replies)
{
  GPtrArray *patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < replies->len && patterns->len < 672; i++)
    {
      const char *line = replies->pdata[i];
      g_autofree char *words = g_strndup (line + strlen (line) / 3, 24);
      g_autofree char *quoted = g_regex_escape_string (words, -1);
      GRegex *pattern = g_regex_new (quoted, G_REGEX_CASELESS | G_REGEX_OPTIMIZE | G_REGEX_RAW, 0, NULL);

      if (pattern != NULL && g_hash_table_add (seen, replies->pdata[i]))
        g_ptr_array_add (patterns, pattern);
      else
        g_clear_pointer (&pattern, g_regex_unref);
    }
  return patterns;
}

static double
measure_gregex (const GPtrArray *replies)
{
  g_autoptr (GPtrArray) patterns = peer_patterns (replies);
  Start start = start_now ();
  guint count = MIN (replies->len, PEER_REPLIES);
  volatile guint found = 0;

  for (guint i = 0; i < count; i++)
    for (guint k = 0; k < patterns->len; k++)
      found += g_regex_match (patterns->pdata[k], replies->pdata[i], 0, NULL) ? 1 : 0;
  printf ("  GRegex, %u patterns one after another:\n", patterns->len);
  return print_rate ("replies-gregex", "replies", count, start, 1);
}

static OdMailbox *
open_mailbox (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  OdMailbox *mailbox = od_mailbox_open (file, NULL, &error);

  if (mailbox != NULL)
    return mailbox;
  fprintf (stderr, "%s\n", error->message);
  exit (1);
}

static double
measure_mails (const char *path, const OdKnowledge *knowledge)
{
  g_autoptr (OdMailbox) mailbox = open_mailbox (path);
  Start start = start_now ();
  guint64 mails = 0;
  guint64 explained = 0;
  OdItem *item;

  while ((item = od_mailbox_next (mailbox, NULL, NULL)) != NULL)
    {
      g_autoptr (GPtrArray) results = od_explain_item (item, knowledge, NULL, NULL);

      mails++;
      explained += results != NULL ? results->len : 0;
      od_item_free (item);
    }
  printf ("  %" G_GUINT64_FORMAT " explanations\n", explained);
  return print_rate ("mails", "mails", mails, start, 1);
}

/* Bytes to a tree of parts, as GMime does it when asked for nothing more. */
static double
measure_gmime (const GPtrArray *mails)
{
  Start start = start_now ();
  guint parsed = 0;

  for (guint i = 0; i < PEER_MAILS; i++)
    {
      gsize length;
      const char *bytes = g_bytes_get_data (mails->pdata[i % mails->len], &length);
      GMimeStream *stream = g_mime_stream_mem_new_with_buffer (bytes, length);
      GMimeParser *parser = g_mime_parser_new_with_stream (stream);
      GMimeMessage *message = g_mime_parser_construct_message (parser, NULL);

      parsed += message != NULL;
      g_clear_object (&message);
      g_object_unref (parser);
      g_object_unref (stream);
    }
  return print_rate ("mails-gmime", "mails", parsed, start, 1);
}

static gboolean
go_on (const OdItem *item, const GPtrArray *explained, OdGivenKind kind, const GError *error, gpointer data)
{
  return TRUE;
}

static void
survey (const char *path, const OdKnowledge *knowledge, OdSurveyCounts *counts)
{
  g_autoptr (OdMailbox) mailbox = open_mailbox (path);

  od_survey_run (mailbox, knowledge, 0, go_on, NULL, counts, NULL, NULL);
}

static double
measure_survey (const char *path, const OdKnowledge *knowledge)
{
  Start start = start_now ();
  OdSurveyCounts counts;

  survey (path, knowledge, &counts);
  printf ("  %" G_GUINT64_FORMAT " bounces, %" G_GUINT64_FORMAT " failed\n", counts.bounces, counts.failed);
  return print_rate ("survey", "mails", counts.items, start, g_get_num_processors ());
}

/* In a process of its own, so that nothing else is in the figure. */
static void
measure_peak (const char *program, const GPtrArray *mails, guint count)
{
  g_autofree char *path = bench_write_mbox (mails, count);
  const char *arguments[] = { program, "--peak", path, NULL };
  g_autofree char *output = NULL;

  if (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                    NULL))
    {
      printf ("  peak memory of surveying %u mails: %s KiB\n", count, g_strchomp (output));
      printf ("{\"figure\": \"peak\", \"count\": %u, \"kib\": %s}\n", count, output);
    }
  g_remove (path);
}

static int
print_peak_of (const char *path)
{
  struct rusage usage;
  OdSurveyCounts counts;

  survey (path, od_knowledge_get_default (), &counts);
  getrusage (RUSAGE_SELF, &usage);
  printf ("%ld\n", usage.ru_maxrss);
  return 0;
}

static void
bench_all_replies (const char *folder, const OdKnowledge *knowledge)
{
  g_autoptr (GPtrArray) replies = bench_replies (folder, REPLIES);
  g_autoptr (GPtrArray) different = NULL;
  g_autoptr (GPtrArray) with_ids = NULL;
  double rate;

  if (replies == NULL)
    {
      printf ("No labelled replies in %s\n", folder);
      return;
    }
  printf ("Replies:\n");
  different = each_with (replies, "q");
  with_ids = each_with (replies, "queue id 7f3a9c0d");
  measure_replies ("replies-all-different", different, knowledge);
  measure_replies ("replies-own-ids", with_ids, knowledge);
  measure_verdicts (replies, knowledge);
  rate = measure_replies ("replies", replies, knowledge);
  print_ratio ("replies", rate, measure_gregex (replies));
}

static void
bench_all_mails (const char *program, const char *folder, const OdKnowledge *knowledge)
{
  g_autoptr (GPtrArray) mails = bench_mails (folder);
  g_autofree char *path = NULL;
  double rate;

  if (mails == NULL)
    {
      printf ("No bounce mails in %s/bounces\n", folder);
      return;
    }
  printf ("Mails (%u different ones):\n", mails->len);
  path = bench_write_mbox (mails, MAILS);
  rate = measure_mails (path, knowledge);
  print_ratio ("mails", rate, measure_gmime (mails));
  print_ratio ("survey", measure_survey (path, knowledge), rate);
  g_remove (path);
  measure_peak (program, mails, MAILS);
  measure_peak (program, mails, MANY_MAILS);
}

int
main (int argc, char **argv)
{
  const OdKnowledge *knowledge;
  Start start = start_now ();

  g_mime_init ();
  if (argc == 3 && g_str_equal (argv[1], "--peak"))
    return print_peak_of (argv[2]);
  if (argc != 2)
    {
      fprintf (stderr, "Name the folder of labelled replies and mails, as in tests/quality.\n");
      return 2;
    }
  knowledge = od_knowledge_get_default ();
  print_rate ("knowledge", "readings", 1, start, 1);
  bench_all_replies (argv[1], knowledge);
  bench_all_mails (argv[0], argv[1], knowledge);
  return 0;
}
