/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What an issuer answers who wants to sign in by a code (RFC 8628 §3.2). A value; any thread. */

#pragma once

#include "od-secret.h"

G_BEGIN_DECLS

typedef struct
{
  OdSecret *device_code;
  char *user_code; /* safe to show */
  char *page;      /* https URL */
  guint expires;   /* seconds, 300 at most: longer nobody waits */
  guint interval;  /* seconds between two questions, 1 to 60 */
} OdOauthDevice;

/* (transfer full): NULL with an OD_OAUTH_ERROR. */
OdOauthDevice *od_oauth_device_read (const char *json, gssize length, GError **error);
void od_oauth_device_free (OdOauthDevice *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdOauthDevice, od_oauth_device_free)

G_END_DECLS
