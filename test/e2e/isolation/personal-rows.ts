import { newId } from '#platform/ids';
import { hostileZip } from '../../support/hostile-zip.js';
import { signedByStore, transactionOf } from '../../support/payments.js';
import { fitOf, knownRide } from '../../support/ride-files.js';
import { callAs, type SignedIn } from '../../support/signed-in.js';
import { runSql } from '../../support/sql.js';
import type { TestApp } from '../../support/test-app.js';
import { until } from '../../support/until.js';

/**
 * Makes rows of a person in a table that only they may see, by the routes that they would use.
 *
 * @returns the texts in these rows that nobody else may read; their ids are found in the table
 */
type MakeRows = (api: TestApp, person: SignedIn) => Promise<readonly string[]>;

/** A record of each kind in a journal, one that changed, and one that is deleted. */
const keepJournal: MakeRows = async (api, { id: user, token }) => {
  const day = new Date().toISOString().slice(0, 10);
  const change = (kind: string, content: object | undefined, baseVersion = 0, id = newId()) => ({
    changeId: newId(),
    kind,
    id,
    baseVersion,
    content,
  });
  const [text, tag, gone] = [`Of ${user} alone`, `tag of ${user}`, newId()];
  const entry = { day, tags: [tag], reflection: text };
  const first = change('entry', entry);
  const changes = [
    first,
    change('entry', entry, 1, first.id),
    change('entry', entry, 0, gone),
    change('entry', undefined, 1, gone),
    change('addiction', { kind: 'alcohol', start: day, name: text }),
    change('relapse', { addictionId: newId(), day, note: text }),
  ];
  await callAs(api, token, 'POST', '/v1/journal/sync', { changes });
  return [text, tag];
};
/** How a person wants their journal. */
const chooseProfile: MakeRows = async (api, { id: user, token }) => {
  const nickname = `Of ${user}`;
  await callAs(api, token, 'PUT', '/v1/journal/profile', { nickname }, { 'if-match': '*' });
  return [nickname];
};
/** A month of premium, which the tenant sells. */
const buy: MakeRows = async (api, { id, token }) => {
  const transaction = transactionOf(id);
  const receipt = await signedByStore(transaction);
  await callAs(api, token, 'POST', '/v1/journal/purchases', { provider: 'app-store', receipt });
  return [transaction.transactionId];
};
/** When a person wants to be reminded. */
const askForReminder: MakeRows = async (api, { token }) => {
  await callAs(api, token, 'POST', '/v1/journal/reminders', { time: '08:30', weekdays: [1], enabled: false });
  return [];
};
/** A file of an entry. */
const attach: MakeRows = async (api, { id: user, token }) => {
  const day = new Date().toISOString().slice(0, 10);
  const { id } = (await callAs(api, token, 'POST', '/v1/journal/entries', { day })).json();
  const text = `A picture of ${user}`;
  const url = `/v1/journal/entries/${id}/attachments/${newId()}`;
  await callAs(api, token, 'PUT', url, Buffer.from(text), { 'content-type': 'image/png' });
  return [text];
};
/** What a person has read and starred. */
const readPosts: MakeRows = async (api, { id: user, token }) => {
  const [post, subscription] = [newId(), newId()];
  const [row] = await runSql<{ tenant: string }>(
    api.database.adminUrl,
    `insert into feeds.subscriptions (tenant_id, id, url, title)
       select tenant_id, '${subscription}', 'https://feed.example/${user}', 'Feed' from auth.users where id = '${user}';
     insert into feeds.posts (tenant_id, id, subscription_id, title, content, excerpt, tags, attachments, sorted_at, hash, number)
       select tenant_id, '${post}', id, 'Sun', '', '', '{}', '[]', now(), '', (select count(*) from feeds.posts)
         from feeds.subscriptions where id = '${subscription}' returning tenant_id as tenant`,
  );
  if (!row) throw new Error(`There is no user ${user}.`);
  const name = `Label of ${user}`;
  const label = (await callAs(api, token, 'POST', '/v1/feeds/labels', { name })).json().id;
  const states = { posts: [post], read: true, starred: true, addLabels: [label] };
  await callAs(api, token, 'POST', '/v1/feeds/posts/states', states);
  await callAs(api, token, 'POST', '/v1/feeds/posts/read', { subscription });
  return [name];
};
/** A ride that a device recorded, and what its rider weighed. */
const ride: MakeRows = async (api, { id: user, token }) => {
  const title = `Of ${user} alone`;
  const call = (method: 'POST' | 'PUT' | 'PATCH', path: string, body: object) =>
    callAs(api, token, method, `/v1/rides/${path}`, body, { 'if-match': '*' });
  await call('PUT', 'profile', { heartRateZones: [120] });
  await call('PUT', 'weights', { day: '2026-05-01', kilograms: 71.5 });
  const bike = `Bike of ${user}`;
  await call('POST', 'bikes', { name: bike });
  await call('POST', 'goals', { measure: 'rides', by: 'week', target: 3 });
  const seconds = 60 + Number(`0x${user.slice(-4)}`);
  const payload = fitOf(knownRide({ latitude: 48, longitude: 2, azimuth: 90, speed: 8, seconds: seconds % 600 }));
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' };
  const answer = await api.inject({ method: 'POST', url: '/v1/rides/files', payload, headers });
  await call('PATCH', `rides/${answer.json().rides[0].id}`, { title });
  return [title, bike];
};
/** A ZIP of what is no ride, and one that still waits to be imported. */
/** What a rider asks a model, of which there is none. */
const askModel: MakeRows = async (api, { id: user, token }) => {
  const question = `Of ${user}`;
  await callAs(api, token, 'POST', '/v1/rides/ai-requests', { question });
  return [question];
};
const importRides: MakeRows = async (api, { id: user, token }) => {
  const name = `Of ${user}.fit`;
  const headers = { 'content-type': 'application/zip' };
  const zip = hostileZip([{ name, content: user }]);
  const { id } = (await callAs(api, token, 'POST', '/v1/rides/archives', zip, headers)).json();
  const url = `/v1/rides/archives/${id}/files`;
  await until(async () => (await callAs(api, token, 'GET', url)).json().data.length === 1);
  await until(async () => (await callAs(api, token, 'GET', `/v1/operations/${id}`)).json().state === 'succeeded');
  await runSql(
    api.database.adminUrl,
    `insert into rides.archive_blobs (tenant_id, user_id, id, digest, bytes)
       select tenant_id, user_id, id, '${'0'.repeat(64)}', 0 from rides.archives where id = '${id}'`,
  );
  return [name];
};
/** That something concerns a person, and what they do not want to hear of. */
const beNotified: MakeRows = async (api, { id }) => {
  await runSql(
    api.database.adminUrl,
    `insert into campus.notifications (tenant_id, user_id, id, kind, about_id, created_at)
       select tenant_id, id, '${newId()}', 'announcement', '${newId()}', now() from auth.users where id = '${id}';
     insert into campus.notification_settings (tenant_id, user_id, off)
       select tenant_id, id, '{announcement}' from auth.users where id = '${id}'`,
  );
  return [];
};
const alreadyMade: MakeRows = async () => [];

