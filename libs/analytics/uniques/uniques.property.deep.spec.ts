// Real: a whole API over PostgreSQL, and the handlers of jobs, which are run by hand. Faked: workers that die, whose transaction
// fails where it would be committed.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { Audit } from '#platform/audit';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { PLATFORM_TENANT_ID, TenantDirectory } from '#platform/tenancy';
import { callAs, freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { CollectSubjects } from '../subject-days/collect-subjects.job.js';
import { EraseSubject } from '../subjects/erase-subject.job.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

interface Sent {
  /** What was sent before with the same number, time, name and subject comes again. */
  readonly id: number;
  /** How long ago, in half hours: up to seven days. */
  readonly halfHours: number;
  readonly name: string;
  readonly subject?: string;
}

const names = ['event.1', 'event.2', 'event.3'];
const subjects = ['anna', 'bela', 'carl', 'dora'];
const zones = ['UTC', 'Asia/Kolkata', 'Pacific/Kiritimati', 'America/St_Johns', 'Pacific/Pago_Pago'];
const event: fc.Arbitrary<Sent> = fc.record(
  {
    id: fc.nat(2),
    halfHours: fc.oneof(fc.constantFrom(0, 1, 47, 48, 49), fc.integer({ min: 0, max: 335 })),
    name: fc.constantFrom(...names),
    subject: fc.constantFrom(...subjects),
  },
  { requiredKeys: ['id', 'halfHours', 'name'] },
);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ send: fc.array(event, { minLength: 1, maxLength: 12 }) }) },
  // The transaction of this number fails at its end: of several where days are made anew.
  { weight: 2, arbitrary: fc.record({ collect: fc.option(fc.nat(6), { nil: -1 }) }) },
  { weight: 1, arbitrary: fc.record({ erase: fc.constantFrom(...subjects) }) },
  { weight: 1, arbitrary: fc.record({ zone: fc.constantFrom(...zones) }) },
);
const questions = fc.array(
  fc.record({
    ...{ first: fc.nat(9), days: fc.nat(9) },
    name: fc.option(fc.constantFrom(...names), { nil: undefined }),
  }),
  { minLength: 3, maxLength: 3 },
);

it('counts who had events as a model does, whatever comes twice, late, is erased, or kills the job', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), questions, async (steps, asked) => {
      const tenant = await freshTenant(api);
      const admin = await signedIn(api, tenant, 'admin');
      const model = new Model();
      const started = Date.now();
      for (const each of steps) {
        if ('send' in each) await send(tenant.slug, admin, model.add(each.send, started));
        else if ('collect' in each) await collect(each.collect);
        else if ('erase' in each) await erase(tenant.id, admin, model.erase(each.erase));
        else await changeZone(tenant.slug, model.moveTo(each.zone));
      }
      await collect();
      for (const { first, days, name } of asked) {
        const today = Temporal.Now.plainDateISO(model.zone);
        const from = today.subtract({ days: first });
        const to = from.add({ days });
        const query = new URLSearchParams({ from: `${from}`, to: `${to}`, ...(name && { name }) });
        const answer = await callAs(api, admin.token, 'GET', `/v1/analytics/uniques?${query}`);
        const expected = { subjects: model.count(from, to, name), timeZone: model.zone, exactness: 'exact' };
        expect(answer.json()).toMatchObject(expected);
      }
    }),
    { numRuns: 40 },
  );
});

/** Events and their subjects, counted one by one. */
class Model {
  zone = 'Europe/Paris';
  private readonly stored = new Map<string, { at: number; name: string; subject?: string }>();
  private erasures = 0;

  /** @returns what is sent */
  add(events: readonly Sent[], now: number): object[] {
    return events.map(({ id, halfHours, name, subject }) => {
      // Seven days ago is too long ago.
      const at = now - halfHours * 1_800_000 - (halfHours < 335 ? 0 : -60_000);
      const key = `${id} ${at} ${name} ${subject}`;
      if (!this.stored.has(key)) this.stored.set(key, { at, name, subject });
      return { id: uuidOf(key), name, subject, occurredAt: new Date(at).toISOString() };
    });
  }

  erase(subject: string): string {
    this.erasures += 1;
    for (const each of this.stored.values())
      if (each.subject === subject) each.subject = `erased ${this.erasures} ${subject}`;
    return subject;
  }

  moveTo(zone: string): string {
    this.zone = zone;
    return zone;
  }

  count(from: Temporal.PlainDate, to: Temporal.PlainDate, name?: string): number {
    const found = [...this.stored.values()].filter((each) => {
      const day = Temporal.Instant.fromEpochMilliseconds(each.at).toZonedDateTimeISO(this.zone).toPlainDate();
      const inPeriod = Temporal.PlainDate.compare(day, from) >= 0 && Temporal.PlainDate.compare(day, to) <= 0;
      return inPeriod && each.subject !== undefined && (name === undefined || each.name === name);
    });
    return new Set(found.map(({ subject }) => subject)).size;
  }
}

const uuidOf = (text: string) =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

const context = (id: string) => ({ id, attempt: 1, signal: new AbortController().signal, progress: async () => {} });

/** Runs the job; where a number is given, that one of its transactions fails at its end. */
async function collect(killed = -1): Promise<void> {
  const database = api.app.get(Database);
  const transaction = database.transaction.bind(database);
  let done = 0;
  const dying = {
    read: database.read.bind(database),
    transaction: ((scope, work) =>
      transaction(scope, async (tx) => {
        const result = await work(tx);
        if (done++ === killed) throw new Error('killed');
        return result;
      })) as Database['transaction'],
  } as Database;
  await new CollectSubjects(dying, api.app.get(TenantDirectory))
    .run({ tenantId: PLATFORM_TENANT_ID }, context(newId()))
    .catch((error: Error) => expect(error.message).toBe('killed'));
}

async function send(slug: string, { token }: SignedIn, payload: object[]): Promise<void> {
  const answer = await callAs(api, token, 'POST', `/v1/ingest/${slug}/events`, payload);
  expect([answer.statusCode, answer.json().rejected]).toEqual([200, []]);
}

async function erase(tenantId: string, { token }: SignedIn, subject: string): Promise<void> {
  const { id } = (await callAs(api, token, 'DELETE', `/v1/analytics/subjects/${subject}`)).json();
  await new EraseSubject(api.app.get(Database), api.app.get(Audit)).run({ tenantId }, context(id));
}

async function changeZone(slug: string, timeZone: string): Promise<void> {
  const headers = { authorization: `Bearer ${api.operatorKey}`, 'if-match': '*' };
  const url = `/v1/platform/tenants/${slug}`;
  const answer = await api.inject({ method: 'PATCH', url, headers, payload: { timeZone } });
  expect(answer.statusCode).toBe(200);
  await api.app.get(TenantDirectory).refresh();
}
