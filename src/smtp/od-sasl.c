/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The login mechanisms as one table and two functions for each: what it says first and how it
 * answers a challenge. The only file that knows libgsasl, which never sees a challenge that was not checked
 * here. One thread at a time, not the main one. It does no I/O, no base64, and never tries a second
 * mechanism. */

#include "od-sasl.h"

#include <glib/gi18n-lib.h>
#include <gsasl.h>
#include <string.h>

#include "od-scram.h"
#include "od-text.h"

/* A 334 line has at most 12288 octets (RFC 4954 §4), of which three quarters are left after base64. */
#define MAX_CHALLENGE     (12288 / 4 * 3)
#define MAX_SHOWN_REFUSAL 1024

G_DEFINE_QUARK (od - sasl - error - quark, od_sasl_error)

typedef enum
{
  NEEDS_SECRET = 1 << 0,
  NEEDS_BINDING = 1 << 1,
  IS_SCRAM = 1 << 2,
  PREPARES_TEXT = 1 << 3, /* SASLprep of name and password, RFC 4013 */
} OdMechanismTraits;

typedef struct
{
  const char *name;
  OdMechanismTraits traits;
  GBytes *(*begin) (OdSasl *self, GError **error); /* NULL: the server speaks first */
  GBytes *(*answer) (OdSasl *self, GBytes *challenge, GError **error);
} OdMechanism;

struct _OdSasl
{
  const OdMechanism *mechanism;
  char *user;
  OdSecret *secret; /* nullable */
  char *host;
  guint port;
  Gsasl *library;
  Gsasl_session *session;
  GBytes *first;     /* our initial response, once said */
  char *nonce;       /* SCRAM: ours */
  char *refusal;     /* a token's error JSON, safe to show */
  guint rounds;      /* calls of od_sasl_step() */
  guint answered;    /* challenges answered, without repetitions */
  gboolean repeated; /* the initial response was said a second time */
  gboolean finished; /* the mechanism is at its own end */
  gboolean failed;
};

static gpointer
fail (GError **error, OdSaslError code, const char *message)
{
  g_set_error_literal (error, OD_SASL_ERROR, code, message);
  return NULL;
}

static gpointer
fail_out_of_turn (GError **error)
{
  return fail (error, OD_SASL_ERROR_CHALLENGE,
               _ ("The server asks for something more although the login has no further step"));
}

typedef struct
{
  gsize length;
  char bytes[];
} OdWipedBlock;

static void
wiped_block_free (gpointer data)
{
  OdWipedBlock *block = data;

  od_secret_wipe (block->bytes, block->length);
  g_free (block);
}

/* Copies @length bytes into memory that is wiped when the last reference goes. */
static GBytes *
wiped_bytes_new (const char *bytes, gsize length)
{
  OdWipedBlock *block = g_malloc (sizeof (OdWipedBlock) + length);

  block->length = length;
  if (length > 0)
    memcpy (block->bytes, bytes, length);
  return g_bytes_new_with_free_func (block->bytes, length, wiped_block_free, block);
}

static GBytes *
wiped_bytes_take (char *text)
{
  GBytes *bytes = wiped_bytes_new (text, strlen (text));

  od_secret_wipe_free (text);
  return bytes;
}

/* --- libgsasl
 * ------------------------------------------------------------------------------------------------ */

static gpointer
fail_library (OdSasl *self, int result, GError **error)
{
  if (result == GSASL_SASLPREP_ERROR)
    return fail (error, OD_SASL_ERROR_LIBRARY,
                 _ ("The user name or password holds a character that this login method does not allow"));
  g_set_error (error, OD_SASL_ERROR, OD_SASL_ERROR_LIBRARY, _ ("The login method %s could not go on: %s"),
               self->mechanism->name, gsasl_strerror (result));
  return NULL;
}

/* One step of libgsasl; what it gave out is wiped there. @result: GSASL_OK, GSASL_NEEDS_MORE or an error. */
static GBytes *
library_step (OdSasl *self, GBytes *challenge, int *result)
{
  gsize length = 0;
  const char *input = challenge == NULL ? NULL : g_bytes_get_data (challenge, &length);
  char *output = NULL;
  size_t output_length = 0;
  GBytes *response;

  *result = gsasl_step (self->session, input, length, &output, &output_length);
  if (*result != GSASL_OK && *result != GSASL_NEEDS_MORE)
    return NULL;
  response = wiped_bytes_new (output, output_length);
  if (output != NULL)
    od_secret_wipe (output, output_length);
  gsasl_free (output);
  return response;
}

