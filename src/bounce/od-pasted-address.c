/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds addresses by their "@" and judges them by the words next to them. Looks at a bounded stretch around
 * each. Any thread. It does not check addresses. */

#include "od-pasted-address.h"

#include <string.h>

#define LOOK_BACK 60

typedef enum
{
  OWNER_UNKNOWN,
  OWNER_RECIPIENT,
  OWNER_SENDER,
} Owner;

/* What stands before an address; the nearest decides. */
static const char *const sender_words[] = {
  "sender",      "from",         "absender",           "von",     "expéditeur", "remitente", "mittente",
  "envelope",    "senders",      "account:",           "contact", "kontakt",    "mailto",    "ask",
  "return-path", "your address", "your email address", "help",    "postmaster", "write to",  "e-mail to",
  "an email to", "unblock",      "reply-to",           "konto",   "désiré",     "de",
};
static const char *const recipient_words[] = {
  "recipient",
  "recipients",
  "rcpt to",
  "to",
  "for",
  "an",
  "empfänger",
  "destinataire",
  "destinatario",
  "mailbox",
  "user",
  "address",
  "adresse",
  "account",
  "addressee",
  "postfach",
  "recipients failed",
  "rejected",
  "unknown",
  "dirección",
  "indirizzo",
  "für",
  "pour",
  "para",
  "à",
  "benutzer",
};

static gboolean
is_address_char (char c)
{
  return g_ascii_isalnum (c) || memchr ("!#$%&'*+-/=?^_`{|}~.", c, 20) != NULL || ((guchar) c) >= 0x80;
}

static gboolean
is_domain_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '.' || ((guchar) c) >= 0x80;
}

/* The address around the "@" at @at; FALSE if it is none. */
static gboolean
address_around (const char *text, gsize low, gsize at, gsize high, gsize *start, gsize *end)
{
  *start = at;
  *end = at + 1;
  while (*start > low && at - *start < 64 && is_address_char (text[*start - 1]))
    (*start)--;
  while (*start < at && memchr ("'=`{|", text[*start], 5) != NULL)
    (*start)++;
  while (*end < high && *end - at < 255 && is_domain_char (text[*end]))
    (*end)++;
  while (*end > at + 1 && (text[*end - 1] == '.' || text[*end - 1] == '-'))
    (*end)--;
  return *start<at && * end> at + 3 && memchr (text + at, '.', *end - at) != NULL;
}

static gboolean
ends_with (const char *text, gsize start, gsize end, const char *word)
{
  gsize size = strlen (word);

  if (end - start < size || g_ascii_strncasecmp (text + end - size, word, size) != 0)
    return FALSE;
  return end - size == start || !(g_ascii_isalnum (text[end - size - 1]) || text[end - size - 1] == '-');
}

static gsize
trim_back (const char *text, gsize start, gsize end, const char *what)
{
  while (end > start && text[end - 1] != '\0' && strchr (what, text[end - 1]) != NULL)
    end--;
  return end;
}

static gboolean
ends_with_one (const char *text, gsize start, gsize end, const char *const *words, gsize count)
{
  for (gsize i = 0; i < count; i++)
    if (ends_with (text, start, end, words[i]))
      return TRUE;
  return FALSE;
}

static Owner
owner_of_words (const char *text, gsize start, gsize end)
{
  if (end == start)
    return OWNER_UNKNOWN;
  if (ends_with_one (text, start, end, sender_words, G_N_ELEMENTS (sender_words)))
    return OWNER_SENDER;
  if (ends_with_one (text, start, end, recipient_words, G_N_ELEMENTS (recipient_words)))
    return OWNER_RECIPIENT;
  return OWNER_UNKNOWN;
}

/* Goes back from the address word by word: "sender address <…>" is a sender's, "the mailbox of …" nobody's.
 */
