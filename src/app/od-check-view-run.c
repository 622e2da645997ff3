/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What can be run in the check view: the person's own settings, a fix, practice, a saved result. Main thread.
 * The widget itself is in od-check-view.c. */

#include <glib/gi18n-lib.h>

#include "od-check-view-private.h"
#include "od-presentation.h"

static void
show_run (OdCheckView *self)
{
  gtk_stack_set_visible_child_name (self->result_stack, "run");
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->result_stack));
}

static void
begin (OdCheckView *self)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self->pane);
  g_autoptr (OdSecret) secret = od_settings_pane_get_secret (self->pane);

  if (self->practice != NULL && !od_present_stays_here (settings->server))
    {
      od_check_view_say (
          self, _ ("Practice talks to the built-in server only. End practice to check another one."));
      return;
    }
  if (self->practice == NULL && !settings->direct)
    od_store_save_settings (self->store, settings);
  self->saved_result = FALSE;
  od_run_page_set_origin (od_check_view_get_run_page (self), NULL);
  show_run (self);
  od_checkup_start (self->checkup, settings, secret);
  od_settings_pane_used (self->pane);
}

/* An address without a server: it is looked for first, and the check begins by itself once it stands there.
 */
static gboolean
wants_search (OdCheckView *self)
{
  g_autoptr (OdSettings) settings = od_settings_pane_get_settings (self->pane);

  return *settings->server == '\0' && !settings->direct && self->practice == NULL;
}

void
od_check_view_start (OdCheckView *self)
{
  if (od_settings_pane_is_searching (self->pane))
    return;
  self->starts_after_search = wants_search (self) && od_settings_pane_find_server (self->pane);
  if (self->starts_after_search)
    od_check_view_go_back (self);
  else if (od_settings_pane_validate (self->pane))
    begin (self);
  else
    od_check_view_go_back (self);
}

void
od_check_view_take_search (OdCheckView *self)
{
  if (!self->starts_after_search)
    return;
  self->starts_after_search = FALSE;
  if (od_settings_pane_validate (self->pane))
    begin (self);
}

void
od_check_view_stop (OdCheckView *self)
{
  od_checkup_stop (self->checkup);
}

static void
show_practice (OdCheckView *self)
{
  g_autoptr (OdSettings) settings = od_practice_get_settings (self->practice);
  g_autoptr (OdSecret) secret = od_practice_get_secret (self->practice);

  od_settings_pane_set_settings (self->pane, settings);
  od_settings_pane_set_secret (self->pane, secret);
  gtk_revealer_set_reveal_child (self->practice_banner, TRUE);
}

void
od_check_view_practise (OdCheckView *self, const char *illness)
{
  g_autoptr (GError) error = NULL;
  OdPractice *practice = od_practice_start (illness, &error);

  if (practice == NULL)
    {
      od_check_view_say (self, error->message);
      return;
    }
  if (self->own_settings == NULL)
    self->own_settings = od_settings_pane_get_settings (self->pane);
  g_clear_pointer (&self->practice, od_practice_free);
  self->practice = practice;
  show_practice (self);
  begin (self);
}

void
od_check_view_end_practice (OdCheckView *self)
{
  if (self->practice == NULL)
    return;
  od_checkup_stop (self->checkup);
  g_clear_pointer (&self->practice, od_practice_free);
  od_settings_pane_set_settings (self->pane, self->own_settings);
  od_settings_pane_set_secret (self->pane, NULL);
  g_clear_pointer (&self->own_settings, od_settings_unref);
  gtk_revealer_set_reveal_child (self->practice_banner, FALSE);
  gtk_stack_set_visible_child_name (self->result_stack, "empty");
  self->saved_result = TRUE;
  od_check_view_update (self);
}

/* (transfer full): those of the account; whom this computer trusts is no matter of the account. */
static OdSettings *
with_trust_of_form (OdCheckView *self, const OdSettings *account)
{
  g_autoptr (OdSettings) form = od_settings_pane_get_settings (self->pane);
  OdSettings *settings = od_settings_copy (account);

  if (*settings->ca_file == '\0')
    od_settings_set_text (&settings->ca_file, form->ca_file);
  return settings;
}

/* A program's account is tested as it is; what would be right for its address is looked for beside it. */
void
od_check_view_use_account (OdCheckView *self, const OdSettings *account, OdSecret *secret)
{
  g_autoptr (OdSettings) settings = NULL;

  od_check_view_end_practice (self);
  settings = with_trust_of_form (self, account);
  od_settings_pane_set_settings (self->pane, settings);
  od_settings_pane_set_secret (self->pane, secret);
  od_check_view_go_back (self);
  if (*settings->program != '\0')
    od_settings_pane_find_server (self->pane);
}

void
od_check_view_forget_password (OdCheckView *self)
{
  od_settings_pane_set_secret (self->pane, NULL);
  od_check_view_say (self, _ ("The password is forgotten."));
}

static void
apply (OdCheckView *self, const OdFix *fix)
{
  OdResult *result = od_checkup_get_result (self->checkup);
  g_autoptr (OdSettings) typed = od_settings_pane_get_settings (self->pane);
  const OdSettings *before =
      self->saved_result && result != NULL && result->settings != NULL ? result->settings : typed;
  g_autoptr (GError) error = NULL;
  g_autoptr (OdSettings) after = od_apply_fix (fix, before, &error);

  if (after == NULL)
    {
      od_check_view_say (self, error->message);
      return;
    }
  od_settings_pane_set_settings (self->pane, after);
  od_check_view_start (self);
}

static void
open_page (OdCheckView *self, const OdFix *fix)
{
  g_autofree char *host = od_present_page_host (fix->arguments);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (host != NULL)
    gtk_show_uri (GTK_WINDOW (root), fix->arguments, GDK_CURRENT_TIME);
}

void
od_check_view_take_fix (OdCheckView *self, OdFix *fix)
{
  if (g_str_equal (fix->action, "open"))
    open_page (self, fix);
  else if (g_str_equal (fix->action, "edit"))
    {
      od_check_view_go_back (self);
      od_settings_pane_edit_field (self->pane, od_fix_get_field (fix));
    }
  else
    apply (self, fix);
}

void
od_check_view_show_earlier (OdCheckView *self, OdResult *result, const char *origin)
{
  if (od_checkup_is_running (self->checkup))
    {
      od_check_view_say (self, _ ("Stop the check before you open a saved result."));
      return;
    }
  self->saved_result = TRUE;
  od_run_page_set_origin (od_check_view_get_run_page (self), origin);
  od_checkup_show (self->checkup, result);
  show_run (self);
  od_check_view_update (self);
}

void
od_check_view_show_saved (OdCheckView *self, OdResult *result, const char *name)
{
  g_autofree char *origin = g_strdup_printf (_ ("Saved result from the file “%s”"), name);

  od_check_view_show_earlier (self, result, origin);
}
