/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the command line by GOption and fills settings; what is left open comes from the provider table. Main
 * thread. */

#include "od-cli-options.h"

#include <glib/gi18n-lib.h>

#include "od-discover.h"
#include "od-fact-list.h"
#include "od-knowledge.h"
#include "od-saved-account.h"
#include "od-third-party.h"

/* As GOption leaves them. */
typedef struct
{
  char *server, *port, *security, *user, *auth, *ca, *ehlo_name, *size, *read_file, *save_file, *letter_file,
      *illness;
  char *client_certificate, *consent, *account, *save_account, *sign_in, *client_id;
  char **to, **answers, **rest;
  gboolean no_probes, dry_run, direct, json, remember, keyring, no_login, notice, ipv4, ipv6, token,
      allow_plain_login, practice, version, store_password, by_code;
  int password_fd, client_secret_fd, hurry;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->server);
  g_free (words->port);
  g_free (words->security);
  g_free (words->user);
  g_free (words->auth);
  g_free (words->ca);
  g_free (words->client_certificate);
  g_free (words->ehlo_name);
  g_free (words->size);
  g_free (words->read_file);
  g_free (words->save_file);
  g_free (words->letter_file);
  g_free (words->illness);
  g_free (words->consent);
  g_free (words->account);
  g_free (words->save_account);
  g_free (words->sign_in);
  g_free (words->client_id);
  g_strfreev (words->answers);
  g_strfreev (words->to);
  g_strfreev (words->rest);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

static gboolean
take_practice (const char *option, const char *value, gpointer data, GError **error)
{
  Words *words = data;

  words->practice = TRUE;
  g_free (words->illness);
  words->illness = g_strdup (value);
  return TRUE;
}

