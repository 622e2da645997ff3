/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Steps of a run as sentences, in the person's language or in English for a protocol. Lines of the dialogue
 * stay as they are. Any thread; nothing is kept. */

#include "od-event-words.h"

#include <glib/gi18n-lib.h>

#include "od-probe-words.h"
#include "od-text.h"

/* {text} is the object of the step, other placeholders are fields of the event. */
static const struct
{
  const char *name;
  const char *words;
} steps[] = {
  { "begin", N_ ("Checkup of {address} begins") },
  { "lookup", N_ ("Looking up the name {text} …") },
  { "lookup-done", N_ ("Found: {text}") },
  { "exchanger", N_ ("Mail for the domain goes to {text}") },
  { "lookup-failed", N_ ("The name {text} could not be looked up") },
  { "connect", N_ ("Connecting to {text} …") },
  { "connected", N_ ("Connected to {text}") },
  { "connect-failed", N_ ("No connection to {text}") },
  { "connect-abandoned", N_ ("{text} given up") },
  { "tls", N_ ("Starting encryption (TLS) with {text} …") },
  { "tls-done", N_ ("Encrypted: {tls.version}, {tls.cipher}; the certificate is valid") },
  { "tls-unverified",
    N_ ("Encrypted: {tls.version}, {tls.cipher}; the certificate is not valid ({tls.verify}), which mail "
        "servers put up with") },
  { "tls-failed", N_ ("The encryption could not be set up") },
  { "login", N_ ("Logging in by {auth.used} …") },
  { "login-done", N_ ("Login accepted") },
  { "message", N_ ("Sending the message: {text} octets") },
  { "message-done", N_ ("The whole message is on its way") },
  { "waiting", N_ ("Still waiting ({text})") },
  { "cut", N_ ("From here on the protocol is cut off: {text}") },
  { "closed", N_ ("Connection closed") },
  { "time-out", N_ ("No answer: time limit reached") },
  { "probes", N_ ("Testing the possible causes…") },
  { "answer", N_ ("Your answer: {text}") },
};

static const struct
{
  const char *outcome;
  const char *words;
} outcomes[] = {
  { "accepted", N_ ("The server accepted the message") },
  { "accepted-partly", N_ ("The server accepted the message for some recipients only") },
  { "checked", N_ ("Everything checked, nothing was sent") },
  { "rejected", N_ ("The server refused") },
  { "failed", N_ ("Sending did not succeed") },
  { "unknown-delivery", N_ ("It is not known whether the message was accepted") },
  { "cancelled", N_ ("Stopped") },
};

/* Steps that go wrong under the name of the step that was hoped for. */
static const struct
{
  const char *name;
  const char *words;
} problems[] = {
  { "login-done", N_ ("Login refused") },
};

static const char *
find_words (const OdEvent *event)
{
  const char *outcome = od_event_get_field (event, "outcome");

  if (event->kind == OD_EVENT_PROBLEM)
    for (gsize i = 0; i < G_N_ELEMENTS (problems); i++)
      if (g_strcmp0 (problems[i].name, event->name) == 0)
        return problems[i].words;

  if (event->kind == OD_EVENT_OUTCOME)
    for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++)
      if (g_strcmp0 (outcomes[i].outcome, outcome) == 0)
        return outcomes[i].words;
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (steps[i].name, event->name) == 0)
      return steps[i].words;
  return NULL;
}

static char *
fill_in (const char *name, gpointer user_data)
{
  const OdEvent *event = user_data;

  if (g_str_equal (name, "text"))
    return g_strdup (event->text);
  return g_strdup (od_event_get_field (event, name));
}

static char *
fill_in_translated (const char *name, gpointer user_data)
{
  g_autofree char *plain = fill_in (name, user_data);

  return plain != NULL ? od_event_object (plain, OD_WORDS_TRANSLATED) : NULL;
}

/* What the system or the library said, behind the sentence; else the object of an unnamed step. */
static char *
with_detail (const OdEvent *event, const char *sentence)
{
  const char *detail = od_event_get_field (event, "error.detail");

  return detail ? g_strdup_printf ("%s (%s)", sentence, detail) : g_strdup (sentence);
}

char *
od_event_words (const OdEvent *event, OdWords words)
{
  if (event->kind == OD_EVENT_SENT || event->kind == OD_EVENT_RECEIVED)
    return g_strdup (event->text ? event->text : "");

  char *probe = od_probe_words (event, words);
  if (probe)
    return probe;

  const char *pattern = find_words (event);
  if (!pattern)
    return g_strdup (event->text ? event->text : event->name ? event->name : "");

  g_autofree char *sentence = words == OD_WORDS_TRANSLATED
                                  ? od_text_expand (_ (pattern), fill_in_translated, (gpointer) event)
                                  : od_text_expand (pattern, fill_in, (gpointer) event);
  return with_detail (event, sentence);
}

const char *
od_event_sign (const OdEvent *event)
{
  static const char *const signs[] = { "•", "→", "←", "✗", "!", "•" };

  return signs[event->kind];
}

const char *
od_event_speaker (const OdEvent *event)
{
  static const char *const speakers[] = { N_ ("Step"),    N_ ("This computer"), N_ ("Server"),
                                          N_ ("Problem"), N_ ("Remark"),        N_ ("Result") };

  return _ (speakers[event->kind]);
}

char *
od_event_time (const OdEvent *event, OdWords words)
{
  double seconds = event->at_us / (double) G_USEC_PER_SEC;
  char plain[G_ASCII_DTOSTR_BUF_SIZE];

  if (words == OD_WORDS_TRANSLATED)
    /* Translators: seconds since the start, with the decimal mark of the language */
    return g_strdup_printf (_ ("%.3f s"), seconds);
  return g_strconcat (g_ascii_formatd (plain, sizeof plain, "%.3f", seconds), " s", NULL);
}

const char *
od_stage_words (OdStage stage)
{
  static const char *const words[OD_N_STAGES] = {
    [OD_STAGE_NONE] = "",
    [OD_STAGE_LOOKUP] = N_ ("Looking up the server"),
    [OD_STAGE_CONNECT] = N_ ("Connecting"),
    [OD_STAGE_TLS] = N_ ("Encryption"),
    [OD_STAGE_GREETING] = N_ ("Greeting"),
    [OD_STAGE_EHLO] = N_ ("Introduction"),
    [OD_STAGE_STARTTLS] = N_ ("Switching to encryption"),
    [OD_STAGE_AUTH] = N_ ("Login"),
    [OD_STAGE_MAIL] = N_ ("Sender"),
    [OD_STAGE_RCPT] = N_ ("Recipient"),
    [OD_STAGE_DATA] = N_ ("Announcing the message"),
    [OD_STAGE_BODY] = N_ ("Sending the message"),
    [OD_STAGE_DOT] = N_ ("Waiting for acceptance"),
    [OD_STAGE_RSET] = N_ ("Calling it off"),
    [OD_STAGE_QUIT] = N_ ("Goodbye"),
    [OD_STAGE_PROBE] = N_ ("Examination"),
  };

  return words[stage] && *words[stage] ? _ (words[stage]) : "";
}
