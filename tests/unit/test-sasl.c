/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* Logins against the vector of RFC 5802 §5 and against servers that cheat. The library's source of nonces is
 * replaced in this program, so that every run says the same. */

#include "od-sasl.h"

#include <string.h>

#define NONCE "fyko+d2lbbFgONRv9qkxdawL"
#define FIRST "r=" NONCE "3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096"
#define PROOF "v=rmF9pqV8S7suAoZWja4dJRkFsKQ="

int gsasl_nonce (char *data, size_t length);

int
gsasl_nonce (char *data, size_t length)
{
  gsize size;
  g_autofree guchar *nonce = g_base64_decode (NONCE, &size);

  g_assert_cmpuint (size, ==, length);
  memcpy (data, nonce, length);
  return 0;
}

static OdSasl *
login (const char *mechanism, const char *password)
{
  g_autoptr (OdSecret) secret = od_secret_new (password, -1);
  g_autoptr (GError) error = NULL;
  OdSasl *sasl = od_sasl_new (mechanism, "user", secret, NULL, NULL, "mx.test", 587, &error);

  g_assert_no_error (error);
  return sasl;
}

static void
says (OdSasl *sasl, const char *challenge, const char *wanted)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) question = challenge == NULL ? NULL : g_bytes_new (challenge, strlen (challenge));
  g_autoptr (GBytes) response = od_sasl_step (sasl, question, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (response, NULL), g_bytes_get_size (response), wanted, strlen (wanted));
}

static void
refuses (OdSasl *sasl, const char *challenge, OdSaslError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) question = g_bytes_new (challenge, strlen (challenge));

  g_assert_null (od_sasl_step (sasl, question, &error));
  g_assert_error (error, OD_SASL_ERROR, (int) code);
  g_assert_false (od_sasl_finish (sasl, NULL, NULL));
}

static void
begin_proven (OdSasl *sasl)
{
  says (sasl, NULL, "n,,n=user,r=" NONCE);
  says (sasl, FIRST, "c=biws,r=" NONCE "3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=");
}

static void
test_scram_vector (void)
{
  g_autoptr (OdSasl) sasl = login ("SCRAM-SHA-1", "pencil");
  g_autoptr (OdSasl) late = login ("SCRAM-SHA-1", "pencil");
  g_autoptr (GBytes) proof = g_bytes_new_static (PROOF, strlen (PROOF));

  begin_proven (sasl);
  g_assert_false (od_sasl_finish (sasl, NULL, NULL));
  says (sasl, PROOF, "");
  g_assert_true (od_sasl_finish (sasl, NULL, NULL));
  g_assert_false (od_sasl_finish (sasl, proof, NULL));
  begin_proven (late);
  g_assert_true (od_sasl_finish (late, proof, NULL));
}

#define SALTED "r=" NONCE "3rfcNHYJY1ZVvWVs7j,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4097"
#define ANSWER "c=biws,r=" NONCE "3rfcNHYJY1ZVvWVs7j,p="

