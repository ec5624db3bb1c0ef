import { isPlanName, ProductContexts } from '#platform/tenancy';
import { etudeLine } from './etude-line.js';
import { journeys } from './journeys.js';
import { platformProduct } from './platform-product.js';
import type { PlanLimits, Product } from './product.js';
import { veille } from './veille.js';
import { velo } from './velo.js';
import { wistant } from './wistant.js';

/** Every product. Adding one is a file beside this one and a name in this list. */
export const products: readonly Product[] = [wistant, veille, journeys, etudeLine, velo];

/** The bounded contexts that tenants of every product have. */
export const contextsOfAll: readonly string[] = ['auth', 'tenants'];

export const productIds = products.map(({ id }) => id);

/** The product of this id, or undefined. */
export function productById(id: string): Product | undefined {
  return products.find((product) => product.id === id);
}

/** The product of a tenant; that of the reserved tenant `platform` is `platformProduct`. */
export function productOf({ product }: { readonly product: string }): Product {
  return productById(product) ?? platformProduct;
}

/** The limits of a tenant of this product and plan; none where either is unknown. */
export function limitsOf(product: string, plan: string): PlanLimits {
  return (isPlanName(plan) && productById(product)?.plans[plan].limits) || unlimited;
}

const unlimited: PlanLimits = { members: null, requestsASecond: null };

const declared = new Map(products.map(({ id, contexts }) => [id, new Set(contexts)]));
const ofSome = new Set(products.flatMap(({ contexts }) => contexts));

/** The contexts that each product declares; every product has those that none declares. */
export class DeclaredContexts extends ProductContexts {
  override includes(product: string, context: string): boolean {
    return (declared.get(product)?.has(context) ?? false) || !ofSome.has(context);
  }
}
