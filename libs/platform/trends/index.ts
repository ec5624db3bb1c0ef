export { HourCollector } from './hours/hour-collector.js';
export { TrendsModule, TrendsWorkerModule } from './trends.module.js';
export { type IsoWeek, weekNamed, weekOf } from './weeks/iso-week.js';
export { reportText } from './weeks/report-text.js';
export { WeekReports } from './weeks/week-reports.js';
