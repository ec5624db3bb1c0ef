export { ErrorReportsModule } from './error-reports.module.js';
export { reportCrash } from './report-crash.js';
export { sentryProject } from './sentry-project.js';
