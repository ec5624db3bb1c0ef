import { newId } from '#platform/ids';
import {
  bundleId,
  notificationOf,
  signedByStore,
  storeRoot,
  transactionOf,
  webhookSecret,
} from '../../support/payments.js';
import { until } from '../../support/until.js';
import type { Step, Walk } from './walk.js';

const key = { kind: 'secret', scopes: ['members.read'], expiresAt: undefined };
/** Somebody else's address, which is not the canary's. */
const guest = (n: number) => ({ email: `guest-${n}@palier.example`, role: 'member' });
const versionOf = async (walk: Walk, id: string): Promise<number> =>
  (await walk.call('GET /v1/members/{id}', { path: { id } })).json().version;

/** What an owner does with the members of the tenant, its invitations and keys. Of each, something stays. */
export const managing: Readonly<Record<string, Step>> = {
  'GET /v1/members': () => ({ query: { search: 'person' } }),
  'GET /v1/members/roles': () => ({}),
  'GET /v1/members/{id}': async (walk) => ({ path: { id: await walk.somebody() } }),
  'PATCH /v1/members/{id}': async (walk) => {
    const id = await walk.somebody();
    return { path: { id }, version: await versionOf(walk, id) };
  },
  'POST /v1/members/{id}/deactivate': async (walk) => {
    walk.seen.away = await walk.somebody();
    return { path: { id: walk.seen.away } };
  },
  'POST /v1/members/{id}/reactivate': ({ seen }) => ({ path: { id: seen.away ?? '' } }),
  'DELETE /v1/members/{id}': async (walk) => ({ path: { id: await walk.somebody() } }),
  'POST /v1/members/{id}/erasure': async (walk) => {
    // One that stays, and one that is cancelled.
    const gone = await walk.somebody();
    await walk.call('POST /v1/members/{id}/erasure', { path: { id: gone }, body: { graceDays: 0 } });
    walk.seen.spared = await walk.somebody();
    return { path: { id: walk.seen.spared } };
  },
  'GET /v1/members/{id}/erasure': ({ seen }) => ({ path: { id: seen.spared ?? '' } }),
  'DELETE /v1/members/{id}/erasure': ({ seen }) => ({ path: { id: seen.spared ?? '' } }),
  'GET /v1/retention': () => ({}),
  'GET /v1/tenant': () => ({}),
  'PUT /v1/retention/{name}': () => ({ path: { name: 'auth.known_devices' }, body: { days: 90 } }),
  'POST /v1/invitations': ({ seen }) => ({
    body: guest(1),
    after: (answer) => Object.assign(seen, { invitation: answer.json().id }),
  }),
  'GET /v1/invitations': () => ({}),
  'DELETE /v1/invitations/{id}': async (walk) => {
    await walk.call('POST /v1/invitations', { body: guest(2) });
    return { path: { id: walk.seen.invitation ?? '' } };
  },
  'POST /v1/keys': ({ seen }) => ({
    body: key,
    after: (answer) => Object.assign(seen, { key: answer.json().id }),
  }),
  'GET /v1/keys': () => ({}),
  'POST /v1/keys/{id}/rotate': ({ seen }) => ({ path: { id: seen.key ?? '' } }),
  'DELETE /v1/keys/{id}': ({ seen }) => ({ path: { id: seen.key ?? '' } }),
  'POST /v1/me/keys': ({ seen }) => ({
    body: { scopes: ['feeds.read'], expiresAt: undefined },
    after: (answer) => Object.assign(seen, { personalKey: answer.json().id }),
  }),
  'GET /v1/me/keys': () => ({}),
  'DELETE /v1/me/keys/{id}': async (walk) => {
    const path = { id: walk.seen.personalKey ?? '' };
    // One that stays.
    await walk.call('POST /v1/me/keys', { body: { scopes: ['feeds.read'], expiresAt: undefined } });
    return { path };
  },
};

const today = () => new Date().toISOString().slice(0, 10);
const past = (noun: string): Readonly<Record<string, unknown>> =>
  noun === 'addictions' ? { start: today(), currency: 'EUR' } : { day: today() };

/** What a person does with one kind of record of their journal. Of each kind, one stays. */
const keeping = (noun: 'entries' | 'addictions' | 'relapses'): Readonly<Record<string, Step>> => {
  const url = `/v1/journal/${noun}`;
  const path = ({ seen }: Walk) => ({ id: seen[noun] ?? '' });
  return {
    [`POST ${url}`]: ({ seen }) => ({
      body: { ...past(noun), id: undefined },
      after: (answer) => Object.assign(seen, { [noun]: answer.json().id }),
    }),
    [`GET ${url}`]: () => ({ query: {} }),
    [`GET ${url}/{id}`]: (walk) => ({ path: path(walk) }),
    [`PUT ${url}/{id}`]: (walk) => ({ path: path(walk), version: 1, body: past(noun) }),
    [`DELETE ${url}/{id}`]: async (walk) => {
      const answer = await walk.call(`POST ${url}`, { body: { ...past(noun), id: undefined } });
      return { path: { id: answer.json().id }, version: 1 };
    },
  };
};

