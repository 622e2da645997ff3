/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Names to addresses: GResolver on a main context of the call's own, so that the worker blocks and still
 * keeps the deadline; libunbound as the second opinion where GResolver only says "not found". Worker thread.
 * It keeps no cache. */

#include "od-resolver.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "od-resolver-private.h"

#define MAX_ADDRESSES 8

static GPtrArray *
new_address_list (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

/* A question to GResolver and what came of it. */
typedef struct
{
  GCancellable *cancellable; /* its own, for both ways to stop */
  gboolean done;
  gboolean timed_out;
  GList *addresses;
  GError *error;
} Lookup;

static void
on_resolved (GObject *source, GAsyncResult *result, gpointer data)
{
  Lookup *lookup = data;

  lookup->addresses =
      g_resolver_lookup_by_name_with_flags_finish (G_RESOLVER (source), result, &lookup->error);
  lookup->done = TRUE;
}

static gboolean
on_deadline (gpointer data)
{
  Lookup *lookup = data;

  lookup->timed_out = TRUE;
  g_cancellable_cancel (lookup->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer data)
{
  Lookup *lookup = data;

  g_cancellable_cancel (lookup->cancellable);
  return G_SOURCE_REMOVE;
}

static GSource *
attach (GSource *source, GSourceFunc function, gpointer data, GMainContext *context)
{
  g_source_set_callback (source, function, data, NULL);
  g_source_attach (source, context);
  return source;
}

static void
detach (GSource *source)
{
  g_source_destroy (source);
  g_source_unref (source);
}

static GResolverNameLookupFlags
flags_for_family (OdFamily family)
{
  if (family == OD_FAMILY_IPV4)
    return G_RESOLVER_NAME_LOOKUP_FLAGS_IPV4_ONLY;
  if (family == OD_FAMILY_IPV6)
    return G_RESOLVER_NAME_LOOKUP_FLAGS_IPV6_ONLY;
  return G_RESOLVER_NAME_LOOKUP_FLAGS_DEFAULT;
}

static void
lookup_run (Lookup *lookup, const char *host, OdFamily family, OdDeadline deadline, GCancellable *cancellable)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  GSource *timer =
      attach (g_timeout_source_new (od_deadline_left_ms (deadline)), on_deadline, lookup, context);
  GSource *stop =
      attach (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_cancelled), lookup, context);

  g_main_context_push_thread_default (context);
  g_resolver_lookup_by_name_with_flags_async (resolver, host, flags_for_family (family), lookup->cancellable,
                                              on_resolved, lookup);
  while (!lookup->done)
    g_main_context_iteration (context, TRUE);
  g_main_context_pop_thread_default (context);
  detach (stop);
  detach (timer);
}

/* GInetAddress list as GResolver gives it, or NULL with G_RESOLVER_ERROR, TIMED_OUT, CANCELLED. */
static GPtrArray *
ask_gresolver (const char *host,
               OdFamily family,
               OdDeadline deadline,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GPtrArray) addresses = new_address_list ();
  Lookup lookup = { .cancellable = own };

  if (!od_deadline_check (deadline, cancellable, error))
    return NULL;
  lookup_run (&lookup, host, family, deadline, cancellable);
  for (GList *l = lookup.addresses; l != NULL; l = l->next)
    g_ptr_array_add (addresses, g_object_ref (l->data));
  g_resolver_free_addresses (lookup.addresses);
  if (lookup.error == NULL)
    return g_steal_pointer (&addresses);
  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !lookup.timed_out)
    {
      if (error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&lookup.error));
    }
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                         _ ("The name servers did not answer within the time limit."));
  g_clear_error (&lookup.error);
  return NULL;
}

static void
add_addresses (GPtrArray *list, const OdDnsAnswer *answer, GSocketFamily family)
{
  gsize size = family == G_SOCKET_FAMILY_IPV4 ? 4 : 16;

  for (guint i = 0; i < answer->records->len; i++)
    {
      GBytes *record = g_ptr_array_index (answer->records, i);
      if (g_bytes_get_size (record) == size)
        g_ptr_array_add (list, g_inet_address_new_from_bytes (g_bytes_get_data (record, NULL), family));
    }
}

/* Adds what the DNS has of one family. FALSE with an error where it does not say NOERROR. */
static gboolean
ask_family (GPtrArray *list,
            const char *host,
            GSocketFamily family,
            OdDeadline deadline,
            GCancellable *cancellable,
            GError **error)
{
  OdDnsType type = family == G_SOCKET_FAMILY_IPV4 ? OD_DNS_A : OD_DNS_AAAA;
  g_autoptr (OdDnsAnswer) answer = od_dns_ask (host, type, deadline, cancellable, error);

  if (answer == NULL)
    return FALSE;
  if (answer->verdict == OD_DNS_BOGUS)
    od_resolver_set_bogus_error (error, host, answer);
  else if (answer->rcode == 3)
    g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND, _ ("There is no name “%s”."), host);
  else if (answer->rcode != 0)
    od_resolver_set_rcode_error (error, host, answer);
  else
    {
      add_addresses (list, answer, family);
      return TRUE;
    }
  return FALSE;
}

