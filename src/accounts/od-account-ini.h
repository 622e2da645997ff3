/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files of groups and keys as many programs write them: "[group]", "key=value". Whatever is neither is passed
 * over, since their dialects differ. Any thread. Values are kept as written, only trimmed. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *name;         /* without brackets */
  GHashTable *values; /* key → value; of a key that comes twice the last */
} OdAccountGroup;

typedef struct
{
  GPtrArray *groups; /* OdAccountGroup *, as they come; one that comes twice is one */
} OdAccountIni;

OdAccountIni *od_account_ini_parse (const char *text);
void od_account_ini_free (OdAccountIni *self);
const OdAccountGroup *od_account_ini_find (const OdAccountIni *self, const char *group);
/* The value, or NULL where there is none or it is empty. */
const char *od_account_group_get (const OdAccountGroup *self, const char *key);
const char *od_account_ini_get (const OdAccountIni *self, const char *group, const char *key);
/* "true", "yes", "on" and "1". */
gboolean od_account_group_is (const OdAccountGroup *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAccountIni, od_account_ini_free)

G_END_DECLS
