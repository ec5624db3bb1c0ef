import type { INestApplicationContext } from '@nestjs/common';
import { Catalog } from '#catalog';
import { Tenants } from '#tenants';

/** A store as the start block and the home page show it. */
export interface Store {
  id: string;
  slug: string;
  name: string;
  apps: number;
  /** Of the first store: the slug of one of its apps that the second store lacks, for examples. */
  exampleApp: string | undefined;
}

/** The first active stores, at most 20, oldest first. */
export async function storesOf(app: Pick<INestApplicationContext, 'get'>): Promise<Store[]> {
  const catalog = app.get(Catalog, { strict: false });
  const { data: tenants } = await app
    .get(Tenants, { strict: false })
    .list({ product: 'wistant', state: 'active', sort: 'createdAt', limit: 20 });
  const summaries = await Promise.all(tenants.map(({ id }) => catalog.summary(id)));
  const [first] = summaries;
  const exampleApp = first && (await firstLacking(catalog, tenants[1]?.id, first.exampleApps));
  return tenants.map(({ id, slug, name }, i) => {
    const apps = summaries[i]?.apps ?? 0;
    return { id, slug, name, apps, exampleApp: i === 0 ? exampleApp : undefined };
  });
}

/** The first of these slugs that the other store lacks; the first of all where there is no other store. */
async function firstLacking(catalog: Catalog, other: string | undefined, slugs: readonly string[]) {
  if (!other) return slugs[0];
  for (const slug of slugs) if (!(await catalog.hasApp(other, slug))) return slug;
  return undefined;
}
