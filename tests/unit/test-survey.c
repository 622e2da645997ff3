/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The survey with an explaining of the test's own: order, counts, errors, stopping, and how much it holds.
 * Nothing here waits for time to pass: where threads must meet, they meet at a condition. */

#include "od-survey-private.h"

#include <string.h>

#define SEPARATOR "From MAILER-DAEMON Tue Nov 24 10:04:05 2026\n"

/* An mbox of @count mails, "Subject: 0" and so on, given without an end if @count is 0. */
typedef struct
{
  GInputStream parent;
  guint count;
  guint next;
  gboolean breaks_off;
} Source;
typedef GInputStreamClass SourceClass;

static GType source_get_type (void);
G_DEFINE_TYPE (Source, source, G_TYPE_INPUT_STREAM)

static gint given; /* mails that were read from any source */

static gssize
source_read (GInputStream *stream, void *to, gsize count, GCancellable *cancellable, GError **error)
{
  Source *self = (Source *) stream;
  gssize at = 0;

  if (self->count > 0 && self->next == self->count && self->breaks_off)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The disk is broken");
      return -1;
    }
  while ((self->count == 0 || self->next < self->count) && at + 200 < (gssize) count && at < 2000)
    {
      at += g_snprintf ((char *) to + at, 200, SEPARATOR "Subject: %u\n\nbody\n\n", self->next++);
      g_atomic_int_inc (&given);
    }
  return at;
}

static void
source_class_init (SourceClass *klass)
{
  klass->read_fn = source_read;
}

static void
source_init (Source *self)
{
}

static OdMailbox *
mailbox_of (guint count, gboolean breaks_off)
{
  g_autoptr (GInputStream) stream = g_object_new (source_get_type (), NULL);
  g_autoptr (GError) error = NULL;
  OdMailbox *mailbox;

  ((Source *) stream)->count = count;
  ((Source *) stream)->breaks_off = breaks_off;
  g_atomic_int_set (&given, 0);
  mailbox = od_mailbox_open_stream (stream, "box", NULL, &error);
  g_assert_no_error (error);
  return mailbox;
}

static guint
number_of (const OdItem *item)
{
  gsize length;
  const char *bytes = g_bytes_get_data (item->bytes, &length);

  g_assert_true (g_str_has_prefix (bytes, "Subject: "));
  return (guint) g_ascii_strtoull (bytes + strlen ("Subject: "), NULL, 10);
}

static void
add_explained (GPtrArray *explained)
{
  OdExplained *one = g_new0 (OdExplained, 1);

  g_atomic_ref_count_init (&one->ref_count);
  one->facts = od_facts_new ();
  g_ptr_array_add (explained, one);
}

/* Mail 5 cannot be read; the others have none, one or two explanations. Some take longer than others. */
static GPtrArray *
explain (const OdItem *item, gpointer data, OdGivenKind *kind, GError **error)
{
  guint number = number_of (item);
  GPtrArray *explained;

  if (number == 5)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "Mail 5");
      return NULL;
    }
  for (volatile guint i = 0; i < number * 7919 % 3000;)
    i++;
  explained = g_ptr_array_new_with_free_func ((GDestroyNotify) od_explained_unref);
  for (guint i = 0; i < number % 3; i++)
    add_explained (explained);
  *kind = number % 3 > 0 ? OD_GIVEN_BOUNCE : OD_GIVEN_NOTHING;
  return explained;
}

typedef struct
{
  GThread *thread;
  guint seen;
  guint stop_at; /* FALSE after so many; 0: never */
  GCancellable *cancel_at_stop;
} Watcher;

static gboolean
watch (const OdItem *item,
       const GPtrArray *explained,
       OdGivenKind kind,
       const GError *error,
       gpointer user_data)
{
  Watcher *self = user_data;

  g_assert_true (g_thread_self () == self->thread);
  g_assert_cmpuint (item->index, ==, self->seen);
  g_assert_cmpuint (number_of (item), ==, self->seen);
  g_assert_nonnull (explained);
  if (self->seen == 5)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  else
    g_assert_no_error (error);
  g_assert_cmpuint (explained->len, ==, self->seen == 5 ? 0 : self->seen % 3);
  g_assert_cmpint (kind, ==, explained->len > 0 ? OD_GIVEN_BOUNCE : OD_GIVEN_NOTHING);

  self->seen++;
  if (self->seen != self->stop_at)
    return TRUE;
  if (self->cancel_at_stop != NULL)
    g_cancellable_cancel (self->cancel_at_stop);
  return self->cancel_at_stop != NULL;
}

