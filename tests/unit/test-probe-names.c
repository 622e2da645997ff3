/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The probes that ask the name service: which facts each answer gives, and which names are asked for. The
 * name service is a table here, put in the place of the real one by the linker (--wrap); the same probes
 * against real name servers are the laboratory's matter. */

#include <string.h>

#include "od-fact-list.h"
#include "od-knowledge.h"
#include "od-mail-domain.h"
#include "od-reverse-name.h"

/* --- the name service: "NAME TYPE VALUE", one a line. A VALUE of TIMEOUT, SERVFAIL or BOGUS stands for what
 * comes of asking. "*" is every name that has no line of its own. */

static const char *zone = "";
static OdDnsVerdict verdict = OD_DNS_UNSIGNED;
static GMutex asked_mutex;
static GPtrArray *asked; /* char *: "MX example.org" */

OdDnsAnswer *__wrap_od_dns_ask (const char *, OdDnsType, OdDeadline, GCancellable *, GError **);
GPtrArray *__wrap_od_resolver_lookup_host (const char *, OdFamily, OdDeadline, GCancellable *, GError **);

static void
note (const char *type, const char *name)
{
  g_mutex_lock (&asked_mutex);
  g_ptr_array_add (asked, g_strdup_printf ("%s %s", type, name));
  g_mutex_unlock (&asked_mutex);
}

static gboolean
exists (const char *name)
{
  g_autofree char *head = g_strdup_printf ("\n%s ", name);
  g_autofree char *lines = g_strconcat ("\n", zone, NULL);

  return strstr (lines, head) != NULL;
}

/* (transfer full): char *: the values; case aside, as names are. */
static GPtrArray *
find (const char *name, const char *type)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);
  g_autofree char *head = g_strdup_printf ("%s %s ", exists (lower) ? lower : "*", type);
  g_auto (GStrv) lines = g_strsplit (zone, "\n", -1);
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);

  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, head))
      g_ptr_array_add (values, g_strdup (*line + strlen (head)));
  return values;
}

static void
put_name (GByteArray *rdata, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (char **label = labels; *label != NULL; label++)
    {
      guint8 length = (guint8) strlen (*label);

      if (length > 0)
        g_byte_array_append (rdata, &length, 1);
      g_byte_array_append (rdata, (const guint8 *) *label, length);
    }
  g_byte_array_append (rdata, (const guint8 *) "", 1);
}

/* In strings of ten octets, so that they have to be joined. */
static void
put_text (GByteArray *rdata, const char *text)
{
  for (gsize length = strlen (text); length > 0; length = strlen (text))
    {
      guint8 piece = (guint8) MIN (length, 10);

      g_byte_array_append (rdata, &piece, 1);
      g_byte_array_append (rdata, (const guint8 *) text, piece);
      text += piece;
    }
}

static GBytes *
rdata_of (OdDnsType type, const char *value)
{
  GByteArray *rdata = g_byte_array_new ();
  g_autoptr (GInetAddress) address = NULL;
  guint8 preference[2] = { 0 };

  if (type == OD_DNS_A)
    {
      address = g_inet_address_new_from_string (value);
      g_byte_array_append (rdata, g_inet_address_to_bytes (address), 4);
    }
  else if (type == OD_DNS_MX)
    {
      preference[1] = (guint8) g_ascii_strtoull (value, NULL, 10);
      g_byte_array_append (rdata, preference, 2);
      put_name (rdata, strchr (value, ' ') + 1);
    }
  else if (type == OD_DNS_TXT)
    put_text (rdata, value);
  else
    put_name (rdata, value);
  return g_byte_array_free_to_bytes (rdata);
}

static const char *
word_of (OdDnsType type)
{
  switch ((int) type)
    {
    case OD_DNS_A:
      return "A";
    case OD_DNS_MX:
      return "MX";
    case OD_DNS_TXT:
      return "TXT";
    case OD_DNS_PTR:
      return "PTR";
    default:
      g_assert_cmpint (type, ==, 5);
      return "CNAME";
    }
}

OdDnsAnswer *
__wrap_od_dns_ask (const char *name,
                   OdDnsType type,
                   OdDeadline deadline,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GPtrArray) values = find (name, word_of (type));
  const char *first = values->len > 0 ? values->pdata[0] : "";
  OdDnsAnswer *answer;

  note (word_of (type), name);
  if (g_str_equal (first, "TIMEOUT"))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "played");
      return NULL;
    }
  answer = g_new0 (OdDnsAnswer, 1);
  answer->records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  answer->verdict = g_str_equal (first, "BOGUS") ? OD_DNS_BOGUS : verdict;
  answer->rcode = g_str_equal (first, "SERVFAIL") ? 2 : exists (name) || values->len > 0 ? 0 : 3;
  for (guint i = 0; answer->rcode == 0 && answer->verdict != OD_DNS_BOGUS && i < values->len; i++)
    g_ptr_array_add (answer->records, rdata_of (type, values->pdata[i]));
  return answer;
}

