/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The letter to support, the short message and the swaks command, of runs that are recorded here as a session
 * records them: nothing secret in any of them, nothing a hostile server says becomes markup, and a shell
 * reads the words back as they were. That swaks does what the command says is tested against real servers
 * (tests/check). */

#include "od-environment.h"
#include "od-mask.h"
#include "od-report.h"
#include "od-support-letter.h"
#include "od-support-message.h"
#include "od-swaks.h"

#include <glib/gstdio.h>
#include <string.h>

#define CANARY "Kanari3n+Vogel/77?"

static const OdDocumentFormat formats[] = { OD_DOCUMENT_TEXT, OD_DOCUMENT_MARKDOWN, OD_DOCUMENT_HTML };

static void
keep (OdEvent *event, gpointer user_data)
{
  g_ptr_array_add (user_data, od_event_ref (event));
}

/* What a run is told by; what is NULL is left out. */
typedef struct
{
  const char *address;
  const char *recipient;
  const char *user;
  const char *server;
  const char *security;
  const char *dry_run;
  const char *used;    /* mechanism; NULL: no login was begun */
  const char *offered; /* another mechanism offered */
  const char *ehlo;
  OdStage stage; /* that it ends at */
  const char *code;
  const char *reply; /* one line, without its code */
} Run;

static const Run refused = {
  .address = "anna@example.org",
  .recipient = "bob@example.net",
  .user = "anna@example.org",
  .server = "mail.example.org",
  .security = "starttls",
  .used = "PLAIN",
  .ehlo = "[192.168.1.20]",
  .stage = OD_STAGE_RCPT,
  .code = "550",
  .reply = "No such user here",
};

static void
add_field (OdEvent *event, const char *name, const char *value)
{
  if (value)
    od_event_add_field (event, name, value);
}

static void
record_begin (OdRecorder *recorder, const Run *run)
{
  OdEvent *event = od_event_new (OD_EVENT_STEP, OD_STAGE_NONE, 0);

  event->name = g_strdup ("begin");
  event->text = g_strdup (run->address);
  add_field (event, "mode", "submission");
  add_field (event, "dry-run", run->dry_run);
  add_field (event, "address", run->address);
  add_field (event, "recipient", run->recipient);
  add_field (event, "user", run->user);
  add_field (event, "server", run->server);
  add_field (event, "port", "587");
  add_field (event, "security", run->security);
  add_field (event, "ehlo.name", run->ehlo);
  add_field (event, "auth.offered", run->offered);
  add_field (event, "auth.used", run->used);
  add_field (event, "sent.auth", run->used ? "yes" : NULL);
  od_recorder_take (recorder, event);
}

static void
record_stages (OdRecorder *recorder, const Run *run)
{
  for (guint stage = OD_STAGE_LOOKUP; stage <= run->stage; stage++)
    if ((stage != OD_STAGE_AUTH || run->used) && stage != OD_STAGE_RSET)
      od_recorder_sent (recorder, (OdStage) stage, od_stage_name ((OdStage) stage));
}

static void
record_end (OdRecorder *recorder, const Run *run)
{
  g_autofree char *line = g_strdup_printf ("%s %s", run->code, run->reply);
  OdEvent *event = od_event_new (OD_EVENT_OUTCOME, run->stage, 0);

  od_recorder_received (recorder, run->stage, line, strlen (line), 550, FALSE, -1);
  add_field (event, "outcome", *run->code == '2' ? "accepted" : "rejected");
  add_field (event, "stage", od_stage_name (run->stage));
  add_field (event, "code", run->code);
  add_field (event, "text", run->reply);
  od_recorder_take (recorder, event);
}

static OdResult *
play_with (const Run *run, const OdSettings *settings)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) od_event_unref);
  g_autoptr (OdRecorder) recorder = od_recorder_new (keep, events);
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  OdResult *result;

  od_recorder_add_secret (recorder, CANARY, strlen (CANARY));
  record_begin (recorder, run);
  record_stages (recorder, run);
  record_end (recorder, run);
  od_transcript_append (transcript, events);
  result = od_result_new_from_transcript (transcript, settings);
  g_date_time_unref (result->when);
  result->when = g_date_time_new_from_iso8601 ("2026-11-24T13:03:22+01:00", NULL);
  return result;
}

