import type { INestApplicationContext } from '@nestjs/common';
import { Catalog } from '#catalog';
import { Tenants } from '#tenants';

/** A store as the start block and the home page show it. */
export interface Store {
  id: string;
  slug: string;
  name: string;
  apps: number;
  /** The slug of one of its apps, for examples. */
  exampleApp: string | undefined;
}

/** The first active stores, at most 20, oldest first. */
export async function storesOf(app: Pick<INestApplicationContext, 'get'>): Promise<Store[]> {
  const catalog = app.get(Catalog, { strict: false });
  const { data: tenants } = await app
    .get(Tenants, { strict: false })
    .list({ product: 'wistant', state: 'active', sort: 'createdAt', limit: 20 });
  return Promise.all(tenants.map(async ({ id, slug, name }) => ({ id, slug, name, ...(await catalog.summary(id)) })));
}