GPtrArray *
__wrap_od_resolver_lookup_host (const char *host,
                                OdFamily family,
                                OdDeadline deadline,
                                GCancellable *cancellable,
                                GError **error)
{
  g_autoptr (GPtrArray) aliases = find (host, "CNAME");
  g_autoptr (GPtrArray) values = find (host, "A");
  GPtrArray *addresses;

  note ("host", host);
  g_assert_cmpstr (host, !=, "");
  if (aliases->len > 0)
    return __wrap_od_resolver_lookup_host (aliases->pdata[0], family, deadline, cancellable, error);
  if (values->len > 0 && g_str_equal (values->pdata[0], "TIMEOUT"))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "played");
  else if (values->len > 0 && g_str_equal (values->pdata[0], "SERVFAIL"))
    g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_TEMPORARY, "played");
  else if (values->len == 0)
    g_set_error_literal (error, OD_RESOLVER_ERROR,
                         exists (host) ? OD_RESOLVER_ERROR_NO_ADDRESS : OD_RESOLVER_ERROR_NOT_FOUND,
                         "played");
  if (values->len == 0 || !g_ascii_isxdigit (*(char *) values->pdata[0]))
    return NULL;
  addresses = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < values->len; i++)
    g_ptr_array_add (addresses, g_inet_address_new_from_string (values->pdata[i]));
  return addresses;
}

/* --- one probe */

/* What a probe is told: "fact=value" pairs, and the sender's address. */
typedef struct
{
  const char *sender;
  gboolean direct;
  const char *facts; /* parted by spaces */
  const char *parties;
} Given;

static void
add_facts (OdFacts *facts, const char *pairs)
{
  g_auto (GStrv) words = g_strsplit (pairs != NULL ? pairs : "", " ", -1);

  for (char **word = words; *word != NULL && **word != '\0'; word++)
    {
      char *value = strchr (*word, '=') + 1;

      value[-1] = '\0';
      od_facts_add (facts, *word, value, "event:1");
    }
}

/* Each field must be a fact that the probe owns up to, with a word of the closed list. */
static void
check_fields (const OdProbe *probe, const OdEvent *event)
{
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];
      const OdFactInfo *info = od_fact_list_find (field->name);

      g_assert_nonnull (info);
      g_assert_true (g_strv_contains (probe->facts, field->name));
      if (info->type == OD_FACT_TOKEN)
        {
          g_auto (GStrv) words = g_strsplit (info->values, " ", -1);
          g_assert_true (g_strv_contains ((const char *const *) words, field->value));
        }
    }
}

static OdEvent *
run (const OdProbe *probe, const Given *given)
{
  static const char no_parties[] = "<third-parties/>";
  const char *list = given->parties != NULL ? given->parties : no_parties;
  g_autoptr (OdThirdParties) parties = od_third_parties_parse ("list", list, strlen (list), NULL);
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (OdFacts) facts = od_facts_new ();
  OdLimits limits = od_limits_default;
  OdProbeCase probe_case = { .settings = settings, .facts = facts, .parties = parties, .arguments = "" };
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);

  probe_case.providers = od_knowledge_providers (od_knowledge_get_default ());
  probe_case.limits = &limits;
  probe_case.deadline = od_deadline_in (20000);
  g_free (settings->address);
  settings->address = g_strdup (given->sender);
  settings->direct = given->direct;
  add_facts (facts, given->facts);
  g_clear_pointer (&asked, g_ptr_array_unref);
  asked = g_ptr_array_new_with_free_func (g_free);
  probe->run (&probe_case, event);
  check_fields (probe, event);
  return event;
}

static gboolean
was_asked (const char *question)
{
  return g_ptr_array_find_with_equal_func (asked, question, g_str_equal, NULL);
}

/* (transfer full): all values of a field, parted by spaces. */
static char *
all_of (const OdEvent *event, const char *name)
{
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];

      if (g_str_equal (field->name, name))
        g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", field->value);
    }
  return g_string_free (all, FALSE);
}