static OdResult *
play (const Run *run)
{
  return play_with (run, NULL);
}

static char *
base64_at (guint shift)
{
  g_autofree char *bytes = g_strdup_printf ("%.*s%s", (int) shift, "abc", CANARY);

  return g_base64_encode ((const guchar *) bytes, strlen (bytes));
}

static char *
hex_of_canary (void)
{
  GString *hex = g_string_new (NULL);

  for (const char *at = CANARY; *at; at++)
    g_string_append_printf (hex, "%02x", (guint) *at);
  return g_string_free (hex, FALSE);
}

/* The middle of the base64 forms: their edges belong to the neighbours. */
static void
assert_no_canary (const char *text)
{
  g_autofree char *hex = hex_of_canary ();
  g_autofree char *escaped = g_uri_escape_string (CANARY, NULL, FALSE);
  g_autofree char *markup = g_markup_escape_text (CANARY, -1);
  g_autofree char *lower = g_ascii_strdown (text, -1);

  g_assert_null (strstr (text, CANARY));
  g_assert_null (strstr (text, escaped));
  g_assert_null (strstr (text, markup));
  g_assert_null (strstr (lower, hex));
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autofree char *form = base64_at (shift);
      g_autofree char *middle = g_strndup (form + 4, 16);
      g_assert_null (strstr (text, middle));
    }
}

/* The password in the user name, and a server that says it back in all forms. */
static void
test_masked (void)
{
  g_autofree char *hex = hex_of_canary ();
  g_autofree char *escaped = g_uri_escape_string (CANARY, NULL, FALSE);
  g_autofree char *first = base64_at (0);
  g_autofree char *second = base64_at (1);
  g_autofree char *third = base64_at (2);
  g_autofree char *reply =
      g_strdup_printf ("no: %s %s %s %s %s %s", CANARY, hex, escaped, first, second, third);
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_autofree char *command = NULL;
  g_autofree char *message = NULL;

  run.user = CANARY;
  run.stage = OD_STAGE_AUTH;
  run.code = "535";
  run.reply = reply;
  result = play (&run);
  command = od_swaks_command (result);
  message = od_support_message (result);
  assert_no_canary (command);
  assert_no_canary (message);
  g_assert_nonnull (strstr (message, OD_MASK_TEXT));
  g_assert_null (strstr (command, "--auth-password"));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *letter = od_support_letter (result, formats[i]);
      assert_no_canary (letter);
      g_assert_nonnull (strstr (letter, OD_MASK_TEXT));
    }
}

static void
test_parts (void)
{
  g_autoptr (OdResult) result = play (&refused);
  g_autofree char *letter = od_support_letter (result, OD_DOCUMENT_TEXT);
  static const char *const parts[] = {
    "What was tried",
    "2026-11-24 13:03:22 +01:00",
    "mail.example.org, port 587, encryption by STARTTLS",
    "What stopped it",
    "Login ✓",
    "Recipient ✗",
    "Who has to act: ",
    "Possible causes",
    "What was proposed",
    "  550 No such user here",
    "←  550 No such user here",
    "Program: Outbox Doctor " OD_VERSION,
    "GnuTLS ",
    "private address behind a router",
    "--auth-user anna@example.org",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!strstr (letter, parts[i]))
      g_error ("“%s” is missing in:\n%s", parts[i], letter);
}

static const char hostile[] =
    "``` ````` <script>alert(1)</script> <img src=x onerror=y> [a](http://evil.example.com) "
    "</pre></main> # *b* &lt; \\` -->";

/* Outside of fences and code spans (CommonMark §6.1) no letter of markup stands without its backslash, and
 * nothing that could become a link. */
static void
assert_plain_markdown (const char *line)
{
  gsize span = 0;

  for (const char *at = line; *at; at++)
    {
      gsize ticks = strspn (at, "`");

      if (ticks > 0)
        {
          span = span == 0 ? ticks : span == ticks ? 0 : span;
          at += ticks - 1;
        }
      else if (span == 0 && *at == '\\')
        at++;
      else if (span == 0 && (strchr ("<>[]*_&|~@", *at) || g_str_has_prefix (at, "://")))
        g_error ("“%s” stands bare in: %s", at, line);
    }
  g_assert_cmpuint (span, ==, 0);
}

