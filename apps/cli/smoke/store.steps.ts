import { setTimeout as pause } from 'node:timers/promises';
import { visible } from '../output.js';
import { StepFailed, StepSkipped } from './outcomes.js';
import { type Answer, bytesOf } from './smoke-client.js';
import { type Step, type StoreApp, tenantOf, type Visit } from './step.js';

/** Requests for a page until one has to come from a cache: each process of a small deployment may have one of its own. */
const MOST_ASKED = 10;
/** Milliseconds between two looks at an operation, and until the end at which it is given up, so that there is time to say so. */
const POLL_MS = 250;
const GIVE_UP_MS = 500;

const tenant: Step = {
  name: 'tenant',
  async run(visit) {
    const { client, wantedTenant } = visit;
    const slug = wantedTenant ?? /\/v1\/stores\/([^/"]+)\/apps/.exec((await client.ask('GET', '/')).text)?.[1];
    if (slug === undefined)
      throw new StepFailed(
        'The home page names no store, as only that of npm start does: name a tenant with --tenant, where there is none yet that of the operators, platform.',
      );
    const answer = await client.ask('GET', `/v1/auth/${encodeURIComponent(slug)}`);
    if (answer.code === 'tenant_not_found')
      throw new StepFailed(`There is no tenant ${visible(slug)}: name another one with --tenant.`);
    answer.json();
    visit.tenant = slug;
    return visible(slug);
  },
};

const page: Step = {
  name: 'page',
  async run(visit) {
    const path = `/v1/stores/${tenantOf(visit)}/apps`;
    const first = await visit.client.ask('GET', path);
    // The tenant of the operators has no pages at all.
    if (first.code === 'context_not_served' || first.code === 'tenant_not_found')
      throw new StepSkipped('The tenant is not a store.');
    visit.apps = first.json<{ data: readonly StoreApp[] }>().data;
    for (let asked = 2; asked <= MOST_ASKED; asked += 1) {
      const again = await visit.client.ask('GET', path);
      again.json();
      if (/\bhit\b/.test(again.header('cache-status'))) return `answer ${asked} from the cache`;
    }
    throw new StepFailed(
      `None of ${MOST_ASKED} answers of ${path} came from the cache: docs/operations.md says why under “Why an answer was not cached”.`,
    );
  },
};

const search: Step = {
  name: 'search',
  async run(visit) {
    const [app] = appsOf(visit);
    if (!app) throw new StepSkipped('The store has no apps.');
    const query = new URLSearchParams({ search: app.name.slice(0, 100), limit: '1' });
    const answer = await visit.client.ask('GET', `/v1/stores/${tenantOf(visit)}/apps?${query}`);
    if (answer.json<{ data: readonly unknown[] }>().data.length > 0) return undefined;
    throw new StepFailed(`A search finds nothing for “${visible(app.name)}”, which the store has: run palier doctor.`);
  },
};

/** The last step: it waits for a worker as long as there is time. */
export const downloadStep: Step = {
  name: 'download',
  async run(visit) {
    const { client } = visit;
    const app = appsOf(visit).find((each) => each.download === 'ready');
    if (!app) throw new StepSkipped('The store has no app that can be downloaded.');
    const path = `/v1/stores/${tenantOf(visit)}/apps/${encodeURIComponent(app.slug)}/downloads`;
    let asked = await client.ask('POST', path, { body: {} });
    if (asked.status === 202) {
      await made(visit, app, asked);
      asked = await client.ask('POST', path, { body: {} });
    }
    const { url } = asked.json<{ url: string }>();
    // Without the first byte, so that it does not count as a download. Under the address that is tried, not under PUBLIC_URL.
    const headers = { range: 'bytes=1-1023' };
    const file = url.slice(url.indexOf('/v1/stores/'));
    let answer = await client.open('GET', file, { headers });
    const elsewhere = answer.headers.get('location');
    if (elsewhere) answer = await client.open('GET', elsewhere, { headers });
    if (answer.status !== 206) {
      await answer.body?.cancel();
      throw new StepFailed(
        `A part of the ZIP of ${visible(app.slug)} was answered ${answer.status} and not 206: check the storage of files, and that the proxy passes Range on.`,
      );
    }
    const bytes = await bytesOf(answer);
    if (bytes.subarray(0, 3).toString('latin1') === 'K\u0003\u0004') return visible(app.slug);
    throw new StepFailed(`The download of ${visible(app.slug)} is no ZIP: check the storage with palier media verify.`);
  },
};

/** Waits until a worker has made a ZIP. */
async function made({ client }: Visit, { slug }: StoreApp, asked: Answer): Promise<void> {
  let operation = asked.json<{ state: string; error?: { detail?: string } }>(202);
  while (['queued', 'running'].includes(operation.state)) {
    if (client.msLeft < GIVE_UP_MS)
      throw new StepFailed(
        operation.state === 'queued'
          ? `No worker has begun to make the ZIP of ${visible(slug)}: start one (npm run worker), or run palier doctor, which names the queues that no worker takes.`
          : `A worker still makes the ZIP of ${visible(slug)}: run the command again.`,
      );
    await pause(POLL_MS);
    operation = (await client.ask('GET', asked.header('location'))).json();
  }
  if (operation.state === 'succeeded') return;
  const why = operation.error?.detail ?? `it was ${operation.state}.`;
  throw new StepFailed(`The ZIP of ${visible(slug)} was not made: ${visible(why)}`);
}

/** The steps through the public pages of a tenant. */
export const storeSteps: readonly Step[] = [tenant, page, search];

function appsOf({ apps }: Visit): readonly StoreApp[] {
  if (!apps) throw new StepSkipped('No page of a store was read.');
  return apps;
}
