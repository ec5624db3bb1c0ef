import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Priority, Public } from '#platform/access';
import { WithoutDatabase } from '../openapi.js';
import { docsContentSecurityPolicy, pageReferrerPolicy } from '../security-headers.js';
import { errorsPage } from './errors-page.js';
import { swaggerPage } from './swagger-page.js';

const html = 'text/html; charset=utf-8';

/** The API's documentation: the OpenAPI document, Swagger UI and the catalogue of problems. */
@ApiExcludeController()
@WithoutDatabase()
@Public()
@Priority('normal')
@Controller()
export class DocsController {
  private description: { text: string; etag: string } | undefined;

  @Get('openapi.json')
  @Header('cache-control', 'no-cache')
  @Header('content-type', 'application/json; charset=utf-8')
  @Header('vary', 'accept-encoding')
  openapi(@Res({ passthrough: true }) reply: FastifyReply): string {
    // At the first request, since most processes never need it.
    this.description ??= committedDescription();
    reply.header('etag', this.description.etag);
    return this.description.text;
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

/** The OpenAPI document that `npm run docs` makes, and its ETag, which is weak, since it is the same for each encoding. */
function committedDescription(): { text: string; etag: string } {
  const root = join(findPackageJSON(import.meta.url) ?? '', '..');
  const text = JSON.stringify(JSON.parse(readFileSync(join(root, 'docs/openapi.json'), 'utf8')));
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  return { text, etag: `W/"${hash}"` };
}
