/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the window remembers from one start to the next, in GSettings: size, appearance, the settings last
 * checked. Never the password: it has no key. Where the schema is not installed it says so once on stderr and
 * remembers nothing. Main thread. */

#pragma once

#include <gio/gio.h>

#include "od-settings.h"

G_BEGIN_DECLS

#define OD_TYPE_STORE (od_store_get_type ())
G_DECLARE_FINAL_TYPE (OdStore, od_store, OD, STORE, GObject)

OdStore *od_store_new (void);

/* (transfer full): the settings last checked, or empty ones. */
OdSettings *od_store_load_settings (OdStore *self);
/* Settings of a practice run are not kept, nor is the leave to log in without encryption. */
void od_store_save_settings (OdStore *self, const OdSettings *settings);

/* Numbers and words by key; @fallback where nothing is remembered. */
int od_store_get_int (OdStore *self, const char *key, int fallback);
void od_store_set_int (OdStore *self, const char *key, int value);
gboolean od_store_get_boolean (OdStore *self, const char *key);
void od_store_set_boolean (OdStore *self, const char *key, gboolean value);
/* (transfer full) */
char *od_store_get_text (OdStore *self, const char *key, const char *fallback);
void od_store_set_text (OdStore *self, const char *key, const char *value);

G_END_DECLS
