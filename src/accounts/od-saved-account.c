/* SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
 * SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of saved accounts: read as a whole, written as a whole. Any thread. */

#include "od-saved-account.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "od-account-online.h"
#include "od-json-member.h"
#include "od-keyring.h"
#include "od-settings-json.h"
#include "od-text.h"
#include "od-transcript-file.h"

#define FORMAT_NAME    "outbox-doctor-accounts"
#define FORMAT_VERSION 1
#define MAX_ACCOUNTS   1000

#define FILE_NAME        "accounts.json"
#define LEFTOVER_PATTERN FILE_NAME ".??????"

void
od_saved_account_free (OdSavedAccount *self)
{
  g_free (self->name);
  od_settings_unref (self->settings);
  g_free (self);
}

static GPtrArray *
accounts_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) od_saved_account_free);
}

static char *
file_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "outbox-doctor", FILE_NAME, NULL);
}

/* --- reading */

static void
read_account (JsonObject *object, GPtrArray *accounts)
{
  g_autofree char *name = od_text_make_safe (od_json_member_text (object, "name"), -1);
  JsonNode *settings = json_object_get_member (object, "settings");
  OdSavedAccount *account;

  if (*name == '\0' || settings == NULL || !JSON_NODE_HOLDS_OBJECT (settings))
    return;
  account = g_new0 (OdSavedAccount, 1);
  account->name = g_steal_pointer (&name);
  account->settings = od_settings_from_json (json_node_get_object (settings));
  od_settings_set_text (&account->settings->ca_file, od_json_member_text (object, "ca_file"));
  od_settings_set_text (&account->settings->client_certificate,
                        od_json_member_text (object, "client_certificate"));
  g_ptr_array_add (accounts, account);
}

static GPtrArray *
read_accounts (JsonArray *list)
{
  GPtrArray *accounts = accounts_new ();

  for (guint i = 0; i < MIN (json_array_get_length (list), MAX_ACCOUNTS); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        read_account (json_node_get_object (node), accounts);
    }
  return accounts;
}

static gboolean
is_later (JsonObject *root)
{
  return od_json_member_number (root, "version", G_MAXINT32) > FORMAT_VERSION;
}

/* NULL: it is none of ours. */
static JsonArray *
list_in (JsonObject *root)
{
  JsonNode *list = json_object_get_member (root, "accounts");

  if (!g_str_equal (od_json_member_text (root, "format"), FORMAT_NAME))
    return NULL;
  return list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
}

/* What the person had typed is not lost, whatever happened to the file. */
static GPtrArray *
set_aside (const char *path)
{
  g_autofree char *aside = g_strconcat (path, ".unreadable", NULL);

  g_rename (path, aside);
  return accounts_new ();
}

static GPtrArray *
fail (GError **error, const char *why)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The saved accounts cannot be read: %s"), why);
  return NULL;
}

static gboolean
is_content_error (const GError *error)
{
  return error->domain == JSON_PARSER_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(OdSavedAccount *const *) a)->name, (*(OdSavedAccount *const *) b)->name);
}

GPtrArray *
od_saved_accounts_list (GError **error)
{
  g_autofree char *path = file_path ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) trouble = NULL;
  g_autoptr (JsonNode) root = od_json_file_read (file, NULL, &trouble);
  GPtrArray *accounts;

  if (g_error_matches (trouble, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return accounts_new ();
  if (root == NULL && !is_content_error (trouble))
    return fail (error, trouble->message);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || list_in (json_node_get_object (root)) == NULL)
    return set_aside (path);
  if (is_later (json_node_get_object (root)))
    return fail (error, _ ("a later version of this program wrote them."));
  accounts = read_accounts (list_in (json_node_get_object (root)));
  g_ptr_array_sort (accounts, compare_names);
  return accounts;
}

static OdSavedAccount *
find_in (GPtrArray *accounts, const char *name)
{
  for (guint i = 0; i < accounts->len; i++)
    if (g_str_equal (((OdSavedAccount *) accounts->pdata[i])->name, name))
      return accounts->pdata[i];
  return NULL;
}

static gboolean
not_found (const char *name, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("No account has been saved as “%s”."), name);
  return FALSE;
}

OdSavedAccount *
od_saved_accounts_find (const char *name, GError **error)
{
  g_autoptr (GPtrArray) accounts = od_saved_accounts_list (error);
  OdSavedAccount *account = accounts != NULL ? find_in (accounts, name) : NULL;
  guint index;

  if (accounts == NULL)
    return NULL;
  if (account == NULL)
    {
      not_found (name, error);
      return NULL;
    }
  g_ptr_array_find (accounts, account, &index);
  return g_ptr_array_steal_index (accounts, index);
}

