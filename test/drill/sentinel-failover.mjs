// A primary and 2 replicas under 3 Sentinels hold `--sessions` (10,000); the primary is killed under load: no fast
// validation fails, no session that was acknowledged as replicated is lost, no rotation is taken for reuse.
import { killUnderLoad } from './shards/kill-under-load.mjs';

const { startSentinels } = await import('../stack/sentinels.ts');

const sentinels = await startSentinels({ replicas: 2 });
await killUnderLoad(sentinels, {
  breaks: 'the primary under three Sentinels is killed, with 10,000 sessions',
  environment: { REDIS_SENTINELS: sentinels.addresses.join() },
  isHit: () => true,
  kill: () => sentinels.nodes[0].kill(),
});
