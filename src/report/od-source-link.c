/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* From the words of a source to the address of its page. Pure, any thread. It knows how publishers form their
 * addresses, and whether a page is there it does not know. */

#include "od-source-link.h"

#include <string.h>

#define RFC_PAGE   "https://www.rfc-editor.org/rfc/rfc"
#define DRAFT_PAGE "https://datatracker.ietf.org/doc/"
#define IANA_PAGE  "https://www.iana.org/assignments/smtp-enhanced-status-codes/"

/* The number behind "RFC ", and what follows it. */
static gboolean
take_rfc (const char *source, guint *number, const char **rest)
{
  char *end = NULL;

  if (!g_str_has_prefix (source, "RFC ") || !g_ascii_isdigit (source[4]))
    return FALSE;
  *number = (guint) g_ascii_strtoull (source + 4, &end, 10);
  *rest = end;
  return TRUE;
}

/* The section behind "§": digits and dots, or a letter first where it is an appendix. */
static char *
take_section (const char *rest)
{
  const char *sign = strstr (rest, "§");
  const char *start = sign != NULL ? sign + strlen ("§") : NULL;
  gsize length = 0;

  if (start == NULL)
    return NULL;
  while (*start == ' ')
    start++;
  while (g_ascii_isalnum (start[length]) || (start[length] == '.' && g_ascii_isalnum (start[length + 1])))
    length++;
  return length > 0 ? g_strndup (start, length) : NULL;
}

static char *
rfc_link (guint number, const char *rest)
{
  g_autofree char *section = take_section (rest);

  if (section == NULL)
    return g_strdup_printf (RFC_PAGE "%u", number);
  return g_strdup_printf (RFC_PAGE "%u#%s-%s", number, g_ascii_isalpha (*section) ? "appendix" : "section",
                          section);
}

/* Whether it is a host with a dot and a path, and nothing but that. */
static gboolean
is_page (const char *source)
{
  const char *slash = strchr (source, '/');
  const char *dot = strchr (source, '.');

  return slash != NULL && dot != NULL && dot != source && dot < slash && strpbrk (source, " \t,;") == NULL;
}

char *
od_source_link (const char *source)
{
  guint number;
  const char *rest;

  if (take_rfc (source, &number, &rest))
    return rfc_link (number, rest);
  if (g_str_has_prefix (source, "IANA ") && strstr (source, "enhanced status codes") != NULL)
    return g_strdup (IANA_PAGE);
  if (g_str_has_prefix (source, "draft-") && strpbrk (source, " /") == NULL)
    return g_strconcat (DRAFT_PAGE, source, NULL);
  if (g_str_has_prefix (source, "https://"))
    return g_strdup (source);
  return is_page (source) ? g_strconcat ("https://", source, NULL) : NULL;
}
