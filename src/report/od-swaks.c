/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Options of swaks 20201014 and newer, one function a topic. Facts of the run come before settings, since
 * they went through the recorder and are masked. Pure; any thread. */

#include "od-swaks.h"

#include <string.h>

#include "od-text.h"

/* The fact, else @otherwise; "" where there is neither. */
static const char *
fact_or (const OdResult *result, const char *name, const char *otherwise)
{
  const char *value = od_facts_get (result->facts, name);

  return value ? value : otherwise ? otherwise : "";
}

char *
od_shell_word (const char *word)
{
  static const char *const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+:,./_-";

  if (*word != '\0' && strspn (word, plain) == strlen (word))
    return g_strdup (word);
  return g_shell_quote (word);
}

/* A value that looks like an option is tied to its own by "=". */
static void
add_option (GString *command, const char *option, const char *value)
{
  g_autofree char *safe = od_text_make_safe (value, -1);
  g_autofree char *word = od_shell_word (safe);

  g_string_append_printf (command, " \\\n  %s%c%s", option, *safe == '-' ? '=' : ' ', word);
}

static void
add_flag (GString *command, const char *flag)
{
  g_string_append_printf (command, " \\\n  %s", flag);
}

static gboolean
is_practice (const OdResult *result)
{
  const guint *ports = result->settings->practice_ports;

  return ports[0] != 0 || ports[1] != 0 || ports[2] != 0;
}

static guint
port_of (const OdResult *result)
{
  guint own = od_settings_effective_port (result->settings);
  const char *fact = od_facts_get (result->facts, "port");
  guint port = fact ? (guint) g_ascii_strtoull (fact, NULL, 10) : own;
  const guint *practice = result->settings->practice_ports;

  if (is_practice (result))
    return port == 25 ? practice[0] : port == 465 ? practice[1] : practice[2];
  return port;
}

/* The name that was connected to: the server named, else the first mail exchanger. */
static const char *
server_of (const OdResult *result)
{
  return fact_or (result, "server", fact_or (result, "mx.host", result->settings->server));
}

static void
add_server (GString *command, const OdResult *result)
{
  const char *server = is_practice (result) ? "127.0.0.1" : server_of (result);
  g_autofree char *port = g_strdup_printf ("%u", port_of (result));
  g_autofree char *in_brackets = strchr (server, ':') ? g_strdup_printf ("[%s]", server) : NULL;

  if (*server)
    add_option (command, "--server", in_brackets ? in_brackets : server);
  add_option (command, "--port", port);
  if (result->settings->family == OD_FAMILY_IPV4)
    add_flag (command, "-4");
  if (result->settings->family == OD_FAMILY_IPV6)
    add_flag (command, "-6");
}

static gboolean
is_encrypted (const OdResult *result)
{
  const char *own = od_security_name (od_settings_effective_security (result->settings));

  return !g_str_equal (fact_or (result, "security", own), "none");
}

static void
add_file (GString *command, const char *option, const char *path)
{
  if (*path == '\0')
    return;
  g_autofree char *name = g_path_get_basename (path);
  add_option (command, option, name);
}

/* Certificates are verified: without that a login would go to whoever answers. */
static void
add_encryption (GString *command, const OdResult *result)
{
  const OdSettings *settings = result->settings;
  const char *own = od_security_name (od_settings_effective_security (settings));
  const char *server = server_of (result);

  if (!is_encrypted (result))
    return;
  add_flag (command, g_str_equal (fact_or (result, "security", own), "tls") ? "--tls-on-connect" : "--tls");
  add_flag (command, "--tls-verify");
  if (*server && !od_host_is_address (server))
    add_option (command, "--tls-sni", server);
  add_file (command, "--tls-ca-path", settings->ca_file);
  add_file (command, "--tls-cert", settings->client_certificate);
  add_file (command, "--tls-key", settings->client_certificate);
}

/* All recipients that were to be given, joined by commas. */
static char *
recipients_of (const OdResult *result)
{
  g_autoptr (GPtrArray) all = od_settings_parse_recipients (result->settings, NULL);
  GString *joined = g_string_new (NULL);

  for (guint i = 0; all && all->len > 1 && i < all->len; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? "," : "", ((OdAddress *) all->pdata[i])->mailbox);
  if (joined->len == 0)
    g_string_append (joined, fact_or (result, "recipient", fact_or (result, "address", NULL)));
  return g_string_free (joined, FALSE);
}

