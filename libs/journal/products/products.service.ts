import { Injectable } from '@nestjs/common';
import { Audit } from '#platform/audit';
import { CacheInvalidation } from '#platform/cache';
import { Database, isUniqueViolation } from '#platform/database';
import { type ListAnswer, type ListQuery, readList, rowsOfTenant } from '#platform/lists';
import { journalProblems } from '../journal.errors.js';
import type { ProductContentDto, ProductDto } from './products.dto.js';
import { movePremium, productList, putProduct } from './products.sql.js';

/** The tag of cached answers that depend on what a tenant sells. */
export const PRODUCTS_TAG = 'journal.products';

/** What a tenant sells. */
@Injectable()
export class ProductsService {
  constructor(
    private readonly database: Database,
    private readonly audit: Audit,
    private readonly cache: CacheInvalidation,
  ) {}

  /** @throws Problem `invalid_cursor`, `mixed_pagination`, `page_out_of_reach` (400) */
  list(tenantId: string, query: ListQuery): Promise<ListAnswer<ProductDto>> {
    return readList(rowsOfTenant(this.database, tenantId), productList, query);
  }

  /**
   * Creates or replaces a product. The first one on sale takes premium from everybody who has not bought it, from the date of
   * the answer on.
   *
   * @throws Problem `product_id_taken` (409)
   */
  async put(tenantId: string, sku: string, content: ProductContentDto): Promise<ProductDto> {
    const { priceMinor, currency, period, onSale, premiumFrom } = content;
    try {
      return await this.database.transaction({ tenantId }, async (tx) => {
        const [product] = await tx.run(putProduct, tenantId, sku, JSON.stringify(content));
        if (onSale && premiumFrom !== undefined) await tx.run(movePremium, premiumFrom);
        const from = product?.premiumFrom?.toISOString() ?? null;
        const details = { priceMinor, currency, period, onSale, premiumFrom: from };
        await this.audit.record(tx, { action: 'journal.product.put', targetKind: 'product', targetId: sku, details });
        await this.cache.within(tx, tenantId, [PRODUCTS_TAG]);
        return product as ProductDto;
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw journalProblems.product_id_taken();
      throw error;
    }
  }
}
