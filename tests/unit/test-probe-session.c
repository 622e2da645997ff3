/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Probes in the session that is still open, against a server that plays a script: which facts they give, what
 * is said to the server for them and what must never be. And the words that a person reads about all probes.
 */

#include <string.h>
#include <sys/socket.h>

#include "od-event-words.h"
#include "od-fact-list.h"
#include "od-observe.h"
#include "od-probe.h"
#include "test-pki.h"

#define LATE_US (250 * 1000)

/* A server: what it answers to which command, in this order, and the commands it heard. */
typedef struct
{
  const char *script;
  int fd;
  GString *heard; /* a line each */
  GString *unread;
  gboolean over;
} Peer;

static void
peer_say (Peer *peer, const char *text)
{
  g_autofree char *bytes = g_strcompress (text);
  g_autofree char *reply = g_strconcat (bytes, "\r\n", NULL);

  send (peer->fd, reply, strlen (reply), MSG_NOSIGNAL);
}

static gboolean
peer_fill (Peer *peer)
{
  char buffer[4096];
  gssize n = recv (peer->fd, buffer, sizeof buffer, 0);

  if (n > 0)
    g_string_append_len (peer->unread, buffer, n);
  else
    peer->over = TRUE;
  return n > 0;
}

/* (transfer full): NULL at the end. */
static char *
peer_read_line (Peer *peer)
{
  char *end;
  char *line;

  while ((end = strstr (peer->unread->str, "\r\n")) == NULL)
    if (!peer_fill (peer))
      return NULL;
  line = g_strndup (peer->unread->str, end - peer->unread->str);
  g_string_erase (peer->unread, 0, end - peer->unread->str + 2);
  g_string_append_printf (peer->heard, "%s\n", line);
  return line;
}

static void
peer_hold (Peer *peer)
{
  while (!peer->over)
    g_free (peer_read_line (peer));
}

/* Reads up to the line that begins with @verb; for "." that is the end of a message. Another command is
 * answered as if it were not known. */
static void
peer_wait_for (Peer *peer, const char *verb)
{
  while (!peer->over && *verb != '\0')
    {
      g_autofree char *line = peer_read_line (peer);

      if (line == NULL || g_str_has_prefix (line, verb))
        return;
      if (*verb != '.')
        peer_say (peer, "500 out of order");
    }
}

static void
peer_answer (Peer *peer, const char *reply)
{
  if (g_str_equal (reply, "FIN"))
    peer->over = TRUE;
  else if (g_str_equal (reply, "HOLD"))
    peer_hold (peer);
  else if (g_str_has_prefix (reply, "LATE "))
    {
      g_usleep (LATE_US);
      peer_say (peer, reply + strlen ("LATE "));
    }
  else
    peer_say (peer, reply);
}

/* "EHLO>250 mx|MAIL>250 ok": command and answer. */
static void
serve (int fd, gpointer data)
{
  Peer *peer = data;
  g_auto (GStrv) steps = g_strsplit (peer->script, "|", -1);

  peer->fd = fd;
  for (char **step = steps; *step != NULL && !peer->over; step++)
    {
      g_auto (GStrv) pair = g_strsplit (*step, ">", 2);

      peer_wait_for (peer, pair[0]);
      if (!peer->over)
        peer_answer (peer, pair[1]);
    }
  peer_hold (peer);
}

#define LOGIN   ">220 mx ESMTP|EHLO>250-mx\\r\\n250-SIZE 1000000\\r\\n250 AUTH PLAIN|AUTH>235 2.7.0 ok|"
#define ADDRESS "MAIL>250 ok|RCPT>250 ok|"
#define RSET    "RSET>250 ok|"
#define MESSAGE "DATA>354 go|.>"
#define QUIT    "QUIT>221 bye"

#define SENDER_REFUSED    LOGIN "MAIL>553 5.7.1 not yours|"
#define RECIPIENT_REFUSED LOGIN "MAIL>250 ok|RCPT>550 5.1.1 nobody here|"
#define CONTENT_REFUSED   LOGIN ADDRESS MESSAGE "554 5.7.1 spam|"

typedef struct
{
  const char *name;
  const char *script;
  const char *probes; /* names */
  const char *facts;  /* of all of them, "name=value", in this order */
  const char *verbs;  /* heard after the outcome */
  const char *asked;  /* text of the last probe's event, NULL: not looked at; "": none */
  void (*change) (OdSettings *settings);
} Case;

