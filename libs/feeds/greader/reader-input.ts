import { buffer } from 'node:stream/consumers';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { StreamedBody } from '#platform/http';
import { declareRoute } from '#platform/routes';
import { feedsProblems } from '../feeds.errors.js';

/** Enough for the ids of as many posts as a parameter may name, in their long form and encoded for an address. */
const MOST_BYTES = 2 * 2 ** 20;
/** Values of one parameter, at most: clients name all posts that they mark as read. */
const MOST_VALUES = 20_000;
/** Parameters of a form, at most: each takes time and memory, however short it is. */
const MOST_PARAMETERS = 2 * MOST_VALUES;
/** Of one that says which feeds, folders or labels are changed. */
export const MOST_EDITED = 20;

/** A route that takes any query parameters, of which it reads those that it knows. */
export const AnyQuery = () => declareRoute({ anyQuery: true });

const MULTIPART = 'multipart/form-data';

/**
 * A route that takes its parameters in a form, in the query, or in both; each may be repeated.
 *
 * @param limit of the form, in bytes
 */
export const Form = (limit = MOST_BYTES) =>
  StreamedBody({ types: ['application/x-www-form-urlencoded', MULTIPART], limit, limitedAsWhole: true });

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

  /** The value of a parameter that may be given once, an empty one too. @throws Problem `reader_request_invalid` (400) */
  single(name: string): string | undefined {
    const values = [...this.form.getAll(name), ...this.query.getAll(name)];
    if (values.length > 1) throw feedsProblems.reader_request_invalid({ name });
    return values[0];
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
  const body = upload ? await buffer(upload.stream) : Buffer.alloc(0);
  const url = raw.url ?? '';
  const query = url.includes('?') ? url.slice(url.indexOf('?')) : '';
  const isMultipart = upload?.type === MULTIPART && body.length > 0;
  if (!isMultipart && body.toString('latin1').split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS)
    throw feedsProblems.reader_request_invalid({ name: '&' });
  const form = isMultipart ? await textParts(body, raw.headers['content-type']) : new URLSearchParams(body.toString());
  return new ReaderInput(new URLSearchParams(query), form);
});

/** The parts of a multipart form that are no files. @throws Problem `reader_request_invalid` (400) */
async function textParts(body: Buffer<ArrayBuffer>, type = ''): Promise<URLSearchParams> {
  const form = await new Response(body, { headers: { 'content-type': type } }).formData().catch(() => {
    throw feedsProblems.reader_request_invalid({ name: MULTIPART });
  });
  return new URLSearchParams([...form].filter((part): part is [string, string] => typeof part[1] === 'string'));
}
