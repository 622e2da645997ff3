/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Builds command lines of checked parts; all of them go through command_new(), which lets no control
 * character through (SECURITY.md row 13). Any thread. It sends nothing and knows no order of commands. */

#include "od-smtp-command.h"

#include "od-mask.h"
#include "od-secret.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_COMMAND     512   /* with CRLF, RFC 5321 §4.5.3.1.4 */
#define MAX_AUTH_LINE   12288 /* with CRLF, RFC 4954 §4 */
#define MAX_MECHANISM   20    /* RFC 4422 §3.1 */
#define MAX_ENVELOPE_ID 100   /* RFC 3461 §4.4 */

G_DEFINE_QUARK (od - smtp - command - error - quark, od_smtp_command_error)

static gboolean
fail_forbidden (GError **error)
{
  g_set_error_literal (error, OD_SMTP_COMMAND_ERROR, OD_SMTP_COMMAND_ERROR_FORBIDDEN,
                       _ ("A setting is empty or contains a character that must not be sent to the server."));
  return FALSE;
}

static gboolean
has_control (const char *line)
{
  if (!g_utf8_validate (line, -1, NULL))
    return TRUE;
  for (const char *p = line; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
check_line (const char *line, gsize max, GError **error)
{
  if (has_control (line))
    return fail_forbidden (error);
  if (strlen (line) + 2 <= max)
    return TRUE;
  g_set_error_literal (error, OD_SMTP_COMMAND_ERROR, OD_SMTP_COMMAND_ERROR_TOO_LONG,
                       _ ("A setting is too long to be sent to the server."));
  return FALSE;
}

/* The one way to a command. Takes @line; @shown is NULL unless the line is secret. */
static OdSmtpCommand *
command_new (char *line, const char *shown, gsize max, GError **error)
{
  if (!check_line (line, max, error))
    {
      od_secret_wipe_free (line);
      return NULL;
    }
  OdSmtpCommand *self = g_new0 (OdSmtpCommand, 1);
  self->shown = g_strdup (shown != NULL ? shown : line);
  self->secret = shown != NULL;
  self->line = line;
  return self;
}

static OdSmtpCommand *
command_new_plain (const char *line)
{
  return command_new (g_strdup (line), NULL, MAX_COMMAND, NULL);
}

void
od_smtp_command_free (OdSmtpCommand *self)
{
  if (self->secret)
    od_secret_wipe_free (self->line);
  else
    g_free (self->line);
  g_free (self->shown);
  g_free (self);
}

/* One word of printable ASCII without spaces. */
static gboolean
is_word (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;
  return *text != '\0';
}

static OdSmtpCommand *
hello_new (const char *verb, const char *name, GError **error)
{
  if (!is_word (name))
    {
      fail_forbidden (error);
      return NULL;
    }
  return command_new (g_strconcat (verb, " ", name, NULL), NULL, MAX_COMMAND, error);
}

OdSmtpCommand *
od_smtp_command_new_ehlo (const char *name, GError **error)
{
  return hello_new ("EHLO", name, error);
}

OdSmtpCommand *
od_smtp_command_new_helo (const char *name, GError **error)
{
  return hello_new ("HELO", name, error);
}

/* sasl-mech of RFC 4422 §3.1; lower case is let through, since some servers offer names so. */
static gboolean
is_mechanism (const char *name)
{
  gsize length = strlen (name);
  if (length == 0 || length > MAX_MECHANISM)
    return FALSE;
  for (const char *p = name; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
      return FALSE;
  return TRUE;
}

/* Base64, and "=" for an empty initial response (RFC 4954 §4). Wipe it. */
static char *
encode_bytes (GBytes *bytes)
{
  gsize length = 0;
  gconstpointer data = g_bytes_get_data (bytes, &length);
  return length == 0 ? g_strdup ("") : g_base64_encode (data, length);
}

gboolean
od_smtp_command_initial_response_fits (const char *mechanism, GBytes *initial_response)
{
  gsize encoded = (g_bytes_get_size (initial_response) + 2) / 3 * 4;
  return strlen ("AUTH ") + strlen (mechanism) + 1 + MAX (encoded, 1) + 2 <= MAX_COMMAND;
}

OdSmtpCommand *
od_smtp_command_new_auth (const char *mechanism, GBytes *initial_response, GError **error)
{
  if (!is_mechanism (mechanism))
    {
      fail_forbidden (error);
      return NULL;
    }
  if (initial_response == NULL)
    return command_new (g_strconcat ("AUTH ", mechanism, NULL), NULL, MAX_COMMAND, error);
  if (g_bytes_get_size (initial_response) == 0)
    return command_new (g_strconcat ("AUTH ", mechanism, " =", NULL), NULL, MAX_COMMAND, error);
  char *encoded = encode_bytes (initial_response);
  char *line = g_strconcat ("AUTH ", mechanism, " ", encoded, NULL);
  od_secret_wipe_free (encoded);
  g_autofree char *shown = g_strconcat ("AUTH ", mechanism, " " OD_MASK_TEXT, NULL);
  return command_new (line, shown, MAX_COMMAND, error);
}

OdSmtpCommand *
od_smtp_command_new_auth_response (GBytes *response, GError **error)
{
  if (response == NULL)
    return command_new_plain ("*");
  if (g_bytes_get_size (response) == 0)
    return command_new_plain ("");
  return command_new (encode_bytes (response), OD_MASK_TEXT, MAX_AUTH_LINE, error);
}

/* xtext of RFC 3461 §4: printable ASCII but "+" and "=" as it is, the space and those two as "+XX". */
static gboolean
append_xtext (GString *line, const char *text, GError **error)
{
  if (*text == '\0' || strlen (text) > MAX_ENVELOPE_ID)
    return fail_forbidden (error);
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!g_ascii_isprint (*p))
        return fail_forbidden (error);
      if (*p == ' ' || *p == '+' || *p == '=')
        g_string_append_printf (line, "+%02X", (guint) (guchar) *p);
      else
        g_string_append_c (line, *p);
    }
  return TRUE;
}

static gboolean
append_mail_parameters (GString *line, const OdSmtpMailParameters *parameters, GError **error)
{
  if (parameters->size > 0)
    g_string_append_printf (line, " SIZE=%" G_GUINT64_FORMAT, parameters->size);
  if (parameters->eight_bit)
    g_string_append (line, " BODY=8BITMIME");
  if (parameters->smtputf8)
    g_string_append (line, " SMTPUTF8");
  if (parameters->return_headers)
    g_string_append (line, " RET=HDRS");
  if (parameters->envelope_id == NULL)
    return TRUE;
  g_string_append (line, " ENVID=");
  return append_xtext (line, parameters->envelope_id, error);
}

OdSmtpCommand *
od_smtp_command_new_mail (const OdAddress *sender, const OdSmtpMailParameters *parameters, GError **error)
{
  g_autoptr (GString) line = g_string_new ("MAIL FROM:<");
  if (sender != NULL)
    g_string_append (line, sender->mailbox);
  g_string_append_c (line, '>');
  if (parameters != NULL && !append_mail_parameters (line, parameters, error))
    return NULL;
  return command_new (g_strdup (line->str), NULL, MAX_COMMAND, error);
}

/* RFC 3461 §4.1: NEVER alone, or others in a list. */
static gboolean
is_notify (const char *notify)
{
  static const char *const allowed[] = { "SUCCESS", "FAILURE", "DELAY", NULL };
  if (g_str_equal (notify, "NEVER"))
    return TRUE;
  g_auto (GStrv) words = g_strsplit (notify, ",", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_strv_contains (allowed, words[i]))
      return FALSE;
  return words[0] != NULL;
}

OdSmtpCommand *
od_smtp_command_new_rcpt (const OdAddress *recipient, const char *notify, GError **error)
{
  if (notify != NULL && !is_notify (notify))
    {
      fail_forbidden (error);
      return NULL;
    }
  char *line = g_strconcat ("RCPT TO:<", recipient->mailbox, ">", notify != NULL ? " NOTIFY=" : "",
                            notify != NULL ? notify : "", NULL);
  return command_new (line, NULL, MAX_COMMAND, error);
}

OdSmtpCommand *
od_smtp_command_new_starttls (void)
{
  return command_new_plain ("STARTTLS");
}

OdSmtpCommand *
od_smtp_command_new_data (void)
{
  return command_new_plain ("DATA");
}

OdSmtpCommand *
od_smtp_command_new_rset (void)
{
  return command_new_plain ("RSET");
}

OdSmtpCommand *
od_smtp_command_new_noop (void)
{
  return command_new_plain ("NOOP");
}

OdSmtpCommand *
od_smtp_command_new_quit (void)
{
  return command_new_plain ("QUIT");
}