static void
add_envelope (GString *command, const OdResult *result)
{
  const char *name = fact_or (result, "ehlo.name", result->settings->ehlo_name);
  const char *from = fact_or (result, "address", result->settings->address);
  g_autofree char *to = recipients_of (result);

  if (*name)
    add_option (command, "--ehlo", name);
  if (*from)
    add_option (command, "--from", from);
  if (*to)
    add_option (command, "--to", to);
}

static gboolean
has_value (const OdResult *result, const char *name, const char *value)
{
  const GPtrArray *values = od_facts_values (result->facts, name);

  for (guint i = 0; values && i < values->len; i++)
    if (g_ascii_strcasecmp (((OdFact *) values->pdata[i])->value, value) == 0)
      return TRUE;
  return FALSE;
}

/* The mechanism that swaks can repeat the login with; NULL: none. */
static const char *
mechanism_of (const OdResult *result)
{
  static const char *const known[] = { "PLAIN", "LOGIN", "CRAM-MD5" };
  const char *used = fact_or (result, "auth.used", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (known[i], used) == 0)
      return known[i];
  if (!g_str_has_prefix (used, "SCRAM-"))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (has_value (result, "auth.offered", known[i]))
      return known[i];
  return NULL;
}

static gboolean
login_was_begun (const OdResult *result)
{
  return od_facts_has (result->facts, "sent.auth");
}

/* Whether the command may log in: the run did, and the password is not sent in the clear. */
static gboolean
repeats_login (const OdResult *result)
{
  return login_was_begun (result) && is_encrypted (result) && mechanism_of (result);
}

static gboolean
reached (const OdResult *result, OdStage stage)
{
  guint length = od_transcript_get_length (result->transcript);

  for (guint i = 0; i < length; i++)
    if (od_transcript_get_event (result->transcript, i)->stage == stage)
      return TRUE;
  return FALSE;
}

/* Where the command must stop, so that it does no more than the run did; NULL: it goes to the end. */
static const char *
stop_of (const OdResult *result)
{
  if (!repeats_login (result) && (login_was_begun (result) || !reached (result, OD_STAGE_MAIL)))
    return is_encrypted (result) && !reached (result, OD_STAGE_EHLO) ? "TLS" : "HELO";
  return g_str_equal (fact_or (result, "dry-run", "no"), "yes") ? "RCPT" : NULL;
}

static void
add_login (GString *command, const OdResult *result)
{
  if (!repeats_login (result))
    return;
  add_option (command, "--auth", mechanism_of (result));
  add_option (command, "--auth-user", fact_or (result, "user", NULL));
  add_flag (command, "--protect-prompt");
  add_flag (command, "--auth-hide-password");
}

char *
od_swaks_command (const OdResult *result)
{
  g_autofree char *to = recipients_of (result);
  const char *stop = stop_of (result);
  GString *command;

  if (*server_of (result) == '\0' && *to == '\0')
    return NULL;
  command = g_string_new ("swaks");
  add_server (command, result);
  add_encryption (command, result);
  add_envelope (command, result);
  add_login (command, result);
  if (stop)
    add_option (command, "--quit-after", stop);
  return g_string_free (command, FALSE);
}

static void
add_remark (GPtrArray *remarks, gboolean holds, const char *remark)
{
  if (holds)
    g_ptr_array_add (remarks, g_strdup (remark));
}

char **
od_swaks_remarks (const OdResult *result)
{
  GPtrArray *remarks = g_ptr_array_new ();
  const char *used = fact_or (result, "auth.used", NULL);
  const char *mechanism = mechanism_of (result);

  add_remark (remarks, repeats_login (result), "swaks asks for the password; it is not part of this letter.");
  add_remark (remarks, mechanism && g_ascii_strcasecmp (mechanism, used) != 0,
              "The run logged in by a SCRAM mechanism; the command uses another one that the server offers.");
  add_remark (remarks, login_was_begun (result) && !mechanism,
              "swaks does not know the login mechanism of the run; the command stops before the login.");
  add_remark (remarks, login_was_begun (result) && mechanism && !is_encrypted (result),
              "The connection was not encrypted; the command stops before the login.");
  add_remark (remarks, is_encrypted (result),
              "Some versions of swaks do not compare the host name with the certificate.");
  add_remark (remarks, *result->settings->ca_file || *result->settings->client_certificate,
              "Files with certificates are named without their folder.");
  add_remark (remarks, is_practice (result),
              "The run was against the practice server, which is there only while the program practises.");
  if (result->settings->message_size > 0)
    g_ptr_array_add (remarks, g_strdup_printf ("The test message had %" G_GUINT64_FORMAT
                                               " octets; attach a file of that size with --attach.",
                                               result->settings->message_size));
  g_ptr_array_add (remarks, NULL);
  return (char **) g_ptr_array_free (remarks, FALSE);
}
