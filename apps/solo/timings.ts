/** How long the parts of a start took. The build is measured by `start.mjs`. */
export class Timings {
  private readonly parts: string[] = [];

  /** @param print receives a line for each part as soon as it has ended */
  constructor(private readonly print: (line: string) => void = () => {}) {
    for (const { name, duration } of performance.getEntriesByType('measure')) this.add(name, duration);
  }

  /** What `work` gives. */
  async of<T>(part: string, work: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const result = await work();
    this.add(part, performance.now() - from);
    return result;
  }

  /** As in `database 0.6 s, migrations 0.9 s`. */
  toString(): string {
    return this.parts.join(', ');
  }

  private add(part: string, ms: number): void {
    const line = `${part} ${(ms / 1000).toFixed(1)} s`;
    this.parts.push(line);
    this.print(line);
  }
}
