/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Looks for the server of an address, and offers what must be chosen by the person: servers of somebody else,
 * others that were found, and a public list that could be asked. Hidden while there is nothing to say. Main
 * thread; the search is in threads of its own. It fills in nothing itself. */

#pragma once

#include <adwaita.h>

#include "od-discover.h"

G_BEGIN_DECLS

#define OD_TYPE_SERVER_FINDER (od_server_finder_get_type ())
/* Signals: "found" (OdProposal), gboolean: better than what was found before, and needs no confirmation;
 * TRUE: it stands in the form now. "chosen" (OdProposal): by the person. "finished". */
G_DECLARE_FINAL_TYPE (OdServerFinder, od_server_finder, OD, SERVER_FINDER, AdwPreferencesGroup)

/* Begins. @form: what stands in the form; of it the address, the CA file, and the server, which is not
 * offered again.
 * @consent: (nullable): as in OdDiscoverOptions. FALSE: the address is none, or a search goes on. */
gboolean od_server_finder_search (OdServerFinder *self, const OdSettings *form, const char *consent);
gboolean od_server_finder_is_searching (OdServerFinder *self);
/* At once; "finished" comes all the same. */
void od_server_finder_stop (OdServerFinder *self);
/* Stops, and takes away what was found: it was for another address. */
void od_server_finder_clear (OdServerFinder *self);

G_END_DECLS
