/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads facts out of what a server says about itself. Decides nothing. */

#include "od-notes.h"

#include <string.h>

static const struct
{
  const char *prefix;
  const char *kind;
} greeting_kinds[] = {
  { "* OK", "imap" }, { "* BYE", "imap" }, { "* PREAUTH", "imap" }, { "+OK", "pop" },    { "-ERR", "pop" },
  { "SSH-", "ssh" },  { "HTTP/", "http" }, { "<!DOCTYPE", "http" }, { "<html", "http" },
};

static gboolean
is_code (const char *line)
{
  return g_ascii_isdigit (line[0]) && g_ascii_isdigit (line[1]) && g_ascii_isdigit (line[2]);
}

/* A firewall that rewrites SMTP leaves stars, and of letters perhaps the 2 and 0 of the code. */
static gboolean
is_masked (const char *text)
{
  return strspn (text, "*20 ") == strlen (text) && strstr (text, "****") != NULL;
}

static gboolean
is_ftp (const char *line)
{
  g_autofree char *upper = g_ascii_strup (line, -1);

  return strstr (upper, "FTP") != NULL && strstr (upper, "SMTP") == NULL;
}

const char *
od_greeting_kind (const char *first_line)
{
  if (first_line == NULL || *first_line == '\0')
    return "none";
  for (gsize i = 0; i < G_N_ELEMENTS (greeting_kinds); i++)
    if (g_ascii_strncasecmp (first_line, greeting_kinds[i].prefix, strlen (greeting_kinds[i].prefix)) == 0)
      return greeting_kinds[i].kind;
  if (!is_code (first_line))
    return "other";
  if (is_masked (first_line + 3))
    return "masked";
  return is_ftp (first_line) ? "ftp" : "smtp";
}

void
od_note_greeting (OdEvent *event, const OdSmtpReply *reply, gpointer user_data)
{
  OdRun *run = user_data;
  g_auto (GStrv) lines = g_strsplit (reply->text, "\n", 2);

  if (lines[0] != NULL && *lines[0] != '\0')
    od_event_add_field (event, "greeting", lines[0]);
  od_event_add_field (event, "greeting.kind", od_greeting_kind (od_dialogue_get_first_line (run->dialogue)));
}

/* The word without brackets, if it is an address. */
static char *
address_in (const char *word)
{
  g_autofree char *copy = g_strdup (word);
  g_autoptr (GInetAddress) address = NULL;
  char *bare;

  g_strdelimit (copy, "[](),;", ' ');
  bare = g_strstrip (copy);
  if (g_ascii_strncasecmp (bare, "IPv6:", strlen ("IPv6:")) == 0)
    bare += strlen ("IPv6:");
  address = g_inet_address_new_from_string (bare);
  return address != NULL ? g_inet_address_to_string (address) : NULL;
}

/* The first word is the server's own name (RFC 5321 §4.1.1.1). Of several addresses the last one is what the
 * server sees: Exim repeats the name it was given, which is an address in brackets here, before it. */
char *
od_client_address (const char *greeting)
{
  g_auto (GStrv) words = g_strsplit_set (greeting != NULL ? greeting : "", " \t", -1);

  for (guint i = g_strv_length (words); i > 1; i--)
    {
      char *address = address_in (words[i - 1]);

      if (address != NULL)
        return address;
    }
  return NULL;
}

/* "XXXXXXXA" and the like: a firewall has written over the word STARTTLS. */
static gboolean
is_masked_keyword (const char *keyword)
{
  gsize crosses = strspn (keyword, "X");

  return crosses >= 4 && (keyword[crosses] == '\0' || keyword[crosses + 1] == '\0');
}

static const char *
starttls_offered (const OdSmtpCapabilities *offers)
{
  const char *const *keywords = od_smtp_capabilities_keywords (offers);

  if (od_smtp_capabilities_has (offers, "STARTTLS"))
    return "yes";
  for (; *keywords != NULL; keywords++)
    if (is_masked_keyword (*keywords))
      return "masked";
  return "no";
}

static gboolean
takes_password (const char *const *mechanisms)
{
  const char *const ours[] = { "PLAIN", "LOGIN", "CRAM-MD5", NULL };

  for (; *mechanisms != NULL; mechanisms++)
    if (g_strv_contains (ours, *mechanisms) || g_str_has_prefix (*mechanisms, "SCRAM-"))
      return TRUE;
  return FALSE;
}

static void
add_mechanisms (OdEvent *event, const OdSmtpCapabilities *offers, gboolean last)
{
  const char *const *mechanisms = od_smtp_capabilities_mechanisms (offers);

  for (guint i = 0; mechanisms[i] != NULL; i++)
    od_event_add_field (event, last ? "auth.offered" : "auth.offered.before-tls", mechanisms[i]);
  if (last)
    od_event_add_field (event, "auth.password", takes_password (mechanisms) ? "yes" : "no");
}

/* Whether STARTTLS comes next, so that another EHLO follows (RFC 3207 §4.2). */
static gboolean
is_before_tls (const OdRun *run, const OdSmtpCapabilities *offers)
{
  return run->security == OD_SECURITY_STARTTLS && !od_run_is_encrypted (run) &&
         (!run->settings->direct || od_smtp_capabilities_has (offers, "STARTTLS"));
}

void
od_note_offers (OdEvent *event, const OdSmtpReply *reply, gpointer user_data)
{
  OdRun *run = user_data;
  g_autoptr (OdSmtpCapabilities) offers = NULL;
  g_autofree char *client = NULL;

  od_event_add_field (event, "ehlo.name", run->ehlo_name);
  if (reply->code != 250)
    return;
  offers = od_smtp_capabilities_new (reply);
  client = od_client_address (od_smtp_capabilities_greeting (offers));
  if (client != NULL)
    od_event_add_field (event, "client.address", client);
  if (!od_run_is_encrypted (run))
    od_event_add_field (event, "starttls.offered", starttls_offered (offers));
  for (const char *const *word = od_smtp_capabilities_keywords (offers); *word != NULL; word++)
    od_event_add_field (event, "offers", *word);
  if (od_smtp_capabilities_size_limit (offers) > 0)
    od_event_add_number (event, "size.limit",
                         (gint64) MIN (od_smtp_capabilities_size_limit (offers), G_MAXINT64));
  add_mechanisms (event, offers, !is_before_tls (run, offers));
}
