// Real: the whole API and its worker, PostgreSQL, the mails, written to a folder. Faked: in one test a transaction that fails once all
// is written, in place of a worker that is killed; the age of invitations, by SQL.
import { Invitations } from '#auth';
import { Database } from '#platform/database';
import { newId } from '#platform/ids';
import { auditLines } from '../../../test/support/audit-lines.js';
import { CampusCallers } from '../../../test/support/campus-callers.js';
import { type Mailbox, mailboxOf } from '../../../test/support/mailbox.js';
import { makePerson } from '../../../test/support/people.js';
import { callAs, signedIn } from '../../../test/support/signed-in.js';
import { runSql } from '../../../test/support/sql.js';
import { startTestApp, type TestApp } from '../../../test/support/test-app.js';
import { until } from '../../../test/support/until.js';
import { workers } from '../../../test/support/workers.js';
import type { PersonKind } from './accounts.sql.js';
import { InvitesPeople } from './invite-people.job.js';

let api: TestApp;
let mailbox: Mailbox;
let of: CampusCallers;
beforeAll(async () => {
  api = await startTestApp({}, undefined, workers);
  mailbox = mailboxOf(api);
});
afterAll(() => api?.close());
beforeEach(async () => {
  of = await CampusCallers.open(api);
});

/** Writes the row of somebody without an account: of a student with an enrolment of this year. */
async function row(kind: PersonKind, yearId = of.places.open): Promise<{ id: string; email: string }> {
  const id = newId();
  const email = `${id}@univ.example`;
  const number = kind === 'students' ? [', number', `, '${id}'`] : ['', ''];
  await of.sql(`insert into campus.${kind} (tenant_id, id, name, name_key, email${number[0]})
    values ('${of.tenant.id}', '${id}', 'Ada', 'ada', '${email}'${number[1]})`);
  const { id: programme, universityId, ufrId } = of.programme(0);
  if (kind === 'students')
    await of.sql(`insert into campus.enrolments
        (tenant_id, id, student_id, year_id, university_id, ufr_id, programme_id, level, name_key, number)
      values ('${of.tenant.id}', '${newId()}', '${id}', '${yearId}', '${universityId}', '${ufrId}', '${programme}', 'L1', 'ada', '${id}')`);
  return { id, email };
}
const rows = (kind: PersonKind, count: number) => Promise.all(Array.from({ length: count }, () => row(kind)));
const idsOf = (people: readonly { id: string }[]) => people.map(({ id }) => id);
const begin = (body: object, by = of.admin) => of.call(by, 'POST', 'invitations', body);
const ended = (id: string) =>
  until(async () => {
    const operation = (await callAs(api, of.admin.token, 'GET', `/v1/operations/${id}`)).json();
    return ['succeeded', 'failed'].includes(operation.state) && operation;
  });
async function invited(body: object) {
  const answer = await begin(body);
  if (answer.statusCode !== 202) throw new Error(answer.body);
  return (await ended(answer.json().id)).result;
}
const open = async () => {
  const { data } = (await callAs(api, of.admin.token, 'GET', '/v1/invitations?limit=100')).json();
  return data.map(({ email, role, invitedBy }: Record<string, string>) => [email, role, invitedBy]).sort();
};
const none = { invited: 0, alreadyInvited: 0, linked: 0, refused: 0 };

it('who accepts the invitation of a student is a member, and is the student', async () => {
  const { id, email } = await row('students');
  expect(await invited({ kind: 'students', ids: [id] })).toEqual({ ...none, invited: 1 });
  const payload = {
    token: await mailbox.secretFor(email),
    name: 'Ada Martin',
    password: 'quatre chevaux mangent des poires',
  };
  const accepted = await api.inject({ method: 'POST', url: `/v1/auth/${of.tenant.slug}/invitations/accept`, payload });
  expect([accepted.statusCode, accepted.json().role]).toEqual([201, 'member']);
  const account = async () => (await of.call(of.admin, 'GET', `students/${id}`)).json().userId;
  await until(async () => (await account()) === accepted.json().id);
});

