import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '#platform/config';
import type { RedisClient } from '#platform/redis';
import { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';
import { countBySlot } from './count-by-slot.js';
import { finishOpenSlots } from './open-slots.js';
import { together } from './plan-moves.js';
import { RebalanceLock } from './rebalance-lock.js';
import { planRebalance, type RebalancePlan } from './rebalance-plan.js';
import { addressOf, primariesOf } from './shard-servers.js';
import { shardProblems } from './shards.errors.js';
import { SlotMover } from './slot-mover.js';

/** Milliseconds a slot takes at least, so that those who are served hardly notice. */
const SLOT_MS = 1;
/** Few enough that one who dies leaves little on its way. */
const SLOTS_AT_ONCE = 16;

/** What a rebalancing did. */
export interface Rebalanced {
  readonly plan: RebalancePlan;
  /** Slots that changed their shard; fewer than planned when it was stopped. */
  readonly moved: number;
  /** Slots that an earlier one which died had left on their way. */
  readonly settled: number;
}

export interface RebalanceOptions {
  readonly signal?: AbortSignal;
  /** Told now and then: how many of how many. */
  readonly progress?: (moved: number, planned: number) => void;
  /** Told before the first slot moves. */
  readonly begin?: (plan: RebalancePlan, settled: number) => Promise<void>;
}

/** Plans over the whole cluster and moves slots, one process at a time. */
export class Rebalancer {
  constructor(
    private readonly settings: Settings,
    private readonly client: RedisClient,
  ) {}

  /** What a rebalancing would do now, and how many slots one that died left on their way. */
  plan(): Promise<{ plan: RebalancePlan; open: number }> {
    return this.linked(async (links) => {
      const primaries = await wholeCluster(links);
      const open = new Set(primaries.flatMap((node) => node.open.map(({ slot }) => slot)));
      return { plan: await planOver(links, primaries), open: open.size };
    });
  }

  /**
   * @throws Problem `shards_being_rebalanced` (409), `shards_unhealthy` (503), `shards_unreachable` (503)
   */
  async rebalance({ signal, progress, begin }: RebalanceOptions = {}): Promise<Rebalanced> {
    const lock = await RebalanceLock.take(this.client);
    if (!lock) throw shardProblems.shards_being_rebalanced();
    try {
      return await this.linked(async (links) => {
        const mover = new SlotMover(links, this.settings);
        const settled = await finishOpenSlots(mover, await wholeCluster(links));
        const primaries = await wholeCluster(links);
        const plan = await planOver(links, primaries, signal);
        await begin?.(plan, settled);
        const node = (id: string) => primaries.find((primary) => primary.id === id) as ClusterNode;
        let moved = 0;
        for (const { slots, from, to } of together(plan.moves, SLOTS_AT_ONCE)) {
          if (signal?.aborted || !lock.held) break;
          const paced = pause(SLOT_MS * slots.length);
          await mover.move(slots, node(from), node(to), primaries);
          moved += slots.length;
          progress?.(moved, plan.moves.length);
          await paced;
        }
        return { plan, moved, settled };
      });
    } finally {
      await lock.release();
    }
  }

  private async linked<T>(work: (links: ClusterLinks) => Promise<T>): Promise<T> {
    const links = new ClusterLinks(this.settings);
    try {
      return await work(links);
    } finally {
      links.close();
    }
  }
}

/** Slots move only where every primary can be told; half a cluster would disagree. */
async function wholeCluster(links: ClusterLinks): Promise<ClusterNode[]> {
  const primaries = primariesOf(await links.nodes());
  const dead = primaries.find(({ failed }) => failed);
  if (dead) throw shardProblems.shards_unhealthy({ address: addressOf(dead) });
  return primaries;
}

async function planOver(links: ClusterLinks, primaries: readonly ClusterNode[], signal?: AbortSignal) {
  const counts = await Promise.all(primaries.map((node) => countBySlot(links.to(node), signal)));
  const sessions = new Map<number, number>();
  for (const [slot, count] of counts.flatMap((each) => [...each])) {
    sessions.set(slot, (sessions.get(slot) ?? 0) + count);
  }
  return planRebalance(
    primaries.map((node) => ({ ...node, address: addressOf(node) })),
    sessions,
  );
}
