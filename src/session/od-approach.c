/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Look-up and connection, host by host: one in a submission, the domain's exchangers in a direct run. In a
 * run against the practice server every name leads to 127.0.0.1 and no question leaves the computer. */

#include "od-approach.h"

#include <ifaddrs.h>
#include <net/if.h>
#include <sys/socket.h>

#include "od-connect.h"

/* What is known while the addresses of one host are tried. */
typedef struct
{
  OdRun *run;
  gboolean by_ipv4; /* an IPv4 address has answered first */
} Approach;

static gboolean
is_practice (const OdRun *run)
{
  const guint *ports = run->settings->practice_ports;

  return ports[0] != 0 || ports[1] != 0 || ports[2] != 0;
}

/* The port that is really connected to. */
static guint16
real_port (const OdRun *run)
{
  const guint nominal[] = { 25, 465, 587 };

  for (guint i = 0; i < G_N_ELEMENTS (nominal); i++)
    if (run->port == nominal[i] && run->settings->practice_ports[i] != 0)
      return (guint16) run->settings->practice_ports[i];
  return (guint16) run->port;
}

/* Whether this computer has any address but its own loopback. */
static gboolean
has_network (void)
{
  struct ifaddrs *list = NULL;
  gboolean found = FALSE;

  if (getifaddrs (&list) != 0)
    return TRUE;
  for (struct ifaddrs *i = list; i != NULL && !found; i = i->ifa_next)
    found = i->ifa_addr != NULL && (i->ifa_flags & IFF_UP) != 0 && (i->ifa_flags & IFF_LOOPBACK) == 0 &&
            (i->ifa_addr->sa_family == AF_INET || i->ifa_addr->sa_family == AF_INET6);
  freeifaddrs (list);
  return found;
}

static gboolean
may_be_no_network (const GError *error)
{
  return g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_TEMPORARY) ||
         g_error_matches (error, OD_RESOLVER_ERROR, OD_RESOLVER_ERROR_FAILED) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE);
}

/* Ends the run: no server could be reached; @error is the last host's. */
static gboolean
give_up (OdRun *run, OdStage stage, const GError *error, gint64 began_us)
{
  if (may_be_no_network (error) && !is_practice (run) && !has_network ())
    return od_run_stop (run, stage, "no-network", error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    run->outcome->waited = (double) (g_get_monotonic_time () - began_us) / G_USEC_PER_SEC;
  return od_run_break (run, stage, error);
}

static const char *
family_word (GInetAddress *address)
{
  return g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6 ? "ipv6" : "ipv4";
}

static void
record_lookup_done (OdRun *run, GPtrArray *addresses, gint64 began_us)
{
  OdEvent *event = od_run_event (run, OD_EVENT_STEP, OD_STAGE_LOOKUP, "lookup-done", NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  od_event_add_number (event, "lookup.addresses", addresses->len);
  for (guint i = 0; i < addresses->len; i++)
    {
      GInetAddress *address = g_ptr_array_index (addresses, i);
      g_autofree char *text = g_inet_address_to_string (address);

      od_event_add_field (event, "lookup.families", family_word (address));
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", text);
    }
  event->text = g_strdup (list->str);
  event->duration_us = g_get_monotonic_time () - began_us;
  od_recorder_take (run->recorder, event);
}

static void
record_lookup_failed (OdRun *run, const char *name, const GError *error, gint64 began_us)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    od_recorder_step (run->recorder, OD_EVENT_PROBLEM, OD_STAGE_LOOKUP, "lookup-failed", name,
                      g_get_monotonic_time () - began_us, NULL, NULL);
}

static GPtrArray *
practice_address (void)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (addresses, g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4));
  return addresses;
}

