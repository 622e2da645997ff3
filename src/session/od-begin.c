/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The first event of a run: what was asked for, as facts; of the password only its form is told. And the name
 * this computer gives itself. Worker thread. */

#include <string.h>

#include "od-run.h"

static void
add_recipients (OdEvent *event, const OdRun *run)
{
  const OdAddress *first = g_ptr_array_index (run->recipients, 0);

  od_event_add_field (event, "recipient.self", od_address_equal (first, run->sender) ? "yes" : "no");
  if (run->recipients->len > 1)
    return;
  od_event_add_field (event, "recipient", first->mailbox);
  od_event_add_field (event, "recipient.domain", first->domain);
}

/* How the user name is written, compared with the address. */
static const char *
user_form (const OdRun *run, const char *user)
{
  g_autoptr (OdAddress) as_address = od_address_parse (user, NULL);

  if (as_address != NULL)
    return "email";
  return g_ascii_strcasecmp (user, run->sender->local_part) == 0 ? "local-part" : "other";
}

/* App passwords come as 16 letters, or in groups of four: "abcd efgh ijkl mnop", "abcd-efgh-ijkl-mnop". */
static gboolean
is_app_like (const char *password)
{
  guint letters = 0;

  for (; *password != '\0'; password++)
    {
      gboolean between = letters > 0 && letters % 4 == 0 && (*password == ' ' || *password == '-');

      if (g_ascii_islower (*password))
        letters++;
      else if (!between)
        return FALSE;
    }
  return letters == 16;
}

static const char *
password_form (const char *password)
{
  gsize length = strlen (password);

  if (length == 0)
    return "empty";
  if (g_ascii_isspace (password[0]) || g_ascii_isspace (password[length - 1]))
    return "edge-spaces";
  if (!g_str_is_ascii (password))
    return "not-ascii";
  return is_app_like (password) ? "app-like" : "plain";
}

static void
add_login (OdEvent *event, const OdRun *run)
{
  const char *user = od_settings_effective_user (run->settings);

  if (!od_run_wants_login (run))
    {
      od_event_add_field (event, "user.form", "none");
      return;
    }
  od_event_add_field (event, "user", user);
  od_event_add_field (event, "user.form", user_form (run, user));
  if (!run->settings->token && run->secret != NULL)
    od_event_add_field (event, "password.form", password_form (od_secret_peek (run->secret)));
  od_event_add_field (event, "auth.wanted",
                      *run->settings->mechanism != '\0' ? run->settings->mechanism : "auto");
}

static void
add_server (OdEvent *event, const OdRun *run)
{
  if (!run->settings->direct)
    {
      od_event_add_field (event, "server", run->host);
      od_event_add_field (event, "server.literal", od_host_is_address (run->host) ? "yes" : "no");
    }
  od_event_add_number (event, "port", run->port);
  od_event_add_field (event, "security", od_security_name (run->security));
  if (*run->settings->ca_file != '\0')
    od_event_add_field (event, "ca-file", "yes");
  if (*run->settings->program != '\0')
    od_event_add_field (event, "program", run->settings->program);
}

void
od_run_record_begin (OdRun *self)
{
  OdEvent *event = od_run_event (self, OD_EVENT_STEP, OD_STAGE_NONE, "begin", self->sender->mailbox);

  od_event_add_field (event, "mode", self->settings->direct ? "direct" : "submission");
  od_event_add_field (event, "dry-run", self->settings->dry_run ? "yes" : "no");
  if (self->settings->practice_ports[0] != 0 || self->settings->practice_ports[1] != 0 ||
      self->settings->practice_ports[2] != 0)
    od_event_add_field (event, "practice", "yes");
  od_event_add_field (event, "address", self->sender->mailbox);
  od_event_add_field (event, "address.domain", self->sender->domain);
  od_event_add_field (event, "address.local", self->sender->local_part);
  add_recipients (event, self);
  add_server (event, self);
  add_login (event, self);
  od_recorder_take (self->recorder, event);
}

char *
od_run_own_name (const OdRun *self)
{
  g_autoptr (GSocketAddress) local = g_socket_get_local_address (self->socket, NULL);
  GInetAddress *address;
  g_autofree char *text = NULL;

  if (*self->settings->ehlo_name != '\0')
    return g_strdup (self->settings->ehlo_name);
  if (local == NULL || !G_IS_INET_SOCKET_ADDRESS (local))
    return g_strdup ("[127.0.0.1]");
  address = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (local));
  text = g_inet_address_to_string (address);
  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV6)
    return g_strdup_printf ("[IPv6:%.*s]", (int) strcspn (text, "%"), text);
  return g_strdup_printf ("[%s]", text);
}
