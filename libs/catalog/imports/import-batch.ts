import { statement, type Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import { declareCapacityQuota, type Quotas } from '#platform/quotas';
import { sortKey } from '#platform/text-normalisation';
import { digestOf } from './digest.js';
import type { FoundPackage } from './found-package.js';
import { addTags, knownApps, lockImports, removeOtherTags, saveApps, takenSlugs } from './imports.sql.js';
import { ownSlug, unforeseenSlug, wantedSlug } from './slugs.js';

/** The capacity quota of a store's apps. */
const appsQuota = declareCapacityQuota({
  name: 'apps',
  count: statement<{ total: number }>({
    name: 'catalog.apps.recount',
    index: 'apps_pkey',
    text: 'select count(*)::int as total from catalog.apps',
  }),
});

/** The result of one batch, with the slugs whose pages changed. */
export interface BatchResult {
  created: number;
  updated: number;
  unchanged: number;
  slugs: string[];
}

type Save = { id: string; slug: string; digest: string; known: boolean; found: FoundPackage };

/**
 * Creates or updates the apps of these packages, which have different sources, in the caller's transaction.
 *
 * @throws Problem `quota_exceeded` (402) when the new apps exceed the quota; the whole batch must then roll back
 */
export async function importBatch(
  tx: Transaction,
  quotas: Quotas,
  tenantId: string,
  batch: FoundPackage[],
): Promise<BatchResult> {
  await tx.run(lockImports, tenantId);
  const saves = await plan(tx, batch);
  if (saves.length) await save(tx, tenantId, saves);
  const updated = saves.filter((each) => each.known).length;
  const created = saves.length - updated;
  await quotas.take(tx, tenantId, appsQuota, created);
  return {
    created,
    updated,
    unchanged: batch.length - saves.length,
    slugs: saves.map((each) => each.slug),
  };
}

/** The apps to write: new ones and changed ones. */
async function plan(tx: Transaction, batch: FoundPackage[]): Promise<Save[]> {
  const rows = await tx.run(
    knownApps,
    batch.map((found) => found.source),
  );
  const known = new Map(rows.map((row) => [row.source, row]));
  const wanted = batch.filter((found) => !known.has(found.source)).flatMap(slugsFor);
  const taken = new Set((await tx.run(takenSlugs, wanted)).map((row) => row.slug));
  return batch.flatMap((found): Save[] => {
    const app = known.get(found.source);
    const digest = digestOf(found);
    if (app) return app.digest === digest ? [] : [{ id: app.id, slug: app.slug, digest, known: true, found }];
    const slug = slugsFor(found).find((each) => !taken.has(each)) ?? unforeseenSlug(found.name);
    taken.add(slug);
    return [{ id: newId(), slug, digest, known: false, found }];
  });
}

/** The slugs to try for a package, the preferred one first. */
const slugsFor = ({ name, source }: FoundPackage) => [wantedSlug(name), ownSlug(name, source)];

async function save(tx: Transaction, tenantId: string, saves: Save[]): Promise<void> {
  const column = (value: (found: FoundPackage) => unknown) => saves.map((each) => value(each.found));
  await tx.run(
    saveApps,
    tenantId,
    saves.map((each) => each.id),
    saves.map((each) => each.slug),
    column((found) => found.source),
    column((found) => found.name),
    column((found) => sortKey(found.name)),
    column((found) => found.summary),
    column((found) => found.description),
    column((found) => found.licence),
    column((found) => found.homepage),
    column((found) => found.author),
    column((found) => found.version),
    column((found) => JSON.stringify(found.files)),
    column((found) => found.fileCount),
    column((found) => found.bytes),
    saves.map((each) => each.digest),
  );
  const pairs = saves.flatMap(({ id, found }) => found.tags.map((tag) => ({ id, tag })));
  const apps = pairs.map((pair) => pair.id);
  const tags = pairs.map((pair) => pair.tag);
  const updated = saves.filter((each) => each.known).map((each) => each.id);
  if (updated.length) await tx.run(removeOtherTags, updated, apps, tags);
  await tx.run(addTags, apps, tags);
}
