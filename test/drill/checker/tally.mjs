// Each try of the clients: of what kind it was, when, and whether it was answered well.

/** @typedef {'browsing' | 'reads' | 'writes' | 'sign-ins'} Kind */
/** @typedef {{ kind: Kind, from: number, to: number, status: number, fine: boolean }} Try in milliseconds since the process began */

export class Tally {
  /** @type {Try[]} */
  tries = [];
  /** When those began that are under way. */
  open = new Set();
  /** Work of workers that is done: when it was asked for, and when it was seen. @type {{ from: number, to: number }[]} */
  work = [];

  /** Notes work that is done now. @param from when it was asked for */
  workDone(from) {
    this.work.push({ from, to: performance.now() });
  }

  /** When all work was done that was asked for before a moment. */
  lastWork(before) {
    return Math.max(before, ...this.work.filter(({ from }) => from < before).map(({ to }) => to));
  }

  /** Whether a try is under way that began before a moment. */
  waitsSince(before) {
    return [...this.open].some(({ from }) => from < before);
  }

  /** @param answer with the milliseconds it took, and `status` 0 where there was none */
  note(kind, { at, ms, status }, fine) {
    this.tries.push({ kind, from: at, to: at + ms, status, fine });
  }

  /** Those that were under way at some moment of a time. */
  during(from, to = Number.POSITIVE_INFINITY) {
    return this.tries.filter((each) => each.to >= from && each.from <= to);
  }

  /** Of each kind how many were tried in a time, and how many of them failed or were refused. */
  shares(from, to) {
    const shares = {};
    for (const { kind, fine } of this.during(from, to)) {
      shares[kind] ??= { tried: 0, failed: 0 };
      shares[kind].tried += 1;
      if (!fine) shares[kind].failed += 1;
    }
    return shares;
  }

  /** How often each status failed in a time, as in `503 × 12`. */
  statuses(from, to) {
    const counts = new Map();
    for (const { kind, status, fine } of this.during(from, to)) {
      const key = `${kind} ${status || 'no answer'}`;
      if (!fine) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => `${key} × ${count}`).join(', ');
  }

  /** When the last try that failed after a moment had failed; undefined where none did. */
  lastFailure(from) {
    const failed = this.during(from).filter(({ fine }) => !fine);
    return failed.length > 0 ? Math.max(...failed.map(({ to }) => to)) : undefined;
  }

  /** When the first try of a kind was answered well that began after all those, under way at a moment or later, that were not. */
  backAt(from, kind) {
    const tries = this.during(from).filter((each) => each.kind === kind);
    const failed = tries.filter(({ fine }) => !fine).map((each) => each.from);
    if (failed.length === 0) return from;
    return Math.min(...tries.filter((each) => each.from > Math.max(...failed)).map(({ to }) => to));
  }

  /** The longest time between the first and the last failure of a kind in a time, in milliseconds. */
  longest(from, to) {
    const spans = new Map();
    for (const each of this.during(from, to)) {
      if (each.fine) continue;
      const span = spans.get(each.kind) ?? { first: each.from, last: each.to };
      spans.set(each.kind, { first: Math.min(span.first, each.from), last: Math.max(span.last, each.to) });
    }
    return Math.max(0, ...[...spans.values()].map(({ first, last }) => last - Math.max(first, from)));
  }
}
