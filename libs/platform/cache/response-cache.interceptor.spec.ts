import type { ExecutionContext } from '@nestjs/common';
import { lastValueFrom, of, throwError } from 'rxjs';
import { Settings } from '#platform/config';
import { databaseProblems } from '#platform/database';
import { assignFill, fillOf } from './fill.js';
import { ResponseCacheInterceptor } from './response-cache.interceptor.js';
import { ResponseCache } from './response-cache.js';

const stale = { body: '"kept"', etag: '"1"', contentType: 'application/json', encoding: undefined, headers: [] };

/** A request for a member's answer, of which there is a stale copy; its handler answers or fails. */
async function request(handled: { answer: unknown } | { failure: Error }) {
  const found = new ResponseCache(new Settings()).lookup('key', () => [], { ttl: 60, scope: 'user' });
  if (found.kind !== 'fill') throw new Error('The cache is empty.');
  const raw = {} as Parameters<typeof fillOf>[0];
  assignFill(raw, Object.assign(found.fill, { stale }));
  const headers: Record<string, string> = {};
  const reply = {
    header: (name: string, value: string) => Object.assign(headers, { [name]: value }),
    getHeader: (name: string) => headers[name],
  };
  const http = { getRequest: () => ({ raw, headers: {} }), getResponse: () => reply };
  const context = { switchToHttp: () => http } as unknown as ExecutionContext;
  const handle = () => ('failure' in handled ? throwError(() => handled.failure) : of(handled.answer));
  const body = await lastValueFrom(new ResponseCacheInterceptor().intercept(context, { handle }));
  return { body: String(body), headers };
}

it('sends a stale copy while the database is unavailable, and in place of no other failure', async () => {
  const away = await request({ failure: databaseProblems.database_unavailable() });
  expect([away.body, away.headers['cache-status']]).toEqual(['"kept"', 'Palier; hit; detail=database-unavailable']);
  for (const failure of [new Error('A fault.'), databaseProblems.query_timeout()])
    await expect(request({ failure })).rejects.toBe(failure);
});

it('lets no cache between store the answer to one caller', async () => {
  const { body, headers } = await request({ answer: 'made' });
  expect(body).toBe('"made"');
  expect(headers['cache-control']).toBeUndefined();
});
