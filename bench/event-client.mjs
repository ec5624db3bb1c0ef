// Tenants that send events, their batches, and the requests that carry them.
import { execFileSync } from 'node:child_process';
import { request } from 'node:http';
import { uuidv7 } from 'uuidv7';
import { importAccounts, sender, tokenOf } from './accounts.mjs';

/** Creates a tenant whose plan allows any number of events; returns what its requests need. */
export async function createTenant(palier, agent, tenant) {
  const about = ['--name', tenant, '--product', 'wistant', '--plan', 'enterprise'];
  const env = { ...process.env, PALIER_DATA_DIR: palier.dataDir };
  execFileSync('npx', ['palier', 'tenant', 'create', tenant, ...about], { env });
  importAccounts(palier.dataDir, tenant, 1);
  const token = await tokenOf(sender(palier.url, agent), tenant, 0);
  return { url: `${palier.url}/v1/ingest/${tenant}/events`, token };
}

/** New events as a client sends them. */
export function makeEvents(count) {
  const now = Date.now();
  return Array.from({ length: count }, (_, i) => ({
    id: uuidv7(),
    name: `app.${['opened', 'closed', 'installed', 'searched'][i % 4]}`,
    occurredAt: new Date(now - (i % 60) * 1000).toISOString(),
    subject: `device-${i % 200}`,
    session: `session-${i % 400}`,
    properties: { app: 'carnet', version: '1.2.0', price: 12.5, trial: i % 2 === 0 },
  }));
}

/** Sends the JSON of a batch; returns the answer's status, headers and text. */
export function sendBatch({ url, token }, agent, body) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'user-agent': 'bench/1' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() }),
      );
    });
    sent.on('error', reject).end(body);
  });
}