/* Lines between fences, as CommonMark §4.5 reads them. */
static guint
check_markdown (const char *letter)
{
  g_auto (GStrv) lines = g_strsplit (letter, "\n", -1);
  gsize fence = 0;
  guint fenced = 0;

  for (guint i = 0; lines[i]; i++)
    {
      gsize ticks = strspn (lines[i], "`");

      if (fence == 0 && ticks >= 3)
        fence = ticks;
      else if (fence > 0 && ticks >= fence && lines[i][ticks] == '\0')
        fence = 0;
      else if (fence > 0)
        fenced += strstr (lines[i], "<script>") ? 1 : 0;
      else
        assert_plain_markdown (lines[i]);
    }
  g_assert_cmpuint (fence, ==, 0);
  return fenced;
}

static void
test_markdown (void)
{
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_autofree char *letter = NULL;

  run.reply = hostile;
  run.recipient = "`*x*`_{a}@example.net";
  result = play (&run);
  letter = od_support_letter (result, OD_DOCUMENT_MARKDOWN);
  /* the server's own words, and the protocol */
  g_assert_cmpuint (check_markdown (letter), ==, 2);
}

/* A row of backticks that stands alone in a line ends no fence of ours. */
static void
test_fence (void)
{
  g_autoptr (OdDocument) document = od_document_new ("t", "en");
  g_autofree char *written = NULL;

  od_document_add_verbatim (document, "250-x\n```\n<script>\n``````\n# <script>");
  written = od_document_write (document, OD_DOCUMENT_MARKDOWN);
  g_assert_cmpuint (check_markdown (written), ==, 2);
}

static void
assert_known_element (const char *at)
{
  static const char *const known[] = { "!DOCTYPE", "html", "head", "meta", "title", "style", "body", "main",
                                       "h1",       "h2",   "p",    "ul",   "li",    "pre",   NULL };
  const char *name = at[1] == '/' ? at + 2 : at + 1;
  g_autofree char *word = g_strndup (name, strcspn (name, " >"));

  g_autofree char *inside = g_strndup (at, strcspn (at, ">"));

  if (!g_strv_contains (known, word))
    g_error ("an element “%s” that is not ours", word);
  g_assert_null (strstr (inside, " href="));
  g_assert_null (strstr (inside, " src="));
  g_assert_null (strstr (inside, " on"));
}

static void
test_html (void)
{
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_autofree char *letter = NULL;

  run.reply = hostile;
  run.recipient = "\"<b>&'x\"@example.net";
  result = play (&run);
  letter = od_support_letter (result, OD_DOCUMENT_HTML);
  for (const char *at = strchr (letter, '<'); at; at = strchr (at + 1, '<'))
    assert_known_element (at);
  g_assert_nonnull (strstr (letter, "&lt;script&gt;alert(1)"));
  g_assert_nonnull (strstr (letter, "<html lang=\"en\""));
  g_assert_nonnull (
      strstr (letter, "Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"));
}

/* A browser takes the sheet only if its sum is the one of the policy. */
static void
test_style_sum (void)
{
  g_autoptr (OdDocument) document = od_document_new ("x", "en");
  g_autofree char *page = od_document_write (document, OD_DOCUMENT_HTML);
  const char *begin = strstr (page, "<style>") + strlen ("<style>");
  const char *end = strstr (page, "</style>");
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *base64 = NULL;
  g_autofree char *policy = NULL;

  g_checksum_update (sum, (const guchar *) begin, end - begin);
  g_checksum_get_digest (sum, digest, &length);
  base64 = g_base64_encode (digest, length);
  policy = g_strdup_printf ("style-src 'sha256-%s'", base64);
  g_assert_nonnull (strstr (page, policy));
}

