import { fileURLToPath } from 'node:url';
import { Body, Controller, HttpCode, InternalServerErrorException, Module, Param, Post, Query } from '@nestjs/common';
import { UnrecoverableError } from 'bullmq';
import { IsOptional, IsString } from 'class-validator';
import pg from 'pg';
import { Priority, Public } from '#platform/access';
import { defineJob, HandlesJob, type JobPayload } from '#platform/jobs';
import { defineProblems, problem } from '#platform/problems';

const problems = defineProblems('tests', {
  tests_broken: problem(500, 'The test is broken', 'Le test est cassé', {
    en: '{address} broke it: mend it.',
    fr: '{address} l’a cassé : réparez-le.',
  }),
  tests_away: problem(502, 'The host is away', 'L’hôte est absent', { en: 'Wait.', fr: 'Attendez.' }),
  tests_full: problem(503, 'All is full', 'Tout est plein', { en: 'Wait.', fr: 'Attendez.' }),
  tests_unknown: problem(404, 'Unknown', 'Inconnu', { en: 'Look elsewhere.', fr: 'Cherchez ailleurs.' }),
});

/** What a client wrote, in an address of a person. */
type Fail = (address: string, databaseUrl: string) => unknown;

const throws = (error: unknown) => () => {
  throw error;
};
const changed = (error: Error, changes: object) => Object.assign(error, changes);

/** A file of the installation, in which a false frame would have to be. */
const here = fileURLToPath(import.meta.url);
/** Part of an address that could be the name of a function. */
const word = (address: string) => address.split('@')[0] ?? '';

/** What some libraries do to a message, after something has read the stack. */
function cut(error: Error): Error {
  if (!error.stack) throw new Error('There is no stack.');
  return changed(error, { message: error.message.split('\n')[0] });
}

async function ask(databaseUrl: string, ...statements: [sql: string, ...values: string[]][]): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const [sql, ...values] of statements) await client.query(sql, values);
  } finally {
    await client.end();
  }
}

/** Failures that say what a client wrote, each in another place of an error. */
export const failures = {
  error: (address) => throws(new Error(`No mail reaches ${address}.`))(),
  'type-error': (address) => (null as unknown as Record<string, string>)[address],
  'unique-violation': (address, url) =>
    ask(
      url,
      ['create temp table people (address text unique)'],
      ['insert into people values ($1)', address],
      ['insert into people values ($1)', address],
    ),
  'pg-parameter': (address, url) => ask(url, ['select $1::int', address]),
  'pg-raise': (address, url) => ask(url, [`do $$ begin raise exception 'no %', '${address}'; end $$`]),
  aggregate: (address) => throws(new AggregateError([new RangeError(address), new Error(address)], address))(),
  string: (address) => throws(`No mail reaches ${address}.`)(),
  object: (address) => throws({ message: address, address, code: 'ECONNREFUSED' })(),
  nothing: throws(undefined),
  cause: (address) => throws(new Error('No mail was sent.', { cause: new Error(`to ${address}`) }))(),
  syntax: (address) => JSON.parse(`{"address": ${address}}`),
  url: (address) => new URL(`//${address}?to=${address}`),
  'false-frames': (address) => throws(new Error(`a\n    at ${word(address)} (${here}:1:1)\n    at b`))(),
  'cut-message': (address) => throws(cut(new Error(`a\n    at ${word(address)} (${here}:1:1)`)))(),
  'false-stack': (address) =>
    throws(changed(new Error('a'), { stack: `Error: a ${address}\n    at ${word(address)} (${here}:1:1)` }))(),
  'false-message': (address) =>
    throws(changed(new Error(`a\n    at ${word(address)} (${here}:1:1)`), { message: 'a' }))(),
  name: (address) => throws(changed(new Error('a'), { name: address }))(),
  code: (address) => throws(changed(new Error('a'), { code: `ERR_${address}` }))(),
  'upper-code': (address) => throws(changed(new Error('a'), { code: address.toUpperCase().replace(/\W/g, '_') }))(),
  system: (address) => throws(changed(new Error(`getaddrinfo ${address}`), { code: 'ENOTFOUND', hostname: address }))(),
  called: (address) => ({ [address]: () => Object(undefined)[address].of })[address]?.(),
  'called-by-word': (address) => ({ [word(address)]: () => Object(undefined)[address].of })[word(address)]?.(),
  exception: (address) => throws(new InternalServerErrorException(`No mail reaches ${address}.`))(),
  coded: (address) => throws(problems.tests_broken({ address }, { extensions: { address } }))(),
  'getter-throws': (address) =>
    throws(Object.defineProperty(new Error(address), 'cause', { get: throws(new Error(address)) }))(),
} satisfies Record<string, Fail>;

/** What is answered, and is no failure of the program. */
export const refusals = {
  'not-found': throws(problems.tests_unknown()),
  away: throws(problems.tests_away()),
  full: throws(problems.tests_full()),
} satisfies Record<string, Fail>;

class AddressDto {
  /** @example 'a' */
  @IsOptional()
  @IsString()
  address?: string;
}

/** A route that fails as its path says. */
@Public()
@Controller('v1/stores/:tenant/failures')
class FailingController {
  @Post(':kind')
  @HttpCode(200)
  @Priority('vital')
  async fail(
    @Param('kind') kind: string,
    @Query('database') url: string,
    @Query('search') _search: string,
    @Body() { address = '' }: AddressDto,
  ) {
    await ({ ...failures, ...refusals } as Record<string, Fail>)[kind]?.(address, url);
    return { kind };
  }
}

interface Failing extends JobPayload {
  readonly address: string;
  readonly how: 'error' | 'problem' | 'once' | 'unrecoverable';
}

export const failingJob = defineJob<Failing>('test.failing', { tries: 2, backoffMs: 1 });

@HandlesJob(failingJob)
class FailsJobs {
  async run({ address, how }: Failing, { attempt }: { attempt: number }): Promise<undefined> {
    if (how === 'problem') throw problems.tests_unknown({}, { extensions: { address } });
    if (how === 'unrecoverable')
      throw Object.assign(new UnrecoverableError(address), {
        cause: changed(new RangeError(address), { code: 'EPIPE' }),
      });
    if (how === 'error' || attempt === 1) throw new TypeError(`No mail reaches ${address}.`);
  }
}

/** Beside an API with workers. */
@Module({ controllers: [FailingController], providers: [FailsJobs] })
export class FailingModule {}
