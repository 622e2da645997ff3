/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Addresses and hosts in the words around a reply: whose mailbox it is about, and which server spoke. Pure,
 * any thread. Private to this folder. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * od_pasted_recipient:
 * @start: where the words begin that belong to this reply, in @text
 * @reply: where the reply begins, @end: where it ends, @stop: where its words end
 *
 * Returns: (transfer full): the recipient as written, or NULL where no address stands as one. An address
 *   behind words for a sender is none, nor is one to write to for help.
 */
char *od_pasted_recipient (const char *text, gsize start, gsize reply, gsize end, gsize stop);

/* The host in "host mx.example.net[192.0.2.1] said: ", before @reply; (transfer full), or NULL. */
char *od_pasted_host (const char *text, gsize start, gsize reply);

G_END_DECLS
