/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The search for a server, in a worker. Nothing here knows a widget. */

#pragma once

#include "od-discover.h"

G_BEGIN_DECLS

/* In the main context, as soon as it is found. @cancellable: that of the search. */
typedef void (*OdServerSearchFound) (OdProposal *proposal, GCancellable *cancellable, GObject *source);

/**
 * od_server_search_begin:
 * @form: of it the address and the CA file
 * @consent: (nullable): as in OdDiscoverOptions
 * @done: in the main context; g_task_propagate_pointer(): OdDiscovery *
 */
void od_server_search_begin (GObject *source,
                             const OdSettings *form,
                             const char *consent,
                             GCancellable *cancellable,
                             OdServerSearchFound found,
                             GAsyncReadyCallback done);

G_END_DECLS
