import { Controller, Get, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Allow, Priority } from '#platform/access';
import { Tag } from '#platform/http';
import { PlatformProductsDto } from './products.dto.js';
import { products } from './products.js';

@Tag('Products', 'For operators: what tenants can be created of.')
@Priority('normal')
@Controller('v1/platform/products')
export class PlatformProductsController {
  /** List the products: what each is, and which routes its tenants have. */
  @Get()
  @Allow('platform.tenants.read')
  list(@Req() { palier: { locale } }: FastifyRequest): PlatformProductsDto {
    const data = products.map(({ id, name, about, contexts, registration }) => {
      return { id, name: name[locale], about: about[locale], contexts: [...contexts], registration };
    });
    return { data };
  }
}