static void
test_prose (void)
{
  static const struct
  {
    const char *text;
    const char *markdown;
  } cases[] = {
    { "a *b* _c_", "a \\*b\\* \\_c\\_" },
    { "- x", "\\- x" },
    { "12. x", "12\\. x" },
    { "1) x", "1\\) x" },
    { "# x", "\\# x" },
    { "see www.example.org now", "see `www.example.org` now" },
    { "HTTPS://example.org/a", "`HTTPS://example.org/a`" },
    { "to anna@example.org.", "to `anna@example.org.`" },
    { "`a`@example.org", "`` `a`@example.org ``" },
    { "<a> & [b](c)", "\\<a\\> \\& \\[b\\](c)" },
    { "a\n# b", "a \\# b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OdDocument) document = od_document_new ("t", "en");
      g_autofree char *wanted = g_strdup_printf ("# t\n\n%s\n", cases[i].markdown);
      g_autofree char *written = NULL;

      od_document_add_paragraph (document, cases[i].text);
      written = od_document_write (document, OD_DOCUMENT_MARKDOWN);
      g_assert_cmpstr (written, ==, wanted);
    }
}

/* What a shell makes of @script, line by line. */
static char *
ask_shell (const char *script)
{
  const char *const words[] = { "/bin/sh", "-c", script, NULL };
  g_autoptr (GError) error = NULL;
  char *out = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) words, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return out;
}

static void
test_quoting (void)
{
  static const char *const words[] = {
    "plain",       "a@example.org", "",         "it's",       "$(touch /tmp/x)", "`id`", "a b", "\\",
    "\"quoted\"",  "!history",      "~root",    "*",          "a;b|c&d>e<f",     "#x",   "ä–ß", "-n",
    "a'\\''b'''c", "${HOME}",       "x\\ny\\t", "{a,b}[c]?=", "••••••",          "%s%n", "a=b", "(sub)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_autofree char *word = od_shell_word (words[i]);
      g_autofree char *script = g_strdup_printf ("printf '%%s' %s", word);
      g_autofree char *read_back = ask_shell (script);

      g_assert_cmpstr (read_back, ==, words[i]);
    }
}

/* The words that swaks would get. */
static char **
words_of_command (const OdResult *result)
{
  g_autofree char *command = od_swaks_command (result);
  g_autofree char *script = g_strdup_printf ("swaks () { printf '%%s\\n' \"$@\"; }\n%s", command);
  g_autofree char *out = ask_shell (g_strchomp (script));

  return g_strsplit (g_strchomp (out), "\n", -1);
}

static const char *
value_of (char **words, const char *option)
{
  for (guint i = 0; words[i]; i++)
    if (g_str_equal (words[i], option))
      return words[i + 1] ? words[i + 1] : "";
  return NULL;
}

static gboolean
holds (char **words, const char *word)
{
  return g_strv_contains ((const char *const *) words, word);
}

static void
test_command (void)
{
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_auto (GStrv) words = NULL;

  run.user = "it's $(id) `x`";
  run.address = "o'neill&co@example.org";
  result = play (&run);
  words = words_of_command (result);
  g_assert_cmpstr (value_of (words, "--server"), ==, "mail.example.org");
  g_assert_cmpstr (value_of (words, "--port"), ==, "587");
  g_assert_cmpstr (value_of (words, "--from"), ==, "o'neill&co@example.org");
  g_assert_cmpstr (value_of (words, "--to"), ==, "bob@example.net");
  g_assert_cmpstr (value_of (words, "--ehlo"), ==, "[192.168.1.20]");
  g_assert_cmpstr (value_of (words, "--auth"), ==, "PLAIN");
  g_assert_cmpstr (value_of (words, "--auth-user"), ==, "it's $(id) `x`");
  g_assert_true (holds (words, "--tls"));
  g_assert_true (holds (words, "--tls-verify"));
  g_assert_false (holds (words, "--auth-password"));
  g_assert_false (holds (words, "--quit-after"));
}

/* A value that looks like an option stays a value. */
static void
test_command_dash (void)
{
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_auto (GStrv) words = NULL;

  run.user = "--auth-password";
  result = play (&run);
  words = words_of_command (result);
  g_assert_true (holds (words, "--auth-user=--auth-password"));
  g_assert_false (holds (words, "--auth-password"));
}

static void
check_stop (const Run *run, const char *mechanism, const char *stop)
{
  g_autoptr (OdResult) result = play (run);
  g_auto (GStrv) words = words_of_command (result);

  g_assert_cmpstr (value_of (words, "--auth"), ==, mechanism);
  g_assert_cmpstr (value_of (words, "--quit-after"), ==, stop);
}