typedef struct
{
  const Case *one;
  OdSettings *settings;
  OdLimits limits;
  OdRecorder *recorder;
  GPtrArray *events;
  Peer peer;
  gsize heard_before; /* octets of the peer's record when the outcome was there */
} Run;

static void
check_fields (const OdEvent *event)
{
  for (guint i = 0; i < event->fields->len; i++)
    {
      const OdEventField *field = event->fields->pdata[i];

      if (od_fact_list_find (field->name) == NULL)
        g_error ("%s is no fact", field->name);
    }
}

static void
take_event (OdEvent *event, gpointer data)
{
  Run *run = data;

  check_fields (event);
  g_ptr_array_add (run->events, od_event_ref (event));
}

/* As od_observe() does, but for the provider table. */
static OdFacts *
gather_facts (const Run *run)
{
  OdFacts *facts = od_facts_new ();

  for (guint i = 0; i < run->events->len; i++)
    {
      const OdEvent *event = run->events->pdata[i];

      for (guint j = 0; j < event->fields->len; j++)
        {
          const OdEventField *field = event->fields->pdata[j];

          od_facts_add (facts, field->name, field->value, "event");
        }
    }
  return facts;
}

static void
run_probe (Run *run, const char *name, OdOpenSession *session)
{
  g_autoptr (OdFacts) facts = gather_facts (run);
  const OdProbe *probe = od_probe_find (name);
  OdProbeCase probe_case = {
    .settings = run->settings,
    .facts = facts,
    .arguments = "",
    .limits = &run->limits,
    .deadline = od_deadline_in (run->limits.probes),
    .session = session,
  };

  g_assert_nonnull (probe);
  g_assert_cmpint (probe->place, ==, OD_PROBE_IN_SESSION);
  od_probe_run (probe, &probe_case, run->recorder);
}

static void
follow_up (OdOpenSession *session, gpointer data)
{
  Run *run = data;
  g_auto (GStrv) names = g_strsplit (run->one->probes, " ", -1);

  run->heard_before = run->peer.heard->len;
  for (char **name = names; *name != NULL; name++)
    if (od_open_session_is_usable (session))
      run_probe (run, *name, session);
}

static OdSettings *
make_settings (guint port)
{
  OdSettings *settings = od_settings_new ();

  od_settings_set_text (&settings->address, "anna@example.org");
  od_settings_set_text (&settings->recipients, "bert@example.com");
  od_settings_set_text (&settings->server, "mx.test");
  settings->security = OD_SECURITY_NONE;
  settings->allow_plain_login = TRUE;
  settings->port = 587;
  for (guint i = 0; i < 3; i++)
    settings->practice_ports[i] = port;
  return settings;
}

static void
converse (Run *run)
{
  TestServer *server = test_server_start (serve, &run->peer);
  g_autoptr (OdSecret) secret = od_secret_new ("canary", -1);

  run->settings = make_settings (server->port);
  if (run->one->change != NULL)
    run->one->change (run->settings);
  g_assert_true (od_settings_check (run->settings, NULL, NULL));
  od_session_run (run->settings, secret, &run->limits, run->recorder, follow_up, run, NULL);
  test_server_stop (server);
}

static Run *
run_case (const Case *one)
{
  Run *run = g_new0 (Run, 1);

  run->one = one;
  run->limits = od_limits_scaled (20);
  run->limits.probe = 100;
  run->limits.dot = 200;
  run->events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  run->recorder = od_recorder_new (take_event, run);
  run->peer.script = one->script;
  run->peer.heard = g_string_new (NULL);
  run->peer.unread = g_string_new (NULL);
  converse (run);
  return run;
}

