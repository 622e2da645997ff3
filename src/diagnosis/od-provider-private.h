/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the table of providers is made of: for od-provider.c, and od-knowledge-image.c, which lays it down. */

#pragma once

#include "od-provider.h"

G_BEGIN_DECLS

typedef struct
{
  char *host; /* with * */
  OdProvider *provider;
} OdHostPattern;

struct _OdProviders
{
  GPtrArray *list;       /* OdProvider * */
  GHashTable *by_domain; /* lower case → OdProvider *, not owned */
  GHashTable *by_server; /* lower case → OdProvider *, not owned */
  GPtrArray *patterns;   /* OdHostPattern *: servers with a name of their own for every customer */
};

/* Makes the two tables. */
void od_providers_wake (OdProviders *self);

G_END_DECLS
