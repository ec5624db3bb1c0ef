import { Problem } from '#platform/problems';
import { checkTenant } from './tenant-rules.js';

const good = {
  slug: 'atelier-2',
  name: 'Atelier',
  product: 'wistant',
  plan: 'pro',
  origins: ['https://a.example'],
  networks: ['10.20.0.0/16'],
};

function refusal(input: Parameters<typeof checkTenant>[0]) {
  try {
    checkTenant(input);
  } catch (error) {
    if (error instanceof Problem) return error;
  }
  throw new Error('The tenant is accepted.');
}

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

  test.each([
    '10.0.0.0/8',
    '192.168.1.7/32',
    '0.0.0.0/8',
    'fd00::/16',
    'FD12:3456::1/48',
    '::1/128',
    '::ffff:0:0:1/128',
  ])('accept the network %s', (network) => expect(faults({ ...good, networks: [network] })).toEqual([]));

  test.each([
    ['10.20.0.0', 'CIDR'],
    ['10.20.0.0/', 'CIDR'],
    ['10.20.0.0/33', 'CIDR'],
    ['10.20.0.0/016', 'CIDR'],
    ['10.20.0.0/-1', 'CIDR'],
    ['10.20.0.0/16 ', 'CIDR'],
    ['10.20.0.0/16\n', 'CIDR'],
    ['10.20.0.0/16/16', 'CIDR'],
    ['10.20/16', 'CIDR'],
    ['012.0.0.0/8', 'CIDR'],
    ['0x0a.0.0.0/8', 'CIDR'],
    ['167772160/8', 'CIDR'],
    ['intranet.example/16', 'CIDR'],
    ['fd12::/129', 'CIDR'],
    ['fe80::1%eth0/64', 'CIDR'],
    ['fd12:3456/48', 'CIDR'],
    ['', 'CIDR'],
    ['0.0.0.0/0', '/8 or longer'],
    ['10.0.0.0/7', '/8 or longer'],
    ['::/0', '/16 or longer'],
    ['fc00::/15', '/16 or longer'],
    ['::ffff:10.20.0.0/112', 'IPv4 network itself'],
    ['::ffff:a14:0/128', 'IPv4 network itself'],
    ['::ffff:0:0/96', 'IPv4 network itself'],
    ['::/16', 'IPv4 network itself'],
  ])('refuse the network %j, and ask for: %s', (network, asked) => {
    expect(faults({ ...good, networks: ['10.0.0.0/8', network] })).toEqual(['/networks/1 invalid_networks']);
    const [error] = refusal({ networks: [network] }).options.errors ?? [];
    expect(error?.detail).toMatchObject({ en: expect.stringContaining(asked), fr: expect.any(String) });
  });

  test('report all faults at once', () => {
    expect(
      faults({
        slug: '',
        name: '',
        product: 'shop',
        plan: 'gold',
        origins: Array(21).fill('https://a.example'),
        networks: Array(21).fill('10.0.0.0/8'),
      }),
    ).toEqual([
      '/slug invalid_slug',
      '/name invalid_name',
      '/product unknown_product',
      '/plan unknown_plan',
      '/origins invalid_origins',
      '/networks invalid_networks',
    ]);
  });
});
