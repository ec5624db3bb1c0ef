import 'reflect-metadata';
import { runProcess } from '../terminal/run-process.js';
import { startSolo } from './start-solo.js';

await runProcess((atEnd) => startSolo(process.env, atEnd));
