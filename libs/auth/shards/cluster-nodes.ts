import { slotsOf } from './slot-ranges.js';

/** A slot that is on its way, as the node at one of its ends says. */
export interface OpenSlot {
  readonly slot: number;
  /** `to`: this node gives it away; `from`: it takes it. */
  readonly direction: 'to' | 'from';
  /** The id of the node at the other end. */
  readonly peer: string;
}

/** A node as another one, or itself, sees it. */
export interface ClusterNode {
  readonly id: string;
  /** Whether it is the one that answered. */
  readonly self: boolean;
  readonly host: string;
  readonly port: number;
  readonly role: 'primary' | 'replica';
  /** Whose replica it is. */
  readonly primaryId?: string;
  /** Whether most primaries call it failed, or its link is broken. */
  readonly failed: boolean;
  /** Those of a primary, ascending. */
  readonly slots: readonly number[];
  /** Only a node's own line tells them. */
  readonly open: readonly OpenSlot[];
}

/**
 * Reads what `CLUSTER NODES` answers; nodes that are just being met or forgotten are left out.
 *
 * @see https://redis.io/docs/latest/commands/cluster-nodes/
 */
export function clusterNodes(answer: string): ClusterNode[] {
  return answer.split('\n').flatMap((line) => {
    const [id, at = '', flags = '', primaryId, , , , , ...slots] = line.trim().split(' ');
    if (!id || /handshake|noaddr/.test(flags)) return [];
    const address = at.slice(0, at.lastIndexOf('@'));
    const colon = address.lastIndexOf(':');
    const role = flags.includes('slave') ? 'replica' : 'primary';
    return {
      id,
      self: flags.startsWith('myself'),
      host: address.slice(0, colon),
      port: Number(address.slice(colon + 1)),
      role,
      ...(role === 'replica' && { primaryId }),
      failed: flags.split(',').includes('fail'),
      slots: slots.filter((text) => !text.startsWith('[')).flatMap(slotsOf),
      open: slots.flatMap(openSlot),
    };
  });
}

function openSlot(text: string): OpenSlot[] {
  const [, slot, way, peer] = /^\[(\d+)-([<>])-(\w+)\]$/.exec(text) ?? [];
  if (!peer) return [];
  return [{ slot: Number(slot), direction: way === '>' ? 'to' : 'from', peer }];
}
