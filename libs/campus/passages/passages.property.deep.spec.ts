// Real: the API, PostgreSQL with row level security, the jobs. Faked: the queue, so that jobs run one after the other; messages to
// clients; universities
// and students, whom SQL wrote; what each plan should do, kept in memory.
import fc from 'fast-check';
import { Principals } from '#platform/access';
import { Database } from '#platform/database';
import { Events } from '#platform/events';
import { newId } from '#platform/ids';
import type { JobContext } from '#platform/jobs';
import { Askers } from '#platform/operations';
import type { Realtime } from '#platform/realtime';
import { CampusPassages, type PassagePlace, type PassingStudent } from '../../../test/support/campus-passages.js';
import { propertyRuns } from '../../../test/support/property-runs.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { Notifier } from '../notifications/notifier.js';
import { NotifiesReaders } from '../notifications/notify-readers.job.js';
import { AskerScopes } from '../scopes/asker-scopes.js';
import { Scopes } from '../scopes/scopes.js';
import { PlansPassages } from './plan-passages.job.js';
import { WorksThroughPlans } from './work-through-plan.job.js';

let api: TestApp;
let jobs: { plan: PlansPassages; work: WorksThroughPlans; notify: NotifiesReaders };
beforeAll(async () => {
  api = await startTestApp();
  const database = api.app.get(Database);
  const scopes = new AskerScopes(new Askers(database, api.app.get(Principals)), api.app.get(Scopes));
  jobs = {
    plan: new PlansPassages(database, scopes),
    work: new WorksThroughPlans(database, api.app.get(Events), scopes),
    notify: new NotifiesReaders(database, new Notifier({ publish: () => undefined } as unknown as Realtime)),
  };
});
afterAll(() => api?.close());

const STUDENTS = 700;
/** The places, in an order in which rules never lead back. */
const places = [0, 1, 2, 3].flatMap((n) => [[n, 'L1'] as const, [n, 'L2'] as const]);
const place = fc.nat(places.length - 1);

interface Given {
  /** By place: where who passes goes, -1 where the cycle ends; undefined without a rule. */
  readonly rules: { pass: number | undefined; repeat: number | undefined }[];
  readonly archived: number[];
  readonly narrowed: number[];
  readonly students: { at: number; decision: PassingStudent['decision']; state: string; ahead: boolean }[];
  readonly byHand: { student: number; to: number }[];
  readonly meanwhile: Change[];
  readonly archivedLater: number[];
  readonly afterwards: Change[];
  readonly opens: boolean;
}
interface Change {
  readonly student: number;
  readonly do: (typeof changes)[number];
}
const changes = ['move', 'ahead', 'delete', 'decide', 'rename'] as const;
const student = fc.nat(STUDENTS - 1);
const some = (most: number) => fc.uniqueArray(fc.nat(3), { maxLength: most });
const changed = fc.uniqueArray(fc.record({ student, do: fc.constantFrom(...changes) }), {
  maxLength: 40,
  selector: (each) => each.student,
});
const given: fc.Arbitrary<Given> = fc.record({
  rules: fc.tuple(...places.map((_, i) => ruleAfter(i))),
  archived: some(1),
  narrowed: some(1),
  students: fc.array(
    fc.record({
      at: place,
      decision: fc.constantFrom(...(['pass', 'pass', 'pass', 'repeat', 'leave', undefined] as const)),
      state: fc.constantFrom('active', 'active', 'active', 'suspended', 'left'),
      ahead: fc.nat(19).map((n) => n === 0),
    }),
    { minLength: STUDENTS, maxLength: STUDENTS },
  ),
  byHand: fc.uniqueArray(fc.record({ student, to: fc.integer({ min: -1, max: places.length - 1 }) }), {
    maxLength: 15,
    selector: (each) => each.student,
  }),
  meanwhile: changed,
  archivedLater: some(1),
  afterwards: changed,
  opens: fc.boolean(),
});
function ruleAfter(i: number) {
  const pass = fc.oneof(
    fc.constantFrom(undefined, -1),
    ...(i + 1 < places.length ? [{ weight: 3, arbitrary: fc.integer({ min: i + 1, max: places.length - 1 }) }] : []),
  );
  return fc.record({ pass, repeat: fc.option(place, { nil: undefined }) });
}

/** A line of the model. */
interface Line {
  to: number;
  problem: string | null;
  readonly byHand: boolean;
  state: string;
}

/** What is known of universities and students. */
class Model {
  /** By student, while they exist: the place in the next year and the version. */
  readonly next = new Map<number, { at: number; version: number }>();
  readonly gone = new Set<number>();
  readonly touched = new Set<number>();
  lines = new Map<number, Line>();

  constructor(readonly given: Given) {
    for (const [i, { at, ahead }] of given.students.entries()) if (ahead) this.next.set(i, { at, version: 1 });
  }

