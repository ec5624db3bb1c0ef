// Real: two whole APIs over one PostgreSQL. Faked: their processes, which are applications in one process.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { freshTenant, type SignedIn, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';

const HOUR = 3_600_000;
let apis: TestApp[];
beforeAll(async () => {
  const first = await startTestApp();
  apis = [first, await startTestApp({}, first.database)];
});
afterAll(async () => {
  for (const api of apis ?? []) await api.close();
});

interface Sent {
  /** Of one of the ids of the run. */
  readonly id: number;
  /** How long ago, in hours: up to eight days, which are too many. */
  readonly hours: number;
  readonly name: number;
  readonly flaw: 'none' | 'nested' | 'unknown';
}

const event: fc.Arbitrary<Sent> = fc.record({
  id: fc.nat(25),
  // Few times, so that an id often comes with one that it had before, and sometimes with another.
  hours: fc.constantFrom(0, 1, 25, 26, 167, 192),
  name: fc.nat(3),
  flaw: fc.constantFrom('none', 'none', 'none', 'none', 'nested', 'unknown'),
});
const batch = fc.record({
  tenant: fc.nat(1),
  api: fc.nat(1),
  events: fc.array(event, { minLength: 1, maxLength: 30 }),
});
/** Batches of one round are sent at once. */
const rounds = fc.array(fc.array(batch, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 });

const uuidOf = (run: number, id: number) =>
  createHash('sha256')
    .update(`${run} ${id}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

let runs = 0;

it('stores each good event once and counts all, whatever comes twice, late, disordered and at once', async () => {
  await fc.assert(
    fc.asyncProperty(rounds, async (sent) => {
      runs += 1;
      const run = runs;
      const now = Date.now();
      const tenants = await Promise.all([0, 1].map(() => freshTenant(apis[0] as TestApp)));
      const people = await Promise.all(tenants.map((tenant) => signedIn(apis[0] as TestApp, tenant, 'member')));
      const models = tenants.map(() => new Model());
      for (const round of sent) {
        const answers = await Promise.all(
          round.map(async ({ tenant, api, events }) => {
            const payload = events.map(({ id, hours, name, flaw }) => ({
              id: uuidOf(run, id),
              name: `event.${name}`,
              occurredAt: new Date(now - hours * HOUR).toISOString(),
              ...(flaw === 'nested' && { properties: { deep: [] } }),
              ...(flaw === 'unknown' && { colour: 'red' }),
            }));
            return send(apis[api] as TestApp, tenants[tenant]?.slug ?? '', people[tenant] as SignedIn, payload);
          }),
        );
        for (const [tenant, model] of models.entries()) {
          const own = round.flatMap((each, i) => (each.tenant === tenant ? [{ ...each, answer: answers[i] }] : []));
          const before = model.stored.size;
          for (const { events, answer } of own) {
            const good = model.add(events);
            expect(answer).toMatchObject({ sampled: 0 });
            expect([answer.accepted + answer.duplicates, answer.rejected.length]).toEqual([good, events.length - good]);
          }
          expect(own.reduce((sum, { answer }) => sum + answer.accepted, 0)).toBe(model.stored.size - before);
        }
      }
      for (const [tenant, model] of models.entries())
        expect(await storedOf(tenants[tenant]?.id ?? '', now)).toEqual(model.facts);
    }),
    { numRuns: 25 },
  );
});

/** What a tenant should have, counted one by one. */
class Model {
  readonly stored = new Map<string, Sent>();
  private received = 0;
  private rejected = 0;

  /** @returns how many of the events may be stored */
  add(events: readonly Sent[]): number {
    const good = events.filter(({ hours, flaw }) => flaw === 'none' && hours < 168);
    for (const each of good) if (!this.stored.has(keyOf(each))) this.stored.set(keyOf(each), each);
    this.received += events.length;
    this.rejected += events.length - good.length;
    return good.length;
  }

  get facts() {
    const stored = this.stored.size;
    return {
      rows: [...this.stored.keys()].sort(),
      counted: stored,
      ...{ received: this.received, stored, duplicates: this.received - this.rejected - stored },
      rejected: this.rejected,
    };
  }
}

const keyOf = ({ id, hours }: Sent) => `${id} ${hours}`;

async function send(api: TestApp, slug: string, { token }: SignedIn, payload: object[]) {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await api.inject({ method: 'POST', url: `/v1/ingest/${slug}/events`, headers, payload });
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return answer.json();
}

async function storedOf(tenantId: string, now: number) {
  const ids = new Map(Array.from({ length: 26 }, (_, id) => [uuidOf(runs, id), id]));
  const url = apis[0]?.database.ownerUrl ?? '';
  const of = <Row extends object>(sql: string) => runSql<Row>(url, `set app.tenant_id = '${tenantId}'; ${sql}`);
  const rows = await of<{ id: string; at: Date; name: string }>(
    'select id, occurred_at as at, name from analytics.events',
  );
  const counts = await of<{ hour: Date; name: string; events: number }>(
    'select hour, name, sum(events)::int as events from analytics.event_counts group by 1, 2',
  );
  const counted = new Map<string, number>();
  for (const { at, name } of rows) {
    const hour = `${new Date(Math.floor(at.getTime() / HOUR) * HOUR).toISOString()} ${name}`;
    counted.set(hour, (counted.get(hour) ?? 0) + 1);
  }
  expect(new Map(counts.map(({ hour, name, events }) => [`${hour.toISOString()} ${name}`, events]))).toEqual(counted);
  const [ledger] = await of<Record<string, number>>(`select coalesce(sum(received), 0)::int as received,
    coalesce(sum(stored), 0)::int as stored, coalesce(sum(duplicates), 0)::int as duplicates,
    coalesce(sum(rejected), 0)::int as rejected from analytics.ledger`);
  return {
    rows: rows.map(({ id, at }) => `${ids.get(id)} ${Math.round((now - at.getTime()) / HOUR)}`).sort(),
    counted: counts.reduce((sum, { events }) => sum + events, 0),
    ...ledger,
  };
}
