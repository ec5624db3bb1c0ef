import { createHash } from 'node:crypto';
import { type INestApplication, Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '../openapi/openapi-document.js';

/** The OpenAPI document as it is served; built at the first request, since most processes never need it. */
@Injectable()
export class ApiDescription {
  private app: INestApplication | undefined;
  private order: readonly string[] = [];
  private made: { document: OpenAPIObject; etag: string } | undefined;

  /**
   * Sets the application to describe; Nest cannot inject the application into a provider.
   *
   * @param order beginnings of paths in the order in which their tags are listed
   */
  describe(app: INestApplication, order: readonly string[] = []): void {
    this.app = app;
    this.order = order;
  }

  /** The document and its ETag, which is weak, since it is the same for each content encoding. */
  get described(): { document: OpenAPIObject; etag: string } {
    if (!this.app) throw new Error('No application is described: call ApiDescription.describe(app) after creating it.');
    this.made ??= tagged(openApiDocument(this.app, this.order));
    return this.made;
  }
}

function tagged(document: OpenAPIObject) {
  const hash = createHash('sha256').update(JSON.stringify(document)).digest('base64url').slice(0, 22);
  return { document, etag: `W/"${hash}"` };
}
