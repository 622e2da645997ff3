/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

#include "fuzz-input.h"

#include <string.h>

int
LLVMFuzzerInitialize (int *argc, char ***argv)
{
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR);
  return 0;
}

guint
fuzz_take_number (FuzzInput *input, guint below)
{
  guint number;

  if (input->length == 0)
    return 0;
  number = input->data[0] % below;
  input->data++;
  input->length--;
  return number;
}

char *
fuzz_take_until (FuzzInput *input, char separator, gsize *length)
{
  const guint8 *end = input->length > 0 ? memchr (input->data, separator, input->length) : NULL;
  gsize found = end != NULL ? (gsize) (end - input->data) : input->length;
  gsize taken = end != NULL ? found + 1 : found;
  char *copy = g_malloc (found + 1);

  if (found > 0)
    memcpy (copy, input->data, found);
  copy[found] = '\0';
  input->data += taken;
  input->length -= taken;
  if (length != NULL)
    *length = found;
  return copy;
}

char *
fuzz_take_text (FuzzInput *input, char separator)
{
  return fuzz_take_until (input, separator, NULL);
}

char *
fuzz_take_rest (FuzzInput *input, gsize *length)
{
  char *copy = g_malloc (input->length + 1);

  if (input->length > 0)
    memcpy (copy, input->data, input->length);
  copy[input->length] = '\0';
  if (length != NULL)
    *length = input->length;
  input->length = 0;
  return copy;
}

static gboolean
may_turn_or_hide (gunichar letter)
{
  return (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x2028 && letter <= 0x202E) ||
         (letter >= 0x2060 && letter <= 0x206F) || letter == 0xFEFF ||
         (letter >= 0xE0000 && letter <= 0xE007F);
}

void
fuzz_check_safe (const char *text)
{
  if (text == NULL)
    return;
  g_assert (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      g_assert (letter >= 0x20 && (letter < 0x7F || letter > 0x9F));
      g_assert (!may_turn_or_hide (letter));
    }
}

void
fuzz_check_safe_lines (const char *text)
{
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    fuzz_check_safe (lines[i]);
}
