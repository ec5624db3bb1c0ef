import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiTags } from '@nestjs/swagger';
import { declareRoute } from '#platform/routes';

/**
 * The tag of a controller's operations, with one line on what they are about. Another controller with the same tag names
 * it by `@ApiTags`.
 */
export const Tag = (name: string, about: string): ClassDecorator =>
  applyDecorators(ApiTags(name), ApiExtension('x-tag-description', about));

/**
 * Documents the problems that an operation's own rules answer, as in
 * `@Answers('tenant_not_found')`. What every operation of its kind may answer (validation,
 * credentials, limits, overload) is added by `npm run docs`.
 */
export const Answers = (...codes: string[]): MethodDecorator => ApiExtension('x-problems', codes);

/** A route that never queries the database: none of its problems is listed, and it is served however many requests wait. */
export const WithoutDatabase = (): MethodDecorator & ClassDecorator => declareRoute({ withoutDatabase: true });

/**
 * Documents that an operation's successful answers have a header: a Location where something was created or started, on routes
 * that read a Palier-Wrote where they show that an operation has ended.
 */
export const Sends = (header: 'ETag' | 'Location' | 'Palier-Wrote'): MethodDecorator =>
  declareRoute({ [`sends${header.replace('-', '')}`]: true });
