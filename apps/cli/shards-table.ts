import { type Rebalanced, type RebalancePlan, rangesOf, rangesText, type ShardsView, spread } from '#auth';
import type { Locale } from '#platform/problems';
import { columns } from './columns.js';

const words = {
  en: {
    shards: ['SHARD', 'SLOTS', 'RANGES', 'SESSIONS', 'REPLICAS', 'LAG'],
    moves: ['FROM', 'TO', 'SLOTS', 'RANGES'],
    loads: { sessions: ['SHARD', 'SESSIONS', 'AFTER'], slots: ['SHARD', 'SLOTS', 'AFTER'] },
    down: 'down',
    none: 'none',
    bytes: (bytes: number) => `${bytes} bytes`,
    counted: (at: string) => `Sessions as of ${at}.`,
    uncounted: 'Sessions are counted by a worker every minute: none has yet.',
    even: 'The shards are even: there is nothing to move.',
    open: (slots: number) => `${slots} slots are still on their way since a rebalancing died; they are settled first.`,
    planned: (slots: number, before: string, after: string) =>
      `${slots} slots would move; the fullest shard bears ${before} times the mean, then ${after}.`,
    moved: (moved: number, planned: number, settled: number, seconds: string) =>
      `${moved} of ${planned} slots moved in ${seconds} s${settled > 0 ? `, ${settled} settled before` : ''}.`,
  },
  fr: {
    shards: ['FRAGMENT', 'SLOTS', 'PLAGES', 'SESSIONS', 'RÉPLIQUES', 'RETARD'],
    moves: ['DE', 'VERS', 'SLOTS', 'PLAGES'],
    loads: { sessions: ['FRAGMENT', 'SESSIONS', 'APRÈS'], slots: ['FRAGMENT', 'SLOTS', 'APRÈS'] },
    down: 'en panne',
    none: 'aucune',
    bytes: (bytes: number) => `${bytes} octets`,
    counted: (at: string) => `Sessions au ${at}.`,
    uncounted: 'Les sessions sont comptées chaque minute par un worker : aucun ne l’a encore fait.',
    even: 'Les fragments sont équilibrés : il n’y a rien à déplacer.',
    open: (slots: number) =>
      `${slots} slots sont restés en chemin depuis qu’un rééquilibrage a été tué ; ils sont réglés d’abord.`,
    planned: (slots: number, before: string, after: string) =>
      `${slots} slots seraient déplacés ; le fragment le plus plein porte ${before} fois la moyenne, puis ${after}.`,
    moved: (moved: number, planned: number, settled: number, seconds: string) =>
      `${moved} slots sur ${planned} déplacés en ${seconds} s${settled > 0 ? `, ${settled} réglés avant` : ''}.`,
  },
};

export function shardsTable({ shards }: ShardsView, locale: Locale): string {
  const text = words[locale];
  const rows = shards.map(({ address, answers, slots, ranges, sessions, replicas }) => [
    answers ? address : `${address} (${text.down})`,
    slots === null ? '' : String(slots),
    rangesText(ranges),
    sessions === null ? '' : String(sessions),
    replicas.map((replica) => replica.address).join(' ') || text.none,
    replicas.map(({ lagBytes }) => (lagBytes === null ? '?' : text.bytes(lagBytes))).join(' '),
  ]);
  const at = shards.find(({ countedAt }) => countedAt)?.countedAt;
  return `${columns([text.shards, ...rows], 60)}\n${at ? text.counted(at.toISOString()) : text.uncounted}\n`;
}

/** What each shard bears now and then, and which ranges go where. */
export function planTable({ by, shards, moves }: RebalancePlan, open: number, locale: Locale): string {
  const text = words[locale];
  const lead = open > 0 ? `${text.open(open)}\n` : '';
  if (moves.length === 0) return `${lead}${text.even}\n`;
  const address = (id: string) => shards.find((shard) => shard.id === id)?.address ?? id;
  const grouped = Map.groupBy(moves, ({ from, to }) => `${address(from)} ${address(to)}`);
  const routes = [...grouped].map(([route, moved]) => {
    const slots = moved.map(({ slot }) => slot).sort((a, b) => a - b);
    return [...route.split(' '), String(slots.length), rangesText(rangesOf(slots))];
  });
  const loads = shards.map((shard) => [shard.address, String(shard.load), String(shard.after)]);
  const [before, after] = [shards.map(({ load }) => load), shards.map((shard) => shard.after)];
  const summary = text.planned(moves.length, spread(before).toFixed(2), spread(after).toFixed(2));
  return `${lead}${columns([text.loads[by], ...loads])}\n${columns([text.moves, ...routes], 60)}\n${summary}\n`;
}

export function movedText({ plan, moved, settled }: Rebalanced, seconds: number, locale: Locale): string {
  return `${words[locale].moved(moved, plan.moves.length, settled, seconds.toFixed(1))}\n`;
}
