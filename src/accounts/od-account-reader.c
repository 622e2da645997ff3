/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Files within limits, and what becomes of what stands in them. Blocking, any thread. Nothing is ever
 * written, and nothing that a file names is run. */

#include "od-account-reader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "od-text.h"

static void
add_fault (OdAccountReader *self, const char *path, const char *why)
{
  OdAccountFault *fault = g_new0 (OdAccountFault, 1);

  fault->program_name = g_strdup (self->program_name);
  fault->file = g_strdup (path);
  fault->why = g_strdup (why);
  g_ptr_array_add (self->found->faults, fault);
}

/* What keeps a file from being read, in a sentence for people; NULL: nothing. */
static const char *
reason_against (int fd, struct stat *about)
{
  if (fstat (fd, about) != 0)
    return g_strerror (errno);
  if (!S_ISREG (about->st_mode))
    return _ ("It is not an ordinary file.");
  if (about->st_size > OD_ACCOUNT_FILE_MAX)
    return _ ("It is larger than settings ever are.");
  return NULL;
}

static const char *
reason_unopened (int error)
{
  return error == ELOOP ? _ ("It is a link, and links are not followed.") : g_strerror (error);
}

/* At most the size it had when it was looked at. */
static char *
read_all (int fd, gsize size)
{
  char *text = g_malloc0 (size + 1);
  gsize got = 0;

  while (got < size)
    {
      gssize n = read (fd, text + got, size - got);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        break;
      got += (gsize) n;
    }
  for (gsize i = 0; i < got; i++)
    if (text[i] == '\0')
      text[i] = ' ';
  return text;
}

char *
od_account_reader_load (OdAccountReader *self, const char *path)
{
  /* Without O_NONBLOCK a pipe would hang here. */
  int fd = g_cancellable_is_cancelled (self->cancellable)
               ? -1
               : open (path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  struct stat about = { 0 };
  const char *why;
  char *text = NULL;

  if (fd < 0)
    {
      if (errno != ENOENT && errno != ENOTDIR && !g_cancellable_is_cancelled (self->cancellable))
        add_fault (self, path, reason_unopened (errno));
      return NULL;
    }
  why = reason_against (fd, &about);
  if (why != NULL)
    add_fault (self, path, why);
  else
    text = read_all (fd, (gsize) about.st_size);
  close (fd);
  return text;
}

OdAccountIni *
od_account_reader_load_ini (OdAccountReader *self, const char *path)
{
  char *text = od_account_reader_load (self, path);
  OdAccountIni *ini = text != NULL ? od_account_ini_parse (text) : NULL;

  od_secret_wipe_free (text);
  return ini;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
od_account_reader_list (OdAccountReader *self, const char *folder, const char *glob)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && paths->len < OD_ACCOUNT_FILES_MAX && (name = g_dir_read_name (dir)) != NULL)
    if (g_pattern_match_simple (glob, name))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (paths, compare_paths);
  return paths;
}

OdAccount *
od_account_reader_begin (OdAccountReader *self, const char *file, const char *name)
{
  OdAccount *account = g_new0 (OdAccount, 1);

  account->ref_count = 1;
  account->program = g_strdup (self->program);
  account->program_name = g_strdup (self->program_name);
  account->file = g_strdup (file);
  account->name = g_strdup (name);
  account->settings = od_settings_new ();
  od_settings_set_text (&account->settings->program, self->program_name);
  account->settings->security = OD_SECURITY_NONE;
  return account;
}

static gboolean
is_same (const OdAccount *a, const OdAccount *b)
{
  return g_str_equal (a->program, b->program) && g_str_equal (a->settings->address, b->settings->address) &&
         g_str_equal (a->settings->server, b->settings->server) && a->settings->port == b->settings->port &&
         a->settings->security == b->settings->security && g_str_equal (a->settings->user, b->settings->user);
}

static gboolean
is_known (const OdAccountReader *self, const OdAccount *account)
{
  for (guint i = 0; i < self->found->accounts->len; i++)
    if (is_same (self->found->accounts->pdata[i], account))
      return TRUE;
  return FALSE;
}

/* Names come from files and go to screens. */
static void
make_safe (char **text)
{
  char *safe = od_text_make_safe (*text, -1);

  g_free (*text);
  *text = safe;
}

void
od_account_reader_add (OdAccountReader *self, OdAccount *account)
{
  OdSettings *settings = account->settings;

  make_safe (&settings->address);
  make_safe (&settings->server);
  make_safe (&settings->user);
  if (account->name == NULL || *account->name == '\0')
    {
      g_free (account->name);
      account->name = g_strdup (*settings->address != '\0' ? settings->address : settings->server);
    }
  make_safe (&account->name);
  if (*settings->server == '\0' || is_known (self, account))
    od_account_unref (account);
  else
    g_ptr_array_add (self->found->accounts, account);
}

guint
od_account_port (const char *text)
{
  guint64 port = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;

  return port <= G_MAXUINT16 ? (guint) port : 0;
}
