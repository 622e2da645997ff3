/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What is found is sent to the main context one by one, so that the person need not wait for the slowest
 * source. */

#include "od-server-search.h"

#include "od-knowledge.h"

/* What the worker needs. */
typedef struct
{
  GObject *source; /* a reference, let go in the main thread */
  OdServerSearchFound found;
  GCancellable *cancellable;
  char *address;
  char *ca_file;
  char *consent;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  g_object_unref (search->source);
  g_object_unref (search->cancellable);
  g_free (search->address);
  g_free (search->ca_file);
  g_free (search->consent);
  g_free (search);
}

typedef struct
{
  GObject *source;
  OdServerSearchFound found;
  GCancellable *cancellable;
  OdProposal *proposal;
} Message;

static void
message_free (gpointer data)
{
  Message *message = data;

  g_object_unref (message->source);
  g_object_unref (message->cancellable);
  od_proposal_unref (message->proposal);
  g_free (message);
}

static gboolean
on_message (gpointer data)
{
  Message *message = data;

  message->found (message->proposal, message->cancellable, message->source);
  return G_SOURCE_REMOVE;
}

/* In a thread of a source. */
static void
send_work (OdProposal *proposal, gpointer data)
{
  const Search *search = data;
  Message *message = g_new0 (Message, 1);

  message->source = g_object_ref (search->source);
  message->found = search->found;
  message->cancellable = g_object_ref (search->cancellable);
  message->proposal = od_proposal_ref (proposal);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, on_message, message, message_free);
}

static void
discover_work (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  const OdDiscoverOptions options = { .consent = search->consent, .prove = TRUE, .ca_file = search->ca_file };
  GError *error = NULL;
  OdDiscovery *found = od_discover (search->address, od_knowledge_providers (od_knowledge_get_default ()),
                                    &options, send_work, search, cancellable, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) od_discovery_free);
  else
    g_task_return_error (task, error);
}

void
od_server_search_begin (GObject *source,
                        const OdSettings *form,
                        const char *consent,
                        GCancellable *cancellable,
                        OdServerSearchFound found,
                        GAsyncReadyCallback done)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);
  Search *search = g_new0 (Search, 1);

  search->source = g_object_ref (source);
  search->found = found;
  search->cancellable = g_object_ref (cancellable);
  search->address = g_strdup (form->address);
  search->ca_file = g_strdup (form->ca_file);
  search->consent = g_strdup (consent);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, discover_work);
}