static void
test_order_and_counts (gconstpointer workers)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (3000, FALSE);
  Watcher watcher = { g_thread_self () };
  OdSurveyCounts counts;
  g_autoptr (GError) error = NULL;

  g_assert_true (od_survey_run_with (mailbox, explain, NULL, GPOINTER_TO_UINT (workers), watch, &watcher,
                                     &counts, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (watcher.seen, ==, 3000);
  g_assert_cmpuint (counts.items, ==, 3000);
  g_assert_cmpuint (counts.failed, ==, 1);
  g_assert_cmpuint (counts.bounces, ==, 2000 - 1);
  g_assert_cmpuint (counts.explained, ==, 3000 - 2);
}

/* The source never ends, so only the stop can. */
static void
test_stopped_by_result (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (0, FALSE);
  Watcher watcher = { g_thread_self (), .stop_at = 1000 };
  OdSurveyCounts counts;
  g_autoptr (GError) error = NULL;

  g_assert_false (od_survey_run_with (mailbox, explain, NULL, 3, watch, &watcher, &counts, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watcher.seen, ==, 1000);
  g_assert_cmpuint (counts.items, ==, 1000);
}

/* Not one result after the stop. */
static void
test_cancelled (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (0, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watcher watcher = { g_thread_self (), .stop_at = 77, .cancel_at_stop = cancellable };
  OdSurveyCounts counts;
  g_autoptr (GError) error = NULL;

  g_assert_false (
      od_survey_run_with (mailbox, explain, NULL, 3, watch, &watcher, &counts, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watcher.seen, ==, 77);
  g_assert_cmpuint (counts.items, ==, 77);
}

static void
test_cancelled_before (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (0, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Watcher watcher = { g_thread_self () };
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (od_survey_run_with (mailbox, explain, NULL, 2, watch, &watcher, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (watcher.seen, ==, 0);
}

/* What was read before the source broke is given; then the error. */
static void
test_source_breaks (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (500, TRUE);
  Watcher watcher = { g_thread_self () };
  OdSurveyCounts counts;
  g_autoptr (GError) error = NULL;

  g_assert_false (od_survey_run_with (mailbox, explain, NULL, 2, watch, &watcher, &counts, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "The disk is broken");
  g_assert_cmpuint (counts.items, ==, 499);
}

/* A caller that takes its time does not make the survey read on and on. */
static gboolean
count_ahead (const OdItem *item,
             const GPtrArray *explained,
             OdGivenKind kind,
             const GError *error,
             gpointer most)
{
  guint ahead = (guint) g_atomic_int_get (&given) - (guint) item->index;

  *(guint *) most = MAX (*(guint *) most, ahead);
  g_thread_yield ();
  return item->index < 20000;
}

static void
test_bounded (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (0, FALSE);
  guint most = 0;

  od_survey_run_with (mailbox, explain, NULL, 2, count_ahead, &most, NULL, NULL, NULL);
  /* 2 × 4 batches in the line, one in the hands of each of the three parties, and a window of the source. */
  g_assert_cmpuint (most, <=, 12 * OD_SURVEY_BATCH_ITEMS + 256 * 1024 / 60);
}

/* Two mails are explained at the same time: each waits for the other. */
typedef struct
{
  GMutex lock;
  GCond met;
  guint here;
} Meeting;

static GPtrArray *
explain_together (const OdItem *item, gpointer data, OdGivenKind *kind, GError **error)
{
  Meeting *meeting = data;
  gint64 deadline = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&meeting->lock);

  meeting->here++;
  g_cond_broadcast (&meeting->met);
  while (meeting->here < 2 && g_cond_wait_until (&meeting->met, &meeting->lock, deadline))
    continue;
  g_assert_cmpuint (meeting->here, >=, 2);
  return g_ptr_array_new ();
}

static gboolean
take_any (const OdItem *item,
          const GPtrArray *explained,
          OdGivenKind kind,
          const GError *error,
          gpointer data)
{
  return TRUE;
}

static void
test_workers_work_together (void)
{
  g_autoptr (OdMailbox) mailbox = mailbox_of (300, FALSE);
  Meeting meeting = { .here = 0 };
  OdSurveyCounts counts;

  g_assert_true (
      od_survey_run_with (mailbox, explain_together, &meeting, 2, take_any, NULL, &counts, NULL, NULL));
  g_assert_cmpuint (counts.items, ==, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/survey/one-worker", GUINT_TO_POINTER (1), test_order_and_counts);
  g_test_add_data_func ("/survey/five-workers", GUINT_TO_POINTER (5), test_order_and_counts);
  g_test_add_data_func ("/survey/worker-a-core", GUINT_TO_POINTER (0), test_order_and_counts);
  g_test_add_func ("/survey/stopped-by-result", test_stopped_by_result);
  g_test_add_func ("/survey/cancelled", test_cancelled);
  g_test_add_func ("/survey/cancelled-before", test_cancelled_before);
  g_test_add_func ("/survey/source-breaks", test_source_breaks);
  g_test_add_func ("/survey/bounded", test_bounded);
  g_test_add_func ("/survey/workers-work-together", test_workers_work_together);
  return g_test_run ();
}
