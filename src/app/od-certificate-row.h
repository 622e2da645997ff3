/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the encryption view: a property with its value, and a certificate of the chain that opens to its
 * properties. Main thread. Names from a certificate are plain text here, never markup. */

#pragma once

#include <adwaita.h>

#include "od-certificate.h"

G_BEGIN_DECLS

/* A row "name: value"; the value can be selected. */
GtkWidget *od_property_row_new (const char *name, const char *value);
/* A row with an icon, a title and a sentence under it. @css_class: (nullable): of the icon. */
GtkWidget *od_statement_row_new (const char *icon,
                                 const char *css_class,
                                 const char *title,
                                 const char *sentence);
/* @depth: how far from the server's own certificate; it is indented so far. */
GtkWidget *od_certificate_row_new (const OdCertificate *certificate, guint depth, gboolean faulty);

G_END_DECLS
