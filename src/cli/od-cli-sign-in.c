/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The page is printed, not opened: whoever sits at a terminal may have the browser elsewhere. Main thread,
 * the work in another. */

#include "od-cli-sign-in.h"

#include <glib/gi18n-lib.h>

#include "od-cli-password.h"
#include "od-cli-work.h"
#include "od-oauth-sign-in.h"
#include "od-text.h"

typedef struct
{
  const OdCliOptions *options;
  OdSecret *client_secret;
  GCancellable *cancellable;
  OdSecret *token;
  GError *error;
} Work;

static gboolean
show (const char *url, const char *user_code, gpointer user_data)
{
  g_autofree char *safe = od_text_make_safe (url, -1);

  if (user_code != NULL)
    g_printerr (_ ("Open this page on any device, and type the code %s there:\n  %s\n"), user_code, safe);
  else
    g_printerr (_ ("Open this page in the browser on this computer, and sign in:\n  %s\n"), safe);
  return TRUE;
}

static void
work (gpointer data)
{
  Work *self = data;
  const OdCliOptions *options = self->options;
  const char *ca_file = options->settings->ca_file;
  g_autoptr (OdOauthIssuer)
      issuer = od_oauth_issuer_find (options->sign_in, ca_file, self->cancellable, &self->error);
  OdOauthClient client = { issuer, options->client_id, self->client_secret, options->settings->address,
                           ca_file };

  if (issuer == NULL)
    return;
  self->token = options->by_code
                    ? od_oauth_sign_in_by_code (&client, show, NULL, self->cancellable, &self->error)
                    : od_oauth_sign_in (&client, show, NULL, self->cancellable, &self->error);
}

OdSecret *
od_cli_sign_in (const OdCliOptions *options, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (OdSecret) client_secret = NULL;
  Work self = { options, NULL, cancellable, NULL, NULL };

  if (options->client_id == NULL || *options->client_id == '\0')
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                           _ ("Signing in needs a client id of your own: --client-id."));
      return NULL;
    }
  if (options->client_secret_fd >= 0)
    {
      client_secret = od_cli_password_from_fd (options->client_secret_fd, error);
      if (client_secret == NULL)
        return NULL;
      self.client_secret = client_secret;
    }
  od_cli_work_run (work, &self, cancellable);
  if (self.error != NULL)
    g_propagate_error (error, self.error);
  return self.token;
}