const ofFile = '/v1/journal/entries/{entry}/attachments/{id}';
/** What a person does with the files of an entry. One stays. */
const attaching: Readonly<Record<string, Step>> = {
  [`PUT ${ofFile}`]: ({ seen }) => {
    seen.attachment = newId();
    return { path: { entry: seen.entries ?? '', id: seen.attachment } };
  },
  [`GET ${ofFile}`]: ({ seen }) => ({ path: { entry: seen.entries ?? '', id: seen.attachment ?? '' } }),
  [`DELETE ${ofFile}`]: async (walk) => {
    const path = { entry: walk.seen.entries ?? '', id: newId() };
    await walk.call(`PUT ${ofFile}`, { path });
    return { path };
  },
};

/** What a person writes into their journal. */
export const journaling: Readonly<Record<string, Step>> = {
  ...keeping('entries'),
  ...keeping('addictions'),
  ...keeping('relapses'),
  ...attaching,
  'GET /v1/journal/profile': () => ({}),
  'PUT /v1/journal/profile': () => ({ version: 0, body: { timeZone: 'Europe/Paris' } }),
  'POST /v1/journal/reminders': ({ seen }) => ({
    body: { time: '08:30' },
    after: (answer) => Object.assign(seen, { reminder: answer.json().id }),
  }),
  'GET /v1/journal/reminders': () => ({}),
  'PUT /v1/journal/reminders/{id}': ({ seen }) => ({
    path: { id: seen.reminder ?? '' },
    version: 1,
    body: { time: '09:30' },
  }),
  'DELETE /v1/journal/reminders/{id}': async (walk) => {
    const answer = await walk.call('POST /v1/journal/reminders', { body: { time: '10:30' } });
    return { path: { id: answer.json().id }, version: 1 };
  },
  'POST /v1/journal/sync': () => ({ body: { since: undefined, changes: [] } }),
  'GET /v1/journal/entries/{id}/versions': ({ seen }) => ({ path: { id: seen.entries ?? '' } }),
};

/** What an owner sells for the journal, and buys. */
export const buying: Readonly<Record<string, Step>> = {
  'PUT /v1/journal/products/{sku}': () => ({
    path: { sku: 'premium' },
    body: { nameEn: 'Premium', nameFr: 'Premium', appStoreId: 'org.example.journal.premium' },
  }),
  'GET /v1/journal/products': () => ({}),
  'PUT /v1/journal/payment-providers/app-store': () => ({
    body: { bundleId, sandbox: false, rootCertificate: storeRoot },
  }),
  'PUT /v1/journal/payment-providers/stripe': () => ({ body: { webhookSecret } }),
  'GET /v1/journal/payment-providers': () => ({}),
  'POST /v1/journal/purchases': async ({ canary }) => ({
    body: { provider: 'app-store', receipt: await signedByStore(transactionOf(canary.ids.member ?? '')) },
  }),
  'POST /v1/ingest/{tenant}/purchases/{provider}': async ({ canary }) => ({
    path: { provider: 'app-store' },
    bytes: Buffer.from(await notificationOf(transactionOf(canary.ids.member ?? ''))),
  }),
  'GET /v1/journal/payment-events': () => ({}),
  'GET /v1/journal/purchases': () => ({}),
  'GET /v1/journal/entitlements': () => ({}),
};

/** The last of all: they ask for their own erasure, and after they kept the account once more. */
export const leaving: Readonly<Record<string, Step>> = {
  'POST /v1/auth/{tenant}/erasure/cancel': async (walk) => {
    const { canary, mailbox } = walk;
    await walk.call('DELETE /v1/me', { body: { password: canary.password(3) } });
    const link = await until(async () =>
      (await mailbox.to(canary.email)).map((mail) => mail.link).find((each) => each?.includes('cancel-erasure')),
    );
    return {
      body: { token: link.split('#')[1] },
      after: async () =>
        Object.assign(walk.tokens, { member: (await walk.signIn(walk.shop.slug, canary.password(3))).accessToken }),
    };
  },
  'DELETE /v1/me': ({ canary }) => ({ body: { password: canary.password(3) } }),
};

/** Once they are erased, by the link of the last mail. */
export const erased: Readonly<Record<string, Step>> = {
  'POST /v1/auth/{tenant}/erasure/receipt': async ({ canary, mailbox, shop }) => {
    const link = await until(async () =>
      (await mailbox.to(canary.email))
        .map((mail) => mail.link)
        .find((each) => each?.includes(`/${shop.slug}/erasure-receipt`)),
    );
    return { body: { token: link.split('#')[1] } };
  },
};
