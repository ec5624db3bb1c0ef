import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Controller, Get, Header, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import swaggerUiDirectory from 'swagger-ui-dist/absolute-path.js';
import { Priority, Public } from '#platform/access';
import { WithoutDatabase } from '../openapi.js';
import { swaggerInit } from './swagger-page.js';

const cacheControl = 'public, max-age=3600';

/** The files of Swagger UI that its page needs, one route each, so that nothing else of the package is served. */
@ApiExcludeController()
@WithoutDatabase()
@Public()
@Priority('normal')
@Controller('docs/assets')
export class SwaggerAssetsController {
  @Get('swagger-init.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', cacheControl)
  init(): string {
    return swaggerInit;
  }

  @Get('swagger-ui-bundle.js')
  @Header('cache-control', cacheControl)
  bundle(): StreamableFile {
    return file('swagger-ui-bundle.js', 'text/javascript; charset=utf-8');
  }

  @Get('swagger-ui.css')
  @Header('cache-control', cacheControl)
  style(): StreamableFile {
    return file('swagger-ui.css', 'text/css; charset=utf-8');
  }

  @Get('favicon-32x32.png')
  @Header('cache-control', cacheControl)
  icon(): StreamableFile {
    return file('favicon-32x32.png', 'image/png');
  }
}

function file(name: string, type: string): StreamableFile {
  return new StreamableFile(createReadStream(join(swaggerUiDirectory(), name)), { type });
}