/* GResolver said "not found", which can mean four things: no such name, no address, no address of a family
 * that this computer has, or no real answer. Addresses found are given, so that connecting tells the truth.
 */
static GPtrArray *
ask_second_opinion (const char *host,
                    OdFamily family,
                    OdDeadline deadline,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (GPtrArray) list = new_address_list ();

  if (family != OD_FAMILY_IPV4 &&
      !ask_family (list, host, G_SOCKET_FAMILY_IPV6, deadline, cancellable, error))
    return NULL;
  if (family != OD_FAMILY_IPV6 &&
      !ask_family (list, host, G_SOCKET_FAMILY_IPV4, deadline, cancellable, error))
    return NULL;
  if (list->len > 0)
    return g_steal_pointer (&list);
  g_set_error (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS, _ ("The name “%s” has no address."),
               host);
  return NULL;
}

/* What GResolver's refusal means. Asks again where that is not clear. */
static GPtrArray *
judge_refusal (const GError *refusal,
               const char *host,
               OdFamily family,
               OdDeadline deadline,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) doubt = NULL;
  GPtrArray *found;

  if (g_error_matches (refusal, G_RESOLVER_ERROR, G_RESOLVER_ERROR_TEMPORARY_FAILURE))
    {
      od_resolver_set_temporary_error (error, refusal->message);
      return NULL;
    }
  if (!g_error_matches (refusal, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    {
      g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_FAILED, refusal->message);
      return NULL;
    }
  found = ask_second_opinion (host, family, deadline, cancellable, &doubt);
  if (found != NULL)
    return found;
  if (doubt->domain == OD_RESOLVER_ERROR || g_error_matches (doubt, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_error_matches (doubt, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    g_propagate_error (error, g_steal_pointer (&doubt));
  else
    g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NOT_FOUND, refusal->message);
  return NULL;
}

static gboolean
family_fits (OdFamily wanted, GInetAddress *address)
{
  GSocketFamily family = g_inet_address_get_family (address);

  return wanted == OD_FAMILY_ANY || (wanted == OD_FAMILY_IPV4) == (family == G_SOCKET_FAMILY_IPV4);
}

static GPtrArray *
list_of_literal (GInetAddress *address, OdFamily family, GError **error)
{
  GPtrArray *list;

  if (!family_fits (family, address))
    {
      g_set_error_literal (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_NO_ADDRESS,
                           _ ("This address is of the other kind than the settings ask for (IPv4 or IPv6)."));
      return NULL;
    }
  list = new_address_list ();
  g_ptr_array_add (list, g_object_ref (address));
  return list;
}

/* The first address from @from on that is of the family, or @all's length. */
static guint
next_of_family (GPtrArray *all, GSocketFamily family, guint from)
{
  while (from < all->len && g_inet_address_get_family (g_ptr_array_index (all, from)) != family)
    from++;
  return from;
}

/* IPv6, IPv4, IPv6 … (RFC 8305 §4), each family in the resolver's order. */
static GPtrArray *
interleave (GPtrArray *all)
{
  GPtrArray *list = new_address_list ();
  guint v6 = next_of_family (all, G_SOCKET_FAMILY_IPV6, 0);
  guint v4 = next_of_family (all, G_SOCKET_FAMILY_IPV4, 0);

  while (list->len < MAX_ADDRESSES && (v6 < all->len || v4 < all->len))
    {
      if (v6 < all->len)
        g_ptr_array_add (list, g_object_ref (g_ptr_array_index (all, v6)));
      if (v4 < all->len && list->len < MAX_ADDRESSES)
        g_ptr_array_add (list, g_object_ref (g_ptr_array_index (all, v4)));
      v6 = next_of_family (all, G_SOCKET_FAMILY_IPV6, v6 + 1);
      v4 = next_of_family (all, G_SOCKET_FAMILY_IPV4, v4 + 1);
    }
  return list;
}

/* "[192.0.2.1]" and "[IPv6:2001:db8::1]" are how mail writes literals (RFC 5321 §4.1.3). */
static GInetAddress *
parse_literal (const char *host)
{
  gsize length = strlen (host);
  g_autofree char *inner = NULL;

  if (length < 2 || host[0] != '[' || host[length - 1] != ']')
    return g_inet_address_new_from_string (host);
  inner = g_strndup (host + 1, length - 2);
  return g_inet_address_new_from_string (g_ascii_strncasecmp (inner, "IPv6:", 5) == 0 ? inner + 5 : inner);
}

GPtrArray *
od_resolver_lookup_host (const char *host,
                         OdFamily family,
                         OdDeadline deadline,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GInetAddress) literal = parse_literal (host);
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GPtrArray) all = NULL;

  if (literal != NULL)
    return list_of_literal (literal, family, error);
  all = ask_gresolver (host, family, deadline, cancellable, &refusal);
  if (all == NULL && refusal->domain == G_IO_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&refusal));
      return NULL;
    }
  if (all == NULL)
    all = judge_refusal (refusal, host, family, deadline, cancellable, error);
  return all != NULL ? interleave (all) : NULL;
}
