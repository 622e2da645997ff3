/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the two runs were asked for. What "automatic" and an empty field stand for counts, not how it was
 * typed. Files of certificates and the choice of IPv4 or IPv6 are not kept with a run, so they are not
 * compared; facts tell of them. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-compare-private.h"
#include "od-fact-words.h"

/* A run read from a bare transcript has no settings; its first event tells most of them. */
static OdSettings *
settings_from_facts (const OdFacts *facts)
{
  OdSettings *settings = od_settings_new ();
  const struct
  {
    const char *fact;
    char **field;
  } texts[] = { { "address", &settings->address },
                { "server", &settings->server },
                { "user", &settings->user },
                { "recipient", &settings->recipients },
                { "auth.wanted", &settings->mechanism } };
  double port;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (od_facts_has (facts, texts[i].fact))
      od_settings_set_text (texts[i].field, od_facts_get (facts, texts[i].fact));
  if (od_facts_get_number (facts, "port", &port))
    settings->port = (guint) CLAMP (port, 0, 65535);
  if (od_facts_has (facts, "security"))
    od_security_from_name (od_facts_get (facts, "security"), &settings->security);
  settings->login = od_facts_has (facts, "user");
  settings->direct = g_strcmp0 (od_facts_get (facts, "mode"), "direct") == 0;
  settings->dry_run = g_strcmp0 (od_facts_get (facts, "dry-run"), "yes") == 0;
  return settings;
}

static OdSettings *
settings_of (const OdResult *result)
{
  return *result->settings->address != '\0' ? od_settings_ref (result->settings)
                                            : settings_from_facts (result->facts);
}

static const char *
none_if_empty (const char *text)
{
  return text != NULL && *text != '\0' ? text : NULL;
}

static void
add_if_other (GPtrArray *list, const char *name, const char *label, const char *before, const char *after)
{
  before = none_if_empty (before);
  after = none_if_empty (after);
  if (before == NULL || after == NULL ? before != after : g_ascii_strcasecmp (before, after) != 0)
    od_compare_add (list, OD_DIFFERENCE_SETTING, name, label, before, after);
}

static void
add_if_other_number (GPtrArray *list, const char *name, const char *label, guint64 before, guint64 after)
{
  g_autofree char *one = before != 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, before) : NULL;
  g_autofree char *other = after != 0 ? g_strdup_printf ("%" G_GUINT64_FORMAT, after) : NULL;

  add_if_other (list, name, label, one, other);
}

static void
add_if_other_choice (GPtrArray *list, const char *name, const char *label, gboolean before, gboolean after)
{
  add_if_other (list, name, label, before ? _ ("yes") : _ ("no"), after ? _ ("yes") : _ ("no"));
}

static const char *
user_of (const OdSettings *self)
{
  return self->login && !self->direct ? od_settings_effective_user (self) : NULL;
}

static const char *
recipients_of (const OdSettings *self)
{
  return *self->recipients != '\0' ? self->recipients : self->address;
}

/* Mechanisms are words of the trade and stay as they are. */
static const char *
mechanism_of (const OdSettings *self)
{
  if (*self->mechanism == '\0' || g_str_equal (self->mechanism, "auto"))
    return _ ("automatic");
  return self->mechanism;
}

static const char *
security_of (const OdSettings *self)
{
  return od_fact_value_words ("security", od_security_name (od_settings_effective_security (self)));
}

void
od_compare_settings (GPtrArray *list, const OdResult *before, const OdResult *after)
{
  g_autoptr (OdSettings) one = settings_of (before);
  g_autoptr (OdSettings) two = settings_of (after);

  add_if_other (list, "address", _ ("Your mail address"), one->address, two->address);
  add_if_other_choice (list, "direct", _ ("Directly to the recipient’s server"), one->direct, two->direct);
  add_if_other (list, "server", _ ("Mail server"), one->server, two->server);
  add_if_other_number (list, "port", _ ("Port"), od_settings_effective_port (one),
                       od_settings_effective_port (two));
  add_if_other (list, "security", _ ("Encryption"), security_of (one), security_of (two));
  add_if_other (list, "user", _ ("User name"), user_of (one), user_of (two));
  add_if_other (list, "mechanism", _ ("Kind of login"), mechanism_of (one), mechanism_of (two));
  add_if_other (list, "recipients", _ ("Recipient"), recipients_of (one), recipients_of (two));
  add_if_other_choice (list, "dry_run", _ ("Only checked, nothing sent"), one->dry_run, two->dry_run);
  add_if_other_choice (list, "delivery_notice", _ ("Delivery notice"), one->delivery_notice,
                       two->delivery_notice);
  add_if_other (list, "ehlo_name", _ ("Name of this computer"), one->ehlo_name, two->ehlo_name);
  add_if_other_number (list, "message_size", _ ("Size of the test message, in octets"), one->message_size,
                       two->message_size);
}