static GPtrArray *
look_up (OdRun *run, const char *host, GError **error)
{
  gint64 began_us = g_get_monotonic_time ();
  OdDeadline deadline = od_deadline_earlier (od_deadline_in (run->limits->lookup), run->total);
  GPtrArray *addresses;

  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_LOOKUP, "lookup", host, -1, NULL, NULL);
  addresses = is_practice (run)
                  ? practice_address ()
                  : od_resolver_lookup_host (host, run->settings->family, deadline, run->cancellable, error);
  if (addresses != NULL)
    record_lookup_done (run, addresses, began_us);
  else
    record_lookup_failed (run, host, *error, began_us);
  return addresses;
}

static OdEvent *
attempt_event (OdRun *run, const OdConnectAttempt *attempt, OdEventKind kind, const char *name)
{
  g_autofree char *address = g_inet_address_to_string (attempt->address);
  g_autofree char *text = g_strdup_printf ("%s port %u", address, run->port);
  OdEvent *event = od_run_event (run, kind, OD_STAGE_CONNECT, name, text);

  if (attempt->ended_us > 0)
    event->duration_us = attempt->ended_us - attempt->started_us;
  return event;
}

static const char *
attempt_result (const OdConnectAttempt *attempt)
{
  const char *name;

  if (attempt->error == NULL)
    return "ok";
  name = od_outcome_error_name (OD_STAGE_CONNECT, attempt->error);
  return g_str_equal (name, "connection-failed") || g_str_equal (name, "closed") ? "failed" : name;
}

static void
record_attempt_end (OdRun *run, const OdConnectAttempt *attempt)
{
  OdEventKind kind = attempt->error == NULL ? OD_EVENT_STEP : OD_EVENT_PROBLEM;
  OdEvent *event =
      attempt_event (run, attempt, kind, attempt->error == NULL ? "connected" : "connect-failed");
  g_autofree char *address = g_inet_address_to_string (attempt->address);
  g_autofree char *fact = g_strconcat ("connect.", family_word (attempt->address), NULL);

  od_event_add_field (event, fact, attempt_result (attempt));
  if (attempt->error == NULL)
    od_event_add_field (event, "server.address", address);
  if (attempt->error == NULL && g_inet_address_get_is_loopback (attempt->address) && !is_practice (run))
    od_event_add_field (event, "server.loopback", "yes");
  od_recorder_take (run->recorder, event);
}

/* IPv6 had its whole head start (RFC 8305 §5) and was passed by IPv4: it may be dead, or merely slow. */
static gboolean
is_late_ipv6 (const Approach *approach, const OdConnectAttempt *attempt)
{
  return attempt->abandoned && approach->by_ipv4 &&
         g_inet_address_get_family (attempt->address) == G_SOCKET_FAMILY_IPV6 &&
         attempt->ended_us - attempt->started_us >= OD_CONNECT_STAGGER_MS * 1000;
}

static void
record_abandoned (const Approach *approach, const OdConnectAttempt *attempt)
{
  OdEvent *event = attempt_event (approach->run, attempt, OD_EVENT_STEP, "connect-abandoned");

  if (is_late_ipv6 (approach, attempt))
    od_event_add_field (event, "connect.ipv6", "abandoned");
  od_recorder_take (approach->run->recorder, event);
}

