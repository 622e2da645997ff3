/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What did not work with a file of the history, and why, in sentences. */

#include "od-history-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static const char *
what_failed (OdHistoryDeed deed)
{
  static const char *const sentences[] = {
    [OD_HISTORY_KEEP] = N_ ("The run could not be kept in the history."),
    [OD_HISTORY_READ] = N_ ("The history could not be read."),
    [OD_HISTORY_DELETE] = N_ ("The history could not be deleted."),
  };

  return _ (sentences[deed]);
}

static const char *
reason_of_file_error (int code)
{
  switch (code)
    {
    case G_FILE_ERROR_NOSPC:
      return _ ("The disk is full.");
    case G_FILE_ERROR_ROFS:
      return _ ("The disk can only be read, not written to.");
    case G_FILE_ERROR_ACCES:
    case G_FILE_ERROR_PERM:
      return _ ("You have no permission for the folder it is in.");
    case G_FILE_ERROR_NOENT:
      return _ ("There is no such run; perhaps it has been deleted.");
    case G_FILE_ERROR_NOTDIR:
    case G_FILE_ERROR_EXIST:
      return _ ("Its folder cannot be made: something else is in its place, or you may not look into it.");
    default:
      return NULL;
    }
}

static const char *
reason_of_io_error (int code)
{
  switch (code)
    {
    case G_IO_ERROR_NO_SPACE:
      return _ ("The disk is full.");
    case G_IO_ERROR_READ_ONLY:
      return _ ("The disk can only be read, not written to.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _ ("You have no permission for the folder it is in.");
    case G_IO_ERROR_NOT_FOUND:
      return _ ("There is no such run; perhaps it has been deleted.");
    default:
      return NULL;
    }
}

static const char *
reason_of (const GError *error)
{
  const char *reason = NULL;

  if (error->domain == G_FILE_ERROR)
    reason = reason_of_file_error (error->code);
  else if (error->domain == G_IO_ERROR)
    reason = reason_of_io_error (error->code);
  return reason != NULL ? reason : error->message;
}

gboolean
od_history_error_explain (GError **error, OdHistoryDeed deed)
{
  if (error == NULL || *error == NULL)
    return FALSE;

  char *sentence = g_strdup_printf ("%s %s", what_failed (deed), reason_of (*error));
  g_free ((*error)->message);
  (*error)->message = sentence;
  return FALSE;
}

/* EDQUOT and EFBIG are to a person what ENOSPC is: there is no room. */
gboolean
od_history_error_from_errno (GError **error, OdHistoryDeed deed, int number)
{
  int code = g_file_error_from_errno (number == EDQUOT || number == EFBIG ? ENOSPC : number);

  g_set_error_literal (error, G_FILE_ERROR, code, g_strerror (number));
  return od_history_error_explain (error, deed);
}

gboolean
od_history_error_is_content (const GError *error)
{
  return error->domain == JSON_PARSER_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}
