import { setTimeout as pause } from 'node:timers/promises';
import type { Settings } from '#platform/config';
import type { RedisClient } from '#platform/redis';
import { ClusterLinks } from './cluster-links.js';
import type { ClusterNode } from './cluster-nodes.js';
import { finishOpenSlots } from './open-slots.js';
import { together } from './plan-moves.js';
import { RebalanceLock } from './rebalance-lock.js';
import { planRebalance, type RebalancePlan } from './rebalance-plan.js';
import { addressOf, primariesOf } from './shard-servers.js';
import { shardProblems } from './shards.errors.js';
import { SlotMover } from './slot-mover.js';

/** The least time per slot in milliseconds, so that clients hardly notice. */
const SLOT_MS = 1;
/** Few, so that a process that dies leaves few slots open. */
const SLOTS_AT_ONCE = 16;

/** The result of a rebalancing. */
export interface Rebalanced {
  readonly plan: RebalancePlan;
  /** Slots that moved; fewer than planned when it was stopped. */
  readonly moved: number;
  /** Slots that an interrupted rebalancing had left open, now finished or undone. */
  readonly finished: number;
}

export interface RebalanceOptions {
  readonly signal?: AbortSignal;
  /** Called after each group of slots. */
  readonly progress?: (moved: number, planned: number) => void;
  /** Called before the first slot moves. */
  readonly begin?: (plan: RebalancePlan, finished: number) => Promise<void>;
}

/** Plans for the whole cluster and moves slots, in one process at a time. */
export class Rebalancer {
  constructor(
    private readonly settings: Settings,
    private readonly client: RedisClient,
  ) {}

  /** The moves that a rebalancing would make now, and how many slots an interrupted one left open. */
  plan(): Promise<{ plan: RebalancePlan; open: number }> {
    return this.linked(async (links) => {
      const primaries = await wholeCluster(links);
      const open = new Set(primaries.flatMap((node) => node.open.map(({ slot }) => slot)));
      return { plan: planOver(primaries), open: open.size };
    });
  }

  /**
   * Finishes open slots, then carries out a new plan.
   *
   * @throws Problem `shards_being_rebalanced` (409), `shards_unhealthy` (503), `shards_unreachable` (503)
   */
  async rebalance({ signal, progress, begin }: RebalanceOptions = {}): Promise<Rebalanced> {
    const lock = await RebalanceLock.take(this.client);
    if (!lock) throw shardProblems.shards_being_rebalanced();
    try {
      return await this.linked(async (links) => {
        const mover = new SlotMover(links, this.settings);
        const finished = await finishOpenSlots(mover, await wholeCluster(links));
        const primaries = await wholeCluster(links);
        const plan = planOver(primaries);
        await begin?.(plan, finished);
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
        return { plan, moved, finished };
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

/** Slots move only while every primary answers, so that all learn of the new owner. */
async function wholeCluster(links: ClusterLinks): Promise<ClusterNode[]> {
  const primaries = primariesOf(await links.nodes());
  const dead = primaries.find(({ failed }) => failed);
  if (dead) throw shardProblems.shards_unhealthy({ address: addressOf(dead) });
  return primaries;
}

const planOver = (primaries: readonly ClusterNode[]) =>
  planRebalance(primaries.map((node) => ({ ...node, address: addressOf(node) })));
