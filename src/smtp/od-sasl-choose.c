/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Which login mechanism to take: the allow-list, strongest first, against what the server offers and what the
 * person has (SECURITY.md row 5). Pure, any thread; it says nothing to a server and knows no SASL library. */

#include "od-sasl.h"

#include <glib/gi18n-lib.h>

#include "od-text.h"

#define MAX_SHOWN_MECHANISMS 64

typedef enum
{
  NEEDS_PASSWORD = 1 << 0,
  NEEDS_BINDING = 1 << 1,
  NEEDS_CERTIFICATE = 1 << 2,
  NEEDS_TOKEN = 1 << 3,
  ONLY_BY_NAME = 1 << 4,
} OdMechanismNeeds;

/* EXTERNAL stands before what hands the password over: whoever gave a certificate for the login means it. */
static const struct
{
  const char *name;
  OdMechanismNeeds needs;
} allowed[] = {
  { "SCRAM-SHA-256-PLUS", NEEDS_PASSWORD | NEEDS_BINDING },
  { "SCRAM-SHA-256", NEEDS_PASSWORD },
  { "SCRAM-SHA-1-PLUS", NEEDS_PASSWORD | NEEDS_BINDING },
  { "SCRAM-SHA-1", NEEDS_PASSWORD },
  { "EXTERNAL", NEEDS_CERTIFICATE },
  { "PLAIN", NEEDS_PASSWORD },
  { "LOGIN", NEEDS_PASSWORD },
  { "CRAM-MD5", NEEDS_PASSWORD | ONLY_BY_NAME },
  { "XOAUTH2", NEEDS_TOKEN },
  { "OAUTHBEARER", NEEDS_TOKEN },
};

static const char *const names[] = {
  "SCRAM-SHA-256-PLUS", "SCRAM-SHA-256", "SCRAM-SHA-1-PLUS", "SCRAM-SHA-1", "EXTERNAL", "PLAIN", "LOGIN",
  "CRAM-MD5",           "XOAUTH2",       "OAUTHBEARER",      NULL
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (allowed) + 1);

static gboolean
same (const char *a, const char *b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

static gboolean
is_offered (const char *const *offered, const char *name)
{
  for (; offered != NULL && *offered != NULL; offered++)
    if (same (*offered, name))
      return TRUE;
  return FALSE;
}

static gboolean
is_automatic (const char *wanted)
{
  return wanted == NULL || wanted[0] == '\0' || same (wanted, "auto");
}

static gboolean
fits (OdMechanismNeeds needs, const OdSaslSituation *situation)
{
  if ((needs & NEEDS_PASSWORD) && situation->token)
    return FALSE;
  if ((needs & NEEDS_BINDING) && !(situation->channel_binding && situation->encrypted))
    return FALSE;
  if ((needs & NEEDS_CERTIFICATE) && !(situation->client_certificate && situation->encrypted))
    return FALSE;
  if ((needs & NEEDS_TOKEN) && !situation->token)
    return FALSE;
  return !(needs & ONLY_BY_NAME) || !is_automatic (situation->wanted);
}

/* The names offered, safe to show: "GSSAPI, NTLM". */
static char *
describe (const char *const *offered)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; offered != NULL && offered[i] != NULL && i < MAX_SHOWN_MECHANISMS; i++)
    {
      g_autofree char *safe = od_text_make_safe (offered[i], -1);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : ", ", safe);
    }
  return g_strdup (list->str);
}

static gboolean
only_tokens_fit (const char *const *offered)
{
  gboolean token = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (is_offered (offered, allowed[i].name))
      {
        if (allowed[i].needs & NEEDS_PASSWORD)
          return FALSE;
        token |= (allowed[i].needs & NEEDS_TOKEN) != 0;
      }
  return token;
}

static const char *
fail_to_choose (const char *const *offered, const OdSaslSituation *situation, GError **error)
{
  g_autofree char *list = describe (offered);

  if (list[0] == '\0')
    g_set_error_literal (error, OD_SASL_ERROR, OD_SASL_ERROR_NO_MECHANISM,
                         _ ("The server offers no login on this connection"));
  else if (!is_automatic (situation->wanted))
    g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_NO_MECHANISM,
                 _ ("The login method %s cannot be used here. The server offers: %s"), situation->wanted,
                 list);
  else if (!situation->token && only_tokens_fit (offered))
    g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_NO_MECHANISM,
                 _ ("The server takes no password, only a sign-in on the provider's own page. It offers: %s"),
                 list);
  else
    g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_NO_MECHANISM,
                 _ ("None of the server's login methods can be used. It offers: %s"), list);
  return NULL;
}

const char *
od_sasl_choose (const char *const *offered, const OdSaslSituation *situation, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    {
      gboolean is_wanted = is_automatic (situation->wanted) || same (situation->wanted, allowed[i].name);

      if (is_wanted && is_offered (offered, allowed[i].name) && fits (allowed[i].needs, situation))
        return allowed[i].name;
    }
  return fail_to_choose (offered, situation, error);
}

gboolean
od_sasl_is_known (const char *mechanism)
{
  return mechanism != NULL && is_offered (names, mechanism);
}

const char *const *
od_sasl_known_mechanisms (void)
{
  return names;
}
