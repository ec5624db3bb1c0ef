import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Priority, Public } from '#platform/access';
import { docsContentSecurityPolicy, pageReferrerPolicy } from '../security-headers.js';
import { ApiDescription } from './api-description.js';
import { errorsPage } from './errors-page.js';
import { swaggerPage } from './swagger-page.js';

const html = 'text/html; charset=utf-8';

/** The API's documentation: the OpenAPI document, Swagger UI and the catalogue of problems. */
@ApiExcludeController()
@Public()
@Priority('normal')
@Controller()
export class DocsController {
  constructor(private readonly description: ApiDescription) {}

  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  @Header('vary', 'accept-encoding')
  openapi(@Res({ passthrough: true }) reply: FastifyReply): OpenAPIObject {
    const { document, etag } = this.description.described;
    reply.header('etag', etag);
    return document;
  }

  @Get('docs')
  @Header('content-type', html)
  @Header('content-security-policy', docsContentSecurityPolicy)
  @Header('referrer-policy', pageReferrerPolicy)
  ui(): string {
    return swaggerPage;
  }

  @Get('docs/errors')
  @Header('content-type', html)
  @Header('content-security-policy', docsContentSecurityPolicy)
  @Header('referrer-policy', pageReferrerPolicy)
  errors(): string {
    return errorsPage();
  }
}
