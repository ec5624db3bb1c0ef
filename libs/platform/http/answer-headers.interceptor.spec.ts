import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { firstValueFrom, of } from 'rxjs';
import { AnswerHeadersInterceptor } from './answer-headers.interceptor.js';

/** The Link header of an answer. */
async function linkOf(body: unknown, query: object = {}): Promise<string | undefined> {
  const headers = new Map<string, string>();
  const request = { routeOptions: { url: '/v1/stores/:tenant/apps' }, params: { tenant: 'dépôt' }, query, headers: {} };
  const reply = { header: (name: string, value: string) => headers.set(name, value) };
  const http = { getRequest: () => request, getResponse: () => reply };
  const context = { switchToHttp: () => http } as unknown as ExecutionContext;
  const next: CallHandler = { handle: () => of(body) };
  expect(await firstValueFrom(new AnswerHeadersInterceptor().intercept(context, next))).toBe(body);
  return headers.get('link');
}

describe('the link to the next step of a list', () => {
  const step = { data: [], page: { next: 'a+b', size: 5 } };

  it.each([
    ['the path alone', {}, '</v1/stores/d%C3%A9p%C3%B4t/apps?cursor=a%2Bb>; rel="next"'],
    [
      'all but the cursor, in one order',
      { tag: 'a?b&c', limit: '5', cursor: 'old' },
      '</v1/stores/d%C3%A9p%C3%B4t/apps?cursor=a%2Bb&limit=5&tag=a%3Fb%26c>; rel="next"',
    ],
  ])('keeps %s', async (_, query, link) => {
    expect(await linkOf(step, query)).toBe(link);
  });

  it.each([
    ['the last step', { data: [], page: { next: null, size: 5 } }],
    ['an answer that is no list', { data: {}, page: { next: 'a' } }],
    ['changes, which no cursor continues', { data: [], page: { next: 'a' } }],
    ['an empty answer', undefined],
  ])('is not set on %s', async (_, body) => {
    expect(await linkOf(body)).toBeUndefined();
  });
});
