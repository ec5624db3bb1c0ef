import { Ladder } from '../api/ladder.js';
import { block } from './block.js';

const facts = {
  ladder: new Ladder(
    'solo',
    { en: 'embedded', fr: 'embarqué' },
    { en: 'memory', fr: 'mémoire' },
    'in the database',
    'in a folder',
  ),
  url: 'http://127.0.0.1:3000',
  metricsUrl: 'http://127.0.0.1:9464/metrics',
  stores: [
    { slug: 'wistant', apps: 612, exampleApp: 'fastify' },
    { slug: 'postgresql', apps: 48, exampleApp: 'citext' },
  ],
  secrets: {
    operatorKey: 'palier_op_secret',
    owner: { id: '0198c2f4-7f3e-7c55-9b1e-3b1c9a2d4e5f', email: 'owner@wistant.example', password: 'shown once' },
    demonstrations: [
      { product: 'veille', slug: 'demo-veille', email: 'equipe@demo-veille.example', password: 'a password' },
    ],
  },
  hasOperatorKey: true,
  queues: undefined,
  hasMailsPage: true,
  pending: 585,
  timings: 'database 0.6 s, import 1.2 s',
  seconds: 2.345,
};

describe('the block of the start', () => {
  it('shows URLs, secrets and calls to try', () => {
    const text = block(facts);
    expect(text).toContain('ready in 2.3 s');
    expect(text).toMatch(/jobs +in the database\n/);
    expect(text).toMatch(/files +in a folder\n/);
    expect(text).not.toContain('WORKER_QUEUES');
    expect(block({ ...facts, queues: ['feeds.sync', 'a.b'] })).toMatch(/takes +feeds\.sync, a\.b \(WORKER_QUEUES\)\n/);
    expect(text).toMatch(/mails +http:\/\/127\.0\.0\.1:3000\/dev\/mails\n/);
    expect(block({ ...facts, hasMailsPage: false })).not.toContain('/dev/mails');
    expect(text).toContain("curl 'http://127.0.0.1:3000/v1/stores/wistant/apps?limit=3'");
    expect(text).toContain("curl -i 'http://127.0.0.1:3000/v1/stores/postgresql/apps/fastify'");
    expect(text).toContain('palier_op_secret');
    expect(text).toContain('owner@wistant.example  shown once');
    expect(text).toContain("curl 'http://127.0.0.1:3000/v1/auth/wistant/login' --json '{");
    expect(text).toMatch(/veille +equipe@demo-veille\.example {2}a password {2}\(in demo-veille, shown once\)\n/);
  });

  it('says how long the parts took, and of how many apps files are still to be kept', () => {
    const text = block(facts);
    expect(text).toMatch(/start +database 0.6 s, import 1.2 s\n/);
    expect(text).toMatch(/downloads +585 apps still wait for their files/);
    expect(block({ ...facts, pending: 0 })).not.toContain('downloads');
  });

  it('shows the key only on the start that made it, later how to get a new one', () => {
    const later = block({ ...facts, secrets: undefined });
    expect(later).not.toContain('secret');
    expect(later).not.toContain('owner@');
    expect(later).toContain('shown when it was made; a new one: npx palier operator reset-key');
    const none = block({ ...facts, secrets: undefined, hasOperatorKey: false });
    expect(none).toContain('make one: npx palier operator reset-key');
  });
});
