// Accounts of a Palier under load, and requests as one device sends them: one after the other, on one connection.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

const PASSWORD = 'a pass phrase for load tests';

/** Creates accounts of a tenant with this role, by the command line of the Palier that is at work there. */
export function importAccounts(dataDir, tenant, count, role = 'member') {
  const users = execFileSync(process.execPath, ['k6/users.mjs', `${count}`, role], {
    env: { ...process.env, PASSWORD },
  });
  const file = join(dataDir, '..', 'users.jsonl');
  writeFileSync(file, users);
  const env = { ...process.env, PALIER_DATA_DIR: dataDir };
  execFileSync('npx', ['palier', 'auth', 'import-users', file, '--tenant', tenant], { env });
}

/** The access token of an account. */
export async function tokenOf(send, tenant, number) {
  const credentials = { email: `load-${number}@example.org`, password: PASSWORD };
  return (await send('POST', `/v1/auth/${tenant}/login`, credentials)).accessToken;
}

/** Sends a request on the one connection, and reads the whole answer. */
export function sender(url, agent) {
  return (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const payload = body && JSON.stringify(body);
      const all = { ...headers, ...(payload && { 'content-type': 'application/json' }) };
      const sent = request(`${url}${path}`, { method, agent, headers: all }, (answer) => {
        const chunks = [];
        answer.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          if (answer.statusCode >= 300) reject(new Error(`${method} ${path} answers ${answer.statusCode} ${text}`));
          else resolve(JSON.parse(text));
        });
      });
      sent.on('error', reject).end(payload);
    });
}
