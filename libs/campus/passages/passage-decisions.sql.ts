import { samples, statement } from '#platform/database';
import type { PassageDecisionDto } from './passage-decisions.dto.js';

export const putDecision = statement<
  PassageDecisionDto,
  [tenantId: string, yearId: string, studentId: string, decision: string]
>({
  name: 'campus.passage-decisions.put',
  text: `insert into campus.passage_decisions (tenant_id, year_id, student_id, decision) values ($1, $2, $3, $4)
    on conflict (tenant_id, year_id, student_id) do update set decision = excluded.decision, decided_at = now()
    returning year_id as "yearId", student_id as "studentId", decision, decided_at as "decidedAt"`,
  sample: [samples.tenantInForce, samples.id, samples.id, 'pass'],
});
