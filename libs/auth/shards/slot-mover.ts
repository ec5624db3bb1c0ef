import type { Settings } from '#platform/config';
import type { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';

/** Few, so that neither node is blocked for more than a few milliseconds. */
const KEYS_AT_ONCE = 100;
const MIGRATE_TIMEOUT_MS = 1000;
const REPLICA_PATIENCE_MS = 500;

/**
 * Moves slots with the protocol of Redis while they are read and written: a client that asks for a key that has moved
 * already is redirected. If the process dies at any point, a slot stays open and no key is lost.
 *
 * @see https://redis.io/docs/latest/commands/cluster-setslot/
 */
export class SlotMover {
  private readonly account: readonly string[];
  /** Nodes whose replicas did not answer in time: they are not waited for again. */
  private readonly unfollowed = new Set<string>();

  constructor(
    private readonly links: ClusterLinks,
    { redisUsername, redisPassword }: Settings,
  ) {
    const user = redisUsername === undefined ? ['AUTH'] : ['AUTH2', redisUsername];
    this.account = redisPassword === undefined ? [] : [...user, redisPassword];
  }

  /**
   * Moves several slots together: each state change of all of them takes one round trip.
   *
   * @param primaries all primaries of the cluster, which are informed of the new owner directly instead of by gossip
   */
  async move(slots: readonly number[], from: ClusterNode, to: ClusterNode, primaries: readonly ClusterNode[]) {
    await this.setSlots(to, slots, 'IMPORTING', from.id);
    await this.setSlots(from, slots, 'MIGRATING', to.id);
    const moved = await Promise.all(slots.map((slot) => this.moveKeys(slot, from, to)));
    if (moved.includes(true)) await this.awaitReplica(to);
    // The new owner first: while the old one redirects clients there, it must not redirect them back.
    await this.setSlots(to, slots, 'NODE', to.id);
    await this.setSlots(from, slots, 'NODE', to.id);
    const others = primaries.filter(({ id }) => id !== to.id && id !== from.id);
    await Promise.allSettled(others.map((other) => this.setSlots(other, slots, 'NODE', to.id)));
  }

  /** Cancels the move of a slot. */
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

  /** Moves all keys of a slot. REPLACE: where both nodes have a key after a timeout, the source has the latest writes. */
  private async moveKeys(slot: number, from: ClusterNode, { host, port }: ClusterNode): Promise<boolean> {
    const giver = this.links.to(from);
    for (let moved = false; ; moved = true) {
      const keys = (await giver.call('CLUSTER', 'GETKEYSINSLOT', slot, KEYS_AT_ONCE)) as string[];
      if (keys.length === 0) return moved;
      const how = [host, port, '', 0, MIGRATE_TIMEOUT_MS, 'REPLACE', ...this.account, 'KEYS'];
      await giver.call('MIGRATE', ...how, ...keys);
    }
  }

  /** Waits until the moved sessions are on a replica of the target too. `WAIT` covers writes before the last command, hence PING. */
  private async awaitReplica(node: ClusterNode): Promise<void> {
    if (this.unfollowed.has(node.id)) return;
    const taker = this.links.to(node);
    const [, confirmed] = await Promise.all([taker.ping(), taker.wait(1, REPLICA_PATIENCE_MS)]);
    if (confirmed === 0) this.unfollowed.add(node.id);
  }
}
