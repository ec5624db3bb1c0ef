import { Body, Controller, Get, Param, Put, Query } from '@nestjs/common';
import { Caller, Priority } from '#platform/access';
import { CachedResponse } from '#platform/cache';
import { Answers, ListQueryDto, Tag } from '#platform/http';
import { currentTenant } from '#platform/tenancy';
import { mayRead, maySell } from '../journal.access.js';
import { journalProblems } from '../journal.errors.js';
import { ProductContentDto, ProductDto, ProductsDto } from './products.dto.js';
import { PRODUCTS_TAG, ProductsService } from './products.service.js';

const Sku = () =>
  Param('sku', {
    transform(sku: string): string {
      if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(sku)) throw journalProblems.invalid_sku();
      return sku;
    },
  });

@Tag('Premium products', 'What the tenant sells for the journal. Where nothing is on sale, premium is included.')
@Priority('normal')
@Controller('v1/journal/products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  /** List what the tenant sells or sold, by SKU. */
  @Get()
  @mayRead()
  @CachedResponse({ ttl: 300, scope: 'tenant', tags: () => [PRODUCTS_TAG] })
  list(@Query() query: ListQueryDto): Promise<ProductsDto> {
    return this.products.list(currentTenant().id, query);
  }

  /**
   * Create or replace a product. What was bought before keeps its period. Once a product is on sale, premium is asked for of
   * everybody who has not bought it, from `premiumFrom` of the answer on: 30 days after the first one was put on sale, unless
   * you give another date.
   */
  @Put(':sku')
  @maySell()
  @Answers('invalid_sku', 'product_id_taken')
  put(@Sku() sku: string, @Body() content: ProductContentDto, @Caller() { tenantId }: Caller): Promise<ProductDto> {
    return this.products.put(tenantId, sku, content);
  }
}
