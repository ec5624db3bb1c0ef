import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { StreamedBody } from '#platform/http';
import { declareRoute } from '#platform/routes';
import { feedsProblems } from '../feeds.errors.js';

/** Enough for the ids of some thousand posts. */
const MOST_BYTES = 256 * 1024;
/** Values of one parameter, at most. */
const MOST_VALUES = 1000;
/** Of one that says which feeds, folders or labels are changed. */
export const MOST_EDITED = 20;

/** A route that takes any query parameters, of which it reads those that it knows. */
export const AnyQuery = () => declareRoute({ anyQuery: true });

/** A route that takes its parameters in a form, in the query, or in both; each may be repeated. */
export const Form = () =>
  StreamedBody({ types: ['application/x-www-form-urlencoded'], limit: MOST_BYTES, limitedAsWhole: true });

/** The parameters of a request of the protocol, from its query and its form. */
export class ReaderInput {
  constructor(
    private readonly query: URLSearchParams,
    private readonly form: URLSearchParams,
  ) {}

  /** The values of a parameter without empty ones. @throws Problem `reader_request_invalid` (400) */
  all(name: string, most = MOST_VALUES): string[] {
    const values = [...this.form.getAll(name), ...this.query.getAll(name)].filter((value) => value !== '');
    if (values.length > most || values.some(isUnsafe)) throw feedsProblems.reader_request_invalid({ name });
    return values;
  }

  one(name: string): string | undefined {
    return this.all(name)[0];
  }

  /** @throws Problem `reader_request_invalid` (400) where it is missing */
  required(name: string): string {
    const value = this.one(name);
    if (value === undefined) throw feedsProblems.reader_request_invalid({ name });
    return value;
  }
}

/** What PostgreSQL cannot store as text. */
function isUnsafe(value: string): boolean {
  return value.includes('\0') || !value.isWellFormed();
}

/** Gives a handler the parameters of its request, as in `@Input() input: ReaderInput`. */
export const Input = createParamDecorator(async (_: unknown, context: ExecutionContext): Promise<ReaderInput> => {
  const { raw, upload } = context.switchToHttp().getRequest<FastifyRequest>();
  const pieces: Buffer[] = [];
  for await (const piece of upload?.stream ?? []) pieces.push(piece as Buffer);
  const url = raw.url ?? '';
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  return new ReaderInput(new URLSearchParams(query), new URLSearchParams(Buffer.concat(pieces).toString('utf8')));
});