static gboolean
parse_words (Words *words, int argc, char **argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "server", 's', 0, G_OPTION_ARG_STRING, &words->server, N_ ("The outgoing mail server"), N_ ("HOST") },
    { "port", 'p', 0, G_OPTION_ARG_STRING, &words->port, N_ ("Its port: 465, 587, 25 …"), N_ ("NUMBER") },
    { "security", 0, 0, G_OPTION_ARG_STRING, &words->security, N_ ("Encryption: auto, tls, starttls or none"),
      N_ ("KIND") },
    { "user", 'u', 0, G_OPTION_ARG_STRING, &words->user, N_ ("User name, if it is not the address"),
      N_ ("NAME") },
    { "to", 't', 0, G_OPTION_ARG_STRING_ARRAY, &words->to,
      N_ ("Recipient of the test message, by default yourself"), N_ ("ADDRESS") },
    { "auth", 0, 0, G_OPTION_ARG_STRING, &words->auth,
      N_ ("Login mechanism, by default the strongest offered"), N_ ("MECHANISM") },
    { "no-login", 0, 0, G_OPTION_ARG_NONE, &words->no_login, N_ ("Send without a login"), NULL },
    { "token", 0, 0, G_OPTION_ARG_NONE, &words->token,
      N_ ("What is given as the password is an OAuth 2 token"), NULL },
    { "sign-in", 0, 0, G_OPTION_ARG_STRING, &words->sign_in,
      N_ ("Get the token by signing in on the web page of google, microsoft, yahoo or another service"),
      N_ ("SERVICE") },
    { "client-id", 0, 0, G_OPTION_ARG_STRING, &words->client_id,
      N_ ("With --sign-in: the client id that you have there"), N_ ("ID") },
    { "client-secret-fd", 0, 0, G_OPTION_ARG_INT, &words->client_secret_fd,
      N_ ("With --sign-in: read the client secret from this file descriptor"), N_ ("N") },
    { "by-code", 0, 0, G_OPTION_ARG_NONE, &words->by_code,
      N_ ("With --sign-in: by a code that is typed on any device"), NULL },
    { "password-fd", 0, 0, G_OPTION_ARG_INT, &words->password_fd,
      N_ ("Read the password from this file descriptor"), N_ ("N") },
    { "keyring", 0, 0, G_OPTION_ARG_NONE, &words->keyring,
      N_ ("Take the password from the keyring of the desktop"), NULL },
    { "account", 'a', 0, G_OPTION_ARG_STRING, &words->account, N_ ("Use the account saved under this name"),
      N_ ("NAME") },
    { "save-account", 0, 0, G_OPTION_ARG_STRING, &words->save_account,
      N_ ("Save these settings under this name, without the password"), N_ ("NAME") },
    { "store-password", 0, 0, G_OPTION_ARG_NONE, &words->store_password,
      N_ ("With --save-account: keep the password in the keyring of the desktop"), NULL },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME, &words->ca,
      N_ ("Trust the certificates in this PEM file for this run"), N_ ("FILE") },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &words->client_certificate,
      N_ ("Log in with this certificate and key (PEM)"), N_ ("FILE") },
    { "dry-run", 'n', 0, G_OPTION_ARG_NONE, &words->dry_run, N_ ("Check everything, send nothing"), NULL },
    { "direct", 0, 0, G_OPTION_ARG_NONE, &words->direct,
      N_ ("Deliver directly to the recipient’s server on port 25"), NULL },
    { "size", 0, 0, G_OPTION_ARG_STRING, &words->size,
      N_ ("Size of the test message, as in 500000, 500k or 10M"), N_ ("OCTETS") },
    { "notice", 0, 0, G_OPTION_ARG_NONE, &words->notice, N_ ("Ask for a delivery notice"), NULL },
    { "ehlo-name", 0, 0, G_OPTION_ARG_STRING, &words->ehlo_name, N_ ("How this computer introduces itself"),
      N_ ("NAME") },
    { "ipv4", '4', 0, G_OPTION_ARG_NONE, &words->ipv4, N_ ("Use IPv4 only"), NULL },
    { "ipv6", '6', 0, G_OPTION_ARG_NONE, &words->ipv6, N_ ("Use IPv6 only"), NULL },
    { "allow-plain-login", 0, 0, G_OPTION_ARG_NONE, &words->allow_plain_login,
      N_ ("Let everybody on the way read the password, in this one run"), NULL },
    { "no-probes", 0, 0, G_OPTION_ARG_NONE, &words->no_probes, N_ ("Do not test the possible causes"), NULL },
    { "consent", 0, 0, G_OPTION_ARG_STRING, &words->consent,
      N_ ("Others who may be asked, too: control-host, block-list, portal, or all"), N_ ("KIND,…") },
    { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->answers,
      N_ ("Answer a question of an earlier run, as in webmail-login=yes"), N_ ("NAME=yes|no") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &words->json, N_ ("Print the result as JSON"), NULL },
    { "save", 0, 0, G_OPTION_ARG_FILENAME, &words->save_file, N_ ("Save the result as JSON in this file"),
      N_ ("FILE") },
    { "remember", 0, 0, G_OPTION_ARG_NONE, &words->remember,
      N_ ("Keep the result in the history on this computer, to compare with later"), NULL },
    { "letter", 0, 0, G_OPTION_ARG_FILENAME, &words->letter_file,
      N_ ("Write a letter to support into this file (.txt, .md or .html)"), N_ ("FILE") },
    { "read", 0, 0, G_OPTION_ARG_FILENAME, &words->read_file,
      N_ ("Diagnose a saved result again, without any network"), N_ ("FILE") },
    { "practice", 0, G_OPTION_FLAG_OPTIONAL_ARG, G_OPTION_ARG_CALLBACK, take_practice,
      N_ ("Examine the practice server; without a name: the list of its illnesses"), N_ ("NAME") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &words->version, N_ ("Print the version"), NULL },
    { "hurry", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_INT, &words->hurry, NULL, NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &words->rest, NULL, N_ ("ADDRESS") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GOptionGroup) group = g_option_group_new ("check", NULL, NULL, words, NULL);

  g_option_group_add_entries (group, entries);
  g_option_group_set_translation_domain (group, GETTEXT_PACKAGE);
  g_option_context_set_main_group (context, g_steal_pointer (&group));
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_summary (context, N_ ("Sends a test message the way a mail program does, shows what "
                                             "happens, and says what is the matter."));
  g_option_context_set_description (
      context, N_ ("Further commands, each with a --help of its own:\n"
                   "  outbox-check explain [TEXT | FILE… | -]  what an error or a bounced mail means\n"
                   "  outbox-check accounts                    saved accounts, and those of mail programs\n"
                   "  outbox-check discover ADDRESS            the server for an address\n"
                   "  outbox-check codes [CODE | WORD…]        what the codes of mail servers mean\n"
                   "  outbox-check history [compare N | …]     earlier runs, and what differs from them"));
  return g_option_context_parse (context, &argc, &argv, error);
}

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_clear_error (error);
  if (error)
    *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, format, arguments);
  va_end (arguments);
  return FALSE;
}

