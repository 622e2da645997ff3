/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* libunbound, and the only file that knows it. Each question has a context of its own, with the library's
 * thread behind it, so that a deadline or a cancel ends it at once and nothing is kept between runs. It runs
 * in the caller's worker thread. It does not read the hosts file: that is GResolver's. */

#include "od-dns.h"

#include <string.h>
#include <unbound.h>

#define CLASS_IN    1
#define TYPE_DNSKEY 48

typedef struct ub_ctx UbContext;
typedef struct ub_result UbResult;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UbContext, ub_ctx_delete)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UbResult, ub_resolve_free)

/* Where systems keep the key of the root zone; the first that can be read is used. */
static const char *const anchor_files[] = {
  "/usr/share/dns/root.key",
  "/var/lib/unbound/root.key",
  "/etc/unbound/root.key",
  "/etc/trusted-key.key",
};

/* Zones that the library would answer by itself, although a name server may know better: the reserved names
 * of RFC 6761, in use in test networks. */
static const char *const open_zones[] = { "test.", "home.arpa." };

typedef struct
{
  int id;
  gboolean done;
  int failure;
  UbResult *result;
} Question;

void
od_dns_answer_free (OdDnsAnswer *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->records);
  g_free (self->why_bogus);
  g_free (self);
}

static const char *
find_anchor (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (anchor_files); i++)
    {
      if (g_file_test (anchor_files[i], G_FILE_TEST_IS_REGULAR))
        return anchor_files[i];
    }
  return NULL;
}

/* The computer's name servers, also one on this computer itself, and private zones as they are. Silent. */
static gboolean
configure (UbContext *context, const char *anchor)
{
  gboolean ok = ub_ctx_debugout (context, NULL) == 0 && ub_ctx_async (context, 1) == 0 &&
                ub_ctx_set_option (context, "do-not-query-localhost:", "no") == 0 &&
                ub_ctx_set_option (context, "unblock-lan-zones:", "yes") == 0 &&
                ub_ctx_set_option (context, "insecure-lan-zones:", "yes") == 0 &&
                ub_ctx_resolvconf (context, NULL) == 0 &&
                (anchor == NULL || ub_ctx_add_ta_file (context, anchor) == 0);

  for (guint i = 0; ok && i < G_N_ELEMENTS (open_zones); i++)
    ok = ub_ctx_zone_add (context, open_zones[i], "transparent") == 0;
  return ok;
}

static UbContext *
open_context (const char *anchor, GError **error)
{
  g_autoptr (UbContext) context = ub_ctx_create ();

  if (context != NULL && configure (context, anchor))
    return g_steal_pointer (&context);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                       "libunbound: no context with this configuration");
  return NULL;
}

static void
on_result (void *data, int failure, UbResult *result)
{
  Question *question = data;

  question->done = TRUE;
  question->failure = failure;
  question->result = result;
}

static gboolean
wait_for_result (UbContext *context,
                 Question *question,
                 OdDeadline deadline,
                 GCancellable *cancellable,
                 GError **error)
{
  while (!question->done)
    {
      if (!od_wait_for_fd (ub_fd (context), G_IO_IN, deadline, cancellable, error))
        {
          ub_cancel (context, question->id);
          return FALSE;
        }
      ub_process (context);
    }
  return TRUE;
}

static UbResult *
resolve (UbContext *context,
         const char *name,
         int type,
         OdDeadline deadline,
         GCancellable *cancellable,
         GError **error)
{
  Question question = { 0 };
  int failure = ub_resolve_async (context, name, type, CLASS_IN, &question, on_result, &question.id);

  if (failure == 0 && !wait_for_result (context, &question, deadline, cancellable, error))
    return NULL;
  if (failure == 0)
    failure = question.failure;
  if (failure == 0 && question.result != NULL)
    return question.result;
  g_set_error (error, G_IO_ERROR, failure == UB_SYNTAX ? G_IO_ERROR_INVALID_ARGUMENT : G_IO_ERROR_FAILED,
               "libunbound: %s", ub_strerror (failure));
  return NULL;
}

static OdDnsVerdict
verdict_of (const UbResult *result, const char *anchor)
{
  if (anchor == NULL)
    return OD_DNS_UNCHECKED;
  if (result->bogus)
    return OD_DNS_BOGUS;
  return result->secure ? OD_DNS_SECURE : OD_DNS_UNSIGNED;
}

static OdDnsAnswer *
answer_from_result (const UbResult *result, OdDnsVerdict verdict)
{
  OdDnsAnswer *answer = g_new0 (OdDnsAnswer, 1);

  answer->rcode = result->rcode;
  answer->verdict = verdict;
  answer->why_bogus = g_strdup (result->why_bogus);
  answer->records = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  if (verdict == OD_DNS_BOGUS || !result->havedata)
    return answer;
  for (guint i = 0; i < OD_DNS_MAX_RECORDS && result->data[i] != NULL; i++)
    g_ptr_array_add (answer->records, g_bytes_new (result->data[i], result->len[i]));
  return answer;
}

static OdDnsAnswer *
ask_with_anchor (const char *name,
                 OdDnsType type,
                 const char *anchor,
                 gboolean *blind,
                 OdDeadline deadline,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autoptr (UbContext) context = open_context (anchor, error);
  g_autoptr (UbResult) result = NULL;
  g_autoptr (UbResult) root = NULL;

  if (context == NULL)
    return NULL;
  result = resolve (context, name, type, deadline, cancellable, error);
  if (result == NULL)
    return NULL;
  if (anchor != NULL && result->bogus)
    {
      root = resolve (context, ".", TYPE_DNSKEY, deadline, cancellable, error);
      if (root == NULL)
        return NULL;
      *blind = !root->secure;
    }
  return answer_from_result (result, verdict_of (result, anchor));
}

/* Where not even the root's keys can be verified, the name server passes no signatures on, and nothing can be
 * said of the answer: then it is asked again without. */
OdDnsAnswer *
od_dns_ask (const char *name, OdDnsType type, OdDeadline deadline, GCancellable *cancellable, GError **error)
{
  gboolean blind = FALSE;
  g_autoptr (OdDnsAnswer) answer = NULL;

  if (!od_deadline_check (deadline, cancellable, error))
    return NULL;
  answer = ask_with_anchor (name, type, find_anchor (), &blind, deadline, cancellable, error);
  if (answer == NULL || !blind)
    return g_steal_pointer (&answer);
  return ask_with_anchor (name, type, NULL, &blind, deadline, cancellable, error);
}

static gboolean
is_host_octet (guint8 octet)
{
  return g_ascii_isalnum (octet) || octet == '-' || octet == '_';
}

static gboolean
append_label (GString *name, const guint8 *label, guint length)
{
  if (name->len > 0)
    g_string_append_c (name, '.');
  for (guint i = 0; i < length; i++)
    {
      if (!is_host_octet (label[i]))
        return FALSE;
      g_string_append_c (name, g_ascii_tolower (label[i]));
    }
  return name->len <= 253;
}

char *
od_dns_read_name (GBytes *rdata, gsize offset)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (rdata, &size);
  g_autoptr (GString) name = g_string_new (NULL);

  while (offset < size && bytes[offset] != 0)
    {
      guint length = bytes[offset];

      if (length > 63 || length >= size - offset)
        return NULL;
      if (!append_label (name, bytes + offset + 1, length))
        return NULL;
      offset += 1 + length;
    }
  if (offset + 1 != size)
    return NULL;
  return g_string_free (g_steal_pointer (&name), FALSE);
}
