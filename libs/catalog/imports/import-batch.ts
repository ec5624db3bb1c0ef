import type { Transaction } from '#platform/database';
import { newId } from '#platform/ids';
import type { Quotas } from '#platform/quotas';
import { storageQuota } from '#platform/storage';
import { sortKey } from '#platform/text-normalisation';
import { appsQuota } from '../apps/apps.sql.js';
import { listTags, lockTags } from '../tags/listed-tags.sql.js';
import type { DigestedPackage, FoundPackage, Save } from './found-package.js';
import { saveVersions } from './import-versions.js';
import { knownApps, saveApps, takenSlugs } from './imports.sql.js';
import { ownSlug, unforeseenSlug, wantedSlug } from './slugs.js';

/** The result of one batch, with the slugs whose pages changed. */
export interface BatchResult {
  created: number;
  updated: number;
  unchanged: number;
  slugs: string[];
  /** Those of them that the store lists. */
  listed: string[];
}

/**
 * Creates or updates the apps of these packages, which have different sources, and publishes their versions, in the
 * caller's transaction.
 *
 * @throws Problem `quota_exceeded` (402) when the new apps or files exceed a quota; the whole batch must then roll back
 */
export async function importBatch(
  tx: Transaction,
  quotas: Quotas,
  tenantId: string,
  batch: readonly DigestedPackage[],
): Promise<BatchResult> {
  await tx.run(lockTags, tenantId);
  const saves = await plan(tx, batch);
  const updated = saves.filter((each) => each.known).length;
  const created = saves.length - updated;
  let listed: string[] = [];
  if (saves.length) {
    listed = await save(tx, tenantId, saves);
    const bytes = await saveVersions(tx, tenantId, saves);
    await quotas.take(tx, tenantId, appsQuota, created);
    await quotas.take(tx, tenantId, storageQuota, bytes);
  }
  return {
    created,
    updated,
    unchanged: batch.length - saves.length,
    slugs: saves.map((each) => each.slug),
    listed,
  };
}

/** The apps to write: new ones and changed ones. */
async function plan(tx: Transaction, batch: readonly DigestedPackage[]): Promise<Save[]> {
  const rows = await tx.run(
    knownApps,
    batch.map(({ found }) => found.source),
  );
  const known = new Map(rows.map((row) => [row.source, row]));
  const wanted = batch.filter(({ found }) => !known.has(found.source)).flatMap(({ found }) => slugsFor(found));
  const taken = new Set((await tx.run(takenSlugs, wanted)).map((row) => row.slug));
  return batch.flatMap((each): Save[] => {
    const { found, digest } = each;
    const app = known.get(found.source);
    if (app) return app.digest === digest ? [] : [{ ...each, id: app.id, slug: app.slug, known: true }];
    const slug = slugsFor(found).find((slug) => !taken.has(slug)) ?? unforeseenSlug(found.name);
    taken.add(slug);
    return [{ ...each, id: newId(), slug, known: false }];
  });
}

/** The slugs to try for a package, the preferred one first. */
const slugsFor = ({ name, source }: FoundPackage) => [wantedSlug(name), ownSlug(name, source)];

async function save(tx: Transaction, tenantId: string, saves: readonly Save[]): Promise<string[]> {
  const apps = saves.map(({ id, slug, digest, download, found: { files, ...texts } }) => {
    const counts = { fileCount: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
    return { ...texts, ...counts, id, slug, nameKey: sortKey(texts.name), digest, download };
  });
  const rows = await tx.run(saveApps, tenantId, JSON.stringify(apps));
  await listTags(
    tx,
    saves.map((each) => each.id),
  );
  return rows.filter(({ listed }) => listed).map(({ slug }) => slug);
}
