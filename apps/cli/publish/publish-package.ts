import { setTimeout as pause } from 'node:timers/promises';
import type { PackedPackage } from '#catalog';
import { publishProblems } from './publish.errors.js';
import { refused, type StoreClient } from './store-client.js';

/** An app or a version, as far as this needs it. */
interface StudioApp {
  readonly id: string;
  readonly name: string;
  readonly listed: boolean;
}
interface Version {
  readonly state: string;
}

/** Where a package is published. */
export interface Destination {
  /** The slug of the tenant whose store it is. */
  readonly tenant: string;
  /** The slug of the app; made of the name of the package by default, and then the app has that name. */
  readonly app?: string;
}

/** Seconds until the page of an app that was published shows it in every process of the server, at most. */
const SHOWN_WITHIN = 10;

/**
 * Makes the app where it is not there, begins the version or goes on with its draft, sends the files and publishes it.
 *
 * @param tell called with a sentence for each thing that was done
 * @returns the path of the app's page in the store
 * @throws Problem of `publish.errors.ts`
 */
export async function publishPackage(
  store: StoreClient,
  { slug, texts, version, archive }: PackedPackage,
  { tenant, app: named }: Destination,
  tell: (done: string) => void,
): Promise<string> {
  const app = named ?? slug;
  const page = `/v1/stores/${encodeURIComponent(tenant)}/apps/${encodeURIComponent(app)}`;
  const studio = `/v1/catalog/apps/${encodeURIComponent(app)}`;
  const known = await store.ask<StudioApp>('GET', studio);
  if (known.status !== 200 && known.body.code !== 'app_not_found') throw refused(known.body);
  const found = known.status === 200 ? known.body : undefined;
  if (found && named === undefined && found.name !== texts.name)
    throw publishProblems.app_of_other_name({ app, is: found.name, name: texts.name });
  const other = (done: string) => publishProblems.key_of_other_store({ app, tenant, done });
  if (found?.listed && (await shownAt(store, page)) !== found.id) throw other('Nothing was sent.');
  const { id } = found ?? (await store.get<StudioApp>('POST', '/v1/catalog/apps', { slug: app, ...texts }));
  tell(found ? `The app ${app} is there.` : `The app ${app} was made.`);
  tell(await begin(store, studio, app, version));
  const path = `${studio}/versions/${encodeURIComponent(version)}`;
  await store.run(`${path}/archive`, archive);
  tell('Its files were sent and unpacked.');
  await store.run(`${path}/publish`);
  tell(`The version ${version} was checked and published.`);
  for (let second = 0; second < SHOWN_WITHIN; second += 1) {
    if ((await shownAt(store, page)) === id) return page;
    await pause(1000);
  }
  throw other('The version was published in the store of the key.');
}

async function begin(store: StoreClient, studio: string, app: string, version: string): Promise<string> {
  const begun = await store.ask<Version>('POST', `${studio}/versions`, { version });
  if (begun.status < 300) return `The version ${version} was begun.`;
  if (begun.body.code !== 'version_exists') throw refused(begun.body);
  const { state } = await store.get<Version>('GET', `${studio}/versions/${encodeURIComponent(version)}`);
  if (state !== 'draft' && state !== 'checking') throw publishProblems.version_there({ app, version, state });
  return `The draft of the version ${version} is used.`;
}

/** The id of the app that a page shows; undefined where it shows none, as for one that is archived. */
async function shownAt(store: StoreClient, page: string): Promise<string | undefined> {
  const { status, body } = await store.ask<{ id: string }>('GET', page);
  return status === 200 ? body.id : undefined;
}
