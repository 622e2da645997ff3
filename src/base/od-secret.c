/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Holds passwords and tokens and forgets them for good (SECURITY.md row 8). Any thread; the count of living
 * secrets is guarded by a lock. It does not store, print or compare them. */

#include "od-secret.h"

#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

struct _OdSecret
{
  int ref_count;
  gsize length;
  char *text;
};

/* malloc() keeps what was freed by size, in steps of 16; sizes up to a password of 255 letters in UCS-4. */
#define FREED_STEP    16
#define FREED_SIZES   66
#define FREED_OF_SIZE 24

G_DEFINE_BOXED_TYPE (OdSecret, od_secret, od_secret_ref, od_secret_unref)

/* What to restore when the last secret goes. */
static GMutex core_lock;
static guint n_living;
static struct rlimit core_limit_before;
static int dumpable_before;

static void
forbid_core_dump (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&core_lock);
  if (n_living++ > 0)
    return;
  getrlimit (RLIMIT_CORE, &core_limit_before);
  dumpable_before = prctl (PR_GET_DUMPABLE);
  struct rlimit none = { 0, core_limit_before.rlim_max };
  setrlimit (RLIMIT_CORE, &none);
  prctl (PR_SET_DUMPABLE, 0, 0, 0, 0);
}

static void
allow_core_dump (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&core_lock);
  if (--n_living > 0)
    return;
  setrlimit (RLIMIT_CORE, &core_limit_before);
  /* The kernel takes only 0 and 1 here; 2 is the system's own choice for set-user-id programs. */
  if (dumpable_before == 1)
    prctl (PR_SET_DUMPABLE, 1, 0, 0, 0);
}

OdSecret *
od_secret_new (const char *text, gssize length)
{
  forbid_core_dump ();
  OdSecret *self = g_new0 (OdSecret, 1);
  self->ref_count = 1;
  self->length = length < 0 ? strlen (text) : (gsize) length;
  self->text = g_malloc0 (self->length + 1);
  if (self->length > 0)
    memcpy (self->text, text, self->length);
  return self;
}

OdSecret *
od_secret_ref (OdSecret *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_secret_unref (OdSecret *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  od_secret_wipe (self->text, self->length);
  g_free (self->text);
  g_free (self);
  allow_core_dump ();
}

const char *
od_secret_peek (const OdSecret *self)
{
  return self->text;
}

gsize
od_secret_get_length (const OdSecret *self)
{
  return self->length;
}

void
od_secret_wipe (gpointer memory, gsize length)
{
  if (length > 0)
    explicit_bzero (memory, length);
}

void
od_secret_wipe_free (char *text)
{
  if (text == NULL)
    return;
  od_secret_wipe (text, strlen (text));
  g_free (text);
}

/* Largest first: what is left of large blocks then serves the small ones. All are held before any is given
 * back. */
void
od_secret_wipe_freed (void)
{
  gpointer blocks[FREED_SIZES][FREED_OF_SIZE];

  for (int i = FREED_SIZES - 1; i >= 0; i--)
    for (int j = 0; j < FREED_OF_SIZE; j++)
      {
        gsize size = (gsize) (i + 1) * FREED_STEP + sizeof (gsize);

        blocks[i][j] = g_malloc (size);
        od_secret_wipe (blocks[i][j], size);
      }
  for (int i = 0; i < FREED_SIZES; i++)
    for (int j = 0; j < FREED_OF_SIZE; j++)
      g_free (blocks[i][j]);
}