static void
assert_field (const OdEvent *event, const char *name, const char *value)
{
  g_test_message ("%s of %s, in\n%s", name, event->text, zone);
  g_assert_cmpstr (od_event_get_field (event, name), ==, value);
}

/* --- the recipient's domain */

typedef struct
{
  const char *zone;
  const char *exists;
  const char *mx;
  const char *hosts;
} DomainRow;

static const DomainRow domain_rows[] = {
  { "example.net MX 10 mx.example.net\nmx.example.net A 203.0.113.5", "exists", "ok", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A 2001:db8::5", "exists", "ok", "mx.example.net" },
  { "example.net A 203.0.113.5", "exists", "none", "" },
  { "example.net TXT no mail here", "exists", "no-address", "" },
  { "example.net A TIMEOUT", "exists", "failed", "" },
  { "example.net MX 0 .", "exists", "null", "" },
  { "example.net MX 10 mx.example.net", "exists", "no-address", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net TXT words", "exists", "no-address", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A TIMEOUT", "exists", "failed", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A SERVFAIL", "exists", "failed", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net CNAME a.example.net\na.example.net A 203.0.113.5",
    "exists", "alias", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A 192.168.1.5", "exists", "own-network",
    "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A 127.0.0.1", "exists", "own-network",
    "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A 100.64.0.1", "exists", "own-network",
    "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A fd00::1", "exists", "own-network", "mx.example.net" },
  { "example.net MX 10 mx.example.net\nmx.example.net A 10.0.0.1\nmx.example.net A 203.0.113.5", "exists",
    "ok", "mx.example.net" },
  { "example.net MX 20 b.example.net\nexample.net MX 10 a.example.net\nb.example.net A 203.0.113.5", "exists",
    "ok", "a.example.net b.example.net" },
  { "example.net MX 10 a.example.net\nexample.net MX 20 b.example.net\na.example.net A 10.0.0.1", "exists",
    "own-network", "a.example.net b.example.net" },
  { "example.net MX 0 .\nexample.net MX 10 a.example.net\na.example.net A 203.0.113.5", "exists", "ok",
    "a.example.net" },
  { "example.net MX 0 .\nexample.net MX 10 a.example.net", "exists", "no-address", "a.example.net" },
  { "example.org A 203.0.113.5", "not-found", NULL, "" },
  { "example.net MX SERVFAIL", "failed", NULL, "" },
  { "example.net MX TIMEOUT", "failed", NULL, "" },
  { "example.net MX BOGUS\nexample.net A 203.0.113.5", "bogus", NULL, "" },
};

static void
test_recipient_domain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (domain_rows); i++)
    {
      const Given given = { .sender = "anna@example.org", .facts = "recipient=bea@Example.NET" };
      g_autoptr (OdEvent) event = NULL;
      g_autofree char *hosts = NULL;

      zone = domain_rows[i].zone;
      event = run (&od_probe_recipient_domain, &given);
      hosts = all_of (event, "rdomain.mx.host");
      assert_field (event, "rdomain", domain_rows[i].exists);
      assert_field (event, "rdomain.mx", domain_rows[i].mx);
      g_assert_cmpstr (hosts, ==, domain_rows[i].hosts);
      g_assert_cmpstr (event->text, ==, "MX example.net");
    }
}

static void
test_dnssec (void)
{
  static const char *const words[] = { "unchecked", "unsigned", "secure" };
  const Given given = { .facts = "recipient=bea@example.net" };

  zone = "example.net A 203.0.113.5";
  for (verdict = OD_DNS_UNCHECKED; verdict <= OD_DNS_SECURE; verdict++)
    {
      g_autoptr (OdEvent) event = run (&od_probe_recipient_domain, &given);
      assert_field (event, "rdomain.dnssec", words[verdict]);
    }
  verdict = OD_DNS_UNSIGNED;
  zone = "example.net MX BOGUS";
  g_autoptr (OdEvent) bogus = run (&od_probe_recipient_domain, &given);
  assert_field (bogus, "rdomain.dnssec", "bogus");
  zone = "example.net MX TIMEOUT";
  g_autoptr (OdEvent) silent = run (&od_probe_recipient_domain, &given);
  assert_field (silent, "rdomain.dnssec", "unchecked");
}

static void
test_recipients_without_domain (void)
{
  static const char *const facts[] = { NULL, "recipient=bea", "recipient=bea@[192.0.2.1]" };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const Given given = { .sender = "anna@example.org", .facts = facts[i] };
      g_autoptr (OdEvent) event = run (&od_probe_recipient_domain, &given);

      g_assert_cmpuint (asked->len, ==, 0);
      g_assert_null (od_event_get_field (event, "rdomain"));
    }
}

