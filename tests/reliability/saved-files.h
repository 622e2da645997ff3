/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* One file of each kind that the program writes, with a number in it as often as it is long. They lie where
 * XDG_DATA_HOME and XDG_CONFIG_HOME point. */

#pragma once

#include <glib.h>

typedef enum
{
  TRANSCRIPT,
  REPORT,
  ACCOUNTS_FILE,
  SETTINGS,
  HISTORY,
  N_KINDS
} Kind;

/* FALSE: it could not be written. Of the accounts each save writes another one, in turn; to the history each
 * adds a run. */
gboolean saved_files_save (Kind kind, guint number);
/* The number in the file: of the accounts the highest, of the history how many runs there are, 1 being the
 * number of the oldest. Fails the test where a file is missing, broken, or holds more than one number. */
guint saved_files_look (Kind kind);