static gboolean
check_consent (const char *consent, GError **error)
{
  const char *const kinds[] = { OD_PARTY_CONTROL_HOST, OD_PARTY_BLOCK_LIST, OD_PARTY_PORTAL, "all", NULL };
  g_auto (GStrv) words = g_strsplit (consent ? consent : "", ",", -1);

  for (char **word = words; *word; word++)
    if (!g_strv_contains (kinds, *word))
      return refuse (error,
                     _ ("“%s” is no kind of others to ask. Write control-host, block-list, portal or all."),
                     *word);
  return TRUE;
}

/* "webmail-login=yes" */
static gboolean
check_answers (char **answers, GError **error)
{
  for (char **answer = answers; answer && *answer; answer++)
    {
      g_auto (GStrv) parts = g_strsplit (*answer, "=", 2);
      g_autofree char *fact = g_strconcat ("answer.", parts[0], NULL);

      if (!od_fact_list_find (fact) || !parts[1] ||
          (!g_str_equal (parts[1], "yes") && !g_str_equal (parts[1], "no")))
        return refuse (error, _ ("“%s” answers none of the questions. Write it as in webmail-login=yes."),
                       *answer);
    }
  return TRUE;
}

/* "500000", "500k", "10M" */
static gboolean
parse_size (const char *text, guint64 *size, GError **error)
{
  g_autoptr (GRegex) regex = g_regex_new ("^(\\d{1,9})\\s*([kKmM]?)[bB]?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return refuse (error, _ ("“%s” is not a size. Write a number of octets, as in 500000, 500k or 10M."),
                   text);

  g_autofree char *number = g_match_info_fetch (match, 1);
  g_autofree char *unit = g_match_info_fetch (match, 2);
  guint64 factor = *unit == '\0' ? 1 : g_ascii_tolower (*unit) == 'k' ? 1000 : 1000000;

  *size = g_ascii_strtoull (number, NULL, 10) * factor;
  return TRUE;
}

static void
take_text (char **field, const char *word)
{
  if (word)
    od_settings_set_text (field, word);
}

