// Real: the whole API, PostgreSQL, the socket, the files of mails. Faked: the step of the ladder, because the tests'
// PostgreSQL is not the embedded one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Settings } from '#platform/config';
import { FolderMailer } from '#platform/mail';
import { Tenants } from '#tenants';
import { startTestApp, type TestApp } from '../support/test-app.js';

/** The API as it starts in solo, whose PostgreSQL is embedded. */
const inSolo = (settings: Partial<Settings> = {}) =>
  startTestApp(settings, undefined, [], undefined, undefined, '/an-embedded-server');

const asJson = { accept: 'application/json' };

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

async function get(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const asked = request(url, { headers });
  asked.end();
  const [answer] = await once(asked, 'response');
  return { status: answer.statusCode, headers: answer.headers, body: await text(answer) };
}

const problemOf = ({ status, body }: Answer) => [status, JSON.parse(body).code];
const notThere = [404, 'route_not_found'];

describe('the page of mails in solo', () => {
  let api: TestApp;
  let url: string;
  beforeAll(async () => {
    api = await inSolo();
    url = `${await api.listen()}/dev/mails`;
    const mailer = new FolderMailer(api.app.get(Settings));
    const mail = { from: { name: 'Palier', mailbox: 'palier' }, html: '' };
    const link = 'http://127.0.0.1:3000/auth/shop/verify-email#s3cret"&';
    await mailer.send({ ...mail, id: '1', to: 'ada@example.org', subject: '<Ada> & "co"', text: '<b>Hi</b>', link });
    await mailer.send({ ...mail, id: '2', to: 'bob@example.org', subject: 'Bob', text: 'Hi', link: 'javascript:0' });
  });
  afterAll(() => api?.close());

  it('is JSON for programs, of one address or all', async () => {
    const answer = await get(url, asJson);
    expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const { data } = JSON.parse(answer.body);
    expect(data).toHaveLength(2);
    const ofAda = await get(`${url}?to=ADA%40example.org`, asJson);
    expect(JSON.parse(ofAda.body)).toEqual({
      data: [
        {
          to: 'ada@example.org',
          subject: '<Ada> & "co"',
          link: 'http://127.0.0.1:3000/auth/shop/verify-email#s3cret"&',
          text: '<b>Hi</b>',
          sentAt: expect.any(String),
        },
      ],
      unread: 0,
    });
    expect(JSON.parse((await get(`${url}?to=eve@example.org`, asJson)).body)).toEqual({ data: [], unread: 0 });
  });

  it('is a page in the reader’s language, without scripts, whose texts are escaped', async () => {
    const { headers, body } = await get(url, { 'accept-language': 'fr' });
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'fr',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers['content-security-policy']).not.toContain('script');
    expect(body).toContain('Courriels envoyés');
    expect(body).not.toMatch(/<script|<Ada>|<b>|s3cret"|href="javascript/);
    expect(body).toContain('href="http://127.0.0.1:3000/auth/shop/verify-email#s3cret&#34;&#38;"');
    expect((await get(url)).body).toContain('Mails that were sent');
  });

  it('shows the other mails where one file cannot be read, and says how many', async () => {
    const cut = join(api.dataDir, 'mail', '9999-01-01T00-00-00.000Z-cut.json');
    writeFileSync(cut, '{"to":"ada@');
    try {
      const { data, unread } = JSON.parse((await get(url, asJson)).body);
      expect([data.length, unread]).toEqual([2, 1]);
      expect((await get(url)).body).toContain('<p>Files in the folder that could not be read: 1.</p>');
    } finally {
      rmSync(cut);
    }
    expect((await get(url)).body).not.toContain('could not be read');
  });

  it.each<[string, Record<string, string>]>([
    ['another name', { host: 'palier.example' }],
    ['a header of a proxy', { 'x-forwarded-for': '8.8.8.8' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['a page elsewhere, by a browser that names only its origin', { origin: 'http://evil.example' }],
    ['a page on another port, by such a browser', { origin: 'http://127.0.0.1:1' }],
    ['a page without an origin', { origin: 'null' }],
  ])('is not there for a request of %s, whatever it asks', async (_, headers) => {
    const answers = [
      await get(url, headers),
      await get(url, { ...headers, ...asJson }),
      await get(`${url}?other=1`, headers),
    ];
    expect(answers.map(problemOf)).toEqual([notThere, notThere, notThere]);
    expect((await get(url, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await get(url, { origin: new URL(url).origin })).status).toBe(200);
  });

  it('refuses what it does not know', async () => {
    const refused = [
      await get(`${url}?from=x`),
      await get(`${url}?to=a&to=b`),
      await get(`${url}?to=${'a'.repeat(300)}`),
    ];
    expect(refused.map(problemOf)).toEqual(Array(3).fill([400, 'validation_failed']));
    expect(JSON.parse(refused[0]?.body ?? '').errors[0]).toMatchObject({ in: 'query', pointer: '/from' });
  });

  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  (asRoot ? it : it.skip)('is not there for another account of this machine (needs Linux and root)', async () => {
    const program = `require('node:http').get(${JSON.stringify(url)}, ({ statusCode }) => process.exit(Math.floor(statusCode / 10)))`;
    const statusAs = async (account: { uid?: number; gid?: number }) => {
      const [code] = await once(spawn(process.execPath, ['-e', program], account), 'exit');
      return code * 10;
    };
    expect(await statusAs({})).toBe(200);
    expect(await statusAs({ uid: 65_534, gid: 65_534 })).toBe(400);
  });

  it('is named by the home page, with the tenants of all products', async () => {
    const tenants = api.app.get(Tenants);
    await tenants.create({ slug: 'team', name: '<Team>', product: 'veille', plan: 'free' });
    await tenants.create({ slug: 'shop', name: 'Shop', product: 'wistant', plan: 'free' });
    const { body } = await get(new URL('/', url).href);
    expect(body).toContain('<a href="/dev/mails">');
    expect(body).toContain('<dt>&#60;Team&#62; · Veille</dt><dd><code>POST /v1/auth/team/login</code></dd>');
    expect(body).not.toContain('/v1/auth/shop/login');
    expect(body).toContain('/v1/stores/shop/apps');
    const strangers = await get(new URL('/', url).href, { via: '1.1 edge' });
    expect(strangers.body).not.toMatch(/dev\/mails|Team/);
  });
});

describe('the page of mails', () => {
  it.each<[string, () => Promise<TestApp>]>([
    ['beyond solo', () => startTestApp()],
    ['on a HOST that others reach', () => inSolo({ host: '0.0.0.0' })],
    ['under another PUBLIC_URL', () => inSolo({ publicUrl: 'https://palier.example' })],
    ['with a mail server', () => inSolo({ mailUrl: 'smtp://mail.example' })],
  ])('is no route %s', async (_, start) => {
    const api = await start();
    try {
      const url = await api.listen();
      expect(problemOf(await get(`${url}/dev/mails`))).toEqual(notThere);
      expect((await get(`${url}/dev/mails?x=1`, { 'access-control-request-method': 'GET' })).status).toBe(404);
      expect((await get(url)).body).not.toContain('/dev/mails');
    } finally {
      await api.close();
    }
  });

  it('is there under a PUBLIC_URL of this machine', async () => {
    const api = await inSolo({ publicUrl: 'http://localhost:3330/' });
    try {
      expect((await get(`${await api.listen()}/dev/mails`)).status).toBe(200);
    } finally {
      await api.close();
    }
  });
});
