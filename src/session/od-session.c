/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The transaction, in the order of RFC 5321: one function a command, each TRUE while it goes on. What a
 * command looks like, how it is sent and what is noted of a reply is in the other files of this folder; which
 * follows which, and what is demanded of the answer, is here. Blocking, worker thread. It tries nothing
 * twice. */

#include "od-session.h"

#include <glib/gi18n-lib.h>

#include "od-approach.h"
#include "od-encrypt.h"
#include "od-letter.h"
#include "od-login.h"
#include "od-notes.h"
#include "od-queue-id.h"
#include "od-run.h"

/* What was typed, as values. od_settings_check() has seen it before. */
static gboolean
read_settings (OdRun *run)
{
  g_autoptr (GError) error = NULL;

  run->sender = od_address_parse (run->settings->address, &error);
  if (run->sender != NULL)
    run->recipients = od_settings_parse_recipients (run->settings, &error);
  if (run->recipients != NULL && !run->settings->direct)
    run->host = od_host_parse (run->settings->server, &error);
  if (error != NULL)
    return od_run_stop (run, OD_STAGE_NONE, "settings", error->message);
  od_run_record_begin (run);
  return TRUE;
}

/* RFC 8314 §3.3: TLS from the first byte. */
static gboolean
encrypt_at_once (OdRun *run)
{
  return run->security != OD_SECURITY_TLS || od_encrypt (run);
}

/* §3.1: the server speaks first; up to a minute, since some wait on purpose. */
static gboolean
hear_greeting (OdRun *run)
{
  if (od_run_read (run, OD_STAGE_GREETING, od_note_greeting))
    return od_run_expect (run, OD_STAGE_GREETING, 220);
  if (run->reply == NULL)
    od_outcome_add_field (run->outcome, "greeting.kind",
                          od_greeting_kind (od_dialogue_get_first_line (run->dialogue)));
  return FALSE;
}

/* §3.2: HELO only for a server that does not know EHLO; then nothing is offered. */
static gboolean
say_helo (OdRun *run)
{
  GError *error = NULL;
  OdSmtpCommand *helo = od_smtp_command_new_helo (run->ehlo_name, &error);

  if (!od_run_ask (run, OD_STAGE_EHLO, helo, error, NULL) || !od_run_expect (run, OD_STAGE_EHLO, 250))
    return FALSE;
  run->helo_only = TRUE;
  od_outcome_add_field (run->outcome, "helo-only", "yes");
  od_run_remark (run, OD_STAGE_EHLO, "helo-only");
  return TRUE;
}

/* §4.1.1.1 EHLO, a minute. What was offered before is forgotten (RFC 3207 §4.2). */
static gboolean
say_hello (OdRun *run)
{
  GError *error = NULL;
  OdSmtpCommand *ehlo = od_smtp_command_new_ehlo (run->ehlo_name, &error);

  g_clear_pointer (&run->offers, od_smtp_capabilities_free);
  if (!od_run_ask (run, OD_STAGE_EHLO, ehlo, error, od_note_offers))
    return FALSE;
  if (run->reply->code == 500 || run->reply->code == 502)
    {
      if (!say_helo (run))
        return FALSE;
    }
  else if (!od_run_expect (run, OD_STAGE_EHLO, 250))
    return FALSE;
  run->offers = od_smtp_capabilities_new (run->reply);
  return TRUE;
}

static gboolean
introduce (OdRun *run)
{
  run->ehlo_name = od_run_own_name (run);
  return say_hello (run);
}

/* A server for which encryption is a matter of taste: in a direct run, as between mail servers (RFC 3207 §6).
 */
static gboolean
goes_on_in_clear (OdRun *run)
{
  return run->settings->direct && run->reply->code != 421 && od_dialogue_is_in_step (run->dialogue);
}

/* RFC 3207 §4: only 220 begins TLS, and nothing may come between it and the handshake; then EHLO anew. */
static gboolean
start_tls (OdRun *run)
{
  if (run->security != OD_SECURITY_STARTTLS)
    return TRUE;
  if (run->helo_only || !od_smtp_capabilities_has (run->offers, "STARTTLS"))
    return run->settings->direct || od_run_stop (run, OD_STAGE_STARTTLS, "starttls-not-offered", NULL);
  if (!od_run_ask (run, OD_STAGE_STARTTLS, od_smtp_command_new_starttls (), NULL, NULL))
    return FALSE;
  if (run->reply->code >= 400 && goes_on_in_clear (run))
    return TRUE;
  if (run->reply->code >= 400 && run->reply->code != 421)
    run->outcome->error = "starttls-refused";
  return od_run_expect (run, OD_STAGE_STARTTLS, 220) && od_encrypt (run) && say_hello (run);
}

