import { ApiExtension } from '@nestjs/swagger';

/**
 * Documents the problems that an operation answers by its own rules, as in
 * `@Answers('tenant_not_found')`. What every operation of its kind may answer (validation,
 * credentials, limits, overload) is added by itself.
 */
export const Answers = (...codes: string[]): MethodDecorator => ApiExtension('x-problems', codes);

/** Says that an operation never asks the database, so that the document names no problem of it. */
export const WithoutDatabase = (): MethodDecorator & ClassDecorator => ApiExtension('x-without-database', true);
