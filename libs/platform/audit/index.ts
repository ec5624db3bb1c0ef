export type { Actor } from './actor.js';
export { actorInForce, inActor } from './actor.js';
export type { AuditEntry } from './audit.js';
export { Audit } from './audit.js';
export { AuditModule } from './audit.module.js';
export { AuditLineDto } from './trail/audit-line.dto.js';
export type { AuditQuery } from './trail/audit-trail.js';
export { AuditTrail, whoseLines } from './trail/audit-trail.js';
