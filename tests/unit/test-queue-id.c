/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Queue ids in the words of the usual servers, and none where there is none. */

#include "od-queue-id.h"

static const struct
{
  const char *text;
  const char *id;
} cases[] = {
  { "Ok: queued as 4XyZ12AbCdz1", "4XyZ12AbCdz1" },
  { "Message accepted, queued as 7D3E1A.", "7D3E1A" },
  { "OK id=1rAbCd-0005Ef-2G", "1rAbCd-0005Ef-2G" },
  { "OK  1700000000 d2e1a72fcca58-6c4dsi123.45 - gsmtp", "d2e1a72fcca58-6c4dsi123.45" },
  { "<abc@example.org> [InternalId=123456789, Hostname=AM0.example] 1234 bytes in 0.1, 8 KB/sec Queued mail "
    "for "
    "delivery",
    "123456789" },
  { "3AF1x2y3012345 Message accepted for delivery", "3AF1x2y3012345" },
  { "ok 1700000001 qp 4567", "4567" },
  { "Requested mail action okay, completed: id=1MK3W0-1rAbCd2xyz-00L8", "1MK3W0-1rAbCd2xyz-00L8" },
  { "Ok 010001890abcdef-12345678-000000", "010001890abcdef-12345678-000000" },
  { "first line\nOk: queued as ABCDEF", "ABCDEF" },
  { "Ok", NULL },
  { "Message accepted", NULL },
  { "thank you for your mail", NULL },
  { "", NULL },
  { "Ok: queued as \033[2J", NULL },
  { "Ok: queued as \xff\xfe", NULL },
};

static void
test_find (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = od_queue_id_find (cases[i].text);
      g_assert_cmpstr (id, ==, cases[i].id);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue-id/find", test_find);
  return g_test_run ();
}
