export { declareFlag, RequireFlag } from './flag/declare-flag.js';
export type { FlagSetting, FlagTarget } from './flag/flag-setting.js';
export { type Flag, Flags } from './flag/flags.js';
export { FlagsModule } from './flags.module.js';
