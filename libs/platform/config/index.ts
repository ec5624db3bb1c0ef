export { describeSettings, type SettingRow } from './describe-settings.js';
export { mask } from './mask.js';
export { publicUrlOf, readSettings, SettingsProblem } from './read-settings.js';
export { Settings } from './settings.js';
export { SettingsModule } from './settings.module.js';
export { PALIER_VERSION } from './version.js';
