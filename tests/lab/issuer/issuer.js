// SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// issuer.js ISSUER ADDRESS PORT CERTIFICATE KEY: an OpenID provider (oidc-provider) for the tests. Whoever signs in is whom they
// say they are. The client "desktop" signs in by browser or code; the tokens of "narrow" are not for mail.
// Dovecot asks whether a token is good.

import fs from 'node:fs';
import https from 'node:https';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [issuer, address, port, certificate, key] = process.argv.slice(2);
const require = createRequire(`${process.env.OD_ISSUER_MODULES}/`);
const { Provider } = await import(pathToFileURL(require.resolve('oidc-provider')));

const native = {
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['http://127.0.0.1/callback'],
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
};
const provider = new Provider(issuer, {
  clients: [
    { client_id: 'desktop', ...native },
    { client_id: 'narrow', scope: 'openid', ...native },
    { client_id: 'dovecot', client_secret: 'of-dovecot', redirect_uris: [], response_types: [], grant_types: [] },
  ],
  claims: { openid: ['sub'], email: ['email'] },
  pkce: { required: () => true },
  features: { deviceFlow: { enabled: true }, introspection: { enabled: true } },
  findAccount: (ctx, id) => ({ accountId: id, claims: () => ({ sub: id, email: id }) }),
  cookies: { keys: ['of these tests only'] },
});
https.createServer({ cert: fs.readFileSync(certificate), key: fs.readFileSync(key) }, provider.callback())
  .listen(Number(port), address, () => console.log('ready'));
