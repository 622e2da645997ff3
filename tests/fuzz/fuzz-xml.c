/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* XML of others: providers' descriptions and our own files. */

#include "fuzz-input.h"
#include "od-xml.h"

static void
check_node (const OdXmlNode *node, guint depth)
{
  g_assert (depth <= 32);
  g_assert (node->name != NULL && node->text != NULL && node->raw_text != NULL);
  g_assert (g_utf8_validate (node->text, -1, NULL));
  for (guint i = 0; i < node->children->len; i++)
    check_node (node->children->pdata[i], depth + 1);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  FuzzInput input = { data, size };
  gsize length;
  g_autofree char *text = fuzz_take_rest (&input, &length);
  g_autoptr (GError) error = NULL;
  g_autoptr (OdXmlNode) root = od_xml_parse ("fuzz.xml", text, length, &error);

  g_assert ((root == NULL) == (error != NULL));
  if (root != NULL)
    check_node (root, 1);
  return 0;
}
