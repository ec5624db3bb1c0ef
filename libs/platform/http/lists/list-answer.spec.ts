import { nextLink } from './list-answer.js';

describe('the link to the next step', () => {
  it.each([
    ['the path alone', {}, '</v1/stores/d%C3%A9p%C3%B4t/apps?cursor=a%2Bb>; rel="next"'],
    [
      'all but the cursor, in one order',
      { tag: 'a?b&c', limit: '5', cursor: 'old' },
      '</v1/stores/d%C3%A9p%C3%B4t/apps?cursor=a%2Bb&limit=5&tag=a%3Fb%26c>; rel="next"',
    ],
  ])('keeps %s', (_, query, link) => {
    const asked = { routeOptions: { url: '/v1/stores/:tenant/apps' }, params: { tenant: 'dépôt' }, query };
    expect(nextLink(asked as unknown as Parameters<typeof nextLink>[0], 'a+b')).toBe(link);
  });
});