static GBytes *
library_say (OdSasl *self, GBytes *challenge, GError **error)
{
  int result;
  GBytes *response = library_step (self, challenge, &result);

  return response != NULL ? response : fail_library (self, result, error);
}

/* libgsasl frees its copies without wiping them, so that is done through the pointers it gives out. */
static void
wipe_library (Gsasl_session *session)
{
  const Gsasl_property secret_properties[] = { GSASL_PASSWORD, GSASL_SCRAM_SALTED_PASSWORD,
                                               GSASL_SCRAM_SERVERKEY, GSASL_SCRAM_STOREDKEY };

  for (guint i = 0; i < G_N_ELEMENTS (secret_properties); i++)
    {
      char *held = (char *) gsasl_property_fast (session, secret_properties[i]);

      if (held != NULL)
        od_secret_wipe (held, strlen (held));
    }
}

/* --- PLAIN (RFC 4616), EXTERNAL (RFC 4422 appendix A)
 * --------------------------------------------------------- */

static GBytes *
begin_simple (OdSasl *self, GError **error)
{
  self->finished = TRUE;
  return library_say (self, NULL, error);
}

static GBytes *
answer_nothing (OdSasl *self, GBytes *challenge, GError **error)
{
  return fail_out_of_turn (error);
}

/* --- LOGIN (draft-murchison-sasl-login)
 * ----------------------------------------------------------------------- */

static gboolean
asks_for (GBytes *challenge, const char *word)
{
  gsize length;
  const char *bytes = g_bytes_get_data (challenge, &length);

  return length >= strlen (word) && g_ascii_strncasecmp (bytes, word, strlen (word)) == 0;
}

static GBytes *
answer_login (OdSasl *self, GBytes *challenge, GError **error)
{
  if (self->answered > 1)
    return fail_out_of_turn (error);
  if (self->answered == 0 && asks_for (challenge, "pass"))
    return fail (error, OD_SASL_ERROR_CHALLENGE,
                 _ ("The server asked for the password before the user name; the password was not sent"));
  /* Asked again: the user name again, never the password. OD_SASL_MAX_ROUNDS ends this. */
  if (self->answered == 1 && asks_for (challenge, "user"))
    return wiped_bytes_new (self->user, strlen (self->user));
  self->answered++;
  self->finished = self->answered == 2;
  return library_say (self, challenge, error);
}

/* --- CRAM-MD5 (RFC 2195)
 * -------------------------------------------------------------------------------------- */

static GBytes *
answer_cram_md5 (OdSasl *self, GBytes *challenge, GError **error)
{
  gsize length;
  const char *bytes = g_bytes_get_data (challenge, &length);

  if (self->answered++ > 0)
    return fail_out_of_turn (error);
  if (length == 0 || memchr (bytes, '\0', length) != NULL)
    return fail (error, OD_SASL_ERROR_CHALLENGE, _ ("The server's login question is empty or damaged"));
  self->finished = TRUE;
  return library_say (self, challenge, error);
}

/* --- SCRAM (RFC 5802, RFC 7677)
 * ------------------------------------------------------------------------------- */

static GBytes *
begin_scram (OdSasl *self, GError **error)
{
  g_autoptr (GBytes) first = library_say (self, NULL, error);
  gsize length;
  const char *text;

  if (first == NULL)
    return NULL;
  text = g_bytes_get_data (first, &length);
  self->nonce = od_scram_client_nonce (text, length);
  if (self->nonce == NULL || self->nonce[0] == '\0')
    return fail (error, OD_SASL_ERROR_LIBRARY, _ ("The login method could not draw a random number"));
  return g_steal_pointer (&first);
}

static GBytes *
prove_ourselves (OdSasl *self, GBytes *server_first, GError **error)
{
  if (!od_scram_check_server_first (server_first, self->nonce, error))
    return NULL;
  return library_say (self, server_first, error);
}