/* Worked out with hashlib and hmac of Python; the second password is IX once it is prepared (RFC 4013 §3). */
static void
test_scram_256 (void)
{
  const struct
  {
    const char *password;
    const char *answer;
    const char *proof;
  } rows[] = {
    { "pencil", ANSWER "slzuq/nkhTXY1+tn5E2XXRCu2QYQnvFmcoz1HRvEMRo=",
      "v=IjJQQACu3Njgk84VpQIkLZuWbowDjOfkozhLTz7qo4I=" },
    { "I\302\255X", ANSWER "Yw1CyGtE/jsrqOsHRHiSRf2EMvFB+rj6k5Cwqvqb7AM=",
      "v=vs8VT2cmp0iB7AqSt/4/lzot6sh6G02gQN+0f2EUy6k=" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (OdSasl) sasl = login ("SCRAM-SHA-256", rows[i].password);

      says (sasl, NULL, "n,,n=user,r=" NONCE);
      says (sasl, SALTED, rows[i].answer);
      says (sasl, rows[i].proof, "");
      g_assert_true (od_sasl_finish (sasl, NULL, NULL));
    }
}

static void
test_scram_first_faults (void)
{
  const struct
  {
    const char *challenge;
    OdSaslError code;
  } faults[] = {
    { "r=" NONCE "x,s=QUJD,i=1", OD_SASL_ERROR_ITERATIONS },
    { "r=" NONCE "x,s=QUJD,i=4095", OD_SASL_ERROR_ITERATIONS },
    { "r=" NONCE "x,s=QUJD,i=1000001", OD_SASL_ERROR_ITERATIONS },
    { "r=" NONCE "x,s=QUJD,i=2147483647", OD_SASL_ERROR_ITERATIONS },
    { "r=" NONCE "x,s=QUJD,i=99999999999999999999999", OD_SASL_ERROR_ITERATIONS },
    { "r=" NONCE "x,s=QUJD,i=4096x", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x,s=QUJD,i=-1", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x,s=QUJD,i=4096,", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x,s=QUJD,i=4096,i=1", OD_SASL_ERROR_CHALLENGE },
    { "r=XXXX,s=QUJD,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE ",s=QUJD,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "m=a,r=" NONCE "x,s=QUJD,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "s=QUJD,r=" NONCE "x,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x,s=QUJ,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x,s=,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x", OD_SASL_ERROR_CHALLENGE },
    { "r=" NONCE "x\n,s=QUJD,i=4096", OD_SASL_ERROR_CHALLENGE },
    { "e=other-error", OD_SASL_ERROR_CHALLENGE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (OdSasl) sasl = login ("SCRAM-SHA-1", "pencil");

      says (sasl, NULL, "n,,n=user,r=" NONCE);
      refuses (sasl, faults[i].challenge, faults[i].code);
    }
}

static void
test_scram_final_faults (void)
{
  const char *challenges[] = { "e=invalid-proof", "", "v=", PROOF ",x=1", PROOF "," PROOF, PROOF " ", "x=1" };
  g_autoptr (OdSasl) wrong = login ("SCRAM-SHA-1", "pencil");
  g_autoptr (OdSasl) twice = login ("SCRAM-SHA-1", "pencil");

  for (guint i = 0; i < G_N_ELEMENTS (challenges); i++)
    {
      g_autoptr (OdSasl) sasl = login ("SCRAM-SHA-1", "pencil");

      begin_proven (sasl);
      refuses (sasl, challenges[i], OD_SASL_ERROR_CHALLENGE);
    }
  begin_proven (wrong);
  refuses (wrong, "v=AAF9pqV8S7suAoZWja4dJRkFsKQ=", OD_SASL_ERROR_SERVER_PROOF);
  begin_proven (twice);
  says (twice, PROOF, "");
  refuses (twice, PROOF, OD_SASL_ERROR_CHALLENGE);
}

static void
test_login (void)
{
  g_autoptr (OdSasl) good = login ("LOGIN", "pencil");
  g_autoptr (OdSasl) turned = login ("LOGIN", "pencil");
  g_autoptr (OdSasl) endless = login ("LOGIN", "pencil");

  g_assert_false (od_sasl_finish (good, NULL, NULL));
  says (good, "Username:", "user");
  says (good, "Password:", "pencil");
  g_assert_true (od_sasl_finish (good, NULL, NULL));
  refuses (turned, "Password:", OD_SASL_ERROR_CHALLENGE);
  for (guint i = 0; i < OD_SASL_MAX_ROUNDS; i++)
    says (endless, "Username:", "user");
  refuses (endless, "Username:", OD_SASL_ERROR_ROUNDS);
}

static void
test_tokens (void)
{
  g_autoptr (OdSasl) google = login ("XOAUTH2", "tok");
  g_autoptr (OdSasl) bearer = login ("OAUTHBEARER", "tok");

  says (google, NULL, "user=user\001auth=Bearer tok\001\001");
  says (google, "{\"status\":\"401\"}", "");
  g_assert_cmpstr (od_sasl_get_refusal (google), ==, "{\"status\":\"401\"}");
  g_assert_false (od_sasl_finish (google, NULL, NULL));
  says (bearer, NULL, "n,a=user,\001host=mx.test\001port=587\001auth=Bearer tok\001\001");
  says (bearer, "{}", "\001");
}

static void
test_cram_md5 (void)
{
  g_autoptr (OdSasl) sasl = login ("CRAM-MD5", "pencil");

  refuses (sasl, "", OD_SASL_ERROR_CHALLENGE);
}

static void
test_choice (void)
{
  const char *all[] = { "LOGIN",       "PLAIN",         "CRAM-MD5",           "XOAUTH2",
                        "SCRAM-SHA-1", "SCRAM-SHA-256", "SCRAM-SHA-256-PLUS", NULL };
  const char *weak[] = { "CRAM-MD5", "NTLM", "XOAUTH2", "EXTERNAL", NULL };
  OdSaslSituation plain = { .encrypted = TRUE };
  OdSaslSituation bound = { .encrypted = TRUE, .channel_binding = TRUE };
  OdSaslSituation named = { .encrypted = TRUE, .wanted = "cram-md5" };
  OdSaslSituation token = { .encrypted = TRUE, .token = TRUE };
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (od_sasl_choose (all, &plain, NULL), ==, "SCRAM-SHA-256");
  g_assert_cmpstr (od_sasl_choose (all, &bound, NULL), ==, "SCRAM-SHA-256-PLUS");
  g_assert_cmpstr (od_sasl_choose (weak, &named, NULL), ==, "CRAM-MD5");
  g_assert_cmpstr (od_sasl_choose (weak, &token, NULL), ==, "XOAUTH2");
  g_assert_null (od_sasl_choose (weak, &plain, &error));
  g_assert_error (error, OD_SASL_ERROR, OD_SASL_ERROR_NO_MECHANISM);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sasl/scram-vector", test_scram_vector);
  g_test_add_func ("/sasl/scram-256", test_scram_256);
  g_test_add_func ("/sasl/scram-first-faults", test_scram_first_faults);
  g_test_add_func ("/sasl/scram-final-faults", test_scram_final_faults);
  g_test_add_func ("/sasl/login", test_login);
  g_test_add_func ("/sasl/tokens", test_tokens);
  g_test_add_func ("/sasl/cram-md5", test_cram_md5);
  g_test_add_func ("/sasl/choice", test_choice);
  return g_test_run ();
}
