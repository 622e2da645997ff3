/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Every illness of the practice server from visit to verdict, and a fix that heals where there is one. The
 * practice proves nothing about the engine; here the engine proves the practice. Silence is tested with
 * hurried time limits. */

#include "od-checkup.h"
#include "od-practice.h"

static OdResult *
visit (OdPractice *practice, const OdSettings *settings)
{
  const OdCheckupOptions options = { .limits = od_limits_scaled (20) };
  g_autoptr (OdSecret) secret = od_practice_get_secret (practice);

  return od_checkup_run (settings, secret, &options, NULL, NULL, NULL);
}

typedef struct
{
  const char *illness;
  const char *outcome;
  const char *fact;
  const char *value;
} Case;

static const Case cases[] = {
  { "healthy", "accepted", "queue-id", "PRACTICE1" },
  { "wrong-password", "rejected", "code", "535" },
  { "app-password", "rejected", "code", "534" },
  { "port-closed", "failed", "error", "refused" },
  { "port-silent", "failed", "error", "timed-out" },
  { "wrong-tls-mode", "failed", "error", "tls-plain-text" },
  { "certificate-expired", "failed", "tls.verify", "expired" },
  { "certificate-name", "failed", "tls.verify", "name-mismatch" },
  { "no-encryption", "failed", "error", "starttls-not-offered" },
  { "421", "rejected", "code", "421" },
  { "451", "rejected", "code", "451" },
  { "452", "rejected", "code", "452" },
  { "550", "rejected", "code", "550" },
  { "571", "rejected", "code", "571" },
  { "too-big", "failed", "error", "too-big-for-server" },
  { "greylisting", "rejected", "code", "450" },
  { "spam", "rejected", "code", "554" },
};

static void
test_illness (gconstpointer data)
{
  const Case *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdPractice) practice = od_practice_start (self->illness, &error);
  g_assert_no_error (error);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdResult) result = visit (practice, settings);

  g_assert_cmpstr (od_result_get_outcome (result), ==, self->outcome);
  g_assert_cmpstr (od_facts_get (result->facts, self->fact), ==, self->value);
}

/* The first fix that can be applied at a click makes the second visit a success. */
static void
test_cure (gconstpointer data)
{
  g_autoptr (OdPractice) practice = od_practice_start (data, NULL);
  g_autoptr (OdSettings) settings = od_practice_get_settings (practice);
  g_autoptr (OdResult) first = visit (practice, settings);
  const OdFinding *verdict = od_result_get_verdict (first);
  g_autoptr (OdSettings) mended = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < verdict->fixes->len && !mended; i++)
    if (od_fix_is_applicable (g_ptr_array_index (verdict->fixes, i)))
      mended = od_apply_fix (g_ptr_array_index (verdict->fixes, i), settings, &error);
  g_assert_no_error (error);
  g_assert_nonnull (mended);

  g_autoptr (OdResult) second = visit (practice, mended);
  g_assert_cmpstr (od_result_get_outcome (second), ==, "accepted");
}

static void
test_list_is_covered (void)
{
  const GPtrArray *list = od_practice_list ();

  g_assert_cmpuint (list->len, ==, G_N_ELEMENTS (cases));
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_nonnull (od_practice_find (cases[i].illness));
}

static void
test_unknown (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (od_practice_start ("hypochondria", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  static const char *const curable[] = { "port-closed",      "port-silent", "wrong-tls-mode",
                                         "certificate-name", "too-big",     "greylisting" };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/practice/list-is-covered", test_list_is_covered);
  g_test_add_func ("/practice/unknown", test_unknown);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice/illness/%s", cases[i].illness);
      g_test_add_data_func (path, &cases[i], test_illness);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (curable); i++)
    {
      g_autofree char *path = g_strdup_printf ("/practice/cure/%s", curable[i]);
      g_test_add_data_func (path, curable[i], test_cure);
    }
  return g_test_run ();
}
