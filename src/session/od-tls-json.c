/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* What a handshake gave, written down and read back member by member. It parses no certificate: what the
 * file says about one is shown, nothing is trusted on its word. */

#include "od-tls-json.h"

#include "od-text.h"

#define MAX_CHAIN 100
#define MAX_NAMES 1000

static void
set_text (JsonObject *object, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, member, text);
}

static void
set_list (JsonObject *object, const char *member, char *const *texts)
{
  JsonArray *array = json_array_new ();

  for (; texts != NULL && *texts != NULL; texts++)
    json_array_add_string_element (array, *texts);
  json_object_set_array_member (object, member, array);
}

static void
set_time (JsonObject *object, const char *member, GDateTime *time)
{
  g_autofree char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  set_text (object, member, text);
}

static JsonObject *
certificate_to_json (const OdCertificate *certificate)
{
  JsonObject *object = json_object_new ();

  set_text (object, "subject", certificate->subject);
  set_text (object, "issuer", certificate->issuer);
  set_list (object, "names", certificate->names);
  set_time (object, "begins", certificate->begins);
  set_time (object, "expires", certificate->expires);
  set_text (object, "serial", certificate->serial);
  set_text (object, "key", certificate->key);
  set_text (object, "signature", certificate->signature);
  set_text (object, "sha256", certificate->sha256);
  json_object_set_boolean_member (object, "self-signed", certificate->self_signed);
  json_object_set_boolean_member (object, "ca", certificate->is_ca);
  set_text (object, "pem", certificate->pem);
  return object;
}

static JsonArray *
chain_to_json (GPtrArray *chain)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; chain != NULL && i < chain->len; i++)
    json_array_add_object_element (array, certificate_to_json (g_ptr_array_index (chain, i)));
  return array;
}

JsonObject *
od_tls_info_to_json (const OdTlsInfo *self)
{
  JsonObject *object = json_object_new ();

  set_text (object, "host", self->host);
  set_text (object, "version", self->version);
  set_text (object, "cipher", self->cipher);
  set_text (object, "key-exchange", self->key_exchange);
  json_object_set_array_member (object, "chain", chain_to_json (self->chain));
  json_object_set_int_member (object, "verify-bits", self->verify_bits);
  set_list (object, "verify", self->verify);
  json_object_set_int_member (object, "error-code", self->error_code);
  json_object_set_int_member (object, "alert", self->alert);
  set_text (object, "alert-name", self->alert_name);
  json_object_set_double_member (object, "handshake", (double) self->handshake_us / G_USEC_PER_SEC);
  return object;
}

static char **
read_list (OdJsonReader *reader, JsonObject *object, const char *member)
{
  JsonArray *array = od_json_reader_optional_array (reader, object, member, MAX_NAMES);
  GPtrArray *texts = g_ptr_array_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *text = od_json_reader_text (reader, json_array_get_element (array, i), member);

      if (text != NULL)
        g_ptr_array_add (texts, od_text_make_safe (text, -1));
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (texts, FALSE);
}

static GDateTime *
read_time (OdJsonReader *reader, JsonObject *object, const char *member)
{
  const char *text = od_json_reader_member_text (reader, object, member);
  GDateTime *time;

  if (text == NULL)
    return NULL;
  time = g_date_time_new_from_iso8601 (text, NULL);
  if (time == NULL)
    od_json_reader_refuse (reader, member);
  return time;
}

/* PEM has line breaks; each line is made safe. */
static char *
read_pem (OdJsonReader *reader, JsonObject *object)
{
  const char *text = od_json_reader_member_text (reader, object, "pem");
  g_auto (GStrv) lines = NULL;

  if (text == NULL)
    return NULL;
  lines = g_strsplit (text, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    {
      char *safe = od_text_make_safe (*line, -1);

      g_free (*line);
      *line = safe;
    }
  return g_strjoinv ("\n", lines);
}

static const char *const certificate_members[] = { "subject", "issuer", "names",     "begins", "expires",
                                                   "serial",  "key",    "signature", "sha256", "self-signed",
                                                   "ca",      "pem",    NULL };

static OdCertificate *
certificate_from_json (OdJsonReader *reader, JsonNode *node)
{
  JsonObject *object = od_json_reader_object (reader, node, certificate_members);
  OdCertificate *certificate = g_new0 (OdCertificate, 1);

  if (object == NULL)
    return certificate;
  certificate->subject = od_json_reader_dup_safe (reader, object, "subject");
  certificate->issuer = od_json_reader_dup_safe (reader, object, "issuer");
  certificate->names = read_list (reader, object, "names");
  certificate->begins = read_time (reader, object, "begins");
  certificate->expires = read_time (reader, object, "expires");
  certificate->serial = od_json_reader_dup_safe (reader, object, "serial");
  certificate->key = od_json_reader_dup_safe (reader, object, "key");
  certificate->signature = od_json_reader_dup_safe (reader, object, "signature");
  certificate->sha256 = od_json_reader_dup_safe (reader, object, "sha256");
  certificate->self_signed = od_json_reader_member_true (reader, object, "self-signed");
  certificate->is_ca = od_json_reader_member_true (reader, object, "ca");
  certificate->pem = read_pem (reader, object);
  return certificate;
}

static void
read_chain (OdTlsInfo *info, OdJsonReader *reader, JsonObject *object)
{
  JsonArray *array = od_json_reader_optional_array (reader, object, "chain", MAX_CHAIN);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    g_ptr_array_add (info->chain, certificate_from_json (reader, json_array_get_element (array, i)));
}

static const char *const info_members[] = { "host",  "version",     "cipher",    "key-exchange",
                                            "chain", "verify-bits", "verify",    "error-code",
                                            "alert", "alert-name",  "handshake", NULL };

OdTlsInfo *
od_tls_info_from_json (OdJsonReader *reader, JsonNode *node)
{
  JsonObject *object = od_json_reader_object (reader, node, info_members);
  g_autofree char *host = object != NULL ? od_json_reader_dup_safe (reader, object, "host") : NULL;
  OdTlsInfo *info = od_tls_info_new (host != NULL ? host : "");

  if (object == NULL)
    return info;
  info->version = od_json_reader_dup_safe (reader, object, "version");
  info->cipher = od_json_reader_dup_safe (reader, object, "cipher");
  info->key_exchange = od_json_reader_dup_safe (reader, object, "key-exchange");
  read_chain (info, reader, object);
  info->verify_bits = (guint) od_json_reader_member_number (reader, object, "verify-bits", 0);
  g_strfreev (info->verify);
  info->verify = read_list (reader, object, "verify");
  info->error_code = (int) od_json_reader_member_number (reader, object, "error-code", 0);
  info->alert = (int) od_json_reader_member_number (reader, object, "alert", -1);
  info->alert_name = od_json_reader_dup_safe (reader, object, "alert-name");
  info->handshake_us =
      (gint64) (od_json_reader_member_number (reader, object, "handshake", 0) * G_USEC_PER_SEC);
  return info;
}
