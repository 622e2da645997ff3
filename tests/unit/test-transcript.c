/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A transcript to JSON and back, the strict reader, the atomic file, and the list model. */

#include <glib/gstdio.h>
#include <string.h>

#include "od-transcript-file.h"

static OdCertificate *
make_certificate (void)
{
  OdCertificate *certificate = g_new0 (OdCertificate, 1);

  certificate->subject = g_strdup ("CN=mx.test");
  certificate->issuer = g_strdup ("CN=CA");
  certificate->names = g_strsplit ("mx.test,*.test", ",", -1);
  certificate->begins = g_date_time_new_utc (2026, 1, 2, 3, 4, 5);
  certificate->expires = g_date_time_new_utc (2027, 1, 2, 3, 4, 5);
  certificate->serial = g_strdup ("0a");
  certificate->key = g_strdup ("RSA 2048");
  certificate->signature = g_strdup ("RSA-SHA256");
  certificate->sha256 = g_strdup ("AA:BB");
  certificate->is_ca = TRUE;
  certificate->pem = g_strdup ("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n");
  return certificate;
}

static OdTlsInfo *
make_tls (void)
{
  OdTlsInfo *info = od_tls_info_new ("mx.test");

  info->version = g_strdup ("TLS1.3");
  info->cipher = g_strdup ("TLS_AES_256_GCM_SHA384");
  info->verify_bits = 66;
  info->alert = 40;
  info->alert_name = g_strdup ("handshake failure");
  info->error_code = -12;
  info->handshake_us = 12345;
  g_ptr_array_add (info->chain, make_certificate ());
  return info;
}

static OdTranscript *
make_transcript (void)
{
  OdTranscript *transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdEvent *step = od_event_new (OD_EVENT_STEP, OD_STAGE_TLS, 1234567);
  OdEvent *line = od_event_new (OD_EVENT_RECEIVED, OD_STAGE_RCPT, 2000001);

  step->name = g_strdup ("tls-done");
  step->text = g_strdup ("mx.test");
  step->duration_us = 42;
  step->tls = make_tls ();
  line->text = g_strdup ("550 5.1.1 Käse \"x\" \\x1b");
  line->code = 550;
  line->more = TRUE;
  od_event_add_field (line, "text", "one\ntwo");
  od_event_add_field (line, "offers", "SIZE");
  od_event_add_field (line, "offers", "DSN");
  g_ptr_array_add (events, step);
  g_ptr_array_add (events, line);
  od_transcript_append (transcript, events);
  return transcript;
}

static void
check_same_event (const OdEvent *a, const OdEvent *b)
{
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpint (a->stage, ==, b->stage);
  g_assert_cmpint (a->at_us, ==, b->at_us);
  g_assert_cmpint (a->duration_us, ==, b->duration_us);
  g_assert_cmpstr (a->name, ==, b->name);
  g_assert_cmpstr (a->text, ==, b->text);
  g_assert_cmpuint (a->code, ==, b->code);
  g_assert_cmpint (a->more, ==, b->more);
  g_assert_cmpuint (a->fields->len, ==, b->fields->len);
  for (guint i = 0; i < a->fields->len; i++)
    {
      const OdEventField *x = g_ptr_array_index (a->fields, i);
      const OdEventField *y = g_ptr_array_index (b->fields, i);

      g_assert_cmpstr (x->name, ==, y->name);
      g_assert_cmpstr (x->value, ==, y->value);
    }
}

static void
check_same_tls (const OdTlsInfo *a, const OdTlsInfo *b)
{
  const OdCertificate *x = g_ptr_array_index (a->chain, 0);
  const OdCertificate *y = g_ptr_array_index (b->chain, 0);

  g_assert_cmpstr (a->version, ==, b->version);
  g_assert_cmpuint (a->verify_bits, ==, b->verify_bits);
  g_assert_cmpint (a->alert, ==, b->alert);
  g_assert_cmpint (a->error_code, ==, b->error_code);
  g_assert_cmpint (a->handshake_us, ==, b->handshake_us);
  g_assert_cmpstrv (x->names, y->names);
  g_assert_true (g_date_time_equal (x->expires, y->expires));
  g_assert_cmpstr (x->pem, ==, y->pem);
  g_assert_true (y->is_ca && !y->self_signed);
}

static void
test_round_trip (void)
{
  g_autoptr (OdTranscript) transcript = make_transcript ();
  g_autoptr (JsonNode) json = od_transcript_to_json (transcript);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdTranscript) again = od_transcript_from_json (json, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (od_transcript_get_length (again), ==, 2);
  for (guint i = 0; i < 2; i++)
    check_same_event (od_transcript_get_event (transcript, i), od_transcript_get_event (again, i));
  check_same_tls (od_transcript_get_tls (transcript), od_transcript_get_tls (again));
}

static const char *const refused[] = {
  "{}",
  "[1]",
  "[{}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\"}]",
  "[{\"kind\":\"thought\",\"stage\":\"tls\",\"at\":0}]",
  "[{\"kind\":\"step\",\"stage\":\"tea\",\"at\":0}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":\"0\"}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":1e30}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"extra\":1}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"text\":7}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"more\":1}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"fields\":{}}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"fields\":[[\"a\"]]}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"fields\":[[\"a\",1]]}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"tls\":[]}]",
  "[{\"kind\":\"step\",\"stage\":\"tls\",\"at\":0,\"tls\":{\"chain\":[{\"begins\":\"soon\"}]}}]",
};

