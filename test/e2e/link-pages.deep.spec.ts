// Real: the whole API with a worker beside it, PostgreSQL, mails in a folder, the pages and their script. Faked: the
// browser, as far as the script uses it, and the destination of the log.
import { createHash } from 'node:crypto';
import { runInNewContext } from 'node:vm';
import { LogDestination } from '#platform/telemetry';
import { WorkerModule } from '../../apps/worker/worker.module.js';
import { databaseText, type Secret, secretsIn, signInSecrets } from '../support/kept-secrets.js';
import { type Mailbox, mailboxOf } from '../support/mailbox.js';
import { callAs, freshTenant, signedIn } from '../support/signed-in.js';
import { sweepErasures } from '../support/sweep-erasures.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { until } from '../support/until.js';

const password = 'quatre mots pris au hasard';
const incomplete = 'Cette adresse est incomplète : ouvrez le lien entier du message.';

let api: TestApp;
let mailbox: Mailbox;
const logged: string[] = [];
beforeAll(async () => {
  jest.spyOn(LogDestination.prototype, 'append').mockImplementation((line) => void logged.push(line));
  api = await startTestApp({ logLevel: 'trace' }, undefined, [WorkerModule]);
  mailbox = mailboxOf(api);
});
afterAll(() => api?.close());

const get = (url: string, language = 'fr') =>
  api.inject({ method: 'GET', url, headers: { 'accept-language': language } });

interface Status {
  textContent: string;
}