/* The command does no more than the run did. */
static void
test_command_stops (void)
{
  Run run = refused;

  run.dry_run = "yes";
  check_stop (&run, "PLAIN", "RCPT");
  run = refused;
  run.used = "SCRAM-SHA-256";
  run.offered = "LOGIN";
  check_stop (&run, "LOGIN", NULL);
  run.used = "XOAUTH2";
  check_stop (&run, NULL, "HELO");
  run = refused;
  run.security = "none";
  check_stop (&run, NULL, "HELO");
  run = refused;
  run.used = NULL;
  check_stop (&run, NULL, NULL);
  run.stage = OD_STAGE_EHLO;
  check_stop (&run, NULL, "HELO");
  run.stage = OD_STAGE_CONNECT;
  check_stop (&run, NULL, "TLS");
}

static void
test_command_settings (void)
{
  g_autoptr (OdSettings) settings = od_settings_new ();
  g_autoptr (OdResult) result = NULL;
  g_auto (GStrv) words = NULL;
  Run run = refused;

  settings->family = OD_FAMILY_IPV6;
  od_settings_set_text (&settings->recipients, "bob@example.net, carla@example.com");
  od_settings_set_text (&settings->ca_file, "/home/anna/private/my ca.pem");
  run.server = "2001:db8::1";
  run.security = "tls";
  result = play_with (&run, settings);
  words = words_of_command (result);
  g_assert_cmpstr (value_of (words, "--server"), ==, "[2001:db8::1]");
  g_assert_cmpstr (value_of (words, "--to"), ==, "bob@example.net,carla@example.com");
  g_assert_cmpstr (value_of (words, "--tls-ca-path"), ==, "my ca.pem");
  g_assert_true (holds (words, "-6"));
  g_assert_true (holds (words, "--tls-on-connect"));
  g_assert_false (holds (words, "--tls-sni"));
}

static guint
count_lines (const char *text)
{
  guint lines = 0;

  for (; *text; text++)
    lines += *text == '\n' ? 1 : 0;
  return lines;
}

static void
test_message (void)
{
  static const struct
  {
    OdStage stage;
    const char *code;
    const char *reply;
  } cases[] = {
    { OD_STAGE_RCPT, "550", "No such user here" },
    { OD_STAGE_RCPT, "552", "Mailbox full" },
    { OD_STAGE_MAIL, "554", "5.7.1 Service unavailable; client host blocked using zen.spamhaus.org" },
    { OD_STAGE_AUTH, "535", "authentication failed" },
    { OD_STAGE_DOT, "451", "Temporary local problem" },
    { OD_STAGE_GREETING, "421", "Too many connections" },
    { OD_STAGE_DOT, "554", "Message looks like spam" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Run run = refused;
      g_autoptr (OdResult) result = NULL;
      g_autofree char *message = NULL;

      run.stage = cases[i].stage;
      run.code = cases[i].code;
      run.reply = cases[i].reply;
      result = play (&run);
      message = od_support_message (result);
      g_assert_cmpuint (count_lines (message), >=, 6);
      g_assert_cmpuint (count_lines (message), <=, 12);
      g_assert_nonnull (strstr (message, "2026-11-24 13:03:22 +01:00"));
      g_assert_nonnull (strstr (message, "mail.example.org"));
      g_assert_nonnull (strstr (message, cases[i].reply));
      g_assert_nonnull (strstr (message, od_result_get_verdict (result)->title));
      g_assert_nonnull (strstr (message, "Please "));
    }
}

/* A flood stays a line of bearable length; line ends of a reply make no lines of their own. */
static void
test_message_flood (void)
{
  g_autofree char *flood = g_strnfill (5000, 'x');
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_autofree char *message = NULL;

  run.reply = flood;
  result = play (&run);
  message = od_support_message (result);
  g_assert_cmpuint (strlen (message), <, 3000);
  g_assert_cmpuint (count_lines (message), <=, 12);
}

static void
test_nothing_wrong (void)
{
  Run run = refused;
  g_autoptr (OdResult) result = NULL;
  g_autofree char *letter = NULL;

  run.stage = OD_STAGE_DOT;
  run.code = "250";
  run.reply = "Queued as ABC123";
  result = play (&run);
  g_assert_null (od_support_message (result));
  letter = od_support_letter (result, OD_DOCUMENT_TEXT);
  g_assert_nonnull (strstr (letter, "What came of it"));
  g_assert_nonnull (strstr (letter, "Looking up the server ✓ › Connecting ✓"));
  g_assert_null (strstr (letter, "Who has to act"));
}

/* A transcript of which nothing is known still makes a letter. */
static void
test_empty (void)
{
  g_autoptr (OdTranscript) transcript = od_transcript_new ();
  g_autoptr (OdResult) result = od_result_new_from_transcript (transcript, NULL);

  g_assert_null (od_swaks_command (result));
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *letter = od_support_letter (result, formats[i]);
      g_assert_true (g_str_has_suffix (letter, "\n"));
      g_assert_null (strstr (letter, "swaks"));
    }
}