static GBytes *
check_proof (OdSasl *self, GBytes *server_final, GError **error)
{
  int result;
  g_autoptr (GBytes) response = NULL;

  if (!od_scram_check_server_final (server_final, error))
    return NULL;
  response = library_step (self, server_final, &result);
  if (result != GSASL_OK)
    return fail (error, OD_SASL_ERROR_SERVER_PROOF,
                 _ ("The server could not prove that it knows your password: it may be an impostor"));
  self->finished = TRUE;
  return g_steal_pointer (&response);
}

static GBytes *
answer_scram (OdSasl *self, GBytes *challenge, GError **error)
{
  switch (self->answered++)
    {
    case 0:
      return prove_ourselves (self, challenge, error);
    case 1:
      return check_proof (self, challenge, error);
    default:
      return fail_out_of_turn (error);
    }
}

/* --- OAUTHBEARER (RFC 7628) and XOAUTH2 (Google's format)
 * ----------------------------------------------------- */

/* saslname of RFC 5801 §4: a comma and an equals sign have a meaning in the GS2 header. */
static char *
gs2_name (const char *text)
{
  g_autoptr (GString) name = g_string_new (text);

  g_string_replace (name, "=", "=3D", 0);
  g_string_replace (name, ",", "=2C", 0);
  return g_strdup (name->str);
}

static GBytes *
begin_oauthbearer (OdSasl *self, GError **error)
{
  g_autofree char *name = gs2_name (self->user);
  g_autofree char *port = g_strdup_printf ("%u", self->port);

  self->finished = TRUE;
  return wiped_bytes_take (g_strconcat ("n,a=", name, ",\001host=", self->host, "\001port=", port,
                                        "\001auth=Bearer ", od_secret_peek (self->secret), "\001\001", NULL));
}

static GBytes *
begin_xoauth2 (OdSasl *self, GError **error)
{
  self->finished = TRUE;
  return wiped_bytes_take (
      g_strconcat ("user=", self->user, "\001auth=Bearer ", od_secret_peek (self->secret), "\001\001", NULL));
}

/* The token is refused: the server says why and wants an answer before it sends its 535 (RFC 7628 §3.2.3). */
static GBytes *
answer_refusal (OdSasl *self, GBytes *challenge, const char *response, GError **error)
{
  gsize length;
  const char *text = g_bytes_get_data (challenge, &length);

  if (self->answered++ > 0)
    return fail_out_of_turn (error);
  self->finished = FALSE;
  self->refusal = od_text_make_safe (text == NULL ? "" : text, MIN (length, MAX_SHOWN_REFUSAL));
  return g_bytes_new (response, strlen (response));
}

static GBytes *
answer_oauthbearer (OdSasl *self, GBytes *challenge, GError **error)
{
  return answer_refusal (self, challenge, "\001", error);
}

static GBytes *
answer_xoauth2 (OdSasl *self, GBytes *challenge, GError **error)
{
  return answer_refusal (self, challenge, "", error);
}

/* --- the mechanisms
 * ------------------------------------------------------------------------------------------- */

#define SCRAM_TRAITS (IS_SCRAM | NEEDS_SECRET | PREPARES_TEXT)

static const OdMechanism mechanisms[] = {
  { "SCRAM-SHA-256-PLUS", SCRAM_TRAITS | NEEDS_BINDING, begin_scram, answer_scram },
  { "SCRAM-SHA-256", SCRAM_TRAITS, begin_scram, answer_scram },
  { "SCRAM-SHA-1-PLUS", SCRAM_TRAITS | NEEDS_BINDING, begin_scram, answer_scram },
  { "SCRAM-SHA-1", SCRAM_TRAITS, begin_scram, answer_scram },
  { "EXTERNAL", 0, begin_simple, answer_nothing },
  { "PLAIN", NEEDS_SECRET, begin_simple, answer_nothing },
  { "LOGIN", NEEDS_SECRET, NULL, answer_login },
  { "CRAM-MD5", NEEDS_SECRET | PREPARES_TEXT, NULL, answer_cram_md5 },
  { "XOAUTH2", NEEDS_SECRET, begin_xoauth2, answer_xoauth2 },
  { "OAUTHBEARER", NEEDS_SECRET, begin_oauthbearer, answer_oauthbearer },
};

