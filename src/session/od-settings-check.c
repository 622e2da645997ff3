/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether settings are such that a run can begin: one small check a field, in the order a person meets them.
 * Reads the CA file, asks nobody. Any thread. */

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "od-message.h"
#include "od-sasl.h"
#include "od-settings.h"
#include "od-smtp-command.h"

#define MAX_RECIPIENTS 10
#define MAX_CA_FILE    (1024 * 1024)
#define MAX_USER       512

typedef gboolean (*Check) (const OdSettings *self, GError **error);

static gboolean G_GNUC_PRINTF (2, 3) refuse (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_propagate_error (error, g_error_new_valist (OD_SETTINGS_ERROR, OD_SETTINGS_ERROR_FIELD, format, args));
  va_end (args);
  return FALSE;
}

static gboolean
has_controls (const char *text)
{
  for (; *text != '\0'; text++)
    if (g_ascii_iscntrl (*text))
      return TRUE;
  return FALSE;
}

static gboolean
check_address (const OdSettings *self, GError **error)
{
  g_autoptr (OdAddress) address = od_address_parse (self->address, error);

  return address != NULL;
}

static gboolean
check_server (const OdSettings *self, GError **error)
{
  g_autofree char *typed = g_strstrip (g_strdup (self->server));
  g_autofree char *host = NULL;

  if (self->direct)
    return TRUE;
  if (*typed == '\0')
    return refuse (error, _ ("Please enter the name of the server that sends your mail, such as %s."),
                   "smtp.example.org");
  host = od_host_parse (self->server, error);
  return host != NULL;
}

static gboolean
check_port (const OdSettings *self, GError **error)
{
  if (self->port <= G_MAXUINT16)
    return TRUE;
  return refuse (error, _ ("The port must be a number from 1 to 65535. Usual are 465 and 587."));
}

static gboolean
check_user (const OdSettings *self, GError **error)
{
  if (has_controls (self->user))
    return refuse (error, _ ("The user name holds a line break or another character that cannot be sent."));
  if (strlen (self->user) > MAX_USER)
    return refuse (error, _ ("The user name is too long."));
  return TRUE;
}

/* One connection leads to the mail exchanger of one domain. */
static gboolean
same_domain (GPtrArray *recipients)
{
  const OdAddress *first = g_ptr_array_index (recipients, 0);

  for (guint i = 1; i < recipients->len; i++)
    {
      const OdAddress *other = g_ptr_array_index (recipients, i);

      if (!g_str_equal (first->ascii_domain, other->ascii_domain))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_recipients (const OdSettings *self, GError **error)
{
  g_autoptr (GPtrArray) recipients = od_settings_parse_recipients (self, error);

  if (recipients == NULL)
    return FALSE;
  if (recipients->len > MAX_RECIPIENTS)
    return refuse (error,
                   ngettext ("One check can have %d recipient at most.",
                             "One check can have %d recipients at most.", MAX_RECIPIENTS),
                   MAX_RECIPIENTS);
  if (self->direct && !same_domain (recipients))
    return refuse (error, _ ("When a mail goes directly to the recipient's server, all recipients must have "
                             "the same part after the @."));
  return TRUE;
}

static gboolean
check_mechanism (const OdSettings *self, GError **error)
{
  if (*self->mechanism == '\0' || g_ascii_strcasecmp (self->mechanism, "auto") == 0)
    return TRUE;
  if (od_sasl_is_known (self->mechanism))
    return TRUE;
  return refuse (error, _ ("This login method is not known here. “auto” chooses the safest one by itself."));
}

static gboolean
check_ehlo_name (const OdSettings *self, GError **error)
{
  g_autoptr (OdSmtpCommand) command = NULL;

  if (*self->ehlo_name == '\0')
    return TRUE;
  command = od_smtp_command_new_ehlo (self->ehlo_name, NULL);
  if (command != NULL)
    return TRUE;
  return refuse (error, _ ("The name this computer is to give must be a host name, without spaces."));
}

static gboolean
check_size (const OdSettings *self, GError **error)
{
  g_autofree char *most = NULL;

  if (self->message_size <= OD_MESSAGE_MAX_SIZE)
    return TRUE;
  most = g_format_size_full (OD_MESSAGE_MAX_SIZE, G_FORMAT_SIZE_IEC_UNITS);
  return refuse (error, _ ("The test message can have %s at most."), most);
}

static gboolean
check_pem_file (const char *path, const char *marker, GError **error)
{
  g_autofree char *contents = NULL;
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return refuse (error, _ ("The file “%s” cannot be read: %s"), path, g_strerror (errno));
  if (!S_ISREG (status.st_mode) || status.st_size > MAX_CA_FILE)
    return refuse (error, _ ("“%s” is not a certificate file."), path);
  if (!g_file_get_contents (path, &contents, NULL, NULL))
    return refuse (error, _ ("The file “%s” cannot be read: %s"), path, g_strerror (errno));
  if (strstr (contents, marker) == NULL)
    return refuse (error, _ ("“%s” holds no certificate in PEM form."), path);
  return TRUE;
}

static gboolean
check_files (const OdSettings *self, GError **error)
{
  if (*self->ca_file != '\0' && !check_pem_file (self->ca_file, "-----BEGIN CERTIFICATE-----", error))
    return FALSE;
  return *self->client_certificate == '\0' ||
         check_pem_file (self->client_certificate, "-----BEGIN CERTIFICATE-----", error);
}

static gboolean
check_message (const OdSettings *self, GError **error)
{
  if (!has_controls (self->subject))
    return TRUE;
  return refuse (error, _ ("The subject of the test message must be one line."));
}

static const struct
{
  OdField field;
  Check check;
} checks[] = {
  { OD_FIELD_ADDRESS, check_address },
  { OD_FIELD_SERVER, check_server },
  { OD_FIELD_PORT, check_port },
  { OD_FIELD_USER, check_user },
  { OD_FIELD_RECIPIENT, check_recipients },
  { OD_FIELD_SIZE, check_size },
  { OD_FIELD_AUTH, check_mechanism },
  { OD_FIELD_EHLO_NAME, check_ehlo_name },
  { OD_FIELD_CA_FILE, check_files },
  { OD_FIELD_NONE, check_message },
};

gboolean
od_settings_check (const OdSettings *self, OdField *field, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (checks); i++)
    {
      if (checks[i].check (self, error))
        continue;
      if (field != NULL)
        *field = checks[i].field;
      return FALSE;
    }
  return TRUE;
}
