/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings in the words of mail programs (data/clients/clients.xml): where in Thunderbird, Outlook, Apple
 * Mail … a setting is found and what it is called there, in the person's language. Any thread; the table is
 * read at the first call. It looks for no installed program and reads no settings of any. */

#pragma once

#include "od-apply.h"

G_BEGIN_DECLS

/* One setting of one program, safe to show. */
typedef struct
{
  char *client;  /* id in the table: "thunderbird" */
  char *program; /* "Thunderbird" */
  char *path;    /* "Account Settings › Outgoing Server › Edit…" */
  char *label;   /* "Connection security" */
  char *value;   /* "STARTTLS", "587"; NULL: none is said */
} OdClientWords;

void od_client_words_free (OdClientWords *self);

/**
 * od_client_words_for:
 * @value: (nullable): what it should be set to, as settings have it: "587", "starttls", a host name; of the
 *   login "password" or "oauth"
 *
 * A password is never said.
 *
 * Returns: (transfer full): OdClientWords *, one a program that has the setting, in the order of the table;
 *   empty for fields that mail programs do not keep (recipient, size)
 */
GPtrArray *od_client_words_for (OdField field, const char *value);

/* (transfer full): the same for everything that @fix changes ("use-port": port and encryption), all of a
 * program together. Empty where it changes no setting. */
GPtrArray *od_client_words_for_fix (const OdFix *fix);

/* (transfer full): a line a program, "In Thunderbird: Account Settings › Outgoing Server › Edit… › Port: 587,
 * Connection security: STARTTLS", NULL-terminated, maybe empty. */
char **od_client_words_lines (const OdFix *fix);

/* The ids of all programs in the table, NULL-terminated. */
char **od_client_words_clients (void);
/* Whether the table says about @field in the program @client that there is none. For the tests. */
gboolean od_client_words_has_none (const char *client, OdField field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdClientWords, od_client_words_free)

G_END_DECLS
