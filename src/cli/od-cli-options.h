/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the command line as values. Main thread. No option takes a password: it never stands in argv
 * or the environment. */

#pragma once

#include "od-checkup.h"

G_BEGIN_DECLS

typedef struct
{
  OdSettings *settings; /* not yet checked */
  gboolean practice;
  char *illness;     /* with @practice: NULL for the list */
  char *read_file;   /* a saved run to diagnose, or NULL */
  char *save_file;   /* or NULL */
  char *letter_file; /* or NULL */
  int password_fd;   /* -1: none */
  gboolean keyring;
  char *sign_in;           /* "google", …, the URL of an issuer, or NULL */
  char *client_id;         /* with @sign_in, or NULL */
  int client_secret_fd;    /* -1: none */
  gboolean by_code;        /* sign in on any device */
  gboolean saved;          /* the settings are of a saved account: its password may be in the keyring */
  char *save_account;      /* the name to save them under, or NULL */
  gboolean store_password; /* in the keyring, with @save_account */
  gboolean remember;       /* keep the run in the history */
  gboolean no_probes;
  char *consent;  /* kinds of third parties that may be asked, or NULL */
  char **answers; /* "webmail-login=yes", or NULL */
  gboolean json;
  gboolean version;
  guint hurry; /* time limits are divided by it; 1 as they are */
} OdCliOptions;

/* Returns: (transfer full): NULL with an error that is a sentence for stderr */
OdCliOptions *od_cli_options_parse (int argc, char **argv, GError **error);
void od_cli_options_free (OdCliOptions *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OdCliOptions, od_cli_options_free)

G_END_DECLS
