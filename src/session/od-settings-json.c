/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Settings as a JSON object and back. Any thread. No password, no place of a file, no leave to log in without
 * encryption: none of these is ever kept. */

#include "od-settings-json.h"

#include "od-json-member.h"
#include "od-text.h"

static void
add_text (JsonObject *object, const char *member, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

JsonObject *
od_settings_to_json (const OdSettings *settings)
{
  JsonObject *object = json_object_new ();

  add_text (object, "address", settings->address);
  add_text (object, "server", settings->server);
  json_object_set_int_member (object, "port", od_settings_effective_port (settings));
  json_object_set_string_member (object, "security",
                                 od_security_name (od_settings_effective_security (settings)));
  add_text (object, "user", settings->user);
  json_object_set_boolean_member (object, "login", settings->login);
  add_text (object, "recipients", settings->recipients);
  add_text (object, "mechanism", settings->mechanism);
  json_object_set_boolean_member (object, "direct", settings->direct);
  json_object_set_boolean_member (object, "dry_run", settings->dry_run);
  json_object_set_boolean_member (object, "delivery_notice", settings->delivery_notice);
  add_text (object, "ehlo_name", settings->ehlo_name);
  json_object_set_int_member (object, "message_size", (gint64) settings->message_size);
  return object;
}

/* Settings from outside: texts are made safe, and od_settings_check() looks at them before anything is run
 * with them. */
OdSettings *
od_settings_from_json (JsonObject *object)
{
  OdSettings *settings = od_settings_new ();
  const struct
  {
    const char *member;
    char **field;
  } texts[] = {
    { "address", &settings->address },     { "server", &settings->server },
    { "user", &settings->user },           { "recipients", &settings->recipients },
    { "mechanism", &settings->mechanism }, { "ehlo_name", &settings->ehlo_name },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *safe = od_text_make_safe (od_json_member_text (object, texts[i].member), -1);
      od_settings_set_text (texts[i].field, safe);
    }
  settings->port = (guint) od_json_member_number (object, "port", 65535);
  od_security_from_name (od_json_member_text (object, "security"), &settings->security);
  settings->login = od_json_member_true (object, "login");
  settings->direct = od_json_member_true (object, "direct");
  settings->dry_run = od_json_member_true (object, "dry_run");
  settings->delivery_notice = od_json_member_true (object, "delivery_notice");
  settings->message_size = (guint64) od_json_member_number (object, "message_size", G_MAXUINT32);
  return settings;
}
