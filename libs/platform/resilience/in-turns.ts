/**
 * Runs `work` for each item, so many at once.
 *
 * @throws Error of the first that fails, once those under way have ended; no other is begun then
 */
export async function inTurns<T>(
  items: Iterable<T> | AsyncIterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  async function* each() {
    yield* items;
  }
  const left = each();
  const worker = async () => {
    // A worker that fails ends the generator, and so the others.
    for await (const item of left) await work(item);
  };
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
