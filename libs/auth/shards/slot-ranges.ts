import type { SlotRangeDto } from './shards.dto.js';

/** The number of slots of a Redis Cluster. */
export const SLOTS = 16_384;

/** The contiguous ranges of slots. @param slots ascending, each once */
export function rangesOf(slots: readonly number[]): SlotRangeDto[] {
  const ranges: SlotRangeDto[] = [];
  for (const slot of slots) {
    const open = ranges.at(-1);
    if (open && slot === open.last + 1) open.last = slot;
    else ranges.push({ first: slot, last: slot });
  }
  return ranges;
}

/** Formats ranges as Redis does: `0-4095 4097`. */
export function rangesText(ranges: readonly SlotRangeDto[]): string {
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}-${last}`)).join(' ');
}

/** The slots of a range. @param text such as `0-4095`, or one number */
export function slotsOf(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, n) => first + n);
}