  plan(closed: ReadonlySet<number>): void {
    for (const [i, { at, decision, state }] of this.given.students.entries()) {
      if (state !== 'active') continue;
      const { pass, repeat } = this.given.rules[at] as Given['rules'][number];
      const ruled = pass !== undefined;
      const to = decision === 'pass' ? (pass ?? -1) : decision === 'repeat' ? (ruled ? (repeat ?? at) : at) : -1;
      const open = this.obstacle(to, closed);
      const problem = this.next.has(i)
        ? 'enrolled'
        : decision === undefined
          ? 'undecided'
          : decision === 'pass' && !ruled
            ? 'no_rule'
            : open;
      this.lines.set(i, { to, problem, byHand: false, state: 'planned' });
    }
  }

  byHand(i: number, to: number): void {
    const problem = this.lines.get(i)?.problem === 'enrolled' ? 'enrolled' : null;
    this.lines.set(i, { to, problem, byHand: true, state: 'planned' });
  }

  apply(closed: ReadonlySet<number>, decided: ReadonlySet<number>): void {
    for (const [i, line] of this.lines) {
      if (line.problem) continue;
      if (this.touched.has(i) || (!line.byHand && decided.has(i))) line.problem = 'changed';
      else if (this.next.has(i)) line.problem = 'enrolled';
      else line.problem = this.obstacle(line.to, closed);
      if (line.problem) continue;
      line.state = 'applied';
      if (line.to >= 0) this.next.set(i, { at: line.to, version: 1 });
    }
  }

  undo(): void {
    for (const [i, line] of this.lines) {
      if (line.state !== 'applied') continue;
      if (line.to < 0) line.state = 'undone';
      else if (this.next.get(i)?.version === 1) {
        line.state = 'undone';
        this.next.delete(i);
      } else line.problem = 'changed';
    }
  }

  /** The students of lines that were applied, who hear of it when the year opens. */
  told(ids: readonly string[]): (string | undefined)[] {
    return [...this.lines].flatMap(([i, { state }]) => (state === 'applied' ? [ids[i]] : [])).sort();
  }

  delete(i: number): void {
    this.gone.add(i);
    this.next.delete(i);
    this.lines.delete(i);
  }

  obstacle(to: number, closed: ReadonlySet<number>): string | null {
    const [n, level] = places[to] ?? [-1, ''];
    if (closed.has(n)) return 'archived';
    return this.given.narrowed.includes(n) && level === 'L2' ? 'not_offered' : null;
  }
}

/** The lines of a plan and the enrolments of the next year, as of the model. */
function expected(model: Model, ids: readonly string[]) {
  const nameOf = (at: number) => (at < 0 ? 'none' : `${places[at]}`);
  const lines = [...model.lines].map(([i, { to, problem, byHand, state }]) =>
    [ids[i], nameOf(to), problem, byHand, state].join(' '),
  );
  const next = [...model.next].map(([i, { at, version }]) => [ids[i], nameOf(at), version].join(' '));
  return { lines: lines.sort(), next: next.sort() };
}

async function found(of: CampusPassages, id: string) {
  const name = (programmeId: string | null, level: string | null) =>
    programmeId === null
      ? 'none'
      : `${[0, 1, 2, 3].findIndex((n) => of.campus.programme(n).id === programmeId)},${level}`;
  const lines = await of.campus.sql<Record<string, string | null>>(
    `select student_id, programme_id, level, problem, reason is not null as by_hand, state from campus.passage_lines where plan_id = '${id}'`,
  );
  const next = await of.campus.sql<Record<string, string>>(
    `select student_id, programme_id, level, version from campus.enrolments where year_id = '${of.next}'`,
  );
  return {
    lines: lines
      .map((row) =>
        [row.student_id, name(row.programme_id ?? null, row.level ?? null), row.problem, row.by_hand, row.state].join(
          ' ',
        ),
      )
      .sort(),
    next: next
      .map((row) => [row.student_id, name(row.programme_id ?? null, row.level ?? null), row.version].join(' '))
      .sort(),
  };
}

/** Changes students before a plan is applied, or afterwards. @returns whose decisions are others now */
async function change(
  of: CampusPassages,
  model: Model,
  ids: readonly string[],
  all: readonly Change[],
  applied: boolean,
) {
  const decided = new Set<number>();
  const sql: string[] = [];
  for (const { student: i, do: what } of all.filter((each) => !model.gone.has(each.student))) {
    const id = ids[i];
    const bump = (year: string) =>
      `update campus.enrolments set version = version + 1 where student_id = '${id}' and year_id = '${year}'`;
    const next = model.next.get(i);
    if (what === 'move' && applied && next) {
      next.version += 1;
      sql.push(bump(of.next));
    } else if (what === 'move' && !applied) {
      model.touched.add(i);
      sql.push(bump(of.campus.places.open));
    } else if (what === 'ahead' && !next) {
      const at = model.given.students[i]?.at as number;
      model.next.set(i, { at, version: 1 });
      sql.push(`insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
        select tenant_id, uuidv7(), student_id, '${of.next}', university_id, ufr_id, programme_id, level, name_key, number
        from campus.enrolments where student_id = '${id}' and year_id = '${of.campus.places.open}'`);
    } else if (what === 'delete') {
      model.delete(i);
      sql.push(`delete from campus.students where id = '${id}'`);
    } else if (what === 'decide') {
      decided.add(i);
      const other = model.given.students[i]?.decision === 'leave' ? 'pass' : 'leave';
      sql.push(`insert into campus.passage_decisions (tenant_id, year_id, student_id, decision)
        values ('${of.campus.tenant.id}', '${of.campus.places.open}', '${id}', '${other}')
        on conflict (tenant_id, year_id, student_id) do update set decision = excluded.decision`);
    } else if (what === 'rename') sql.push(`update campus.students set number = 'R' || number where id = '${id}'`);
  }
  if (sql.length > 0) await of.campus.sql(sql.join(';'));
  return decided;
}

