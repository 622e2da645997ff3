/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether public lists hold the address the server sees, or the sender's domain (RFC 5782). All lists side by
 * side, each in a thread of its own. Runs only with the person's consent, which the checkup looks after. */

#include "od-mail-domain.h"
#include "od-reverse-name.h"

typedef struct
{
  const OdProbeCase *probe_case;
  const OdThirdParty *list;
  char *question;
  gboolean answered;
  GPtrArray *reasons; /* const char * */
  GThread *thread;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_ptr_array_unref (question->reasons);
  g_free (question->question);
  g_free (question);
}

/* An answer that means nothing in this list is none: it comes from somebody else, or the list has changed. */
static void
read_answer (Question *question, GBytes *record)
{
  g_autoptr (GInetAddress) address = NULL;
  g_autofree char *text = NULL;
  const char *reason;

  if (g_bytes_get_size (record) != 4)
    return;
  address = g_inet_address_new_from_bytes (g_bytes_get_data (record, NULL), G_SOCKET_FAMILY_IPV4);
  text = g_inet_address_to_string (address);
  reason = od_third_party_reason (question->list, text);
  if (reason == NULL || g_str_equal (reason, "refused"))
    question->answered = FALSE;
  else
    g_ptr_array_add (question->reasons, (char *) reason);
}

static gpointer
ask (gpointer data)
{
  Question *question = data;
  const OdProbeCase *self = question->probe_case;
  g_autoptr (OdDnsAnswer)
      answer = od_dns_ask (question->question, OD_DNS_A, od_probe_deadline (self), self->cancellable, NULL);

  question->answered = od_dns_is_answered (answer);
  for (guint i = 0; answer != NULL && i < answer->records->len; i++)
    read_answer (question, answer->records->pdata[i]);
  return NULL;
}

/* What a list of @role is asked, or NULL. */
static char *
question_for (const OdThirdParty *list, GInetAddress *address, const char *domain)
{
  if (g_strcmp0 (list->role, "domain") == 0)
    return domain != NULL ? g_strconcat (domain, ".", list->host, NULL) : NULL;
  return address != NULL ? od_reverse_name (address, list->host) : NULL;
}

static GPtrArray *
ask_all (const OdProbeCase *self, GInetAddress *address, const char *domain)
{
  GPtrArray *questions = g_ptr_array_new_with_free_func (question_free);
  g_autoptr (GPtrArray) lists = od_third_parties_of (self->parties, OD_PARTY_BLOCK_LIST);

  for (guint i = 0; i < lists->len; i++)
    {
      char *text = question_for (lists->pdata[i], address, domain);
      Question *question;

      if (text == NULL)
        continue;
      question = g_new0 (Question, 1);
      question->probe_case = self;
      question->list = lists->pdata[i];
      question->question = text;
      question->reasons = g_ptr_array_new ();
      question->thread = g_thread_new ("block-list", ask, question);
      g_ptr_array_add (questions, question);
    }
  for (guint i = 0; i < questions->len; i++)
    g_thread_join (((Question *) questions->pdata[i])->thread);
  return questions;
}

static void
add_listing (const Question *question, const char *fact, OdEvent *event)
{
  od_probe_add_of (event, fact, "name", question->list->name);
  od_probe_add_of (event, fact, "link", question->list->url);
  if (g_str_equal (fact, "block-list"))
    for (guint i = 0; i < question->reasons->len; i++)
      od_probe_add (event, "block-list.reason", question->reasons->pdata[i]);
}

/* Listed if any list says so; not listed if any answered; else it failed. */
static void
add_verdict (GPtrArray *questions, gboolean of_domain, OdEvent *event)
{
  const char *fact = of_domain ? "block-list.domain" : "block-list";
  const char *verdict = NULL;

  for (guint i = 0; i < questions->len; i++)
    {
      const Question *question = questions->pdata[i];

      if ((g_strcmp0 (question->list->role, "domain") == 0) != of_domain)
        continue;
      if (verdict == NULL)
        verdict = "failed";
      if (question->reasons->len > 0)
        {
          verdict = "listed";
          add_listing (question, fact, event);
        }
      else if (question->answered && !g_str_equal (verdict, "listed"))
        verdict = "not-listed";
    }
  od_probe_add (event, fact, verdict);
}

static void
run (const OdProbeCase *self, OdEvent *event)
{
  const char *client = od_facts_get (self->facts, "client.address");
  g_autofree char *domain = od_mail_domain_of (self->settings->address);
  g_autoptr (GInetAddress) address = client != NULL ? g_inet_address_new_from_string (client) : NULL;
  g_autoptr (GPtrArray) questions = NULL;

  if (address != NULL && !od_address_is_public (address))
    g_clear_object (&address);
  event->text = g_strdup_printf ("%s%s%s", address != NULL ? client : "",
                                 address != NULL && domain != NULL ? ", " : "", domain != NULL ? domain : "");
  questions = ask_all (self, address, domain);
  add_verdict (questions, FALSE, event);
  add_verdict (questions, TRUE, event);
}

static const char *const facts[] = {
  "block-list",        "block-list.name",        "block-list.reason",      "block-list.link",
  "block-list.domain", "block-list.domain.name", "block-list.domain.link", NULL,
};

const OdProbe od_probe_block_list = {
  .name = "block-list",
  .place = OD_PROBE_ALONE,
  .party = OD_PARTY_BLOCK_LIST,
  .facts = facts,
  .about = "Whether address or domain are on public block lists.",
  .run = run,
};