it('all without an account are invited once in seven days, of students those of the open year', async () => {
  const [one, two] = await rows('students', 2);
  await row('students', of.places.closed);
  const known = await row('students');
  const user = await makePerson(api, of.tenant, { email: known.email });
  const everyone = { kind: 'students', ids: null };
  expect(await invited(everyone)).toMatchObject({ invited: 2, refused: 0 });
  expect(await open()).toEqual([one, two].map((each) => [each?.email, 'member', of.admin.id]).sort());
  expect((await of.call(of.admin, 'GET', `students/${known.id}`)).json().userId).toBe(user.user.id);
  const three = await row('students');
  expect(await invited(everyone)).toEqual({ ...none, invited: 1, alreadyInvited: 2 });
  await of.sql(`update campus.students set invited_at = now() - interval '8 days' where id = '${three.id}'`);
  expect(await invited(everyone)).toEqual({ ...none, invited: 1, alreadyInvited: 2 });
});

it('a selection is invited again, professors as editors, and unknown ones are refused', async () => {
  const people = await rows('professors', 2);
  const selected = { kind: 'professors', ids: idsOf(people) };
  expect(await invited(selected)).toEqual({ ...none, invited: 2 });
  const again = await invited({ ...selected, ids: [...selected.ids, newId()] });
  expect(again).toEqual({ ...none, invited: 2, refused: 1 });
  expect(await open()).toEqual(people.map(({ email }) => [email, 'editor', of.admin.id]).sort());
  // Three an hour to one address.
  await invited(selected);
  expect(await invited(selected)).toEqual({ ...none, refused: 2 });
});

const job = (database = api.app.get(Database)) => new InvitesPeople(database, api.app.get(Invitations));
const payload = (kind: PersonKind, ids: string[] | null, inviterId = of.admin.id) => ({
  ...{ tenantId: of.tenant.id, kind, ids, inviterId },
  askedAt: new Date().toISOString(),
});
const context = { id: newId(), attempt: 1, signal: new AbortController().signal, progress: async () => {} };

it.each(['all', 'selected'])(
  '%s are invited once each by an operation that fails in the middle and goes on',
  async (which) => {
    const people = await rows('staff', 5);
    const asked = payload('staff', which === 'all' ? null : idsOf(people));
    const real = api.app.get(Database);
    let done = 0;
    const dying = {
      read: real.read.bind(real),
      transaction: (...[scope, work]: Parameters<Database['transaction']>) =>
        real.transaction(scope, async (tx) => {
          const result = await work(tx);
          if (result === 'invited') done += 1;
          if (done === 3) throw new Error('The worker is gone.');
          return result;
        }),
    } as unknown as Database;
    await expect(job(dying).run(asked, context)).rejects.toThrow('The worker is gone.');
    expect(await job().run(asked, context)).toEqual({ ...none, invited: 5 });
    for (const { email } of people) await mailbox.to(email);
    // A mail is queued together with the line: that of an invitation which another one replaced is not sent.
    const made = await runSql(
      api.database.adminUrl,
      `select from ${auditLines} where tenant_id = '${of.tenant.id}' and action = 'auth.invitation.created'`,
    );
    expect(made).toHaveLength(5);
  },
);

it('an admin who is none any more invites nobody, and neither does a key', async () => {
  const { id } = await row('students');
  const other = await signedIn(api, of.tenant, 'admin');
  await callAs(api, of.admin.token, 'PATCH', `/v1/members/${other.id}`, { role: 'member' }, { 'if-match': '*' });
  const asked = payload('students', [id], other.id);
  await expect(job().run(asked, context)).rejects.toMatchObject({ code: 'no_longer_allowed' });
  const key = await callAs(api, of.admin.token, 'POST', '/v1/keys', {
    name: 'A key',
    kind: 'secret',
    scopes: ['campus.administer'],
  });
  const answer = await begin({ kind: 'students', ids: [id] }, { ...of.admin, token: key.json().key });
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'no_account']);
  expect(await open()).toEqual([]);
});

it.each([
  ['no kind', { ids: null }],
  ['another kind', { kind: 'owners', ids: null }],
  ['neither ids nor null', { kind: 'students' }],
  ['no ids', { kind: 'students', ids: [] }],
  ['too many', { kind: 'students', ids: Array.from({ length: 1001 }, newId) }],
  [
    'one twice',
    { kind: 'students', ids: ['018f0000-0000-7000-8000-000000000009', '018f0000-0000-7000-8000-000000000009'] },
  ],
])('%s is refused', async (_, body) => {
  expect((await begin(body)).json().code).toBe('validation_failed');
});