/** Opens a page as a browser does, fills its form and sends it. @returns the text of the page then */
async function open(link: string, typed: Record<string, string>): Promise<string> {
  const { pathname, hash } = new URL(link);
  const { body: html } = await get(pathname);
  const [, lang] = /<html lang="(\w+)"/.exec(html) ?? [];
  const dataset = Object.fromEntries(
    [...html.matchAll(/data-(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value?.replaceAll('&#34;', '"')]),
  );
  const fields = [...html.matchAll(/<input name="(\w+)"/g)].map(([, name = '']) => name);
  expect(fields).toEqual(Object.keys(typed));
  const status: Status = { textContent: '' };
  const pre = /<pre/.test(html) ? { textContent: '', hidden: true } : null;
  const saving = { href: '', parentElement: { hidden: true } };
  const found: Record<string, unknown> = { '[role=status]': status, pre, a: saving };
  const button = { disabled: false };
  let submit: ((event: { preventDefault(): void }) => Promise<void>) | undefined;
  const form = {
    ...{ dataset, hidden: false, querySelector: () => button },
    addEventListener: (_: 'submit', listener: typeof submit) => {
      submit = listener;
    },
  };
  const fetch = async (url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    const answer = await api.inject({ method: 'POST', url, headers, payload: body });
    return { ok: answer.statusCode < 300, json: async () => answer.json() };
  };
  runInNewContext(/<script>(.*)<\/script>/s.exec(html)?.[1] ?? '', {
    document: { forms: [form], querySelector: (selector: string) => found[selector], documentElement: { lang } },
    ...{ Blob, URL: { createObjectURL: () => 'blob:receipt' } },
    ...{ location: { hash, pathname }, history: { replaceState: () => undefined }, window: { fetch } },
    addEventListener: () => undefined,
    FormData: class {
      *[Symbol.iterator]() {
        yield* Object.entries(typed);
      }
    },
  });
  if (!form.hidden) await submit?.({ preventDefault: () => undefined });
  if (pre)
    expect([pre.hidden, saving.parentElement.hidden, saving.href === '']).toEqual(Array(3).fill(!pre.textContent));
  return status.textContent + (pre?.textContent ?? '');
}

describe('a mailed link', () => {
  it('of an invitation leads through its page to an account', async () => {
    const shop = await freshTenant(api);
    const owner = await signedIn(api, shop, 'owner');
    const email = `guest@${shop.slug}.example`;
    await callAs(api, owner.token, 'POST', '/v1/invitations', { email, role: 'editor', locale: 'en' });
    const [mail] = await mailbox.to(email);
    expect(mail?.subject).toBe(`You are invited to ${shop.slug}`);
    const link = mail?.link ?? '';
    const refused = await open(link, { name: 'Guest', password: 'sept ânes gris' });
    expect(refused).toBe('Le mot de passe doit comporter au moins 15 caractères.');
    expect(await open(link, { name: 'Guest', password })).toBe('Bienvenue : vous pouvez vous connecter.');
    const login = { method: 'POST', url: `/v1/auth/${shop.slug}/login`, payload: { email, password } } as const;
    expect((await api.inject(login)).json().user).toMatchObject({ email, role: 'editor' });
    expect(await open(link, { name: 'Again', password })).toContain('Ce lien a déjà servi');
  });

  it('of an operator’s invitation leads to the page of the platform tenant', async () => {
    const payload = { tenant: 'platform', email: 'operator@palier.example', role: 'member', locale: 'fr' };
    await callAs(api, api.operatorKey, 'POST', '/v1/platform/auth/invitations', payload);
    const [mail] = await mailbox.to(payload.email);
    expect(mail?.link).toContain('/auth/platform/invitation#');
    expect(await open(mail?.link ?? '', { name: 'Operator', password })).toContain('Bienvenue');
  });

  it('that resets a password sets it', async () => {
    const shop = await freshTenant(api);
    const { person } = await signedIn(api, shop, 'member');
    const { email } = person.user;
    await api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/password/forgot`, payload: { email } });
    const [mail] = await mailbox.to(email);
    expect(await open(mail?.link ?? '', { password })).toContain('Votre mot de passe est changé');
    const login = { method: 'POST', url: `/v1/auth/${shop.slug}/login`, payload: { email, password } } as const;
    expect((await api.inject(login)).statusCode).toBe(200);
  });

  it('to confirm an address asks for no password, which was chosen at the registration', async () => {
    const shop = await freshTenant(api);
    const email = `someone@${shop.slug}.example`;
    const ask = (path: string, payload: object) =>
      api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/${path}`, payload });
    await ask('register', { email, name: 'Someone', password });
    const [mail] = await mailbox.to(email);
    const { body } = await get(new URL(mail?.link ?? '').pathname, 'en');
    expect(body.replace(/<details>.*<\/details>/s, '')).not.toMatch(/<input|password, at least/i);
    expect(body).not.toMatch(/<input[^>]* required/);
    expect(await open(mail?.link ?? '', { password: '' })).toContain('Votre adresse est confirmée');
    expect((await ask('login', { email, password })).statusCode).toBe(200);
  });

  it('to confirm an address lets its reader take the place of whoever registered with it', async () => {
    const shop = await freshTenant(api);
    const email = `stranger@${shop.slug}.example`;
    const [theirs, mine] = ['trois lampes bleues sur le balcon', password];
    const ask = (path: string, payload: object) =>
      api.inject({ method: 'POST', url: `/v1/auth/${shop.slug}/${path}`, payload });
    await ask('register', { email, name: 'Mallory', password: theirs });
    const [mail] = await mailbox.to(email);
    expect(await open(mail?.link ?? '', { password: 'sept ânes gris' })).toContain('au moins 15 caractères');
    expect(await open(mail?.link ?? '', { password: mine })).toContain('Votre adresse est confirmée');
    expect((await ask('login', { email, password: theirs })).statusCode).toBe(401);
    expect((await ask('login', { email, password: mine })).statusCode).toBe(200);
  });

  it('of the mail about one’s own erasure keeps the account', async () => {
    const shop = await freshTenant(api);
    const member = await signedIn(api, shop, 'member');
    const { email } = member.person.user;
    const given = { password: member.person.password };
    expect((await callAs(api, member.token, 'DELETE', '/v1/me', given)).statusCode).toBe(202);
    const [mail] = await mailbox.to(email);
    expect(await open(mail?.link ?? '', {})).toContain('Votre compte est gardé');
    const login = { method: 'POST', url: `/v1/auth/${shop.slug}/login`, payload: { email, ...given } } as const;
    expect((await api.inject(login)).statusCode).toBe(200);
  });

  it('of the last mail to an erased person shows the receipt, once the erasure has ended', async () => {
    const shop = await freshTenant(api);
    const owner = await signedIn(api, shop, 'owner');
    const member = await signedIn(api, shop, 'member');
    const { id, email } = member.person.user;
    expect((await callAs(api, owner.token, 'POST', `/v1/members/${id}/erasure`, { graceDays: 0 })).statusCode).toBe(
      202,
    );
    const mail = await mailbox.about(email, `Vos données ${shop.slug} sont en cours d’effacement`);
    const link = mail.link ?? '';
    expect(await open(link, {})).toContain('sont en cours d’effacement');
    const read = async () => (await callAs(api, owner.token, 'GET', `/v1/members/${id}/erasure`)).json();
    await until(async () => (await read()).counts['auth.users delete']);
    const { receipt } = await until(async () => {
      await sweepErasures(api);
      const erasure = await read();
      return erasure.receipt ? erasure : undefined;
    });
    expect(receipt).toMatchObject({ userId: id, elsewhere: ['sessions', 'stored responses to others'] });
    const seen = await open(link, {});
    expect(seen).toContain('Vos données ont été effacées.');
    expect(JSON.parse(seen.slice(seen.indexOf('{')))).toEqual(receipt);
    expect(mailbox.countFor(email)).toBe(1);
    const url = `/v1/auth/${shop.slug}/erasure/receipt`;
    const answer = await api.inject({ method: 'POST', url, payload: { token: new URL(link).hash.slice(1) } });
    expect([answer.json(), answer.headers['cache-control']]).toEqual([receipt, 'no-store']);
    expect(await open(link.replace(/....$/, 'AAAA'), {})).toContain('ses 30 jours sont écoulés');
  });

  it('without its secret says so and sends nothing', async () => {
    const { slug } = await freshTenant(api);
    expect(await open(`http://palier.example/auth/${slug}/verify-email`, { password })).toBe(incomplete);
  });
});

