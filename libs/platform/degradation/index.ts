export { DegradationChanges } from './changes/degradation-changes.js';
export type { DegradationDay } from './changes/levels-by-day.js';
export { declareDegradation, declaredDegradations } from './declare-degradation.js';
export { DegradationChangeDto, DegradationDto, ProcessDegradationDto } from './degradation.dto.js';
export { degradationProblems } from './degradation.errors.js';
export { Degradation } from './degradation.js';
export { DegradationModule, SensingModule } from './degradation.module.js';
export { DegradationProcesses } from './degradation-processes.js';
export { Readings } from './sensors/readings.js';
