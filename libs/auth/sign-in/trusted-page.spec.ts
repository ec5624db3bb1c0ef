import { assertTrustedPage } from './trusted-page.js';

const origins = ['https://api.example', 'https://shop.example'];
const client = { 'x-palier-client': 'web' };
const refused = expect.objectContaining({ code: 'cookie_not_trusted', status: 403 });

it.each([
  ['this server’s own page', { ...client, origin: 'https://api.example' }],
  ['a page of the tenant', { ...client, origin: 'https://shop.example' }],
  ['a request with Sec-Fetch-Site: same-origin', { ...client, 'sec-fetch-site': 'same-origin' }],
])('trusts %s', (_, headers) => {
  expect(() => assertTrustedPage(headers, origins)).not.toThrow();
});

it.each([
  ['a request without headers', {}],
  ['a request without an origin', client],
  ['a request without the client’s header', { origin: 'https://api.example' }],
  ['an empty header', { origin: 'https://api.example', 'x-palier-client': '' }],
  ['a foreign page', { ...client, origin: 'https://evil.example' }],
  ['a foreign page that claims the same origin', { ...client, origin: 'null', 'sec-fetch-site': 'same-origin' }],
  [
    'a page of the tenant on another site',
    { ...client, origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' },
  ],
  ['a page of the same site', { ...client, 'sec-fetch-site': 'same-site' }],
])('does not trust %s', (_, headers) => {
  expect(() => assertTrustedPage(headers, origins)).toThrow(refused);
});