static void
test_international_domain (void)
{
  const Given given = { .facts = "recipient=bea@müller.example" };
  g_autoptr (OdEvent) event = NULL;

  zone = "xn--mller-kva.example A 203.0.113.5";
  event = run (&od_probe_recipient_domain, &given);
  assert_field (event, "rdomain", "exists");
}

/* --- the sender's domain */

#define SENDER_MX "example.org MX 10 mx.example.org\nmx.example.org A 192.0.2.25\n"

static OdEvent *
ask_sender (const char *records, gboolean direct)
{
  const Given given = {
    .sender = "anna@example.org",
    .direct = direct,
    .facts = "server.address=192.0.2.1 client.address=203.0.113.77",
  };
  g_autofree char *all = g_strconcat (SENDER_MX, records, NULL);
  OdEvent *event;

  zone = all;
  event = run (&od_probe_sender_domain, &given);
  zone = "";
  return event;
}

static void
test_spf (void)
{
  static const struct
  {
    const char *record;
    const char *spf;
    const char *spf_direct;
  } rows[] = {
    { "example.org TXT v=spf1 ip4:192.0.2.1 -all", "pass", "fail" },
    { "example.org TXT v=spf1 ip4:203.0.113.0/24 ~all", "softfail", "pass" },
    { "example.org TXT v=spf1 mx/24 -all", "pass", "fail" },
    { "example.org TXT v=spf1 include:b.example -all\nb.example TXT v=spf1 a:h.example -all\n"
      "h.example A 192.0.2.1",
      "pass", "fail" },
    { "example.org TXT v=spf1 mx:null.example -all\nnull.example MX 0 .", "fail", "fail" },
    { "example.org TXT words", "none", "none" },
    { "example.org TXT v=spf1 -all\nexample.org TXT v=spf1 +all", "several", "several" },
    { "example.org TXT v=spf1 ip5:x -all", "broken", "broken" },
    { "example.org TXT TIMEOUT", "failed", "failed" },
    { "example.org TXT SERVFAIL", "failed", "failed" },
    { "example.org TXT BOGUS", "failed", "failed" },
    { "example.org TXT v=spf1 a:h.example -all\nh.example A TIMEOUT", "failed", "failed" },
    { "example.org TXT v=spf1 a:nowhere.example -all", "fail", "fail" },
    { "example.org TXT v=spf1 mx:h.example -all\nh.example MX TIMEOUT", "failed", "failed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_sender (rows[i].record, FALSE);
      g_autoptr (OdEvent) direct = ask_sender (rows[i].record, TRUE);

      g_test_message ("%s", rows[i].record);
      assert_field (event, "sdomain", "exists");
      assert_field (event, "sdomain.mx", "ok");
      assert_field (event, "sdomain.spf", rows[i].spf);
      assert_field (event, "sdomain.spf.address", "192.0.2.1");
      assert_field (direct, "sdomain.spf", rows[i].spf_direct);
      assert_field (direct, "sdomain.spf.address", "203.0.113.77");
    }
}

static void
test_spf_record (void)
{
  g_autoptr (OdEvent)
      event = ask_sender ("example.org TXT v=spf1 ip4:192.0.2.0/24 include:b.example -all", FALSE);

  assert_field (event, "sdomain.spf.record", "v=spf1 ip4:192.0.2.0/24 include:b.example -all");
}

static void
test_dmarc (void)
{
  static const struct
  {
    const char *records;
    const char *dmarc;
  } rows[] = {
    { "", "missing" },
    { "_dmarc.example.org TXT v=DMARC1; p=reject", "reject" },
    { "_dmarc.example.org TXT v=DMARC1;p=quarantine;rua=mailto:a@example.org", "quarantine" },
    { "_dmarc.example.org TXT v=DMARC1; pct=50; sp=reject; P = None ", "none" },
    { "_dmarc.example.org TXT v=DMARC1; sp=reject", "broken" },
    { "_dmarc.example.org TXT v=DMARC1; p=rejected", "broken" },
    { "_dmarc.example.org TXT v=DMARC1", "broken" },
    { "_dmarc.example.org TXT other words\n_dmarc.example.org TXT v=DMARC1; p=none", "none" },
    { "_dmarc.example.org TXT p=reject", "missing" },
    { "_dmarc.example.org TXT TIMEOUT", "failed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_sender (rows[i].records, FALSE);

      g_test_message ("%s", rows[i].records);
      assert_field (event, "sdomain.dmarc", rows[i].dmarc);
      g_assert_false (was_asked ("TXT _dmarc.org"));
    }
}

/* What a domain above says counts where the domain says nothing, and sp of it before p. */
static void
test_dmarc_from_above (void)
{
  static const char *const rows[][2] = {
    { "_dmarc.example.org TXT v=DMARC1; p=reject", "reject" },
    { "_dmarc.example.org TXT v=DMARC1; p=reject; sp=none", "none" },
    { "_dmarc.sub.example.org TXT v=DMARC1; p=quarantine; sp=none\n"
      "_dmarc.example.org TXT v=DMARC1; p=reject",
      "quarantine" },
  };
  const Given given = { .sender = "anna@sub.example.org" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *all = g_strconcat ("sub.example.org A 192.0.2.1\n", rows[i][0], NULL);
      g_autoptr (OdEvent) event = NULL;

      zone = all;
      event = run (&od_probe_sender_domain, &given);
      assert_field (event, "sdomain.dmarc", rows[i][1]);
    }
  zone = "";
}

/* A domain that does not exist has no policies, and nobody is asked for them. */
static void
test_no_sender_domain (void)
{
  const Given given = { .sender = "anna@example.org", .facts = "server.address=192.0.2.1" };
  g_autoptr (OdEvent) event = NULL;

  zone = "other.example A 192.0.2.1";
  event = run (&od_probe_sender_domain, &given);
  assert_field (event, "sdomain", "not-found");
  assert_field (event, "sdomain.spf", NULL);
  assert_field (event, "sdomain.dmarc", NULL);
  g_assert_cmpuint (asked->len, ==, 1);
}

/* --- reverse names */

static void
test_reverse_names (void)
{
  static const struct
  {
    const char *address;
    const char *zone;
    const char *name;
  } rows[] = {
    { "192.0.2.77", NULL, "77.2.0.192.in-addr.arpa" },
    { "192.0.2.77", "bl.example", "77.2.0.192.bl.example" },
    { "2001:db8::12:ab", NULL, "b.a.0.0.2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa" },
    { "2001:db8::12:ab", "bl.example",
      "b.a.0.0.2.1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.bl.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].address);
      g_autofree char *name = od_reverse_name (address, rows[i].zone);

      g_assert_cmpstr (name, ==, rows[i].name);
    }
}

static void
test_dial_up_names (void)
{
  static const struct
  {
    const char *name;
    const char *address;
    gboolean holds;
  } rows[] = {
    { "p5dc0a107.dip0.example.net", "93.192.161.7", TRUE },
    { "P5DC0A107.dip0.example.net", "93.192.161.7", TRUE },
    { "203-0-113-7.isp.example", "203.0.113.7", TRUE },
    { "7.113.0.203.isp.example", "203.0.113.7", TRUE },
    { "dyn-113-007.isp.example", "203.0.113.7", TRUE },
    { "pool7-113.isp.example", "203.0.113.7", TRUE },
    { "mail7.example.org", "203.0.113.7", FALSE },
    { "mx113.example.org", "203.0.113.7", FALSE },
    { "mail.example.org", "203.0.113.7", FALSE },
    { "203-0-113-8.isp.example", "203.0.113.7", FALSE },
    { "99999999999999999999113-7.example", "203.0.113.7", FALSE },
    { "203-0-113-7.isp.example", "2001:db8::7", FALSE },
    { "", "203.0.113.7", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (rows[i].address);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpint (od_reverse_name_holds_address (rows[i].name, address), ==, rows[i].holds);
    }
}

static void
test_public_addresses (void)
{
  static const char *const own[] = { "10.1.2.3",    "172.16.0.1", "172.31.255.1", "192.168.0.1", "127.0.0.1",
                                     "169.254.1.1", "100.64.0.1", "100.127.0.1",  "0.0.0.0",     "224.0.0.1",
                                     "::1",         "fe80::1",    "fd00::1",      "fc00::1",     "::" };
  static const char *const others[] = { "172.15.0.1", "172.32.0.1",  "100.63.0.1", "100.128.0.1",
                                        "192.0.2.1",  "2001:db8::1", "11.0.0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (own[i]);
      g_assert_false (od_address_is_public (address));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (others[i]);
      g_assert_true (od_address_is_public (address));
    }
}

#define PTR4 "7.113.0.203.in-addr.arpa PTR "
#define PTR6 "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa PTR "

static void
test_reverse_dns (void)
{
  static const struct
  {
    const char *client;
    const char *zone;
    const char *rdns;
    const char *name;
    const char *dial_up;
  } rows[] = {
    { "203.0.113.7", PTR4 "mail.example.org\nmail.example.org A 203.0.113.7", "ok", "mail.example.org",
      "no" },
    { "203.0.113.7", PTR4 "mail.example.org\nmail.example.org A 192.0.2.1\nmail.example.org A 203.0.113.7",
      "ok", "mail.example.org", "no" },
    { "203.0.113.7", PTR4 "h-113-7.isp.example\nh-113-7.isp.example A 203.0.113.7", "ok",
      "h-113-7.isp.example", "yes" },
    { "203.0.113.7", PTR4 "mail.example.org\nmail.example.org A 203.0.113.8", "mismatch", "mail.example.org",
      "no" },
    { "203.0.113.7", PTR4 "mail.example.org", "mismatch", "mail.example.org", "no" },
    { "203.0.113.7", PTR4 "mail.example.org\nmail.example.org A TIMEOUT", "failed", "mail.example.org",
      "no" },
    { "203.0.113.7", "", "none", NULL, NULL },
    { "203.0.113.7", "7.113.0.203.in-addr.arpa TXT words", "none", NULL, NULL },
    { "203.0.113.7", PTR4 "SERVFAIL", "failed", NULL, NULL },
    { "203.0.113.7", PTR4 "TIMEOUT", "failed", NULL, NULL },
    { "203.0.113.7", PTR4 "BOGUS", "failed", NULL, NULL },
    { "2001:db8::1", PTR6 "mail.example.org\nmail.example.org A 2001:db8::1", "ok", "mail.example.org",
      "no" },
    { "2001:db8::1", PTR6 "mail.example.org\nmail.example.org A 203.0.113.7", "mismatch", "mail.example.org",
      "no" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *facts = g_strconcat ("client.address=", rows[i].client, NULL);
      const Given given = { .facts = facts };
      g_autoptr (OdEvent) event = NULL;

      zone = rows[i].zone;
      event = run (&od_probe_reverse_dns, &given);
      assert_field (event, "client.public", "yes");
      assert_field (event, "rdns", rows[i].rdns);
      assert_field (event, "rdns.name", rows[i].name);
      assert_field (event, "rdns.dial-up", rows[i].dial_up);
    }
}

/* The name of an address at home is nobody's business. */
static void
test_private_client (void)
{
  static const char *const facts[] = { "client.address=192.168.1.7", "client.address=100.64.3.4" };

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      const Given given = { .facts = facts[i] };
      g_autoptr (OdEvent) event = run (&od_probe_reverse_dns, &given);

      assert_field (event, "client.public", "no");
      assert_field (event, "rdns", NULL);
      g_assert_cmpuint (asked->len, ==, 0);
    }
}

/* --- block lists */

#define LISTS                                                                                            \
  "<third-parties>"                                                                                      \
  "<block-list name='One' host='one.example' role='address' url='https://one.example/'>"                 \
  "<answer value='127.0.0.2' reason='spam'/><answer value='127.0.0.4-127.0.0.7' reason='infected'/>"     \
  "<answer value='127.255.255.0-127.255.255.255' reason='refused'/></block-list>"                        \
  "<block-list name='Two' host='two.example' role='address'><answer value='127.0.0.2' reason='policy'/>" \
  "</block-list>"                                                                                        \
  "<block-list name='Names' host='dbl.example' role='domain' url='https://dbl.example/'>"                \
  "<answer value='127.0.1.2' reason='spam'/>"                                                            \
  "<answer value='127.255.255.0-127.255.255.255' reason='refused'/></block-list>"                        \
  "</third-parties>"

#define ONE   "7.113.0.203.one.example"
#define TWO   "7.113.0.203.two.example"
#define NAMES "example.org.dbl.example"

static OdEvent *
ask_lists (const char *client, const char *records)
{
  g_autofree char *facts = client != NULL ? g_strconcat ("client.address=", client, NULL) : NULL;
  const Given given = { .sender = "anna@example.org", .facts = facts, .parties = LISTS };

  zone = records;
  return run (&od_probe_block_list, &given);
}

static void
test_block_lists (void)
{
  static const struct
  {
    const char *records;
    const char *verdict;
    const char *names;
    const char *reasons;
  } rows[] = {
    { "", "not-listed", "", "" },
    { ONE " A 127.0.0.2", "listed", "One", "spam" },
    { TWO " A 127.0.0.2", "listed", "Two", "policy" },
    { ONE " A 127.0.0.2\n" TWO " A 127.0.0.2", "listed", "One Two", "spam policy" },
    { ONE " A 127.0.0.2\n" ONE " A 127.0.0.5", "listed", "One", "spam infected" },
    { ONE " A 127.0.0.4", "listed", "One", "infected" },
    { ONE " A 127.0.0.7", "listed", "One", "infected" },
    { ONE " A 127.0.0.8\n" TWO " A SERVFAIL", "failed", "", "" },
    { ONE " A 127.255.255.254", "not-listed", "", "" },
    { ONE " A 127.255.255.254\n" TWO " A TIMEOUT", "failed", "", "" },
    { ONE " A 127.255.255.252\n" TWO " A 127.255.255.252", "failed", "", "" },
    { ONE " A 198.51.100.1\n" TWO " A 198.51.100.1", "failed", "", "" },
    { ONE " A SERVFAIL\n" TWO " A SERVFAIL", "failed", "", "" },
    { ONE " A BOGUS\n" TWO " A TIMEOUT", "failed", "", "" },
    { ONE " A TIMEOUT\n" TWO " A 127.0.0.2", "listed", "Two", "policy" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_lists ("203.0.113.7", rows[i].records);
      g_autofree char *names = all_of (event, "block-list.name");
      g_autofree char *reasons = all_of (event, "block-list.reason");

      assert_field (event, "block-list", rows[i].verdict);
      assert_field (event, "block-list.domain", "not-listed");
      g_assert_cmpstr (names, ==, rows[i].names);
      g_assert_cmpstr (reasons, ==, rows[i].reasons);
    }
}

static void
test_domain_lists (void)
{
  static const char *const rows[][2] = {
    { NAMES " A 127.0.1.2", "listed" },
    { NAMES " A 127.255.255.254", "failed" },
    { NAMES " A TIMEOUT", "failed" },
    { "", "not-listed" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_lists ("203.0.113.7", rows[i][0]);

      assert_field (event, "block-list.domain", rows[i][1]);
      assert_field (event, "block-list.domain.name", g_str_equal (rows[i][1], "listed") ? "Names" : NULL);
      assert_field (event, "block-list", "not-listed");
      assert_field (event, "block-list.reason", NULL);
    }
}

/* Exactly these names are asked for; those of IPv6 nibble by nibble; no address of one's home. */
static void
test_questions_to_lists (void)
{
  g_autoptr (OdEvent) ipv4 = ask_lists ("203.0.113.7", "");

  g_assert_cmpuint (asked->len, ==, 3);
  g_assert_true (was_asked ("A " ONE) && was_asked ("A " TWO) && was_asked ("A " NAMES));
  g_autoptr (OdEvent) ipv6 = ask_lists ("2001:db8::1", "");
  g_assert_true (was_asked ("A 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.one.example"));
  g_autoptr (OdEvent) home = ask_lists ("192.168.1.7", "");
  g_assert_cmpuint (asked->len, ==, 1);
  assert_field (home, "block-list", NULL);
  g_autoptr (OdEvent) nobody = ask_lists (NULL, "");
  g_assert_cmpuint (asked->len, ==, 1);
}

/* Every list of the program itself takes 127.255.255.254 for what it is. */
static void
test_real_lists (void)
{
  g_autoptr (GPtrArray) lists = od_third_parties_of (od_third_parties_get_default (), OD_PARTY_BLOCK_LIST);

  g_assert_cmpuint (lists->len, >, 0);
  for (guint i = 0; i < lists->len; i++)
    {
      const char *refused = od_third_party_reason (lists->pdata[i], "127.255.255.254");
      const char *other = od_third_party_reason (lists->pdata[i], "198.51.100.1");

      g_assert_true (refused == NULL || g_str_equal (refused, "refused"));
      g_assert_null (other);
    }
}

/* --- the name service itself */

#define CONTROL_NAMES                                                                                 \
  "<third-parties><control-name name='A' host='a.example'/><control-name name='B' host='b.example'/>" \
  "</third-parties>"

static OdEvent *
ask_resolver (const char *server, const char *records)
{
  g_autofree char *facts = server != NULL ? g_strconcat ("server=", server, NULL) : NULL;
  const Given given = { .facts = facts, .parties = CONTROL_NAMES };

  zone = records;
  return run (&od_probe_resolver, &given);
}

static void
test_control_names (void)
{
  static const char *const rows[][3] = {
    { "a.example A 192.0.2.1\nb.example A 192.0.2.2", "ok", "not-found" },
    { "a.example A TIMEOUT\nb.example A 192.0.2.2", "ok", "not-found" },
    { "a.example A 192.0.2.1\nb.example A TIMEOUT", "ok", "not-found" },
    { "a.example A SERVFAIL\nb.example A TIMEOUT\n* A TIMEOUT", "silent", "failed" },
    { "a.example A TIMEOUT\nb.example A TIMEOUT\n* A TIMEOUT", "silent", "failed" },
    { "* A SERVFAIL", "failed", "failed" },
    { "", "failed", "not-found" },
    { "* A 198.51.100.1", "ok", "found" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_resolver (NULL, rows[i][0]);

      assert_field (event, "resolver.control", rows[i][1]);
      assert_field (event, "resolver.invented", rows[i][2]);
      assert_field (event, "resolver.direct", NULL);
    }
}

static void
test_server_directly (void)
{
  static const char *const rows[][2] = {
    { "smtp.example.org A 192.0.2.1", "found" },  { "smtp.example.org TXT words", "no-address" },
    { "other.example A 192.0.2.1", "not-found" }, { "smtp.example.org A SERVFAIL", "failed" },
    { "smtp.example.org A TIMEOUT", "silent" },   { "smtp.example.org A BOGUS", "bogus" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = ask_resolver ("smtp.example.org", rows[i][0]);

      assert_field (event, "resolver.direct", rows[i][1]);
      assert_field (event, "resolver.alias", NULL);
    }
}

static void
test_server_alias (void)
{
  g_autoptr (OdEvent)
      event = ask_resolver ("smtp.example.org",
                            "smtp.example.org CNAME host.example.net\nsmtp.example.org A 192.0.2.1");
  g_autoptr (OdEvent) literal = NULL;

  assert_field (event, "resolver.alias", "host.example.net");
  literal = ask_resolver ("192.0.2.1", "");
  assert_field (literal, "resolver.direct", NULL);
  g_assert_cmpuint (asked->len, ==, 3);
}

/* --- usual names at one's own domain */

static void
test_candidates (void)
{
  static const char *const rows[][2] = {
    { "smtp.example.org A 192.0.2.1\nmail.example.org A 192.0.2.1", "smtp.example.org mail.example.org" },
    { "mail.example.org A 192.0.2.1", "mail.example.org" },
    { "smtp.example.org A 192.0.2.1\nmail.example.org TXT words", "smtp.example.org" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Given given = { .sender = "anna@example.org", .facts = "server=smpt.example.org" };
      const Given itself = { .sender = "anna@example.org", .facts = "server=mail.example.org" };
      g_autoptr (OdEvent) event = NULL;
      g_autoptr (OdEvent) known = NULL;
      g_autofree char *names = NULL;
      g_autofree char *others = NULL;

      zone = rows[i][0];
      event = run (&od_probe_name_neighbours, &given);
      known = run (&od_probe_name_neighbours, &itself);
      names = all_of (event, "name.candidate");
      others = all_of (known, "name.candidate");
      g_assert_cmpstr (names, ==, rows[i][1]);
      g_assert_null (strstr (others, "mail.example.org"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/recipient-domain", test_recipient_domain);
  g_test_add_func ("/names/dnssec", test_dnssec);
  g_test_add_func ("/names/recipients-without-domain", test_recipients_without_domain);
  g_test_add_func ("/names/international-domain", test_international_domain);
  g_test_add_func ("/names/spf", test_spf);
  g_test_add_func ("/names/spf-record", test_spf_record);
  g_test_add_func ("/names/dmarc", test_dmarc);
  g_test_add_func ("/names/dmarc-from-above", test_dmarc_from_above);
  g_test_add_func ("/names/no-sender-domain", test_no_sender_domain);
  g_test_add_func ("/names/reverse-names", test_reverse_names);
  g_test_add_func ("/names/dial-up-names", test_dial_up_names);
  g_test_add_func ("/names/public-addresses", test_public_addresses);
  g_test_add_func ("/names/reverse-dns", test_reverse_dns);
  g_test_add_func ("/names/private-client", test_private_client);
  g_test_add_func ("/names/block-lists", test_block_lists);
  g_test_add_func ("/names/domain-lists", test_domain_lists);
  g_test_add_func ("/names/questions-to-lists", test_questions_to_lists);
  g_test_add_func ("/names/real-lists", test_real_lists);
  g_test_add_func ("/names/control-names", test_control_names);
  g_test_add_func ("/names/server-directly", test_server_directly);
  g_test_add_func ("/names/server-alias", test_server_alias);
  g_test_add_func ("/names/candidates", test_candidates);
  return g_test_run ();
}
