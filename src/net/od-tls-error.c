/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The error numbers of GnuTLS and the alerts of TLS sorted into the kinds that knowledge tells apart. Pure,
 * any thread. It gives no advice. */

#include "od-tls-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (od - tls - error, od_tls_error)

static const char *const error_names[] = {
  [OD_TLS_ERROR_PLAIN_TEXT] = "tls-plain-text",
  [OD_TLS_ERROR_ALERT] = "tls-alert",
  [OD_TLS_ERROR_VERSION] = "tls-version",
  [OD_TLS_ERROR_NO_COMMON_CIPHER] = "tls-no-common-cipher",
  [OD_TLS_ERROR_WEAK] = "tls-weak",
  [OD_TLS_ERROR_CUT_OFF] = "tls-cut-off",
  [OD_TLS_ERROR_CERTIFICATE] = "tls-certificate",
  [OD_TLS_ERROR_CLIENT_CERTIFICATE] = "tls-client-certificate",
  [OD_TLS_ERROR_BAD_CERTIFICATE] = "tls-bad-certificate",
  [OD_TLS_ERROR_NO_TRUST] = "tls-no-trust",
  [OD_TLS_ERROR_FAILED] = "tls-failed",
};

const char *
od_tls_error_name (OdTlsError error)
{
  g_return_val_if_fail ((guint) error < G_N_ELEMENTS (error_names), "tls-failed");
  return error_names[error];
}

/* RFC 8446 §6, with those of older versions (RFC 5246 §7.2) and extensions. */
static const struct
{
  int number;
  const char *name;
} alert_names[] = {
  { 0, "close_notify" },
  { 10, "unexpected_message" },
  { 20, "bad_record_mac" },
  { 21, "decryption_failed" },
  { 22, "record_overflow" },
  { 30, "decompression_failure" },
  { 40, "handshake_failure" },
  { 41, "no_certificate" },
  { 42, "bad_certificate" },
  { 43, "unsupported_certificate" },
  { 44, "certificate_revoked" },
  { 45, "certificate_expired" },
  { 46, "certificate_unknown" },
  { 47, "illegal_parameter" },
  { 48, "unknown_ca" },
  { 49, "access_denied" },
  { 50, "decode_error" },
  { 51, "decrypt_error" },
  { 60, "export_restriction" },
  { 70, "protocol_version" },
  { 71, "insufficient_security" },
  { 80, "internal_error" },
  { 86, "inappropriate_fallback" },
  { 90, "user_canceled" },
  { 100, "no_renegotiation" },
  { 109, "missing_extension" },
  { 110, "unsupported_extension" },
  { 111, "certificate_unobtainable" },
  { 112, "unrecognized_name" },
  { 113, "bad_certificate_status_response" },
  { 115, "unknown_psk_identity" },
  { 116, "certificate_required" },
  { 120, "no_application_protocol" },
};

char *
od_tls_alert_name (int alert)
{
  for (guint i = 0; i < G_N_ELEMENTS (alert_names); i++)
    {
      if (alert_names[i].number == alert)
        return g_strdup (alert_names[i].name);
    }
  return g_strdup_printf ("alert %d", alert);
}

/* Alerts that speak of the client's certificate (RFC 8446 §6.2), or are all that TLS 1.2 has for its lack:
 * handshake_failure (RFC 5246 §7.4.6), and decode_error as servers with GnuTLS 3.7 send it. */
static gboolean
alert_is_about_client (const OdTlsFailure *failure)
{
  int alert = failure->alert;

  if (alert == GNUTLS_A_CERTIFICATE_REQUIRED)
    return TRUE;
  if (!failure->certificate_wanted)
    return FALSE;
  return alert == GNUTLS_A_HANDSHAKE_FAILURE || alert == GNUTLS_A_DECODE_ERROR ||
         alert == GNUTLS_A_UNKNOWN_CA ||
         (alert >= GNUTLS_A_BAD_CERTIFICATE && alert <= GNUTLS_A_CERTIFICATE_UNKNOWN);
}

