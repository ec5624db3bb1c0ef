/**
 * Does work for each item, one after the other. Where it fails for one, it goes on with the next.
 *
 * @throws the reason of the signal once it aborts; at the end, what the first work that failed threw
 */
export async function runEach<T>(
  items: Iterable<T> | AsyncIterable<T>,
  signal: AbortSignal,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for await (const item of items) {
    signal.throwIfAborted();
    try {
      await work(item);
    } catch (error) {
      signal.throwIfAborted();
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
