/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The reader of data files: lines, text, limits, and what it refuses. */

#include "od-xml.h"

#include <string.h>

static void
test_tree (void)
{
  const char *text =
      "<?xml version=\"1.0\"?>\n<!-- a\n b -->\n<a\n  x=\"1\">\n  <b> one\n two </b><b/>\n <c>&lt;</c></a>\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (OdXmlNode) root = od_xml_parse ("f.xml", text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (od_xml_node_attribute (root, "x"), ==, "1");
  g_assert_null (od_xml_node_attribute (root, "y"));
  g_assert_cmpuint (root->line, ==, 4);
  g_assert_cmpuint (root->children->len, ==, 3);
  g_assert_cmpuint (od_xml_node_child (root, "b")->line, ==, 6);
  g_assert_cmpuint (od_xml_node_child (root, "c")->line, ==, 8);
  g_assert_cmpstr (od_xml_node_child_text (root, "b"), ==, "one two");
  g_assert_cmpstr (od_xml_node_child (root, "b")->raw_text, ==, " one\n two ");
  g_assert_cmpstr (od_xml_node_child_text (root, "c"), ==, "<");
  g_assert_null (od_xml_node_child_text (root, "d"));
  g_autoptr (GError) content = NULL;
  od_xml_set_error (&content, "f.xml", od_xml_node_child (root, "c"), "no %s", "good");
  g_assert_error (content, OD_XML_ERROR, OD_XML_ERROR_CONTENT);
  g_assert_cmpstr (content->message, ==, "f.xml:8: no good");
}

static void
assert_refused (const char *text, gsize length, OdXmlError code, const char *prefix)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (od_xml_parse ("f.xml", text, length, &error));
  g_assert_error (error, OD_XML_ERROR, (int) code);
  g_assert_true (g_str_has_prefix (error->message, prefix));
}

static void
test_refused (void)
{
  assert_refused ("", 0, OD_XML_ERROR_SYNTAX, "f.xml:1: ");
  assert_refused ("<a>\n\0</a>", 9, OD_XML_ERROR_SYNTAX, "f.xml:2: ");
  assert_refused ("<a>\n</b>", 8, OD_XML_ERROR_SYNTAX, "f.xml:2: ");
  assert_refused ("\n<!DOCTYPE a><a/>", 17, OD_XML_ERROR_SYNTAX, "f.xml:2: ");
  assert_refused ("<a/>\n<b/>", 9, OD_XML_ERROR_SYNTAX, "f.xml:2: ");
  assert_refused ("<?xml version=\"1.0\"?>", 21, OD_XML_ERROR_SYNTAX, "f.xml:1: ");
  assert_refused ("<a>&bomb;</a>", 13, OD_XML_ERROR_SYNTAX, "f.xml:1: ");
}

static void
test_limits (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  for (guint i = 0; i < 33; i++)
    g_string_append (deep, "<a>");
  assert_refused (deep->str, deep->len, OD_XML_ERROR_TOO_LARGE, "f.xml:1: ");
  g_autofree char *large = g_strnfill (4 * 1024 * 1024 + 1, ' ');
  assert_refused (large, strlen (large), OD_XML_ERROR_TOO_LARGE, "f.xml:1: ");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/xml/tree", test_tree);
  g_test_add_func ("/xml/refused", test_refused);
  g_test_add_func ("/xml/limits", test_limits);
  return g_test_run ();
}
