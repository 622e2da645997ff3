/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What sources find comes together here: each server once, of the source that is trusted most, and each is
 * asked only once whether it is there. Called from the threads of the sources. */

#include "od-search.h"

#include <glib/gi18n-lib.h>

#include "od-probe-talk.h"

typedef struct
{
  gboolean is_known;
  gboolean is_good;
} OdProof;

const char *
od_search_domain (const OdSearch *self)
{
  return self->address->ascii_domain;
}

OdDeadline
od_search_deadline (const OdSearch *self)
{
  return od_deadline_earlier (od_deadline_in (OD_DISCOVER_SOURCE_LIMIT), self->deadline);
}

OdProbeCase
od_search_probe_case (const OdSearch *self)
{
  return (OdProbeCase){ .settings = self->settings,
                        .providers = self->providers,
                        .arguments = "",
                        .limits = &od_limits_default,
                        .deadline = od_search_deadline (self),
                        .cancellable = self->cancellable };
}

void
od_search_note (OdSearch *self, OdDiscoverySource source, const char *asked, char *result, gint64 begun)
{
  OdDiscoveryStep *step = g_new0 (OdDiscoveryStep, 1);

  step->source = source;
  step->asked = g_strdup (asked);
  step->result = result;
  step->duration_us = g_get_monotonic_time () - begun;
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->found->steps, step);
  g_mutex_unlock (&self->mutex);
}

char *
od_search_count_words (guint count)
{
  return g_strdup_printf (ngettext ("%u server", "%u servers", count), count);
}

/* --- proofs */

/* TLS with a certificate for the host, and the greeting (RFC 8314 §3.3): on this port nothing else is to be
 * had. */
static gboolean
submissions_prove (OdProbeTalk *talk)
{
  return od_probe_talk_encrypt (talk) && od_probe_talk_hear_greeting (talk) && talk->greeting->code == 220;
}

/* The greeting, STARTTLS with a certificate for the host, and a login to offer (RFC 5321 §3.1, RFC 3207). */
static gboolean
submission_proves (OdProbeTalk *talk)
{
  return od_probe_talk_hear_greeting (talk) && talk->greeting->code == 220 &&
         od_probe_talk_hello (talk, NULL) && od_probe_talk_offers_starttls (talk) &&
         od_probe_talk_starttls (talk) && od_probe_talk_offers_login (talk);
}

static gboolean
talk_proves (OdProbeTalk *talk, OdSecurity security)
{
  if (talk->socket == NULL)
    return FALSE;
  return security == OD_SECURITY_TLS ? submissions_prove (talk) : submission_proves (talk);
}

static gboolean
ask_server (const OdSearch *self, const char *host, guint port, OdSecurity security)
{
  OdProbeCase probe_case = od_search_probe_case (self);
  g_autoptr (OdProbeTalk) talk = od_probe_talk_connect (&probe_case, host, port, OD_FAMILY_ANY);
  gboolean proves = talk_proves (talk, security);

  od_probe_talk_quit (talk);
  return proves;
}

/* TRUE: nobody has asked yet, so the caller does. Else waits for who does. */
static gboolean
claim_proof (OdSearch *self, const char *key, OdProof **proof)
{
  *proof = g_hash_table_lookup (self->proofs, key);
  if (*proof == NULL)
    {
      *proof = g_new0 (OdProof, 1);
      g_hash_table_insert (self->proofs, g_strdup (key), *proof);
      return TRUE;
    }
  while (!(*proof)->is_known)
    g_cond_wait (&self->proved, &self->mutex);
  return FALSE;
}

static void
settle_proof (OdSearch *self, OdProof *proof, gboolean is_good)
{
  g_mutex_lock (&self->mutex);
  proof->is_good = is_good;
  proof->is_known = TRUE;
  g_cond_broadcast (&self->proved);
  g_mutex_unlock (&self->mutex);
}

gboolean
od_search_prove (OdSearch *self, const char *host, guint port, OdSecurity security)
{
  g_autofree char *key = g_strdup_printf ("%s %u %d", host, port, security);
  gboolean is_ours;
  OdProof *proof;

  if (security == OD_SECURITY_NONE)
    return FALSE;
  g_mutex_lock (&self->mutex);
  is_ours = claim_proof (self, key, &proof);
  g_mutex_unlock (&self->mutex);
  if (is_ours)
    settle_proof (self, proof, ask_server (self, host, port, security));
  return proof->is_good;
}

/* --- proposals */

/* The same server from two sources: it is that of the better one, and proved if it was proved for either. */
static OdProposal *
merge (const OdProposal *a, const OdProposal *b)
{
  gboolean is_first = a->source < b->source || (a->source == b->source && a->place <= b->place);
  OdProposal *merged = od_proposal_copy (is_first ? a : b);

  merged->is_proved = a->is_proved || b->is_proved;
  return merged;
}

static gboolean
merge_equal (GPtrArray *proposals, const OdProposal *proposal)
{
  for (guint i = 0; i < proposals->len; i++)
    {
      OdProposal *other = proposals->pdata[i];

      if (!od_proposal_equal (other, proposal))
        continue;
      proposals->pdata[i] = merge (other, proposal);
      od_proposal_unref (other);
      return TRUE;
    }
  return FALSE;
}

static void
hand_on (OdSearch *self, OdProposal *proposal)
{
  g_mutex_lock (&self->mutex);
  if (!merge_equal (self->found->proposals, proposal))
    g_ptr_array_add (self->found->proposals, od_proposal_ref (proposal));
  if (self->sink != NULL)
    self->sink (proposal, self->user_data);
  g_mutex_unlock (&self->mutex);
}

void
od_search_offer (OdSearch *self, OdProposal *proposal)
{
  g_autoptr (OdProposal) offered = proposal;
  g_autoptr (OdProposal) proved = NULL;

  od_proposal_judge (offered, od_search_domain (self));
  hand_on (self, offered);
  if (offered->is_proved || !self->options->prove ||
      !od_search_prove (self, offered->host, offered->port, offered->security))
    return;
  proved = od_proposal_copy (offered);
  proved->is_proved = TRUE;
  hand_on (self, proved);
}
