import { type INestApplication, Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { openApiDocument } from '../openapi/openapi-document.js';

/** The OpenAPI document as it is served; built at the first request, since most processes never need it. */
@Injectable()
export class ApiDescription {
  private app: INestApplication | undefined;
  private made: OpenAPIObject | undefined;

  /** Sets the application to describe; Nest cannot inject the application into a provider. */
  describe(app: INestApplication): void {
    this.app = app;
  }

  get document(): OpenAPIObject {
    if (!this.app) throw new Error('No application is described: call ApiDescription.describe(app) after creating it.');
    this.made ??= openApiDocument(this.app);
    return this.made;
  }
}
