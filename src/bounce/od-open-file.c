/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Opening with care. Any thread. Files of this computer are looked at before and after opening, so that one
 * that is changed in between is noticed; for others GIO is asked. */

#include "od-open-file.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/* (transfer full) */
static char *
words_of (int errno_value, const char *name)
{
  switch (errno_value)
    {
    case ENOENT:
    case ENOTDIR:
      return g_strdup_printf (_ ("There is no “%s”."), name);
    case EACCES:
    case EPERM:
      return g_strdup_printf (_ ("You may not read “%s”: its owner has not permitted it."), name);
    case ELOOP:
      return g_strdup_printf (_ ("“%s” is a link that leads in a circle or may not be followed here."), name);
    case EMFILE:
    case ENFILE:
      return g_strdup_printf (_ ("“%s” cannot be opened: too many files are open on this computer."), name);
    default:
      return g_strdup_printf (_ ("“%s” cannot be read: %s."), name, g_strerror (errno_value));
    }
}

void
od_open_file_set_error (GError **error, int errno_value, const char *name)
{
  g_autofree char *words = words_of (errno_value, name);

  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno_value), words);
}

static gboolean
refuse (GError **error, const char *name)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
               _ ("“%s” is not a file: it is a device, a pipe or a socket, and may never end."), name);
  return FALSE;
}

static gboolean
is_regular (int result, const struct stat *status, const char *name, GError **error)
{
  if (result < 0)
    {
      od_open_file_set_error (error, errno, name);
      return FALSE;
    }
  if (S_ISLNK (status->st_mode))
    {
      od_open_file_set_error (error, ELOOP, name);
      return FALSE;
    }
  return S_ISREG (status->st_mode) || refuse (error, name);
}

static GInputStream *
open_here (const char *path, const char *name, gboolean may_be_link, guint64 *size, GError **error)
{
  struct stat status;
  g_autoptr (GInputStream) stream = NULL;
  int descriptor;

  if (!is_regular (may_be_link ? stat (path, &status) : lstat (path, &status), &status, name, error))
    return NULL;
  descriptor =
      g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (may_be_link ? 0 : O_NOFOLLOW), 0);
  if (descriptor < 0)
    {
      od_open_file_set_error (error, errno, name);
      return NULL;
    }
  stream = g_unix_input_stream_new (descriptor, TRUE);
  if (!is_regular (fstat (descriptor, &status), &status, name, error))
    return NULL;
  *size = (guint64) status.st_size;
  return g_steal_pointer (&stream);
}

static GInputStream *
open_elsewhere (GFile *file,
                const char *name,
                gboolean may_be_link,
                guint64 *size,
                GCancellable *cancellable,
                GError **error)
{
  GFileQueryInfoFlags flags = may_be_link ? G_FILE_QUERY_INFO_NONE : G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS;
  g_autoptr (GFileInfo)
      info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                flags, cancellable, error);

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      refuse (error, name);
      return NULL;
    }
  *size = (guint64) g_file_info_get_size (info);
  return G_INPUT_STREAM (g_file_read (file, cancellable, error));
}

GInputStream *
od_open_file (GFile *file,
              const char *name,
              gboolean may_be_link,
              guint64 *size,
              GCancellable *cancellable,
              GError **error)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    return open_here (path, name, may_be_link, size, error);
  return open_elsewhere (file, name, may_be_link, size, cancellable, error);
}
