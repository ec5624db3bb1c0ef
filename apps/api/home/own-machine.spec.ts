import type { Settings } from '#platform/config';
import type { Ladder } from '../ladder.js';
import { comesFromOwnMachine, hasMailsPage, servesOwnMachine } from './own-machine.js';

const solo = { step: 'solo' } as Ladder;
const settings = (own: Partial<Settings>) => ({ host: '127.0.0.1', ...own }) as Settings;

describe('the pages for the own machine', () => {
  it.each(['127.0.0.1:3000', '127.0.0.1', '127.1.2.3:3000', 'localhost:3000', 'LOCALHOST', '[::1]:3000'])(
    'are given to a request to %s',
    (host) => expect(comesFromOwnMachine({ host })).toBe(true),
  );

  it.each(['palier.example', 'localhost.palier.example', '127.0.0.1.palier.example', '10.0.0.1:3000', ''])(
    'are not given to a request to "%s"',
    (host) => expect(comesFromOwnMachine({ host })).toBe(false),
  );

  it('are not given to a request without a host', () => expect(comesFromOwnMachine({})).toBe(false));

  it.each([
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-port',
    'x-forwarded-proto',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'via',
  ])('are not given where a proxy added %s, even an empty one', (name) => {
    expect(comesFromOwnMachine({ host: 'localhost:3000', [name]: '' })).toBe(false);
  });

  it.each([
    [true, {}],
    [true, { host: '::1' }],
    [true, { host: 'localhost', publicUrl: 'http://localhost:3000' }],
    [false, { host: '0.0.0.0' }],
    [false, { host: '10.127.0.1' }],
    [false, { publicUrl: 'https://palier.example' }],
  ])('exist: %s, with %j', (exist, own) => {
    expect(servesOwnMachine(settings(own), solo)).toBe(exist);
    expect(hasMailsPage(settings(own), solo)).toBe(exist);
  });

  it('do not exist above solo; the page of mails does not exist where a mail server is set', () => {
    expect(servesOwnMachine(settings({}), { step: 'growth' } as Ladder)).toBe(false);
    expect(hasMailsPage(settings({ mailUrl: 'smtp://127.0.0.1' } as Partial<Settings>), solo)).toBe(false);
  });
});
