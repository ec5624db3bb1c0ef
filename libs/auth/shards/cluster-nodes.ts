import { slotsOf } from './slot-ranges.js';

/** A slot that is being moved, as one of the two nodes reports it. */
export interface OpenSlot {
  readonly slot: number;
  /** `to`: this node is the source; `from`: it is the target. */
  readonly direction: 'to' | 'from';
  /** The id of the other node. */
  readonly peer: string;
}

/** A node as reported by itself or another node. */
export interface ClusterNode {
  readonly id: string;
  /** Whether it is the node that answered. */
  readonly self: boolean;
  readonly host: string;
  readonly port: number;
  readonly role: 'primary' | 'replica';
  /** The id of its primary, for a replica. */
  readonly primaryId?: string;
  /** Whether most primaries consider it failed. */
  readonly failed: boolean;
  /** The slots of a primary, ascending. */
  readonly slots: readonly number[];
  /** Only known from a node's own line. */
  readonly open: readonly OpenSlot[];
}

/**
 * Parses the answer to `CLUSTER NODES`; nodes that are joining or being removed are left out.
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
