export { climbProblems } from './climb.errors.js';
export { type CutoverReport, type CutoverStep, cutOver } from './cut-over.js';
export { type Deployment, nameOf } from './deployment.js';
export { requireCanCutOver } from './record/claim-deployments.js';
export { cutoverOf, requireNotCutOver } from './record/cutover-of.js';
export { requireFiles } from './require-files.js';
export { undoCutover } from './undo-cutover.js';
