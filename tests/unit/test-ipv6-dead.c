/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The remark that IPv6 is dead, with the real knowledge: it must go where IPv6 is merely slower than IPv4,
 * and must never come where IPv6 was not passed at all. */

#include "od-diagnose.h"

typedef struct
{
  const char *connect; /* connect.ipv6 */
  const char *ipv4;    /* family.ipv4 */
  const char *ipv6;    /* family.ipv6 */
  int state;           /* OdCauseState of the cause ipv6-dead; NONE: no remark */
} Row;

#define NONE -1

static const Row rows[] = {
  { NULL, NULL, NULL, NONE },
  { "ok", NULL, NULL, NONE },
  { "network-unreachable", NULL, NULL, NONE },
  { "abandoned", NULL, NULL, OD_CAUSE_NOT_TESTED },
  { "abandoned", "ok", "silent", OD_CAUSE_CONFIRMED },
  { "abandoned", "ok", "unreachable", OD_CAUSE_CONFIRMED },
  { "abandoned", "ok", "refused", OD_CAUSE_RULED_OUT },
  { "abandoned", "ok", "ok", NONE },
  { "timed-out", NULL, NULL, OD_CAUSE_LIKELY },
  { "timed-out", "ok", "ok", NONE },
};

static OdFacts *
make_facts (const Row *row)
{
  OdFacts *facts = od_facts_new ();

  od_facts_add (facts, "outcome", "accepted", "test");
  od_facts_add (facts, "stage", "dot", "test");
  od_facts_add (facts, "server", "mail.example.org", "test");
  od_facts_add (facts, "connect.ipv4", "ok", "test");
  od_facts_set (facts, "connect.ipv6", row->connect, "test");
  od_facts_set (facts, "family.ipv4", row->ipv4, "test");
  od_facts_set (facts, "family.ipv6", row->ipv6, "test");
  return facts;
}

static const OdFinding *
find_remark (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((OdFinding *) findings->pdata[i])->id, "connect-ipv6-dead"))
      return findings->pdata[i];
  return NULL;
}

static const OdCause *
find_cause (const OdFinding *finding)
{
  for (guint i = 0; i < finding->causes->len; i++)
    if (g_str_equal (((OdCause *) finding->causes->pdata[i])->id, "ipv6-dead"))
      return finding->causes->pdata[i];
  return NULL;
}

static gboolean
asks_probe (const OdCause *cause)
{
  for (guint i = 0; i < cause->probes->len; i++)
    if (g_str_equal (((OdProbeWanted *) cause->probes->pdata[i])->name, "address-family"))
      return TRUE;
  return FALSE;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (OdFacts) facts = make_facts (row);
  g_autoptr (GPtrArray) findings = od_diagnose (facts, od_knowledge_get_default ());
  const OdFinding *remark = find_remark (findings);

  g_assert_cmpint (remark != NULL, ==, row->state != NONE);
  if (remark == NULL)
    return;
  g_assert_cmpint (remark->kind, ==, OD_DIAGNOSIS_REMARK);
  g_assert_nonnull (find_cause (remark));
  g_assert_cmpint (find_cause (remark)->state, ==, row->state);
  g_assert_cmpint (asks_probe (find_cause (remark)), ==, row->ipv6 == NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/ipv6-dead/%u", i);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  return g_test_run ();
}