/* The attempt that won is reported before those that are given up for it. */
static void
report_attempt (const OdConnectAttempt *attempt, gpointer user_data)
{
  Approach *approach = user_data;
  OdRun *run = approach->run;

  if (attempt->ended_us == 0)
    {
      od_recorder_take (run->recorder, attempt_event (run, attempt, OD_EVENT_STEP, "connect"));
      return;
    }
  if (attempt->abandoned || g_error_matches (attempt->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      record_abandoned (approach, attempt);
      return;
    }
  approach->by_ipv4 = attempt->error == NULL &&
                      g_inet_address_get_family (attempt->address) == G_SOCKET_FAMILY_IPV4;
  record_attempt_end (run, attempt);
}

/* @stage: (out): where it ended if it did. */
static gboolean
reach (OdRun *run, const char *host, OdStage *stage, GError **error)
{
  g_autoptr (GPtrArray) addresses = NULL;
  Approach approach = { .run = run };
  OdDeadline deadline;

  *stage = OD_STAGE_LOOKUP;
  addresses = look_up (run, host, error);
  if (addresses == NULL)
    return FALSE;
  *stage = OD_STAGE_CONNECT;
  deadline = od_deadline_earlier (od_deadline_in (run->limits->connect), run->total);
  run->socket = od_connect (addresses, real_port (run), run->limits->attempt, deadline, report_attempt,
                            &approach, run->cancellable, error);
  return run->socket != NULL;
}

static void
begin_dialogue (OdRun *run, const char *host)
{
  char *name = g_strdup (host);

  g_free (run->host);
  run->host = name;
  run->dialogue = od_dialogue_new (run->socket, run->limits, run->total, run->recorder, run->cancellable);
}

static void
record_exchangers (OdRun *run, GPtrArray *exchangers, gint64 began_us)
{
  OdEvent *event = od_run_event (run, OD_EVENT_STEP, OD_STAGE_LOOKUP, "lookup-done", NULL);
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < exchangers->len; i++)
    {
      const OdMxHost *exchanger = g_ptr_array_index (exchangers, i);

      od_event_add_field (event, "mx.host", exchanger->host);
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", exchanger->host);
    }
  event->text = g_strdup (list->str);
  event->duration_us = g_get_monotonic_time () - began_us;
  od_recorder_take (run->recorder, event);
}

static GPtrArray *
practice_exchanger (const char *domain)
{
  GPtrArray *exchangers = g_ptr_array_new_with_free_func ((GDestroyNotify) od_mx_host_free);
  OdMxHost *host = g_new0 (OdMxHost, 1);

  host->host = g_strconcat ("mx.", domain, NULL);
  g_ptr_array_add (exchangers, host);
  return exchangers;
}

static GPtrArray *
look_up_exchangers (OdRun *run, const char *domain, GError **error)
{
  gint64 began_us = g_get_monotonic_time ();
  OdDeadline deadline = od_deadline_earlier (od_deadline_in (run->limits->lookup), run->total);
  g_autofree char *text = g_strconcat ("MX ", domain, NULL);
  GPtrArray *exchangers;

  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_LOOKUP, "lookup", text, -1, NULL, NULL);
  exchangers = is_practice (run) ? practice_exchanger (domain)
                                 : od_resolver_lookup_mx (domain, deadline, run->cancellable, error);
  if (exchangers != NULL)
    record_exchangers (run, exchangers, began_us);
  else
    record_lookup_failed (run, text, *error, began_us);
  return exchangers;
}

/* RFC 5321 §5.1: the exchangers in order, the next one where one cannot be reached. */
static gboolean
approach_exchanger (OdRun *run)
{
  const OdAddress *recipient = g_ptr_array_index (run->recipients, 0);
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) exchangers = look_up_exchangers (run, recipient->ascii_domain, &error);
  OdStage stage = OD_STAGE_LOOKUP;

  for (guint i = 0; exchangers != NULL && i < exchangers->len; i++)
    {
      const OdMxHost *exchanger = g_ptr_array_index (exchangers, i);

      g_clear_error (&error);
      began_us = g_get_monotonic_time ();
      if (reach (run, exchanger->host, &stage, &error))
        {
          begin_dialogue (run, exchanger->host);
          od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_CONNECT, "exchanger", exchanger->host, -1,
                            NULL, "mx.used", exchanger->host, NULL);
          return TRUE;
        }
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || od_deadline_left_ms (run->total) == 0)
        break;
    }
  if (error == NULL)
    return od_run_stop (run, OD_STAGE_LOOKUP, "no-mx", NULL);
  return give_up (run, stage, error, began_us);
}

gboolean
od_approach (OdRun *run)
{
  gint64 began_us = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;
  OdStage stage;

  if (run->settings->direct)
    return approach_exchanger (run);
  if (!reach (run, run->host, &stage, &error))
    return give_up (run, stage, error, began_us);
  begin_dialogue (run, run->host);
  return TRUE;
}
