export {
  type Degradable,
  type DegradationLevel,
  declareDegradation,
  declaredDegradations,
} from './declare-degradation.js';
export { Degradation } from './degradation.js';
export { DegradationModule } from './degradation.module.js';
