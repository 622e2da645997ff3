/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The table of mail providers (data/providers/providers.xml): which domains, which submission servers, how
 * the user name is written, how one logs in, where help is. Immutable once read; any thread. No look-ups in
 * any network. */

#pragma once

#include "od-xml.h"

G_BEGIN_DECLS

typedef struct
{
  char *host;
  guint port;
  char *security; /* "tls" or "starttls" */
} OdProviderServer;

typedef struct
{
  char *id;
  char *name;
  char **domains; /* lower case */
  char **mx_suffixes;
  GPtrArray
      *servers;    /* OdProviderServer *, the best first; those with a name for every customer are left out */
  char *user_form; /* "email", "local-part", "other" */
  char **auth;     /* words of the table: "password", "app-password", "oauth", … */
  char *help_url;  /* or NULL */
} OdProvider;

typedef struct _OdProviders OdProviders;

OdProviders *od_providers_parse (const char *file_name, const char *text, gsize length, GError **error);
void od_providers_free (OdProviders *self);
const GPtrArray *od_providers_list (const OdProviders *self);
/* By the domain of a mail address. NULL if unknown. */
const OdProvider *od_providers_find_domain (const OdProviders *self, const char *domain);
/* By the name of a submission server (also one that is different for every customer) or an MX host. NULL if
 * unknown. */
const OdProvider *od_providers_find_host (const OdProviders *self, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdProviders, od_providers_free)

G_END_DECLS
