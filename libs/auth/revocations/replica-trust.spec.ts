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

describe('a replica', () => {
  const down = { master_link_status: 'down', master_last_io_seconds_ago: -1 };
  it.each([
    ['that is linked to its primary is trusted', {}, true],
    ['whose primary sent data two seconds ago is trusted', { master_last_io_seconds_ago: 2 }, true],
    ['whose primary is silent is not trusted', { master_last_io_seconds_ago: 3 }, false],
    ['that lost its primary five seconds ago is trusted', { ...down, master_link_down_since_seconds: 5 }, true],
    ['that lost it longer ago is not trusted', { ...down, master_link_down_since_seconds: 6 }, false],
    [
      'that never had a primary is not trusted',
      { ...down, master_link_down_since_seconds: -1, slave_read_repl_offset: 0 },
      false,
    ],
    [
      'that was started while its primary was down is not trusted',
      { ...down, master_link_down_since_seconds: -1 },
      false,
    ],
    ['that has not applied all that it received is not trusted', { slave_read_repl_offset: 71 }, false],
    [
      'that is synchronising is not trusted',
      { ...down, master_link_down_since_seconds: 1, master_sync_in_progress: 1 },
      false,
    ],
  ])('%s', (_, fields, trusted) => {
    expect(replicationOf(replica(fields))).toEqual({ trusted, offset: 70 });
  });

  it('counts as the primary once promoted, and is not trusted without an answer', () => {
    expect(replicationOf('role:master\r\nmaster_repl_offset:9\r\n')).toEqual({ trusted: true, offset: 9 });
    expect(replicationOf('').trusted).toBe(false);
  });
});

describe('several replicas', () => {
  const node = (fields: Record<string, string | number> | Error, value: string) => {
    const info = async () => {
      if (fields instanceof Error) throw fields;
      return replica(fields);
    };
    return { info, value } as unknown as RedisClient & { value: string };
  };
  const behind = { slave_repl_offset: 69, slave_read_repl_offset: 69 };
  const read = async ({ value }: { value: string }) => value;

  it('are read at the most advanced of those that are trusted', async () => {
    const ahead = node({ slave_repl_offset: 71, slave_read_repl_offset: 72 }, 'not carried out');
    const all = [node(behind, 'behind'), node({}, 'the most'), ahead, node(new Error('unreachable'), 'unreachable')];
    expect(await askReplicas(all, read)).toBe('the most');
    expect(await askReplicas(all.toReversed(), read)).toBe('the most');
  });

  it('are refused where none is trusted', async () => {
    const unknown = { code: 'revocation_unknown', status: 503 };
    await expect(askReplicas([], read)).rejects.toMatchObject(unknown);
    const silent = node({ master_last_io_seconds_ago: 3 }, 'silent');
    await expect(askReplicas([silent, node(new Error('unreachable'), 'unreachable')], read)).rejects.toMatchObject(
      unknown,
    );
  });
});