/* RFC 6531 §3.1: an address with other letters than ASCII needs a server that says it can. */
static gboolean
check_addresses (OdRun *run)
{
  if (!od_letter_needs_smtputf8 (run) || od_smtp_capabilities_has (run->offers, "SMTPUTF8"))
    return TRUE;
  return od_run_stop (run, OD_STAGE_EHLO, "smtputf8-not-offered", NULL);
}

/* RFC 4954, RFC 6409 §4.3: never over a channel that others can read, unless allowed for this run. */
static gboolean
log_in (OdRun *run)
{
  if (!od_run_wants_login (run))
    return TRUE;
  if (od_smtp_capabilities_mechanisms (run->offers)[0] == NULL)
    return run->port == 25 || od_run_stop (run, OD_STAGE_AUTH, "login-not-offered", NULL);
  if (!od_run_is_encrypted (run) && !run->settings->allow_plain_login)
    return od_run_stop (run, OD_STAGE_AUTH, "login-not-encrypted", NULL);
  if (od_smtp_capabilities_only_old_auth (run->offers))
    od_run_remark (run, OD_STAGE_AUTH, "auth-old-form");
  return od_login (run);
}

/* RFC 1870 §6.1: what the server says it will not take is not sent. */
static gboolean
prepare_message (OdRun *run)
{
  guint64 limit = od_smtp_capabilities_size_limit (run->offers);
  gboolean offered = od_smtp_capabilities_has (run->offers, "DSN");

  run->wants_notice = run->settings->delivery_notice && offered;
  od_outcome_add_field (run->outcome, "dsn", run->wants_notice ? "asked" : offered ? "offered" : "no");
  if (!od_letter_compose (run))
    return FALSE;
  if (limit == 0 || g_bytes_get_size (run->message) <= limit)
    return TRUE;
  return od_run_stop (run, OD_STAGE_MAIL, "too-big-for-server", NULL);
}

/* §4.1.1.2 MAIL: the sender, a minute. */
static gboolean
give_sender (OdRun *run)
{
  GError *error = NULL;
  OdSmtpCommand *mail = od_letter_mail_command (run, &error);

  return od_run_ask (run, OD_STAGE_MAIL, mail, error, NULL) && od_run_expect (run, OD_STAGE_MAIL, 2);
}

/* §4.1.1.3: 250, and with a remark 251 (will forward) and 252 (cannot verify); a refusal is kept, the first
 * one decides. */
static gboolean
weigh_recipient (OdRun *run, guint index)
{
  if (run->reply->code == 251 || run->reply->code == 252)
    od_run_remark (run, OD_STAGE_RCPT, run->reply->code == 251 ? "rcpt-251" : "rcpt-252");
  if (run->reply->code >= 400 && run->reply->code != 421)
    {
      if (run->refusal != NULL)
        return TRUE;
      run->refusal = od_smtp_reply_ref (run->reply);
      run->refused = index;
      return TRUE;
    }
  if (!od_run_expect (run, OD_STAGE_RCPT, 2))
    return FALSE;
  run->accepted++;
  return TRUE;
}

static gboolean
give_recipient (OdRun *run, guint index)
{
  GError *error = NULL;
  OdSmtpCommand *rcpt = od_letter_rcpt_command (run, index, &error);

  if (od_run_ask (run, OD_STAGE_RCPT, rcpt, error, NULL) && weigh_recipient (run, index))
    return TRUE;
  run->refused = index;
  return FALSE;
}

/* §4.1.1.3 RCPT: each recipient, two minutes, since some servers ask on. Where none is left, or a refused one
 * is what the run was to find, it ends here. */
static gboolean
give_recipients (OdRun *run)
{
  for (guint i = 0; i < run->recipients->len; i++)
    if (!give_recipient (run, i))
      return FALSE;
  if (run->accepted > 0 && (run->refusal == NULL || !run->settings->dry_run))
    return TRUE;
  od_outcome_reject (run->outcome, OD_STAGE_RCPT, run->refusal);
  return FALSE;
}

/* §4.1.1.5 RSET: the end of a run that is to send nothing. */
static gboolean
take_back (OdRun *run)
{
  if (!od_run_ask (run, OD_STAGE_RSET, od_smtp_command_new_rset (), NULL, NULL) ||
      !od_run_expect (run, OD_STAGE_RSET, 250))
    return FALSE;
  od_outcome_succeed (run->outcome, "checked", OD_STAGE_RSET, NULL);
  return TRUE;
}