/* --- writing */

static void
add_text (JsonObject *object, const char *member, const char *text)
{
  if (*text != '\0')
    json_object_set_string_member (object, member, text);
}

static JsonObject *
account_to_json (const OdSavedAccount *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", account->name);
  json_object_set_object_member (object, "settings", od_settings_to_json (account->settings));
  add_text (object, "ca_file", account->settings->ca_file);
  add_text (object, "client_certificate", account->settings->client_certificate);
  return object;
}

/* (transfer full) */
static char *
make_document (GPtrArray *accounts)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < accounts->len; i++)
    json_array_add_object_element (list, account_to_json (accounts->pdata[i]));
  json_object_set_string_member (object, "format", FORMAT_NAME);
  json_object_set_int_member (object, "version", FORMAT_VERSION);
  json_object_set_array_member (object, "accounts", list);
  json_node_set_object (root, object);
  return json_to_string (root, TRUE);
}

static gboolean
write_accounts (GPtrArray *accounts, GError **error)
{
  g_autofree char *path = file_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = make_document (accounts);
  g_autoptr (GError) trouble = NULL;

  g_mkdir_with_parents (folder, 0700);
  od_text_file_remove_leftovers (folder, LEFTOVER_PATTERN);
  if (od_text_file_write (file, text, NULL, &trouble))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The account could not be saved: %s"),
               trouble->message);
  return FALSE;
}

static gboolean
has_same_password (const OdSettings *a, const OdSettings *b)
{
  return g_str_equal (a->server, b->server) &&
         g_str_equal (od_settings_effective_user (a), od_settings_effective_user (b));
}

/* Entries of the keyring go by user and server, so that several accounts may share one. */
static gboolean
forget_unless_shared (GPtrArray *accounts, const OdSettings *settings, GError **error)
{
  for (guint i = 0; i < accounts->len; i++)
    if (has_same_password (((OdSavedAccount *) accounts->pdata[i])->settings, settings))
      return TRUE;
  return od_keyring_forget (settings, error);
}

gboolean
od_saved_accounts_save (const char *name, const OdSettings *settings, GError **error)
{
  g_autoptr (GPtrArray) accounts = od_saved_accounts_list (error);
  g_autoptr (OdSettings) before = NULL;
  OdSavedAccount *account;

  if (accounts == NULL)
    return FALSE;
  account = find_in (accounts, name);
  if (account == NULL)
    {
      account = g_new0 (OdSavedAccount, 1);
      account->name = g_strdup (name);
      g_ptr_array_add (accounts, account);
    }
  before = account->settings;
  account->settings = od_settings_copy (settings);
  return write_accounts (accounts, error) &&
         (before == NULL || forget_unless_shared (accounts, before, error));
}

gboolean
od_saved_accounts_delete (const char *name, GError **error)
{
  g_autoptr (GPtrArray) accounts = od_saved_accounts_list (error);
  OdSavedAccount *account = accounts != NULL ? find_in (accounts, name) : NULL;
  g_autoptr (OdSettings) settings = NULL;

  if (accounts == NULL)
    return FALSE;
  if (account == NULL)
    return not_found (name, error);
  settings = od_settings_ref (account->settings);
  g_ptr_array_remove (accounts, account);
  /* The password first: as long as it may be there, its account can be seen and deleted again. */
  return forget_unless_shared (accounts, settings, error) && write_accounts (accounts, error);
}

/* --- among all accounts */

#define SAVED "saved"

gboolean
od_accounts_add_saved (OdAccounts *found, GError **error)
{
  g_autoptr (GPtrArray) saved = od_saved_accounts_list (error);

  for (guint i = 0; saved != NULL && i < saved->len; i++)
    {
      const OdSavedAccount *one = saved->pdata[i];
      OdAccount *account = g_new0 (OdAccount, 1);

      account->ref_count = 1;
      account->program = g_strdup (SAVED);
      account->program_name = g_strdup (one->name);
      account->name = g_strdup (one->name);
      account->settings = od_settings_ref (one->settings);
      g_ptr_array_add (found->accounts, account);
    }
  return saved != NULL;
}

OdSecret *
od_account_find_secret (const OdAccount *account, GCancellable *cancellable, GError **error)
{
  if (account->online_id != NULL)
    return od_account_get_secret (account, cancellable, error);
  return g_str_equal (account->program, SAVED) ? od_keyring_look_up (account->settings, NULL) : NULL;
}
