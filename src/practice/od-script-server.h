/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Plays scripts on a loopback port, a thread a connection. It is a patient, not a mail server: it keeps
 * nothing and sends nothing on. */

#pragma once

#include "od-practice-certificates.h"
#include "od-script.h"

G_BEGIN_DECLS

typedef struct _OdScriptServer OdScriptServer;

/**
 * od_script_server_new:
 * @scripts: GPtrArray * of OdScriptStep *, one a connection; the last one serves all that follow
 *
 * Returns: (transfer full): listening on 127.0.0.1; NULL with G_IO_ERROR
 */
OdScriptServer *od_script_server_new (GPtrArray *scripts,
                                      OdPracticeCertificates *certificates,
                                      GError **error);
/* A port where nothing listens, or where nothing ever answers. */
OdScriptServer *od_script_server_new_closed (GError **error);
OdScriptServer *od_script_server_new_silent (GError **error);
/* Ends all connections and waits for their threads. */
void od_script_server_free (OdScriptServer *self);
guint16 od_script_server_get_port (const OdScriptServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdScriptServer, od_script_server_free)

G_END_DECLS
