import type { Type } from '@nestjs/common';
import { WorkerModule } from '../../apps/worker/worker.module.js';

/** The modules beside an API that also runs jobs, as in solo. */
export const workers: readonly Type[] = [WorkerModule];