static void
test_strict (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (JsonNode) json = json_from_string (refused[i], NULL);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", refused[i]);
      g_assert_nonnull (json);
      g_assert_null (od_transcript_from_json (json, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
}

/* A file is as foreign as a server. */
static void
test_made_safe (void)
{
  g_autoptr (JsonNode) json = json_from_string (
      "[{\"kind\":\"received\",\"stage\":\"ehlo\",\"at\":0,\"text\":\"a\\u001b[2J\\u202e\"}]", NULL);
  g_autoptr (OdTranscript) transcript = od_transcript_from_json (json, NULL);
  const char *text = od_transcript_get_event (transcript, 0)->text;

  g_assert_null (strchr (text, '\033'));
  g_assert_null (strstr (text, "\u202e"));
}

static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("od-transcript-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "run.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (OdTranscript) transcript = make_transcript ();
  g_autoptr (OdTranscript) again = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;

  g_assert_true (g_file_set_contents (path, "older and longer than nothing", -1, NULL));
  g_assert_true (od_transcript_save (transcript, file, NULL, &error));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  again = od_transcript_load (file, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (od_transcript_get_length (again), ==, 2);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was left there */
}

static void
test_bad_files (void)
{
  g_autofree char *deep = g_strnfill (100000, '[');
  const char *contents[] = { "", "{}", "hello",
                             "{\"format\":\"outbox-doctor-transcript\",\"version\":2,\"events\":[]}", deep };
  g_autofree char *folder = g_dir_make_tmp ("od-transcript-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "run.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  for (gsize i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
      g_assert_null (od_transcript_load (file, NULL, &error));
      g_assert_nonnull (error);
    }
  g_unlink (path);
  g_rmdir (folder);
}

/* A run that cannot be saved leaves the older file as it was. */
static void
test_not_saved (void)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nonexistent/run.json");
  g_autoptr (OdTranscript) transcript = make_transcript ();
  g_autoptr (GError) error = NULL;

  g_assert_false (od_transcript_save (transcript, file, NULL, &error));
  g_assert_nonnull (error);
}

static void
note_change (GListModel *model, guint position, guint removed, guint added, guint *calls)
{
  g_assert_cmpuint (position, ==, 0);
  g_assert_cmpuint (removed, ==, 0);
  g_assert_cmpuint (added, ==, 2);
  (*calls)++;
}

static void
test_model (void)
{
  g_autoptr (OdTranscript) source = make_transcript ();
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new ();
  g_autoptr (OdTranscriptItem) item = NULL;
  guint calls = 0;

  g_signal_connect (transcript, "items-changed", G_CALLBACK (note_change), &calls);
  g_ptr_array_add (events, od_transcript_get_event (source, 0));
  g_ptr_array_add (events, od_transcript_get_event (source, 1));
  od_transcript_append (transcript, events);
  g_assert_cmpuint (calls, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (transcript)), ==, 2);
  item = g_list_model_get_item (G_LIST_MODEL (transcript), 1);
  g_assert_cmpuint (od_transcript_item_get_index (item), ==, 1);
  g_assert_true (od_transcript_item_get_event (item) == od_transcript_get_event (source, 1));
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (transcript), 2));
}

/* As long as somebody holds the item of a line there is one of it only; it may outlive its transcript. */
static void
test_items (void)
{
  OdTranscript *transcript = make_transcript ();
  g_autoptr (OdTranscriptItem) item = g_list_model_get_item (G_LIST_MODEL (transcript), 1);
  g_autoptr (OdTranscriptItem) again = g_list_model_get_item (G_LIST_MODEL (transcript), 1);
  g_autoptr (OdTranscriptItem) other = g_list_model_get_item (G_LIST_MODEL (transcript), 0);
  OdTranscriptItem *gone = other;

  g_assert_true (item == again);
  g_assert_false (item == other);
  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &gone);
  g_clear_object (&other);
  g_assert_null (gone);
  other = g_list_model_get_item (G_LIST_MODEL (transcript), 0);
  g_assert_true (od_transcript_item_get_event (other) == od_transcript_get_event (transcript, 0));
  g_object_unref (transcript);
  g_assert_cmpuint (od_transcript_item_get_index (other), ==, 0);
  g_assert_cmpint (od_transcript_item_get_event (item)->kind, ==, OD_EVENT_RECEIVED);
}

/* The last one counts, whatever comes after it. */
static void
test_last_tls (void)
{
  g_autoptr (OdTranscript) source = make_transcript ();
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  OdEvent *first = od_event_new (OD_EVENT_STEP, OD_STAGE_TLS, 0);

  g_assert_null (od_transcript_get_tls (transcript));
  first->tls = od_tls_info_ref (od_transcript_get_tls (source));
  g_ptr_array_add (events, first);
  g_ptr_array_add (events, od_event_new (OD_EVENT_SENT, OD_STAGE_EHLO, 1));
  od_transcript_append (transcript, events);
  g_assert_true (od_transcript_get_tls (transcript) == first->tls);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/transcript/round-trip", test_round_trip);
  g_test_add_func ("/transcript/strict", test_strict);
  g_test_add_func ("/transcript/made-safe", test_made_safe);
  g_test_add_func ("/transcript/file", test_file);
  g_test_add_func ("/transcript/bad-files", test_bad_files);
  g_test_add_func ("/transcript/not-saved", test_not_saved);
  g_test_add_func ("/transcript/model", test_model);
  g_test_add_func ("/transcript/items", test_items);
  g_test_add_func ("/transcript/last-tls", test_last_tls);
  return g_test_run ();
}
