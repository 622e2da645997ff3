/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a name service may answer: sets of records, each a byte for its length and its data, as MX, TLSA and
 * names; the texts between them as SPF, DMARC and MTA-STS. Linked with --wrap=od_dns_ask. */

#include "fuzz-input.h"
#include "od-dns.h"
#include "od-mta-sts.h"
#include "od-resolver.h"
#include "od-spf.h"
#include "od-tlsa.h"

#include <string.h>

OdDnsAnswer *__wrap_od_dns_ask (const char *name,
                                OdDnsType type,
                                OdDeadline deadline,
                                GCancellable *cancellable,
                                GError **error);

static FuzzInput *playing;
static guint asked;

static GBytes *
take_record (FuzzInput *input)
{
  guint wanted = fuzz_take_number (input, 256);
  gsize length = MIN (wanted, input->length);
  GBytes *record = g_bytes_new (input->data, length);

  input->data += length;
  input->length -= length;
  return record;
}

OdDnsAnswer *
__wrap_od_dns_ask (const char *name,
                   OdDnsType type,
                   OdDeadline deadline,
                   GCancellable *cancellable,
                   GError **error)
{
  OdDnsAnswer *answer = g_new0 (OdDnsAnswer, 1);
  guint records = fuzz_take_number (playing, OD_DNS_MAX_RECORDS + 1);

  answer->rcode = fuzz_take_number (playing, 16);
  answer->verdict = fuzz_take_number (playing, OD_DNS_BOGUS + 1);
  answer->records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < records && playing->length > 0; i++)
    g_ptr_array_add (answer->records, take_record (playing));
  return answer;
}

static void
check_exchangers (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = od_resolver_lookup_mx ("example.org", od_deadline_in (1000), NULL, &error);

  g_assert ((found == NULL) == (error != NULL));
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const OdMxHost *exchanger = found->pdata[i];

      fuzz_check_safe (exchanger->host);
      g_assert (*exchanger->host != '\0' && exchanger->preference <= 65535);
    }
}

static void
check_record (GBytes *record)
{
  g_autofree char *name = od_dns_read_name (record, 0);
  g_autofree char *behind = od_dns_read_name (record, 6);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  OdTlsInfo info = { .chain = chain };

  fuzz_check_safe (name);
  fuzz_check_safe (behind);
  g_assert (name == NULL || strlen (name) <= 255);
  g_assert (od_tlsa_judge (record, &info) != OD_TLSA_MATCH);
}

static GPtrArray *
play_texts (const char *name, gpointer user_data)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  asked++;
  while (playing->length > 0 && playing->data[0] != '\n')
    g_ptr_array_add (texts, fuzz_take_text (playing, '\n'));
  fuzz_take_number (playing, 256);
  return texts;
}

static GPtrArray *
play_addresses (const char *name, gpointer user_data)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  asked++;
  if (fuzz_take_number (playing, 2) == 1)
    g_ptr_array_add (addresses, g_inet_address_new_from_string ("192.0.2.1"));
  return addresses;
}

static GPtrArray *
play_names (const char *name, gpointer user_data)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  asked++;
  g_ptr_array_add (names, g_strdup ("mx.example.org"));
  return names;
}

static void
check_policies (FuzzInput *input)
{
  const OdSpfResolver resolver = { play_texts, play_addresses, play_names, NULL };
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string ("2001:db8::7");
  g_autofree char *text = NULL;
  g_autofree char *record = NULL;
  g_autoptr (OdMtaStsPolicy) policy = od_mta_sts_policy_read ((const char *) input->data, input->length);

  if (policy != NULL)
    od_mta_sts_policy_names (policy, "mx.example.org");
  asked = 0;
  g_assert (od_spf_check (&resolver, address, "example.org", "a+b@example.org", &record) != NULL);
  g_assert (asked <= 200);
  text = fuzz_take_rest (input, NULL);
  od_mta_sts_is_announcement (text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  g_autoptr (GBytes) record = NULL;

  playing = &input;
  if (fuzz_take_number (&input, 2) == 0)
    {
      check_policies (&input);
      return 0;
    }
  record = take_record (&input);
  check_record (record);
  check_exchangers ();
  return 0;
}
