/**
 * Which bounded contexts the tenants of a product have. Supplied by the `tenants` context; synchronous because a request
 * of a tenant asks.
 */
export abstract class ProductContexts {
  /** @param product as in `wistant` @param context as in `catalog`, one that not every tenant has */
  abstract includes(product: string, context: string): boolean;
}