/* What the command line says, over what stood there before. */
static gboolean
fill_settings (OdSettings *settings, const Words *words, GError **error)
{
  g_autofree char *recipients = words->to ? g_strjoinv (",", words->to) : NULL;

  if (words->rest && words->rest[0] && words->rest[1])
    return refuse (error, _ ("One address is enough; “%s” is one too many. Recipients are given by --to."),
                   words->rest[1]);
  if (words->port && !od_port_parse (words->port, &settings->port, error))
    return FALSE;
  if (words->security && !od_security_from_name (words->security, &settings->security))
    return refuse (error, _ ("“%s” is no kind of encryption. Write auto, tls, starttls or none."),
                   words->security);
  if (words->size && !parse_size (words->size, &settings->message_size, error))
    return FALSE;

  take_text (&settings->address, words->rest ? words->rest[0] : NULL);
  take_text (&settings->server, words->server);
  take_text (&settings->user, words->user);
  take_text (&settings->mechanism, words->auth);
  take_text (&settings->ca_file, words->ca);
  take_text (&settings->client_certificate, words->client_certificate);
  take_text (&settings->ehlo_name, words->ehlo_name);
  take_text (&settings->recipients, recipients);
  settings->login = settings->login && !words->no_login && !words->direct;
  settings->token = words->token || words->sign_in;
  settings->dry_run = settings->dry_run || words->dry_run;
  settings->direct = settings->direct || words->direct;
  settings->delivery_notice = settings->delivery_notice || words->notice;
  settings->allow_plain_login = words->allow_plain_login;
  if (words->ipv4 || words->ipv6)
    settings->family = words->ipv4 ? OD_FAMILY_IPV4 : OD_FAMILY_IPV6;
  return TRUE;
}

/* (transfer full): those of a saved account, or empty ones. */
static OdSettings *
first_settings (const Words *words, GError **error)
{
  g_autoptr (OdSavedAccount) account = NULL;

  if (!words->account)
    return od_settings_new ();
  account = od_saved_accounts_find (words->account, error);
  return account ? od_settings_ref (account->settings) : NULL;
}

/* The provider of the address, where no server was named. */
static void
fill_in_provider (OdSettings *settings)
{
  const OdProviders *providers = od_knowledge_providers (od_knowledge_get_default ());
  g_autoptr (OdProposal) proposal = od_proposal_from_table (providers, settings->address);

  if (*settings->server || settings->direct || !proposal)
    return;
  od_settings_set_text (&settings->server, proposal->host);
  if (settings->port != 0 || settings->security != OD_SECURITY_AUTO)
    return;
  settings->port = proposal->port;
  settings->security = proposal->security;
}

OdCliOptions *
od_cli_options_parse (int argc, char **argv, GError **error)
{
  g_auto (Words) words = { .password_fd = -1, .client_secret_fd = -1, .hurry = 1 };
  g_autoptr (OdCliOptions) self = g_new0 (OdCliOptions, 1);

  if (!parse_words (&words, argc, argv, error))
    return NULL;
  self->settings = first_settings (&words, error);
  if (!self->settings || !fill_settings (self->settings, &words, error))
    return NULL;
  fill_in_provider (self->settings);
  if (!check_consent (words.consent, error) || !check_answers (words.answers, error))
    return NULL;

  self->practice = words.practice;
  self->illness = g_steal_pointer (&words.illness);
  self->read_file = g_steal_pointer (&words.read_file);
  self->save_file = g_steal_pointer (&words.save_file);
  self->letter_file = g_steal_pointer (&words.letter_file);
  self->password_fd = words.password_fd;
  self->keyring = words.keyring;
  self->saved = words.account != NULL;
  self->sign_in = g_steal_pointer (&words.sign_in);
  self->client_id = g_steal_pointer (&words.client_id);
  self->client_secret_fd = words.client_secret_fd;
  self->by_code = words.by_code;
  self->save_account = g_steal_pointer (&words.save_account);
  self->store_password = words.store_password;
  self->json = words.json;
  self->no_probes = words.no_probes;
  self->consent = g_steal_pointer (&words.consent);
  self->answers = g_steal_pointer (&words.answers);
  self->remember = words.remember;
  self->version = words.version;
  self->hurry = (guint) CLAMP (words.hurry, 1, 1000);
  return g_steal_pointer (&self);
}

void
od_cli_options_free (OdCliOptions *self)
{
  g_clear_pointer (&self->settings, od_settings_unref);
  g_free (self->illness);
  g_free (self->save_account);
  g_free (self->sign_in);
  g_free (self->client_id);
  g_free (self->consent);
  g_strfreev (self->answers);
  g_free (self->read_file);
  g_free (self->save_file);
  g_free (self->letter_file);
  g_free (self);
}
