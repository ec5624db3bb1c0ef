export { climbProblems } from './climb.errors.js';
export type { CutoverOptions, CutoverReport, CutoverStep } from './cut-over.js';
export { cutOver } from './cut-over.js';
export type { Deployment } from './deployment.js';
export { nameOf } from './deployment.js';
export { requireCanCutOver } from './record/claim-deployments.js';
export { cutoverOf, requireNotCutOver } from './record/cutover-of.js';
export type { Cutover } from './record/cutover-record.js';
export { undoCutover } from './undo-cutover.js';
