/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* An illness of the list brought to life: its three ports, its certificates, and the settings that show it.
 * One thread; the servers have threads of their own. */

#include "od-practice.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "od-illness.h"
#include "od-script-server.h"

#define ADDRESS     "you@practice.localhost"
#define PASSWORD    "practice makes perfect"
#define HEALTHY     "@G\n@E\n@T\n@A\n@M\n@R\n@D\n@B\n@OK\n@Q"
#define HEALTHY_TLS "TLS good\n@G\n@E2\n@A\n@M\n@R\n@D\n@B\n@OK\n@Q"

static const guint nominal_ports[3] = { 25, 465, 587 };

struct _OdPractice
{
  const OdIllnessScript *illness;
  OdPracticeCertificates *certificates;
  OdScriptServer *servers[3];
  char *ca_file;
};

const GPtrArray *
od_practice_list (void)
{
  return od_illness_list ();
}

const OdIllness *
od_practice_find (const char *name)
{
  return (const OdIllness *) od_illness_find (name);
}

static OdScriptServer *
start_scripts (OdPractice *self, GPtrArray *texts, GError **error)
{
  g_autoptr (GPtrArray) scripts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < texts->len; i++)
    {
      GPtrArray *steps = od_script_parse (g_ptr_array_index (texts, i), error);
      if (!steps)
        return NULL;
      g_ptr_array_add (scripts, steps);
    }
  return od_script_server_new (scripts, self->certificates, error);
}

/* What a port does that the illness does not name. */
static OdScriptServer *
start_usual (OdPractice *self, guint port, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  if (port == 25)
    return od_script_server_new_closed (error);
  g_ptr_array_add (texts, port == 465 ? HEALTHY_TLS : HEALTHY);
  return start_scripts (self, texts, error);
}

static OdScriptServer *
start_port (OdPractice *self, guint port, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->illness->servers->len; i++)
    {
      const OdIllnessServer *server = g_ptr_array_index (self->illness->servers, i);

      if (server->port != port)
        continue;
      if (g_str_equal (server->state, "closed"))
        return od_script_server_new_closed (error);
      if (g_str_equal (server->state, "silent"))
        return od_script_server_new_silent (error);
      g_ptr_array_add (texts, server->script);
    }
  return texts->len > 0 ? start_scripts (self, texts, error) : start_usual (self, port, error);
}

static gboolean
write_authority (OdPractice *self, GError **error)
{
  const char *pem = od_practice_certificates_get_authority (self->certificates);
  int fd = g_file_open_tmp ("outbox-doctor-practice-XXXXXX.pem", &self->ca_file, error);

  return fd >= 0 && g_close (fd, error) && g_file_set_contents (self->ca_file, pem, -1, error);
}

OdPractice *
od_practice_start (const char *illness, GError **error)
{
  const OdIllnessScript *script = od_illness_find (illness);

  if (!script)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The practice server knows no illness “%s”."),
                   illness);
      return NULL;
    }

  g_autoptr (OdPractice) self = g_new0 (OdPractice, 1);
  self->illness = script;
  self->certificates = od_practice_certificates_new ();
  for (int i = 0; i < 3; i++)
    if (!(self->servers[i] = start_port (self, nominal_ports[i], error)))
      return NULL;
  return write_authority (self, error) ? g_steal_pointer (&self) : NULL;
}

void
od_practice_free (OdPractice *self)
{
  for (int i = 0; i < 3; i++)
    g_clear_pointer (&self->servers[i], od_script_server_free);
  od_practice_certificates_free (self->certificates);
  if (self->ca_file)
    g_unlink (self->ca_file);
  g_free (self->ca_file);
  g_free (self);
}

OdSettings *
od_practice_get_settings (OdPractice *self)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, ADDRESS);
  od_settings_set_text (&settings->server, self->illness->host);
  od_settings_set_text (&settings->recipients, self->illness->recipient);
  od_settings_set_text (&settings->ca_file, self->ca_file);
  settings->port = self->illness->port;
  settings->message_size = self->illness->size;
  settings->family = OD_FAMILY_IPV4;
  od_security_from_name (self->illness->security, &settings->security);
  for (int i = 0; i < 3; i++)
    settings->practice_ports[i] = od_script_server_get_port (self->servers[i]);
  return settings;
}

OdSecret *
od_practice_get_secret (OdPractice *self)
{
  return od_secret_new (PASSWORD, -1);
}
