import { Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AnswerHeadersInterceptor } from './answer-headers.interceptor.js';
import { DocsController } from './docs/docs.controller.js';
import { SwaggerAssetsController } from './docs/swagger-assets.controller.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { RequestValidation } from './validation/validation.pipe.js';

/** What runs inside Nest after the pipeline, for every route: validation, conditional answers, problems; and the documentation. */
@Module({
  controllers: [DocsController, SwaggerAssetsController],
  providers: [
    { provide: APP_FILTER, useClass: ProblemFilter },
    { provide: APP_PIPE, useClass: RequestValidation },
    { provide: APP_INTERCEPTOR, useClass: AnswerHeadersInterceptor },
  ],
})
export class HandlingModule {}