static void
run_free (Run *run)
{
  od_recorder_free (run->recorder);
  od_settings_unref (run->settings);
  g_ptr_array_unref (run->events);
  g_string_free (run->peer.heard, TRUE);
  g_string_free (run->peer.unread, TRUE);
  g_free (run);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

/* The commands after the outcome; of a message its end alone. */
static char *
verbs_heard (const Run *run)
{
  g_auto (GStrv) lines = g_strsplit (run->peer.heard->str + run->heard_before, "\n", -1);
  GString *verbs = g_string_new (NULL);
  gboolean inside = FALSE;

  for (char **line = lines; *line != NULL; line++)
    {
      g_autofree char *verb = g_strndup (*line, strcspn (*line, " "));

      inside = inside && !g_str_equal (verb, ".");
      if (*verb == '\0' || inside)
        continue;
      g_string_append_printf (verbs, "%s%s", verbs->len > 0 ? " " : "", verb);
      inside = g_str_equal (verb, "DATA") && strstr (*(line + 1), "RSET") == NULL && *(line + 1)[0] != '\0';
    }
  return g_string_free (verbs, FALSE);
}

static char *
facts_given (const Run *run, const char **asked)
{
  GString *facts = g_string_new (NULL);

  for (guint i = 0; i < run->events->len; i++)
    {
      const OdEvent *event = run->events->pdata[i];

      if (!od_probe_is_event (event))
        continue;
      *asked = event->text != NULL ? event->text : "";
      g_assert_cmpint (event->stage, ==, OD_STAGE_PROBE);
      for (guint j = 0; j < event->fields->len; j++)
        {
          const OdEventField *field = event->fields->pdata[j];

          g_string_append_printf (facts, "%s%s=%s", facts->len > 0 ? " " : "", field->name, field->value);
        }
    }
  return g_string_free (facts, FALSE);
}

static guint
count (const char *text, const char *word)
{
  guint n = 0;

  for (const char *at = strstr (text, word); at != NULL; at = strstr (at + 1, word))
    n++;
  return n;
}

/* Whatever a server does: one login, one outcome, which the probes do not touch; and nobody is written to but
 * the recipients of the run, and oneself. */
static void
check_always (const Run *run)
{
  guint outcomes = 0;
  g_auto (GStrv) lines = g_strsplit (run->peer.heard->str, "\n", -1);

  g_assert_cmpuint (count (run->peer.heard->str, "AUTH "), <=, 1);
  for (guint i = 0; i < run->events->len; i++)
    outcomes += ((OdEvent *) run->events->pdata[i])->kind == OD_EVENT_OUTCOME;
  g_assert_cmpuint (outcomes, ==, 1);
  for (char **line = lines; *line != NULL; line++)
    if (g_str_has_prefix (*line, "RCPT"))
      g_assert_true (strstr (*line, "@example.com>") != NULL || strstr (*line, "anna") != NULL);
}

static void
test_case (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (Run) run = run_case (one);
  const char *asked = NULL;
  g_autofree char *facts = facts_given (run, &asked);
  g_autofree char *verbs = verbs_heard (run);

  g_test_message ("heard: %s", run->peer.heard->str);
  g_assert_cmpstr (facts, ==, one->facts);
  g_assert_cmpstr (verbs, ==, one->verbs);
  if (one->asked != NULL)
    g_assert_cmpstr (asked, ==, one->asked);
  check_always (run);
}

static void
want_other_user (OdSettings *settings)
{
  od_settings_set_text (&settings->user, "anna.b@example.net");
}

static void
want_number_as_user (OdSettings *settings)
{
  od_settings_set_text (&settings->user, "m4711");
}

static void
want_no_login (OdSettings *settings)
{
  settings->login = FALSE;
}

static void
want_self (OdSettings *settings)
{
  od_settings_set_text (&settings->recipients, "");
}

static void
want_three (OdSettings *settings)
{
  od_settings_set_text (&settings->recipients, "a@example.com, b@example.com, c@example.com");
}

static void
want_dry_run (OdSettings *settings)
{
  settings->dry_run = TRUE;
}

static const Case cases[] = {
  { "sender-own", SENDER_REFUSED RSET ADDRESS RSET QUIT, "sender",
    "sender.own.address=anna.b@example.net sender.own=accepted", "RSET MAIL RCPT RSET QUIT",
    "MAIL FROM:<anna.b@example.net> RCPT TO:<anna.b@example.net>", want_other_user },
  { "sender-same", SENDER_REFUSED RSET "MAIL>553 no|" RSET QUIT, "sender",
    "sender.own.address=anna@example.org sender.own=refused", "RSET MAIL RSET QUIT",
    "MAIL FROM:<anna@example.org>" },
  { "sender-decided-at-rcpt", SENDER_REFUSED RSET "MAIL>250 ok|RCPT>550 5.7.1 not your sender|" RSET QUIT,
    "sender", "sender.own.address=anna.b@example.net sender.own=refused", "RSET MAIL RCPT RSET QUIT",
    .change = want_other_user },
  { "sender-unknown", SENDER_REFUSED QUIT, "sender", "", "QUIT", "", want_number_as_user },
  { "sender-without-login", ">220 mx|EHLO>250 mx|MAIL>553 no|" QUIT, "sender", "", "QUIT", "",
    want_no_login },

  { "recipient-own", RECIPIENT_REFUSED RSET ADDRESS RSET QUIT, "recipient", "recipient.own=accepted",
    "RSET MAIL RCPT RSET QUIT", "MAIL FROM:<anna@example.org> RCPT TO:<anna@example.org>" },
  { "recipient-own-refused", RECIPIENT_REFUSED RSET "MAIL>250 ok|RCPT>550 no|" RSET QUIT, "recipient",
    "recipient.own=refused", "RSET MAIL RCPT RSET QUIT" },
  { "recipient-sender-refused", RECIPIENT_REFUSED RSET "MAIL>451 later|" RSET QUIT, "recipient", "",
    "RSET MAIL RSET QUIT" },
  { "recipient-is-self", RECIPIENT_REFUSED QUIT, "recipient", "", "QUIT", "", want_self },

  { "recipients-first", LOGIN "MAIL>250 ok|RCPT>250 ok|RCPT>452 4.5.3 too many|RCPT>421 4.7.0 enough|" QUIT,
    "recipients", "", "", NULL, want_three },
  { "recipients-single",
    LOGIN "MAIL>250 ok|RCPT>452 4.5.3 no|RCPT>452 4.5.3 no|RCPT>452 4.5.3 no|" RSET ADDRESS RSET QUIT,
    "recipients", "recipient.single=accepted", "RSET MAIL RCPT RSET QUIT",
    "MAIL FROM:<anna@example.org> RCPT TO:<b@example.com>", want_three },
  { "recipients-one-only", RECIPIENT_REFUSED QUIT, "recipients", "", "QUIT", "" },
  { "recipients-refused-late",
    LOGIN "MAIL>250 ok|RCPT>250 ok|RCPT>250 ok|RCPT>250 ok|" MESSAGE "554 no|" QUIT, "recipients", "", "QUIT",
    "", want_three },

  { "recipients-refused-at-data",
    LOGIN "MAIL>250 ok|RCPT>250 ok|RCPT>250 ok|RCPT>250 ok|DATA>451 no|" RSET ADDRESS MESSAGE
          "250 ok|" RSET QUIT,
    "recipients", "recipient.single=accepted", "RSET MAIL RCPT DATA . RSET QUIT",
    "MAIL FROM:<anna@example.org> RCPT TO:<b@example.com> DATA", want_three },
  { "recipients-single-refused-at-data",
    LOGIN "MAIL>250 ok|RCPT>250 ok|RCPT>250 ok|RCPT>250 ok|DATA>451 no|" RSET ADDRESS
          "DATA>451 no|" RSET QUIT,
    "recipients", "recipient.single=refused", "RSET MAIL RCPT DATA RSET QUIT", NULL, want_three },

  { "size-announced", LOGIN "MAIL>552 5.3.4 too big|" RSET ADDRESS RSET QUIT, "size", "size.small=accepted",
    "RSET MAIL RCPT RSET QUIT", "MAIL FROM:<anna@example.org> RCPT TO:<bert@example.com>" },
  { "size-sent", CONTENT_REFUSED RSET ADDRESS MESSAGE "250 ok|" RSET QUIT, "size", "size.small=accepted",
    "RSET MAIL RCPT DATA . RSET QUIT", "MAIL FROM:<anna@example.org> RCPT TO:<bert@example.com> DATA" },
  { "size-dry", LOGIN "MAIL>452 4.3.1 full|" RSET ADDRESS RSET QUIT, "size", "size.small=accepted",
    "RSET MAIL RCPT RSET QUIT", .change = want_dry_run },

  { "content-accepted", CONTENT_REFUSED RSET ADDRESS MESSAGE "250 ok|" RSET QUIT, "content",
    "content.minimal=accepted", "RSET MAIL RCPT DATA . RSET QUIT" },
  { "content-refused", CONTENT_REFUSED RSET ADDRESS MESSAGE "554 no|" RSET QUIT, "content",
    "content.minimal=refused", "RSET MAIL RCPT DATA . RSET QUIT" },
  { "content-refused-at-data", CONTENT_REFUSED RSET ADDRESS "DATA>554 no|" RSET QUIT, "content",
    "content.minimal=refused", "RSET MAIL RCPT DATA RSET QUIT" },
  { "content-odd-354", CONTENT_REFUSED RSET ADDRESS "DATA>250 what|" RSET QUIT, "content", "",
    "RSET MAIL RCPT DATA RSET QUIT" },
  { "content-dry-run", LOGIN "MAIL>250 ok|RCPT>554 5.7.1 spam|" QUIT, "content", "", "QUIT", "",
    want_dry_run },
  { "content-after-success", LOGIN ADDRESS MESSAGE "250 ok|" QUIT, "content", "", "QUIT", "" },
  { "content-unknown-delivery", LOGIN ADDRESS MESSAGE "HOLD", "content size", "", "" },

  /* One after the other, each begins clean and nothing is reset twice. */
  { "all-five", CONTENT_REFUSED RSET ADDRESS RSET ADDRESS RSET ADDRESS MESSAGE "250 ok|" RSET QUIT,
    "sender recipient recipients content",
    "sender.own.address=anna@example.org sender.own=accepted recipient.own=accepted content.minimal=accepted",
    "RSET MAIL RCPT RSET MAIL RCPT RSET MAIL RCPT DATA . RSET QUIT" },
  { "dry-run-sends-nothing",
    LOGIN "MAIL>250 ok|RCPT>550 5.7.1 no|" RSET ADDRESS RSET ADDRESS RSET ADDRESS RSET QUIT,
    "sender recipient recipients size content",
    "sender.own.address=anna@example.org sender.own=accepted recipient.own=accepted size.small=accepted",
    "RSET MAIL RCPT RSET MAIL RCPT RSET MAIL RCPT RSET QUIT", .change = want_dry_run },

  /* Servers that do not play along. */
  { "hostile-late", RECIPIENT_REFUSED RSET "MAIL>LATE 250 ok|RCPT>250 ok|" QUIT, "recipient sender", "",
    "RSET MAIL" },
  { "hostile-silent", RECIPIENT_REFUSED RSET "MAIL>250 ok|RCPT>HOLD", "recipient sender", "",
    "RSET MAIL RCPT" },
  { "hostile-silent-rset", RECIPIENT_REFUSED "RSET>HOLD", "recipient sender", "", "RSET" },
  { "hostile-no-rset", RECIPIENT_REFUSED "RSET>502 what|" QUIT, "recipient", "", "RSET QUIT" },
  { "hostile-421", RECIPIENT_REFUSED RSET "MAIL>250 ok|RCPT>421 4.7.0 too many|HOLD", "recipient sender", "",
    "RSET MAIL RCPT" },
  { "hostile-421-behind", RECIPIENT_REFUSED RSET "MAIL>250 ok\\r\\n421 4.7.0 enough|HOLD", "recipient sender",
    "", "RSET MAIL" },
  { "hostile-closes", RECIPIENT_REFUSED RSET "MAIL>250 ok|RCPT>FIN", "recipient sender", "",
    "RSET MAIL RCPT" },
  { "hostile-no-reply", RECIPIENT_REFUSED RSET "MAIL>* OK ready|HOLD", "recipient sender", "", "RSET MAIL" },
  { "hostile-flood", RECIPIENT_REFUSED RSET "MAIL>250 a\\r\\n250 b\\r\\n250 c\\r\\n354 d\\r\\n250 e|HOLD",
    "recipient sender", "", "RSET MAIL" },
  { "hostile-two-refusals", RECIPIENT_REFUSED RSET "MAIL>250 ok|RCPT>550 a\\r\\n250 b|HOLD",
    "recipient sender", "", "RSET MAIL RCPT" },
  { "hostile-354", RECIPIENT_REFUSED RSET "MAIL>354 go|" RSET QUIT, "recipient", "", "RSET MAIL RSET QUIT" },
  { "hostile-silent-dot", CONTENT_REFUSED RSET ADDRESS MESSAGE "HOLD", "content sender", "",
    "RSET MAIL RCPT DATA ." },
};

/* A silence stands in the transcript as what it is. */
static void
test_silence_is_told (void)
{
  const Case one = { NULL, RECIPIENT_REFUSED "RSET>HOLD", "recipient" };
  g_autoptr (Run) run = run_case (&one);
  guint told = 0;

  for (guint i = 0; i < run->events->len; i++)
    {
      const OdEvent *event = run->events->pdata[i];

      told += event->kind == OD_EVENT_PROBLEM && g_strcmp0 (event->name, "time-out") == 0;
    }
  g_assert_cmpuint (told, ==, 1);
}

/* The message that a content filter has the least to say about. */
static void
test_minimal_message (void)
{
  static const char *const headers[] = { "Date: ", "Message-I", "From: ", "To: ", "Subject: Test message" };
  const Case one = { NULL, CONTENT_REFUSED RSET ADDRESS MESSAGE "250 ok|" RSET QUIT, "content" };
  g_autoptr (Run) run = run_case (&one);
  const char *message = strstr (run->peer.heard->str + run->heard_before, "DATA\n");

  g_assert_nonnull (message);
  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++)
    g_assert_nonnull (strstr (message, headers[i]));
  g_assert_true (g_str_is_ascii (message));
  g_assert_cmpuint (strlen (message), <, 1000);
}

