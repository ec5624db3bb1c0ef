import { inActor } from '#platform/audit';
import { inRequest } from '#platform/telemetry';
import { inTenant, PLATFORM_TENANT_ID, type TenantDirectory } from '#platform/tenancy';
import type { BullJob } from './running-job.js';

/**
 * Runs a job in the scope of its tenant and actor; its log lines carry the job's id as request id, and the
 * trace of the request that added the job.
 */
export function inJob<T>(job: BullJob, directory: TenantDirectory, work: () => Promise<T>): Promise<T> {
  const { payload, traceparent } = job.data;
  const id = job.id ?? '';
  const [, traceId, spanId] = traceparent?.split('-') ?? [];
  // Where the process serves requests too, those that are vital come first.
  const priority = 'normal' as const;
  // The write that asked for it was committed before it began; BullMQ's time of its adding is by the clock of another process.
  const reads = { after: performance.now() };
  // Connections and the event loop are shared out among tenants: one beside whom only schedules run is alone.
  const tenantId = payload.tenantId === PLATFORM_TENANT_ID ? undefined : payload.tenantId;
  const scope = { requestId: id, traceId, spanId, span: undefined, tenantId, priority, reads };
  const tenant = directory.byId(payload.tenantId);
  const asJob = () => inActor({ kind: 'job', id }, work);
  return inRequest(scope, () => (tenant ? inTenant(tenant, asJob) : asJob()));
}
