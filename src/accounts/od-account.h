/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Sending accounts that are set up on this computer: in mail programs, read from their files, which are never
 * written, and in the online accounts of the desktop. Files are untrusted: regular ones only, 1 MiB at most
 * (SECURITY.md row 19). Blocking, any thread. */

#pragma once

#include "od-secret.h"
#include "od-settings.h"

G_BEGIN_DECLS

typedef struct
{
  int ref_count;
  char *program;      /* "thunderbird", "evolution", …: stable */
  char *program_name; /* "Thunderbird" */
  char *file;         /* where it was read, for people; or NULL */
  char *name;         /* what the program calls the account; or the address */
  OdSettings
      *settings; /* exactly as the program has them: address, server, port, encryption, user, mechanism */
  gboolean has_password; /* the program or the online account holds one */
  char *online_id;       /* of an online account: for od_account_get_secret(); else NULL */
} OdAccount;

#define OD_TYPE_ACCOUNT (od_account_get_type ())
GType od_account_get_type (void) G_GNUC_CONST;
OdAccount *od_account_ref (OdAccount *self);
void od_account_unref (OdAccount *self);

/* A file that could not be read, for people. */
typedef struct
{
  char *program_name;
  char *file;
  char *why;
} OdAccountFault;

typedef struct
{
  GPtrArray *accounts; /* OdAccount *, by program, in the order of its files */
  GPtrArray *faults;   /* OdAccountFault * */
} OdAccounts;

OdAccounts *od_accounts_new (void);

/**
 * od_accounts_read_programs:
 * @home: (nullable): the home folder; NULL: the person's own
 *
 * Adds all sending accounts of Thunderbird, Evolution, Geary, KMail, Claws Mail, Sylpheed, msmtp, mutt and
 * neomutt, also in their Flatpak and Snap places. What could not be read is in faults.
 */
void od_accounts_read_programs (OdAccounts *self, const char *home, GCancellable *cancellable);
/* (transfer full): a new one with those alone. */
OdAccounts *od_accounts_read (const char *home, GCancellable *cancellable);
void od_accounts_free (OdAccounts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAccount, od_account_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdAccounts, od_accounts_free)

G_END_DECLS
