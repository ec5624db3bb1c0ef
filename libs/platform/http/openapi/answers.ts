import { ApiExtension } from '@nestjs/swagger';

/**
 * Documents the problems that an operation's own rules answer, as in
 * `@Answers('tenant_not_found')`. What every operation of its kind may answer (validation,
 * credentials, limits, overload) is added by `impliedProblems`.
 */
export const Answers = (...codes: string[]): MethodDecorator => ApiExtension('x-problems', codes);

/** Documents that an operation never queries the database, so that no problem of the database is listed. */
export const WithoutDatabase = (): MethodDecorator & ClassDecorator => ApiExtension('x-without-database', true);