it.each(['verify-email', 'reset-password', 'cancel-erasure', 'erasure-receipt', 'invitation'])(
  'the page %s runs its own script alone, in either language',
  async (page) => {
    const { slug } = await freshTenant(api);
    for (const language of ['fr', 'en']) {
      const { statusCode, headers, body } = await get(`/auth/${slug}/${page}`, language);
      expect([statusCode, headers['content-language'], headers['referrer-policy']]).toEqual([
        200,
        language,
        'no-referrer',
      ]);
      const policy = String(headers['content-security-policy']);
      for (const tag of ['script', 'style']) {
        const text = new RegExp(`<${tag}>(.*)</${tag}>`, 's').exec(body)?.[1] ?? '';
        expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
      }
    }
    expect((await get('/auth/nobody/invitation')).statusCode).toBe(404);
    expect((await get(`/auth/${slug}/other`)).statusCode).toBe(404);
  },
);

it('no secret of an account is in a row, a queued job or a line of the log', async () => {
  const shop = await freshTenant(api);
  const owner = await signedIn(api, shop, 'owner');
  const [email, guest] = [`someone@${shop.slug}.example`, `guest@${shop.slug}.example`];
  const chosen = 'trois lampes bleues sur le balcon';
  const secrets: Record<string, Secret> = { password, chosen };
  const kept: string[] = [];
  const ask = async (path: string, payload: object, token = '', headers = {}) => {
    const answer = await callAs(api, token, 'POST', path, payload, headers);
    if (answer.statusCode > 204) throw new Error(`${path}: ${answer.body}`);
    kept.push(await databaseText(api.database.adminUrl));
    return answer.body === '' ? undefined : answer.json();
  };
  const auth = (path: string, payload: object) => ask(`/v1/auth/${shop.slug}/${path}`, payload);
  const mailed = async (to: string, nth = 1) => {
    const secret = await mailbox.secretFor(to, nth);
    secrets[`link ${nth} to ${to}`] = secret;
    secrets[`secret of link ${nth} to ${to}`] = Buffer.from(secret, 'base64url').subarray(16);
    // A job may have made the link after the answer.
    kept.push(await databaseText(api.database.adminUrl));
    return secret;
  };
  const signIn = async (of: string, given: string) => {
    const answer = await auth('login', { email, password: given });
    Object.assign(secrets, signInSecrets(of, answer));
    return answer;
  };

  await auth('register', { email, name: 'Someone', password });
  await auth('verify-email', { token: await mailed(email) });
  const { refreshToken } = await signIn('the first sign-in', password);
  Object.assign(secrets, signInSecrets('the next token', await auth('refresh', { refreshToken })));
  await auth('password/forgot', { email });
  await auth('password/reset', { token: await mailed(email, 2), password: chosen });
  await signIn('the second sign-in', chosen);
  await ask('/v1/invitations', { email: guest, role: 'member' }, owner.token);
  await auth('invitations/accept', { token: await mailed(guest), name: 'Guest', password });
  const wish = { name: 'reader', kind: 'secret', scopes: ['members.read'] };
  const made = await ask('/v1/keys', wish, owner.token, { 'idempotency-key': 'once' });
  const rotated = await ask(`/v1/keys/${made.id}/rotate`, {}, owner.token, { 'idempotency-key': 'twice' });
  for (const { id, key } of [made, rotated]) {
    secrets[`key ${id}`] = key;
    secrets[`secret of key ${id}`] = key.slice(-43);
    secrets[`bytes of key ${id}`] = Buffer.from(key.slice(-43), 'base64url');
    expect((await callAs(api, key, 'GET', '/v1/members')).statusCode).toBe(200);
    expect((await callAs(api, owner.token, 'DELETE', `/v1/keys/${key}`)).statusCode).toBe(404);
  }
  kept.push(await databaseText(api.database.adminUrl));

  const sha256 = (secret: Secret) => createHash('sha256').update(secret).digest('hex');
  const hashed = Object.values(secrets).filter((secret) => kept.some((text) => text.includes(sha256(secret))));
  // The stores do contain the hashes instead: of three links, two devices and two keys.
  expect(hashed).toHaveLength(7);
  for (const path of ['login', 'refresh', 'password/reset'])
    expect(logged.join('')).toContain(`/v1/auth/${shop.slug}/${path}`);
  expect(secretsIn([...kept, ...logged].join('\n'), secrets)).toEqual([]);
});