static const OdMechanism *
find_mechanism (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (mechanisms); i++)
    if (g_ascii_strcasecmp (mechanisms[i].name, name) == 0)
      return &mechanisms[i];
  return NULL;
}

static gboolean
is_ours (const OdSasl *self)
{
  return self->mechanism->begin == begin_xoauth2 || self->mechanism->begin == begin_oauthbearer;
}

/* Whether libgsasl's SASLprep (RFC 4013) takes @text. */
static gboolean
is_preparable (const char *text)
{
  char *prepared = NULL;
  int result = gsasl_saslprep (text, GSASL_ALLOW_UNASSIGNED, &prepared, NULL);

  if (prepared != NULL)
    od_secret_wipe (prepared, strlen (prepared));
  gsasl_free (prepared);
  return result == GSASL_OK;
}

/* A control character would end a field of PLAIN (NUL) or of the token formats (\001) early. */
static gboolean
holds_separator (const char *text, gsize length)
{
  return memchr (text, '\0', length) != NULL || memchr (text, '\001', length) != NULL;
}

static gboolean
check_identity (const OdSasl *self, GError **error)
{
  if (!(self->mechanism->traits & NEEDS_SECRET))
    return TRUE;
  if (self->user[0] == '\0')
    return fail (error, OD_SASL_ERROR_LIBRARY, _ ("The user name for the login is missing")) != NULL;
  if (self->secret == NULL)
    return fail (error, OD_SASL_ERROR_LIBRARY, _ ("The password or token for the login is missing")) != NULL;
  if (holds_separator (self->user, strlen (self->user)) ||
      holds_separator (self->host, strlen (self->host)) ||
      holds_separator (od_secret_peek (self->secret), od_secret_get_length (self->secret)))
    return fail (error, OD_SASL_ERROR_LIBRARY,
                 _ ("The user name or password holds a control character, which cannot be sent")) != NULL;
  if (!(self->mechanism->traits & PREPARES_TEXT))
    return TRUE;
  if (!is_preparable (self->user))
    return fail (error, OD_SASL_ERROR_LIBRARY,
                 _ ("The user name holds a character that this login method does not allow")) != NULL;
  if (!is_preparable (od_secret_peek (self->secret)))
    return fail (error, OD_SASL_ERROR_LIBRARY,
                 _ ("The password holds a character that this login method does not allow, "
                    "such as a control character or a damaged letter")) != NULL;
  return TRUE;
}

/* libgsasl wants the binding in base64. Only -PLUS gets it: see the note on the GS2 flag in the header. */
static gboolean
give_binding (OdSasl *self, const char *type, GBytes *binding, GError **error)
{
  g_autofree char *text = NULL;
  gboolean is_exporter = g_strcmp0 (type, "tls-exporter") == 0;

  if (!(self->mechanism->traits & NEEDS_BINDING))
    return TRUE;
  if (binding == NULL || (!is_exporter && g_strcmp0 (type, "tls-unique") != 0))
    return fail (error, OD_SASL_ERROR_LIBRARY,
                 _ ("This login method needs a channel binding, which this connection does not give")) !=
           NULL;
  text = g_base64_encode (g_bytes_get_data (binding, NULL), g_bytes_get_size (binding));
  gsasl_property_set (self->session, is_exporter ? GSASL_CB_TLS_EXPORTER : GSASL_CB_TLS_UNIQUE, text);
  return TRUE;
}

static gboolean
start_library (OdSasl *self, GError **error)
{
  int result = gsasl_init (&self->library);

  if (result == GSASL_OK)
    result = gsasl_client_start (self->library, self->mechanism->name, &self->session);
  if (result != GSASL_OK)
    return fail_library (self, result, error) != NULL;
  if (self->mechanism->traits & NEEDS_SECRET)
    {
      gsasl_property_set (self->session, GSASL_AUTHID, self->user);
      gsasl_property_set (self->session, GSASL_PASSWORD, od_secret_peek (self->secret));
    }
  return TRUE;
}