/* The network in words: no private address is in it. */
static void
test_network (void)
{
  static const struct
  {
    const char *ehlo;
    const char *words;
  } cases[] = {
    { "[192.168.1.20]", "private address behind a router" },
    { "[100.64.3.4]", "private address behind a router" },
    { "[IPv6:fd00::1]", "private address behind a router" },
    { "[IPv6:2001:db8::1]", "public address" },
    { "[203.0.113.4]", "public address" },
    { "[127.0.0.1]", "this computer only" },
    { "laptop.example.org", NULL },
    { "[nonsense", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Run run = refused;
      g_autoptr (OdResult) result = NULL;
      g_autofree char *words = NULL;

      run.ehlo = cases[i].ehlo;
      result = play (&run);
      words = od_environment_network (result);
      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_public_address (void)
{
  g_autoptr (OdResult) result = play (&refused);

  g_assert_null (od_environment_public_address (result));
  od_facts_set (result->facts, "client.address", "10.1.2.3", "test");
  g_assert_null (od_environment_public_address (result));
  od_facts_set (result->facts, "client.address", "203.0.113.9", "test");
  g_autofree char *address = od_environment_public_address (result);
  g_assert_cmpstr (address, ==, "203.0.113.9");
}

static void
test_save (void)
{
  static const struct
  {
    const char *name;
    const char *beginning;
  } cases[] = {
    { "letter.txt", "This " },
    { "letter", "This " },
    { "letter.MD", "# " },
    { "letter.html", "<!DOCTYPE html>" },
  };
  g_autoptr (OdResult) result = play (&refused);
  g_autofree char *folder = g_dir_make_tmp ("od-letter-XXXXXX", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (folder, cases[i].name, NULL);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      g_autofree char *text = NULL;
      GStatBuf status;

      g_assert_true (od_support_letter_save (result, file, NULL, NULL));
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      g_assert_true (g_str_has_prefix (text, cases[i].beginning));
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpint (status.st_mode & 0777, ==, 0600);
      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/support-letter/masked", test_masked);
  g_test_add_func ("/support-letter/parts", test_parts);
  g_test_add_func ("/support-letter/markdown", test_markdown);
  g_test_add_func ("/support-letter/fence", test_fence);
  g_test_add_func ("/support-letter/html", test_html);
  g_test_add_func ("/support-letter/style-sum", test_style_sum);
  g_test_add_func ("/support-letter/prose", test_prose);
  g_test_add_func ("/support-letter/quoting", test_quoting);
  g_test_add_func ("/support-letter/command", test_command);
  g_test_add_func ("/support-letter/command-dash", test_command_dash);
  g_test_add_func ("/support-letter/command-stops", test_command_stops);
  g_test_add_func ("/support-letter/command-settings", test_command_settings);
  g_test_add_func ("/support-letter/message", test_message);
  g_test_add_func ("/support-letter/message-flood", test_message_flood);
  g_test_add_func ("/support-letter/nothing-wrong", test_nothing_wrong);
  g_test_add_func ("/support-letter/empty", test_empty);
  g_test_add_func ("/support-letter/network", test_network);
  g_test_add_func ("/support-letter/public-address", test_public_address);
  g_test_add_func ("/support-letter/save", test_save);
  return g_test_run ();
}
