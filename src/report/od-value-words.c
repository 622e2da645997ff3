/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* A table; it judges nothing. A fact in which a value means something else has a row of its own where it is
 * told. */

#include "od-value-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *value;
  const char *words;
} values[] = {
  { "tls", N_ ("TLS from the start") },
  { "starttls", N_ ("STARTTLS") },
  { "plain", N_ ("no encryption offered") },
  { "mute", N_ ("connects but says nothing") },
  { "other", N_ ("another") },
  { "same", N_ ("the same") },
  { "yes", N_ ("yes") },
  { "no", N_ ("no") },
  { "none", N_ ("none") },
  { "ok", N_ ("fine") },
  { "open", N_ ("reachable") },
  { "good", N_ ("valid") },
  { "bad", N_ ("not valid") },
  { "refused", N_ ("refused") },
  { "accepted", N_ ("accepted") },
  { "timed-out", N_ ("no answer") },
  { "silent", N_ ("no answer") },
  { "reset", N_ ("broken off") },
  { "unreachable", N_ ("not reachable") },
  { "host-unreachable", N_ ("not reachable") },
  { "network-unreachable", N_ ("no network leads there") },
  { "permission-denied", N_ ("forbidden on this computer") },
  { "failed", N_ ("did not succeed") },
  { "offered", N_ ("offered") },
  { "not-offered", N_ ("not offered") },
  { "asked", N_ ("asked for") },
  { "name-mismatch", N_ ("for another name") },
  { "expired", N_ ("expired") },
  { "not-yet-valid", N_ ("not yet valid") },
  { "intermediate-expired", N_ ("an issuer’s certificate has expired") },
  { "unknown-issuer", N_ ("issuer not known") },
  { "self-signed", N_ ("self-signed") },
  { "chain-incomplete", N_ ("a certificate in between is missing") },
  { "revoked", N_ ("revoked") },
  { "exists", N_ ("exists") },
  { "not-found", N_ ("not found") },
  { "found", N_ ("found, though it cannot exist") },
  { "no-address", N_ ("without an address") },
  { "null", N_ ("takes no mail") },
  { "secure", N_ ("signed and right") },
  { "unsigned", N_ ("not signed") },
  { "bogus", N_ ("signed, but wrong") },
  { "unchecked", N_ ("not checked") },
  { "right", N_ ("right") },
  { "slow", N_ ("slow") },
  { "fast", N_ ("fast") },
  { "missing", N_ ("none") },
  { "listed", N_ ("listed") },
  { "not-listed", N_ ("not listed") },
  { "unknown", N_ ("not known") },
  { "vpn", N_ ("through a VPN") },
  { "alias", N_ ("lead on to other names, which is wrong") },
  { "own-network", N_ ("in a private network") },
  { "broken", N_ ("the entry has mistakes") },
  { "reject", N_ ("others shall refuse what is not proved") },
  { "quarantine", N_ ("others shall set aside what is not proved") },
};

const char *
od_value_words (const char *value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    if (g_str_equal (values[i].value, value))
      return values[i].words;
  return NULL;
}
