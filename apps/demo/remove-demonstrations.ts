import type { INestApplicationContext } from '@nestjs/common';
import { Purges, Tenants } from '#tenants';

/**
 * Has the demonstrations of these products purged at once, for good; a worker does it. Only tenants that were made as
 * demonstrations are found, whatever others are called.
 *
 * @returns their slugs
 */
export async function removeDemonstrations(
  app: INestApplicationContext,
  products: readonly string[],
): Promise<string[]> {
  const tenants = app.get(Tenants);
  const found = (await tenants.demonstrations()).filter(({ product }) => products.includes(product));
  for (const { slug } of found) {
    await tenants.delete(slug, undefined, 0);
    await app.get(Purges).begin(slug);
  }
  return found.map(({ slug }) => slug);
}
