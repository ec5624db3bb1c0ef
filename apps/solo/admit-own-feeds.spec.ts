import type { INestApplicationContext } from '@nestjs/common';
import type { Settings } from '#platform/config';
import { admitOwnFeeds } from './admit-own-feeds.js';

function admitted(settings: { host: string; port: number; publicUrl?: string }): { port: number; paths: RegExp }[] {
  const given: { port: number; paths: RegExp }[] = [];
  const app = { get: () => ({ admit: (address: { port: number; paths: RegExp }) => given.push(address) }) };
  admitOwnFeeds(app as unknown as INestApplicationContext, settings as Settings);
  return given;
}

describe('the feeds of the own stores', () => {
  it('may be followed on the own port, and no other path of it', () => {
    const [own, ...others] = admitted({ host: '127.0.0.1', port: 3000 });
    expect(others).toEqual([]);
    expect(own?.port).toBe(3000);
    const paths = ['/v1/stores/wistant/changes.atom', '/v1/stores/a-2/changes.atom'];
    const refused = [
      '/v1/stores/wistant/changes',
      '/v1/stores/wistant/changes.atom/x',
      '/v1/stores/a/b/changes.atom',
      '/v1/stores/../changes.atom',
      '/x/v1/stores/wistant/changes.atom',
      '/v1/stores/wistant/changesXatom',
      '/dev/mails',
    ];
    expect([...paths, ...refused].filter((path) => own?.paths.test(path))).toEqual(paths);
  });

  it.each([
    { host: '0.0.0.0', port: 3000 },
    { host: '10.0.0.1', port: 3000 },
    { host: '127.0.0.1', port: 3000, publicUrl: 'https://palier.example' },
  ])('are on no address of the machine that others reach: %j', (settings) => {
    expect(admitted(settings)).toEqual([]);
  });
});
