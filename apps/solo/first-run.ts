import type { INestApplicationContext } from '@nestjs/common';
import { FirstOwner, type OpenedAccount } from '#auth';
import { Catalog, type ImportResult } from '#catalog';
import { ApiKeys } from '#platform/access';
import { Problem } from '#platform/problems';
import { Tenants } from '#tenants';
import { demonstratedProducts, type MadeDemonstration, makeDemonstrations } from '../demo/make-demonstrations.js';

/** The store of installed packages. */
export const FILLED_STORE = 'wistant';
/** Where these are, below the directory of the product. */
export const PACKAGES = 'node_modules';
/** The largest package whose files the first run keeps before it is ready, in bytes: about a quarter of the packages. */
const FILES_UP_TO = 5000;
/** The largest whose files are kept afterwards, in the background: 16 MiB leaves out a few binaries, most of the bytes. */
export const KEEP_UP_TO = 16 * 1024 * 1024;

/** A store of the first run, filled with packages that are on this machine. */
interface DemoStore {
  slug: string;
  name: string;
  fill: (catalog: Catalog, tenantId: string) => Promise<ImportResult>;
}

/** Secrets that are shown once, by the run that made them. */
export interface FirstSecrets {
  readonly operatorKey: string;
  /** Of the first store. */
  readonly owner: OpenedAccount;
  /** Of the products besides stores. */
  readonly demonstrations: readonly MadeDemonstration[];
}

/**
 * Prepares a fresh deployment: two stores of real apps, the account of an owner, the
 * demonstrations of the other products, and the operator's key.
 * Each step may be repeated, so the next start completes one that was killed half-way.
 *
 * @param postgresShare where the embedded PostgreSQL keeps its extensions
 * @returns the secrets that this run made, undefined when an earlier run did
 */
export async function firstRun(app: INestApplicationContext, postgresShare: string): Promise<FirstSecrets | undefined> {
  const stores: DemoStore[] = [
    {
      slug: FILLED_STORE,
      name: 'Wistant Studio',
      fill: (catalog, tenantId) =>
        catalog.importPackages(tenantId, PACKAGES, { filesUpTo: FILES_UP_TO, laterUpTo: KEEP_UP_TO }),
    },
    {
      slug: 'postgresql',
      name: 'PostgreSQL',
      fill: (catalog, tenantId) => catalog.importExtensions(tenantId, postgresShare),
    },
  ];
  const keys = app.get(ApiKeys);
  // The key comes last: where it exists, everything before it was done.
  if (await keys.operatorKeyExists()) return undefined;
  process.stdout.write('Palier: filling the stores…\n');
  for (const { slug, name, fill } of stores) {
    const tenant = await existingOrNew(app.get(Tenants), slug, name);
    const { skipped } = await fill(app.get(Catalog), tenant.id);
    for (const { path, reason } of skipped)
      process.stdout.write(`  Palier: ${path} is not in the store, because ${reason.en}.\n`);
  }
  const { id } = await app.get(Tenants).bySlug(FILLED_STORE);
  const owner = await app.get(FirstOwner).open(id, 'owner@wistant.example', 'Wistant');
  const others = demonstratedProducts().filter((product) => product !== 'wistant');
  const demonstrations = await makeDemonstrations(app, others);
  return { operatorKey: (await keys.resetOperatorKey()).key, owner, demonstrations };
}

async function existingOrNew(tenants: Tenants, slug: string, name: string) {
  try {
    return await tenants.create({ slug, name, product: 'wistant', plan: 'enterprise' }, slug);
  } catch (error) {
    if (error instanceof Problem && error.code === 'tenant_slug_taken') return tenants.bySlug(slug);
    throw error;
  }
}
