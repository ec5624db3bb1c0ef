import { executionAsyncResource } from 'node:async_hooks';

const kept: object[] = [];

/**
 * Keeps one of Node's tick objects alive for ever. `process.nextTick` creates each with computed keys,
 * which V8 does fast only while it knows their hidden class. When a full garbage collection finds no
 * such object alive, V8 collects the class too, the call site stays slow, and every answer costs 8 %
 * more. Without this, that happened in about every second process.
 */
export function steadyNextTick(): void {
  process.nextTick(() => kept.push(executionAsyncResource()));
}
