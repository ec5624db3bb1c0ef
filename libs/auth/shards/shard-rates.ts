import { Injectable } from '@nestjs/common';
import { ShardTally } from '../revocations/shard-tally.js';
import type { Shard, ShardValidationsDto } from './shards.dto.js';

interface Look {
  /** In milliseconds, from `performance.now()`. */
  readonly at: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Two readings closer together than this give no meaningful rate. */
const CLOSEST_MS = 1000;

/** Computes rates from the counts of validations. */
@Injectable()
export class ShardRates {
  private earlier: Look = { at: 0, counts: new Map() };
  private latest: Look = this.earlier;

  constructor(private readonly tally: ShardTally) {}

  /** Takes a reading. @returns a function from a shard to its rate; under Sentinels the shard is found by its name */
  look(now = performance.now()): (shard: Pick<Shard, 'id' | 'address'>) => ShardValidationsDto {
    const asked = new Map(this.tally.all.map((validations) => [validations.node, validations]));
    const counts = new Map([...asked].map(([node, { validations }]) => [node, validations]));
    if (now - this.latest.at >= CLOSEST_MS) this.earlier = this.latest;
    this.latest = { at: now, counts };
    const before = this.earlier;
    return ({ id, address }) => {
      const seen = asked.get(address) ?? asked.get(id);
      const count = seen?.validations ?? 0;
      return {
        count,
        perSecond: ((count - (before.counts.get(seen?.node ?? '') ?? 0)) * 1000) / (now - before.at),
        p50Ms: finite(seen?.p50Ms),
        p99Ms: finite(seen?.p99Ms),
      };
    };
  }
}

const finite = (ms: number | undefined) => (ms !== undefined && Number.isFinite(ms) ? ms : null);
