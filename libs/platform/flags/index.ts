export { declareFlag, RequireFlag } from './flag/declare-flag.js';
export { FlagChangeDto } from './flag/flag-change.dto.js';
export { FlagChanges } from './flag/flag-changes.js';
export { type FlagSetting, unruled } from './flag/flag-setting.js';
export { type Flag, Flags } from './flag/flags.js';
export { FlagsModule } from './flags.module.js';