/* The size that is announced is that of the message. */
static void
test_small_size (void)
{
  const Case one = { NULL, LOGIN "MAIL>552 5.3.4 too big|" RSET ADDRESS RSET QUIT, "size" };
  g_autoptr (Run) run = run_case (&one);
  const char *size = strstr (run->peer.heard->str + run->heard_before, " SIZE=");

  g_assert_nonnull (size);
  g_assert_cmpint (g_ascii_strtoll (size + strlen (" SIZE="), NULL, 10), <, 1000);
}

/* Lines of a transcript: ">" sent, "<" received, "*" the event of a probe; "P" before it: at the stage of
 * probes. */
static OdTranscript *
make_transcript (const char *script)
{
  OdTranscript *transcript = od_transcript_new ();
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  g_auto (GStrv) lines = g_strsplit (script, "|", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      gboolean of_probe = (*line)[0] == 'P';
      const char *text = *line + of_probe;
      OdEventKind kind = *text == '>' ? OD_EVENT_SENT : *text == '<' ? OD_EVENT_RECEIVED : OD_EVENT_STEP;
      OdEvent *event = od_event_new (kind, of_probe ? OD_STAGE_PROBE : OD_STAGE_RCPT, 0);

      event->text = g_strdup (text + 1);
      event->code = kind == OD_EVENT_RECEIVED ? (guint) g_ascii_strtoull (event->text, NULL, 10) : 0;
      event->more = kind == OD_EVENT_RECEIVED && event->text[3] == '-';
      g_ptr_array_add (events, event);
    }
  od_transcript_append (transcript, events);
  return transcript;
}

