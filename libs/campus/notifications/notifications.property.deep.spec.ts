// Real: PostgreSQL with row level security, the service, the retention. Faked: the messages to clients; how old causes are; what each
// user should have, kept in memory.
import fc from 'fast-check';
import { idAt, newId, uuidTime } from '#platform/ids';
import type { Realtime } from '#platform/realtime';
import { enforceRetention } from '../../../test/support/enforce-retention.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { type TestDatabase, testDatabase } from '../../../test/support/test-database.js';
import { type NotificationDto, type NotificationKind, notificationKinds } from './notifications.dto.js';
import { NotificationsService } from './notifications.service.js';
import { Notifier } from './notifier.js';

const DAY_MS = 86_400_000;
let test: TestDatabase;
let notifier: Notifier;
let service: NotificationsService;
/** Messages to clients. */
let told = 0;
beforeAll(async () => {
  test = await testDatabase();
  notifier = new Notifier({ publish: () => (told += 1) } as unknown as Realtime);
  service = new NotificationsService(test.database, notifier);
});
afterAll(() => test?.close());

/** What users are notified of, `days` ago: others may be about the same. */
interface Cause {
  readonly id: string;
  readonly kind: NotificationKind;
  readonly aboutId: string;
}

/** A user of the model. */
interface Known {
  readonly id: string;
  readonly rows: Map<string, Cause & { read: boolean }>;
  off: readonly NotificationKind[];
  erased: boolean;
}

const kind = fc.constantFrom(...notificationKinds);
const some = fc.uniqueArray(fc.nat(2), { maxLength: 3 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('notify'), kind, users: some, days: fc.constantFrom(0, 3, 360, 370) }),
  },
  fc.record({ do: fc.constantFrom('again', 'anew'), users: some, n: fc.nat(30) }),
  fc.record({ do: fc.constant('mark'), user: fc.nat(2), some: fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }) }),
  fc.record({ do: fc.constant('markUntil'), user: fc.nat(2), n: fc.nat(30) }),
  fc.record({ do: fc.constant('settings'), user: fc.nat(2), off: fc.subarray([...notificationKinds]) }),
  fc.record({ do: fc.constant('retention') }),
  fc.record({ do: fc.constant('erase'), user: fc.nat(2) }),
) as fc.Arbitrary<Step>;
type Step = { do: string; kind: NotificationKind; users: number[]; days: number; n: number; user: number } & {
  some: number[];
  off: NotificationKind[];
};

async function listed(userId: string, tenantId: string, unread?: 'true') {
  const rows: NotificationDto[] = [];
  const counts = new Set<number>();
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const query = { limit: 3, ...(unread && { unread }), ...(cursor && { cursor }) };
    const answer = await service.list({ tenantId, userId }, query);
    rows.push(...answer.data);
    counts.add(answer.unread);
    cursor = answer.page.next;
  }
  return { rows: rows.map(({ id, kind, readAt }) => [id, kind, readAt !== null]), counts: [...counts] };
}

it('lists and unread numbers are those of counting what each user was notified of, has marked and still keeps', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      const tenantId = newId();
      const users: Known[] = [0, 1, 2].map(() => ({ id: newId(), rows: new Map(), off: [], erased: false }));
      const causes: Cause[] = [];
      const user = (n: number) => users[n] as Known;
      const cause = (n: number) => causes[n % causes.length] as Cause;
      const add = async (of: Cause, to: readonly number[]) => {
        const ids = to.map((n) => user(n).id);
        const about = { ...of, chapterId: null };
        const has = await test.database.transaction({ tenantId }, (tx) => notifier.add(tx, of.id, about, ids));
        for (const { rows, erased, off } of to.map(user)) {
          const knows = [...rows.values()].some(({ kind, aboutId }) => kind === of.kind && aboutId === of.aboutId);
          if (!erased && !off.includes(of.kind) && !knows) rows.set(of.id, { ...of, read: false });
        }
        expect(has.sort()).toEqual(ids.filter((id) => users.some((u) => u.id === id && u.rows.has(of.id))).sort());
      };
      const mark = async (n: number, which: object, chosen: (id: string) => boolean) => {
        const { id, rows } = user(n);
        const marked = [...rows.values()].filter(({ id, read }) => !read && chosen(id));
        told = 0;
        const { unread } = await service.markRead({ tenantId, userId: id }, which);
        expect(told).toBe(Math.min(marked.length, 1));
        for (const row of marked) row.read = true;
        expect(unread).toBe([...rows.values()].filter(({ read }) => !read).length);
      };
      for (const { do: what, ...given } of steps) {
        if (what === 'notify') {
          causes.push({ id: idAt(Date.now() - given.days * DAY_MS), kind: given.kind, aboutId: newId() });
          await add(causes.at(-1) as Cause, given.users);
        } else if (what === 'again' && causes.length > 0) await add(cause(given.n), given.users);
        else if (what === 'anew' && causes.length > 0) {
          causes.push({ ...cause(given.n), id: newId() });
          await add(causes.at(-1) as Cause, given.users);
        } else if (what === 'mark' && causes.length > 0) {
          const ids = given.some.map((n) => cause(n).id);
          await mark(given.user, { ids }, (id) => ids.includes(id));
        } else if (what === 'markUntil' && causes.length > 0) {
          const at = uuidTime(cause(given.n).id);
          await mark(given.user, { until: new Date(at).toISOString() }, (id) => uuidTime(id) <= at);
        } else if (what === 'settings' && !user(given.user).erased) {
          user(given.user).off = given.off;
          await service.changeSettings({ tenantId, userId: user(given.user).id }, { off: given.off });
        } else if (what === 'retention') {
          await enforceRetention(test.database);
          const last = Date.now() - 366 * DAY_MS;
          for (const { rows } of users) for (const id of rows.keys()) if (uuidTime(id) < last) rows.delete(id);
        } else if (what === 'erase' && !user(given.user).erased) {
          Object.assign(user(given.user), { erased: true, rows: new Map() });
          await runSql(
            test.ownerUrl,
            `set app.tenant_id = '${tenantId}';
             insert into platform.erasures (tenant_id, user_id, subjects, asked_by, state, due_at, next_at)
               values ('${tenantId}', '${user(given.user).id}', '{}', 'member:1', 'erasing', now(), now());
             select platform.erase_rows_of_person('${user(given.user).id}', 1000)`,
          );
        }
      }
      for (const { id, rows } of users) {
        const all = [...rows].sort(([a], [b]) => (a < b ? 1 : -1)).map(([of, { kind, read }]) => [of, kind, read]);
        const unread = all.filter(([, , read]) => !read);
        expect(await listed(id, tenantId)).toEqual({ rows: all, counts: [unread.length] });
        expect(await listed(id, tenantId, 'true')).toEqual({ rows: unread, counts: [unread.length] });
      }
    }),
    { numRuns: propertyRuns(25) },
  );
});
