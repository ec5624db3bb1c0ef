export { type Actor, actorInForce, inActor } from './actor.js';
export { Audit, type AuditEntry } from './audit.js';
export { AuditModule } from './audit.module.js';
export { AuditLineDto } from './trail/audit-line.dto.js';
export { type AuditQuery, AuditTrail, whoseLines } from './trail/audit-trail.js';