/** Who is notified once the next year is open; twice, as after a worker that was killed before it could say that it had ended. */
async function told(of: CampusPassages): Promise<(string | undefined)[]> {
  const payload = { tenantId: of.campus.tenant.id, kind: 'passage-decided', aboutId: of.next } as const;
  const cause = context(newId());
  for (const _run of [1, 2]) await jobs.notify.run(payload, cause);
  const rows = await of.campus.sql<{ id: string }>(
    `select s.id from campus.notifications n join campus.students s using (user_id)
    where n.kind = 'passage-decided' and n.about_id = '${of.next}' order by s.id`,
  );
  return rows.map(({ id }) => id);
}

/** Of a job that was begun, as its worker would run it. */
const context = (id: string) =>
  ({ id, attempt: 1, signal: new AbortController().signal, progress: async () => undefined }) as JobContext;

it('plans, what changes meanwhile, applying twice and undoing leave the lines and enrolments of a naive model', async () => {
  const property = fc.asyncProperty(given, async (all) => {
    const [of, model] = [await CampusPassages.open(api), new Model(all)];
    const tenantId = of.campus.tenant.id;
    const at = (to: number) => places[to] as PassagePlace;
    const close = (which: readonly number[]) =>
      of.campus.sql(`update campus.programmes set archived_at = now()
        where id = any ('{${which.map((n) => of.campus.programme(n).id).join(',')}}')`);
    for (const [i, { pass, repeat }] of all.rules.entries()) {
      if (pass === undefined) continue;
      const answer = await of.rule(at(i), pass < 0 ? null : at(pass), repeat === undefined ? undefined : at(repeat));
      expect(answer.status).toBe(200);
    }
    await close(all.archived);
    await of.campus.sql(`update campus.programmes set levels = '{L1}'
      where id = any ('{${all.narrowed.map((n) => of.campus.programme(n).id).join(',')}}')`);
    const ids = await of.enrol(
      all.students.map(({ at: from, decision, state, ahead }) => ({ at: at(from), decision, state, ahead })),
    );
    const { id } = await of.plan();
    await jobs.plan.run({ tenantId }, context(id));
    await jobs.plan.run({ tenantId }, context(id));
    const closed = new Set(all.archived);
    model.plan(closed);
    expect(await found(of, id)).toEqual(expected(model, ids));
    for (const { student: i, to } of all.byHand.filter((each) => model.lines.has(each.student))) {
      const { status } = await of.except(id, ids[i] as string, to < 0 ? null : at(to));
      expect(status === 200).toBe(model.obstacle(to, closed) === null);
      if (status === 200) model.byHand(i, to);
    }
    const decided = await change(of, model, ids, all.meanwhile, false);
    await close(all.archivedLater);
    const applying = await of.work(id, 'apply');
    expect(applying.status).toBe(202);
    await jobs.work.run({ tenantId, id }, context(applying.id));
    for (const n of all.archivedLater) closed.add(n);
    model.apply(closed, decided);
    expect(await found(of, id)).toEqual(expected(model, ids));
    await jobs.work.run({ tenantId, id }, context(applying.id));
    expect((await of.work(id, 'apply')).code).toBe('passage_plan_state');
    await change(of, model, ids, all.afterwards, true);
    if (all.opens) await of.openNext();
    const undoing = await of.work(id, 'undo');
    expect(undoing.code).toBe(all.opens ? 'year_not_preparing' : undefined);
    await jobs.work.run({ tenantId, id }, context(all.opens ? applying.id : undoing.id));
    if (!all.opens) model.undo();
    expect(await found(of, id)).toEqual(expected(model, ids));
    if (all.opens) expect(await told(of)).toEqual(model.told(ids));
    const counted = (state: string) => [...model.lines.values()].filter((line) => line.state === state).length;
    expect((await of.get(id)).counts).toMatchObject({
      lines: model.lines.size,
      applied: counted('applied'),
      undone: counted('undone'),
      exceptions: [...model.lines.values()].filter(({ byHand }) => byHand).length,
    });
  });
  await fc.assert(property, { numRuns: propertyRuns(12), endOnFailure: true });
});
