import { newId } from '#platform/ids';
import { TenantDirectory } from '#platform/tenancy';
import { type CampusPlaces, linkAccount, makeCampusPlaces, type Programme } from './campus-places.js';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';

/** The bytes of files that the plan `starter` has room for. */
const STARTER_BYTES = 20 * 1024 ** 3;

/** A signed-in person of a campus, and the id of their row. */
export interface CampusCaller extends SignedIn {
  readonly rowId: string;
}

/** A tenant with universities and people, who sign in. */
export class CampusCallers {
  private constructor(
    readonly api: TestApp,
    readonly tenant: { readonly id: string; readonly slug: string },
    readonly places: CampusPlaces,
    readonly admin: SignedIn,
  ) {}

  static async open(api: TestApp): Promise<CampusCallers> {
    return CampusCallers.in({ api, ...(await freshTenant(api)) });
  }

  /** In a tenant that has no universities. */
  static async in({ api, id, slug }: { api: TestApp; id: string; slug: string }): Promise<CampusCallers> {
    const tenant = { id, slug };
    const places = await makeCampusPlaces(api.database.ownerUrl, tenant.id);
    return new CampusCallers(api, tenant, places, await signedIn(api, tenant, 'admin'));
  }

  /** A programme, by the order in which they were made: two of each UFR, four of each university. */
  programme(n: number): Programme {
    return this.places.programmes[n] as Programme;
  }

  /** The subject of a programme at L1, or at L2. */
  subject(n: number, level: 'L1' | 'L2' = 'L1'): string {
    return this.programme(n).subjects.find((subject) => subject.level === level)?.id ?? '';
  }

  async professor(...subjects: readonly string[]): Promise<CampusCaller> {
    const caller = await this.caller('editor', 'professors');
    await this.sql(`insert into campus.professor_subjects
      select tenant_id, '${caller.rowId}', id, university_id, ufr_id, programme_id, level from campus.subjects
      where id = any ('{${subjects.join(',')}}')`);
    return caller;
  }

  /** Staff of a whole university, or of one UFR. */
  async staff(universityId: string, ufrId: string | null = null): Promise<CampusCaller> {
    const caller = await this.caller('editor', 'staff');
    await this.sql(`insert into campus.staff_places
      values ('${this.tenant.id}', '${caller.rowId}', '${ufrId ?? universityId}', '${universityId}', ${ufrId ? `'${ufrId}'` : 'null'})`);
    return caller;
  }

  /** A student who is enrolled in the open year. */
  async student(n: number, level: 'L1' | 'L2' | 'D' = 'L1'): Promise<CampusCaller> {
    const caller = await this.caller('member', 'students');
    const { id, universityId, ufrId } = this.programme(n);
    await this.sql(`insert into campus.enrolments (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id,
      level, name_key, number) values ('${this.tenant.id}', '${newId()}', '${caller.rowId}', '${this.places.open}',
      '${universityId}', '${ufrId}', '${id}', '${level}', 'name', '${caller.rowId}')`);
    return caller;
  }

  call(
    by: SignedIn,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    headers: Readonly<Record<string, string>> = { 'if-match': '*' },
  ) {
    return callAs(this.api, by.token, method, `/v1/campus/${path}`, body, headers);
  }

  /** The bytes that the tenant uses of its quota of storage. */
  async storageUsed(): Promise<number> {
    const [row] = await this.sql<{ used: number }>(
      `select used::float8 as used from tenants.usage where quota = 'storageBytes'`,
    );
    return row?.used ?? 0;
  }

  /** Leaves the tenant so many bytes of its quota of storage. */
  async leaveStorage(bytes: number): Promise<void> {
    await this.sql(`update tenants.tenants set plan = 'starter' where id = '${this.tenant.id}';
      insert into tenants.usage (tenant_id, quota, used) values ('${this.tenant.id}', 'storageBytes', ${STARTER_BYTES - bytes})
      on conflict (tenant_id, quota) do update set used = excluded.used`);
    await this.api.app.get(TenantDirectory).refresh();
  }

  /** Begins the erasure of a user, and sweeps their rows once. @returns what it did to tables, in order */
  async erase({ id, person }: SignedIn): Promise<string[]> {
    await this.sql(`insert into platform.erasures (tenant_id, user_id, email, subjects, asked_by, state, due_at, next_at)
      values ('${this.tenant.id}', '${id}', '${person.user.email}', '{}', 'member:1', 'erasing', now(), now())`);
    const steps = await this.sql<{ name: string }>(
      `select name || ' ' || effect as name from platform.erase_rows_of_person('${id}', 1000)`,
    );
    return steps.map(({ name }) => name);
  }

  sql<Row extends object>(text: string): Promise<Row[]> {
    return runSql<Row>(this.api.database.ownerUrl, `set app.tenant_id = '${this.tenant.id}'; ${text}`);
  }

  private async caller(role: 'editor' | 'member', table: 'professors' | 'staff' | 'students'): Promise<CampusCaller> {
    const user = await signedIn(this.api, this.tenant, role);
    const rowId = newId();
    const number = table === 'students' ? [', number', `, '${rowId}'`] : ['', ''];
    await this.sql(`insert into campus.${table} (tenant_id, id, name, name_key, email${number[0]})
      values ('${this.tenant.id}', '${rowId}', 'Name', 'name', '${user.person.user.email}'${number[1]})`);
    await linkAccount(this.api.database.ownerUrl, this.tenant.id, table, rowId, user.id);
    return { ...user, rowId };
  }
}

/** The status of an answer, and the code of its problem. */
export async function told(answer: ReturnType<CampusCallers['call']>): Promise<[status: number, code?: string]> {
  const { statusCode, payload } = await answer;
  return [statusCode, statusCode < 300 ? undefined : JSON.parse(payload).code];
}
