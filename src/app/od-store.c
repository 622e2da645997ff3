/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* GSettings behind a face that does not mind when the schema is missing. Main thread. It keeps no password
 * and nothing of a practice run. */

#include "od-store.h"

#include <glib/gi18n-lib.h>

struct _OdStore
{
  GObject parent_instance;

  GSettings *settings; /* NULL: no schema, nothing is remembered */
};

G_DEFINE_FINAL_TYPE (OdStore, od_store, G_TYPE_OBJECT)

/* Which text of the settings has which key. */
static const struct
{
  const char *key;
  gsize offset;
} texts[] = {
  { "address", G_STRUCT_OFFSET (OdSettings, address) },
  { "server", G_STRUCT_OFFSET (OdSettings, server) },
  { "user", G_STRUCT_OFFSET (OdSettings, user) },
  { "recipient", G_STRUCT_OFFSET (OdSettings, recipients) },
  { "ehlo-name", G_STRUCT_OFFSET (OdSettings, ehlo_name) },
  { "ca-file", G_STRUCT_OFFSET (OdSettings, ca_file) },
};

static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema)
      schema = source != NULL ? g_settings_schema_source_lookup (source, OD_APP_ID, TRUE) : NULL;

  if (schema != NULL)
    return g_settings_new_full (schema, NULL, NULL);
  g_printerr (_ ("The description of the program’s settings (%s) is not installed: the program works, but it "
                 "will not remember what you enter.\n"),
              OD_APP_ID ".gschema.xml");
  return NULL;
}

static void
load_texts (OdStore *self, OdSettings *settings)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_settings_get_string (self->settings, texts[i].key);

      od_settings_set_text (G_STRUCT_MEMBER_P (settings, texts[i].offset), text);
    }
}

/* The login method and "no login" share a key. */
static void
load_login (OdStore *self, OdSettings *settings)
{
  g_autofree char *mechanism = g_settings_get_string (self->settings, "auth-mechanism");

  settings->login = !g_str_equal (mechanism, "none");
  od_settings_set_text (&settings->mechanism, settings->login && *mechanism != '\0' ? mechanism : "auto");
}

OdSettings *
od_store_load_settings (OdStore *self)
{
  OdSettings *settings = od_settings_new ();

  settings->port = 587;
  if (self->settings == NULL)
    return settings;
  load_texts (self, settings);
  load_login (self, settings);
  settings->port = g_settings_get_uint (self->settings, "port");
  settings->security = (OdSecurity) g_settings_get_enum (self->settings, "security");
  settings->family = (OdFamily) g_settings_get_enum (self->settings, "address-family");
  settings->message_size = g_settings_get_uint64 (self->settings, "message-size");
  settings->dry_run = g_settings_get_boolean (self->settings, "dry-run");
  settings->delivery_notice = g_settings_get_boolean (self->settings, "delivery-notice");
  return settings;
}

/* (transfer full): a second way to the same keys, on which changes wait for g_settings_apply(). */
static GSettings *
open_together (OdStore *self)
{
  g_autoptr (GSettingsSchema) schema = NULL;
  GSettings *together;

  g_object_get (self->settings, "settings-schema", &schema, NULL);
  together = g_settings_new_full (schema, NULL, NULL);
  g_settings_delay (together);
  return together;
}

/* All at once: the server of one account with the user of another would be worse than the settings before. */
void
od_store_save_settings (OdStore *self, const OdSettings *settings)
{
  g_autoptr (GSettings) together = NULL;

  if (self->settings == NULL || settings->practice_ports[0] != 0)
    return;
  together = open_together (self);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_settings_set_string (together, texts[i].key, *(char **) G_STRUCT_MEMBER_P (settings, texts[i].offset));
  g_settings_set_string (together, "auth-mechanism", settings->login ? settings->mechanism : "none");
  if (od_settings_effective_port (settings) <= G_MAXUINT16) /* an unfinished number is not kept */
    g_settings_set_uint (together, "port", od_settings_effective_port (settings));
  g_settings_set_enum (together, "security", (int) settings->security);
  g_settings_set_enum (together, "address-family", (int) settings->family);
  g_settings_set_uint64 (together, "message-size", settings->message_size);
  g_settings_set_boolean (together, "dry-run", settings->dry_run);
  g_settings_set_boolean (together, "delivery-notice", settings->delivery_notice);
  g_settings_apply (together);
}

int
od_store_get_int (OdStore *self, const char *key, int fallback)
{
  return self->settings != NULL ? g_settings_get_int (self->settings, key) : fallback;
}

void
od_store_set_int (OdStore *self, const char *key, int value)
{
  if (self->settings != NULL)
    g_settings_set_int (self->settings, key, value);
}

gboolean
od_store_get_boolean (OdStore *self, const char *key)
{
  return self->settings != NULL && g_settings_get_boolean (self->settings, key);
}

void
od_store_set_boolean (OdStore *self, const char *key, gboolean value)
{
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, key, value);
}

char *
od_store_get_text (OdStore *self, const char *key, const char *fallback)
{
  return self->settings != NULL ? g_settings_get_string (self->settings, key) : g_strdup (fallback);
}

void
od_store_set_text (OdStore *self, const char *key, const char *value)
{
  if (self->settings != NULL)
    g_settings_set_string (self->settings, key, value);
}

static void
od_store_dispose (GObject *object)
{
  g_clear_object (&OD_STORE (object)->settings);
  G_OBJECT_CLASS (od_store_parent_class)->dispose (object);
}

static void
od_store_class_init (OdStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = od_store_dispose;
}

static void
od_store_init (OdStore *self)
{
  self->settings = open_settings ();
}

OdStore *
od_store_new (void)
{
  return g_object_new (OD_TYPE_STORE, NULL);
}
