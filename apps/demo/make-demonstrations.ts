import type { INestApplicationContext } from '@nestjs/common';
import { FirstOwner } from '#auth';
import { publicUrlOf, Settings } from '#platform/config';
import { type Demonstration, demonstrations } from '#platform/demonstrations';
import { Problem } from '#platform/problems';
import { type DemonstrationTenant, Tenants } from '#tenants';

/** The tenant of a demonstration, and how to sign in to it. */
export interface MadeDemonstration {
  readonly product: string;
  readonly slug: string;
  readonly email: string;
  /** Made at random, and shown once. */
  readonly password: string;
}

/**
 * Makes the demonstrations of these products, or completes those that exist, and gives each owner a new password. Each step may
 * be repeated, so that one that was interrupted is completed by the next call.
 *
 * @param chosen products, each with a demonstration; all by default
 * @throws Problem of what fills them, such as `import_directory_empty` (400)
 */
export async function makeDemonstrations(
  app: INestApplicationContext,
  chosen: readonly string[] = demonstratedProducts(),
): Promise<MadeDemonstration[]> {
  const made: MadeDemonstration[] = [];
  for (const demonstration of demonstrations().filter(({ product }) => chosen.includes(product))) {
    const { product, owner, content } = demonstration;
    const { id: tenantId, slug } = await existingOrNew(app.get(Tenants), demonstration);
    const account = await app.get(FirstOwner).open(tenantId, `${owner.mailbox}@${slug}.example`, owner.name);
    await app.get(content, { strict: false }).fill({ tenantId, userId: account.id }, await feedsOf(app));
    made.push({ product, slug, email: account.email, password: account.password });
  }
  return made;
}

/** The products that have a demonstration. */
export function demonstratedProducts(): string[] {
  return demonstrations().map(({ product }) => product);
}

async function existingOrNew(tenants: Tenants, demonstration: Demonstration): Promise<{ id: string; slug: string }> {
  const { product, name } = demonstration;
  for (let n = 1; ; n += 1) {
    const existing = (await tenants.demonstrations()).find(
      (tenant) => tenant.demonstration === product && isOpen(tenant),
    );
    if (existing) return existing;
    // The slug of a tenant that was purged stays taken.
    const slug = n === 1 ? demonstration.slug : `${demonstration.slug}-${n}`;
    try {
      return await tenants.create({ slug, name, product, plan: 'enterprise' }, product);
    } catch (error) {
      if (!(error instanceof Problem && error.code === 'tenant_slug_taken')) throw error;
    }
  }
}

const isOpen = ({ state }: DemonstrationTenant) => state !== 'deleting';

/** The addresses of the feeds that the demonstrations of this server give. */
async function feedsOf(app: INestApplicationContext): Promise<string[]> {
  const url = publicUrlOf(app.get(Settings));
  const tenants = (await app.get(Tenants).demonstrations()).filter(isOpen);
  return tenants.flatMap(({ product, slug }) =>
    demonstrations().flatMap((each) => (each.product === product && each.feedOf ? `${url}${each.feedOf(slug)}` : [])),
  );
}