OdSasl *
od_sasl_new (const char *mechanism,
             const char *user,
             OdSecret *secret,
             const char *binding_type,
             GBytes *binding,
             const char *host,
             guint port,
             GError **error)
{
  g_autoptr (OdSasl) self = g_new0 (OdSasl, 1);

  self->mechanism = find_mechanism (mechanism);
  if (self->mechanism == NULL)
    return fail (error, OD_SASL_ERROR_NO_MECHANISM, _ ("This login method is not supported"));
  self->user = g_strdup (user == NULL ? "" : user);
  self->secret = secret == NULL ? NULL : od_secret_ref (secret);
  self->host = g_strdup (host == NULL ? "" : host);
  self->port = port;
  if (!check_identity (self, error))
    return NULL;
  if (is_ours (self))
    return g_steal_pointer (&self);
  if (!start_library (self, error) || !give_binding (self, binding_type, binding, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
od_sasl_free (OdSasl *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    {
      wipe_library (self->session);
      gsasl_finish (self->session);
    }
  if (self->library != NULL)
    {
      gsasl_done (self->library);
      od_secret_wipe_freed ();
    }
  g_clear_pointer (&self->secret, od_secret_unref);
  g_clear_pointer (&self->first, g_bytes_unref);
  g_free (self->user);
  g_free (self->host);
  g_free (self->nonce);
  g_free (self->refusal);
  g_free (self);
}

gboolean
od_sasl_client_first (const OdSasl *self)
{
  return self->mechanism->begin != NULL;
}

const char *
od_sasl_get_refusal (const OdSasl *self)
{
  return self->refusal;
}

/* The initial response. Said once more, and only once, to a server that has overlooked it. */
static GBytes *
say_first (OdSasl *self, GError **error)
{
  if (self->first == NULL)
    self->first = self->mechanism->begin (self, error);
  else
    self->repeated = TRUE;
  return self->first == NULL ? NULL : g_bytes_ref (self->first);
}

static GBytes *
next_response (OdSasl *self, GBytes *challenge, GError **error)
{
  gboolean is_empty = challenge == NULL || g_bytes_get_size (challenge) == 0;
  gboolean may_say_first = self->first == NULL || (self->answered == 0 && !self->repeated);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);

  if (self->mechanism->begin != NULL && is_empty && may_say_first)
    return say_first (self, error);
  if (self->mechanism->begin != NULL && self->first == NULL)
    return fail (error, OD_SASL_ERROR_CHALLENGE,
                 _ ("The server spoke first in a login where it is our turn"));
  return self->mechanism->answer (self, challenge == NULL ? nothing : challenge, error);
}

static GBytes *
bounded_response (OdSasl *self, GBytes *challenge, GError **error)
{
  if (self->failed)
    return fail (error, OD_SASL_ERROR_CHALLENGE, _ ("The server goes on with a login that has failed"));
  if (++self->rounds > OD_SASL_MAX_ROUNDS)
    return fail (error, OD_SASL_ERROR_ROUNDS, _ ("The server asks again and again and never ends the login"));
  if (challenge != NULL && g_bytes_get_size (challenge) > MAX_CHALLENGE)
    return fail (error, OD_SASL_ERROR_CHALLENGE, _ ("The server's login question is too long"));
  return next_response (self, challenge, error);
}

GBytes *
od_sasl_step (OdSasl *self, GBytes *challenge, GError **error)
{
  GBytes *response = bounded_response (self, challenge, error);

  self->failed = response == NULL;
  return response;
}

/* The 235 of a SCRAM login, perhaps with the server's proof beside it. */
static gboolean
finish_scram (OdSasl *self, GBytes *final_data, GError **error)
{
  if (od_scram_is_server_final (final_data))
    {
      g_autoptr (GBytes) response = od_sasl_step (self, final_data, error);

      return response != NULL && self->finished;
    }
  if (self->finished && !self->failed)
    return TRUE;
  fail (error, OD_SASL_ERROR_SERVER_PROOF,
        _ ("The server says the login is done but did not prove that it knows your password: it may be an "
           "impostor"));
  return FALSE;
}

gboolean
od_sasl_finish (OdSasl *self, GBytes *final_data, GError **error)
{
  if (self->mechanism->traits & IS_SCRAM)
    return finish_scram (self, final_data, error);
  if (self->finished && !self->failed)
    return TRUE;
  fail (error, OD_SASL_ERROR_CHALLENGE, _ ("The server says the login is done before it was complete"));
  return FALSE;
}
