// Real: the API, built workers in processes of their own that are killed, PostgreSQL, the storage. Faked: what each roster should
// do, from its lines in memory.
import fc from 'fast-check';
import { startWorker } from '../../../test/support/built-process.js';
import { CampusWithRosters, rosterColumns } from '../../../test/support/campus-rosters.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { runSql } from '../../../test/support/sql.js';
import { masterKey, startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';

let api: TestApp;
beforeAll(async () => {
  api = await startTestApp();
});
afterAll(() => api?.close());

const states = { '': 'active', actif: 'active', suspendu: 'suspended', left: 'left' };
/** What is wrong with a line, and how that is called; of twins there is a right one too. */
const faults = {
  missing: ['name', 'missing'],
  address: ['email', 'not_an_address'],
  programme: ['programme', 'unknown'],
  level: ['level', 'not_offered'],
  state: ['state', 'unknown'],
  taken: ['email', 'taken'],
  numberTwin: ['number', 'twice'],
  emailTwin: ['email', 'twice'],
} as const;
type Fault = keyof typeof faults;

interface Student {
  readonly name: string;
  readonly level: string;
  readonly state: string;
}
interface Line extends Student {
  readonly number: number;
  readonly fault?: Fault;
}
/** Students by number, with the versions of the student and of the enrolment. */
type Rows = ReadonlyMap<number, Student & { readonly versions: readonly [number, number] }>;

/** One in ten students is on no line, and one in twenty on a wrong one. */
const lines: fc.Arbitrary<Line[]> = fc
  .array(
    fc.record({
      absent: fc.nat(9).map((n) => n === 0),
      name: fc.constantFrom('Ada', 'Chloé; "C"', "'=cmd()", '-1'),
      level: fc.constantFrom('L1', 'L2', 'L3'),
      state: fc.constantFrom(...(Object.keys(states) as (keyof typeof states)[])),
      fault: fc.oneof(
        { arbitrary: fc.constant(undefined), weight: 19 },
        fc.constantFrom(...(Object.keys(faults) as Fault[])),
      ),
    }),
    { minLength: 4500, maxLength: 4500 },
  )
  .map((students) =>
    students.flatMap(({ absent, fault, ...student }, i): Line[] => {
      if (absent) return [];
      const line = { ...student, number: i + 1 };
      if (!fault) return [line];
      if (fault === 'numberTwin') return [line, { ...line, fault }];
      if (fault === 'emailTwin') return [line, { ...line, number: 100_000 + i, fault }];
      return [{ ...line, fault }];
    }),
  );

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
function textOf({ number, name, level, state, fault }: Line): string {
  const email = {
    address: 'nowhere',
    taken: `holder-${number}@univ.example`,
    numberTwin: `other-${number}@univ.example`,
    emailTwin: `e${number - 99_999}@univ.example`,
  }[fault as string];
  const fields = [
    number,
    fault === 'missing' ? '' : quoted(name),
    email ?? `e${number}@univ.example`,
    fault === 'programme' ? 'LAW' : 'INFO',
    fault === 'level' ? 'M1' : level,
    fault === 'state' ? 'lost' : state,
  ];
  return fields.join(';');
}

/** In any order, but the second of twins, which is refused, is after the first. */
function fileOf(all: readonly Line[], seed: number): string {
  const place = (line: Line, i: number) =>
    faults[line.fault ?? 'missing'][1] === 'twice' ? 2 ** 32 : (i * seed) % 99_991;
  const placed = all.map((line, i) => [place(line, i), textOf(line)] as const);
  const sorted = placed.toSorted(([a], [b]) => a - b).map(([, text]) => text);
  return [`${Object.values(rosterColumns).join(';')};État`, ...sorted].join('\r\n');
}

/** What a roster does. */
function model(had: Rows, all: readonly Line[], endMissing: boolean) {
  const rows = new Map(had);
  const listed = new Set(all.map(({ number }) => number));
  const counts = { added: 0, changed: 0, unchanged: 0, missing: 0, refused: 0 };
  for (const { number, fault, level, ...line } of all) {
    if (fault) counts.refused += 1;
    if (fault) continue;
    const student = { name: line.name.replace(/^'=/, '='), level, state: states[line.state as keyof typeof states] };
    const before = had.get(number);
    const { versions: [ofStudent, ofEnrolment] = [1, 1] } = before ?? {};
    const renamed = before !== undefined && before.name !== student.name;
    const moved = before !== undefined && (before.level !== level || before.state !== student.state);
    counts[before ? (renamed || moved ? 'changed' : 'unchanged') : 'added'] += 1;
    rows.set(number, { ...student, versions: [ofStudent + Number(renamed), ofEnrolment + Number(moved)] });
  }
  for (const [number, student] of had) {
    if (listed.has(number) || student.state === 'left') continue;
    counts.missing += 1;
    const [ofStudent, ofEnrolment] = student.versions;
    if (endMissing) rows.set(number, { ...student, state: 'left', versions: [ofStudent, ofEnrolment + 1] });
  }
  return { rows, counts };
}

const shown = (rows: Rows) =>
  [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([number, { name, level, state, versions }]) => [String(number), name, level, state, Math.max(...versions)]);

/** A worker that is killed and started again. */
class Worker {
  private process?: Awaited<ReturnType<typeof startWorker>>;

  async start(): Promise<void> {
    const env = { DATABASE_URL: api.database.appUrl, PALIER_MASTER_KEY: masterKey, PALIER_DATA_DIR: api.dataDir };
    this.process = await startWorker(env);
  }

  async kill(): Promise<void> {
    await this.process?.end('SIGKILL');
  }
}

it('random rosters, shuffled, applied twice and with the worker killed between batches, leave the rows that each line says', async () => {
  const worker = new Worker();
  let killed = 0;
  const apply = async (of: CampusWithRosters, id: string, changes: number) => {
    const begun = await of.post(`${id}/apply`, { changes });
    const { state } = await until(async () => {
      const operation = await of.operation(begun.json().id);
      return (operation.progress > 0 || operation.state === 'failed') && operation;
    });
    await worker.kill();
    if (state === 'running') killed += 1;
    await worker.start();
    expect(await of.ended(begun)).toMatchObject({ state: 'succeeded' });
  };
  await worker.start();
  try {
    const property = fc.asyncProperty(fc.integer(), fc.boolean(), async (seed, endMissing) => {
      const [first = [], second = []] = fc.sample(lines, { seed, numRuns: 2 });
      const of = await CampusWithRosters.open(api);
      await runSql(
        api.database.adminUrl,
        `insert into campus.students (tenant_id, id, number, name, name_key, email)
         select '${of.tenantId}', uuidv7(), 'H' || i, 'Holder', 'holder', 'holder-' || i || '@univ.example' from generate_series(1, 4500) i`,
      );
      let rows: Rows = new Map();
      for (const [i, all] of [first, first, second, second].entries()) {
        const expected = model(rows, all, endMissing);
        const id = await of.uploaded(fileOf(all, 7919 + i));
        await of.check(id, { endMissing, columns: { ...rosterColumns, state: 'État' } });
        const { counts } = await of.get(id);
        expect(counts).toEqual(expected.counts);
        await apply(of, id, counts.changed + (endMissing ? counts.missing : 0));
        rows = expected.rows;
        expect(await of.enrolled()).toEqual(shown(rows));
      }
      const wrong = second.flatMap(({ number, fault }) => (fault ? [`${number} ${faults[fault].join(' ')}`] : []));
      const refused = await runSql<{ text: string }>(
        api.database.adminUrl,
        `select number || ' ' || field || ' ' || reason as text from campus.roster_refusals where tenant_id = '${of.tenantId}'
         and roster_id = (select id from campus.rosters where tenant_id = '${of.tenantId}' order by id desc limit 1)`,
      );
      expect(refused.map(({ text }) => text).toSorted()).toEqual(wrong.toSorted());
    });
    await fc.assert(property, { numRuns: propertyRuns(1), endOnFailure: true });
    expect(killed).toBeGreaterThan(0);
  } finally {
    await worker.kill();
  }
});
