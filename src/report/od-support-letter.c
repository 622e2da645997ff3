/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Puts the letter together, a function a part. How it looks is the business of od-document. Any thread. */

#include "od-support-letter.h"

#include <glib/gi18n-lib.h>

#include "od-environment.h"
#include "od-report.h"
#include "od-support-words.h"
#include "od-swaks.h"
#include "od-text.h"
#include "od-transcript-file.h"

static const char *
kind_of_run (const OdResult *result)
{
  const OdSettings *settings = result->settings;

  if (g_strcmp0 (od_facts_get (result->facts, "mode"), "direct") == 0 || settings->direct)
    return _ ("delivery straight to the recipient’s server");
  if (g_strcmp0 (od_facts_get (result->facts, "dry-run"), "yes") == 0 || settings->dry_run)
    return _ ("everything but sending");
  return _ ("sending a test message");
}

static void
add_tried (OdDocument *letter, const OdResult *result)
{
  g_autofree char *time = od_support_time (result);
  g_autofree char *address = od_support_address (result);
  g_autofree char *recipients = od_support_recipients (result);
  g_autofree char *connection = od_support_connection (result);

  od_document_add_heading (letter, _ ("What was tried"));
  od_document_add_pair (letter, _ ("Test"), kind_of_run (result));
  od_document_add_pair (letter, _ ("Time"), time);
  od_document_add_pair (letter, _ ("From"), address);
  od_document_add_pair (letter, _ ("To"), recipients);
  od_document_add_pair (letter, _ ("Server"), connection);
  od_document_add_pair (letter, _ ("User name"), od_facts_get (result->facts, "user"));
  od_document_add_pair (letter, _ ("Login by"), od_facts_get (result->facts, "auth.used"));
  od_document_add_pair (letter, _ ("Encryption"), od_facts_get (result->facts, "tls.version"));
  od_document_add_pair (letter, _ ("Id in the server’s queue"), od_facts_get (result->facts, "queue-id"));
}

static void
add_stopped (OdDocument *letter, const OdResult *result, const OdFinding *verdict)
{
  g_autofree char *way = od_support_way (result);

  od_document_add_heading (letter, verdict->kind == OD_DIAGNOSIS_SUCCESS ? _ ("What came of it")
                                                                         : _ ("What stopped it"));
  od_document_add_item (letter, verdict->title, verdict->summary);
  od_document_add_pair (letter, _ ("On the way"), way);
  if (verdict->actor != OD_ACTOR_NOBODY)
    od_document_add_pair (letter, _ ("Who has to act"), od_actor_label (verdict->actor));
  if (verdict->lasts != OD_LASTS_NOTHING)
    od_document_add_item (letter, od_lasts_label (verdict->lasts), NULL);
}

static void
add_causes (OdDocument *letter, const OdFinding *verdict)
{
  if (verdict->causes->len > 0)
    od_document_add_heading (letter, _ ("Possible causes"));
  for (guint i = 0; i < verdict->causes->len; i++)
    {
      const OdCause *cause = g_ptr_array_index (verdict->causes, i);
      g_autofree char *line = g_strdup_printf ("%s – %s", cause->title, od_cause_state_label (cause->state));

      od_document_add_item (letter, line, cause->evidence);
    }
}

static void
add_offered (OdDocument *letter, const OdFinding *verdict)
{
  if (verdict->fixes->len > 0)
    od_document_add_heading (letter, _ ("What was proposed"));
  for (guint i = 0; i < verdict->fixes->len; i++)
    {
      const OdFix *fix = g_ptr_array_index (verdict->fixes, i);

      od_document_add_item (letter, fix->title, fix->text);
    }
}

static void
add_server_words (OdDocument *letter, const OdFinding *verdict)
{
  if (!verdict->server_words)
    return;
  od_document_add_heading (letter, _ ("The server’s own words"));
  od_document_add_verbatim (letter, verdict->server_words);
}

static void
add_remarks (OdDocument *letter, GPtrArray *findings)
{
  if (findings->len > 1)
    od_document_add_heading (letter, _ ("Also noticed"));
  for (guint i = 1; i < findings->len; i++)
    {
      const OdFinding *remark = g_ptr_array_index (findings, i);

      od_document_add_item (letter, remark->title, remark->summary);
    }
}

static void
add_protocol (OdDocument *letter, const OdResult *result)
{
  g_autofree char *protocol = od_report_transcript (result->transcript);

  if (*protocol == '\0')
    return;
  od_document_add_heading (letter, "Protocol");
  od_document_add_paragraph (letter, "Seconds since the run began; → sent, ← received, • step, ✗ problem. "
                                     "Passwords are replaced by dots.");
  od_document_add_verbatim (letter, protocol);
}

static void
add_environment (OdDocument *letter, const OdResult *result)
{
  g_autofree char *system = od_environment_system ();
  g_autofree char *libraries = od_environment_libraries ();
  g_autofree char *network = od_environment_network (result);
  g_autofree char *address = od_environment_public_address (result);

  od_document_add_heading (letter, "Environment");
  od_document_add_pair (letter, "Program", "Outbox Doctor " OD_VERSION);
  od_document_add_pair (letter, "System", system);
  od_document_add_pair (letter, "Libraries", libraries);
  od_document_add_pair (letter, "Network", network);
  od_document_add_pair (letter, "Address the server saw", address);
}

static void
add_command (OdDocument *letter, const OdResult *result)
{
  g_autofree char *command = od_swaks_command (result);
  g_auto (GStrv) remarks = command ? od_swaks_remarks (result) : NULL;

  if (!command)
    return;
  od_document_add_heading (letter, "To repeat it with swaks");
  od_document_add_verbatim (letter, command);
  for (guint i = 0; remarks[i]; i++)
    od_document_add_item (letter, remarks[i], NULL);
}

char *
od_support_letter (const OdResult *result, OdDocumentFormat format)
{
  const OdFinding *verdict = od_result_get_verdict (result);
  g_autofree char *language = od_document_own_language ();
  g_autoptr (OdDocument) letter = od_document_new (verdict->title, language);

  add_tried (letter, result);
  add_stopped (letter, result, verdict);
  add_causes (letter, verdict);
  add_offered (letter, verdict);
  add_server_words (letter, verdict);
  add_remarks (letter, result->findings);
  letter->english = TRUE;
  add_protocol (letter, result);
  add_environment (letter, result);
  add_command (letter, result);
  return od_document_write (letter, format);
}

OdDocumentFormat
od_support_letter_format (const char *file_name)
{
  g_autofree char *name = g_ascii_strdown (file_name, -1);

  if (g_str_has_suffix (name, ".md") || g_str_has_suffix (name, ".markdown"))
    return OD_DOCUMENT_MARKDOWN;
  if (g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".htm"))
    return OD_DOCUMENT_HTML;
  return OD_DOCUMENT_TEXT;
}

gboolean
od_support_letter_save (const OdResult *result, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *letter = od_support_letter (result, od_support_letter_format (name));

  return od_text_file_write (file, letter, cancellable, error);
}
