/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What the readers of single mail programs share: files read within limits, faults gathered, accounts handed
 * in. Private to this folder. */

#pragma once

#include "od-account-ini.h"
#include "od-account.h"

G_BEGIN_DECLS

/* A file of settings is not read further (SECURITY.md §4). */
#define OD_ACCOUNT_FILE_MAX (1024 * 1024)
/* More files of one program are not looked at. */
#define OD_ACCOUNT_FILES_MAX 200

typedef struct
{
  const char *home;
  const char *program;      /* "thunderbird" */
  const char *program_name; /* "Thunderbird" */
  OdAccounts *found;
  GCancellable *cancellable;
} OdAccountReader;

/**
 * od_account_reader_load:
 *
 * Reads a regular file of at most OD_ACCOUNT_FILE_MAX octets; links are not followed, devices and pipes not
 * opened for reading. A file that is not there is no fault; whatever else is wrong is told in the faults.
 *
 * Returns: (transfer full) (nullable): its text, valid UTF-8 or not, NUL-terminated. It may hold a password:
 *   free it with od_secret_wipe_free()
 */
char *od_account_reader_load (OdAccountReader *self, const char *path);
/* The same, taken apart. */
OdAccountIni *od_account_reader_load_ini (OdAccountReader *self, const char *path);
/* (transfer full): full paths of the files or folders in @folder whose name matches @glob, sorted. */
GPtrArray *od_account_reader_list (OdAccountReader *self, const char *folder, const char *glob);

/* An account as it stands in @file: no address yet, port 0, encryption none, login on. Fill it, then hand it
 * in. */
OdAccount *od_account_reader_begin (OdAccountReader *self, const char *file, const char *name);
/* Takes @account. It is left out where it names no server, or is there already. */
void od_account_reader_add (OdAccountReader *self, OdAccount *account);

/* A number from a file, 0 where it is none or over 65535. */
guint od_account_port (const char *text);

/* Program by program. */
void od_accounts_read_thunderbird (OdAccountReader *self);
void od_accounts_read_evolution (OdAccountReader *self);
void od_accounts_read_geary (OdAccountReader *self);
void od_accounts_read_kmail (OdAccountReader *self);
void od_accounts_read_claws (OdAccountReader *self);
void od_accounts_read_sylpheed (OdAccountReader *self);
void od_accounts_read_msmtp (OdAccountReader *self);
void od_accounts_read_mutt (OdAccountReader *self);

G_END_DECLS
