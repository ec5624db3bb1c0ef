import { ProductContexts } from '#platform/tenancy';
import { products } from './products.js';

const declared = new Map(products.map(({ id, contexts }) => [id, new Set(contexts)]));
const ofSome = new Set(products.flatMap(({ contexts }) => contexts));

/** The contexts that each product declares; every product has those that none declares. */
export class DeclaredContexts extends ProductContexts {
  override includes(product: string, context: string): boolean {
    return (declared.get(product)?.has(context) ?? false) || !ofSome.has(context);
  }
}
