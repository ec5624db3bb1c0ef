// The accounts of an admin, a member of the staff, a professor and a student, who sign in.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { UserImport } from '../../../dist/libs/auth/index.js';
import { send } from '../load.mjs';

const PASSWORD = 'a phrase that nobody else uses';
const roles = { admin: 'admin', staff: 'editor', professor: 'editor', student: 'member' };
const emailOf = (name) => `${name}@drill.example`;

/**
 * Makes the accounts, and links them: staff to the first university, and the first professor and student of these.
 *
 * @param client of the superuser
 * @returns signs all of them in anew, as tokens are good for ten minutes
 */
export async function openAccounts(deployment, client, tenant) {
  const directory = mkdtempSync(join(tmpdir(), 'palier-accounts-'));
  const file = join(directory, 'users.jsonl');
  const passwordHash = await hash(PASSWORD);
  const users = Object.entries(roles).map(([name, role]) => ({
    email: emailOf(name),
    name,
    role,
    passwordHash,
    verified: true,
  }));
  writeFileSync(file, users.map((user) => JSON.stringify(user)).join('\n'));
  await deployment.get(UserImport).import(tenant.id, file);
  rmSync(directory, { recursive: true });
  const t = `'${tenant.id}'`;
  const account = (name) => `(select id from auth.users where tenant_id = ${t} and email = '${emailOf(name)}')`;
  await client.query(`
    insert into campus.staff (tenant_id, id, name, name_key, email, user_id)
      values (${t}, ${t}, 'Staff', 'staff', '${emailOf('staff')}', ${account('staff')});
    insert into campus.staff_places (tenant_id, staff_id, place_id, university_id)
      select ${t}, ${t}, id, id from campus.universities where tenant_id = ${t} order by id limit 1;
    update campus.professors set user_id = ${account('professor')}
      where tenant_id = ${t} and id = (select id from campus.professors where tenant_id = ${t} order by id limit 1);
    update campus.students set user_id = ${account('student')} where tenant_id = ${t} and id = (select student_id
      from campus.enrolments e join campus.years y on y.id = e.year_id
      where e.tenant_id = ${t} and y.state = 'open' and e.state = 'active' order by student_id limit 1)`);
  return async () => {
    const tokens = {};
    for (const name of Object.keys(roles)) {
      const body = { email: emailOf(name), password: PASSWORD };
      const { status, text } = await send({
        method: 'POST',
        url: `${deployment.url}/v1/auth/${tenant.slug}/login`,
        body,
      });
      if (status !== 200) throw new Error(`${name} cannot sign in: ${status} ${text}`);
      tokens[name] = JSON.parse(text).accessToken;
    }
    return tokens;
  };
}
