import { newId } from '#platform/ids';
import { CampusCallers } from './campus-callers.js';
import type { SignedIn } from './signed-in.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

/** A programme, by its number, and a level. */
export type PassagePlace = readonly [programme: number, level: 'L1' | 'L2'];

/** A student who is enrolled in the open year. */
export interface PassingStudent {
  readonly at: PassagePlace;
  readonly decision?: 'pass' | 'repeat' | 'leave' | undefined;
  readonly state?: string;
  /** Whether the student is enrolled in the next year already. */
  readonly ahead?: boolean;
}

/** A line of a plan, as it is answered. */
export interface ShownLine {
  readonly studentId: string;
  readonly number: string;
  readonly from: ShownLine['destination'];
  readonly destination: { readonly programmeId: string; readonly level: string } | null;
  readonly problem: string | null;
  readonly reason: string | null;
  readonly state: string;
}

/** A tenant with universities, an open year and the next one, and what its admin does with passages. */
export class CampusPassages {
  private constructor(
    readonly campus: CampusCallers,
    readonly next: string,
  ) {}

  static async open(api: TestApp): Promise<CampusPassages> {
    const [campus, next] = [await CampusCallers.open(api), newId()];
    await campus.sql(`insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on)
      values ('${campus.tenant.id}', '${next}', '2027', '2027', '2027-09-01', '2028-08-31')`);
    return new CampusPassages(campus, next);
  }

  place([n, level]: PassagePlace) {
    return { programmeId: this.campus.programme(n).id, level };
  }

  rule([n, level]: PassagePlace, pass: PassagePlace | null, repeat?: PassagePlace) {
    const rule = { pass: pass && this.place(pass), ...(repeat && { repeat: this.place(repeat) }) };
    return this.call('PUT', `programmes/${this.campus.programme(n).id}/passage-rules/${level}`, rule);
  }

  /** Enrols students, whose numbers are 1 and so on, and writes what was decided. @returns their ids, in order */
  async enrol(students: readonly PassingStudent[]): Promise<string[]> {
    const rows = students.map(({ at, decision, state = 'active', ahead }, i) => {
      const { id: programme, universityId, ufrId } = this.campus.programme(at[0]);
      return { id: newId(), n: i + 1, programme, universityId, ufrId, level: at[1], decision, state, ahead };
    });
    const [tenant, { open }] = [this.campus.tenant.id, this.campus.places];
    const enrolment = `'${tenant}', uuidv7(), r.id, y.id, "universityId", "ufrId", programme, level, r.state, 'name ' || n, n::text`;
    await this.campus.sql(`
      create temp table given on commit drop as select * from jsonb_to_recordset('${JSON.stringify(rows)}') as r
        (id uuid, n int, programme uuid, "universityId" uuid, "ufrId" uuid, level text, decision text, state text, ahead boolean);
      insert into campus.students (tenant_id, id, name, name_key, email, number, user_id)
        select '${tenant}', id, 'Name ' || n, 'name ' || n, n || '@univ.example', n::text, uuidv7() from given;
      insert into campus.enrolments
          (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, state, name_key, number)
        select ${enrolment} from given r join campus.years y on y.id = '${open}' or (y.id = '${this.next}' and r.ahead);
      insert into campus.passage_decisions (tenant_id, year_id, student_id, decision)
        select '${tenant}', '${open}', id, decision from given where decision is not null`);
    return rows.map(({ id }) => id);
  }

  /** Asks for a plan. */
  plan(placeId: string | null = null, by?: SignedIn) {
    const years = { fromYearId: this.campus.places.open, toYearId: this.next };
    return this.call('POST', 'passage-plans', { ...years, placeId }, by);
  }

  /** Has a plan made. @returns its id */
  async planned(placeId: string | null = null, by?: SignedIn): Promise<string> {
    const { id } = await this.ended(await this.plan(placeId, by));
    return id;
  }

  work(id: string, what: 'apply' | 'undo', by?: SignedIn) {
    return this.call('POST', `passage-plans/${id}/${what}`, undefined, by);
  }

  async worked(id: string, what: 'apply' | 'undo') {
    return this.ended(await this.work(id, what));
  }

  /** Follows an operation to its end. */
  async ended({ status, ...begun }: { status: number; id?: string }) {
    if (status !== 202) throw new Error(JSON.stringify(begun));
    return until(async () => {
      const operation = await this.call('GET', `../operations/${begun.id}`);
      return ['succeeded', 'failed'].includes(operation.state) && operation;
    });
  }

  get(id: string, by?: SignedIn) {
    return this.call('GET', `passage-plans/${id}`, undefined, by);
  }

  /** All lines of a plan, by number. */
  async lines(id: string, query = ''): Promise<ShownLine[]> {
    const lines: ShownLine[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const step: { data: ShownLine[]; page: { next: string | null } } = await this.call(
        'GET',
        `passage-plans/${id}/lines?limit=100${query}${cursor && `&cursor=${cursor}`}`,
      );
      lines.push(...step.data);
      cursor = step.page.next;
    }
    return lines;
  }

  except(id: string, studentId: string, destination: PassagePlace | null, by?: SignedIn) {
    const body = { destination: destination && this.place(destination), reason: 'By the jury' };
    return this.call('PATCH', `passage-plans/${id}/lines/${studentId}`, body, by);
  }

  /** The number of each student of the next year, with the place and the version of the enrolment. */
  async enrolled(): Promise<string[]> {
    const rows = await this.campus.sql<{ shown: string }>(
      `select e.number || ' ' || p.code || ' ' || e.level || ' ' || e.version as shown
      from campus.enrolments e join campus.programmes p on p.id = e.programme_id where e.year_id = '${this.next}'
      order by e.number::int`,
    );
    return rows.map(({ shown }) => shown);
  }

  async openNext(): Promise<void> {
    await this.campus.sql(`update campus.years set state = 'closed' where id = '${this.campus.places.open}'`);
    const dates = { name: '2027', startsOn: '2027-09-01', endsOn: '2028-08-31' };
    const { status, code } = await this.call('PUT', `years/${this.next}`, { ...dates, state: 'open' });
    if (status !== 200) throw new Error(`The year did not open: ${status} ${code}.`);
  }

  /** Its status, and its body with the code of a refusal. */
  async call(method: 'GET' | 'POST' | 'PUT' | 'PATCH', path: string, body?: object, by: SignedIn = this.campus.admin) {
    const answer = await this.campus.call(by, method, path, body);
    return { status: answer.statusCode, ...(answer.body ? answer.json() : {}) };
  }
}
