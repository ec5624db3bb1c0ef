import { timerOf } from '../figures/timer.js';
import type { Point, Span } from './recording.js';

/** Records that go on for longer after the timer stopped open a span, in milliseconds. */
const STOPPED_MS = 10_000;
/** A longer time without a point may be a pause that the device counts, in milliseconds. */
const LONGEST_GAP_MS = 30_000;

/** Points that the file divides from those before, such as a segment of a GPX. */
export interface Segment {
  readonly points: readonly Point[];
  /** Milliseconds within which it goes on where the one before it ends. */
  readonly joint: number;
}

/** @param points those of the segments that are kept, in their order */
export function spansOfSegments(points: readonly Point[], segments: readonly Segment[]): Span[] {
  const spans: { from: number; to: number }[] = [];
  let [place, index, begun] = [0, 0, -1];
  const segment = () => segments[place] as Segment;
  for (const point of points) {
    for (; segment().points[index] !== point; index += 1) {
      if (index < segment().points.length) continue;
      place += 1;
      index = -1;
    }
    const last = spans.at(-1);
    // Its first point may be the last of the one before, and is then among the points once.
    const begin = () => segment().points.find(({ at }) => at >= (last?.to ?? at))?.at ?? point.at;
    const goesOn = last && (begun === place || begin() - last.to <= segment().joint);
    if (goesOn) last.to = point.at;
    else spans.push({ from: point.at, to: point.at });
    begun = place;
  }
  return spans;
}

/** When the timer ran by the events of a FIT, or its sessions where it has none. */
export function spansOfTimer(
  points: readonly Point[],
  events: readonly { readonly at: number; readonly starts: boolean }[],
  sessions: readonly Span[],
  seconds: number | undefined,
): Span[] {
  const started: { from: number; to: number }[] = [];
  for (const { at, starts } of events) {
    const last = started.at(-1);
    const running = last?.to === Number.POSITIVE_INFINITY;
    if (starts && !running) started.push({ from: at, to: Number.POSITIVE_INFINITY });
    if (!starts && last && running) last.to = at;
    // Some devices leave out the first start.
    if (!starts && !last) started.push({ from: 0, to: at });
  }
  const named = withinPoints(started.length > 0 ? started : sessions, points);
  const all = withinPoints([...named, ...recordedOn(points, started)], points);
  const whole = [{ from: points[0]?.at ?? 0, to: points.at(-1)?.at ?? 0 }];
  // Some devices record on while their timer stands still, and some sessions begin too late: the total of the timer says so.
  const off = (spans: readonly Span[]) => Math.abs(lengthOf(spans) - (seconds ?? Number.POSITIVE_INFINITY) * 1000);
  const other = started.length > 0 ? named : whole;
  const nearer = off(other) < off(all) ? other : all;
  return lengthOf(nearer) > 0 ? nearer : whole;
}

/** Records that go on after a stop. */
function recordedOn(points: readonly Point[], spans: readonly Span[]): Span[] {
  let index = 0;
  return spans.flatMap(({ to }, place) => {
    const until = spans[place + 1]?.from ?? Number.POSITIVE_INFINITY;
    let end = to;
    for (; index < points.length; index += 1) {
      const { at } = points[index] as Point;
      if (at >= until || at - end > LONGEST_GAP_MS) break;
      end = Math.max(end, at);
    }
    if (end - to <= STOPPED_MS) return [];
    return [{ from: to, to: until - end <= STOPPED_MS ? until : end }];
  });
}

/** In order, without what two of them share, and without what is before the first point or after the last. */
export function withinPoints(spans: readonly Span[], points: readonly Point[]): Span[] {
  const kept: Span[] = [];
  let begin = points[0]?.at ?? 0;
  const end = points.at(-1)?.at ?? 0;
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const [from, to] = [Math.max(span.from, begin), Math.min(span.to, end)];
    if (to <= from) continue;
    const last = kept.at(-1);
    if (last?.to === from) kept[kept.length - 1] = { from: last.from, to };
    else kept.push({ from, to });
    begin = to;
  }
  return kept;
}

/**
 * Where the timer ran for less than the spans, gaps without a point are pauses, the longest first, as long as that brings both nearer.
 *
 * @param seconds during which the timer ran, as the laps say
 */
export function withPauses(spans: readonly Span[], points: readonly Point[], seconds: number | undefined): Span[] {
  let over = lengthOf(spans) - (seconds ?? Number.POSITIVE_INFINITY) * 1000;
  const tolerance = Math.max(2000, (seconds ?? 0) * 5);
  if (over <= tolerance) return [...spans];
  const timer = timerOf({ points, spans });
  const gaps: Span[] = [];
  for (let index = 1; index < points.length; index += 1) {
    const [from, to] = [(points[index - 1] as Point).at, (points[index] as Point).at];
    const ran = (timer[index] as number) - (timer[index - 1] as number);
    if (to - from > LONGEST_GAP_MS && ran === to - from) gaps.push({ from, to });
  }
  const pauses = gaps
    .sort((a, b) => b.to - b.from - (a.to - a.from))
    .filter(({ from, to }) => {
      const nearer = over > tolerance && to - from < 2 * over;
      if (nearer) over -= to - from;
      return nearer;
    });
  // Each pause is within a span, so that in order every second time is a beginning.
  const times = Float64Array.from([...spans, ...pauses].flatMap(({ from, to }) => [from, to])).sort();
  return Array.from({ length: times.length / 2 }, (_, n) => ({
    from: times[2 * n] as number,
    to: times[2 * n + 1] as number,
  }));
}

/** Milliseconds. */
export const lengthOf = (spans: readonly Span[]): number => spans.reduce((all, { from, to }) => all + to - from, 0);