static OdFinding *
explain_last (const char *script)
{
  g_autoptr (OdTranscript) transcript = make_transcript (script);

  return od_explain_event (transcript, od_transcript_get_length (transcript) - 1,
                           od_knowledge_get_default ());
}

/* A refusal that a probe met means what it would have meant in the run, also where other probes speak in
 * between. */
static void
test_refusal_is_explained (void)
{
  static const char *const pairs[][2] = {
    { ">RCPT TO:<a@example.com>|<550 5.1.1 No such user here",
      "P>RCPT TO:<a@example.com>|P<550 5.1.1 No such user here" },
    { ">RCPT TO:<a@example.com>|<550-5.1.1 No such user here|<550 5.1.1 Try another",
      "P>RCPT TO:<a@example.com>|P<550-5.1.1 No such user here|P*port|P<550 5.1.1 Try another" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (OdFinding) run = explain_last (pairs[i][0]);
      g_autoptr (OdFinding) probe = explain_last (pairs[i][1]);

      g_test_message ("%s, %s", run->id, probe->id);
      g_assert_cmpstr (probe->id, ==, run->id);
      g_assert_cmpstr (probe->server_words, ==, run->server_words);
    }
}

static const char *
stage_of_last (const char *script)
{
  g_autoptr (OdTranscript) transcript = make_transcript (script);
  g_autoptr (OdFacts) facts = od_observe_line (transcript, od_transcript_get_length (transcript) - 1);

  return g_intern_string (od_facts_get (facts, "line.stage"));
}

static void
test_stage_is_of_the_command (void)
{
  g_assert_cmpstr (stage_of_last ("P>MAIL FROM:<a@example.org>"), ==, "mail");
  g_assert_cmpstr (stage_of_last ("P>MAIL FROM:<a@example.org>|P<250 ok"), ==, "mail");
  g_assert_cmpstr (stage_of_last ("P>RCPT TO:<a@example.org>|P*port|P<250 ok"), ==, "rcpt");
  g_assert_cmpstr (stage_of_last ("P>DATA|P<354 go"), ==, "data");
  g_assert_cmpstr (stage_of_last ("P>DATA|P<354 go|P>.|P<554 no"), ==, "dot");
  g_assert_cmpstr (stage_of_last ("P>RSET|P<250 ok"), ==, "rset");
  g_assert_cmpstr (stage_of_last ("P*port"), ==, "probe");
}

static OdEvent *
make_event (const OdProbe *probe, const char *text)
{
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);

  event->name = od_probe_event_name (probe);
  event->text = g_strdup (text);
  return event;
}

