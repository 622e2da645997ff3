/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The settings as a counted value, and what the unset ones stand for. Whether they are right is looked at in
 * od-settings-check.c. Any thread. No password in here, nothing is stored. */

#include "od-settings.h"

#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (OdSettings, od_settings, od_settings_ref, od_settings_unref)
G_DEFINE_QUARK (od_settings_error_quark, od_settings_error)

static const char *const security_names[] = { "auto", "tls", "starttls", "none" };

static const char *const field_names[] = {
  "none", "address",   "password", "server",    "port", "security",
  "user", "recipient", "auth",     "ehlo-name", "size", "ca-file",
};

/* Every text of the settings: allocated, never NULL. */
static const gsize text_offsets[] = {
  G_STRUCT_OFFSET (OdSettings, address),   G_STRUCT_OFFSET (OdSettings, server),
  G_STRUCT_OFFSET (OdSettings, user),      G_STRUCT_OFFSET (OdSettings, recipients),
  G_STRUCT_OFFSET (OdSettings, mechanism), G_STRUCT_OFFSET (OdSettings, ehlo_name),
  G_STRUCT_OFFSET (OdSettings, ca_file),   G_STRUCT_OFFSET (OdSettings, client_certificate),
  G_STRUCT_OFFSET (OdSettings, subject),   G_STRUCT_OFFSET (OdSettings, body),
  G_STRUCT_OFFSET (OdSettings, program),
};

static char **
text_at (const OdSettings *self, gsize i)
{
  return G_STRUCT_MEMBER_P (self, text_offsets[i]);
}

OdSettings *
od_settings_new (void)
{
  OdSettings *self = g_new0 (OdSettings, 1);

  self->ref_count = 1;
  self->login = TRUE;
  self->security = OD_SECURITY_AUTO;
  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    *text_at (self, i) = g_strdup ("");
  od_settings_set_text (&self->mechanism, "auto");
  return self;
}

OdSettings *
od_settings_copy (const OdSettings *self)
{
  OdSettings *copy = g_memdup2 (self, sizeof *self);

  copy->ref_count = 1;
  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    *text_at (copy, i) = g_strdup (*text_at (self, i));
  return copy;
}

OdSettings *
od_settings_ref (OdSettings *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
od_settings_unref (OdSettings *self)
{
  if (!g_atomic_int_dec_and_test (&self->ref_count))
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (text_offsets); i++)
    g_free (*text_at (self, i));
  g_free (self);
}

void
od_settings_set_text (char **field, const char *text)
{
  char *copy = g_strdup (text != NULL ? text : "");

  g_free (*field);
  *field = copy;
}

/* RFC 8314 §3.3 (465), RFC 6409 §3.1 (587), RFC 5321 §4.5.4.2 (25 between servers). */
guint
od_settings_effective_port (const OdSettings *self)
{
  if (self->port != 0)
    return self->port;
  if (self->direct)
    return 25;
  return self->security == OD_SECURITY_TLS ? 465 : 587;
}

OdSecurity
od_settings_effective_security (const OdSettings *self)
{
  if (self->security != OD_SECURITY_AUTO)
    return self->security;
  return od_settings_effective_port (self) == 465 ? OD_SECURITY_TLS : OD_SECURITY_STARTTLS;
}

gboolean
od_settings_same_account (const OdSettings *a, const OdSettings *b)
{
  return g_str_equal (a->address, b->address) && g_str_equal (a->server, b->server) &&
         g_str_equal (od_settings_effective_user (a), od_settings_effective_user (b)) &&
         od_settings_effective_port (a) == od_settings_effective_port (b) &&
         od_settings_effective_security (a) == od_settings_effective_security (b) && a->login == b->login &&
         g_str_equal (a->mechanism, b->mechanism);
}

const char *
od_settings_effective_user (const OdSettings *self)
{
  return *self->user != '\0' ? self->user : self->address;
}

/* "Anna <anna@example.org>" holds a space and is one; "anna@example.org bert@example.org" are two. */
static gboolean
parse_chunk (const char *chunk, GPtrArray *recipients, GError **error)
{
  OdAddress *whole = od_address_parse (chunk, NULL);
  g_auto (GStrv) words = NULL;

  if (whole != NULL)
    {
      g_ptr_array_add (recipients, whole);
      return TRUE;
    }
  words = g_strsplit_set (chunk, " \t", -1);
  for (char **word = words; *word != NULL; word++)
    {
      OdAddress *address;

      if (**word == '\0')
        continue;
      address = od_address_parse (*word, error);
      if (address == NULL)
        return FALSE;
      g_ptr_array_add (recipients, address);
    }
  return TRUE;
}

GPtrArray *
od_settings_parse_recipients (const OdSettings *self, GError **error)
{
  g_autoptr (GPtrArray) recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) od_address_free);
  g_autofree char *typed = g_strstrip (g_strdup (self->recipients));
  g_auto (GStrv) chunks = g_strsplit_set (*typed != '\0' ? typed : self->address, ",;", -1);

  for (char **chunk = chunks; *chunk != NULL; chunk++)
    if (!parse_chunk (*chunk, recipients, error))
      return NULL;
  if (recipients->len == 0)
    {
      g_set_error_literal (error, OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD,
                           _ ("Please enter at least one recipient."));
      return NULL;
    }
  return g_steal_pointer (&recipients);
}

const char *
od_security_name (OdSecurity security)
{
  g_return_val_if_fail ((guint) security < G_N_ELEMENTS (security_names), "auto");
  return security_names[security];
}

const char *
od_security_words (OdSecurity security)
{
  switch (security)
    {
    case OD_SECURITY_TLS:
      return "TLS";
    case OD_SECURITY_STARTTLS:
      return "STARTTLS";
    default:
      return _ ("not encrypted");
    }
}

gboolean
od_security_from_name (const char *name, OdSecurity *security)
{
  for (guint i = 0; i < G_N_ELEMENTS (security_names); i++)
    if (g_str_equal (security_names[i], name))
      {
        *security = (OdSecurity) i;
        return TRUE;
      }
  return FALSE;
}

const char *
od_field_name (OdField field)
{
  g_return_val_if_fail ((guint) field < G_N_ELEMENTS (field_names), "none");
  return field_names[field];
}

OdField
od_field_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (field_names); i++)
    if (g_str_equal (field_names[i], name))
      return (OdField) i;
  return OD_FIELD_NONE;
}
