export type { DegradationChange, DegradationDay } from './changes/degradation-change.js';
export { DegradationChanges } from './changes/degradation-changes.js';
export {
  type Degradable,
  type DegradationLevel,
  declareDegradation,
  declaredDegradations,
} from './declare-degradation.js';
export { degradationProblems } from './degradation.errors.js';
export { Degradation, type PresentDegradation } from './degradation.js';
export { DegradationModule, SensingModule } from './degradation.module.js';
export { DegradationProcesses, type ProcessDegradation } from './degradation-processes.js';
export { Readings } from './sensors/readings.js';
