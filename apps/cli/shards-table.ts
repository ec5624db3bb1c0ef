import { type Rebalanced, type RebalancePlan, rangesOf, rangesText, type ShardsView, spread } from '#auth';
import { columns } from './output.js';

const shardHeadings = ['SHARD', 'SLOTS', 'RANGES', 'SESSIONS', 'REPLICAS', 'LAG'];
const moveHeadings = ['FROM', 'TO', 'SLOTS', 'RANGES'];

export function shardsTable({ shards }: ShardsView): string {
  const rows = shards.map(({ address, answers, slots, ranges, sessions, replicas }) => [
    answers ? address : `${address} (down)`,
    slots === null ? '' : String(slots),
    rangesText(ranges),
    sessions === null ? '' : String(sessions),
    replicas.map((replica) => replica.address).join(' ') || 'none',
    replicas.map(({ lagBytes }) => (lagBytes === null ? '?' : `${lagBytes} bytes`)).join(' '),
  ]);
  const at = shards.find(({ countedAt }) => countedAt)?.countedAt;
  const counted = at
    ? `Sessions as of ${at.toISOString()}.`
    : 'Sessions are not counted yet: a worker counts them every minute.';
  return `${columns([shardHeadings, ...rows], 60)}\n${counted}\n`;
}

/** The slots of each shard before and after the plan, and the ranges of slots that move. */
export function planTable({ shards, moves }: RebalancePlan, open: number): string {
  const lead =
    open > 0 ? `${open} slots were left half-moved by an interrupted rebalancing; they are finished first.\n` : '';
  if (moves.length === 0) return `${lead}The shards are balanced: there is nothing to move.\n`;
  const address = (id: string) => shards.find((shard) => shard.id === id)?.address ?? id;
  const grouped = Map.groupBy(moves, ({ from, to }) => `${address(from)} ${address(to)}`);
  const routes = [...grouped].map(([route, moved]) => {
    const slots = moved.map(({ slot }) => slot).sort((a, b) => a - b);
    return [...route.split(' '), String(slots.length), rangesText(rangesOf(slots))];
  });
  const counts = shards.map((shard) => [shard.address, String(shard.slots), String(shard.after)]);
  const [before, after] = [shards.map(({ slots }) => slots), shards.map((shard) => shard.after)];
  const summary = `${moves.length} slots would move; the fullest shard has ${spread(before).toFixed(2)} times the mean, afterwards ${spread(after).toFixed(2)}.`;
  return `${lead}${columns([['SHARD', 'SLOTS', 'AFTER'], ...counts])}\n${columns([moveHeadings, ...routes], 60)}\n${summary}\n`;
}

export function movedText({ plan, moved, finished }: Rebalanced, seconds: number): string {
  const before = finished > 0 ? `, ${finished} half-moved ones finished first` : '';
  return `${moved} of ${plan.moves.length} slots moved in ${seconds.toFixed(1)} s${before}.\n`;
}
