import { applyDecorators } from '@nestjs/common';
import { ChangesAnswer } from './changes-answer.js';
import { Sends } from './openapi.js';

/** A route that creates a resource: its answer's Location names it, as in `@Location('/v1/feeds/{id}')`. */
export const Location = (template: string): MethodDecorator =>
  applyDecorators(
    ChangesAnswer((body: Record<string, unknown>, reply) => {
      // Each `{field}` is a field of the body.
      const path = template.replace(/\{(\w+)\}/g, (_, field: string) => encodeURIComponent(String(body[field])));
      reply.header('location', path);
      return body;
    }),
    Sends('Location'),
  );
