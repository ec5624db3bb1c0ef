import type { RedisClient } from '#platform/redis';
import { askReplicas } from './ask-replicas.js';
import { replicationOf } from './replica-trust.js';

const replica = (also: Record<string, string | number>) =>
  Object.entries({
    role: 'slave',
    master_link_status: 'up',
    master_last_io_seconds_ago: 0,
    master_sync_in_progress: 0,
    slave_read_repl_offset: 70,
    slave_repl_offset: 70,
    ...also,
  })
    .map(([name, value]) => `${name}:${value}\r\n`)
    .join('');

describe('whether a replica is believed', () => {
  const down = { master_link_status: 'down', master_last_io_seconds_ago: -1 };
  it.each([
    ['that hears its primary', {}, true],
    ['whose primary said something two seconds ago', { master_last_io_seconds_ago: 2 }, true],
    ['whose primary is silent', { master_last_io_seconds_ago: 3 }, false],
    ['that lost its primary a moment ago', { ...down, master_link_down_since_seconds: 5 }, true],
    ['that lost it longer ago', { ...down, master_link_down_since_seconds: 6 }, false],
    ['that never had one', { ...down, master_link_down_since_seconds: -1, slave_read_repl_offset: 0 }, false],
    ['that was started while its primary was gone', { ...down, master_link_down_since_seconds: -1 }, false],
    ['that has not carried out all that it received', { slave_read_repl_offset: 71 }, false],
    ['that is being filled', { ...down, master_link_down_since_seconds: 1, master_sync_in_progress: 1 }, false],
  ])('%s', (_, said, trusted) => {
    expect(replicationOf(replica(said))).toEqual({ trusted, offset: 70 });
  });

  it('one that was promoted is the primary, and one that says nothing is not believed', () => {
    expect(replicationOf('role:master\r\nmaster_repl_offset:9\r\n')).toEqual({ trusted: true, offset: 9 });
    expect(replicationOf('').trusted).toBe(false);
  });
});

describe('of several replicas', () => {
  const node = (said: Record<string, string | number> | Error, value: string) => {
    const info = async () => {
      if (said instanceof Error) throw said;
      return replica(said);
    };
    return { info, value } as unknown as RedisClient & { value: string };
  };
  const behind = { slave_repl_offset: 69, slave_read_repl_offset: 69 };
  const read = async ({ value }: { value: string }) => value;

  it('the one that knows most is believed, of those that may be', async () => {
    const ahead = node({ slave_repl_offset: 71, slave_read_repl_offset: 72 }, 'not carried out');
    const all = [node(behind, 'behind'), node({}, 'the most'), ahead, node(new Error('away'), 'away')];
    expect(await askReplicas(all, read)).toBe('the most');
    expect(await askReplicas(all.toReversed(), read)).toBe('the most');
  });

  it('none is, where none may be', async () => {
    const unknown = { code: 'revocation_unknown', status: 503 };
    await expect(askReplicas([], read)).rejects.toMatchObject(unknown);
    const silent = node({ master_last_io_seconds_ago: 3 }, 'silent');
    await expect(askReplicas([silent, node(new Error('away'), 'away')], read)).rejects.toMatchObject(unknown);
  });
});
