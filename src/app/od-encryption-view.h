/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The encryption of the connection: protocol, cipher, the certificate chain as a tree, and what fails in it.
 * Main thread. */

#pragma once

#include <gtk/gtk.h>

#include "od-checkup.h"

G_BEGIN_DECLS

#define OD_TYPE_ENCRYPTION_VIEW (od_encryption_view_get_type ())
G_DECLARE_FINAL_TYPE (OdEncryptionView, od_encryption_view, OD, ENCRYPTION_VIEW, GtkWidget)

GtkWidget *od_encryption_view_new (void);
/* @tls: nullable: there was no encryption (yet). @finished: the run is over. */
void od_encryption_view_set_tls (OdEncryptionView *self, OdTlsInfo *tls, gboolean finished);

G_END_DECLS
