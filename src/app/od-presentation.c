/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Decisions about what to show, table by table. Pure, any thread. It draws nothing and knows no widget. */

#include "od-presentation.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* In the order in which a run meets them; the shares are by eye, not by time. */
static const struct
{
  OdStage stage;
  double done;
  const char *words;
} stages[] = {
  { OD_STAGE_LOOKUP, 0.05, N_ ("Looking up the server…") },
  { OD_STAGE_CONNECT, 0.12, N_ ("Connecting…") },
  { OD_STAGE_GREETING, 0.25, N_ ("Waiting for the server’s greeting…") },
  { OD_STAGE_EHLO, 0.35, N_ ("Asking what the server offers…") },
  { OD_STAGE_STARTTLS, 0.4, N_ ("Switching encryption on…") },
  { OD_STAGE_TLS, 0.45, N_ ("Encrypting the connection…") },
  { OD_STAGE_AUTH, 0.6, N_ ("Logging in…") },
  { OD_STAGE_MAIL, 0.7, N_ ("Announcing the sender…") },
  { OD_STAGE_RCPT, 0.75, N_ ("Announcing the recipient…") },
  { OD_STAGE_DATA, 0.8, N_ ("Asking to send the message…") },
  { OD_STAGE_BODY, 0.85, N_ ("Sending the message…") },
  { OD_STAGE_DOT, 0.9, N_ ("Waiting until the server has taken the message…") },
  { OD_STAGE_RSET, 0.95, N_ ("Ending without sending anything…") },
  { OD_STAGE_QUIT, 0.98, N_ ("Saying goodbye…") },
  { OD_STAGE_PROBE, 0.98, N_ ("Testing the possible causes…") },
};

double
od_present_progress (OdStage stage)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].stage == stage)
      return stages[i].done;
  return 0;
}

char *
od_present_running (OdStage stage)
{
  for (gsize i = 0; i < G_N_ELEMENTS (stages); i++)
    if (stages[i].stage == stage)
      return g_strdup (_ (stages[i].words));
  return g_strdup (_ ("Starting…"));
}

gboolean
od_present_evidence_line (const char *const *sources, guint *index)
{
  for (; sources != NULL && *sources != NULL; sources++)
    {
      guint64 number;

      if (!g_str_has_prefix (*sources, "event:"))
        continue;
      if (!g_ascii_string_to_unsigned (*sources + strlen ("event:"), 10, 0, G_MAXUINT32 - 1, &number, NULL))
        continue;
      *index = (guint) number;
      return TRUE;
    }
  return FALSE;
}

const char *
od_present_verdict_icon (const OdFinding *finding)
{
  if (finding->kind == OD_DIAGNOSIS_SUCCESS)
    return "emblem-ok-symbolic";
  if (finding->kind == OD_DIAGNOSIS_REMARK)
    return "dialog-information-symbolic";
  return finding->lasts == OD_LASTS_TEMPORARY ? "dialog-warning-symbolic" : "dialog-error-symbolic";
}

const char *
od_present_verdict_class (const OdFinding *finding)
{
  if (finding->kind == OD_DIAGNOSIS_SUCCESS)
    return "success";
  if (finding->kind == OD_DIAGNOSIS_REMARK)
    return "accent";
  return finding->lasts == OD_LASTS_TEMPORARY ? "warning" : "error";
}

const char *
od_present_verdict_kind (const OdFinding *finding)
{
  if (finding->kind == OD_DIAGNOSIS_SUCCESS)
    return _ ("Success");
  if (finding->kind == OD_DIAGNOSIS_REMARK)
    return _ ("Remark");
  return finding->lasts == OD_LASTS_TEMPORARY ? _ ("Problem that may pass") : _ ("Problem");
}

const char *
od_present_badge_class (OdCauseState state)
{
  static const char *const classes[] = {
    [OD_CAUSE_NOT_TESTED] = "not-tested",
    [OD_CAUSE_LIKELY] = "likely",
    [OD_CAUSE_CONFIRMED] = "confirmed",
    [OD_CAUSE_RULED_OUT] = "ruled-out",
  };

  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (classes), "not-tested");
  return classes[state];
}

const char *
od_present_fix_button (const OdFix *fix)
{
  if (g_str_equal (fix->action, "again"))
    return _ ("Check again");
  if (g_str_equal (fix->action, "edit"))
    return od_fix_get_field (fix) != OD_FIELD_NONE ? _ ("Change…") : NULL;
  if (g_str_equal (fix->action, "open"))
    {
      g_autofree char *host = od_present_page_host (fix->arguments);

      return host != NULL ? _ ("Open in browser…") : NULL;
    }
  return od_fix_is_applicable (fix) ? _ ("Apply and check again") : NULL;
}

/* No automatic links: only what the knowledge names, and only where the host says all (SECURITY.md row 10).
 */
char *
od_present_page_host (const char *uri)
{
  g_autoptr (GUri) parsed = uri != NULL ? g_uri_parse (uri, G_URI_FLAGS_NONE, NULL) : NULL;

  if (parsed == NULL || !g_str_equal (g_uri_get_scheme (parsed), "https"))
    return NULL;
  if (g_uri_get_userinfo (parsed) != NULL || g_uri_get_host (parsed) == NULL)
    return NULL;
  return *g_uri_get_host (parsed) != '\0' ? g_strdup (g_uri_get_host (parsed)) : NULL;
}

char *
od_present_size (guint64 octets)
{
  return octets == 0 ? g_strdup (_ ("A short note")) : g_format_size (octets);
}

/* Settings that are right everywhere, to put a single field into. */
static OdSettings *
right_settings (void)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->server, "mail.example.org");
  return settings;
}

static void
copy_field (const OdSettings *from, OdField field, OdSettings *to)
{
  if (field == OD_FIELD_ADDRESS)
    od_settings_set_text (&to->address, from->address);
  else if (field == OD_FIELD_SERVER)
    od_settings_set_text (&to->server, from->server);
  else if (field == OD_FIELD_PORT)
    to->port = from->port;
  else if (field == OD_FIELD_USER)
    od_settings_set_text (&to->user, from->user);
  else if (field == OD_FIELD_RECIPIENT)
    od_settings_set_text (&to->recipients, from->recipients);
  else if (field == OD_FIELD_SIZE)
    to->message_size = from->message_size;
  else if (field == OD_FIELD_EHLO_NAME)
    od_settings_set_text (&to->ehlo_name, from->ehlo_name);
  else if (field == OD_FIELD_CA_FILE)
    {
      od_settings_set_text (&to->ca_file, from->ca_file);
      od_settings_set_text (&to->client_certificate, from->client_certificate);
    }
}

char *
od_present_field_error (const OdSettings *settings, OdField field)
{
  g_autoptr (OdSettings) alone = right_settings ();
  g_autoptr (GError) error = NULL;

  copy_field (settings, field, alone);
  return od_settings_check (alone, NULL, &error) ? NULL : g_strdup (error->message);
}

char *
od_present_password_error (const OdSettings *settings, gboolean entered)
{
  if (entered || !settings->login || settings->direct || *settings->client_certificate != '\0')
    return NULL;
  return g_strdup (_ ("Please enter the password. To check without a login, choose “No login” under "
                      "“Advanced”."));
}

gboolean
od_present_stays_here (const char *server)
{
  g_autofree char *host = od_host_parse (server, NULL);

  if (host == NULL)
    return FALSE;
  return g_str_equal (host, "localhost") || g_str_has_suffix (host, ".localhost") ||
         g_str_equal (host, "127.0.0.1") || g_str_equal (host, "::1");
}
