import { createHash } from 'node:crypto';
import { uuidOf, uuidTime } from '#platform/ids';
import type { SyncChangeDto } from '../sync/sync.dto.js';
import { milestones, type Phase, phases, RELAPSE_DAY, relapseNote, tags } from './reflections.js';

const DAY_MS = 86_400_000;
/** Of the year, the last of which is the day on which the person was created. */
const DAYS = 365;

/**
 * The year of a made-up person as the changes of a device that was offline all the time. Everything in it follows from the id of
 * the person, so that it can be sent again: what is in the journal already is not written twice.
 */
export function recoveryYear(userId: string): SyncChangeDto[] {
  const last = uuidTime(userId);
  const at = (day: number) => last - (DAYS - 1 - day) * DAY_MS;
  const dayOf = (day: number) => new Date(at(day)).toISOString().slice(0, 10);
  const create = (kind: SyncChangeDto['kind'], name: string, time: number, content: object): SyncChangeDto => ({
    changeId: idOf(`${userId} change of ${name}`, time),
    kind,
    id: idOf(`${userId} ${name}`, time),
    baseVersion: 0,
    content,
  });
  const addiction = create('addiction', 'addiction', at(0), {
    ...{ kind: 'alcohol', name: 'Le vin du soir', start: dayOf(0), goalDays: 365, dailyMinutes: 120 },
    ...{ dailyCostMinor: 850, currency: 'EUR' },
    motivation: 'Être là le soir pour Léo, et me réveiller sans honte.',
  });
  const about = { addictionId: addiction.id, day: dayOf(RELAPSE_DAY - 1), note: relapseNote };
  const relapse = create('relapse', 'relapse', at(RELAPSE_DAY), about);
  const entries = Array.from({ length: DAYS }, (_, day) => day)
    .filter(writes)
    .map((day) =>
      create('entry', `entry of day ${day}`, at(day), { ...entryOf(day), day: dayOf(day), addictions: [addiction.id] }),
    );
  return [addiction, relapse, ...entries];
}

/** Each day at the beginning and round the relapse, later three days of four. */
function writes(day: number): boolean {
  return day in milestones || day < 21 || Math.abs(day - RELAPSE_DAY) < 4 || chance(`writes ${day}`) < 0.75;
}

function entryOf(day: number) {
  const phase = phases.findLast(({ from }) => from <= day) as Phase;
  const score = (name: 'mood' | 'anxiety' | 'craving' | 'energy' | 'sleep', least: number) =>
    Math.min(10, Math.max(least, Math.round(phase[name] + 4 * (chance(`${name} ${day}`) - 0.5))));
  const scores = { anxiety: score('anxiety', 0), craving: score('craving', 0), energy: score('energy', 0) };
  const words =
    milestones[day] ?? (day % 2 === 0 ? phase.reflections[(day / 2) % phase.reflections.length] : undefined);
  return {
    mood: score('mood', 1),
    scores: { ...scores, sleep: score('sleep', 0) },
    tags: tags.filter((tag) => chance(`${tag} ${day}`) < 0.2),
    ...(words !== undefined && { reflection: words }),
  };
}

/** From 0 up to 1, always the same for a name. */
function chance(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE(0) / 2 ** 32;
}

/** A UUIDv7 of a time, the same for the same name. */
function idOf(name: string, time: number): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes.writeUIntBE(time, 0, 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return uuidOf(bytes);
}