/* Each has a sentence of its own, names its object, and gets along without one. */
static void
test_words (void)
{
  for (const OdProbe *const *probe = od_probe_list (); *probe != NULL; probe++)
    {
      g_autoptr (OdEvent) event = make_event (*probe, "the-object");
      g_autoptr (OdEvent) nothing = make_event (*probe, NULL);
      g_autofree char *words = od_event_words (event, OD_WORDS_ENGLISH);
      g_autofree char *none = od_event_words (nothing, OD_WORDS_ENGLISH);

      g_test_message ("%s | %s", words, none);
      g_assert_nonnull (strstr (words, "the-object"));
      g_assert_cmpstr (words, !=, "the-object");
      g_assert_null (strstr (none, event->name));
      g_assert_null (strchr (none, '{'));
    }
}

/* Every fact that a probe can give is said in words, or is none of the person's business. */
static void
test_words_of_facts (void)
{
  static const struct
  {
    const char *probe, *text, *fact, *value, *words;
  } rows[] = {
    { "port", "mail.example.org port 587", "port.587", "starttls", "STARTTLS" },
    { "sender", "MAIL FROM:<a@example.org>", "sender.own", "refused", "refused" },
    { "clock", "mail.example.org", "clock", "slow", "slow" },
    { "sender-domain", "example.org", "sdomain.spf", "none", "none" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdEvent) event = make_event (od_probe_find (rows[i].probe), rows[i].text);
      g_autofree char *words = NULL;

      od_event_add_field (event, rows[i].fact, rows[i].value);
      words = od_event_words (event, OD_WORDS_ENGLISH);
      g_test_message ("%s", words);
      g_assert_nonnull (strstr (words, rows[i].words));
    }
}

static void
test_words_of_answers (void)
{
  g_autoptr (OdEvent) event = od_event_new (OD_EVENT_STEP, OD_STAGE_PROBE, 0);
  g_autofree char *words = NULL;

  event->name = g_strdup ("answer");
  event->text = g_strdup ("two-factor=no");
  od_event_add_field (event, "answer.two-factor", "no");
  words = od_event_words (event, OD_WORDS_ENGLISH);
  g_assert_cmpstr (words, ==, "Your answer: the login on the web takes a second step – no");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions (); /* the table goes on */
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/probe-session/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/probe-session/silence-is-told", test_silence_is_told);
  g_test_add_func ("/probe-session/minimal-message", test_minimal_message);
  g_test_add_func ("/probe-session/small-size", test_small_size);
  g_test_add_func ("/probe-lines/refusal", test_refusal_is_explained);
  g_test_add_func ("/probe-lines/stage", test_stage_is_of_the_command);
  g_test_add_func ("/probe-words/sentences", test_words);
  g_test_add_func ("/probe-words/answers", test_words_of_answers);
  g_test_add_func ("/probe-words/facts", test_words_of_facts);
  return g_test_run ();
}
