import type { Settings } from '#platform/config';
import type { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';

/** Few enough that neither end is held up for more than a few milliseconds. */
const KEYS_AT_ONCE = 100;
const MIGRATE_TIMEOUT_MS = 1000;
const REPLICA_PATIENCE_MS = 500;

/**
 * Moves slots the way Redis defines it, while they are read and written: a client that asks for a key
 * which has gone ahead is sent after it. Dying at any point leaves an open slot and loses no key.
 *
 * @see https://redis.io/docs/latest/commands/cluster-setslot/
 */
export class SlotMover {
  private readonly account: readonly string[];
  /** Those without a replica that keeps up: none is waited for again. */
  private readonly unfollowed = new Set<string>();

  constructor(
    private readonly links: ClusterLinks,
    { redisUsername, redisPassword }: Settings,
  ) {
    const user = redisUsername === undefined ? ['AUTH'] : ['AUTH2', redisUsername];
    this.account = redisPassword === undefined ? [] : [...user, redisPassword];
  }

  /**
   * Moves some slots together, each state of all of them in one round trip.
   *
   * @param primaries all of the cluster, who are told of the new owner at once instead of by rumour
   */
  async move(slots: readonly number[], from: ClusterNode, to: ClusterNode, primaries: readonly ClusterNode[]) {
    await this.setSlots(to, slots, 'IMPORTING', from.id);
    await this.setSlots(from, slots, 'MIGRATING', to.id);
    const moved = await Promise.all(slots.map((slot) => this.moveKeys(slot, from, to)));
    if (moved.includes(true)) await this.awaitReplica(to);
    // The new owner first: as long as the old one sends clients there, it must not send them back.
    await this.setSlots(to, slots, 'NODE', to.id);
    await this.setSlots(from, slots, 'NODE', to.id);
    const others = primaries.filter(({ id }) => id !== to.id && id !== from.id);
    await Promise.allSettled(others.map((other) => this.setSlots(other, slots, 'NODE', to.id)));
  }

  /** Takes back that a slot is on its way. */
  async close(slot: number, node: ClusterNode): Promise<void> {
    await this.setSlots(node, [slot], 'STABLE');
  }

  async countKeys(slot: number, node: ClusterNode): Promise<number> {
    return Number(await this.links.to(node).call('CLUSTER', 'COUNTKEYSINSLOT', slot));
  }

  private async setSlots(node: ClusterNode, slots: readonly number[], state: string, ...peer: string[]): Promise<void> {
    const link = this.links.to(node);
    await Promise.all(slots.map((slot) => link.call('CLUSTER', 'SETSLOT', slot, state, ...peer)));
  }

  /** A key that both ends have was not confirmed in time: the giver's is the one that was written to since. */
  private async moveKeys(slot: number, from: ClusterNode, { host, port }: ClusterNode): Promise<boolean> {
    const giver = this.links.to(from);
    for (let moved = false; ; moved = true) {
      const keys = (await giver.call('CLUSTER', 'GETKEYSINSLOT', slot, KEYS_AT_ONCE)) as string[];
      if (keys.length === 0) return moved;
      const how = [host, port, '', 0, MIGRATE_TIMEOUT_MS, 'REPLACE', ...this.account, 'KEYS'];
      await giver.call('MIGRATE', ...how, ...keys);
    }
  }

  /** What was acknowledged as replicated is so again before more is moved: `WAIT` goes by the command before it. */
  private async awaitReplica(node: ClusterNode): Promise<void> {
    if (this.unfollowed.has(node.id)) return;
    const taker = this.links.to(node);
    const [, confirmed] = await Promise.all([taker.ping(), taker.wait(1, REPLICA_PATIENCE_MS)]);
    if (confirmed === 0) this.unfollowed.add(node.id);
  }
}
