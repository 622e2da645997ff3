/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The words of the fact tls.verify as sentences. Pure, any thread. What to do about a fault is said by the
 * diagnosis, not here. */

#include "od-certificate-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *word;
  const char *title;
  const char *sentence;
} faults[] = {
  { "name-mismatch", N_ ("The certificate is for another name"),
    N_ ("The server proves to be somebody else than the server you named.") },
  { "expired", N_ ("The certificate has expired"),
    N_ ("Its last day is past, or the clock of this computer is wrong.") },
  { "not-yet-valid", N_ ("The certificate is not valid yet"),
    N_ ("Its first day is still to come, or the clock of this computer is wrong.") },
  { "intermediate-expired", N_ ("A certificate further up has expired"),
    N_ ("The server’s own certificate may be in order, but one that vouches for it is out of date.") },
  { "unknown-issuer", N_ ("Nobody this computer trusts vouches for the certificate"),
    N_ ("Whoever issued it is not among the authorities that this computer knows.") },
  { "self-signed", N_ ("The server vouches for itself"),
    N_ ("The certificate is signed by its own key, not by an authority.") },
  { "chain-incomplete", N_ ("A link of the chain is missing"),
    N_ ("The server did not send the certificate that leads to a known authority.") },
  { "revoked", N_ ("The certificate was revoked"),
    N_ ("Its issuer has withdrawn it, for example because the key was stolen.") },
  { "insecure-algorithm", N_ ("The certificate uses a method that is no longer safe"),
    N_ ("Signatures of this kind can be forged.") },
  { "signature-failure", N_ ("A signature is false"),
    N_ ("The certificate was changed, or was not issued by whom it names.") },
  { "signer-not-ca", N_ ("Somebody signed who may not"),
    N_ ("The certificate that vouches for the server’s is not that of an authority.") },
  { "constraints", N_ ("The authority may not vouch for this name"),
    N_ ("Its own certificate limits the names that it may issue certificates for.") },
  { "purpose-mismatch", N_ ("The certificate is meant for something else"),
    N_ ("It was not issued for servers.") },
  { "ocsp-missing", N_ ("A proof that was promised is missing"),
    N_ ("The certificate demands a fresh proof that it was not revoked; the server sent none.") },
  { "ocsp-invalid", N_ ("The proof of validity is false"),
    N_ ("The proof that the certificate was not revoked cannot be verified.") },
  { "revocation-data", N_ ("The data about revoked certificates are of no use"),
    N_ ("They are out of date or do not fit, so it cannot be told whether the certificate was revoked.") },
  { "critical-extension", N_ ("The certificate demands something unknown"),
    N_ ("It holds a rule that must be obeyed and that this computer does not know.") },
  { "mismatch", N_ ("The certificate is not the expected one"),
    N_ ("It differs from what was known of this server.") },
};

OdFault
od_fault_words (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    if (g_str_equal (faults[i].word, word))
      return (OdFault){ _ (faults[i].title), _ (faults[i].sentence) };
  return (OdFault){ _ ("The certificate does not hold"),
                    _ ("It was rejected for a reason that has no words of its own here.") };
}

gboolean
od_tls_info_is_trusted (const OdTlsInfo *info)
{
  return info->version != NULL && info->verify != NULL &&
         g_strv_contains ((const char *const *) info->verify, "ok");
}

/* Up to the next comma that is no part of the value (RFC 4514 §3). */
static gsize
value_length (const char *value)
{
  gsize length = 0;

  while (value[length] != '\0' && value[length] != ',' && value[length] != '+')
    length += value[length] == '\\' && value[length + 1] != '\0' ? 2 : 1;
  return length;
}

char *
od_certificate_short_name (const char *distinguished_name)
{
  const char *part = distinguished_name;

  if (part == NULL || *part == '\0')
    return g_strdup (_ ("(no name)"));
  while (*part != '\0')
    {
      gsize length = value_length (part);

      if (g_ascii_strncasecmp (part, "CN=", 3) == 0 && length > 3)
        return g_strndup (part + 3, length - 3);
      part += length;
      part += *part != '\0' ? 1 : 0;
    }
  return g_strdup (distinguished_name);
}

char *
od_certificate_day (GDateTime *time)
{
  g_autoptr (GDateTime) local = time != NULL ? g_date_time_to_local (time) : NULL;
  char *text = NULL;

  /* Translators: day and time; see g_date_time_format(). */
  if (local != NULL)
    text = g_date_time_format (local, _ ("%-d %B %Y, %H:%M"));
  return text != NULL ? text : g_strdup ("–");
}

char *
od_tls_version_words (const char *version)
{
  if (version == NULL)
    return g_strdup ("–");
  if (g_str_has_prefix (version, "TLS") && g_ascii_isdigit (version[3]))
    return g_strdup_printf ("TLS %s", version + 3);
  return g_strdup (version);
}
