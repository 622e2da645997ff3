/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Three tables: probes, their facts, and values. A fact that is not in its table is for the diagnosis alone.
 * Any thread.
 */

#include "od-probe-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "od-value-words.h"

/* Names of events; what was asked about stands behind. */
static const struct
{
  const char *name;
  const char *words;
} probes[] = {
  { "probe-port", N_ ("Tried another port of the server") },
  { "probe-port-mode", N_ ("Tried the port with and without encryption from the start") },
  { "probe-address-family", N_ ("Tried IPv4 and IPv6 each by itself") },
  { "probe-login-position", N_ ("Looked when the server offers a login") },
  { "probe-minimum-tls", N_ ("Looked whether the server takes old encryption only") },
  { "probe-certificate", N_ ("Looked where the name in the certificate leads") },
  { "probe-clock", N_ ("Compared this computer’s clock with the server’s") },
  { "probe-ehlo-name", N_ ("Tried other introductions") },
  { "probe-sender", N_ ("Tried the address of the login as the sender") },
  { "probe-recipient", N_ ("Tried your own address as the recipient") },
  { "probe-recipients", N_ ("Tried one recipient alone") },
  { "probe-size", N_ ("Tried a very small message") },
  { "probe-content", N_ ("Tried a plain test message") },
  { "probe-name-neighbours", N_ ("Looked for servers of almost the same name") },
  { "probe-resolver", N_ ("Tested the name service") },
  { "probe-recipient-domain", N_ ("Looked up where mail for the recipient’s domain goes") },
  { "probe-sender-domain", N_ ("Looked up what your domain says about its mail") },
  { "probe-server-role", N_ ("Looked whether the server is one for incoming mail") },
  { "probe-default-route", N_ ("Looked at this computer’s way to the internet") },
  { "probe-captive-portal", N_ ("Looked whether the network waits for a login on a web page") },
  { "probe-reverse-dns", N_ ("Looked up the name of your address") },
  { "probe-control-port", N_ ("Tried the same port of other servers") },
  { "probe-block-list", N_ ("Asked public block lists") },
  { "probe-mta-sts", N_ ("Looked what the recipient’s domain demands of senders (MTA-STS)") },
  { "probe-dane", N_ ("Compared the certificate with the signed entries of the server (DANE)") },
};

/* What the person was asked. */
static const struct
{
  const char *fact;
  const char *words;
} answers[] = {
  { "answer.webmail-login", N_ ("Your answer: the login works on the web page") },
  { "answer.other-network", N_ ("Your answer: sending works from another network") },
  { "answer.other-program", N_ ("Your answer: another program or device can send") },
  { "answer.two-factor", N_ ("Your answer: the login on the web takes a second step") },
  { "answer.recent-change", N_ ("Your answer: the password was changed lately") },
};

/* The first row that fits. "": the value says it. */
static const struct
{
  const char *pattern;
  const char *label;
} facts[] = {
  { "port.*.verify", N_ ("certificate") },
  { "port.*.auth", N_ ("login offered") },
  { "port.*", "" },
  { "family.ipv4", N_ ("by IPv4") },
  { "family.ipv6", N_ ("by IPv6") },
  { "login.after-tls", N_ ("login once it is encrypted") },
  { "login.before-tls", N_ ("login before it is encrypted") },
  { "tls.minimum", "" },
  { "fitting-name.address", N_ ("leads") },
  { "fitting-name.verify", N_ ("certificate") },
  { "clock", N_ ("this computer’s clock") },
  { "ehlo.literal", N_ ("an address in brackets") },
  { "ehlo.plain-name", N_ ("a full host name") },
  { "sender.own", "" },
  { "recipient.own", "" },
  { "recipient.single", "" },
  { "size.small", "" },
  { "content.minimal", "" },
  { "name.neighbour", N_ ("almost the same") },
  { "name.candidate", N_ ("usual names") },
  { "domain.neighbour", N_ ("almost the same") },
  { "resolver.control", N_ ("well-known names") },
  { "resolver.invented", N_ ("a made-up name") },
  { "resolver.direct", N_ ("this name") },
  { "resolver.alias", N_ ("leads to") },
  { "*dnssec", N_ ("signature") },
  { "?domain", "" },
  { "?domain.mx", N_ ("mail servers") },
  { "rdomain.mx.host", "" },
  { "sdomain.spf", "SPF" },
  { "sdomain.dmarc", "DMARC" },
  { "server.is-mx", "" },
  { "route", "" },
  { "route.interface", N_ ("network device") },
  { "gateway.name", N_ ("router") },
  { "proxy", N_ ("proxy") },
  { "portal", "" },
  { "client.public", N_ ("address of the internet") },
  { "rdns", "" },
  { "rdns.name", "" },
  { "control.greeting", N_ ("greeting") },
  { "control.verify", N_ ("certificate") },
  { "control.issuer", N_ ("issuer of the certificate") },
  { "control.listed", N_ ("well-known server") },
  { "control.*", "" },
  { "block-list", N_ ("your address") },
  { "block-list.domain", N_ ("your domain") },
  { "block-list.name", "" },
  { "block-list.domain.name", "" },
  { "mta-sts", "" },
  { "mta-sts.match", N_ ("the server is named in it") },
  { "dane", "" },
};

