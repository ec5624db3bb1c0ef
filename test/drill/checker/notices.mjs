// Writes `--writes` (10,000) entries and some invitations by the checker's clients, has the store forget one behind its back,
// then do things twice, and prints as JSON what the reconcile found each time. Its deep spec says what it must find.
import { parseArgs } from 'node:util';
import pg from 'pg';
import { sendInvitation } from '../../../dist/libs/auth/mails/send-mail.job.js';
import { Database } from '../../../dist/libs/platform/database/index.js';
import { Jobs } from '../../../dist/libs/platform/jobs/index.js';
import { openDeployment } from '../deployment/deployment.mjs';
import { onSignal } from '../deployment/on-signal.mjs';
import { Client } from './client.mjs';
import { openEntries } from './entries.mjs';
import { openInvitations } from './invitations.mjs';
import { openReceivers } from './receivers.mjs';
import { Tally } from './tally.mjs';
import { makeTenants } from './tenants.mjs';

const { values } = parseArgs({ options: { writes: { type: 'string', default: '10000' } } });
const [CALLERS, INVITATIONS] = [16, 3];

const receivers = await openReceivers();
const env = { MAIL_URL: receivers.mailUrl, MAIL_DOMAIN: 'drill.example' };
const deployment = await openDeployment({}, { workers: 1, env });
const close = () => deployment.close().finally(receivers.stop);
onSignal(close);
const admin = new pg.Client({ connectionString: deployment.urls.admin });
try {
  await admin.connect();
  const tenants = await makeTenants(deployment.get, admin, 1);
  const client = new Client(deployment.url, new Tally());
  const entries = openEntries({ client, ...tenants });
  const invitations = openInvitations({ client, receivers, ...tenants });
  await times(Number(values.writes), entries.act);
  await hook(client, tenants.store.adminToken);
  await times(INVITATIONS, invitations.act);
  const look = async () => ({
    entries: await entries.reconcile(admin),
    invitations: await invitations.reconcile(admin),
  });

  const before = await look();
  const copy = await copyEntry(tenants.journal.tenantId, 'mark-7');
  await inviteTwice(client, tenants.store, invitations.invited);
  const twice = await look();
  await admin.query('delete from journal.entries where tenant_id = $1 and id = $2', [tenants.journal.tenantId, copy]);
  await admin.query(`delete from journal.entries where tenant_id = $1 and tags[1] = 'mark-3'`, [
    tenants.journal.tenantId,
  ]);
  const forgotten = await look();
  console.log(JSON.stringify({ before, twice, forgotten, wrong: client.wrong }));
} finally {
  await admin.end();
  await close();
}
process.exit(0);

async function times(count, act) {
  let begun = 0;
  const caller = async () => {
    while (begun < count) {
      begun += 1;
      await act();
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
}

function hook(client, token) {
  const body = { url: receivers.hookUrl, events: ['auth.member.joined'] };
  return client.surely('writes', { method: 'POST', path: '/v1/webhooks', token, body });
}

/** A second row of an entry, under another id. @returns the id */
async function copyEntry(tenantId, mark) {
  const { rows } = await admin.query(
    `insert into journal.entries
     select (jsonb_populate_record(e, jsonb_build_object('id', uuidv7()))).* from journal.entries e
     where tenant_id = $1 and tags[1] = $2 returning id`,
    [tenantId, mark],
  );
  return rows[0].id;
}

/** Invites somebody, and has a worker send the mail by a second job, too. */
async function inviteTwice(client, { tenantId, adminToken: token }, invited) {
  const email = 'twice@drill.example';
  invited.push({ email, accepted: true });
  const body = { email, role: 'member' };
  const { text } = await client.surely('writes', { method: 'POST', path: '/v1/invitations', token, body });
  const mail = { tenantId, kind: 'invitation', invitationId: JSON.parse(text).id };
  await deployment.get(Database).transaction({ tenantId }, (tx) => deployment.get(Jobs).add(tx, sendInvitation, mail));
  await receivers.mailTo(email, () => false, 2);
}