static OdTlsError
kind_of_code (int code)
{
  switch (code)
    {
    case GNUTLS_E_UNSUPPORTED_VERSION_PACKET:
      return OD_TLS_ERROR_VERSION;
    case GNUTLS_E_NO_CIPHER_SUITES:
    case GNUTLS_E_UNKNOWN_CIPHER_SUITE:
    case GNUTLS_E_UNWANTED_ALGORITHM:
    case GNUTLS_E_NO_COMMON_KEY_SHARE:
      return OD_TLS_ERROR_NO_COMMON_CIPHER;
    case GNUTLS_E_DH_PRIME_UNACCEPTABLE:
    case GNUTLS_E_INSUFFICIENT_SECURITY:
    case GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM:
      return OD_TLS_ERROR_WEAK;
    case GNUTLS_E_PREMATURE_TERMINATION:
    case GNUTLS_E_PULL_ERROR:
    case GNUTLS_E_PUSH_ERROR:
    case GNUTLS_E_SESSION_EOF:
      return OD_TLS_ERROR_CUT_OFF;
    case GNUTLS_E_CERTIFICATE_REQUIRED:
      return OD_TLS_ERROR_CLIENT_CERTIFICATE;
    case GNUTLS_E_NO_CERTIFICATE_FOUND:
    case GNUTLS_E_CERTIFICATE_ERROR:
    case GNUTLS_E_PK_SIG_VERIFY_FAILED:
    case GNUTLS_E_UNSUPPORTED_CERTIFICATE_TYPE:
      return OD_TLS_ERROR_BAD_CERTIFICATE;
    default:
      break;
    }
  if (code <= GNUTLS_E_ASN1_ELEMENT_NOT_FOUND && code >= GNUTLS_E_ASN1_TYPE_ANY_ERROR)
    return OD_TLS_ERROR_BAD_CERTIFICATE;
  return OD_TLS_ERROR_FAILED;
}

static void
set_alert_error (GError **error, const OdTlsFailure *failure)
{
  g_autofree char *name = od_tls_alert_name (failure->alert);

  if (alert_is_about_client (failure))
    g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_CLIENT_CERTIFICATE,
                 _ ("The server wants a certificate of the client (alert %d, %s)."), failure->alert, name);
  else
    g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_ALERT, _ ("The server refused with alert %d (%s)."),
                 failure->alert, name);
}

static void
set_plain_error (GError **error, const OdTlsFailure *failure)
{
  if (failure->plain_text != NULL)
    g_set_error (error, OD_TLS_ERROR, OD_TLS_ERROR_PLAIN_TEXT,
                 _ ("The server answered without encryption: “%s”"), failure->plain_text);
  else
    g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_PLAIN_TEXT,
                         _ ("The server answered without encryption."));
}

static void
set_code_error (GError **error, OdTlsError kind, const OdTlsFailure *failure)
{
  g_set_error (error, OD_TLS_ERROR, kind, "%s (GnuTLS %d)", gnutls_strerror (failure->code), failure->code);
}

void
od_tls_set_handshake_error (GError **error, const OdTlsFailure *failure)
{
  if (failure->plain)
    set_plain_error (error, failure);
  else if (failure->alert >= 0)
    set_alert_error (error, failure);
  else
    set_code_error (error, kind_of_code (failure->code), failure);
}

void
od_tls_set_record_error (GError **error, const OdTlsFailure *failure)
{
  if (failure->alert >= 0)
    set_alert_error (error, failure);
  else if (failure->system_error != 0)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (failure->system_error),
                         g_strerror (failure->system_error));
  else if (failure->code == GNUTLS_E_PREMATURE_TERMINATION)
    g_set_error_literal (error, OD_TLS_ERROR, OD_TLS_ERROR_CUT_OFF,
                         _ ("The connection was cut off without the end that belongs to the encryption."));
  else
    set_code_error (error, OD_TLS_ERROR_FAILED, failure);
}
