/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads announcement and policy. Any thread. What is unknown in a policy is passed over, as RFC 8461 §3.2
 * wants it. */

#include "od-mta-sts.h"

#include <string.h>

#define MAX_OCTETS (64 * 1024)

/* "v=STSv1; id=20160831085700Z;" */
gboolean
od_mta_sts_is_announcement (const char *text)
{
  return g_regex_match_simple ("^v=STSv1[ \\t]*;[ \\t]*(.*;)?[ \\t]*id=[A-Za-z0-9]{1,32}[ \\t]*(;.*)?$", text,
                               G_REGEX_DOTALL, 0);
}

static gboolean
read_mode (const char *value, OdMtaStsMode *mode)
{
  static const char *const modes[] = { "none", "testing", "enforce" };

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (g_str_equal (value, modes[i]))
      {
        *mode = (OdMtaStsMode) i;
        return TRUE;
      }
  return FALSE;
}

typedef struct
{
  gboolean has_version;
  gboolean has_mode;
  gboolean has_age;
} Seen;

/* Of a key that may stand once, the first counts. */
static void
take (OdMtaStsPolicy *self, Seen *seen, const char *key, const char *value)
{
  if (g_str_equal (key, "version"))
    seen->has_version = seen->has_version || g_str_equal (value, "STSv1");
  else if (g_str_equal (key, "mode") && !seen->has_mode)
    seen->has_mode = read_mode (value, &self->mode);
  else if (g_str_equal (key, "max_age") && !seen->has_age)
    seen->has_age = g_ascii_string_to_unsigned (value, 10, 0, 31557600, &self->max_age, NULL);
  else if (g_str_equal (key, "mx") && *value != '\0')
    g_ptr_array_add (self->names, g_ascii_strdown (value, -1));
}

static void
read_line (OdMtaStsPolicy *self, Seen *seen, const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, ":", 2);

  if (g_strv_length (parts) == 2)
    take (self, seen, g_strstrip (parts[0]), g_strstrip (parts[1]));
}

OdMtaStsPolicy *
od_mta_sts_policy_read (const char *text, gsize length)
{
  g_autoptr (OdMtaStsPolicy) self = g_new0 (OdMtaStsPolicy, 1);
  g_autofree char *copy = NULL;
  g_auto (GStrv) lines = NULL;
  Seen seen = { FALSE };

  self->names = g_ptr_array_new_with_free_func (g_free);
  if (length > MAX_OCTETS || memchr (text, '\0', length) != NULL || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  copy = g_strndup (text, length);
  lines = g_strsplit (copy, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    read_line (self, &seen, *line);
  if (!seen.has_version || !seen.has_mode || !seen.has_age ||
      (self->mode != OD_MTA_STS_NONE && self->names->len == 0))
    return NULL;
  return g_steal_pointer (&self);
}

void
od_mta_sts_policy_free (OdMtaStsPolicy *self)
{
  g_ptr_array_unref (self->names);
  g_free (self);
}

static gboolean
is_named (const char *pattern, const char *host)
{
  const char *dot;

  if (!g_str_has_prefix (pattern, "*."))
    return g_ascii_strcasecmp (pattern, host) == 0;
  dot = strchr (host, '.');
  return dot != NULL && g_ascii_strcasecmp (pattern + 1, dot) == 0;
}

gboolean
od_mta_sts_policy_names (const OdMtaStsPolicy *self, const char *host)
{
  for (guint i = 0; i < self->names->len; i++)
    if (is_named (self->names->pdata[i], host))
      return TRUE;
  return FALSE;
}
