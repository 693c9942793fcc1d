// The main file of a program that serves a module; module-host.ts may have been loaded ahead.
import { serve } from './module-host.ts';

await serve(process.argv[2] ?? '');
