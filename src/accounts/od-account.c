/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The accounts of all programs, one program after another. Blocking, any thread. */

#include "od-account.h"

#include "od-account-reader.h"

G_DEFINE_BOXED_TYPE (OdAccount, od_account, od_account_ref, od_account_unref)

typedef struct
{
  const char *id;
  const char *name;
  void (*read) (OdAccountReader *reader);
} Program;

static const Program programs[] = {
  { "thunderbird", "Thunderbird", od_accounts_read_thunderbird },
  { "evolution", "Evolution", od_accounts_read_evolution },
  { "geary", "Geary", od_accounts_read_geary },
  { "kmail", "KMail", od_accounts_read_kmail },
  { "claws-mail", "Claws Mail", od_accounts_read_claws },
  { "sylpheed", "Sylpheed", od_accounts_read_sylpheed },
  { "msmtp", "msmtp", od_accounts_read_msmtp },
  { "mutt", "mutt", od_accounts_read_mutt },
};

OdAccount *
od_account_ref (OdAccount *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_account_unref (OdAccount *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_free (self->program);
  g_free (self->program_name);
  g_free (self->file);
  g_free (self->name);
  g_free (self->online_id);
  od_settings_unref (self->settings);
  g_free (self);
}

static void
fault_free (gpointer data)
{
  OdAccountFault *fault = data;

  g_free (fault->program_name);
  g_free (fault->file);
  g_free (fault->why);
  g_free (fault);
}

OdAccounts *
od_accounts_new (void)
{
  OdAccounts *self = g_new0 (OdAccounts, 1);

  self->accounts = g_ptr_array_new_with_free_func ((GDestroyNotify) od_account_unref);
  self->faults = g_ptr_array_new_with_free_func (fault_free);
  return self;
}

void
od_accounts_read_programs (OdAccounts *self, const char *home, GCancellable *cancellable)
{
  for (gsize i = 0; i < G_N_ELEMENTS (programs) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      OdAccountReader reader = { home != NULL ? home : g_get_home_dir (), programs[i].id, programs[i].name,
                                 self, cancellable };

      programs[i].read (&reader);
    }
}

OdAccounts *
od_accounts_read (const char *home, GCancellable *cancellable)
{
  OdAccounts *self = od_accounts_new ();

  od_accounts_read_programs (self, home, cancellable);
  return self;
}

void
od_accounts_free (OdAccounts *self)
{
  g_ptr_array_unref (self->accounts);
  g_ptr_array_unref (self->faults);
  g_free (self);
}
