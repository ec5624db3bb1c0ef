import { nextLink } from './next-link.js';

describe('the link to the next step', () => {
  it.each([
    ['/v1/apps', '</v1/apps?cursor=a%2Bb>; rel="next"'],
    ['/v1/apps?limit=5&cursor=old', '</v1/apps?limit=5&cursor=a%2Bb>; rel="next"'],
    ['/v1/apps?tag=a?b%26c', '</v1/apps?tag=a%3Fb%26c&cursor=a%2Bb>; rel="next"'],
  ])('of %s keeps all but the cursor', (url, link) => {
    expect(nextLink(url, 'a+b')).toBe(link);
  });
});