/* Where a value means something else than od_value_words() says. */
static const struct
{
  const char *fact;
  const char *value;
  const char *words;
} values[] = {
  { "route", "plain", N_ ("direct") },
  { "route", "none", N_ ("there is none") },
  { "resolver.direct", "found", N_ ("found") },
  { "fitting-name.address", "same", N_ ("to the same server") },
  { "fitting-name.address", "other", N_ ("to another server") },
  { "fitting-name.address", "none", N_ ("nowhere") },
  { "rdns", "ok", N_ ("it leads back") },
  { "rdns", "none", N_ ("it has none") },
  { "rdns", "mismatch", N_ ("it does not lead back") },
  { "sdomain.spf", "pass", N_ ("allows the server") },
  { "sdomain.spf", "fail", N_ ("forbids the server") },
  { "sdomain.spf", "softfail", N_ ("does not name the server") },
  { "sdomain.spf", "neutral", N_ ("says nothing of the server") },
  { "sdomain.spf", "several", N_ ("two entries, which is wrong") },
  { "mta-sts", "none", N_ ("nothing") },
  { "mta-sts", "off", N_ ("nothing any more") },
  { "mta-sts", "testing", N_ ("encryption with a valid certificate, for a trial") },
  { "mta-sts", "enforce", N_ ("encryption with a valid certificate") },
  { "mta-sts", "unreadable", N_ ("its policy cannot be read") },
  { "dane", "none", N_ ("there are none") },
  { "dane", "match", N_ ("it is the one") },
  { "dane", "mismatch", N_ ("it is another one") },
  { "dane", "no-encryption", N_ ("the server offers no encryption") },
  { "dane", "unusable", N_ ("they cannot be used") },
};

static const char *
in_words (const char *text, OdWords words)
{
  return words == OD_WORDS_TRANSLATED && *text != '\0' ? _ (text) : text;
}

static const char *
find_sentence (const OdEvent *event)
{
  for (gsize i = 0; i < G_N_ELEMENTS (probes); i++)
    if (g_strcmp0 (probes[i].name, event->name) == 0)
      return probes[i].words;
  return NULL;
}

/* NULL: not to be told. */
static const char *
find_label (const char *fact)
{
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    if (g_pattern_match_simple (facts[i].pattern, fact))
      return facts[i].label;
  return NULL;
}

static const char *
value_words (const char *fact, const char *value, OdWords words)
{
  const char *usual = od_value_words (value);

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].value, value) && g_str_equal (values[i].fact, fact))
      return in_words (values[i].words, words);
  return usual != NULL ? in_words (usual, words) : value;
}

static void
add_result (GString *results, const OdEventField *field, OdWords words)
{
  const char *label = find_label (field->name);

  if (label == NULL)
    return;
  g_string_append (results, results->len > 0 ? ", " : "");
  if (*label != '\0')
    g_string_append_printf (results, "%s: ", in_words (label, words));
  g_string_append (results, value_words (field->name, field->value, words));
}

/* Nothing came of it where there are no facts: no answer, or nothing to ask. */
static char *
results_of (const OdEvent *event, OdWords words)
{
  GString *results = g_string_new (NULL);

  for (guint i = 0; i < event->fields->len; i++)
    add_result (results, g_ptr_array_index (event->fields, i), words);
  if (event->fields->len == 0)
    g_string_append (results, in_words (N_ ("nothing came of it"), words));
  return g_string_free (results, FALSE);
}

/* A step records "HOST port NUMBER"; the rest of its text is names and numbers. */
char *
od_event_object (const char *text, OdWords words)
{
  const char *place = strstr (text, " port ");

  if (words == OD_WORDS_ENGLISH || place == NULL || !g_ascii_isdigit (place[strlen (" port ")]))
    return g_strdup (text);
  /* Translators: a host, or several, and the number of a port, as in "mail.example.org port 587" */
  return g_strdup_printf (_ ("%.*s port %s"), (int) (place - text), text, place + strlen (" port "));
}

char *
od_probe_words_question (const OdEvent *event, OdWords words)
{
  const char *sentence = find_sentence (event);
  g_autofree char *object = NULL;

  if (sentence == NULL)
    return NULL;
  if (event->text == NULL || *event->text == '\0')
    return g_strdup (in_words (sentence, words));
  object = od_event_object (event->text, words);
  return g_strdup_printf ("%s: %s", in_words (sentence, words), object);
}

/* (transfer full): NULL where it is no answer, or one to another question. */
static char *
answer_words (const OdEvent *event, OdWords words)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      const char *value = od_event_get_field (event, answers[i].fact);

      if (value != NULL)
        return g_strdup_printf ("%s – %s", in_words (answers[i].words, words),
                                value_words (answers[i].fact, value, words));
    }
  return NULL;
}

char *
od_probe_words (const OdEvent *event, OdWords words)
{
  g_autofree char *question = od_probe_words_question (event, words);
  g_autofree char *results = NULL;

  if (question == NULL)
    return g_strcmp0 (event->name, "answer") == 0 ? answer_words (event, words) : NULL;
  results = results_of (event, words);
  return *results != '\0' ? g_strdup_printf ("%s – %s", question, results) : g_steal_pointer (&question);
}
