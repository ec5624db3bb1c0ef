// Writes 10,000 entries and some of everything else by the checker's clients, has the store do things twice behind its back, then
// forget one of each, and prints as JSON what the reconcile found each time. Its deep spec says what it must find.
import pg from 'pg';
import { sendInvitation } from '../../../dist/libs/auth/mails/send-mail.job.js';
import { Database } from '../../../dist/libs/platform/database/index.js';
import { Jobs } from '../../../dist/libs/platform/jobs/index.js';
import { BlobStore } from '../../../dist/libs/platform/storage/index.js';
import { openDeployment } from '../deployment/deployment.mjs';
import { onSignal } from '../deployment/on-signal.mjs';
import { numbers } from '../large-store/fill.mjs';
import { Client } from './client.mjs';
import { openEntries } from './entries.mjs';
import { openEvents } from './events.mjs';
import { openInvitations } from './invitations.mjs';
import { openReceivers } from './receivers.mjs';
import { openSessions } from './sessions.mjs';
import { Tally } from './tally.mjs';
import { makeTenants } from './tenants.mjs';
import { openUploads } from './uploads.mjs';
import { openZips } from './zips.mjs';

const [CALLERS, ENTRIES, INVITATIONS, OTHERS] = [16, 10_000, 3, 4];

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
  const given = { client, random: numbers(1), ...tenants };
  const others = {
    events: openEvents(given),
    sessions: openSessions(given),
    uploads: await openUploads(given),
    zips: openZips(given),
  };
  await times(ENTRIES, entries.act);
  for (const { act } of Object.values(others)) if (act) await times(OTHERS, act);
  await others.events.stop();
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
  const { wrong } = client;
  await forget(tenants, invitations.invited[0]);
  const forgotten = {};
  for (const [name, { reconcile }] of Object.entries(others)) forgotten[name] = await reconcile(admin);
  // What does not come is not waited for.
  client.over = true;
  Object.assign(forgotten, await look());
  console.log(JSON.stringify({ before, twice, forgotten, wrong }));
} finally {
  await admin.end();
  await close();
}
process.exit(0);

/** One session, one event, one uploaded file, one ZIP and one message of a webhook. */
async function forget({ store, events }, { joined }) {
  const ofStore = [
    `delete from auth.sessions where tenant_id = $1
     and user_id = (select id from auth.users where tenant_id = $1 and email = '${store.emails[0]}')`,
    `delete from catalog.version_files where tenant_id = $1 and path = 'file-1'`,
  ];
  for (const text of ofStore) await admin.query(text, [store.tenantId]);
  const { rows } = await admin.query(
    `select b.digest from catalog.bundles b join catalog.versions v on v.id = b.version_id join catalog.apps a on a.id = v.app_id
     where a.tenant_id = $1 and a.slug = '${store.apps[0]}'`,
    [store.tenantId],
  );
  await deployment.get(BlobStore).delete(store.tenantId, [rows[0].digest]);
  const one = 'select id from analytics.events where tenant_id = $1 limit 1';
  await admin.query(`delete from analytics.events where tenant_id = $1 and id = (${one})`, [events.tenantId]);
  receivers.messages.delete(joined);
}

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