static Owner
owner_before (const char *text, gsize low, gsize start)
{
  gsize floor = start - low > LOOK_BACK ? start - LOOK_BACK : low;
  gsize end = trim_back (text, floor, start, " \t\r\n<\"'`:(=[");
  Owner owner = owner_of_words (text, floor, end);

  for (guint words = 0; words < 3 && owner != OWNER_SENDER && end > floor; words++)
    {
      while (end > floor && !g_ascii_isspace (text[end - 1]))
        end--;
      end = trim_back (text, floor, end, " \t\r\n");
      if (end > floor && memchr (".;,!)>]", text[end - 1], 7) != NULL)
        break;
      if (owner_of_words (text, floor, end) == OWNER_SENDER)
        owner = OWNER_SENDER;
      else if (owner == OWNER_UNKNOWN)
        owner = owner_of_words (text, floor, end);
    }
  return owner;
}

/* "anna@example.org: …", "'anna@example.org': (550, …", "<anna@example.org>... User unknown" */
static gboolean
is_headed (const char *text, gsize end, gsize high)
{
  while (end < high && memchr (">\"' ", text[end], 4) != NULL)
    end++;
  return end < high && (text[end] == ':' || (end + 3 <= high && memcmp (text + end, "...", 3) == 0));
}

static gboolean
is_help_address (const char *text, gsize start, gsize end)
{
  static const char *const names[] = { "postmaster@", "abuse@", "support@", "mailer-daemon@", "helpdesk@" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (end - start > strlen (names[i]) &&
        g_ascii_strncasecmp (text + start, names[i], strlen (names[i])) == 0)
      return TRUE;
  return FALSE;
}

/* The best address between @low and @high: one that words call a recipient, else one that heads a reply. */
static char *
recipient_within (const char *text, gsize low, gsize high, gboolean last, gboolean bare)
{
  g_autofree char *found = NULL;
  gsize next = low;

  while (next < high)
    {
      const char *sign = memchr (text + next, '@', high - next);
      gsize start, end;

      if (sign == NULL)
        break;
      gsize at = (gsize) (sign - text);
      gsize floor = next;
      next = at + 1;
      if (!address_around (text, floor, at, high, &start, &end))
        continue;
      next = end;
      Owner owner = owner_before (text, low, start);
      gboolean taken = owner == OWNER_RECIPIENT || (owner == OWNER_UNKNOWN && (is_headed (text, end, high) ||
                                                                               (bare && start <= low + 1)));
      if (!taken || (is_help_address (text, start, end) && owner != OWNER_RECIPIENT))
        continue;
      g_free (found);
      found = g_strndup (text + start, end - start);
      if (!last)
        break;
    }
  return g_steal_pointer (&found);
}

/* Behind code and status. */
static gsize
words_of_reply (const char *text, gsize reply, gsize end)
{
  while (reply < end && !g_ascii_isalpha (text[reply]) && text[reply] != '<' && ((guchar) text[reply]) < 0x80)
    reply++;
  return reply;
}

char *
od_pasted_recipient (const char *text, gsize start, gsize reply, gsize end, gsize stop)
{
  char *found = recipient_within (text, words_of_reply (text, reply, end), end, FALSE, TRUE);

  if (found == NULL)
    found = recipient_within (text, start, reply, TRUE, FALSE);
  return found != NULL ? found : recipient_within (text, end, stop, FALSE, FALSE);
}

char *
od_pasted_host (const char *text, gsize start, gsize reply)
{
  gsize floor = reply - start > 240 ? reply - 240 : start;
  const char *host = NULL;

  for (gsize i = floor; i + 5 < reply; i++)
    if (g_ascii_strncasecmp (text + i, "host ", 5) == 0 && (i == floor || !g_ascii_isalnum (text[i - 1])))
      host = text + i + 5;
  if (host == NULL)
    return NULL;
  gsize length = 0;
  while (host + length < text + reply && is_domain_char (host[length]))
    length++;
  while (length > 0 && host[length - 1] == '.')
    length--;
  return memchr (host, '.', length) != NULL ? g_strndup (host, length) : NULL;
}