/* §4.1.1.4 DATA: two minutes for the 354; only then the message. */
static gboolean
ask_for_data (OdRun *run)
{
  return od_run_ask (run, OD_STAGE_DATA, od_smtp_command_new_data (), NULL, NULL) &&
         od_run_expect (run, OD_STAGE_DATA, 354);
}

/* §4.5.3.2.6, RFC 1047: ten minutes for the reply to the final dot. Without one nobody knows. */
static gboolean
hear_verdict (OdRun *run)
{
  g_autofree char *queue_id = NULL;

  if (!od_run_read (run, OD_STAGE_DOT, NULL) || !od_run_expect (run, OD_STAGE_DOT, 2))
    return FALSE;
  queue_id = od_queue_id_find (run->reply->text);
  od_outcome_add_field (run->outcome, "queue-id", queue_id);
  if (run->refusal != NULL)
    od_outcome_succeed (run->outcome, "accepted-partly", OD_STAGE_RCPT, run->refusal);
  else
    od_outcome_succeed (run->outcome, "accepted", OD_STAGE_DOT, run->reply);
  return TRUE;
}

static gboolean
hand_over (OdRun *run)
{
  if (run->settings->dry_run)
    return take_back (run);
  return ask_for_data (run) && od_letter_send (run) && hear_verdict (run);
}

/* §3: the whole of it. */
static gboolean
converse (OdRun *run)
{
  return read_settings (run) && od_approach (run) && encrypt_at_once (run) && hear_greeting (run) &&
         introduce (run) && start_tls (run) && check_addresses (run) && log_in (run) &&
         prepare_message (run) && give_sender (run) && give_recipients (run) && hand_over (run);
}

static void
name_deciding_recipient (OdRun *run)
{
  const OdAddress *recipient;

  if (run->recipients == NULL || run->recipients->len < 2)
    return;
  recipient = g_ptr_array_index (run->recipients, run->outcome->stage == OD_STAGE_RCPT ? run->refused : 0);
  od_outcome_add_field (run->outcome, "recipient", recipient->mailbox);
  od_outcome_add_field (run->outcome, "recipient.domain", recipient->domain);
}

/* The word of the fact "quirk" for how QUIT went; NULL if all is well. */
static const char *
say_goodbye (OdRun *run)
{
  g_autoptr (OdSmtpCommand) quit = od_smtp_command_new_quit ();
  g_autoptr (OdSmtpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (od_dialogue_send (run->dialogue, OD_STAGE_QUIT, quit, &error))
    reply = od_dialogue_read (run->dialogue, OD_STAGE_QUIT, NULL, NULL, &error);
  if (g_error_matches (error, OD_DIALOGUE_ERROR, OD_DIALOGUE_ERROR_BYTES_UNASKED))
    return NULL; /* QUIT was not sent */
  if (g_error_matches (error, OD_TLS_ERROR, OD_TLS_ERROR_CUT_OFF))
    return "tls-cut-off";
  if (reply == NULL)
    return "quit-no-reply";
  return reply->code == 221 ? NULL : "quit-refused";
}

/* §4.1.1.10 QUIT: five seconds, after the outcome; how it goes changes nothing any more. */
static void
take_leave (OdRun *run)
{
  const char *quirk = NULL;

  if (run->dialogue == NULL)
    return;
  if (od_dialogue_is_in_step (run->dialogue) && !g_cancellable_is_cancelled (run->cancellable))
    quirk = say_goodbye (run);
  if (quirk != NULL && !g_cancellable_is_cancelled (run->cancellable))
    od_run_remark (run, OD_STAGE_QUIT, quirk);
  od_recorder_step (run->recorder, OD_EVENT_STEP, OD_STAGE_QUIT, "closed", NULL, -1, NULL, NULL);
}

void
od_session_run (const OdSettings *settings,
                OdSecret *secret,
                const OdLimits *limits,
                OdRecorder *recorder,
                OdSessionFollowUp follow_up,
                gpointer user_data,
                GCancellable *cancellable)
{
  g_autoptr (OdRun) run = od_run_new (settings, secret, limits, recorder, cancellable);

  if (secret != NULL)
    od_recorder_add_secret (recorder, od_secret_peek (secret), od_secret_get_length (secret));
  converse (run);
  name_deciding_recipient (run);
  od_run_record_outcome (run);
  if (follow_up != NULL && !g_cancellable_is_cancelled (cancellable))
    follow_up ((OdOpenSession *) run, user_data);
  take_leave (run);
}
