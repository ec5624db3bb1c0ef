import fc from 'fast-check';
import { newId } from '#platform/ids';
import { type LifecycleModel, modelTableNames, type Row, type Someone } from './lifecycle-model.js';
import type { ModelTable } from './lifecycle-tables.js';

export type Outcome = 'done' | string;

/** What one step takes at random; each step uses some of it. */
export interface Chance {
  readonly table: ModelTable;
  readonly who: Someone;
  readonly other: Someone;
  readonly n: number;
  readonly yes: boolean;
  readonly days: number | null;
}

/** The product beside its model. What the application writes or asks for comes back as `done`, or as a code. */
export interface Both {
  readonly model: LifecycleModel;
  /** A statement as the application sends it for a user. */
  write(who: Someone, text: string, values: unknown[]): Promise<{ outcome: Outcome }>;
  /** @param late as a transaction that the policies did not see */
  insert(table: ModelTable, who: Someone, row: Row, late?: boolean): Promise<Outcome>;
  request(who: Someone, graceDays: number): Promise<Outcome>;
  cancel(who: Someone): Promise<Outcome>;
  /** Runs the job for a person, in both. @param most batches after which the process is killed */
  sweep(who: Someone, most: number): Promise<void>;
  /** A tenant's choice of how long it keeps posts. */
  choose(tenant: string, days: number): Promise<void>;
  expire(): Promise<Record<string, number>>;
  /** @param most rows at once @returns rows by table */
  purge(tenant: string, most: number): Promise<Record<string, number>>;
}

/** The column by which a row of a table is moved to somebody else. */
const movable: Partial<Record<ModelTable, string>> = {
  posts: 'author_id',
  likes: 'liker_id',
  polls: 'author_id',
  letters: 'device',
  marks: 'of_id',
  receipts: 'by_id',
};
const some = (rows: readonly Row[], n: number) => rows[n % Math.max(1, rows.length)];

/** A new row that names somebody; undefined where it would depend on a row that there is not. */
function newRow({ model }: Both, { table, who, n, yes, days }: Chance): Row | undefined {
  const [post, diary] = [some(model.of('posts', who.tenant), n), some(model.of('diaries', who.tenant), n)];
  const own = { tenant_id: who.tenant, id: newId() };
  const rows: Partial<Record<ModelTable, Row | undefined>> = {
    posts: { ...own, author_id: who.user, parent_id: (yes && post?.id) || null, starred: n % 3 === 0, days },
    likes: post && { ...own, post_id: post.id as string, liker_id: who.user },
    diaries: { ...own, user_id: who.user },
    entries: diary && { ...own, diary_id: diary.id as string },
    polls: { ...own, author_id: who.user },
    profiles: { ...own, user_id: who.user, name: 'A name' },
    letters: { ...own, email: yes ? who.email : null, device: n % 2 ? who.device : null },
    marks: { ...own, kind: yes ? 'user' : 'thing', of_id: who.user },
    receipts: { ...own, by_id: who.user },
  };
  return rows[table];
}

