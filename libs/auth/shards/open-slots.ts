import type { ClusterNode } from './cluster-nodes.js';
import type { SlotMover } from './slot-mover.js';

/**
 * Finishes or undoes the slot moves that an interrupted rebalancing left open. Where a node has keys of a slot that
 * another node owns, the slot is moved to it: the keys could not be found otherwise.
 *
 * @param primaries as reported by themselves
 * @returns the number of open slots
 */
export async function finishOpenSlots(mover: SlotMover, primaries: readonly ClusterNode[]): Promise<number> {
  const slots = [...new Set(primaries.flatMap(({ open }) => open.map(({ slot }) => slot)))];
  for (const slot of slots) {
    const owner = ownerOf(slot, primaries);
    const taker = owner && (await takerOf(mover, slot, owner, primaries));
    if (taker) await mover.move([slot], owner, taker, primaries);
    else for (const node of primaries) if (isOpen(node, slot)) await mover.close(slot, node);
  }
  return slots.length;
}

/** The owner of a slot. Where the former owner still claims it too, the new owner is the one that has closed the slot. */
function ownerOf(slot: number, primaries: readonly ClusterNode[]): ClusterNode | undefined {
  const owners = primaries.filter(({ slots }) => slots.includes(slot));
  return owners.find((owner) => !isOpen(owner, slot)) ?? owners[0];
}

async function takerOf(
  mover: SlotMover,
  slot: number,
  owner: ClusterNode,
  primaries: readonly ClusterNode[],
): Promise<ClusterNode | undefined> {
  const others = primaries.filter(({ id }) => id !== owner.id);
  const counted = await Promise.all(others.map(async (node) => ({ node, keys: await mover.countKeys(slot, node) })));
  const [most] = counted.filter(({ keys }) => keys > 0).sort((a, b) => b.keys - a.keys);
  return most?.node;
}

const isOpen = (node: ClusterNode, slot: number) => node.open.some((open) => open.slot === slot);
