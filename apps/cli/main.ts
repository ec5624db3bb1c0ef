import 'reflect-metadata';
import { runProgram } from './program.js';

await runProgram(process.argv.slice(2));
// An application that failed to start leaves its connections open, which would keep this process running.
if (process.exitCode) process.exit();
