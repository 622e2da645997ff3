/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The meanings (src/DESIGN.md has the list) as a person reads them. Any thread. */

#include "od-meaning-words.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *meaning;
  const char *label;
} labels[] = {
  { "address-unknown", NC_ ("meaning", "Address unknown") },
  { "address-moved", NC_ ("meaning", "Address has moved") },
  { "domain-unknown", NC_ ("meaning", "Domain unknown") },
  { "no-mail-accepted", NC_ ("meaning", "Takes no mail at all") },
  { "mailbox-full", NC_ ("meaning", "Mailbox full") },
  { "mailbox-disabled", NC_ ("meaning", "Mailbox switched off") },
  { "too-big", NC_ ("meaning", "Message too big") },
  { "content-refused", NC_ ("meaning", "Content refused") },
  { "sender-server-refused", NC_ ("meaning", "Sending server refused") },
  { "sender-not-authenticated", NC_ ("meaning", "Sender’s domain not proven") },
  { "sender-address-refused", NC_ ("meaning", "Sender address refused") },
  { "policy", NC_ ("meaning", "Against a rule of the server") },
  { "relay-denied", NC_ ("meaning", "Not passed on for you") },
  { "login-needed", NC_ ("meaning", "Login needed") },
  { "wrong-login", NC_ ("meaning", "User name or password wrong") },
  { "app-password-needed", NC_ ("meaning", "App password needed") },
  { "password-login-disabled", NC_ ("meaning", "Passwords switched off") },
  { "oauth-needed", NC_ ("meaning", "Sign-in by OAuth needed") },
  { "account-locked", NC_ ("meaning", "Account locked") },
  { "encryption-needed", NC_ ("meaning", "Encryption needed") },
  { "rate-limit", NC_ ("meaning", "Too much at once") },
  { "greylisted", NC_ ("meaning", "Put off on purpose") },
  { "server-fault", NC_ ("meaning", "Fault of the server") },
  { "unreachable", NC_ ("meaning", "Server not reached") },
  { "expired", NC_ ("meaning", "Given up after many tries") },
  { "protocol-error", NC_ ("meaning", "Error in the dialogue") },
  { "accepted", NC_ ("meaning", "Accepted") },
  { "unknown", NC_ ("meaning", "Not recognised") },
};

const char *
od_meaning_label (const char *meaning)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_str_equal (labels[i].meaning, meaning))
      return g_dpgettext2 (GETTEXT_PACKAGE, "meaning", labels[i].label);
  return meaning;
}