/** Each is taken by the product and by its model, and both must say the same. */
export const steps = {
  async insert(both: Both, chance: Chance) {
    const { table, who } = chance;
    const row = newRow(both, chance);
    if (!row) return;
    const refused = both.model.refuses(table, row);
    expect(await both.insert(table, who, row)).toBe(refused ? 'PL410' : 'done');
    if (!refused) both.model.insert(table, row);
  },
  /** A transaction that began before the first sweep commits before the second. */
  async late(both: Both, chance: Chance) {
    const row = newRow(both, chance);
    if (!row || both.model.erasureOf(chance.who)?.state !== 'erasing') return;
    expect(await both.insert(chance.table, chance.who, row, true)).toBe('done');
    both.model.insert(chance.table, row);
  },
  async move(both: Both, { table, who, other, n }: Chance) {
    const row = some(both.model.of(table, who.tenant), n);
    const column = table === 'profiles' ? 'name' : movable[table];
    if (!row || !column) return;
    const value = { name: 'A new name', device: other.device }[column] ?? other.user;
    const [now, text] = [
      { ...row, [column]: value },
      `update model.${table} set ${column} = $1 where tenant_id = $2 and id = $3`,
    ];
    const refused = both.model.refuses(table, now, row);
    const { outcome } = await both.write(who, text, [value, who.tenant, row.id]);
    expect(outcome).toBe(refused ? 'PL410' : 'done');
    if (!refused) both.model.replace(table, row, now);
  },
  async remove(both: Both, { table, who, n }: Chance) {
    const row = some(both.model.of(table, who.tenant), n);
    if (!row) return;
    const user = String(row.user_id ?? who.user);
    const text = `delete from model.${table} where tenant_id = $1 and id = $2`;
    const { outcome } = await both.write({ ...who, user }, text, [who.tenant, row.id]);
    expect(outcome).toBe(both.model.delete(table, row) ? 'done' : '23503');
  },
  async request(both: Both, { who, yes }: Chance) {
    const { model } = both;
    expect(await both.request(who, yes ? 0 : 7)).toBe(model.knows(who) ? 'done' : 'person_not_found');
    if (!model.knows(who) || model.erasureOf(who)) return;
    model.erasures.push({ ...who, state: 'pending', waiting: !yes, swept: false, pseudonym: null, counts: {} });
  },
  async cancel(both: Both, { who }: Chance) {
    const { model } = both;
    const known = model.erasureOf(who);
    const waits = known?.state === 'pending' && known.waiting;
    expect(await both.cancel(who)).toBe(waits ? 'done' : known ? 'erasure_begun' : 'erasure_not_found');
    if (waits) model.erasures.splice(model.erasures.indexOf(known), 1);
  },
  async sweep(both: Both, { who }: Chance) {
    await both.sweep(who, Number.POSITIVE_INFINITY);
  },
  async die(both: Both, { who, n }: Chance) {
    await both.sweep(who, n % 6);
  },
  async choose(both: Both, { who: { tenant }, n }: Chance) {
    const days = [5, 15, 60][n % 3] as number;
    await both.choose(tenant, days);
    both.model.retentions.set(tenant, days);
  },
  async expire(both: Both) {
    expect(await both.expire()).toEqual(both.model.expire());
  },
  async purge(both: Both, { who: { tenant }, n }: Chance) {
    expect(await both.purge(tenant, 1 + (n % 4))).toEqual(both.model.purge(tenant));
  },
};

const [here, there] = [newId(), newId()];
const [one, two, three] = [newId(), newId(), newId()];
/** Mostly one person, so that much is theirs; their twin in another tenant has the same id, address and device. */
const someone = fc
  .record({
    tenant: fc.oneof({ weight: 3, arbitrary: fc.constant(here) }, { weight: 1, arbitrary: fc.constant(there) }),
    user: fc.oneof({ weight: 3, arbitrary: fc.constant(one) }, { weight: 1, arbitrary: fc.constantFrom(two, three) }),
  })
  .map(({ tenant, user }): Someone => ({ tenant, user, email: `${user}@x.example`, device: `${user} device` }));
const chance: fc.Arbitrary<Chance> = fc.record({
  table: fc.constantFrom(...modelTableNames.filter((table) => table !== 'like_counts')),
  who: someone,
  other: someone,
  n: fc.nat(999),
  yes: fc.boolean(),
  days: fc.constantFrom(0, 10, 40, null),
});
/** How often each is taken, compared with the others. */
const weights = {
  insert: 12,
  late: 3,
  move: 3,
  remove: 2,
  request: 4,
  cancel: 1,
  sweep: 3,
  die: 2,
  choose: 1,
  expire: 2,
  purge: 1,
};
const step = fc.oneof(
  ...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as keyof typeof steps) })),
);

/** Some rows first, and then anything. */
export const sequence = fc
  .tuple(
    fc.array(fc.tuple(fc.constant('insert' as const), chance), { minLength: 15, maxLength: 30, size: 'max' }),
    fc.array(fc.tuple(step, chance), { minLength: 15, maxLength: 40, size: 'max' }),
  )
  .map(([rows, anything]) => [...rows, ...anything]);
