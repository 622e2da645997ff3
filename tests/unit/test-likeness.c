/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which names are slips of which: the distance itself, and what the probe makes of it with the real table of
 * providers. Only names are compared; nobody is asked. */

#include <string.h>

#include "od-knowledge.h"
#include "od-likeness.h"
#include "od-probe.h"

static void
test_slips (void)
{
  static const struct
  {
    const char *a;
    const char *b;
    guint slips;
  } rows[] = {
    { "gmail.com", "gmail.com", 0 },
    { "GMail.Com", "gmail.com", 0 },
    { "gmial.com", "gmail.com", 1 },
    { "gmal.com", "gmail.com", 1 },
    { "gmaill.com", "gmail.com", 1 },
    { "gnail.com", "gmail.com", 1 },
    { "hotmial.con", "hotmail.com", 2 },
    { "hotmail.co.uk", "hotmail.com", 3 },
    { "", "abc", 3 },
    { "abc", "", 3 },
    { "", "", 0 },
    { "ab", "ba", 1 },
    { "abc", "ca", 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_assert_cmpuint (od_likeness_slips (rows[i].a, rows[i].b), ==, rows[i].slips);
      g_assert_cmpuint (od_likeness_slips (rows[i].b, rows[i].a), ==, rows[i].slips);
    }
}

static void
test_long_names (void)
{
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');

  g_assert_cmpuint (od_likeness_slips (longest, longest), ==, 0);
  g_assert_cmpuint (od_likeness_slips (longest, longest + 1), ==, 1);
  g_assert_cmpuint (od_likeness_slips (longest, longer), ==, G_MAXUINT);
  g_assert_cmpuint (od_likeness_slips (longer, longest), ==, G_MAXUINT);
  g_assert_false (od_likeness_is_near (longer, longest));
}

static void
test_near (void)
{
  g_assert_true (od_likeness_is_near ("gmial.com", "gmail.com"));
  g_assert_false (od_likeness_is_near ("gmail.com", "gmail.com"));
  g_assert_false (od_likeness_is_near ("GMAIL.com", "gmail.com"));
  g_assert_false (od_likeness_is_near ("gmail.org", "gmail.com"));
  g_assert_false (od_likeness_is_near ("gmx.fr", "gmx.de"));
  g_assert_true (od_likeness_is_near ("hotmial.con", "hotmail.com"));
  g_assert_false (od_likeness_is_near ("hotmail.co.uk", "hotmail.com"));
}

/* --- the probe, which asks nobody where no address of one's own leads to further names */

static OdEvent *
compare (const char *address, const char *fact, const char *value)
{
  const OdKnowledge *knowledge = od_knowledge_get_default ();
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (OdFacts) facts = od_facts_new ();
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);
  OdProbeCase probe_case = { .settings = settings, .facts = facts, .arguments = "" };

  g_free (settings->address);
  settings->address = g_strdup (address);
  probe_case.providers = od_knowledge_providers (knowledge);
  od_facts_add (facts, fact, value, "settings");
  od_probe_name_neighbours.run (&probe_case, event);
  return event;
}

static char *
domain_neighbour (const char *own, const char *recipient)
{
  g_autoptr (OdEvent) event = compare (own, "recipient", recipient);

  g_assert_null (od_event_get_field (event, "name.neighbour"));
  g_assert_null (od_event_get_field (event, "name.candidate"));
  return g_strdup (od_event_get_field (event, "domain.neighbour"));
}

static void
test_domains (void)
{
  static const char *const rows[][2] = {
    { "anna@gmial.com", "gmail.com" },
    { "anna@GMIAL.com", "gmail.com" },
    { "anna@gmail.con", "gmail.com" },
    { "anna@hotmial.com", "hotmail.com" },
    { "anna@gmx.ne", "gmx.net" },
    { "anna@wbe.de", "web.de" },
    { "anna@gmail.com", NULL },
    { "anna@gmx.de", NULL },
    { "anna@gmx.se", NULL },
    { "anna@hotmail.co.uk", NULL },
    { "anna@example.org", NULL },
    { "anna@[192.0.2.1]", NULL },
    { "anna", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *neighbour = domain_neighbour ("bea@example.org", rows[i][0]);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (neighbour, ==, rows[i][1]);
    }
}

/* No domain of the table is called a slip of another one. */
static void
test_no_known_domain_is_a_slip (void)
{
  const GPtrArray *list = od_providers_list (od_knowledge_providers (od_knowledge_get_default ()));

  for (guint i = 0; i < list->len; i++)
    for (char **domain = ((OdProvider *) list->pdata[i])->domains; domain != NULL && *domain != NULL;
         domain++)
      {
        g_autofree char *address = g_strconcat ("anna@", *domain, NULL);
        g_autofree char *neighbour = domain_neighbour ("bea@example.org", address);

        g_assert_cmpstr (neighbour, ==, NULL);
      }
}

/* Who writes from there knows the domain. */
static void
test_own_domain (void)
{
  g_autofree char *own = domain_neighbour ("bea@gmial.com", "anna@gmial.com");
  g_autofree char *other = domain_neighbour ("bea@gmial.org", "anna@gmial.com");

  g_assert_cmpstr (own, ==, NULL);
  g_assert_cmpstr (other, ==, "gmail.com");
}

static void
test_servers (void)
{
  static const char *const rows[][2] = {
    { "smtp.gmial.com", "smtp.gmail.com" },
    { "SMTP.gmial.com", "smtp.gmail.com" },
    { "mail.gmx.ent", "mail.gmx.net" },
    { "mali.gmx.net", "mail.gmx.net" },
    { "smtp.gmail.com", NULL },
    { "mail.gmx.com", NULL },
    { "mail.gmx.net", NULL },
    { "smtp.example.org", NULL },
    { "192.0.2.1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = compare (NULL, "server", rows[i][0]);

      g_test_message ("%s", rows[i][0]);
      g_assert_cmpstr (od_event_get_field (event, "name.neighbour"), ==, rows[i][1]);
      g_assert_null (od_event_get_field (event, "domain.neighbour"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/likeness/slips", test_slips);
  g_test_add_func ("/likeness/long-names", test_long_names);
  g_test_add_func ("/likeness/near", test_near);
  g_test_add_func ("/likeness/domains", test_domains);
  g_test_add_func ("/likeness/no-known-domain-is-a-slip", test_no_known_domain_is_a_slip);
  g_test_add_func ("/likeness/own-domain", test_own_domain);
  g_test_add_func ("/likeness/servers", test_servers);
  return g_test_run ();
}
