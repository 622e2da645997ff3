/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Plays one script on one connection. Blocking, in the thread of the connection; ends when the socket is shut
 * down. */

#pragma once

#include "od-practice-certificates.h"
#include "od-script.h"

G_BEGIN_DECLS

/* Returns when the script is at its end, the client went away, or @stop is cancelled. Does not close @socket.
 */
void od_script_play (GPtrArray *steps,
                     GSocket *socket,
                     OdPracticeCertificates *certificates,
                     GCancellable *stop);

G_END_DECLS
