import { Problem } from '#platform/problems';
import { checkTenant } from './tenant-rules.js';

const good = { slug: 'atelier-2', name: 'Atelier', product: 'wistant', plan: 'pro', origins: ['https://a.example'] };

function faults(input: Parameters<typeof checkTenant>[0]): string[] {
  try {
    checkTenant(input);
    return [];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error).toMatchObject({ code: 'invalid_tenant', status: 400 });
    return (error.options.errors ?? []).map(({ pointer, code }) => `${pointer} ${code}`);
  }
}

describe('the rules of a tenant', () => {
  test('accept valid fields, and fields that are left out', () => {
    expect(faults(good)).toEqual([]);
    expect(faults({})).toEqual([]);
  });

  test.each(['a', 'A-b', '1a', 'a-', '-a', 'a--b', 'a_b', 'é-a', 'a b', 'a\n', `a${'b'.repeat(63)}`])(
    'refuse the slug %j',
    (slug) => expect(faults({ ...good, slug })).toEqual(['/slug invalid_slug']),
  );

  test.each(['platform', 'me', 'v1', 'openapi', 'well-known', 'stores', 'www', 'static', 'admin'])(
    'reserve the slug %s for the server',
    (slug) => expect(faults({ ...good, slug })).toEqual(['/slug reserved_slug']),
  );

  test('accept a slug that only begins with a reserved one', () => {
    for (const slug of ['me-too', 'stores-1', 'my-api']) expect(faults({ ...good, slug })).toEqual([]);
  });

  test.each([
    '',
    '  ',
    'a\nb',
    'a\u0000b',
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    'a\u2028b',
    'a\u0085b',
    'n'.repeat(121),
  ])('refuse the name %j', (name) => {
    expect(faults({ ...good, name })).toEqual(['/name invalid_name']);
  });

  test('count the characters of a name in code points', () => {
    expect(faults({ ...good, name: '🚲'.repeat(120) })).toEqual([]);
  });

  test.each([
    'https://a.example/',
    'https://a.example/x',
    'https://A.example',
    'https://a.example:443',
    'ftp://a.example',
    '*',
    'null',
    'https://user@a.example',
    'https://*.example',
    'https://*.a.example',
    'https://*',
    'https://a.*',
  ])('refuse the origin %s', (origin) =>
    expect(faults({ ...good, origins: [origin] })).toEqual(['/origins/0 invalid_origins']),
  );

  test.each(['https://a.example', 'http://localhost:5173', 'https://xn--caf-dma.example:8443', 'http://[::1]:5173'])(
    'accept the origin %s',
    (origin) => expect(faults({ ...good, origins: [origin] })).toEqual([]),
  );

  test('report all faults at once', () => {
    expect(
      faults({ slug: '', name: '', product: 'shop', plan: 'gold', origins: Array(21).fill('https://a.example') }),
    ).toEqual([
      '/slug invalid_slug',
      '/name invalid_name',
      '/product unknown_product',
      '/plan unknown_plan',
      '/origins invalid_origins',
    ]);
  });
});