/** For each table of the kind `person`. */
export const personalRows: Readonly<Record<string, MakeRows>> = {
  'campus.notifications': beNotified,
  'campus.notification_settings': alreadyMade,
  'feeds.post_states': readPosts,
  'feeds.read_marks': alreadyMade,
  'feeds.labels': alreadyMade,
  'feeds.labelled_posts': alreadyMade,
  'journal.addictions': alreadyMade,
  'journal.applied_changes': alreadyMade,
  'journal.deletions': alreadyMade,
  'journal.entries': alreadyMade,
  'journal.entry_versions': alreadyMade,
  'journal.journals': keepJournal,
  'journal.profiles': chooseProfile,
  'journal.purchases': buy,
  // For premium alone.
  'journal.attachments': attach,
  'journal.relapses': alreadyMade,
  'journal.reminders': askForReminder,
  'rides.ai_requests': askModel,
  'rides.ai_user_budgets': alreadyMade,
  'rides.bikes': alreadyMade,
  'rides.goals': alreadyMade,
  'rides.archives': importRides,
  'rides.archive_blobs': alreadyMade,
  'rides.archive_files': alreadyMade,
  'rides.rides': ride,
  'rides.profiles': alreadyMade,
  'rides.tracks': alreadyMade,
  'rides.weights': alreadyMade,
  'platform.person_keys': alreadyMade,
  'platform.person_exports': async (api, { token }) => {
    const { id } = (await callAs(api, token, 'POST', '/v1/me/exports')).json();
    await until(
      async () => (await callAs(api, token, 'GET', `/v1/operations/${id}`)).json().state === 'succeeded' || undefined,
    );
    return [];
  },
};
