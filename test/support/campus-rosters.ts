import { newId } from '#platform/ids';
import { callAs, freshTenant, type SignedIn, signedIn } from './signed-in.js';
import { runSql } from './sql.js';
import type { TestApp } from './test-app.js';
import { until } from './until.js';

export const rosterColumns = { number: 'N°', name: 'Nom', email: 'Courriel', programme: 'Formation', level: 'Niveau' };
export const header = 'N°;Nom;Courriel;Formation;Niveau';
export const row = (n: number, name = `Élève ${n}`, level = 'L1') =>
  `${n};${name};eleve-${n}@univ.example;INFO;${level}`;

/** A tenant with a university, one programme and a year, and what its admin does with rosters. */
export class CampusWithRosters {
  constructor(
    private readonly api: TestApp,
    readonly admin: SignedIn,
    readonly tenantId: string,
    readonly yearId: string,
  ) {}

  static async open(api: TestApp): Promise<CampusWithRosters> {
    const { id, slug } = await freshTenant(api, { product: 'etude-line' });
    const admin = await signedIn(api, { id, slug }, 'admin');
    const [university, ufr, programme, yearId] = [newId(), newId(), newId(), newId()];
    await runSql(
      api.database.adminUrl,
      `insert into campus.universities (tenant_id, id, name, name_key) values ('${id}', '${university}', 'Lyon', 'lyon');
       insert into campus.ufrs (tenant_id, id, university_id, name, name_key)
         values ('${id}', '${ufr}', '${university}', 'Sciences', 'sciences');
       insert into campus.programmes (tenant_id, id, university_id, ufr_id, name, name_key, code, levels)
         values ('${id}', '${programme}', '${university}', '${ufr}', 'Informatique', 'informatique', 'INFO', '{L1,L2,L3}');
       insert into campus.years (tenant_id, id, name, name_key, starts_on, ends_on, state)
         values ('${id}', '${yearId}', '2026', '2026', '2026-09-01', '2027-08-31', 'open')`,
    );
    return new CampusWithRosters(api, admin, id, yearId);
  }

  post(path: string, body: object) {
    return callAs(this.api, this.admin.token, 'POST', `/v1/campus/rosters/${path}`, body);
  }

  async get(path: string) {
    return (await callAs(this.api, this.admin.token, 'GET', `/v1/campus/rosters/${path}`)).json();
  }

  upload(bytes: string | Buffer) {
    return this.api.inject({
      method: 'POST',
      url: `/v1/campus/rosters?year=${this.yearId}`,
      headers: { authorization: `Bearer ${this.admin.token}`, 'content-type': 'text/csv' },
      payload: bytes,
    });
  }

  /** Exports the enrolments of the year, and follows that to its end. */
  async export(chosen: object = {}, { token } = this.admin) {
    const asked = { year: this.yearId, ...chosen };
    return this.ended(await callAs(this.api, token, 'POST', '/v1/campus/rosters/exports', asked));
  }

  download({ result }: { result: { url: string } }, { token } = this.admin) {
    return callAs(this.api, token, 'GET', result.url);
  }

  /** @returns the id of the roster */
  async uploaded(bytes: string | Buffer): Promise<string> {
    const answer = await this.upload(bytes);
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return answer.json().id;
  }

  async operation(id: string) {
    return (await callAs(this.api, this.admin.token, 'GET', `/v1/operations/${id}`)).json();
  }

  /** Follows an operation to its end. */
  async ended(answer: Awaited<ReturnType<typeof callAs>>) {
    if (answer.statusCode !== 202) throw new Error(answer.body);
    return until(async () => {
      const operation = await this.operation(answer.json().id);
      return ['succeeded', 'failed'].includes(operation.state) && operation;
    });
  }

  async check(id: string, how: object = {}) {
    return this.ended(await this.post(`${id}/check`, { columns: rosterColumns, ...how }));
  }

  async apply(id: string, how: object = {}) {
    return this.ended(await this.post(`${id}/apply`, how));
  }

  /** Number, name, level, state and version of all who were ever enrolled. */
  async enrolled(): Promise<unknown[][]> {
    const rows = await runSql<Record<string, unknown>>(
      this.api.database.adminUrl,
      `select e.number, s.name, e.level, e.state, greatest(e.version, s.version) as version
      from campus.enrolments e join campus.students s on s.tenant_id = e.tenant_id and s.id = e.student_id
      where e.tenant_id = '${this.tenantId}' order by e.number::int`,
    );
    return rows.map(({ number, name, level, state, version }) => [number, name, level, state, version]);
  }
}
